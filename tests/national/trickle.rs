//! Bodies that never come to their end, over real TLS, while a good terminal works.

use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hallgate::peer::{PeerPlatform, PeerSettings};
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::client::{sold, started};

type Line = StreamOwned<ClientConnection, TcpStream>;

fn tls(platform: &PeerPlatform) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(platform.ca_pem().as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config)
}

/// A request whose body is begun; none where the platform has had enough.
fn begun(platform: &PeerPlatform, tls: &Arc<ClientConfig>) -> Option<Line> {
    let stream = TcpStream::connect(platform.address()).ok()?;
    stream.set_write_timeout(Some(Duration::from_secs(5))).unwrap();
    let name = ServerName::try_from("127.0.0.1").unwrap();
    let mut line = StreamOwned::new(ClientConnection::new(tls.clone(), name).unwrap(), stream);
    line.write_all(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{").ok()?;
    line.flush().ok()?;
    Some(line)
}

#[test]
fn begun_bodies_take_no_place_from_a_good_terminal() {
    let (platform, client) = started(PeerSettings::default());
    let records = sold(&platform, 0..200);
    let tls = tls(&platform);
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let mut lines: Vec<Option<Line>> =
            (0..150).map(|_| Some(begun(&platform, &tls).unwrap())).collect();
        let (platform, tls, over) = (&platform, &tls, &over);
        // Byte by byte, and anew where the platform has cut them off.
        scope.spawn(move || {
            while !over.load(Ordering::Relaxed) {
                for line in &mut lines {
                    let goes_on = line.as_mut().is_some_and(|line| {
                        line.write_all(b" ").and_then(|()| line.flush()).is_ok()
                    });
                    if !goes_on {
                        *line = begun(platform, tls);
                    }
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        let done: Vec<_> = records
            .chunks(10)
            .map(|batch| {
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                    client.report(batch.to_vec())
                }))
            })
            .collect();
        over.store(true, Ordering::Relaxed);
        assert!(done.iter().all(|done| matches!(done, Ok(Ok(true)))), "{done:?}");
    });
    assert_eq!(platform.counts().unwrap().records, 200);
}
