//! Pages that say why there is no page.

use askama::Template;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::frame::{PhoneFrame, page};
use crate::terminal::operators::PeopleError;
use crate::terminal::report::ReportError;
use crate::transport::server::{OutOfOrder, Unrendered, cookies, see};
use crate::words::Language;
use crate::words::web::Text;

/// Why there is no page.
#[derive(Debug)]
pub(super) enum PhoneRefusal {
    /// Nobody is signed in.
    SignIn,
    /// A form without its token, or with an old one.
    StaleForm(Language),
    /// Too many tries from one place.
    TooOften(Language),
    NoSuchPage(Language),
    /// What was sent is too large, or never came.
    BadBody(StatusCode),
    /// The database does not answer.
    Broken,
}

#[derive(Template)]
#[template(path = "refusal.html", config = "src/terminal/web/askama.toml")]
struct PhoneRefusalPage {
    frame: PhoneFrame,
    hint: Text,
}

impl IntoResponse for PhoneRefusal {
    fn into_response(self) -> Response {
        let (status, language, title, hint) = match self {
            Self::SignIn => return see("/sign-in"),
            // What is still to come of the body is not read: the connection ends here.
            Self::BadBody(status) => {
                return (status, [(header::CONNECTION, "close")]).into_response();
            }
            Self::StaleForm(language) => {
                (StatusCode::FORBIDDEN, language, Text::StaleForm, Text::StaleFormHint)
            }
            Self::TooOften(language) => {
                (StatusCode::TOO_MANY_REQUESTS, language, Text::SignIn, Text::TooOften)
            }
            Self::NoSuchPage(language) => {
                (StatusCode::NOT_FOUND, language, Text::NotFound, Text::NotFoundHint)
            }
            Self::Broken => return OutOfOrder.into_response(),
        };
        let frame = PhoneFrame::of(language, title, "/", "");
        let made = page(status, &PhoneRefusalPage { frame, hint });
        let mut response = made.unwrap_or_else(|_| status.into_response());
        if status == StatusCode::TOO_MANY_REQUESTS {
            response.headers_mut().insert(header::RETRY_AFTER, 60.into());
        }
        response
    }
}

impl From<Unrendered> for PhoneRefusal {
    fn from(_: Unrendered) -> Self {
        Self::Broken
    }
}

impl From<ReportError> for PhoneRefusal {
    fn from(fault: ReportError) -> Self {
        ::log::error!("a page is not made: {fault}");
        Self::Broken
    }
}

impl From<PeopleError> for PhoneRefusal {
    fn from(fault: PeopleError) -> Self {
        ::log::error!("a page is not made: {fault}");
        Self::Broken
    }
}

/// For whoever asked for what is out of order.
pub(super) fn out_of_order(language: Language) -> Response {
    let frame = PhoneFrame::of(language, Text::OutOfOrder, "/", "");
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let made = page(status, &PhoneRefusalPage { frame, hint: Text::OutOfOrderHint });
    made.unwrap_or_else(|_| status.into_response())
}

/// Whatever else was asked for.
pub(super) async fn no_such_page(headers: HeaderMap) -> Response {
    PhoneRefusal::NoSuchPage(cookies::language(&headers)).into_response()
}
