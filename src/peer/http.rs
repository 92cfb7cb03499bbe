//! One address that takes POST, with the faults that are shown on purpose; beside it the pages of
//! e-tickets.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::Inner;
use super::answer::{PeerAnswer, answer};
use super::cut::Cut;
use super::eticket;
use super::fault::PeerFault;
use crate::threads::BusyThread;

/// What is served, of one platform.
pub(super) fn routes(inner: Arc<Inner>) -> Router {
    Router::new()
        .route(eticket::ROUTE, get(eticket::page))
        .route(eticket::SCRIPT_ROUTE, get(eticket::script))
        .route(eticket::STYLE_ROUTE, get(eticket::style))
        .fallback(serve)
        .with_state(inner)
}

async fn serve(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let fault = inner.fault();
    if let Some(intruder) = fault.middlebox_reply() {
        let status = StatusCode::from_u16(intruder.status).unwrap_or(StatusCode::BAD_GATEWAY);
        let kind = [(header::CONTENT_TYPE, intruder.content_type)];
        return (status, kind, intruder.body).into_response();
    }
    if request.method() != Method::POST {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")]).into_response();
    }
    let body = match inner.intake.whole(request.into_body()).await {
        Ok(body) => body,
        // What is still to come of the body is not read: the connection ends here.
        Err(status) => return (status, [(header::CONNECTION, "close")]).into_response(),
    };
    let Ok(room) = inner.room.acquire().await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let worker = inner.clone();
    let answered = tokio::task::spawn_blocking(move || timed(&worker, &body, fault)).await;
    drop(room);
    match fault {
        PeerFault::Slow(delay) => tokio::time::sleep(delay).await,
        PeerFault::CutConnection => return Body::new(Cut::at_once()).into_response(),
        _ => {}
    }
    let Ok(PeerAnswer { status, body, .. }) = answered else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response()
}

/// Answers, and keeps account of it.
fn timed(inner: &Inner, body: &[u8], fault: PeerFault) -> PeerAnswer {
    let _at_the_database = BusyThread::begin();
    let started = Instant::now();
    let answer = answer(inner, body, fault);
    let took = started.elapsed();
    let nanos = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
    inner.busy_ns.fetch_add(nanos, Ordering::Relaxed);
    inner.note_served(&answer, took);
    answer
}
