//! `/api/NAME.aspx` by GET or POST, with the faults that are shown on purpose.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use jiff::Timestamp;

use super::answer::{AnswerContext, Answered, ReplyWay, answer};
use super::fault::ChannelMishap;
use super::form::parameters;
use super::written::{Members, ReplyNode, written};
use super::{ServedCall, ServedHouse};
use crate::channel::{CallName, MOBILE};
use crate::peer::cut::Cut;
use crate::peer::{PeerError, lock};
use crate::threads::BusyThread;

/// Later than anybody waits.
const LATE: Duration = Duration::from_secs(600);

const FORM: &str = "application/x-www-form-urlencoded";

pub(super) fn routes(inner: Arc<ServedHouse>) -> Router {
    Router::new().route("/api/{call}", any(serve)).with_state(inner)
}

async fn serve(
    State(inner): State<Arc<ServedHouse>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let Some(call) = name.strip_suffix(".aspx").and_then(CallName::from_name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let is_post = request.method() == Method::POST;
    if !is_post && request.method() != Method::GET {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, POST")]).into_response();
    }
    let mut form = request.uri().query().unwrap_or_default().to_owned();
    let Some(in_address) = parameters(&form) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let has_mobile = in_address.iter().any(|(name, _)| name == MOBILE);
    if is_post {
        let kind = request.headers().get(header::CONTENT_TYPE);
        if !kind.is_some_and(|kind| kind.as_bytes().starts_with(FORM.as_bytes())) {
            return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
        }
        match inner.intake.whole(request.into_body()).await {
            Ok(body) => {
                form.push('&');
                form.push_str(&String::from_utf8_lossy(&body));
            }
            Err(status) => return (status, [(header::CONNECTION, "close")]).into_response(),
        }
    }
    let Some(given) = parameters(&form) else { return StatusCode::BAD_REQUEST.into_response() };
    let Ok(room) = inner.room.acquire().await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let worker = inner.clone();
    let asked = Asked { call, is_post, has_mobile, given };
    let done = tokio::task::spawn_blocking(move || outgoing(&worker, asked)).await;
    drop(room);
    match done {
        Ok(Ok(outgoing)) => sent(outgoing).await,
        Ok(Err(fault)) => {
            log::error!("the channel does not answer: {fault}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What is asked.
struct Asked {
    call: CallName,
    is_post: bool,
    /// Whether a mobile number stands in the address, which others log.
    has_mobile: bool,
    given: Vec<(String, String)>,
}

/// What is to be sent.
struct Outgoing {
    body: String,
    mishap: ChannelMishap,
    way: ReplyWay,
}

/// Carries the call out, unless something in between takes it.
fn outgoing(inner: &ServedHouse, asked: Asked) -> Result<Outgoing, PeerError> {
    let Asked { call, is_post, has_mobile, given } = asked;
    let _at_the_database = BusyThread::begin();
    let mut ledger = lock(&inner.ledger);
    let manner = ledger.channel_manner()?;
    let (sloppy, mishap) = (manner.sloppy, manner.fault.at(call));
    let is_taken = matches!(
        mishap,
        ChannelMishap::HtmlPage
            | ChannelMishap::EmptyBody
            | ChannelMishap::Redirect
            | ChannelMishap::HttpStatus(_)
    );
    if is_taken {
        inner.note_served(ServedCall { call, is_post, code: None });
        return Ok(Outgoing { body: String::new(), mishap, way: ReplyWay::Arrives });
    }
    let mut context =
        AnswerContext { ledger: &mut ledger, manner, mishap, has_mobile, now: Timestamp::now() };
    let Answered { mut reply, code, way } = answer(&mut context, call, given);
    inner.note_served(ServedCall { call, is_post, code: Some(code) });
    spoil(&mut reply, mishap);
    let turn = inner.turn.fetch_add(1, Ordering::Relaxed);
    Ok(Outgoing { body: written(&reply, sloppy, turn), mishap, way })
}

/// What a fault makes of a reply's members.
fn spoil(reply: &mut Members, mishap: ChannelMishap) {
    match mishap {
        ChannelMishap::NoList => reply.retain(|(_, value)| !matches!(value, ReplyNode::List(_))),
        ChannelMishap::TotalOff | ChannelMishap::EmptyLists => {
            for (name, value) in reply {
                match value {
                    ReplyNode::Whole(total) if *name == "totalCount" => {
                        *total = if mishap == ChannelMishap::TotalOff { *total + 7 } else { 0 };
                    }
                    ReplyNode::List(list) if mishap == ChannelMishap::EmptyLists => list.clear(),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

async fn sent(outgoing: Outgoing) -> Response {
    let Outgoing { body, mishap, way } = outgoing;
    match way {
        ReplyWay::Arrives => {}
        ReplyWay::Lost => return Body::new(Cut::at_once()).into_response(),
        ReplyWay::Late => tokio::time::sleep(LATE).await,
    }
    let json = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    match mishap {
        ChannelMishap::HtmlPage => (
            [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
            "<!DOCTYPE html><html><head><title>Wi-Fi 登录</title></head>\
             <body><form method=\"post\"><input name=\"mobile\"></form></body></html>",
        )
            .into_response(),
        ChannelMishap::EmptyBody => json.into_response(),
        ChannelMishap::Redirect => {
            (StatusCode::FOUND, [(header::LOCATION, "/login.html")]).into_response()
        }
        ChannelMishap::HttpStatus(status) => {
            StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY).into_response()
        }
        ChannelMishap::Slow(delay) => {
            tokio::time::sleep(delay).await;
            (json, body).into_response()
        }
        ChannelMishap::CutConnection => Body::new(Cut::at_once()).into_response(),
        ChannelMishap::CutBody => {
            let length = HeaderValue::from(body.len());
            let body = Body::new(Cut::after(Bytes::from(half(&body).to_owned())));
            (json, [(header::CONTENT_LENGTH, length)], body).into_response()
        }
        ChannelMishap::HalfBody => (json, half(&body).to_owned()).into_response(),
        ChannelMishap::Huge(megabytes) => (json, swollen(&body, megabytes)).into_response(),
        ChannelMishap::ClockOff(seconds) => {
            (json, [(header::DATE, http_date(seconds))], body).into_response()
        }
        _ => (json, body).into_response(),
    }
}

/// The first half of a text, whole characters.
fn half(text: &str) -> &str {
    let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at));
    &text[..middle.unwrap_or(0)]
}

/// The same reply, with so many megabytes of spaces in it.
fn swollen(body: &str, megabytes: u32) -> String {
    let spaces = " ".repeat((megabytes as usize) << 20);
    let (first, rest) = body.split_at(body.len().min(1));
    format!("{first}{spaces}{rest}")
}

/// This moment, so many seconds off, as HTTP writes it.
fn http_date(off_s: i64) -> String {
    let now = Timestamp::now();
    let moment = now.checked_add(jiff::SignedDuration::from_secs(off_s)).unwrap_or(now);
    moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
