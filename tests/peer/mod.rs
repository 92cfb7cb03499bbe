//! A platform for tests that does as it is told: real TLS, real HTTP, answers by a script.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hallgate::wire::{self, SignatureForm};
use rcgen::{Certificate, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rsa::RsaPublicKey;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What is wrong with the peer's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    None,
    OtherAuthority,
    OtherName,
    Expired,
    NotYetValid,
    /// None: it signs itself, calls itself an authority, and is pinned, as `openssl req -x509`
    /// makes it.
    SelfSigned,
    SelfSignedNotPinned,
    SelfSignedOtherName,
    SelfSignedExpired,
    /// The authority's own certificate has run out; the one that it signed has not.
    RootExpired,
    /// None: the authority's certificate has run out, and the renewed one is pinned beside it.
    RootRenewed,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Call {
    pub api: String,
    pub query: serde_json::Value,
}

impl Call {
    /// The numbers of the tickets it is about.
    pub fn tickets(&self) -> Vec<i64> {
        let number = |value: &serde_json::Value| value["FilmTicketCode"].as_str()?.parse().ok();
        match self.query["CheckTickets"].as_array() {
            Some(tickets) => tickets.iter().filter_map(number).collect(),
            None => number(&self.query).into_iter().collect(),
        }
    }

    pub fn is_report(&self) -> bool {
        self.api == "ReportOriginalCheckTickets"
    }

    pub fn is_lookup(&self) -> bool {
        self.api == "GetTicketInfo"
    }
}

/// What the peer does with a request.
#[derive(Debug, Clone)]
pub enum Say {
    /// ReplyData in a good envelope.
    Data(String),
    /// A status and a body.
    Raw(u16, String),
    /// A good status and length, then half of the body.
    Cut,
    /// Nothing, for so long; then the connection is closed.
    Hang(Duration),
    /// As [`Self::Data`], and the connection is closed without a word.
    DataAndClose(String),
}

type Script = Box<dyn Fn(&Call) -> Say + Send + Sync>;

/// The peer; its threads end with the process.
pub struct Peer {
    pub address: SocketAddr,
    calls: Arc<Mutex<Vec<Call>>>,
    connections: Arc<AtomicUsize>,
}

impl Peer {
    /// Listens on loopback and writes the root that terminals believe to `ca`.
    pub fn start(
        ca: &Path,
        flaw: Flaw,
        terminal: RsaPublicKey,
        script: impl Fn(&Call) -> Say + Send + Sync + 'static,
    ) -> Self {
        let tls = Arc::new(tls(ca, flaw));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let calls = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let (log, count) = (calls.clone(), connections.clone());
        let script: Arc<Script> = Arc::new(Box::new(script));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                count.fetch_add(1, SeqCst);
                let (tls, log, script) = (tls.clone(), log.clone(), script.clone());
                let terminal = terminal.clone();
                std::thread::spawn(move || serve(stream, tls, &terminal, &log, &**script));
            }
        });
        Self { address, calls, connections }
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        self.connections.load(SeqCst)
    }

    /// All requests so far.
    pub fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }
}

fn tls(ca: &Path, flaw: Flaw) -> ServerConfig {
    let of_key = |key: &KeyPair, expired: bool| {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        if expired {
            params.not_after = date_time_ymd(2001, 1, 1);
        }
        let key = KeyPair::from_pem(&key.serialize_pem()).unwrap();
        CertifiedIssuer::self_signed(params, key).unwrap()
    };
    let authority = || of_key(&KeyPair::generate().unwrap(), false);
    if let Some((certificate, key)) = self_signed(flaw) {
        let pinned =
            if flaw == Flaw::SelfSignedNotPinned { authority().pem() } else { certificate.pem() };
        std::fs::write(ca, pinned).unwrap();
        return server(certificate.der().clone(), key);
    }
    let key = KeyPair::generate().unwrap();
    let believed = of_key(&key, flaw == Flaw::RootExpired);
    let beside = match flaw {
        Flaw::RootRenewed => of_key(&key, true),
        _ => authority(),
    };
    // Two roots in one file: the second is the one that counts.
    std::fs::write(ca, format!("{}{}", beside.pem(), believed.pem())).unwrap();
    let issuer = if flaw == Flaw::OtherAuthority { authority() } else { believed };
    let name = if flaw == Flaw::OtherName { "elsewhere.example" } else { "127.0.0.1" };
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    match flaw {
        Flaw::Expired => params.not_after = date_time_ymd(2001, 1, 1),
        Flaw::NotYetValid => params.not_before = date_time_ymd(2100, 1, 1),
        _ => {}
    }
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, &issuer).unwrap();
    server(certificate.der().clone(), key)
}

/// A certificate that is its own authority; none where the flaw speaks of another kind.
fn self_signed(flaw: Flaw) -> Option<(Certificate, KeyPair)> {
    let name = match flaw {
        Flaw::SelfSigned | Flaw::SelfSignedNotPinned | Flaw::SelfSignedExpired => "127.0.0.1",
        Flaw::SelfSignedOtherName => "elsewhere.example",
        _ => return None,
    };
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    if flaw == Flaw::SelfSignedExpired {
        params.not_after = date_time_ymd(2001, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    Some((params.self_signed(&key).unwrap(), key))
}

fn server(certificate: CertificateDer<'static>, key: KeyPair) -> ServerConfig {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap()
}

fn serve(
    stream: TcpStream,
    tls: Arc<ServerConfig>,
    terminal: &RsaPublicKey,
    log: &Mutex<Vec<Call>>,
    script: &(dyn Fn(&Call) -> Say + Send + Sync),
) {
    stream.set_nodelay(true).unwrap();
    let mut stream = StreamOwned::new(ServerConnection::new(tls).unwrap(), stream);
    while let Some(body) = request(&mut stream) {
        let request: wire::Request = serde_json::from_slice(&body).expect("an envelope");
        wire::verify(terminal, SignatureForm::LowerHex, &request.signed_text(), &request.signature)
            .expect("a good signature");
        let query = serde_json::from_str(request.query_data.get()).unwrap();
        let call = Call { api: request.api, query };
        log.lock().unwrap().push(call.clone());
        let (status, body, sent, close) = match script(&call) {
            Say::Data(data) => (200, envelope(&data), usize::MAX, false),
            Say::DataAndClose(data) => (200, envelope(&data), usize::MAX, true),
            Say::Raw(status, body) => (status, body, usize::MAX, false),
            Say::Cut => (200, envelope("{}"), 10, true),
            Say::Hang(time) => return std::thread::sleep(time),
        };
        let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n\r\n", body.len());
        let sent = &body.as_bytes()[..sent.min(body.len())];
        if stream.write_all(&[head.as_bytes(), sent].concat()).is_err() || close {
            return;
        }
        let _ = stream.flush();
    }
}

/// The envelope of a reply whose clock stands at noon of 1 May 2026.
pub fn envelope(data: &str) -> String {
    format!(r#"{{"Version":"1.0","Datetime":"2026-05-01T12:00:00","ReplyData":{data}}}"#)
}

/// The body of the next request; none where the connection is over.
fn request(stream: &mut impl Read) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    let mut rest = loop {
        let mut part = [0; 16 << 10];
        let count = stream.read(&mut part).ok().filter(|count| *count > 0)?;
        head.extend_from_slice(&part[..count]);
        if let Some(at) = head.windows(4).position(|four| four == b"\r\n\r\n") {
            break head.split_off(at + 4);
        }
    };
    let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
    assert!(head.contains("content-type: application/json; charset=utf-8\r\n"), "{head}");
    let length = head.split("content-length:").nth(1)?.lines().next()?.trim().parse().ok()?;
    let had = rest.len();
    rest.resize(length, 0);
    stream.read_exact(&mut rest[had..]).ok()?;
    Some(rest)
}
