//! Each fault of the platform is told in either language with all that it names.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;

use super::commands::CommandFault;
use super::commands::doctor::DoctorFault;
use super::config::{ConfigFault, NodeConfig};
use super::ledger::{LedgerError, LogFault, Place};
use super::people::PeopleFault;
use super::upstream::UpstreamError;
use super::{NodeError, NodeSettings, PlatformNode};
use crate::config::{SecretError, ValueFault};
use crate::people::{ChainFault, PasswordFault, PlatformRole, PromptFault, Weakness};
use crate::transport::server::{ServerError, ServerTls};
use crate::transport::{Fault, RootsError};
use crate::words::codes::FaultCode;
use crate::words::{Language, Message};

type Faults = Vec<(Box<dyn Message>, &'static [&'static str])>;

/// `faults![fault => "part" "part", ...]`
macro_rules! faults {
    ($($fault:expr => $($part:literal)*),* $(,)?) => {
        vec![$((Box::new($fault) as Box<dyn Message>, &[$($part),*] as &[&str])),*]
    };
}

mod channel;

fn io() -> std::io::Error {
    std::io::Error::from_raw_os_error(13)
}

fn unreached() -> postgres::Error {
    let config: postgres::Config = "host=/nowhere user=u dbname=d".parse().unwrap();
    config.connect(postgres::NoTls).err().unwrap()
}

fn of_the_configuration() -> Faults {
    let fault = Box::new(ValueFault::UnknownKey { key: "x".into(), known: &["y"] });
    let secret = SecretError::Exposed { path: "/secret".into(), mode: 0o644 };
    faults![
        ConfigFault::Unreadable { path: "/it.toml".into(), cause: io() } => "/it.toml",
        ConfigFault::Bad { path: "/it.toml".into(), line: 7, key: "store.x".into(), fault } =>
            "/it.toml" "7" "store.x" "y",
        ConfigFault::HalfCertificate => "listen.certificate" "listen.key",
        ConfigFault::NoSecret("store.key") => "store.key",
        ConfigFault::Secret { key: "store.key", cause: secret } => "store.key" "/secret" "0644",
        ConfigFault::NoText("channel.secret") => "channel.secret",
        ConfigFault::NoChannel => "[channel]" "channel_code",
        ConfigFault::KeyForm => "store.key" "openssl",
        ConfigFault::Url("mysql://x".into()) => "mysql://x" "postgres://",
        ConfigFault::NeedsRoot("db.example".into()) => "db.example" "store.ca",
        ConfigFault::RootUnreadable { path: "/ca.pem".into(), cause: io() } => "store.ca" "/ca.pem",
        ConfigFault::NoRoot("/ca.pem".into()) => "/ca.pem" "PEM",
        ConfigFault::Data { path: "/data".into(), cause: io() } => "store.data" "/data",
    ]
}

fn of_the_ledger() -> Faults {
    let column = LedgerError::SqlColumn { at: 3, wanted: "a time", found: "Null".into() };
    faults![
        LedgerError::File { path: "/db".into(), cause: io() } => "/db",
        LedgerError::Key("/db".into()) => "/db",
        LedgerError::Newer("/db".into()) => "/db" "hallgate-platform",
        LedgerError::NewerSchema => "hallgate-platform",
        LedgerError::Schema(Box::new(LedgerError::Ended)) => "hallgate-platform schema --url",
        LedgerError::Sqlite(rusqlite::Error::InvalidQuery) => "",
        LedgerError::Postgres(unreached()) => "",
        column => "3" "a time" "Null",
        LedgerError::NotTaken(Arc::new(LedgerError::LogKey)) => "store.key",
        LedgerError::Late => "PostgreSQL",
        LedgerError::Ended => "",
        LedgerError::NotEmpty("records".into()) => "records",
        LedgerError::CopyDiffers("records".into()) => "records",
        LedgerError::Damaged("/db".into()) => "/db",
        LedgerError::LogKey => "store.key",
    ]
}

fn of_people() -> Faults {
    let name = || "chen".parse().unwrap();
    let (now, until) = (Timestamp::UNIX_EPOCH, Timestamp::from_second(600).unwrap());
    let altered = ChainFault::Altered { id: 7, at: now };
    faults![
        PeopleFault::Ledger(LedgerError::LogKey) => "store.key",
        PeopleFault::Prompt(PromptFault::NotRepeated) => "",
        PeopleFault::Password(PasswordFault::TooLong) => "256",
        PeopleFault::Weak(Weakness::ShortOnline) => "8",
        PeopleFault::NameTaken(name()) => "chen",
        PeopleFault::Unknown("chen".into()) => "chen" "operator list",
        PeopleFault::FirstIsNoAdmin => "--role admin",
        PeopleFault::NobodyYet => "--as",
        PeopleFault::NeedsName => "--as",
        PeopleFault::Refused => "",
        PeopleFault::Locked { name: name(), until, now } => "chen" "10",
        PeopleFault::Disabled(name()) => "chen",
        PeopleFault::NotAllowed { name: name(), role: PlatformRole::Viewer } => "chen",
        PeopleFault::OtherCinemas { name: name() } => "chen",
        PeopleFault::Outdated(name()) => "chen",
        PeopleFault::LastAdmin(name()) => "chen",
        CommandFault::People(PeopleFault::NeedsName) => "--as",
        CommandFault::Log(LogFault::NoKey) => "",
        LogFault::NoKey => "",
        LogFault::Chain(altered.clone()) => "7" "1970",
        altered => "7" "1970",
        ChainFault::Missing { first: 7, last: 8, next: 9, at: now } => "7" "8" "9" "1970",
        ChainFault::TailCut { first: 7, last: 8, after: Some(now) } => "7" "8" "1970",
        ChainFault::HeadAltered { id: 7, at: None } => "7",
    ]
}

fn of_commands() -> Faults {
    faults![
        CommandFault::Config(ConfigFault::KeyForm) => "store.key",
        CommandFault::Ledger(LedgerError::Ended) => "",
        CommandFault::File { path: "/it".into(), cause: io() } => "/it",
        CommandFault::TerminalKnown("hall-1".into()) => "hall-1" "terminal enrol",
        CommandFault::NoTerminal("hall-1".into()) => "hall-1" "terminal list",
        CommandFault::Revoked("hall-1".into()) => "hall-1",
        CommandFault::OtherCinema { name: "hall-1".into(), cinema: "12345678".into() } =>
            "hall-1" "12345678",
        CommandFault::NoPublicKey("/it.pem".into()) => "/it.pem" "openssl pkey -pubout",
        CommandFault::ShortKey { path: "/it.pem".into(), bits: 512 } => "/it.pem" "512" "1024",
        CommandFault::KeyMaking => "--public-key",
        CommandFault::Picture => "--screen",
        CommandFault::NoUrl => "listen.hosts",
        CommandFault::NoAuthority("/ca.pem".into()) => "/ca.pem" "hallgate-platform serve",
        CommandFault::NoAuthorityInChain("/chain.pem".into()) => "/chain.pem" "CA",
        CommandFault::RevokeNotAsked("hall-1".into()) => "hall-1" "--yes",
        CommandFault::RestoreNotAsked("/db".into()) => "/db" "--yes",
        CommandFault::NoFinding(7) => "7" "findings list",
        CommandFault::ClosedAlready(7) => "7",
        CommandFault::NoReason => "--reason",
        CommandFault::Reversed => "--from" "--to",
        CommandFault::Serves("/data".into()) => "/data",
        CommandFault::NotHere => "PostgreSQL" "pgBackRest",
        CommandFault::MigratedAlready => "store.url",
        CommandFault::NoServer("mysql://x".into()) => "mysql://x" "postgres://",
        CommandFault::TerminalList { path: "/list.csv".into(), line: 7 } => "/list.csv" "7",
        CommandFault::CinemaList { path: "/list.csv".into(), line: 7 } => "/list.csv" "7",
        CommandFault::Attention => "",
        CommandFault::Differs { sessions: 7, of: 9 } => "7" "9",
        CommandFault::Unasked { unasked: 7, cause: Some(Fault::NotTls) } => "7",
        CommandFault::Unasked { unasked: 7, cause: None } => "7" "--cinema",
        CommandFault::NobodyToAsk => "[national]",
        CommandFault::NotWell => "FAULT",
        DoctorFault::DiskLow { free: 7_000_000 } => "7.0 MB",
        DoctorFault::NoListening { address: "[::]:9".into(), cause: io() } => "[::]:9" "13",
        DoctorFault::NoCertificate { path: "/it.pem".into() } => "/it.pem" "PEM",
        DoctorFault::NoNational => "[national]",
        DoctorFault::NationalUnreached { url: "https://x".into(), cause: io() } =>
            "https://x" "13",
        DoctorFault::ClockWrong { shown: "1970".into() } => "1970" "timedatectl",
        CommandFault::NationalKey => "national.private_key",
        CommandFault::NotServed(NodeError::Ledger(LedgerError::NewerSchema)) => "hallgate-platform",
        CommandFault::Signals(calloop::Error::IoError(io())) => "13",
        CommandFault::Output(io()) => "",
    ]
}

fn of_serving() -> Faults {
    let address = || ([127, 0, 0, 1], 9000).into();
    let unread = || PrivateKeyDer::from_pem_slice(b"none").unwrap_err();
    let served = |fault| CommandFault::NotServed(NodeError::Server(fault));
    let tls = || rustls::Error::InappropriateHandshakeMessage {
        expect_types: vec![],
        got_type: rustls::HandshakeType::Finished,
    };
    let no_root = || RootsError::NoCertificate("/ca.pem".into());
    faults![
        served(ServerError::Listen(address(), io())) => "127.0.0.1:9000" "13",
        NodeError::Server(ServerError::Listen(address(), io())) => "127.0.0.1:9000",
        NodeError::Ledger(LedgerError::Damaged("/db".into())) => "/db",
        NodeError::Upstream(UpstreamError::Roots(no_root())) => "national.ca" "/ca.pem",
        ServerError::File { path: "/it".into(), cause: io() } => "/it" "13",
        ServerError::Pem { path: "/it.pem".into(), cause: unread() } => "/it.pem" "PEM",
        ServerError::PrivateKey { certificate: "/it.pem".into(), cause: unread() } => "/it.pem",
        ServerError::Certificate(rcgen::Error::CouldNotParseKeyPair) => "ca.key",
        ServerError::Tls(tls()) => "",
        UpstreamError::Address("http://x".into()) => "national.url" "http://x" "https://",
        UpstreamError::Signature("sha1".into()) => "national.signature" "sha1" "md5-hex",
        UpstreamError::Roots(no_root()) => "national.ca" "/ca.pem" "PEM",
        UpstreamError::Roots(RootsError::Unreadable { path: "/ca.pem".into(), cause: io() }) =>
            "national.ca" "/ca.pem" "13",
        UpstreamError::Thread(io()) => "13",
    ]
}

/// Has a word that no English sentence can do without, but for what the libraries say.
fn is_english(sentence: &str) -> bool {
    let words = ["the", "is", "of", "to", "that", "not", "cannot", "could", "has"];
    sentence.split([' ', ':', '：', '，', '；']).any(|word| words.contains(&word))
}

#[test]
fn what_keeps_the_platform_from_serving_is_told_in_the_readers_language_whole() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = blocked.local_addr().unwrap();
    let settings = |tls, listen| NodeSettings {
        listen,
        tls,
        hosts: Vec::new(),
        place: Place::Sqlite { path: folder.path().join("p.db"), key: [7; 32].into() },
        national: None,
        limits: Default::default(),
        web: None,
        events: Default::default(),
    };
    let absent = ServerTls::Chain { certificate: "/nowhere.pem".into(), key: Vec::new().into() };
    for (settings, code, part) in [
        (settings(ServerTls::Fresh, listen), "HG1145", "占用"),
        (settings(absent, ([127, 0, 0, 1], 0).into()), "HG1123", "/nowhere.pem"),
    ] {
        let fault = PlatformNode::start(settings).err().unwrap();
        let chinese = CommandFault::NotServed(fault).with_code(Language::Chinese);
        assert!(chinese.contains(code), "{chinese}");
        assert!(chinese.contains(part) && !is_english(&chinese), "{chinese}");
    }
}

#[test]
fn every_fault_is_told_in_either_language_with_all_that_it_names() {
    let mut met = HashSet::new();
    let rooms = [
        of_the_configuration(),
        of_the_ledger(),
        of_people(),
        of_commands(),
        channel::of_the_channel(),
        of_serving(),
    ];
    for (fault, parts) in rooms.iter().flatten() {
        met.insert(fault.code().to_string());
        let english = fault.message(Language::English);
        let chinese = fault.message(Language::Chinese);
        assert_eq!(english, fault.to_string());
        assert!(chinese.contains(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign)), "{chinese}");
        assert!(!english.contains(|sign| ('\u{2e80}'..='\u{ffef}').contains(&sign)), "{english}");
        for part in *parts {
            // The system's word for its number 13.
            let (in_english, in_chinese) = match *part {
                "13" => ("Permission denied", "权限不足"),
                "FAULT" => ("FAULT", "故障"),
                part => (part, part),
            };
            assert!(
                english.contains(in_english) && chinese.contains(in_chinese),
                "{part}: {english} {chinese}"
            );
        }
    }
    let own = FaultCode::all()
        .map(|code| code.to_string())
        .filter(|code| ["HG11", "HG13"].iter().any(|group| code.starts_with(group)));
    let unmet: Vec<_> = own.filter(|code| !met.contains(code)).collect();
    assert!(unmet.is_empty(), "no fault here has these codes: {unmet:?}");
}

#[test]
fn the_defaults_are_those_of_the_contract() {
    let config = NodeConfig::parse("", std::path::Path::new("it.toml")).unwrap();
    assert_eq!(config.listen.address, "0.0.0.0:9000");
    assert_eq!(config.store.retention_days, 1130);
    assert!(config.national.is_none());
    let national = "[national]\nurl = \"https://x\"\nusername = \"u\"\nprivate_key = \"file:/k\"\n";
    let config = NodeConfig::parse(national, std::path::Path::new("it.toml")).unwrap();
    let national = config.national.unwrap();
    assert_eq!(national.url, "https://x:9000/");
    assert_eq!(
        (national.refresh_s, national.forward_after_s, national.retry_max_s),
        (1800, 600, 60)
    );
}

#[test]
fn a_list_of_cinemas_is_taken_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    let read = |text: &str| {
        std::fs::write(&path, text).unwrap();
        super::commands::cinema::read_list(&path)
    };
    let found = read("\u{feff}code,name\r\n12345678,和平影都\r\n87654321\r\n").unwrap();
    let shown: Vec<_> = found.iter().map(|(code, name)| (code.as_str(), name.as_str())).collect();
    assert_eq!(shown, [("12345678", "和平影都"), ("87654321", "")]);
    assert_eq!(read("").unwrap(), []);
    for (text, wrong) in [("12345678,a\n1234567,b\n", 2), ("name\n", 1), ("12345678\n\u{0}\n", 2)] {
        match read(text) {
            Err(CommandFault::CinemaList { line, .. }) => assert_eq!(line, wrong, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}
