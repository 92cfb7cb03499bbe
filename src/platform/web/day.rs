//! The day: admissions by quarter of an hour, what waits for the national platform, when each door was
//! last heard. The figures renew themselves.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Site;
use super::frame::{PageFrame, page};
use super::refusal::PageRefusal;
use super::visitor::Visitor;
use crate::clock::{business_day, china_civil};
use crate::people::PlatformRight;
use crate::platform::ledger::backlog::{self, Backlog};
use crate::platform::ledger::{LedgerError, Session, tallies, terminals};
use crate::transport::server::FormFields;
use crate::words::pages::{self as words, Text};
use crate::words::platform::Text as PlatformText;

/// The figures alone, for a page that renews them.
pub(super) const LIVE: &str = "/live";

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/", get(today)).route(LIVE, get(live))
}

/// What the day's figures are.
struct DayFigures {
    cinema: String,
    admitted: i64,
    backlog: Backlog,
    /// Of the hours that are shown.
    bars: Vec<QuarterBar>,
    /// Hours along the foot of the picture: where, and what.
    hours: Vec<(i64, String)>,
    /// The largest quarter.
    most: i64,
    doors: Vec<DoorLine>,
    /// Whether the reader may go to the findings.
    closes: bool,
    /// Whether the reader may go to the terminals.
    enrols: bool,
}

/// A quarter of an hour.
struct QuarterBar {
    x: i64,
    y: i64,
    height: i64,
    from: String,
    admitted: i64,
    title: String,
}

struct DoorLine {
    name: String,
    cinema: String,
    heard: String,
    offset: String,
    /// Silent for a day, or a clock that is off by more than five minutes.
    is_odd: bool,
}

#[derive(Template)]
#[template(path = "today.html", config = "src/platform/web/askama.toml")]
struct TodayPage {
    frame: PageFrame,
    day: DayFigures,
    choice: Choice,
}

#[derive(Template)]
#[template(path = "live.html", config = "src/platform/web/askama.toml")]
struct LivePart {
    frame: PageFrame,
    day: DayFigures,
}

/// Which cinema is shown, and which there are; more than these are typed.
pub(super) struct Choice {
    pub(super) chosen: String,
    pub(super) cinemas: Vec<String>,
}

impl Choice {
    pub(super) fn of(visitor: &Visitor, chosen: &str) -> Self {
        let cinemas = visitor.operator.cinemas.iter().map(ToString::to_string).collect();
        Self { chosen: chosen.to_owned(), cinemas }
    }
}

/// Height and width of the picture, in its own units; a quarter of an hour takes ten.
const HEIGHT: i64 = 200;
const QUARTER: i64 = 10;

async fn today(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, PageRefusal> {
    let frame = visitor.demand(PlatformRight::Reports, Text::Today)?;
    let fields = FormFields::read(uri.query().unwrap_or_default());
    let chosen = fields.get("cinema");
    let choice = Choice::of(&visitor, chosen);
    let day = figures(&site, &visitor, &frame, chosen).await?;
    page(StatusCode::OK, &TodayPage { frame, day, choice })
}

async fn live(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, PageRefusal> {
    let frame = visitor.demand(PlatformRight::Reports, Text::Today)?;
    let fields = FormFields::read(uri.query().unwrap_or_default());
    let day = figures(&site, &visitor, &frame, fields.get("cinema")).await?;
    page(StatusCode::OK, &LivePart { frame, day })
}

async fn figures(
    site: &Site,
    visitor: &Visitor,
    frame: &PageFrame,
    chosen: &str,
) -> Result<DayFigures, PageRefusal> {
    let scope = visitor.scope(chosen)?;
    let (frame, now, operator) = (frame.clone(), visitor.now, visitor.operator.clone());
    let chosen = chosen.to_owned();
    let made = site.pool.with(move |session| {
        let day = business_day(china_civil(now));
        let (counts, backlog) = counted(session, &scope, day, now)?;
        let doors = terminals::list(session)?.into_iter().filter(|it| {
            it.revoked_at.is_none()
                && operator.sees(it.cinema.as_str())
                && (chosen.is_empty() || it.cinema.as_str() == chosen)
        });
        let doors = doors.map(|it| {
            let silent = it.contact_at.is_some_and(|at| now.as_second() - at > 24 * 3600);
            let off = it.offset_s.is_some_and(|off| off.abs() > 300);
            let heard = it.contact_at.map(|at| frame.ago(at, now));
            let offset = it.offset_s.map(|seconds| words::Seconds { seconds }.text(frame.language));
            DoorLine {
                name: it.name,
                cinema: it.cinema.to_string(),
                heard: heard.unwrap_or_else(|| Text::Never.plain(frame.language)),
                offset: offset.unwrap_or_default(),
                is_odd: silent || off,
            }
        });
        let doors = doors.collect();
        let (bars, hours, most) = picture(&counts, &frame);
        Ok(DayFigures {
            cinema: chosen.clone(),
            admitted: counts.iter().sum(),
            backlog,
            bars,
            hours,
            most,
            doors,
            closes: operator.role.may(PlatformRight::Findings),
            enrols: operator.role.may(PlatformRight::Terminals),
        })
    });
    Ok(made.await?)
}

/// Admissions of each quarter of the day by the clock, and what waits.
fn counted(
    session: &mut Session,
    scope: &[String],
    day: Date,
    now: Timestamp,
) -> Result<([i64; 96], Backlog), LedgerError> {
    let (mut counts, mut all) = ([0; 96], Backlog::default());
    for cinema in scope {
        for (quarter, admitted) in tallies::quarters(session, day, cinema)? {
            if let Some(count) = usize::try_from(quarter).ok().and_then(|at| counts.get_mut(at)) {
                *count += admitted;
            }
        }
        let waits = backlog::of_cinema(session, now, cinema)?;
        all.waiting += waits.waiting;
        all.overdue += waits.overdue;
        all.open_findings += waits.open_findings;
    }
    Ok((counts, all))
}

/// The bars from 06:00 on, the hours below them, and the largest quarter.
fn picture(counts: &[i64; 96], frame: &PageFrame) -> (Vec<QuarterBar>, Vec<(i64, String)>, i64) {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let clock = |quarter: i64| format!("{:02}:{:02}", quarter / 4 % 24, quarter % 4 * 15);
    let bars = (0..96).map(|at| {
        // A business day begins at six.
        let quarter = (at + 24) % 96;
        let admitted = counts[quarter as usize].max(0);
        let height = if admitted == 0 { 0 } else { (admitted * HEIGHT / most).max(2) };
        let (from, to) = (clock(quarter), clock(quarter + 1));
        let title = words::Between { from: &from, to, admitted }.text(frame.language);
        QuarterBar { x: at * QUARTER, y: HEIGHT - height, height, from, admitted, title }
    });
    let hours = (0..=8).map(|at| (at * 12 * QUARTER, format!("{:02}:00", (6 + at * 3) % 24)));
    (bars.collect(), hours.collect(), most)
}
