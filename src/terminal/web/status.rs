//! How the terminal stands, and what to do about what is not right.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use jiff::Timestamp;

use super::PhoneSite;
use super::frame::{PhoneFrame, page};
use super::refusal::PhoneRefusal;
use super::visitor::PhoneVisitor;
use crate::terminal::report::status::{Status, StatusRow, rows};
use crate::words::colour::Shade;
use crate::words::web::Text;

pub(super) fn routes() -> Router<Arc<PhoneSite>> {
    Router::new().route("/", get(status))
}

#[derive(Template)]
#[template(path = "status.html", config = "src/terminal/web/askama.toml")]
struct PhoneStatusPage {
    frame: PhoneFrame,
    at: String,
    rows: Vec<StatusRow>,
}

impl PhoneStatusPage {
    fn amiss(&self) -> usize {
        self.rows.iter().filter(|row| row.shade == Shade::Amiss).count()
    }
}

async fn status(
    State(site): State<Arc<PhoneSite>>,
    visitor: PhoneVisitor,
) -> Result<Response, PhoneRefusal> {
    let language = visitor.language;
    let found = site.read(move |reader, config| {
        let status = Status::collect(reader, config, Timestamp::now())?;
        let at = status.at.strftime("%Y-%m-%d %H:%M:%S").to_string();
        Ok((at, rows(&status, language)))
    });
    let (at, mut rows) = found.await?;
    // What somebody has to do something about comes first.
    rows.sort_by_key(|row| match row.shade {
        Shade::Amiss => 0,
        Shade::Noted => 1,
        Shade::Well => 2,
    });
    page(StatusCode::OK, &PhoneStatusPage { frame: visitor.frame(&site, Text::Status), at, rows })
}
