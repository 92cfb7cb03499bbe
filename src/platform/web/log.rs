//! The protected log, the newest entry first.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;

use super::Site;
use super::frame::{PageFrame, page};
use super::refusal::PageRefusal;
use super::visitor::Visitor;
use crate::clock::{CHINA, civil_time};
use crate::people::PlatformRight;
use crate::platform::ledger::log;
use crate::platform::shown;
use crate::transport::server::FormFields;
use crate::words::pages::Text;
use crate::words::plain::plain;
use crate::words::platform::Text as PlatformText;

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/log", get(entries))
}

/// Entries of a page.
const MOST: i64 = 100;

struct LogLine {
    id: i64,
    at: String,
    who: String,
    what: String,
    detail: String,
}

#[derive(Template)]
#[template(path = "log.html", config = "src/platform/web/askama.toml")]
struct LogPage {
    frame: PageFrame,
    rows: Vec<LogLine>,
    /// The number before which the next page begins.
    older: Option<i64>,
}

async fn entries(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, PageRefusal> {
    let frame = visitor.demand(PlatformRight::Log, Text::Log)?;
    let fields = FormFields::read(uri.query().unwrap_or_default());
    let before = fields.get("before").parse().unwrap_or(i64::MAX);
    let found = site.pool.with(move |session| Ok(log::before(session, before, MOST)?)).await?;
    let language = visitor.language;
    let rows: Vec<LogLine> = found
        .iter()
        .map(|it| LogLine {
            id: it.id,
            at: civil_time(it.at, &CHINA),
            who: plain(&shown::who(it, language)),
            what: plain(&shown::kind(it, language)),
            detail: plain(&shown::detail(it, language)),
        })
        .collect();
    let older = (rows.len() as i64 == MOST).then(|| rows.last().map_or(0, |it| it.id));
    page(StatusCode::OK, &LogPage { frame, rows, older })
}
