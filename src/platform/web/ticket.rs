//! A ticket's life: what the national platform says of it, each check, what became of its record, and
//! what did not fit together.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use jiff::Timestamp;
use jiff::civil::DateTime;

use super::Site;
use super::frame::{PageFrame, page};
use super::refusal::PageRefusal;
use super::visitor::Visitor;
use crate::clock::{CHINA, civil_time};
use crate::people::PlatformRight;
use crate::platform::commands::findings::name as kind_name;
use crate::platform::ledger::listing::{self, Listed, RecordQuery};
use crate::platform::ledger::{facts, findings};
use crate::ticket::FilmTicketCode;
use crate::transport::server::FormFields;
use crate::words::pages::{self as words, Text};
use crate::words::plain::plain;
use crate::words::platform::Text as PlatformText;

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/ticket", get(ticket))
}

/// A step of a ticket's life, of which the ledger knows.
struct Check {
    cinema: String,
    hall: String,
    film: String,
    start: String,
    seat: String,
    checked: String,
    terminal: String,
    arrived: String,
    upstream: String,
}

/// The national platform's word.
struct Word {
    cinema: String,
    start: String,
    state: Text,
    said: String,
}

struct TicketFinding {
    id: i64,
    kind: PlatformText,
    is_open: bool,
    reason: String,
}

#[derive(Template)]
#[template(path = "ticket.html", config = "src/platform/web/askama.toml")]
struct TicketPage {
    frame: PageFrame,
    code: String,
    asked: bool,
    words: Vec<Word>,
    checks: Vec<Check>,
    troubles: Vec<TicketFinding>,
    closes: bool,
}

async fn ticket(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, PageRefusal> {
    let mut frame = visitor.demand(PlatformRight::Reports, Text::Ticket)?;
    let fields = FormFields::read(uri.query().unwrap_or_default());
    let code = fields.get("code").chars().take(32).collect::<String>();
    let closes = visitor.operator.role.may(PlatformRight::Findings);
    let empty = |frame| TicketPage {
        frame,
        code: code.clone(),
        asked: false,
        words: Vec::new(),
        checks: Vec::new(),
        troubles: Vec::new(),
        closes,
    };
    if code.is_empty() {
        return page(StatusCode::OK, &empty(frame));
    }
    if code.parse::<FilmTicketCode>().is_err() {
        frame.fault = Some(Text::BadTicket.plain(visitor.language));
        return page(StatusCode::OK, &empty(frame));
    }
    let (language, operator, wanted) = (visitor.language, visitor.operator, code.clone());
    let life = site.pool.with(move |session| {
        let query = RecordQuery {
            from: DateTime::MIN,
            to: DateTime::MAX,
            cinema: String::new(),
            terminal: String::new(),
            ticket: wanted.clone(),
        };
        let mut checks = Vec::new();
        listing::each(session, &query, &mut |listed| {
            if operator.sees(&listed.cinema) {
                checks.push(check(listed, language));
            }
            Ok(())
        })?;
        let known = facts::of_ticket(session, &wanted)?;
        let words = known.into_iter().filter(|it| operator.sees(&it.cinema)).map(word(language));
        let words = words.collect::<Vec<_>>();
        let found = findings::newest(session, true, "", &wanted, 50)?;
        let found = found.into_iter().filter(|it| operator.sees(&it.cinema));
        let troubles = found.map(|it| TicketFinding {
            id: it.id,
            kind: kind_name(it.kind),
            is_open: it.closed.is_none(),
            reason: it.closed.map(|it| plain(&it.reason)).unwrap_or_default(),
        });
        Ok((words, checks, troubles.collect::<Vec<_>>()))
    });
    let (words, checks, troubles) = life.await?;
    page(StatusCode::OK, &TicketPage { frame, code, asked: true, words, checks, troubles, closes })
}

fn check(listed: Listed, language: crate::words::Language) -> Check {
    let it = &listed.record;
    let time = |at: i64| civil_time(Timestamp::from_second(at).unwrap_or_default(), &CHINA);
    let upstream = match &listed {
        Listed { forwarded_at: Some(at), .. } => words::WentUp { at: time(*at) }.text(language),
        Listed { set_aside: true, .. } => Text::IsAside.plain(language),
        Listed { proved: false, .. } => Text::Unproved.plain(language),
        _ => Text::IsWaiting.plain(language),
    };
    let named = |name: &str, code: &dyn ToString| match plain(name) {
        name if name.is_empty() => code.to_string(),
        name => name,
    };
    Check {
        hall: named(&it.screen_name, &it.screen_code),
        film: named(&it.film_name, &it.film_code),
        start: shown(it.start_time),
        seat: match (it.row_num, it.column_num) {
            (0, 0) => String::new(),
            (row, column) => words::SeatAt { row, column }.text(language),
        },
        checked: shown(it.check_time),
        terminal: listed.username.clone(),
        arrived: time(listed.received_at),
        cinema: listed.cinema.clone(),
        upstream,
    }
}

fn shown(time: DateTime) -> String {
    time.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

fn word(language: crate::words::Language) -> impl Fn(facts::KnownTicket) -> Word {
    move |known| {
        let reply: serde_json::Value = serde_json::from_str(&known.reply).unwrap_or_default();
        let state = match reply["CheckStatus"].as_str() {
            _ if known.refunded => Text::IsRefunded,
            Some("Yes") => Text::IsChecked,
            _ => Text::IsSold,
        };
        let at = civil_time(Timestamp::from_second(known.said_at).unwrap_or_default(), &CHINA);
        Word {
            cinema: known.cinema,
            start: known.start_time.replace('T', " "),
            state,
            said: words::SaidAt { at }.text(language),
        }
    }
}
