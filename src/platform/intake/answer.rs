//! Why a request is not carried out, and how that is said over HTTP.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::civil_now;
use crate::platform::ledger::LedgerError;
use crate::wire::Reply;
use crate::words::plain::plain;

/// Why a request is not carried out.
#[derive(Debug)]
pub(super) enum CallRefusal {
    /// 401: nobody knows who asks.
    Stranger(&'static str),
    /// 403: another cinema's business, or a code that opens nothing.
    Forbidden(String),
    /// 400: the request is not what the specification describes.
    Malformed(String),
    /// 429, with the seconds to wait.
    TooOften(u64),
    /// 503: nobody who knows can be asked.
    NoAnswer(String),
    /// 500.
    Broken(String),
}

impl From<LedgerError> for CallRefusal {
    fn from(fault: LedgerError) -> Self {
        Self::Broken(fault.to_string())
    }
}

impl IntoResponse for CallRefusal {
    fn into_response(self) -> Response {
        let (status, message, wait_s) = match self {
            Self::Stranger(message) => (StatusCode::UNAUTHORIZED, message.to_owned(), None),
            Self::Forbidden(message) => (StatusCode::FORBIDDEN, message, None),
            Self::Malformed(message) => (StatusCode::BAD_REQUEST, message, None),
            Self::TooOften(wait_s) => {
                let message = format!("too many requests: wait {wait_s} s");
                (StatusCode::TOO_MANY_REQUESTS, message, Some(wait_s))
            }
            Self::NoAnswer(message) => (StatusCode::SERVICE_UNAVAILABLE, message, None),
            Self::Broken(message) => {
                log::error!("a request is not carried out: {message}");
                let message = "the platform itself failed".to_owned();
                (StatusCode::SERVICE_UNAVAILABLE, message, None)
            }
        };
        // What is not right is quoted.
        let body = Reply::refuse(civil_now(), &plain(&message)).unwrap_or_default();
        let mut response = json(status, body);
        if let Some(wait_s) = wait_s {
            response.headers_mut().insert(header::RETRY_AFTER, wait_s.into());
        }
        response
    }
}

/// A reply of JSON.
pub(super) fn json(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response()
}
