//! The one HTTPS server, as the room around it is the one client: who it is to its callers, whole bodies with
//! bounds, what all pages have in common, and an end that cuts every connection at once, as a power cut would. Plain HTTP is for trials of the
//! channel alone.

mod body;
pub mod cookies;
mod fault;
mod fields;
mod guard;
mod identity;
mod rendering;
mod sign_in;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use rustls::ServerConfig;
use tokio::runtime::Runtime;

pub use body::Bodies;
pub use fault::ServerError;
pub use fields::{FormFields, whole_form};
pub use guard::{OutOfOrder, guarded, in_own_language, see};
pub use identity::{CA_FILE, ServerIdentity, ServerTls, make_folder, write_secret};
pub use rendering::{Unrendered, lang, other, rendered};
pub use sign_in::{SignInToken, signed_in, signed_out, spoken};

/// How long work in progress may take to end when a server stops.
const STOP_TIME: Duration = Duration::from_secs(1);

/// A server that runs, over a runtime of its own.
#[derive(Debug)]
pub struct HttpServer {
    runtime: Option<Runtime>,
    pub address: SocketAddr,
}

impl HttpServer {
    /// Listens on `address` and serves over TLS from then on; port 0 takes a free one.
    pub fn start(
        address: SocketAddr,
        tls: Arc<ServerConfig>,
        name: &str,
        routes: Router,
    ) -> Result<Self, ServerError> {
        let tls = RustlsConfig::from_config(tls);
        let acceptor = RustlsAcceptor::new(tls).acceptor(NoDelayAcceptor::new());
        Self::listen(address, name, |listener, runtime| {
            let server = axum_server::from_tcp(listener)?.acceptor(acceptor);
            let service = routes.into_make_service_with_connect_info::<SocketAddr>();
            runtime.spawn(async move { ended(server.serve(service).await) });
            Ok(())
        })
    }

    /// The same without TLS: for a trial of who has to bear plain HTTP.
    pub fn start_plain(
        address: SocketAddr,
        name: &str,
        routes: Router,
    ) -> Result<Self, ServerError> {
        Self::listen(address, name, |listener, runtime| {
            let server = axum_server::from_tcp(listener)?.acceptor(NoDelayAcceptor::new());
            let service = routes.into_make_service_with_connect_info::<SocketAddr>();
            runtime.spawn(async move { ended(server.serve(service).await) });
            Ok(())
        })
    }

    fn listen(
        address: SocketAddr,
        name: &str,
        serve: impl FnOnce(TcpListener, &Runtime) -> std::io::Result<()>,
    ) -> Result<Self, ServerError> {
        let failed = |cause| ServerError::Listen(address, cause);
        let listener = TcpListener::bind(address).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name(name)
            .enable_all()
            .build()
            .map_err(failed)?;
        let entered = runtime.enter();
        serve(listener, &runtime).map_err(failed)?;
        drop(entered);
        Ok(Self { runtime: Some(runtime), address })
    }
}

fn ended(outcome: std::io::Result<()>) {
    if let Err(fault) = outcome {
        log::error!("nothing listens any more: {fault}");
    }
}

impl HttpServer {
    /// Carries work out beside the serving, until the server ends.
    pub fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        if let Some(runtime) = &self.runtime {
            runtime.spawn(work);
        }
    }
}

impl Drop for HttpServer {
    /// Cuts all connections and closes the port.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // On a thread of its own: where the caller is itself inside a runtime, waiting is
            // not allowed.
            let ended = std::thread::spawn(move || runtime.shutdown_timeout(STOP_TIME)).join();
            if ended.is_err() {
                log::error!("the server's runtime did not end well");
            }
        }
    }
}
