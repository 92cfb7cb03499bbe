//! Who asks for a page: somebody who is signed in, and what they may.

use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use jiff::Timestamp;

use super::Site;
use super::frame::{PageFrame, may};
use super::refusal::PageRefusal;
use crate::people::PlatformRight;
use crate::platform::ledger::log::{self, Actor};
use crate::platform::ledger::people::{self, PlatformOperator};
use crate::platform::ledger::{LogDetail, Session, SignOutBy, web_sessions};
use crate::platform::people::PeopleFault;
use crate::transport::server::{FormFields, cookies, whole_form};
use crate::words::Language;
use crate::words::pages::Text;

/// The longest that somebody stays signed in, whatever they do, in seconds.
const LONGEST_S: i64 = 12 * 3600;

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Visitor {
    pub(super) operator: PlatformOperator,
    pub(super) language: Language,
    pub(super) now: Timestamp,
    /// By which the ledger knows the session.
    pub(super) token_sha256: String,
    form_token: String,
    path: String,
    back: String,
}

/// A form of somebody who is signed in, with its token.
pub(super) struct Posted {
    pub(super) visitor: Visitor,
    pub(super) fields: FormFields,
}

impl Visitor {
    /// Who asks, by the browser's cookie. `acts`: a person did this, not a page that renews itself, which
    /// keeps nobody signed in.
    pub(super) async fn find(
        site: &Site,
        headers: &HeaderMap,
        path: &str,
        back: &str,
        acts: bool,
    ) -> Result<Self, PageRefusal> {
        let secret = cookies::get(headers, cookies::SESSION).ok_or(PageRefusal::SignIn)?;
        let (token_sha256, now) = (cookies::digest(secret), Timestamp::now());
        let (known, session_s) = (token_sha256.clone(), site.session_s);
        let found = site.pool.with(move |session| enter(session, &known, session_s, now, acts));
        let (operator, form_token) = found.await?.ok_or(PageRefusal::SignIn)?;
        Ok(Self {
            operator,
            language: cookies::language(headers),
            now,
            token_sha256,
            form_token,
            path: path.to_owned(),
            back: back.to_owned(),
        })
    }

    pub(super) fn frame(&self, title: Text) -> PageFrame {
        let (operator, token) = (&self.operator, &self.form_token);
        PageFrame::of(self.language, title, &self.path, &self.back, operator, token)
    }

    /// The page's frame, where one may see it.
    pub(super) fn demand(
        &self,
        right: PlatformRight,
        title: Text,
    ) -> Result<PageFrame, PageRefusal> {
        match may(&self.operator, right) {
            true => Ok(self.frame(title)),
            false => Err(self.forbidden()),
        }
    }

    /// That the role is not bound to other cinemas than this.
    pub(super) fn demand_cinema(&self, cinema: &str) -> Result<(), PageRefusal> {
        match self.operator.sees(cinema) {
            true => Ok(()),
            false => Err(self.forbidden()),
        }
    }

    pub(super) fn forbidden(&self) -> PageRefusal {
        PageRefusal::Forbidden(Box::new(self.frame(Text::Forbidden)))
    }

    pub(super) fn no_such_page(&self) -> PageRefusal {
        PageRefusal::NoSuchPage(Box::new(self.frame(Text::NotFound)))
    }

    pub(super) fn actor(&self) -> Actor {
        Actor::operator(self.operator.name.as_str())
    }

    /// Whose figures are shown: the chosen cinema's, or all that the role reaches, where an empty code
    /// stands for every cinema there is.
    pub(super) fn scope(&self, chosen: &str) -> Result<Vec<String>, PageRefusal> {
        if !chosen.is_empty() {
            self.demand_cinema(chosen)?;
            return Ok(vec![chosen.to_owned()]);
        }
        Ok(match self.operator.is_for_all() {
            true => vec![String::new()],
            false => self.operator.cinemas.iter().map(ToString::to_string).collect(),
        })
    }
}

/// The session's operator, where both are still what they were, and the token of the forms.
fn enter(
    session: &mut Session,
    token_sha256: &str,
    session_s: i64,
    now: Timestamp,
    acts: bool,
) -> Result<Option<(PlatformOperator, String)>, PeopleFault> {
    let Some(found) = web_sessions::find(session, token_sha256)? else { return Ok(None) };
    let at = now.as_second();
    if found.seen_at + session_s <= at || found.opened_at + LONGEST_S <= at {
        // It is logged with all others that are over.
        end_the_idle(session, session_s, now)?;
        return Ok(None);
    }
    let operator = found.operator.parse().ok();
    let operator = operator.map(|name| people::find(session, &name)).transpose()?.flatten();
    let Some(operator) = operator.filter(|it| !it.disabled) else { return Ok(None) };
    // Not at each click: a page with its pieces is one.
    if acts && at - found.seen_at > (session_s / 60).min(30) {
        web_sessions::touch(session, token_sha256, at)?;
    }
    Ok(Some((operator, found.form_token)))
}

/// Signs out all who did nothing for too long.
pub(super) async fn sign_out_the_idle(site: &Site, now: Timestamp) -> Result<(), PeopleFault> {
    let session_s = site.session_s;
    site.pool.with(move |session| end_the_idle(session, session_s, now)).await
}

fn end_the_idle(session: &mut Session, session_s: i64, now: Timestamp) -> Result<(), PeopleFault> {
    let (idle_since, open_since) = (now.as_second() - session_s, now.as_second() - LONGEST_S);
    if !web_sessions::any_over(session, idle_since, open_since)? {
        return Ok(());
    }
    Ok(session.transaction(|change| {
        for name in web_sessions::end_over(change, idle_since, open_since)? {
            let signed_out = LogDetail::SignOut { by: SignOutBy::Time };
            log::write(change, &Actor::operator(name), &signed_out, now)?;
        }
        Ok(())
    })?)
}

impl FromRequestParts<Arc<Site>> for Visitor {
    type Rejection = PageRefusal;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, PageRefusal> {
        // A page that renews itself says so.
        let acts = parts.uri.path() != super::day::LIVE;
        let back = match parts.method == axum::http::Method::GET {
            true => parts.uri.path_and_query().map_or("/", |it| it.as_str()),
            false => "/",
        };
        let found = Self::find(site, &parts.headers, parts.uri.path(), back, acts).await;
        found.map_err(|refusal| match refusal {
            PageRefusal::SignIn if parts.headers.contains_key("hx-request") => {
                PageRefusal::SignInAnew
            }
            refusal => refusal,
        })
    }
}

impl FromRequest<Arc<Site>> for Posted {
    type Rejection = PageRefusal;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, PageRefusal> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, site).await?;
        let fields = fields(body).await?;
        if !cookies::is_same(fields.whole("token"), &visitor.form_token) {
            return Err(PageRefusal::StaleForm(Box::new(visitor.frame(Text::StaleForm))));
        }
        Ok(Self { visitor, fields })
    }
}

/// The fields of a form, whole and in time.
pub(super) async fn fields(body: axum::body::Body) -> Result<FormFields, PageRefusal> {
    whole_form(body).await.map_err(PageRefusal::BadBody)
}
