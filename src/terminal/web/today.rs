//! A business day's figures by session, the last scans without their seats, and the report to take along.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::PhoneSite;
use super::frame::{PhoneFrame, page};
use super::refusal::PhoneRefusal;
use super::visitor::PhoneVisitor;
use crate::clock::{business_day, china_civil};
use crate::terminal::config::Config;
use crate::terminal::door::Reason;
use crate::terminal::reasons::staff_word;
use crate::terminal::report::{self, Day, InsideNow, ReportFormat, SessionFigures};
use crate::terminal::store::{InsideLine, LastScan};
use crate::ticket::ScreenCode;
use crate::transport::server::FormFields;
use crate::words::Language;
use crate::words::terms::{self, Text as Term};
use crate::words::web::{InsideFor, InsideOfSeats, Text};

/// So many of the last scans.
const SCANS: usize = 10;

pub(super) fn routes() -> Router<Arc<PhoneSite>> {
    Router::new().route("/today", get(today)).route("/report", get(report))
}

#[derive(Template)]
#[template(path = "today.html", config = "src/terminal/web/askama.toml")]
struct PhoneDayPage {
    frame: PhoneFrame,
    day: Day,
    sessions: Vec<SessionRow>,
    /// Of the session that is at hand; none on another day.
    inside: Option<InsideFigure>,
    /// The newest first; of the running day alone.
    scans: Vec<PhoneScan>,
}

/// "Inside for 20:30, of 120 seats", 96.
struct InsideFigure {
    title: String,
    entered: u64,
}

impl InsideFigure {
    fn of(inside: InsideNow, language: Language) -> Self {
        let time = hour_and_minute(inside.start);
        let title = match inside.seats {
            Some(seats) => InsideOfSeats { time, seats }.text(language),
            None => InsideFor { time }.text(language),
        };
        Self { title, entered: inside.entered }
    }
}

/// A session, as a row of the page.
struct SessionRow {
    start: String,
    hall: String,
    inside: u64,
    /// Of the hall; a dash where they are not known.
    seats: String,
    pending: u64,
    film: String,
}

impl SessionRow {
    fn of(line: &InsideLine, day: &Day, language: Language) -> Self {
        let is_its = |session: &&SessionFigures| {
            session.screen_code == line.screen_code && session.show_time == line.show_time
        };
        let hall = line.screen_name.clone();
        Self {
            start: hour_and_minute(line.show_time),
            hall: hall.unwrap_or_else(|| hall_code(line.screen_code, language)),
            inside: line.everybody(),
            seats: line.seats.map_or_else(|| "—".to_owned(), |seats| seats.to_string()),
            pending: day.sessions.iter().filter(is_its).map(|its| its.figures.pending).sum(),
            film: line.film_name.clone().unwrap_or_default(),
        }
    }
}

fn hour_and_minute(time: DateTime) -> String {
    time.strftime("%H:%M").to_string()
}

/// A ticket that was shown, as far as a page tells of it.
struct PhoneScan {
    at: String,
    verdict: String,
    is_refused: bool,
    /// Its last four digits, its hall and start; empty where none was read.
    ticket: String,
}

impl PhoneScan {
    fn of(line: &LastScan, today: Date, config: &Config, language: Language) -> Self {
        let at = line.at.to_zoned(config.terminal.timezone.0.clone());
        let is_today = business_day(at.datetime()) == today;
        let is_refused = line.reason != Reason::Ok.as_str();
        let verdict = match is_refused {
            true => staff_word(&line.reason, language).to_owned(),
            false => Term::Admitted.plain(language),
        };
        let ticket = line.ticket.as_ref().map(|ticket| {
            let end = &ticket.film_ticket_code.as_str()[12..];
            let hall = ticket.screen_name.clone();
            let hall = hall.unwrap_or_else(|| hall_code(ticket.screen_code, language));
            format!("…{end} · {hall} {}", ticket.show_time.strftime("%H:%M"))
        });
        Self {
            at: at.strftime(if is_today { "%H:%M:%S" } else { "%m-%d %H:%M:%S" }).to_string(),
            verdict,
            is_refused,
            ticket: ticket.unwrap_or_default(),
        }
    }
}

fn hall_code(code: ScreenCode, language: Language) -> String {
    terms::HallCode { hall: code.as_str().trim_start_matches('0') }.text(language)
}

/// Of the address; the running one where it names none.
fn named_day(uri: &Uri, today: Date) -> Option<Date> {
    let fields = FormFields::read(uri.query().unwrap_or_default());
    match fields.get("day") {
        "" => Some(today),
        typed => Date::strptime("%Y-%m-%d", typed).ok(),
    }
}

async fn today(
    State(site): State<Arc<PhoneSite>>,
    visitor: PhoneVisitor,
    uri: Uri,
) -> Result<Response, PhoneRefusal> {
    let now = Timestamp::now();
    let running = report::today(&site.config.terminal, now);
    let named = named_day(&uri, running);
    let mut frame = visitor.frame(&site, Text::Today);
    if named.is_none() {
        frame.fault = Some(Text::BadDay.plain(visitor.language));
    }
    let date = named.unwrap_or(running);
    let (language, is_running) = (visitor.language, date == running);
    let found = site.read(move |reader, config| {
        let day = Day::compute(reader, date, &config.terminal, now)?;
        let scans = if is_running { reader.last_scans(SCANS)? } else { Vec::new() };
        let scans =
            scans.iter().rev().map(|line| PhoneScan::of(line, date, config, language)).collect();
        Ok((day, scans))
    });
    let (day, scans) = found.await?;
    let at_hand = is_running.then(|| InsideNow::of(&day.inside, china_civil(now))).flatten();
    let inside = at_hand.map(|inside| InsideFigure::of(inside, language));
    let sessions = day.inside.iter().map(|line| SessionRow::of(line, &day, language)).collect();
    page(StatusCode::OK, &PhoneDayPage { frame, day, sessions, inside, scans })
}

/// The day's workbook.
async fn report(
    State(site): State<Arc<PhoneSite>>,
    visitor: PhoneVisitor,
    uri: Uri,
) -> Result<Response, PhoneRefusal> {
    let (now, language) = (Timestamp::now(), visitor.language);
    let running = report::today(&site.config.terminal, now);
    let day = named_day(&uri, running).ok_or(PhoneRefusal::NoSuchPage(language))?;
    let written = site.read(move |reader, config| {
        let mut book = Vec::new();
        let mut terminal = config.terminal.clone();
        terminal.language = language;
        report::write(reader, &terminal, day, ReportFormat::Xlsx, now, &mut book)?;
        Ok(book)
    });
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    // One of many doors, by a name that no file system minds.
    let plain = |sign: &char| sign.is_ascii_alphanumeric() || "._-".contains(*sign);
    let door: String = site.config.platform.username.chars().filter(plain).collect();
    let name = format!("attachment; filename=\"report-{door}-{day}.xlsx\"");
    let about = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((about, written.await?).into_response())
}
