//! The trial's house: one cinema with five halls, a few films and a programme for today, among a hundred other cinemas of
//! which nothing is known but their names.

use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use rand::RngCore;
use zeroize::Zeroizing;

use crate::peer::ledger::{
    ChannelAccess, HouseCinema, HouseFilm, HouseHall, HouseSeat, HouseShow, PlannedShow,
};
use crate::peer::{KeyPair, PeerError, PeerLedger};
use crate::ticket::{CinemaCode, Fen, ScreenCode};

/// The trial's channel, as it names who calls.
pub const CHANNEL_CODE: &str = "hallgate-trial";

/// The trial's cinema, as the channel numbers it.
pub const CINEMA_ID: i64 = 5809;

/// The trial's halls: the number that ends their code on a ticket, the channel's number, the name.
pub const HALLS: [(u8, i64, &str); 5] = [
    (1, 35_291, "1号厅"),
    (2, 35_292, "2号厅"),
    (3, 35_293, "3号厅"),
    (4, 35_294, "4号厅 VIP"),
    (5, 35_295, "5号厅 IMAX"),
];

/// Other cinemas: with the trial's own more than a page.
const OTHERS: i64 = 130;
const BITS: usize = 2048;
/// Rows of a hall; the last one has couples' seats.
const ROWS: u32 = 8;
/// Seats of a row.
const COLUMNS: u32 = 16;
/// The aisle is behind this seat.
const AISLE: u32 = 8;
/// Between a film's end and the next one's start.
const CLEANING_MIN: i64 = 20;
/// Shows of a hall in the programme.
const SHOWS: usize = 4;

/// A province, city or county.
pub(super) struct HouseLocation {
    pub id: i64,
    pub parent: i64,
    pub kind: i64,
    pub name: &'static str,
    pub english: &'static str,
    pub short: &'static str,
    pub latitude: &'static str,
    pub longitude: &'static str,
}

const fn location(
    (id, parent, kind): (i64, i64, i64),
    (name, english, short): (&'static str, &'static str, &'static str),
    (latitude, longitude): (&'static str, &'static str),
) -> HouseLocation {
    HouseLocation { id, parent, kind, name, english, short, latitude, longitude }
}

pub(super) const LOCATIONS: [HouseLocation; 5] = [
    location((440_000, 0, 1), ("广东省", "Guangdong", "gd"), ("23.13", "113.27")),
    location((440_100, 440_000, 2), ("广州市", "Guangzhou", "gz"), ("23.13", "113.26")),
    location((440_106, 440_100, 3), ("天河区", "Tianhe", "th"), ("23.12", "113.36")),
    location((440_104, 440_100, 3), ("越秀区", "Yuexiu", "yx"), ("23.13", "113.27")),
    location((440_112, 440_100, 3), ("黄埔区", "Huangpu", "hp"), ("23.18", "113.48")),
];

/// Makes what is missing of the trial: who may call, the cinema with its key, halls and films, and a programme where
/// nothing is on sale.
pub fn prepare(
    ledger: &mut PeerLedger,
    cinema: CinemaCode,
    now: DateTime,
) -> Result<(), PeerError> {
    if ledger.channel_access()?.is_none() {
        let mut secret = [0; 16];
        rand::rngs::OsRng.fill_bytes(&mut secret);
        let access = ChannelAccess {
            channel_code: CHANNEL_CODE.to_owned(),
            secret: Zeroizing::new(hex::encode(secret)),
        };
        ledger.set_channel_access(&access)?;
    }
    if !ledger.keys(cinema)?.iter().any(|key| key.private_key.is_some()) {
        let pair = KeyPair::generate(BITS)?;
        ledger.add_key(cinema, &pair.public_base64, Some(&pair.private_pem), now)?;
    }
    if ledger.cinema(CINEMA_ID)?.is_none() {
        build(ledger, cinema)?;
    }
    if !ledger.shows(CINEMA_ID)?.iter().any(|show| show.is_on_sale(now)) {
        let plans = programme(&ledger.films(None)?, now);
        ledger.put_shows_on(&plans)?;
    }
    Ok(())
}

impl PeerLedger {
    /// A seat of a show, by row and column; none where the hall has none there.
    pub fn seat_at(
        &self,
        show: &HouseShow,
        row: u32,
        column: u32,
    ) -> Result<Option<HouseSeat>, PeerError> {
        let seats = self.seats(show.plan.hall_id, show.showtime_id)?;
        Ok(seats.into_iter().find(|seat| seat.row == row && seat.column == Some(column)))
    }
}

fn build(ledger: &mut PeerLedger, cinema: CinemaCode) -> Result<(), PeerError> {
    for film in films()? {
        ledger.put_film(&film)?;
    }
    for (number, hall_id, name) in HALLS {
        let screen = screen(number)?;
        let hall = HouseHall { hall_id, cinema_id: CINEMA_ID, name: name.to_owned(), screen };
        ledger.put_hall(&hall, &plan())?;
    }
    for at in 1..=OTHERS {
        ledger.put_cinema(&HouseCinema {
            cinema_id: CINEMA_ID + at,
            cinema: None,
            name: format!("示例影城（{at}店）"),
            address: format!("示范路{at}号"),
            county: if at % 2 == 0 { 440_104 } else { 440_112 },
        })?;
    }
    // Last: where it is there, all is.
    ledger.put_cinema(&HouseCinema {
        cinema_id: CINEMA_ID,
        cinema: Some(cinema),
        name: "试机影院".to_owned(),
        address: "天河路1号五层".to_owned(),
        county: 440_106,
    })
}

/// The code of a hall on a ticket.
fn screen(number: u8) -> Result<ScreenCode, PeerError> {
    Ok(format!("{number:0>16}").parse()?)
}

fn films() -> Result<Vec<HouseFilm>, PeerError> {
    let film = |movie_id, code: &str, name: &str, english: &str, minutes| {
        Ok(HouseFilm {
            movie_id,
            film: code.parse()?,
            name: name.to_owned(),
            english: english.to_owned(),
            minutes,
            versions: "1".to_owned(),
            kinds: "13".to_owned(),
            language: "国语".to_owned(),
            director: "试机导演".to_owned(),
            actors: "甲 / 乙 / 丙".to_owned(),
            intro: "试机用影片".to_owned(),
            released: date(2026, 1, 1).at(0, 0, 0, 0),
        })
    };
    // The second is longer than a session admits by itself.
    [
        film(213, "001105192026", "试机影片", "Trial Run", 109),
        film(214, "001205202026", "漫长的一夜", "A Long Night", 195),
        film(215, "001305212026", "海边来信", "", 98),
    ]
    .into_iter()
    .collect()
}

/// A hall's seats, an aisle behind the eighth of each row, the last row for couples.
fn plan() -> Vec<HouseSeat> {
    let mut seats = Vec::new();
    for row in 1..=ROWS {
        let y = i64::from(row);
        for column in 1..=COLUMNS {
            let x = i64::from(column) + i64::from(column > AISLE);
            let is_left = column % 2 == 1;
            let pair = column.div_ceil(2);
            let (kind, love_code) = match (row == ROWS, is_left) {
                (false, _) => (1, String::new()),
                (true, true) => (2, format!("L{row}{pair:02}")),
                (true, false) => (3, format!("L{row}{pair:02}")),
            };
            let seat_id = format!("{x}_{y}");
            let column = Some(column);
            seats.push(HouseSeat { seat_id, row, column, x, y, kind, love_code, is_free: true });
        }
        let x = i64::from(AISLE) + 1;
        seats.push(HouseSeat {
            seat_id: format!("{x}_{y}"),
            row,
            column: None,
            x,
            y,
            kind: 1,
            love_code: String::new(),
            is_free: false,
        });
    }
    seats
}

/// Some shows in each hall from now on.
fn programme(films: &[HouseFilm], now: DateTime) -> Vec<PlannedShow> {
    let minute = now.with().second(0).subsec_nanosecond(0).build().unwrap_or(now);
    let mut shows = Vec::new();
    for (number, hall_id, _) in HALLS {
        let mut start = minute.saturating_add((30 + 10 * i64::from(number)).minutes());
        let turned = films.iter().cycle().skip(usize::from(number)).take(SHOWS);
        for film in turned {
            shows.push(show_of(film, hall_id, start));
            start = start.saturating_add((i64::from(film.minutes) + CLEANING_MIN).minutes());
        }
    }
    shows
}

fn show_of(film: &HouseFilm, hall_id: i64, start: DateTime) -> PlannedShow {
    PlannedShow {
        movie_id: film.movie_id,
        hall_id,
        start,
        sale_end: start,
        price: Fen(3500),
        service: Fen(300),
        minutes: Some(film.minutes),
    }
}

/// The line of a configuration that tells which of the channel's halls is which on a ticket.
pub fn screens_line() -> String {
    let pairs = HALLS.map(|(number, hall_id, _)| format!("\"{number:0>16}\" = {hall_id}"));
    format!("screens = {{ {} }}", pairs.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::wire_time;

    #[test]
    fn a_house_is_built_once_and_its_programme_goes_on() {
        let mut ledger = PeerLedger::open(None).unwrap();
        let cinema: CinemaCode = "12345678".parse().unwrap();
        let now: DateTime = "2026-05-01T12:00:30".parse().unwrap();
        ledger.add_key(cinema, "", Some("its key"), now).unwrap();
        for _ in 0..2 {
            prepare(&mut ledger, cinema, now).unwrap();
            let shows = ledger.shows(CINEMA_ID).unwrap();
            assert_eq!(shows.len(), 20);
            assert_eq!(wire_time(shows[0].plan.start), "2026-05-01T12:40:00");
            assert_eq!(ledger.cinema_count().unwrap(), 131);
            assert_eq!(ledger.halls(CINEMA_ID).unwrap()[2].1, 128);
        }
        prepare(&mut ledger, cinema, "2026-05-02T12:00:30".parse().unwrap()).unwrap();
        assert_eq!(ledger.shows(CINEMA_ID).unwrap().len(), 40);
        let plan = plan();
        for seat in plan.iter().filter(|seat| !seat.love_code.is_empty()) {
            let halves: Vec<i64> = plan
                .iter()
                .filter(|other| other.love_code == seat.love_code)
                .map(|half| half.kind)
                .collect();
            assert_eq!(halves, [2, 3]);
        }
    }
}
