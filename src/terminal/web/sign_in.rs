//! Signing in and out, and the language. By the names and passwords of the terminal itself; tries here are counted
//! here, so that nobody on the network can lock a name at the door.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::Timestamp;

use super::PhoneSite;
use super::frame::{PhoneFrame, page};
use super::refusal::PhoneRefusal;
use super::visitor::PhoneVisitor;
use crate::people::Password;
use crate::terminal::operators::{OperatorPlace, PeopleError, SignedIn, sign_in};
use crate::terminal::store::{AdminStore, DatabaseKey};
use crate::transport::server::{
    FormFields, SignInToken, cookies, signed_in, signed_out, spoken, whole_form,
};
use crate::words::Message;
use crate::words::web::Text;

pub(super) fn routes() -> Router<Arc<PhoneSite>> {
    Router::new()
        .route("/sign-in", get(form).post(enter))
        .route("/sign-out", post(leave))
        .route("/language/{tag}", get(choose))
}

/// Tries from one address in a minute. Constants: the compiler sees that they are above 0.
const FROM_ONE_PLACE: NonZeroU32 = NonZeroU32::new(20).expect("above 0");
/// Tries for one name at once, and one more each three minutes.
const FOR_ONE_NAME: NonZeroU32 = NonZeroU32::new(5).expect("above 0");
const ONE_MORE_AFTER: Duration = Duration::from_secs(180);

/// Names and addresses that are remembered before those that wait no longer are let go.
const REMEMBERED: usize = 1000;

/// How often somebody may try.
pub(super) struct PhoneTries {
    places: DefaultKeyedRateLimiter<IpAddr>,
    names: DefaultKeyedRateLimiter<String>,
}

impl Default for PhoneTries {
    fn default() -> Self {
        // A period above 0 makes a quota.
        let slow = Quota::with_period(ONE_MORE_AFTER);
        let slow = slow.unwrap_or_else(|| Quota::per_hour(FOR_ONE_NAME));
        Self {
            places: RateLimiter::keyed(Quota::per_minute(FROM_ONE_PLACE)),
            names: RateLimiter::keyed(slow.allow_burst(FOR_ONE_NAME)),
        }
    }
}

impl PhoneTries {
    fn may(&self, from: IpAddr, name: &str) -> bool {
        if self.places.len() > REMEMBERED {
            self.places.retain_recent();
        }
        if self.names.len() > REMEMBERED {
            self.names.retain_recent();
        }
        let name = name.chars().take(32).collect::<String>().to_lowercase();
        self.places.check_key(&from).is_ok() && self.names.check_key(&name).is_ok()
    }
}

#[derive(Template)]
#[template(path = "sign_in.html", config = "src/terminal/web/askama.toml")]
struct PhoneSignInPage {
    frame: PhoneFrame,
    name: String,
}

async fn form(
    State(site): State<Arc<PhoneSite>>,
    headers: HeaderMap,
) -> Result<Response, PhoneRefusal> {
    shown(&site, &headers, None, String::new())
}

fn shown(
    site: &PhoneSite,
    headers: &HeaderMap,
    fault: Option<String>,
    name: String,
) -> Result<Response, PhoneRefusal> {
    let language = cookies::language(headers);
    let mut frame = PhoneFrame::of(language, Text::SignIn, "/sign-in", &site.config.terminal.name);
    let token = SignInToken::of(headers);
    frame.token.clone_from(&token.value);
    frame.fault = fault;
    Ok(token.kept_by(page(StatusCode::OK, &PhoneSignInPage { frame, name })?))
}

async fn enter(
    State(site): State<Arc<PhoneSite>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PhoneRefusal> {
    let language = cookies::language(&headers);
    let fields = whole_form(body).await.map_err(PhoneRefusal::BadBody)?;
    if !SignInToken::is_in(&headers, &fields) {
        return Err(PhoneRefusal::StaleForm(language));
    }
    let name = fields.get("name").to_owned();
    if !site.tries.may(from.ip(), &name) {
        return Err(PhoneRefusal::TooOften(language));
    }
    let failed = |fault: PeopleError| Some(fault.message(language));
    let fault = match known(&site, &name, &fields).await? {
        Ok(operator) => return Ok(signed_in(&site.phones.enter(operator, Instant::now()))),
        Err(PeopleError::NotAllowed { .. }) => Some(Text::ForTechnicians.plain(language)),
        Err(fault @ (PeopleError::Store(_) | PeopleError::Key(_))) => return Err(fault.into()),
        Err(fault) => failed(fault),
    };
    shown(&site, &headers, fault, name.chars().take(32).collect())
}

/// Who that is, as the terminal's own sign-in has it.
async fn known(
    site: &Arc<PhoneSite>,
    name: &str,
    fields: &FormFields,
) -> Result<Result<SignedIn, PeopleError>, PhoneRefusal> {
    let Ok(password) = Password::new(fields.whole("password").to_owned()) else {
        return Ok(Err(PeopleError::Refused));
    };
    let (store, name) = (site.config.store.clone(), name.to_owned());
    site.off_the_threads(move || {
        let key = DatabaseKey::load(&store.key).map_err(PeopleError::from)?;
        let mut store = AdminStore::open(&store.path, &key).map_err(PeopleError::from)?;
        let now = Timestamp::now();
        Ok::<_, PeopleError>(sign_in(&mut store, &name, &password, OperatorPlace::Phone, now))
    })
    .await
}

async fn leave(
    State(site): State<Arc<PhoneSite>>,
    visitor: PhoneVisitor,
    body: Body,
) -> Result<Response, PhoneRefusal> {
    let fields = whole_form(body).await.map_err(PhoneRefusal::BadBody)?;
    if !cookies::is_same(fields.whole("token"), &visitor.form_token) {
        return Err(PhoneRefusal::StaleForm(visitor.language));
    }
    site.phones.leave(&visitor.secret);
    Ok(signed_out())
}

async fn choose(Path(tag): Path<String>, headers: HeaderMap) -> Result<Response, PhoneRefusal> {
    let Some(language) = cookies::of_tag(&tag) else {
        return Err(PhoneRefusal::NoSuchPage(cookies::language(&headers)));
    };
    Ok(spoken(language, "/"))
}
