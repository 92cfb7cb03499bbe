//! What is the same for everybody: the style, the script.

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;

const STYLE: &str = include_str!("../../../assets/web/style.css");
/// htmx 4.0.1, unchanged (Zero-Clause BSD).
const HTMX: &str = include_str!("pages/htmx.js");

pub(super) fn routes() -> Router {
    Router::new()
        .route("/style.css", get(|| file("text/css; charset=utf-8", STYLE)))
        .route("/htmx.js", get(|| file("text/javascript; charset=utf-8", HTMX)))
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
}

async fn file(kind: &'static str, text: &'static str) -> impl IntoResponse {
    // Asked for anew after an hour: another version of the program may have another one.
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "max-age=3600")], text)
}
