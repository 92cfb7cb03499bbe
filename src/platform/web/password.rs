//! Everybody's own password.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

use super::Site;
use super::frame::{PageFrame, page};
use super::refusal::PageRefusal;
use super::visitor::{Posted, Visitor};
use crate::people::Password;
use crate::platform::ledger::SignInPlace;
use crate::platform::people::{self as rules, PeopleFault, SigningIn};
use crate::transport::server::see;
use crate::words::Message;
use crate::words::pages::Text;

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new().route("/password", get(form).post(change))
}

#[derive(Template)]
#[template(path = "password.html", config = "src/platform/web/askama.toml")]
struct PasswordPage {
    frame: PageFrame,
}

async fn form(visitor: Visitor) -> Result<Response, PageRefusal> {
    page(StatusCode::OK, &PasswordPage { frame: visitor.frame(Text::OwnPassword) })
}

/// Whoever left a browser open does not lose the name to the next who sits there: the password that
/// holds is asked for, and counted where it is wrong. Afterwards one signs in anew.
async fn change(State(site): State<Arc<Site>>, posted: Posted) -> Result<Response, PageRefusal> {
    let Posted { visitor, fields } = posted;
    let (name, by, now) = (visitor.operator.name.clone(), visitor.actor(), visitor.now);
    let (old, typed) = (fields.whole("old").to_owned(), fields.whole("password").to_owned());
    let work = site.pool.with(move |session| {
        let (old, password) = (Password::new(old)?, Password::new(typed)?);
        let place = SignInPlace::Web;
        let signing = SigningIn { place, address: None, actor: None, now };
        rules::confirm(session, name.as_str(), &old, &signing)?;
        rules::set_password(session, &by, &name, &password, now)
    });
    match work.await {
        Ok(()) => Ok(see("/sign-in")),
        Err(fault @ PeopleFault::Ledger(_)) => Err(fault.into()),
        Err(fault) => {
            let mut frame = visitor.frame(Text::OwnPassword);
            frame.fault = Some(fault.message(visitor.language));
            page(StatusCode::OK, &PasswordPage { frame })
        }
    }
}
