//! What is the same for all pages: nothing that no database keeps is asked any further, and every answer says of itself
//! that it is of nobody else, in nobody's frame, and kept by nobody.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::fields::has_nul;

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

/// On to another page.
pub fn see(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}
