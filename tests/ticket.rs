//! The ticket information code against vectors made by others, and its properties.

#[path = "vectors/files.rs"]
mod vectors;

use hallgate::clock::wire_time;
use hallgate::ticket::{CinemaKey, ShownAt, Ticket, TicketText, UrlParams};
use serde_json::{Value, json};
use vectors::text;

/// What the terminal makes of a text with one key: fields, or the reason of its refusal.
fn judged(shown: &str, key: &CinemaKey) -> Value {
    let Ok(ticket_text) = TicketText::parse(shown, &UrlParams::default()) else {
        return json!({ "reason": "malformed" });
    };
    let Some(message) = key.recover(&ticket_text.block) else {
        return json!({ "reason": "forged" });
    };
    let Ok(ticket) = Ticket::decode(&message) else {
        return json!({ "reason": "malformed" });
    };
    json!({ "fields": {
        "cinema_code": ticket_text.cinema_code.as_str(),
        "film_ticket_code": ticket.film_ticket_code.as_str(),
        "screen_code": ticket.screen_code.as_str(),
        "film_code": ticket.film_code.as_str(),
        "session_code": ticket.session_code.as_str(),
        "show_time": wire_time(ticket.show_time),
        "seat_code": ticket.seat_code.as_str(),
        "price_fen": ticket.price.0,
        "service_fen": ticket.service_fee.0,
    }})
}

#[test]
fn tickets_and_forgeries_made_elsewhere_are_told_apart() {
    vectors::each("tickets", |keys, entry| {
        let key = CinemaKey::parse(text(&keys[text(entry, "key")], "spki_base64"))
            .map_err(|fault| fault.to_string())?;
        let found = judged(text(entry, "text"), &key);
        let wanted = match entry.get("fields") {
            Some(fields) => json!({ "fields": fields }),
            None => json!({ "reason": entry["reason"] }),
        };
        let name = text(entry, "name");
        if found == wanted { Ok(()) } else { Err(format!("{name}: {found}, not {wanted}")) }
    });
}

#[test]
fn every_encoding_of_a_key_reads_as_the_same_key() {
    let mut seen = 0;
    for (path, file) in vectors::files() {
        for (name, key) in file["keys"].as_object().unwrap() {
            let first = CinemaKey::parse(text(key, "spki_base64")).unwrap();
            let encodings = key
                .as_object()
                .unwrap()
                .iter()
                .filter(|(form, _)| form.starts_with("spki") || form.starts_with("pkcs1"));
            for (form, encoded) in encodings {
                let encoded = encoded.as_str().unwrap();
                for shown in [
                    encoded.to_owned(),
                    encoded.replace('\n', "\r\n"),
                    encoded.replace('\n', "\\n"),
                ] {
                    let read = CinemaKey::parse(&shown);
                    assert_eq!(read.as_ref(), Ok(&first), "{}: {name} as {form}", path.display());
                }
                seen += 1;
            }
            assert_eq!(CinemaKey::from_der(&first.to_der()).as_ref(), Ok(&first));
        }
    }
    assert!(seen > 20, "{seen} encodings");
}

#[test]
fn what_is_no_key_is_refused() {
    let key = text(&vectors::files()[0].1["keys"]["rsa1024"], "spki_base64").to_owned();
    for shown in [
        "",
        "影院",
        "AAAA",
        "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
        &key[..80],
        "null",
    ] {
        assert!(CinemaKey::parse(shown).is_err(), "{shown:?}");
    }
    use rsa::pkcs1::EncodeRsaPublicKey;
    use rsa::{BigUint, RsaPublicKey};
    for (bits, is_taken) in [(1023, false), (1024, true), (4096, true), (4097, false)] {
        let modulus = (BigUint::from(1_u8) << (bits - 1)) + BigUint::from(1_u8);
        let key = RsaPublicKey::new_unchecked(modulus, BigUint::from(65_537_u32));
        let der = key.to_pkcs1_der().unwrap();
        assert_eq!(CinemaKey::from_der(der.as_bytes()).is_ok(), is_taken, "{bits} bits");
    }
}

/// What an e-ticket's address tells; `CODE` stands for a plain code, `ESCAPED` for it with
/// percent-encoding.
#[test]
fn addresses_of_e_tickets_carry_code_and_time() {
    let files = vectors::files();
    let plain = files[0].1["tickets"][0]["text"].as_str().unwrap();
    let escaped: String = plain.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let parsed = TicketText::parse(plain, &UrlParams::default()).unwrap();
    assert_eq!(parsed.electronic, None);
    let at = |seconds| ShownAt::At(jiff::Timestamp::from_second(seconds).unwrap());
    let moment = at(1_546_311_600); // 2019-01-01T11:00:00 in China
    for (address, shown_at) in [
        ("https://t.example/e?c=CODE&t=2019-01-01T11:00:00", moment),
        ("https://t.example/e?t=2019-01-01T11%3A00%3A00&c=ESCAPED", moment),
        ("http://t.example:8443/?c=ESCAPED&t=1546311600#top", moment),
        ("HTTPS://t.example/c/ESCAPED/t/1546311600", moment),
        ("https://t.example/c/CODE/t/2019-01-01T11:00:00", moment),
        ("https://t.example/t/1546311600/c/CODE", moment),
        ("https://t.example/e;c=ESCAPED;t=1546311600", moment),
        ("https://t.example/c/ESCAPED?t=1546311600", moment),
        ("https://t.example/e?c=CODE", ShownAt::Missing),
        ("https://t.example/c/CODE", ShownAt::Missing),
        ("https://t.example/e?c=CODE&t=2019-01-01T11:00:00+08:00", moment),
        ("https://t.example/e?c=CODE&t=2019-01-01T11%3A00%3A00%2B08%3A00", moment),
        ("https://t.example/e?c=CODE&t=2019-01-01T11:00:00 08:00", moment),
        ("https://t.example/e?c=CODE&t=2019-01-01T03:00:00Z", moment),
        ("https://t.example/e?c=CODE&t=2019-01-01T03:00:00.000Z", moment),
        ("https://t.example/e?c=CODE&t=2019-01-01%2011:00:00", moment),
        ("https://t.example/e?c=CODE&t=2019-01-01+11%3A00%3A00", moment),
        ("https://t.example/e?c=CODE&t=2018-12-31T22:00:00-05:00", moment),
        ("https://t.example/e?c=CODE&t=1546311600000", moment),
        ("https://t.example/e?c=CODE&t=1546311600.000", moment),
        ("https://t.example/e?c=CODE&t=1546311600%00", moment),
        ("https://t.example/e?c=CODE&t=1546311600\0\n", moment),
        ("https://t.example/e?c=CODE%00&t=1546311600%0D%0A", moment),
        ("https://t.example/e?c=CODE\0\0&t=1546311600\r\n", moment),
        ("https://t.example/e?c=CODE%0D%0A&t=1546311600", moment),
        ("https://t.example/e?c=CODE&t=1546311600000000000", ShownAt::Unreadable),
        ("https://t.example/e?c=CODE&t=-1546311600", ShownAt::Unreadable),
        ("https://t.example/e?c=CODE&t=1546311600s", ShownAt::Unreadable),
        ("https://t.example/e?c=CODE&t=1546311600.", ShownAt::Unreadable),
        ("https://t.example/e?c=CODE&t=2019-01-01T11:00:60Z", ShownAt::Unreadable),
        ("https://t.example/e?c=CODE&t=%00", ShownAt::Unreadable),
        ("https://t.example/e?c=CODE&t=", ShownAt::Unreadable),
        ("https://t.example/e?c=CODE&t=yesterday", ShownAt::Unreadable),
        ("https://t.example/e?c=CODE&t=99999999999999999999", ShownAt::Unreadable),
        ("https://t.example/e?c=CODE&t=2019-02-30T11:00:00", ShownAt::Unreadable),
        ("  https://t.example/e?c=CODE&t=0\n", at(0)),
    ] {
        let address = address.replace("CODE", plain).replace("ESCAPED", &escaped);
        let read = TicketText::parse(&address, &UrlParams::default());
        let read = read.unwrap_or_else(|fault| panic!("{address}: {fault}"));
        assert_eq!(read.block, parsed.block, "{address}");
        assert_eq!(read.electronic.map(|shown| shown.shown_at), Some(shown_at), "{address}");
        assert_eq!(read.canonical(), parsed.canonical());
    }
    let named = UrlParams { code: "ticket".into(), time: "at".into() };
    let address = format!("https://t.example/e?ticket={escaped}&at=0&c=x&t=1");
    let read = TicketText::parse(&address, &named).unwrap();
    assert_eq!(read.electronic.unwrap().shown_at, at(0));
}

/// A scanner, a form or a C program may have had the text in its hands.
#[test]
fn what_stands_behind_a_ticket_is_cut() {
    let files = vectors::files();
    let plain = files[0].1["tickets"][0]["text"].as_str().unwrap();
    let wanted = TicketText::parse(plain, &UrlParams::default()).unwrap();
    for behind in ["\0", "\n", "\r\n", "\r", "\0\0\0", "\n\0", "\0\r\n", "\0rest of an older text"]
    {
        let read = TicketText::parse(&format!("{plain}{behind}"), &UrlParams::default());
        assert_eq!(read.as_ref(), Ok(&wanted), "{behind:?}");
    }
    for shown in ["\0", "\0\n", &format!("\0{plain}"), &plain.replacen(&plain[100..101], "\0", 1)] {
        assert!(TicketText::parse(shown, &UrlParams::default()).is_err(), "{shown:?}");
    }
}

#[cfg(feature = "peer")]
mod minted {
    use std::sync::LazyLock;

    use hallgate::ticket::{Fen, mint};
    use jiff::civil::DateTime;
    use proptest::prelude::*;
    use rsa::RsaPrivateKey;
    use rsa::pkcs8::DecodePrivateKey;

    use super::*;

    /// The keys of all sizes that `make.py` made, with their public halves.
    static KEYS: LazyLock<Vec<(RsaPrivateKey, CinemaKey)>> = LazyLock::new(|| {
        let (_, file) = vectors::files().remove(0);
        let named = file["keys"].as_object().unwrap().iter();
        let keys = named.filter(|(name, _)| name.starts_with("rsa"));
        keys.map(|(_, key)| {
            let private = RsaPrivateKey::from_pkcs8_pem(text(key, "private_pem")).unwrap();
            (private, CinemaKey::parse(text(key, "spki_base64")).unwrap())
        })
        .collect()
    });

    fn tickets() -> impl Strategy<Value = Ticket> {
        let time = (1970i16..=9999, 1i8..=12, 1i8..=28, 0i8..24, 0i8..60, 0i8..60);
        let codes = ("[!-~]{16}", "[!-~]{16}", "[!-~]{12}", "[!-~]{16}", "[!-~]{16}");
        (codes, time, 0u32..100_000, 0u32..100_000).prop_map(|(codes, time, price, fee)| Ticket {
            film_ticket_code: codes.0.parse().unwrap(),
            screen_code: codes.1.parse().unwrap(),
            film_code: codes.2.parse().unwrap(),
            session_code: codes.3.parse().unwrap(),
            seat_code: codes.4.parse().unwrap(),
            show_time: DateTime::new(time.0, time.1, time.2, time.3, time.4, time.5, 0).unwrap(),
            price: Fen(price),
            service_fee: Fen(fee),
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn what_is_minted_is_recovered(ticket in tickets(), at in 0usize..6, seconds in 0i64..4_000_000_000) {
            let (private, public) = &KEYS[at % KEYS.len()];
            let cinema = "44010201".parse().unwrap();
            let printed = mint::printed(cinema, &ticket, private).unwrap();
            let shown_at = jiff::Timestamp::from_second(seconds).unwrap();
            let url = mint::electronic("https://t.example/e", &printed, shown_at);
            for (shown, time) in [(&printed, None), (&url, Some(ShownAt::At(shown_at)))] {
                let read = TicketText::parse(shown, &UrlParams::default()).unwrap();
                prop_assert_eq!(read.cinema_code, cinema);
                prop_assert_eq!(read.electronic.map(|electronic| electronic.shown_at), time);
                prop_assert_eq!(read.canonical(), printed.clone());
                let message = public.recover(&read.block).unwrap();
                prop_assert_eq!(Ticket::decode(&message), Ok(ticket.clone()));
            }
            for (_, other) in KEYS.iter().filter(|(_, other)| other != public) {
                let block = TicketText::parse(&printed, &UrlParams::default()).unwrap().block;
                prop_assert_eq!(other.recover(&block), None);
            }
        }

        #[test]
        fn any_bytes_of_a_message_read_or_are_refused(message in proptest::array::uniform32(any::<u8>())) {
            let mut whole = [b'0'; 107];
            whole[60..92].copy_from_slice(&message);
            let _ = Ticket::decode(&whole);
        }
    }

    /// In a form `+` means a space, so that a page which does not escape it loses it.
    #[test]
    fn spaces_where_a_plus_stood_are_read_as_such_and_others_are_not() {
        let params = UrlParams::default();
        let cinema = "44010201".parse().unwrap();
        let mut tried = 0;
        // Of other lengths it can't be told, without the key, whether a character is missing.
        let usual = KEYS.iter().filter(|(_, public)| public.len() % 32 == 0);
        for (private, public) in usual {
            for number in 0..24 {
                let mut ticket = sample();
                ticket.film_ticket_code = format!("44010201{number:08}").parse().unwrap();
                let printed = mint::printed(cinema, &ticket, private).unwrap();
                let wanted = TicketText::parse(&printed, &params).unwrap();
                let lost = printed.replace('+', " ");
                tried += usize::from(lost != printed);
                let bare = lost.trim_end_matches('=');
                let (head, tail) = printed.split_at(90);
                for shown in [
                    lost.clone(),
                    bare.to_owned(),
                    format!("{lost}\r\n"),
                    format!("{lost}  "),
                    format!("{}\n{}", &lost[..76], &lost[76..]),
                    format!("https://t.example/e?c={lost}"),
                    format!("https://t.example/e?c={bare}&t=0"),
                    format!("https://t.example/e?t=0&c={}", lost.replace(' ', "%20")),
                    // These have all they need: stray white space.
                    format!("{head} {tail}"),
                    format!("{head}   {tail}  \n"),
                    printed.chars().map(|char| format!("{char} ")).collect(),
                ] {
                    let read = TicketText::parse(&shown, &params)
                        .unwrap_or_else(|fault| panic!("{shown:?}: {fault}"));
                    assert_eq!(read.block, wanted.block, "{shown:?}");
                    assert_eq!(read.canonical(), printed);
                    assert!(public.recover(&read.block).is_some());
                }
                // What lacks a character is not made whole by it.
                for shown in [
                    printed.replacen('+', "", 1),
                    format!("{} {}", &lost[..90], &lost[91..]),
                    format!("{}+{}", &lost[..90], &lost[91..]),
                ] {
                    if shown == printed || printed.as_bytes()[90] == b'+' {
                        continue;
                    }
                    let block = TicketText::parse(&shown, &params).map(|read| read.block);
                    let genuine = block.ok().and_then(|block| public.recover(&block));
                    assert_eq!(genuine, None, "{shown:?}");
                }
            }
        }
        assert!(tried > 60, "{tried} had a plus");
    }

    fn sample() -> Ticket {
        Ticket {
            film_ticket_code: "4401020187654321".parse().unwrap(),
            screen_code: "0000000000000012".parse().unwrap(),
            film_code: "051201112024".parse().unwrap(),
            session_code: "2024021000000042".parse().unwrap(),
            show_time: "2024-02-29T23:59:59".parse().unwrap(),
            seat_code: "0000000000031405".parse().unwrap(),
            price: Fen(4950),
            service_fee: Fen(0),
        }
    }

    #[test]
    fn one_flipped_bit_leaves_no_ticket() {
        for (private, public) in KEYS.iter() {
            let printed = mint::printed("44010201".parse().unwrap(), &sample(), private).unwrap();
            let block = TicketText::parse(&printed, &UrlParams::default()).unwrap().block;
            // Every bit of the small keys; of the large ones a sample, for the time it takes.
            let step = if block.len() <= 256 { 1 } else { 7 };
            for bit in (0..block.len() * 8).step_by(step) {
                let mut flipped = block.clone();
                flipped[bit / 8] ^= 0x80 >> (bit % 8);
                assert_eq!(public.recover(&flipped), None, "bit {bit} of {}", block.len());
            }
            assert!(public.recover(&block).is_some());
        }
    }

    #[test]
    fn an_amount_that_does_not_fit_is_not_minted() {
        let mut ticket = Ticket::decode(
            b"4401020187654321000000000000001205120111202420240210000000422024-02-29T23:59:590000000000031405049.50000.00",
        )
        .unwrap();
        assert!(mint::printed("44010201".parse().unwrap(), &ticket, &KEYS[0].0).is_some());
        ticket.price = Fen(100_000);
        assert_eq!(mint::printed("44010201".parse().unwrap(), &ticket, &KEYS[0].0), None);
    }
}

mod any_text {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_or_is_refused(shown in any::<String>()) {
            let _ = TicketText::parse(&shown, &UrlParams::default());
        }

        #[test]
        fn that_nearly_is_a_ticket_reads_or_is_refused(
            shown in "(https?://)?[a-z%./;?&=]{0,12}([ct][/=])?[0-9]{0,9}[A-Za-z0-9+/%_= \u{feff}影-]{0,700}(&t=.{0,20})?"
        ) {
            if let Ok(read) = TicketText::parse(&shown, &UrlParams::default()) {
                let again = TicketText::parse(&read.canonical(), &UrlParams::default()).unwrap();
                prop_assert_eq!(again.block, read.block);
                prop_assert_eq!(again.cinema_code, read.cinema_code);
            }
        }

        #[test]
        fn as_a_key_reads_or_is_refused(shown in any::<String>()) {
            let _ = CinemaKey::parse(&shown);
        }

        #[test]
        fn as_der_reads_or_is_refused(der in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = CinemaKey::from_der(&der);
        }
    }
}
