//! Operators: who may sign in, with which role and for which cinemas.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use axum::routing::{get, post};

use super::Site;
use super::frame::{PageFrame, page};
use super::refusal::PageRefusal;
use super::visitor::{Posted, Visitor};
use crate::clock::{CHINA, civil_time};
use crate::people::{OperatorName, Password, PlatformRight, PlatformRole};
use crate::platform::ledger::people::{self, PlatformOperator};
use crate::platform::people::{self as rules, NewPlatformOperator, PeopleFault};
use crate::ticket::CinemaCode;
use crate::transport::server::{FormFields, see};
use crate::words::Message;
use crate::words::pages::{self as words, Text};
use crate::words::people::{self as people_words, Text as PeopleText};

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/operators", get(list).post(add))
        .route("/operators/{name}", get(one))
        .route("/operators/{name}/password", post(set_password))
        .route("/operators/{name}/disable", post(disable))
        .route("/operators/{name}/enable", post(enable))
}

struct OperatorLine {
    name: String,
    role: &'static str,
    cinemas: String,
    state: String,
    is_disabled: bool,
}

struct RoleChoice {
    name: &'static str,
    shown: &'static str,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "operators.html", config = "src/platform/web/askama.toml")]
struct OperatorsPage {
    frame: PageFrame,
    rows: Vec<OperatorLine>,
    roles: Vec<RoleChoice>,
    name: String,
    cinemas: String,
}

#[derive(Template)]
#[template(path = "operator.html", config = "src/platform/web/askama.toml")]
struct OneOperatorPage {
    frame: PageFrame,
    row: OperatorLine,
}

async fn list(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, PageRefusal> {
    let mut frame = visitor.demand(PlatformRight::Operators, Text::Operators)?;
    let fields = FormFields::read(uri.query().unwrap_or_default());
    let named = |field: &str| fields.get(field).parse::<OperatorName>().ok();
    frame.note = match (named("added"), named("changed")) {
        (Some(name), _) => Some(words::Added { name }.text(visitor.language)),
        (None, Some(name)) => Some(words::Changed { name }.text(visitor.language)),
        (None, None) => None,
    };
    listed(&site, &visitor, frame, &FormFields::default()).await
}

async fn listed(
    site: &Site,
    visitor: &Visitor,
    frame: PageFrame,
    typed: &FormFields,
) -> Result<Response, PageRefusal> {
    let found = site.pool.with(|session| Ok(people::list(session)?)).await?;
    let rows = found.iter().filter(|it| visitor.operator.answers_for(&it.cinemas));
    let rows = rows.map(|it| line(it, visitor)).collect();
    let chosen = typed.get("role");
    let roles = PlatformRole::ALL.iter().map(|role| RoleChoice {
        name: role.as_str(),
        shown: role.shown(visitor.language),
        is_chosen: role.as_str() == chosen,
    });
    let name = typed.get("name").chars().take(32).collect();
    let cinemas = typed.get("cinemas").chars().take(2000).collect();
    page(StatusCode::OK, &OperatorsPage { frame, rows, roles: roles.collect(), name, cinemas })
}

fn line(it: &PlatformOperator, visitor: &Visitor) -> OperatorLine {
    let language = visitor.language;
    let state = match it.attempts.locked_until.filter(|until| *until > visitor.now) {
        _ if it.disabled => PeopleText::Disabled.plain(language),
        Some(until) => {
            people_words::LockedUntil { until: civil_time(until, &CHINA) }.text(language)
        }
        None => PeopleText::Enabled.plain(language),
    };
    let cinemas: Vec<&str> = it.cinemas.iter().map(CinemaCode::as_str).collect();
    let cinemas = match cinemas.is_empty() {
        true => Text::AllCinemas.plain(language),
        false => cinemas.join(" "),
    };
    let (name, role) = (it.name.to_string(), it.role.shown(language));
    OperatorLine { name, role, cinemas, state, is_disabled: it.disabled }
}

/// The operator of that name, where the visitor answers for them.
async fn found(
    site: &Site,
    visitor: &Visitor,
    name: &str,
) -> Result<PlatformOperator, PageRefusal> {
    let name: OperatorName = name.parse().map_err(|_| visitor.no_such_page())?;
    let found = site.pool.with(move |session| Ok(people::find(session, &name)?)).await?;
    let found = found.ok_or_else(|| visitor.no_such_page())?;
    match visitor.operator.answers_for(&found.cinemas) {
        true => Ok(found),
        false => Err(visitor.forbidden()),
    }
}

async fn one(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Response, PageRefusal> {
    let frame = visitor.demand(PlatformRight::Operators, Text::Operators)?;
    let row = line(&found(&site, &visitor, &name).await?, &visitor);
    page(StatusCode::OK, &OneOperatorPage { frame, row })
}

async fn add(State(site): State<Arc<Site>>, posted: Posted) -> Result<Response, PageRefusal> {
    let Posted { visitor, fields } = posted;
    let mut frame = visitor.demand(PlatformRight::Operators, Text::Operators)?;
    let language = visitor.language;
    let (wanted, password) = match wanted(&fields, &visitor) {
        Ok(wanted) => wanted,
        Err(fault) => {
            frame.fault = Some(fault);
            return listed(&site, &visitor, frame, &fields).await;
        }
    };
    if !visitor.operator.answers_for(&wanted.cinemas) {
        return Err(visitor.forbidden());
    }
    let (by, now, name) = (visitor.actor(), visitor.now, wanted.name.to_string());
    let added = site.pool.with(move |session| rules::add(session, &by, &wanted, &password, now));
    match added.await {
        Ok(()) => Ok(see(&format!("/operators?added={name}"))),
        Err(fault @ PeopleFault::Ledger(_)) => Err(fault.into()),
        Err(fault) => {
            frame.fault = Some(fault.message(language));
            listed(&site, &visitor, frame, &fields).await
        }
    }
}

/// Who is to be added, or what is wrong with it.
fn wanted(
    fields: &FormFields,
    visitor: &Visitor,
) -> Result<(NewPlatformOperator, Password), String> {
    let language = visitor.language;
    let name: OperatorName = fields
        .get("name")
        .parse()
        .map_err(|fault: crate::people::BadName| fault.message(language))?;
    let role = fields.get("role").parse().map_err(|_| Text::BadRole.plain(language))?;
    let cinemas = fields.parts("cinemas").into_iter().map(str::parse);
    let cinemas = cinemas.collect::<Result<_, _>>().map_err(|_| Text::BadCinema.plain(language))?;
    let password = Password::new(fields.whole("password").to_owned());
    let password = password.map_err(|fault| fault.message(language))?;
    Ok((NewPlatformOperator { name, role, cinemas }, password))
}

async fn set_password(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
    posted: Posted,
) -> Result<Response, PageRefusal> {
    let Posted { visitor, fields } = posted;
    let known = changed(&site, &visitor, &name).await?;
    let (by, now, of) = (visitor.actor(), visitor.now, known.name.clone());
    let typed = fields.whole("password").to_owned();
    let work = site.pool.with(move |session| {
        let password = Password::new(typed)?;
        rules::set_password(session, &by, &of, &password, now)
    });
    done(&visitor, &known, work.await)
}

async fn disable(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
    posted: Posted,
) -> Result<Response, PageRefusal> {
    set_disabled(&site, &name, &posted.visitor, true).await
}

async fn enable(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
    posted: Posted,
) -> Result<Response, PageRefusal> {
    set_disabled(&site, &name, &posted.visitor, false).await
}

async fn set_disabled(
    site: &Site,
    name: &str,
    visitor: &Visitor,
    disabled: bool,
) -> Result<Response, PageRefusal> {
    let known = changed(site, visitor, name).await?;
    let (by, now, of) = (visitor.actor(), visitor.now, known.name.clone());
    let work = site
        .pool
        .with(move |session| rules::set_disabled(session, &by, &of, disabled, now).map(drop));
    done(visitor, &known, work.await)
}

/// Who is to be changed, where the visitor may.
async fn changed(
    site: &Site,
    visitor: &Visitor,
    name: &str,
) -> Result<PlatformOperator, PageRefusal> {
    visitor.demand(PlatformRight::Operators, Text::Operators)?;
    found(site, visitor, name).await
}

fn done(
    visitor: &Visitor,
    known: &PlatformOperator,
    work: Result<(), PeopleFault>,
) -> Result<Response, PageRefusal> {
    match work {
        Ok(()) => Ok(see(&format!("/operators?changed={}", known.name))),
        Err(fault @ PeopleFault::Ledger(_)) => Err(fault.into()),
        Err(fault) => {
            let mut frame = visitor.frame(Text::Operators);
            frame.fault = Some(fault.message(visitor.language));
            page(StatusCode::OK, &OneOperatorPage { frame, row: line(known, visitor) })
        }
    }
}
