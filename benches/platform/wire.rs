//! Many callers in one thread or two: HTTP/1.1 over TLS with bodies that were signed beforehand, so that
//! the load costs as little as it can of the cores that it shares.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// How callers reach a server.
#[derive(Clone)]
pub struct Way {
    pub address: SocketAddr,
    connector: TlsConnector,
}

impl Way {
    pub fn to(address: SocketAddr, ca: &Path) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(ca).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self { address, connector: TlsConnector::from(Arc::new(config)) }
    }

    pub async fn connect(&self) -> Caller {
        // A queue that is full answers with a reset now and then, as it would a terminal.
        let mut pause = Duration::from_millis(5);
        loop {
            if let Ok(tcp) = TcpStream::connect(self.address).await {
                tcp.set_nodelay(true).unwrap();
                let name = ServerName::try_from("localhost").unwrap();
                if let Ok(stream) = self.connector.connect(name, tcp).await {
                    return Caller { stream, read: Vec::new() };
                }
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(1));
        }
    }
}

/// A terminal's connection.
pub struct Caller {
    stream: TlsStream<TcpStream>,
    read: Vec<u8>,
}

impl Caller {
    /// Sends a request of [`request`]; the answer's status and body.
    pub async fn exchange(&mut self, request: &[u8]) -> (u16, Vec<u8>) {
        self.stream.write_all(request).await.unwrap();
        self.stream.flush().await.unwrap();
        self.read.clear();
        let mut part = [0; 4096];
        let head = loop {
            if let Some(at) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            let count = self.stream.read(&mut part).await.unwrap();
            assert!(count > 0, "the connection ended");
            self.read.extend_from_slice(&part[..count]);
        };
        let text = String::from_utf8_lossy(&self.read[..head]).to_ascii_lowercase();
        let status = text.split(' ').nth(1).unwrap().parse().unwrap();
        let length = text.split_once("content-length: ").unwrap().1;
        let length: usize = length.split_once('\r').unwrap().0.parse().unwrap();
        while self.read.len() < head + length {
            let count = self.stream.read(&mut part).await.unwrap();
            assert!(count > 0, "the connection ended");
            self.read.extend_from_slice(&part[..count]);
        }
        (status, self.read[head..head + length].to_vec())
    }
}

/// A whole request, ready to be sent.
pub fn request(body: &str) -> Vec<u8> {
    let length = body.len();
    format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n{body}")
        .into_bytes()
}

/// Callers and the load run here.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}
