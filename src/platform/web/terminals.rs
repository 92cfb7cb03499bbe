//! Terminals: how each stands, a code to enrol by, turning a key over, revoking.

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
use crate::people::PlatformRight;
use crate::platform::commands::CommandFault;
use crate::platform::commands::cinema::add_logged;
use crate::platform::commands::terminal::{is_username, state};
use crate::platform::enrolment::{self, Issued};
use crate::platform::ledger::terminals::{self, Entry, Registered};
use crate::platform::ledger::{LogDetail, log};
use crate::ticket::outline::QrOutline;
use crate::ticket::{CinemaCode, ScreenCode};
use crate::transport::server::{FormFields, see};
use crate::wire::SignatureForm;
use crate::words::Message;
use crate::words::pages::{self as words, Text};
use crate::words::platform::Text as PlatformText;

pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/terminals", get(list).post(enrol))
        .route("/terminals/{name}", get(one))
        .route("/terminals/{name}/rotate", post(rotate))
        .route("/terminals/{name}/revoke", post(revoke))
}

/// Minutes for which a code is good where nothing else is said, and at most.
const MINUTES: u32 = 15;
const MOST_MINUTES: u32 = 10_080;

struct TerminalLine {
    name: String,
    cinema: String,
    state: PlatformText,
    heard: String,
    offset: String,
    halls: String,
    is_revoked: bool,
}

/// What was typed into the form, so that nobody types it twice.
struct TypedTerminal {
    cinema: String,
    name: String,
    halls: String,
    minutes: String,
}

#[derive(Template)]
#[template(path = "terminals.html", config = "src/platform/web/askama.toml")]
struct TerminalsPage {
    frame: PageFrame,
    rows: Vec<TerminalLine>,
    typed: TypedTerminal,
}

#[derive(Template)]
#[template(path = "terminal.html", config = "src/platform/web/askama.toml")]
struct OneTerminalPage {
    frame: PageFrame,
    row: TerminalLine,
}

#[derive(Template)]
#[template(path = "invitation.html", config = "src/platform/web/askama.toml")]
struct InvitationPage {
    frame: PageFrame,
    name: String,
    code: String,
    until: String,
    picture: Option<QrOutline>,
    url: String,
}

async fn list(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, PageRefusal> {
    let mut frame = visitor.demand(PlatformRight::Terminals, Text::Terminals)?;
    let fields = FormFields::read(uri.query().unwrap_or_default());
    let revoked = fields.get("revoked");
    if is_username(revoked) {
        frame.note = Some(words::RevokedNow { name: revoked }.text(visitor.language));
    }
    let own = visitor.operator.cinemas.as_slice();
    let cinema = if let [only] = own { only.to_string() } else { String::new() };
    let minutes = MINUTES.to_string();
    let typed = TypedTerminal { cinema, name: String::new(), halls: String::new(), minutes };
    listed(&site, &visitor, frame, typed).await
}

async fn listed(
    site: &Site,
    visitor: &Visitor,
    frame: PageFrame,
    typed: TypedTerminal,
) -> Result<Response, PageRefusal> {
    let found = site.pool.with(|session| Ok(terminals::list(session)?)).await?;
    let rows = found.into_iter().filter(|it| visitor.operator.sees(it.cinema.as_str()));
    let rows = rows.map(|it| line(it, &frame, visitor)).collect();
    page(StatusCode::OK, &TerminalsPage { frame, rows, typed })
}

fn line(it: Registered, frame: &PageFrame, visitor: &Visitor) -> TerminalLine {
    let language = visitor.language;
    let heard = it.contact_at.map(|at| frame.ago(at, visitor.now));
    let offset = it.offset_s.map(|seconds| words::Seconds { seconds }.text(language));
    TerminalLine {
        state: state(&it, visitor.now).0,
        cinema: it.cinema.to_string(),
        heard: heard.unwrap_or_else(|| Text::Never.plain(language)),
        offset: offset.unwrap_or_default(),
        halls: it.screens.join(" "),
        is_revoked: it.revoked_at.is_some(),
        name: it.name,
    }
}

/// The terminal of that name, where the visitor may see it.
async fn found(site: &Site, visitor: &Visitor, name: &str) -> Result<Registered, PageRefusal> {
    let name = name.to_owned();
    let found = site.pool.with(move |session| Ok(terminals::find(session, &name)?)).await?;
    let found = found.ok_or_else(|| visitor.no_such_page())?;
    visitor.demand_cinema(found.cinema.as_str())?;
    Ok(found)
}

async fn one(
    State(site): State<Arc<Site>>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Response, PageRefusal> {
    let frame = visitor.demand(PlatformRight::Terminals, Text::Terminals)?;
    let row = line(found(&site, &visitor, &name).await?, &frame, &visitor);
    page(StatusCode::OK, &OneTerminalPage { frame, row })
}

async fn enrol(State(site): State<Arc<Site>>, posted: Posted) -> Result<Response, PageRefusal> {
    let Posted { visitor, fields } = posted;
    let mut frame = visitor.demand(PlatformRight::Terminals, Text::Terminals)?;
    let wanted = match wanted(&fields) {
        Ok(wanted) => wanted,
        Err(fault) => {
            frame.fault = Some(fault.plain(visitor.language));
            return listed(&site, &visitor, frame, typed(&fields)).await;
        }
    };
    visitor.demand_cinema(wanted.cinema.as_str())?;
    let (config, by, now) = (site.config.clone(), visitor.actor(), visitor.now);
    let issued = site.pool.with(move |session| {
        if let Some(known) = terminals::find(session, &wanted.name)? {
            let name = known.name;
            if known.revoked_at.is_some() {
                return Ok(Err(CommandFault::Revoked(name)));
            }
            if known.cinema != wanted.cinema {
                let cinema = known.cinema.to_string();
                return Ok(Err(CommandFault::OtherCinema { name, cinema }));
            }
        }
        let entry = Entry {
            name: &wanted.name,
            cinema: wanted.cinema,
            screens: &wanted.halls,
            public_key: None,
            signature: SignatureForm::default().as_str(),
        };
        let (name, minutes) = (&wanted.name, wanted.minutes);
        let issued = enrolment::issue(&config, session, name, minutes, now, |change| {
            add_logged(change, wanted.cinema, "", &by, now)?;
            if !terminals::add(change, &entry, now)? && !wanted.halls.is_empty() {
                terminals::set_screens(change, name, &wanted.halls)?;
            }
            let (name, cinema) = (name.clone(), wanted.cinema.to_string());
            log::write(change, &by, &LogDetail::TerminalInvited { name, cinema }, now)
        })?;
        Ok(Ok((wanted.name, issued)))
    });
    match issued.await? {
        Ok((name, issued)) => invitation(frame, name, issued),
        Err(fault) => {
            frame.fault = Some(fault.message(visitor.language));
            listed(&site, &visitor, frame, typed(&fields)).await
        }
    }
}

/// The code, shown this once.
fn invitation(frame: PageFrame, name: String, issued: Issued) -> Result<Response, PageRefusal> {
    let until = civil_time(issued.until, &CHINA);
    let until = words::ValidUntil { until }.text(frame.language);
    let picture = issued.invitation.as_deref().and_then(QrOutline::of);
    let url = issued.url.unwrap_or_default();
    page(StatusCode::OK, &InvitationPage { frame, name, code: issued.code, until, picture, url })
}

async fn rotate(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
    posted: Posted,
) -> Result<Response, PageRefusal> {
    let visitor = posted.visitor;
    let frame = visitor.demand(PlatformRight::Terminals, Text::Rotate)?;
    let known = found(&site, &visitor, &name).await?;
    if known.revoked_at.is_some() {
        return Err(visitor.no_such_page());
    }
    let (config, by, now, of) = (site.config.clone(), visitor.actor(), visitor.now, name.clone());
    let issued = site.pool.with(move |session| {
        Ok(enrolment::issue(&config, session, &of, MINUTES, now, |change| {
            log::write(change, &by, &LogDetail::TerminalRotated { name: of.clone() }, now)
        })?)
    });
    invitation(frame, name, issued.await?)
}

async fn revoke(
    State(site): State<Arc<Site>>,
    Path(name): Path<String>,
    posted: Posted,
) -> Result<Response, PageRefusal> {
    let visitor = posted.visitor;
    visitor.demand(PlatformRight::Terminals, Text::Revoke)?;
    let known = found(&site, &visitor, &name).await?;
    let (by, now, of) = (visitor.actor(), visitor.now, known.name.clone());
    let work = site.pool.with(move |session| {
        Ok(session.transaction(|change| {
            if terminals::revoke(change, &of, now)? {
                log::write(change, &by, &LogDetail::TerminalRevoked { name: of.clone() }, now)?;
            }
            Ok(())
        })?)
    });
    work.await?;
    Ok(see(&format!("/terminals?revoked={}", known.name)))
}

struct WantedTerminal {
    cinema: CinemaCode,
    name: String,
    halls: Vec<ScreenCode>,
    minutes: u32,
}

/// What the form asks for, or what is wrong with it.
fn wanted(fields: &FormFields) -> Result<WantedTerminal, Text> {
    let name = fields.get("name").to_owned();
    if !is_username(&name) {
        return Err(Text::BadTerminalName);
    }
    let cinema = fields.get("cinema").parse().map_err(|_| Text::BadCinema)?;
    let halls = fields.parts("halls").into_iter().map(str::parse);
    let halls = halls.collect::<Result<_, _>>().map_err(|_| Text::BadHall)?;
    let minutes = match fields.get("minutes") {
        "" => MINUTES,
        typed => typed.parse().map_err(|_| Text::BadMinutes)?,
    };
    if !(1..=MOST_MINUTES).contains(&minutes) {
        return Err(Text::BadMinutes);
    }
    Ok(WantedTerminal { cinema, name, halls, minutes })
}

fn typed(fields: &FormFields) -> TypedTerminal {
    let get = |name| fields.get(name).chars().take(2000).collect::<String>();
    TypedTerminal {
        cinema: get("cinema"),
        name: get("name"),
        halls: get("halls"),
        minutes: get("minutes"),
    }
}
