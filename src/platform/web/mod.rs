//! The pages for people (PLATFORM §4): signing in, the day, sessions, a ticket's life, findings,
//! terminals, operators, the log. They work without a script; htmx keeps the day live. A file a page:
//! its routes, what it looks up and its template, in `pages/`.

mod cinemas;
mod day;
mod files;
mod findings;
mod frame;
mod log;
mod operators;
mod password;
mod pool;
mod refusal;
mod sessions;
mod sign_in;
mod terminals;
mod ticket;
mod visitor;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use rustls::ServerConfig;

use super::config::NodeConfig;
use super::health;
use super::ledger::Place;
use crate::transport::server::{HttpServer, ServerError, guarded, in_own_language};
use pool::SessionPool;
use visitor::Visitor;

/// How the pages are to be.
#[derive(Debug, Clone)]
pub struct WebSettings {
    /// Port 0 takes a free one.
    pub address: SocketAddr,
    /// Idle time, in seconds, after which somebody is signed out.
    pub session_s: u64,
    /// What codes for terminals are made by.
    pub config: NodeConfig,
}

/// What every page has at hand.
struct Site {
    pool: SessionPool,
    config: NodeConfig,
    session_s: i64,
    tries: sign_in::Tries,
}

/// How often those who did nothing for too long are signed out.
const SWEEP: Duration = Duration::from_secs(1);

/// Serves the pages from then on; `watched` is for whoever watches the platform, without a session where
/// they ask from its own machine.
pub(super) fn start(
    settings: &WebSettings,
    place: &Place,
    tls: Arc<ServerConfig>,
    watched: Router,
) -> Result<HttpServer, ServerError> {
    let site = Arc::new(Site {
        pool: SessionPool::new(place.clone()),
        config: settings.config.clone(),
        session_s: i64::try_from(settings.session_s).unwrap_or(i64::MAX),
        tries: sign_in::Tries::default(),
    });
    let server = HttpServer::start(settings.address, tls, "pages", routes(site.clone(), watched))?;
    server.spawn(async move {
        loop {
            tokio::time::sleep(SWEEP).await;
            if let Err(fault) = visitor::sign_out_the_idle(&site, Timestamp::now()).await {
                ::log::warn!("nobody is signed out by time: {fault}");
            }
        }
    });
    Ok(server)
}

/// All that is answered at `[web] address`.
fn routes(site: Arc<Site>, watched: Router) -> Router {
    let near = middleware::from_fn_with_state(site.clone(), near_or_signed_in);
    let pages = Router::new()
        .merge(sign_in::routes())
        .merge(day::routes())
        .merge(sessions::routes())
        .merge(ticket::routes())
        .merge(findings::routes())
        .merge(terminals::routes())
        .merge(operators::routes())
        .merge(password::routes())
        .merge(cinemas::routes())
        .merge(log::routes())
        .fallback(refusal::no_such_page)
        .with_state(site);
    pages
        .merge(files::routes())
        .merge(watched.layer(near))
        .layer(middleware::from_fn(|request, next| {
            in_own_language(refusal::out_of_order, request, next)
        }))
        .layer(middleware::from_fn(guarded))
}

/// Figures of all cinemas, for this machine itself and for who is there for all of them.
async fn near_or_signed_in(
    State(site): State<Arc<Site>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let may = health::is_near(from.ip())
        || Visitor::find(&site, request.headers(), &path, &path, false)
            .await
            .is_ok_and(|visitor| visitor.operator.is_for_all());
    match may {
        true => next.run(request).await,
        false => StatusCode::FORBIDDEN.into_response(),
    }
}
