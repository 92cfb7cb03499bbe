//! Cinemas: which are known, and how their keys stand.

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
use super::visitor::{Posted, Visitor};
use crate::people::PlatformRight;
use crate::platform::commands::cinema::add_logged;
use crate::platform::ledger::cinemas;
use crate::ticket::CinemaCode;
use crate::transport::server::{FormFields, see};
use crate::words::pages::{self as words, Text};
use crate::words::plain::plain;
use crate::words::platform::Text as PlatformText;

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/cinemas", get(list).post(add))
}

/// The most lines of a page.
const MOST: usize = 1000;

struct CinemaLine {
    code: String,
    name: String,
    keys: i64,
    asked: String,
    fault: Option<String>,
}

#[derive(Template)]
#[template(path = "cinemas.html", config = "src/platform/web/askama.toml")]
struct CinemasPage {
    frame: PageFrame,
    rows: Vec<CinemaLine>,
    first_only: Option<String>,
    code: String,
    name: String,
}

async fn list(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, PageRefusal> {
    let mut frame = visitor.demand(PlatformRight::Cinemas, Text::Cinemas)?;
    let fields = FormFields::read(uri.query().unwrap_or_default());
    if let Ok(name) = fields.get("added").parse::<CinemaCode>() {
        frame.note = Some(words::Added { name }.text(visitor.language));
    }
    listed(&site, &visitor, frame, &FormFields::default()).await
}

async fn listed(
    site: &Site,
    visitor: &Visitor,
    frame: PageFrame,
    typed: &FormFields,
) -> Result<Response, PageRefusal> {
    let found = site.pool.with(|session| Ok(cinemas::list(session)?)).await?;
    let first_only =
        (found.len() > MOST).then(|| words::FirstCodes { shown: MOST }.text(visitor.language));
    let rows = found.into_iter().take(MOST).map(|it| {
        let asked = it.good_at.map(|at| frame.ago(at, visitor.now));
        CinemaLine {
            code: it.code.to_string(),
            name: plain(&it.name),
            keys: it.keys,
            asked: asked.unwrap_or_else(|| Text::Never.plain(visitor.language)),
            fault: it.fault.map(|fault| fault.message(visitor.language)),
        }
    });
    let rows = rows.collect();
    let get = |name| typed.get(name).chars().take(100).collect();
    page(
        StatusCode::OK,
        &CinemasPage { rows, first_only, code: get("code"), name: get("name"), frame },
    )
}

async fn add(State(site): State<Arc<Site>>, posted: Posted) -> Result<Response, PageRefusal> {
    let Posted { visitor, fields } = posted;
    let mut frame = visitor.demand(PlatformRight::Cinemas, Text::Cinemas)?;
    let Ok(code) = fields.get("code").parse::<CinemaCode>() else {
        frame.fault = Some(Text::BadCinema.plain(visitor.language));
        return listed(&site, &visitor, frame, &fields).await;
    };
    let (by, now, name) = (visitor.actor(), visitor.now, plain(fields.get("name")));
    let work = site.pool.with(move |session| {
        Ok(session.transaction(|change| add_logged(change, code, &name, &by, now))?)
    });
    work.await?;
    Ok(see(&format!("/cinemas?added={code}")))
}
