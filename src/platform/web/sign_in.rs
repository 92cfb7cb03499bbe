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
use crate::transport::server::{FormFields, cookies, see};
use crate::words::pages::Text;
use crate::words::{Language, Message};

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

/// The form, with a token that the browser has to bring along twice: another site can't.
fn shown(headers: &HeaderMap, mut frame: PageFrame, name: String) -> Result<Response, PageRefusal> {
    let known = cookies::get(headers, cookies::SIGN_IN).filter(|it| it.len() == 64);
    let fresh = known.is_none();
    frame.token = known.map_or_else(cookies::secret, ToOwned::to_owned);
    let cookie = cookies::set(cookies::SIGN_IN, &frame.token);
    let mut response = page(StatusCode::OK, &SignInPage { frame, name })?;
    if fresh {
        response.headers_mut().extend(cookies::header(&cookie));
    }
    Ok(response)
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
    let expected = cookies::get(&headers, cookies::SIGN_IN).unwrap_or_default();
    if !cookies::is_same(fields.whole("token"), expected) {
        return Err(PageRefusal::StaleForm(Box::new(frame)));
    }
    if !site.tries.may(from.ip()) {
        return Err(PageRefusal::TooOften(Box::new(frame)));
    }
    match opened(&site, &fields, from.ip()).await {
        Ok(secret) => {
            let mut response = see("/");
            let headers = response.headers_mut();
            headers.extend(cookies::header(&cookies::set(cookies::SESSION, &secret)));
            headers.extend(cookies::header(&cookies::take_back(cookies::SIGN_IN)));
            Ok(response)
        }
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
    let mut response = see("/sign-in");
    response.headers_mut().extend(cookies::header(&cookies::take_back(cookies::SESSION)));
    Ok(response)
}

async fn choose(Path(tag): Path<String>, uri: Uri) -> Response {
    let fields = FormFields::read(uri.query().unwrap_or_default());
    // Back to a page of ours alone.
    let to = fields.get("to");
    let ours = to.starts_with('/')
        && !to.starts_with("//")
        && to.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let mut response = see(if ours { to } else { "/" });
    let tag = match cookies::of_tag(&tag) {
        Some(Language::Chinese) => "zh",
        Some(Language::English) => "en",
        None => return StatusCode::NOT_FOUND.into_response(),
    };
    response.headers_mut().extend(cookies::header(&cookies::keep(cookies::LANGUAGE, tag)));
    response
}
