//! Figures for whoever watches many terminals: known by a token, or signed in as everybody else here.

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::Timestamp;

use super::refusal::PhoneRefusal;
use super::visitor::PhoneVisitor;
use super::{PhoneSite, WebFault};
use crate::terminal::config::WebConfig;
use crate::terminal::report::{self, Day, status};
use crate::transport::server::cookies;

/// The shortest token that is worth its name, in characters.
const SHORTEST: usize = 16;

/// Text of OpenMetrics 1.0.
const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

pub(super) fn routes() -> Router<Arc<PhoneSite>> {
    Router::new().route("/metrics", get(metrics))
}

/// What is kept of `web.metrics_token`.
pub(super) fn watcher(web: &WebConfig) -> Result<Option<String>, WebFault> {
    let Some(secret) = &web.metrics_token else { return Ok(None) };
    let read = secret.read_private()?;
    let token = str::from_utf8(&read).unwrap_or_default().trim();
    if token.len() < SHORTEST {
        return Err(WebFault::ShortToken(SHORTEST));
    }
    Ok(Some(cookies::digest(token)))
}

/// Whether the caller brings the token along.
fn is_watcher(site: &PhoneSite, headers: &HeaderMap) -> bool {
    let brought = headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    let token = brought.and_then(|it| it.strip_prefix("Bearer "));
    token.is_some_and(|token| site.watcher.as_deref() == Some(&cookies::digest(token)))
}

async fn metrics(
    State(site): State<Arc<PhoneSite>>,
    request: Request,
) -> Result<Response, PhoneRefusal> {
    if !is_watcher(&site, request.headers()) {
        let (mut parts, _) = request.into_parts();
        PhoneVisitor::from_request_parts(&mut parts, &site).await?;
    }
    let figures = site.read(|reader, config| {
        let now = Timestamp::now();
        let status = status::Status::collect(reader, config, now)?;
        let day = report::today(&config.terminal, now);
        Ok(status::metrics(&status, &Day::compute(reader, day, &config.terminal, now)?))
    });
    Ok(([(header::CONTENT_TYPE, KIND)], figures.await?).into_response())
}
