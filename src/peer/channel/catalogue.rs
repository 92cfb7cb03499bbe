//! What is entry of cinemas, halls, films, shows and seats, by the document's names.

use super::answer::{AnswerContext, ChannelRefusal};
use super::fault::ChannelMishap;
use super::house::LOCATIONS;
use super::written::{Members, ReplyNode, time};
use crate::channel::RefusalCode;
use crate::channel::calls::{
    QueryCinema, QueryCinemas, QueryHalls, QueryMovie, QueryShowSeats, QueryShows,
};
use crate::peer::ledger::{HouseCinema, HouseFilm, HouseHall, HouseSeat, HouseShow};

/// Cinemas of one page.
const PAGE: i64 = 100;

/// A reply's members behind `code` and `msg`.
type Entries = Result<Members, ChannelRefusal>;

pub(super) fn locations() -> Members {
    let entries = LOCATIONS.iter().map(|location| {
        ReplyNode::Object(vec![
            ("locationID", location.id.into()),
            ("locationType", location.kind.into()),
            ("parentID", location.parent.into()),
            ("nameCN", location.name.into()),
            ("nameEN", location.english.into()),
            ("namePinyin", location.english.to_ascii_lowercase().into()),
            ("namePinyinShort", location.short.into()),
            ("nameCode", location.id.to_string().into()),
            ("isHot", ReplyNode::Truth(location.kind == 2)),
            ("latitude", ReplyNode::Decimal(location.latitude)),
            ("longitude", ReplyNode::Decimal(location.longitude)),
        ])
    });
    vec![("locations", ReplyNode::List(entries.collect()))]
}

pub(super) fn cinemas(context: &AnswerContext, query: QueryCinemas) -> Entries {
    let page = match context.mishap {
        ChannelMishap::PageRepeated => 1,
        _ => query.page_index.unwrap_or(1),
    };
    if page < 1 {
        return Err(unknown("pageIndex"));
    }
    let skipped = (page - 1).saturating_mul(PAGE);
    let cinemas = context.ledger.cinemas(skipped, PAGE)?;
    Ok(vec![
        ("totalCount", context.ledger.cinema_count()?.into()),
        ("cinemas", list(&cinemas, cinema_entry)),
    ])
}

pub(super) fn cinema(context: &AnswerContext, query: QueryCinema) -> Entries {
    let cinema = known_cinema(context, query.cinema_id)?;
    Ok(vec![("cinema", ReplyNode::Object(cinema_entry(&cinema)))])
}

pub(super) fn movies(context: &AnswerContext) -> Entries {
    let films = context.ledger.films(None)?;
    Ok(vec![("totalCount", count(&films)), ("movies", list(&films, film_entry))])
}

pub(super) fn movie(context: &AnswerContext, query: QueryMovie) -> Entries {
    let films = context.ledger.films(Some(query.movie_id))?;
    let film = films.first().ok_or_else(|| unknown("movieID"))?;
    Ok(vec![("movie", ReplyNode::Object(film_entry(film)))])
}

pub(super) fn halls(context: &AnswerContext, query: QueryHalls) -> Entries {
    let cinema = known_cinema(context, query.cinema_id)?;
    let halls = context.ledger.halls(cinema.cinema_id)?;
    Ok(vec![("halls", list(&halls, hall_entry))])
}

/// The shows that are on sale at this moment.
pub(super) fn shows(context: &AnswerContext, query: QueryShows) -> Entries {
    let cinema = known_cinema(context, query.cinema_id)?;
    let (halls, films) = (context.ledger.halls(cinema.cinema_id)?, context.ledger.films(None)?);
    let now = context.civil();
    let mut shows = context.ledger.shows(cinema.cinema_id)?;
    shows.retain(|show| show.is_on_sale(now));
    let entry = |show: &HouseShow| {
        let hall = halls.iter().find(|(hall, _)| hall.hall_id == show.plan.hall_id);
        let film = films.iter().find(|film| film.movie_id == show.plan.movie_id);
        show_entry(show, hall.map(|(hall, _)| hall), film, cinema.cinema_id)
    };
    Ok(vec![("totalCount", count(&shows)), ("shows", list(&shows, entry))])
}

/// The seats of a show that is on sale.
pub(super) fn seats(context: &AnswerContext, query: &QueryShowSeats) -> Entries {
    context.ledger.end_locks(context.now)?;
    let show = show_on_sale(context, &query.showtime_id)?;
    let mut seats = context.ledger.seats(show.plan.hall_id, show.showtime_id)?;
    match query.status.as_deref() {
        None => {}
        Some("0") => seats.retain(|seat| seat.column.is_some() && !seat.is_free),
        Some("1") => seats.retain(|seat| seat.column.is_some() && seat.is_free),
        Some(_) => return Err(unknown("status")),
    }
    Ok(vec![("seats", list(&seats, seat_entry))])
}

/// The show of that ID, whose seats can be locked.
pub(super) fn show_on_sale(
    context: &AnswerContext,
    showtime_id: &str,
) -> Result<HouseShow, ChannelRefusal> {
    let found = match showtime_id.parse() {
        Ok(id) => context.ledger.show(id)?,
        Err(_) => None,
    };
    let show = found.filter(|show| show.is_on_sale(context.civil()));
    show.ok_or_else(|| ChannelRefusal::new(RefusalCode::SHOW_INVALID, ""))
}

fn known_cinema(context: &AnswerContext, cinema_id: i64) -> Result<HouseCinema, ChannelRefusal> {
    context.ledger.cinema(cinema_id)?.ok_or_else(|| unknown("cinemaID"))
}

/// The document has no code for an ID that nobody has but those of shows and orders.
fn unknown(name: &str) -> ChannelRefusal {
    ChannelRefusal::new(RefusalCode::PARAMETER_MISSING, format!("没有这样的 {name}"))
}

fn count<T>(all: &[T]) -> ReplyNode {
    i64::try_from(all.len()).unwrap_or(i64::MAX).into()
}

fn list<T>(all: &[T], entry: impl Fn(&T) -> Members) -> ReplyNode {
    ReplyNode::List(all.iter().map(|one| ReplyNode::Object(entry(one))).collect())
}

fn cinema_entry(cinema: &HouseCinema) -> Members {
    // In business, or without shows.
    let status = if cinema.cinema.is_some() { 1 } else { 4 };
    vec![
        ("cinemaID", cinema.cinema_id.into()),
        ("cinemaName", cinema.name.clone().into()),
        ("cinemaAddress", cinema.address.clone().into()),
        ("province", (cinema.county / 10_000 * 10_000).into()),
        ("city", (cinema.county / 100 * 100).into()),
        ("county", cinema.county.into()),
        ("baiduLatitude", ReplyNode::Decimal("23.13521")),
        ("baiduLongitude", ReplyNode::Decimal("113.32738")),
        ("cinemaStatus", status.into()),
        ("phone", "020-38880000".into()),
        ("desc", "".into()),
    ]
}

fn film_entry(film: &HouseFilm) -> Members {
    vec![
        ("movieID", film.movie_id.into()),
        ("movieNameCN", film.name.clone().into()),
        ("movieNameEN", film.english.clone().into()),
        ("movieImage", format!("Movie/{}.jpg", film.movie_id).into()),
        ("movieVersions", film.versions.clone().into()),
        ("intro", film.intro.clone().into()),
        ("director", film.director.clone().into()),
        ("actors", film.actors.clone().into()),
        ("movieTypes", film.kinds.clone().into()),
        // As the document spells it.
        ("movieLanages", film.language.clone().into()),
        ("filmLength", i64::from(film.minutes).into()),
        ("releaseTime", ReplyNode::Date(film.released)),
    ]
}

fn hall_entry((hall, seats): &(HouseHall, i64)) -> Members {
    vec![
        ("hallID", hall.hall_id.into()),
        ("cinemaID", hall.cinema_id.into()),
        ("hallName", hall.name.clone().into()),
        ("hallStatus", 1.into()),
        ("alias", "".into()),
        ("intro", "".into()),
        ("seatCount", (*seats).into()),
        ("hallType", 0.into()),
    ]
}

fn show_entry(
    show: &HouseShow,
    hall: Option<&HouseHall>,
    film: Option<&HouseFilm>,
    cinema_id: i64,
) -> Members {
    let plan = &show.plan;
    let minutes = plan.minutes.or(film.map(|film| film.minutes));
    // The document's prices are whole yuan, rounded up so that nobody is asked for more than he was entry.
    let yuan = (show.seat_fen() + 99) / 100;
    let mut entry: Members = vec![
        ("showtimeID", show.showtime_id.to_string().into()),
        ("movieID", plan.movie_id.into()),
        ("cinemaID", cinema_id.into()),
        ("version", film.map_or("", |film| film.versions.as_str()).into()),
        ("language", film.map_or("", |film| film.language.as_str()).into()),
        ("hallID", plan.hall_id.into()),
        ("hallName", hall.map_or("", |hall| hall.name.as_str()).into()),
        ("ticketStartTime", time(plan.start)),
        ("price", yuan.into()),
        ("retailPrice", (yuan + 10).into()),
        ("showTime", time(plan.start)),
    ];
    if let Some(minutes) = minutes {
        entry.push(("filmLength", i64::from(minutes).into()));
    }
    entry.extend([("ticketEndTime", time(plan.sale_end)), ("status", 1.into())]);
    entry
}

fn seat_entry(seat: &HouseSeat) -> Members {
    let status = match seat.column {
        None => "2",
        Some(_) if seat.is_free => "1",
        Some(_) => "0",
    };
    let column = seat.column.map_or_else(String::new, |column| column.to_string());
    vec![
        ("seatID", seat.seat_id.clone().into()),
        ("rowNum", seat.row.to_string().into()),
        ("colNum", column.into()),
        ("xCoord", seat.x.into()),
        ("yCoord", seat.y.into()),
        ("type", seat.kind.into()),
        ("loveCode", seat.love_code.clone().into()),
        ("status", status.into()),
    ]
}
