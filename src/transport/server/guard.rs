//! What is the same for all pages: nothing that no database keeps is asked any further, and every answer says of itself
//! that it is of nobody else, in nobody's frame, and kept by nobody.

use axum::Extension;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::cookies;
use super::fields::has_nul;
use crate::words::Language;

/// A layer around pages.
pub async fn guarded(request: Request, next: Next) -> Response {
    let mut response = match has_nul(request.uri().query().unwrap_or_default()) {
        true => (StatusCode::BAD_REQUEST, [(header::CONNECTION, "close")]).into_response(),
        false => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let kept = header::CACHE_CONTROL;
    headers.entry(kept).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// An answer that a page could not be made. What says so is made by [`in_own_language`], which knows who asks.
#[derive(Debug, Clone, Copy)]
pub struct OutOfOrder;

impl IntoResponse for OutOfOrder {
    fn into_response(self) -> Response {
        (StatusCode::SERVICE_UNAVAILABLE, Extension(self)).into_response()
    }
}

/// A layer around pages: what is out of order is told in the language of whoever asked.
pub async fn in_own_language(
    page: fn(Language) -> Response,
    request: Request,
    next: Next,
) -> Response {
    let language = cookies::language(request.headers());
    let response = next.run(request).await;
    match response.extensions().get::<OutOfOrder>() {
        Some(OutOfOrder) => page(language),
        None => response,
    }
}

/// On to another page.
pub fn see(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}
