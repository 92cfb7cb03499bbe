//! What is held before the camera.

use std::sync::OnceLock;

use hallgate::terminal::store::StoredKey;
use hallgate::ticket::{CinemaKey, Fen, Ticket, mint};
use jiff::civil::{DateTime, datetime};
use rsa::RsaPrivateKey;

const SHOW: DateTime = datetime(2026, 5, 1, 19, 0, 0, 0);

/// What the camera may see: tickets made with two keys, one of them printed twice and one as an
/// e-ticket, a forgery, and no ticket at all.
pub struct Props {
    pub keys: [StoredKey; 2],
    pub texts: Vec<String>,
}

pub fn props() -> &'static Props {
    static MADE: OnceLock<Props> = OnceLock::new();
    MADE.get_or_init(|| {
        let made = || RsaPrivateKey::new(&mut rand::rngs::OsRng, 1024).unwrap();
        let [first, second, stranger] = [made(), made(), made()];
        let printed = |number: u32, key: &RsaPrivateKey| {
            let cinema = "12345678".parse().unwrap();
            mint::printed(cinema, &ticket(number), key).unwrap()
        };
        let page = printed(3, &first).replace('+', "%2B").replace('/', "%2F");
        let texts = vec![
            printed(1, &first),
            printed(2, &first),
            printed(2, &second),
            format!("https://e.example/?c={page}&t=2026-05-01T18:45:00"),
            printed(4, &second),
            printed(5, &stranger),
            "https://pay.example/7".into(),
        ];
        let stored = |key: &RsaPrivateKey| StoredKey {
            key: CinemaKey::from_rsa(key.to_public_key()),
            start_time: datetime(2026, 1, 1, 0, 0, 0, 0),
        };
        Props { keys: [stored(&first), stored(&second)], texts }
    })
}

pub fn ticket(number: u32) -> Ticket {
    Ticket {
        film_ticket_code: format!("12345678{number:08}").parse().unwrap(),
        screen_code: "0000000000000003".parse().unwrap(),
        film_code: "001105192026".parse().unwrap(),
        session_code: "2026050100000007".parse().unwrap(),
        show_time: SHOW,
        seat_code: "0000000000100612".parse().unwrap(),
        price: Fen(3500),
        service_fee: Fen(0),
    }
}
