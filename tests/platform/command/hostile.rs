//! Whoever trickles, idles or floods: the others feel nothing of it.

use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use hallgate::wire::calls::PublicKeysQuery;
use hallgate::wire::{SignatureForm, SignedRequest, TerminalKey};
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::Site;
use super::serve::Serving;
use crate::client::{Client, cinema, pem, public_pem};

type Line = StreamOwned<ClientConnection, TcpStream>;

/// A platform that serves two terminals.
struct World {
    site: Site,
    serving: Serving,
    client: Client,
    tls: Arc<ClientConfig>,
}

impl World {
    fn open(engine: &'static str, limits: &str) -> Self {
        let more = format!("[listen]\naddress = \"127.0.0.1:0\"\n[web]\naddress = \"\"\n{limits}");
        let site = Site::with(engine, &more);
        std::fs::write(site.at("terminal.pem"), public_pem("terminal")).unwrap();
        let key = site.at("terminal.pem").display().to_string();
        for name in ["hall-12", "hall-13"] {
            let add = ["terminal", "add", "--cinema", "44010201", name, "--public-key", &key];
            site.done(&add);
        }
        let serving = Serving::start(&site);
        let ca = std::fs::read_to_string(site.at("data/ca.pem")).unwrap();
        let client = Client::at(serving.url.clone(), &ca);
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(ca.as_bytes()).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self { site, serving, client, tls: Arc::new(tls) }
    }

    fn address(&self) -> &str {
        self.serving.url.trim_start_matches("https://").trim_end_matches('/')
    }

    /// A connection that has begun to ask, and no more.
    fn line(&self, begun: &[u8]) -> Option<Line> {
        let stream = TcpStream::connect(self.address()).ok()?;
        stream.set_write_timeout(Some(Duration::from_secs(20))).unwrap();
        let name = ServerName::try_from("127.0.0.1").unwrap();
        let connection = ClientConnection::new(self.tls.clone(), name).unwrap();
        let mut line = StreamOwned::new(connection, stream);
        while line.conn.is_handshaking() {
            line.conn.complete_io(&mut line.sock).ok()?;
        }
        line.write_all(begun).and_then(|()| line.flush()).ok()?;
        Some(line)
    }

    /// What a terminal of this name is told.
    fn asks(&self, name: &str) -> u16 {
        let key = TerminalKey::from_pem(&pem("terminal")).unwrap();
        let now = hallgate::clock::china_civil(jiff::Timestamp::now());
        let query = PublicKeysQuery { cinema_code: cinema() };
        let request = SignedRequest::new(&key, SignatureForm::LowerHex, name, now, &query).unwrap();
        self.client.post(request.body).unwrap().0
    }

    /// Memory of the platform's process, in megabytes.
    fn resident(&self) -> u64 {
        let status = format!("/proc/{}/status", self.serving.pid());
        let status = std::fs::read_to_string(status).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1024
    }
}

#[test]
fn bodies_that_trickle_take_no_place_from_a_good_terminal() {
    let world = World::open("sqlite", "");
    let begun = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{";
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (world, over) = (&world, &over);
        let mut lines: Vec<Option<Line>> = (0..100).map(|_| world.line(begun)).collect();
        scope.spawn(move || {
            while !over.load(Ordering::Relaxed) {
                for line in &mut lines {
                    let goes_on = line.as_mut().is_some_and(|line| {
                        line.write_all(b" ").and_then(|()| line.flush()).is_ok()
                    });
                    if !goes_on {
                        *line = world.line(begun);
                    }
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        let told: Vec<u16> = (0..50).map(|_| world.asks("hall-12")).collect();
        over.store(true, Ordering::Relaxed);
        assert!(told.iter().all(|status| *status == 200), "{told:?}");
    });
    world.serving.stop();
}

/// A good deal of connections in the gate's form, 5,000 in the long one.
#[test]
fn idle_connections_cost_little_and_keep_nobody_out() {
    let long = std::env::var_os("HALLGATE_PROOF").is_some_and(|proof| proof == "long");
    let count = if long { 5000 } else { 1000 };
    let world = World::open("sqlite", "");
    let failed = AtomicUsize::new(0);
    let lines: Vec<Line> = std::thread::scope(|scope| {
        let open = || {
            let lines: Vec<Option<Line>> = (0..count / 4).map(|_| world.line(b"")).collect();
            let lines: Vec<Line> = lines.into_iter().flatten().collect();
            failed.fetch_add(count / 4 - lines.len(), Ordering::Relaxed);
            lines
        };
        let each: Vec<_> = (0..4).map(|_| scope.spawn(open)).collect();
        each.into_iter().flat_map(|it| it.join().unwrap()).collect()
    });
    // Some never even begin TLS.
    let silent: Vec<TcpStream> =
        (0..100).map(|_| TcpStream::connect(world.address()).unwrap()).collect();
    assert_eq!((lines.len(), failed.into_inner()), (count, 0));
    assert_eq!(world.asks("hall-12"), 200);
    let resident = world.resident();
    println!("{count} idle connections: {resident} MB resident");
    assert!(resident <= 300, "{resident} MB for {count} connections");
    drop((lines, silent));
    assert_eq!(world.asks("hall-12"), 200);
    world.serving.stop();
}

#[test]
fn a_terminal_that_floods_keeps_no_other_waiting() {
    for engine in ["sqlite", "postgres"] {
        let world = World::open(engine, "[limits]\nrequests_per_minute = 30\nin_hand = 64\n");
        let over = AtomicBool::new(false);
        let (told, turned_away) = std::thread::scope(|scope| {
            let (world, over) = (&world, &over);
            let floods: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(move || {
                        let mut away = 0;
                        while !over.load(Ordering::Relaxed) {
                            away += usize::from(world.asks("hall-13") == 429);
                        }
                        away
                    })
                })
                .collect();
            let told: Vec<u16> = (0..20).map(|_| world.asks("hall-12")).collect();
            over.store(true, Ordering::Relaxed);
            let away: usize = floods.into_iter().map(|it| it.join().unwrap()).sum();
            (told, away)
        });
        assert!(told.iter().all(|status| *status == 200), "{engine}: {told:?}");
        assert!(turned_away > 0, "{engine}");
        world.site.done(&["terminal", "list"]);
        world.serving.stop();
    }
}
