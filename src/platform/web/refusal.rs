//! Pages that say why there is no page.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::Site;
use super::frame::{PageFrame, page};
use super::visitor::Visitor;
use crate::platform::people::PeopleFault;
use crate::transport::server::{OutOfOrder, Unrendered, cookies, see};
use crate::words::Language;
use crate::words::pages::Text;

/// Why there is no page.
#[derive(Debug)]
pub(super) enum PageRefusal {
    /// Nobody is signed in.
    SignIn,
    /// Likewise, where a part of a page was to be renewed: the whole of it goes there.
    SignInAnew,
    /// With its frame: the role does not reach there.
    Forbidden(Box<PageFrame>),
    /// A form without its token, or with an old one.
    StaleForm(Box<PageFrame>),
    NoSuchPage(Box<PageFrame>),
    /// Too many tries from one place.
    TooOften(Box<PageFrame>),
    /// What was sent is too large, never came, or has a NUL in it, which no browser sends.
    BadBody(StatusCode),
    /// The ledger does not answer.
    Broken,
}

#[derive(Template)]
#[template(path = "refusal.html", config = "src/platform/web/askama.toml")]
struct RefusalPage {
    frame: PageFrame,
    hint: Text,
}

impl IntoResponse for PageRefusal {
    fn into_response(self) -> Response {
        let (status, frame, title, hint) = match self {
            Self::SignIn => return see("/sign-in"),
            Self::SignInAnew => {
                let to = (HeaderName::from_static("hx-redirect"), "/sign-in");
                return (StatusCode::NO_CONTENT, [to]).into_response();
            }
            // What is still to come of the body is not read: the connection ends here.
            Self::BadBody(status) => {
                return (status, [(header::CONNECTION, "close")]).into_response();
            }
            Self::Broken => return OutOfOrder.into_response(),
            Self::Forbidden(frame) => {
                (StatusCode::FORBIDDEN, frame, Text::Forbidden, Text::ForbiddenHint)
            }
            Self::StaleForm(frame) => {
                (StatusCode::FORBIDDEN, frame, Text::StaleForm, Text::StaleFormHint)
            }
            Self::NoSuchPage(frame) => {
                (StatusCode::NOT_FOUND, frame, Text::NotFound, Text::NotFoundHint)
            }
            Self::TooOften(frame) => {
                (StatusCode::TOO_MANY_REQUESTS, frame, Text::SignIn, Text::TooOften)
            }
        };
        let mut frame = *frame;
        frame.title = title;
        let made = page(status, &RefusalPage { frame, hint });
        let mut response = made.unwrap_or_else(|_| status.into_response());
        if status == StatusCode::TOO_MANY_REQUESTS {
            response.headers_mut().insert(header::RETRY_AFTER, 60.into());
        }
        response
    }
}

impl From<Unrendered> for PageRefusal {
    fn from(_: Unrendered) -> Self {
        Self::Broken
    }
}

impl From<PeopleFault> for PageRefusal {
    fn from(fault: PeopleFault) -> Self {
        ::log::error!("a page is not made: {fault}");
        Self::Broken
    }
}

/// For whoever asked for what is out of order.
pub(super) fn out_of_order(language: Language) -> Response {
    let frame = PageFrame::bare(language, Text::OutOfOrder, "/");
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let made = page(status, &RefusalPage { frame, hint: Text::OutOfOrderHint });
    made.unwrap_or_else(|_| status.into_response())
}

/// Whatever else was asked for. Who is not signed in is led to do that first, wherever they were going.
pub(super) async fn no_such_page(
    State(site): State<Arc<Site>>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    let language = cookies::language(&headers);
    match Visitor::find(&site, &headers, uri.path(), uri.path(), true).await {
        Ok(visitor) => {
            PageRefusal::NoSuchPage(Box::new(visitor.frame(Text::NotFound))).into_response()
        }
        Err(PageRefusal::SignIn) => {
            let frame = PageFrame::bare(language, Text::NotFound, "/");
            PageRefusal::NoSuchPage(Box::new(frame)).into_response()
        }
        Err(refusal) => refusal.into_response(),
    }
}
