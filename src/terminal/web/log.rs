//! The protected log's last entries.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

use super::PhoneSite;
use super::frame::{PhoneFrame, page};
use super::refusal::PhoneRefusal;
use super::visitor::PhoneVisitor;
use crate::terminal::operators::commands::{AuditLine, log_line};
use crate::terminal::store::AuditFilter;
use crate::words::web::Text;

/// So many entries.
const MOST: u32 = 100;

pub(super) fn routes() -> Router<Arc<PhoneSite>> {
    Router::new().route("/log", get(log))
}

#[derive(Template)]
#[template(path = "log.html", config = "src/terminal/web/askama.toml")]
struct PhoneLogPage {
    frame: PhoneFrame,
    /// The newest first.
    lines: Vec<AuditLine>,
}

async fn log(
    State(site): State<Arc<PhoneSite>>,
    visitor: PhoneVisitor,
) -> Result<Response, PhoneRefusal> {
    let language = visitor.language;
    let found = site.read(move |reader, config| {
        let filter = AuditFilter { limit: Some(MOST), ..AuditFilter::default() };
        let zone = &config.terminal.timezone.0;
        let entries = reader.audit(&filter)?;
        Ok(entries.iter().rev().map(|entry| log_line(entry, zone, language)).collect())
    });
    let lines = found.await?;
    page(StatusCode::OK, &PhoneLogPage { frame: visitor.frame(&site, Text::Log), lines })
}
