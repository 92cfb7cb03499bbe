//! `hallgate web`: what a technician reads at the terminal, on a phone on the same network: how it stands, the day, the
//! last scans, the log, and figures for whoever watches many. Nothing can be changed there. A program of its own beside
//! the running terminal, with none of its devices and little of its time: whoever floods or breaks it has not touched the
//! door.

mod fault;
mod frame;
mod identity;
mod log;
mod metrics;
mod refusal;
mod sign_in;
mod signed_in;
mod status;
mod today;
mod visitor;

use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::middleware;
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::sync::Semaphore;

use crate::terminal::config::Config;
use crate::terminal::report::{self, ReportError};
use crate::terminal::store::StoreReader;
use crate::threads::StopSignals;
use crate::transport::server::{HttpServer, guarded, in_own_language};
use crate::words::web as words;
use refusal::PhoneRefusal;
use sign_in::PhoneTries;
use signed_in::SignedInPhones;

pub use fault::WebFault;
pub use identity::fingerprint;

/// Readers of the database at a time: each opens it anew, and the door's own reads and writes come first.
const READERS: usize = 2;

const STYLE: &str = include_str!("../../../assets/web/style.css");

/// What every page has at hand.
struct PhoneSite {
    config: Config,
    phones: SignedInPhones,
    tries: PhoneTries,
    readers: Semaphore,
    /// By which a watcher is known, hashed.
    watcher: Option<String>,
}

/// Serves until it is told to stop. Tells on `out` where, and by which certificate.
pub fn run(config: Config, stop: StopSignals, out: &mut impl Write) -> Result<(), WebFault> {
    let address = config.web.address.ok_or(WebFault::Off)?;
    let server = start(config, address, out)?;
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Ready]);
    stop.wait()?;
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Stopping]);
    drop(server);
    Ok(())
}

/// Whether pages are asked for, and where, in a sentence.
pub fn wanted(config: &Config) -> String {
    let language = config.terminal.language;
    match config.web.address {
        Some(address) => words::Wanted { address }.text(language),
        None => words::Text::Off.plain(language),
    }
}

fn start(
    config: Config,
    address: SocketAddr,
    out: &mut impl Write,
) -> Result<HttpServer, WebFault> {
    // A terminal that never ran has no database: better told here than on a page.
    drop(report::open(&config)?);
    let identity = identity::of(&config)?;
    let print = fingerprint(&identity.ca_pem);
    let watcher = metrics::watcher(&config.web)?;
    let site = PhoneSite {
        phones: SignedInPhones::new(config.web.session_s),
        tries: PhoneTries::default(),
        readers: Semaphore::new(READERS),
        watcher,
        config,
    };
    let server = HttpServer::start(address, identity.config, "web", routes(Arc::new(site)))?;
    writeln!(out, "pages https://{}/ sha256 {print}", server.address)?;
    out.flush()?;
    Ok(server)
}

fn routes(site: Arc<PhoneSite>) -> Router {
    Router::new()
        .merge(sign_in::routes())
        .merge(status::routes())
        .merge(today::routes())
        .merge(log::routes())
        .merge(metrics::routes())
        .fallback(refusal::no_such_page)
        .with_state(site)
        .route("/style.css", get(style))
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .layer(middleware::from_fn(|request, next| {
            in_own_language(refusal::out_of_order, request, next)
        }))
        .layer(middleware::from_fn(guarded))
}

async fn style() -> impl IntoResponse {
    // Asked for anew after an hour: another version of the program may have another one.
    let about = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=3600"),
    ];
    (about, STYLE)
}

impl PhoneSite {
    /// Reads from the database, off the threads that serve; whoever finds all readers at work waits.
    async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&StoreReader, &Config) -> Result<T, ReportError> + Send + 'static,
    ) -> Result<T, PhoneRefusal> {
        let site = self.clone();
        self.off_the_threads(move || work(&report::open(&site.config)?, &site.config)).await
    }

    /// Work that takes its time, of which little is done at once.
    async fn off_the_threads<T: Send + 'static, E: Into<PhoneRefusal> + Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, E> + Send + 'static,
    ) -> Result<T, PhoneRefusal> {
        let place = self.readers.acquire().await;
        let done = tokio::task::spawn_blocking(work).await;
        drop(place);
        match done {
            Ok(done) => done.map_err(Into::into),
            Err(ended) => {
                ::log::error!("a page is not made: {ended}");
                Err(PhoneRefusal::Broken)
            }
        }
    }
}
