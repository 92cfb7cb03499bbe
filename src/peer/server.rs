//! HTTPS: one address that takes POST, over a runtime of its own. Ending the runtime cuts every
//! connection at once, as a power cut at the platform would.

use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use rustls::ServerConfig;
use tokio::runtime::Runtime;

use super::answer::{PeerAnswer, answer};
use super::fault::PeerFault;
use super::{Inner, PeerError};
use crate::threads::BusyThread;

/// How long work in progress may take to end when the server stops.
const STOP_TIME: Duration = Duration::from_secs(1);

/// A server that runs.
#[derive(Debug)]
pub(super) struct PeerServer {
    runtime: Option<Runtime>,
    pub address: SocketAddr,
}

impl PeerServer {
    /// Listens on `address` and serves from then on.
    pub fn start(
        address: SocketAddr,
        tls: Arc<ServerConfig>,
        inner: Arc<Inner>,
    ) -> Result<Self, PeerError> {
        let failed = |cause| PeerError::Listen(address, cause);
        let listener = TcpListener::bind(address).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("platform")
            .enable_all()
            .build()
            .map_err(failed)?;
        let service = Router::new().fallback(serve).with_state(inner).into_make_service();
        let acceptor =
            RustlsAcceptor::new(RustlsConfig::from_config(tls)).acceptor(NoDelayAcceptor::new());
        let entered = runtime.enter();
        let server = axum_server::from_tcp(listener).map_err(failed)?.acceptor(acceptor);
        drop(entered);
        runtime.spawn(async move {
            if let Err(fault) = server.serve(service).await {
                log::error!("the platform stopped listening: {fault}");
            }
        });
        Ok(Self { runtime: Some(runtime), address })
    }
}

impl Drop for PeerServer {
    /// Cuts all connections and closes the port.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // On a thread of its own: where the caller is itself inside a runtime, waiting is
            // not allowed.
            let ended = std::thread::spawn(move || runtime.shutdown_timeout(STOP_TIME)).join();
            if ended.is_err() {
                log::error!("the platform's runtime did not end well");
            }
        }
    }
}

async fn serve(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let fault = inner.fault();
    if let Some(intruder) = fault.intruder() {
        let status = StatusCode::from_u16(intruder.status).unwrap_or(StatusCode::BAD_GATEWAY);
        let kind = [(header::CONTENT_TYPE, intruder.content_type)];
        return (status, kind, intruder.body).into_response();
    }
    if request.method() != Method::POST {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")]).into_response();
    }
    let body = match inner.intake.whole(request.into_body()).await {
        Ok(body) => body,
        // What is still to come of the body is not read: the connection ends here.
        Err(status) => return (status, [(header::CONNECTION, "close")]).into_response(),
    };
    let Ok(room) = inner.room.acquire().await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let worker = inner.clone();
    let answered = tokio::task::spawn_blocking(move || timed(&worker, &body, fault)).await;
    drop(room);
    match fault {
        PeerFault::Slow(delay) => tokio::time::sleep(delay).await,
        PeerFault::CutConnection => return Body::new(Cut).into_response(),
        _ => {}
    }
    let Ok(PeerAnswer { status, body, .. }) = answered else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response()
}

/// Answers, and keeps account of it.
fn timed(inner: &Inner, body: &[u8], fault: PeerFault) -> PeerAnswer {
    let _at_the_database = BusyThread::begin();
    let started = Instant::now();
    let answer = answer(inner, body, fault);
    let took = started.elapsed();
    let nanos = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
    inner.busy_ns.fetch_add(nanos, Ordering::Relaxed);
    inner.hear(&answer, took);
    answer
}

/// A body that breaks off before its first byte, and takes the connection with it.
struct Cut;

impl HttpBody for Cut {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}
