//! Findings: what does not fit together, and closing it with a reason.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use jiff::Timestamp;

use super::Site;
use super::frame::{PageFrame, page};
use super::refusal::PageRefusal;
use super::visitor::{Posted, Visitor};
use crate::clock::{CHINA, civil_time};
use crate::people::PlatformRight;
use crate::platform::commands::findings::{close_logged, name as kind_name};
use crate::platform::ledger::findings::{self, Kind, LedgerFinding};
use crate::transport::server::{FormFields, see};
use crate::words::pages::{self as words, Text};
use crate::words::plain::plain;
use crate::words::platform::Text as PlatformText;

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/findings", get(list)).route("/findings/{id}", get(one).post(close))
}

/// The most lines of a page.
const MOST: usize = 200;

/// A finding as it is shown.
struct FindingLine {
    finding: LedgerFinding,
    kind: PlatformText,
    since: String,
    /// Who closed it and why.
    closed: Option<(String, String)>,
}

impl FindingLine {
    fn of(finding: LedgerFinding) -> Self {
        let since = Timestamp::from_second(finding.opened_at).unwrap_or_default();
        let closed = finding.closed.as_ref().map(|it| (plain(&it.who), plain(&it.reason)));
        Self { kind: kind_name(finding.kind), since: civil_time(since, &CHINA), closed, finding }
    }

    fn is_of_a_ticket(&self) -> bool {
        self.finding.kind != Kind::Clock
    }
}

#[derive(Template)]
#[template(path = "findings.html", config = "src/platform/web/askama.toml")]
struct FindingsPage {
    frame: PageFrame,
    all: bool,
    rows: Vec<FindingLine>,
    first_only: Option<String>,
}

#[derive(Template)]
#[template(path = "finding.html", config = "src/platform/web/askama.toml")]
struct FindingPage {
    frame: PageFrame,
    heading: String,
    row: FindingLine,
    reason: String,
}

async fn list(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, PageRefusal> {
    let mut frame = visitor.demand(PlatformRight::Findings, Text::Findings)?;
    let fields = FormFields::read(uri.query().unwrap_or_default());
    let all = fields.get("all") == "1";
    if !fields.get("done").is_empty() {
        frame.note = Some(Text::Done.plain(visitor.language));
    }
    let scope = visitor.scope("")?;
    let found = site.pool.with(move |session| {
        let mut found = Vec::new();
        for cinema in &scope {
            found.extend(findings::newest(session, all, cinema, "", MOST as i64 + 1)?);
        }
        Ok(found)
    });
    let mut found = found.await?;
    found.sort_by_key(|it| std::cmp::Reverse(it.id));
    let first_only =
        (found.len() > MOST).then(|| words::FirstOnly { shown: MOST }.text(visitor.language));
    found.truncate(MOST);
    let rows = found.into_iter().map(FindingLine::of).collect();
    page(StatusCode::OK, &FindingsPage { frame, all, rows, first_only })
}

/// The finding, where the visitor may see it.
async fn found(site: &Site, visitor: &Visitor, id: i64) -> Result<LedgerFinding, PageRefusal> {
    let finding = site.pool.with(move |session| Ok(findings::find(session, id)?)).await?;
    let finding = finding.ok_or_else(|| visitor.no_such_page())?;
    visitor.demand_cinema(&finding.cinema)?;
    Ok(finding)
}

async fn one(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, PageRefusal> {
    let frame = visitor.demand(PlatformRight::Findings, Text::CloseFinding)?;
    let id = id.parse().map_err(|_| visitor.no_such_page())?;
    let finding = found(&site, &visitor, id).await?;
    shown(frame, finding, String::new())
}

fn shown(
    frame: PageFrame,
    finding: LedgerFinding,
    reason: String,
) -> Result<Response, PageRefusal> {
    let heading = words::FindingNo { id: finding.id }.text(frame.language);
    let row = FindingLine::of(finding);
    page(StatusCode::OK, &FindingPage { frame, heading, row, reason })
}

async fn close(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, PageRefusal> {
    let Posted { visitor, fields } = posted;
    let mut frame = visitor.demand(PlatformRight::Findings, Text::CloseFinding)?;
    let id: i64 = id.parse().map_err(|_| visitor.no_such_page())?;
    let finding = found(&site, &visitor, id).await?;
    let reason = plain(fields.get("reason"));
    if reason.is_empty() {
        frame.fault = Some(Text::ReasonWanted.plain(visitor.language));
        return shown(frame, finding, reason);
    }
    let (by, now, why) = (visitor.actor(), visitor.now, reason.clone());
    let closed = site.pool.with(move |session| {
        Ok(session.transaction(|change| close_logged(change, id, &by, &why, now))?)
    });
    if closed.await? {
        return Ok(see("/findings?done=1"));
    }
    frame.fault = Some(Text::ClosedAlready.plain(visitor.language));
    let finding = found(&site, &visitor, id).await?;
    shown(frame, finding, reason)
}
