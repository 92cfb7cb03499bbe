//! Signing in and out, and the language.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::Timestamp;

use super::Site;
use super::frame::{PageFrame, page};
use super::refusal::PageRefusal;
use super::visitor::{Posted, fields};
use crate::people::Password;
use crate::platform::ledger::log;
use crate::platform::ledger::people::PlatformOperator;
use crate::platform::ledger::web_sessions::{self, WebSession};
use crate::platform::ledger::{LogDetail, SignInPlace, SignOutBy};
use crate::platform::people::{PeopleFault, SigningIn, sign_in};
use crate::transport::server::{FormFields, SignInToken, cookies, signed_in, signed_out, spoken};
use crate::words::Message;
use crate::words::pages::Text;

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/sign-in", get(form).post(enter))
        .route("/sign-out", post(leave))
        .route("/language/{tag}", get(choose))
}

/// Tries to sign in, from one address in a minute. A constant: the compiler sees that it is above 0.
const TRIES: NonZeroU32 = NonZeroU32::new(60).expect("above 0");

/// How often somebody may try from where they are: a hash takes its time of the machine.
pub(super) struct Tries(DefaultKeyedRateLimiter<IpAddr>);

impl Default for Tries {
    fn default() -> Self {
        Self(RateLimiter::keyed(Quota::per_minute(TRIES)))
    }
}

impl Tries {
    fn may(&self, from: IpAddr) -> bool {
        if self.0.len() > 10_000 {
            self.0.retain_recent();
        }
        self.0.check_key(&from).is_ok()
    }
}

#[derive(Template)]
#[template(path = "sign_in.html", config = "src/platform/web/askama.toml")]
struct SignInPage {
    frame: PageFrame,
    name: String,
}

async fn form(headers: HeaderMap) -> Result<Response, PageRefusal> {
    let frame = PageFrame::bare(cookies::language(&headers), Text::SignIn, "/sign-in");
    shown(&headers, frame, String::new())
}

fn shown(headers: &HeaderMap, mut frame: PageFrame, name: String) -> Result<Response, PageRefusal> {
    let token = SignInToken::of(headers);
    frame.token.clone_from(&token.value);
    Ok(token.kept_by(page(StatusCode::OK, &SignInPage { frame, name })?))
}

async fn enter(
    State(site): State<Arc<Site>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageRefusal> {
    let language = cookies::language(&headers);
    let mut frame = PageFrame::bare(language, Text::SignIn, "/sign-in");
    let fields = fields(body).await?;
    if !SignInToken::is_in(&headers, &fields) {
        return Err(PageRefusal::StaleForm(Box::new(frame)));
    }
    if !site.tries.may(from.ip()) {
        return Err(PageRefusal::TooOften(Box::new(frame)));
    }
    match opened(&site, &fields, from.ip()).await {
        Ok(secret) => Ok(signed_in(&secret)),
        Err(fault @ PeopleFault::Ledger(_)) => Err(fault.into()),
        Err(fault) => {
            frame.fault = Some(fault.message(language));
            let name = fields.get("name").chars().take(32).collect();
            shown(&headers, frame, name)
        }
    }
}

/// Signs in, and opens a session; its secret.
async fn opened(site: &Site, fields: &FormFields, from: IpAddr) -> Result<String, PeopleFault> {
    let name = fields.get("name").to_owned();
    let password = Password::new(fields.whole("password").to_owned())?;
    let now = Timestamp::now();
    let secret = cookies::secret();
    let kept = cookies::digest(&secret);
    let work = move |session: &mut crate::platform::ledger::Session| {
        let address = from.to_string();
        let signing =
            SigningIn { place: SignInPlace::Web, address: Some(&address), actor: None, now };
        let PlatformOperator { name, .. } = sign_in(session, &name, &password, &signing)?;
        let at = now.as_second();
        let opened = WebSession {
            operator: name.to_string(),
            form_token: cookies::secret(),
            opened_at: at,
            seen_at: at,
        };
        Ok(session.transaction(|change| web_sessions::open(change, &kept, &opened))?)
    };
    site.pool.with(work).await?;
    Ok(secret)
}

async fn leave(State(site): State<Arc<Site>>, posted: Posted) -> Result<Response, PageRefusal> {
    let visitor = posted.visitor;
    let (by, now) = (visitor.actor(), visitor.now);
    let work = move |session: &mut crate::platform::ledger::Session| {
        Ok(session.transaction(|change| {
            if web_sessions::end(change, &visitor.token_sha256)? {
                let detail = LogDetail::SignOut { by: SignOutBy::Themselves };
                log::write(change, &by, &detail, now)?;
            }
            Ok(())
        })?)
    };
    site.pool.with(work).await?;
    Ok(signed_out())
}

async fn choose(Path(tag): Path<String>, uri: Uri) -> Response {
    let fields = FormFields::read(uri.query().unwrap_or_default());
    // Back to a page of ours alone.
    let to = fields.get("to");
    let ours = to.starts_with('/')
        && !to.starts_with("//")
        && to.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    match cookies::of_tag(&tag) {
        Some(language) => spoken(language, if ours { to } else { "/" }),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
