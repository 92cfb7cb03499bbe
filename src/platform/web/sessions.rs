//! The sessions of a business day, with what was taken of each and what is upstream.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use jiff::civil::Date;

use super::Site;
use super::day::Choice;
use super::frame::{PageFrame, page};
use super::refusal::PageRefusal;
use super::visitor::Visitor;
use crate::clock::{business_day, china_civil};
use crate::people::PlatformRight;
use crate::platform::ledger::sums::{DaySpan, GroupBy, Sum, sums};
use crate::transport::server::FormFields;
use crate::words::pages::{self as words, Text};
use crate::words::platform::Text as PlatformText;

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/sessions", get(sessions))
}

/// The most lines of a page.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "sessions.html", config = "src/platform/web/askama.toml")]
struct SessionsPage {
    frame: PageFrame,
    choice: Choice,
    day: Date,
    rows: Vec<Sum>,
    /// There are more than are shown.
    first_only: Option<String>,
}

impl SessionsPage {
    fn waiting(&self, sum: &Sum) -> i64 {
        let it = sum.counted;
        (it.records - it.forwarded - it.set_aside - it.unproved).max(0)
    }

    fn start<'a>(&self, sum: &'a Sum) -> &'a str {
        sum.start_time.get(11..16).unwrap_or_default()
    }
}

async fn sessions(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, PageRefusal> {
    let mut frame = visitor.demand(PlatformRight::Reports, Text::Sessions)?;
    let fields = FormFields::read(uri.query().unwrap_or_default());
    let today = business_day(china_civil(visitor.now));
    let day = match fields.get("day") {
        "" => today,
        typed => Date::strptime("%Y-%m-%d", typed).unwrap_or_else(|_| {
            frame.fault = Some(Text::BadDay.plain(visitor.language));
            today
        }),
    };
    let chosen = fields.get("cinema");
    let (choice, scope) = (Choice::of(&visitor, chosen), visitor.scope(chosen)?);
    let rows = site.pool.with(move |session| {
        let apart = GroupBy { cinema: true, screen: true, session: true, ..GroupBy::default() };
        let mut rows = Vec::new();
        for cinema in scope {
            rows.extend(sums(session, &DaySpan { first: day, last: day, cinema }, apart)?);
        }
        Ok(rows)
    });
    let mut rows = rows.await?;
    let first_only =
        (rows.len() > MOST).then(|| words::FirstOnly { shown: MOST }.text(visitor.language));
    rows.truncate(MOST);
    page(StatusCode::OK, &SessionsPage { frame, choice, day, rows, first_only })
}
