use std::time::Duration;

use jiff::Timestamp;

use super::*;
use crate::people::{PasswordFault, Role};
use crate::transport::RootsError;

#[derive(Debug, thiserror::Error)]
#[error("the lamp is dark")]
struct Dark(#[source] Fault);

#[derive(Debug, thiserror::Error)]
#[error("no way: {0}")]
struct NoWay(#[source] Dark);

#[test]
fn causes_stand_behind_what_they_caused_and_none_twice() {
    let fault = NoWay(Dark(Fault::NotTls));
    let told = sentence(&fault, Language::English);
    assert_eq!(told, format!("no way: the lamp is dark: {}", Fault::NotTls));
    let told = sentence(&fault, Language::Chinese);
    assert_eq!(
        told,
        format!("no way: the lamp is dark：{}", Fault::NotTls.message(Language::Chinese))
    );
}

#[test]
fn the_language_is_the_files_and_else_the_shells() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hallgate.toml");
    for (text, expected) in [
        ("[terminal]\nlanguage = \"en\"\n", Language::English),
        ("[terminal]\nlanguage = \"zh-CN\"\nname = 3\n", Language::Chinese),
        ("[terminal]\n", Language::Chinese),
    ] {
        std::fs::write(&path, text).unwrap();
        assert_eq!(language(Some(&path)), expected, "{text}");
    }
    for (locale, expected) in [
        ("zh_CN.UTF-8", Language::Chinese),
        ("zh_TW", Language::Chinese),
        ("en_GB.UTF-8", Language::English),
        ("C.UTF-8", Language::English),
        ("", Language::English),
    ] {
        assert_eq!(of_locale(locale), expected, "{locale}");
    }
}

fn io() -> io::Error {
    io::Error::from_raw_os_error(13)
}

fn altered() -> PeopleError {
    PeopleError::Audit { fault: AuditFault::Unreadable { id: 7 }, zone: jiff::tz::TimeZone::UTC }
}

fn wires() -> gpiocdev::Error {
    gpiocdev::Error::InvalidArgument("error 16".into())
}

fn secret() -> SecretError {
    SecretError::Exposed { path: "/secret".into(), mode: 0o644 }
}

/// The faults of a room, each with what has to stand in its sentence whatever the language.
type Faults = Vec<(Box<dyn Error>, &'static [&'static str])>;

/// `faults![fault => "part" "part", ...]`
macro_rules! faults {
    ($($fault:expr => $($part:literal)*),* $(,)?) => {
        vec![$((Box::new($fault) as Box<dyn Error>, &[$($part),*] as &[&str])),*]
    };
}

fn of_people() -> Faults {
    let name = || "chen".parse().unwrap();
    let (now, until) = (Timestamp::UNIX_EPOCH, Timestamp::from_second(600).unwrap());
    let setting = FieldFault { key: "gate.x".into(), message: "9 is not between 1 and 2".into() };
    faults![
        PeopleError::Key(secret().into()) => "store.key" "/secret" "0644",
        PeopleError::Store(StoreError::InUse("/db".into())) => "/db",
        PeopleError::Name(BadName) => "32",
        PeopleError::NameTaken(name()) => "chen",
        PeopleError::NumberTaken("7".parse().unwrap()) => "7",
        PeopleError::ShownTaken { shown: "Wang".into(), by: "chen".parse().unwrap() } => "Wang" "chen",
        PeopleError::Unknown(name()) => "chen" "hallgate operator list",
        PeopleError::NotRepeated =>,
        PeopleError::FirstIsNoAdmin => "--role admin",
        PeopleError::NobodyYet => "--as",
        PeopleError::NeedsAdmin => "--as",
        PeopleError::Refused =>,
        PeopleError::Locked { name: name(), until, now } => "chen" "10",
        PeopleError::Disabled(name()) => "chen",
        PeopleError::NotAllowed { name: name(), role: Role::Tech } => "chen",
        PeopleError::Setting(setting) => "gate.x" "9",
        PeopleError::Outdated(name()) => "chen",
        PeopleError::Reversed { from: "18:00".into(), to: "17:00".into() } => "18:00" "17:00",
        PeopleError::LastAdmin(name()) => "chen",
        PeopleError::Password(PasswordFault::Hash(argon2::password_hash::Error::Crypto)) =>,
        PeopleError::Prompt(io()) => "--password-stdin",
        PeopleError::NoName => "--admin",
        PeopleError::NoPassword("chen".into()) => "chen" "--password-stdin",
        PeopleError::Password(PasswordFault::TooLong) => "256",
        PeopleError::NotText => "UTF-8",
        altered() => "7",
        PeopleError::Output(io()) => "13",
        PeopleError::Weak(Weakness::Short) => "8" "6",
        PeopleError::Weak(Weakness::ShortForAdmin) => "8",
        PeopleError::Weak(Weakness::Control) =>,
        PeopleError::Weak(Weakness::Name) =>,
        PeopleError::Weak(Weakness::Number) =>,
        PeopleError::Weak(Weakness::Repeated) =>,
        PeopleError::Weak(Weakness::Sequence) =>,
        PeopleError::Weak(Weakness::Common) =>,
    ]
}

fn of_the_store() -> Faults {
    let path = || PathBuf::from("/db");
    let at = Timestamp::UNIX_EPOCH;
    faults![
        StoreError::Unreachable { path: path(), cause: io() } => "/db" "13",
        StoreError::Missing(path()) => "/db",
        StoreError::OwnName { path: path(), database: "hallgate.db".into() } => "/db" "hallgate.db",
        StoreError::InUse(path()) => "/db",
        StoreError::OlderInUse(path()) => "/db",
        StoreError::WrongKey(path()) => "/db",
        StoreError::NotADatabase(path()) => "/db",
        StoreError::NewerSchema { path: path(), found: 9, known: 8 } => "/db" "9" "8",
        StoreError::OlderSchema { path: path(), found: 7, needed: 8 } => "/db" "7" "8",
        StoreError::LogHead { path: path(), cause: io() } => "/db" "13",
        StoreError::LogHeadDiffers(path()) => "/db" "hallgate audit verify",
        StoreError::Sqlite(rusqlite::Error::InvalidColumnIndex(3)) => "3",
        DatabaseKeyError::Form => "openssl rand -hex 32",
        SecretError::NoCredentials("db".into()) => "\"db\"" "LoadCredential=" "file:PATH",
        SecretError::Unreadable { path: path(), cause: io() } => "/db" "13",
        secret() => "/secret" "0644" "chmod 600",
        AuditFault::Altered { id: 7, at } => "7" "1970",
        AuditFault::Unreadable { id: 7 } => "7",
        AuditFault::Missing { first: 7, last: 8, next: 9, at } => "7" "8" "9" "1970",
        AuditFault::TailCut { first: 7, last: 8, after: Some(at) } => "7" "8" "1970",
        AuditFault::TailCut { first: 7, last: 8, after: None } => "7" "8",
        AuditFault::HeadAltered { id: 7, at: None } => "7",
        AuditFault::RolledBack { id: 7 } => "7",
        AuditFault::OutsideAltered("/head".into()) => "/head",
        AuditFault::OutsideMissing("/head".into()) => "/head",
        AuditFault::OutsideOld("/head".into()) => "/head",
        AuditFault::GuardGone("audit_stays".into()) => "audit_stays",
        AuditFault::GuardAltered("records_stand".into()) => "records_stand",
        AuditFault::GuardForeign { name: "x".into(), table: "records".into() } => "records",
    ]
}

fn of_the_configuration_and_the_platform() -> Faults {
    let path = || PathBuf::from("/it.toml");
    let (line, message) = (7, "unknown field `x`, expected `y`".to_owned());
    let key = "gate.x".to_owned();
    let report = || ReportError::Store(StoreError::Missing("/db".into()));
    faults![
        ConfigError::Unreadable { path: path(), cause: io() } => "/it.toml" "13",
        ConfigError::Bad { path: path(), line, key, message } => "/it.toml" "7" "gate.x" "y",
        ConfigError::NoLock => "[gate]",
        ReportError::Key(DatabaseKeyError::Form) => "store.key" "openssl",
        report() => "/db",
        ReportError::Output(io()) => "13",
        ReportError::Reversed { from: "18:00".into(), to: "17:00".into() } => "18:00" "17:00",
        ReconcileError::Report(report()) => "/db",
        ReconcileError::Store(StoreError::Missing("/db".into())) => "/db",
        ReconcileError::Settings(SyncError::Roots(RootsError::NoCertificate(path()))) => "platform.ca" "/it.toml",
        ReconcileError::Exchange(Fault::NotTls) => "platform.url",
        SyncError::Secret(secret()) => "platform.private_key" "/secret",
        SyncError::Key(SignatureError::Key) => "platform.private_key" "PKCS#8",
        SyncError::Roots(RootsError::Unreadable { path: path(), cause: io() }) => "platform.ca" "/it.toml" "13",
        SyncError::Expired(Fault::RootExpired("2026-11-29".into())) => "platform.ca" "2026-11-29",
        SyncError::Store(StoreError::Missing("/db".into())) => "/db",
        SyncError::Thread(io()) => "13",
        SignatureError::Sign =>,
        SignatureError::Base64 => "Base64",
        SignatureError::Mismatch =>,
        ExportError::Report(report()) => "/db",
        ExportError::NoDay =>,
    ]
}

fn of_running() -> Faults {
    let line = || LineError::NoSuchName { key: "gate.x", chip: "c".into(), name: "n".into() };
    let path = || PathBuf::from("/dev/it");
    let comparison = "the platform refuses the connection: check the port in platform.url and \
                      whether the platform runs";
    faults![
        TerminalError::Store(StoreError::InUse("/db".into())) => "/db",
        TerminalError::DatabaseKey(secret().into()) => "store.key" "/secret",
        TerminalError::Sync(SyncError::Thread(io())) => "13",
        TerminalError::Gate(line()) => "gate.x" "c" "\"n\"",
        TerminalError::Imager(io()) => "13",
        TerminalError::Loop(calloop::Error::IoError(io())) => "13",
        TerminalError::TaskEnded { task: "sync", why: "broken off".into() } => "sync" "broken off",
        MoveError::Simulated => "gate.driver = \"gpio\"",
        MoveError::NobodyAsked => "--yes",
        MoveError::Declined =>,
        MoveError::Running =>,
        MoveError::Line(line()) => "gate.x",
        MoveError::Fault(line().to_string()) => "gate.x",
        MoveError::Stopped =>,
        MoveError::Loop(calloop::Error::IoError(io())) => "13",
        MoveError::Told(io()) => "13",
        WatchError::Busy(path()) => "/dev/it" "systemctl stop hallgate",
        WatchError::Camera(CameraError::Absent(path())) => "/dev/it",
        WatchError::Output(io()) => "13",
        Unfinished::Incomplete =>,
        Unfinished::Attention =>,
        Unfinished::NotWell => "FAULT",
        Unfinished::NobodySeen =>,
        Unfinished::FireAlarm =>,
        Unfinished::Unasked { unasked: 3, records: 7, cause: comparison.into() } => "3" "7",
        Unfinished::EventFile { path: path(), cause: io() } => "/dev/it" "13",
        Unfinished::Signals(io()) => "13",
        Unfinished::NotSafe(line()) => "gate.x",
        Unfinished::Left(Left::Lines { open: false, alarm: false, faults: vec![line()] }) => "gate.x",
        Unfinished::Left(Left::Lines { open: true, alarm: false, faults: vec![] }) =>,
        Unfinished::Left(Left::Lines { open: true, alarm: true, faults: vec![] }) =>,
        Unfinished::Left(Left::Simulated) =>,
        ReadError::Missing(path()) => "/dev/it",
        ReadError::Folder { path: path(), cause: io() } => "/dev/it" "13",
        ReadError::NoImage => "PNG",
        ReadError::Unexplained { folder: path(), cause: io() } => "/dev/it" "13",
        ReadError::Output(io()) => "13",
    ]
}

fn of_devices() -> Faults {
    let path = || PathBuf::from("/dev/it");
    let (key, chip, name) = ("gate.x", || String::from("c"), || String::from("n"));
    let (device, folder, label) = (path, path, name);
    faults![
        LineError::Chip { chip: chip(), cause: wires() } => "c" "16",
        LineError::NoSuchLabel { label: label(), found: "c".into() } => "\"n\"" "gpiodetect",
        LineError::ManyChips { label: label(), paths: vec![path(); 2] } => "2" "\"n\"" "/dev/it",
        LineError::NoSuchNumber { key, chip: chip(), number: 54, lines: 53 } => "gate.x" "54" "53",
        LineError::NoSuchName { key, chip: chip(), name: name() } => "gate.x" "\"n\"",
        LineError::ManyNames { key, chip: chip(), name: name(), count: 2 } => "gate.x" "2" "\"n\"",
        LineError::Held { key, chip: chip(), line: 9, holder: name() } => "gate.x" "9" "\"n\"",
        LineError::NotToBeHad { key, chip: chip(), line: 9, cause: wires() } => "gate.x" "9" "16",
        LineError::NotSet { key, cause: wires() } => "gate.x" "16",
        LineError::NotRead { key, cause: wires() } => "gate.x" "16",
        KeypadError::Absent { path: path() } => "/dev/it" "ls /dev/input/by-id",
        KeypadError::NoPad =>,
        KeypadError::Unopened { path: path(), cause: io() } => "/dev/it" "13" "input",
        KeypadError::NoKeyboard { path: path() } => "/dev/it" "-event-kbd",
        KeypadError::Held { path: path() } => "fuser -v /dev/it",
        KeypadError::Unplugged { path: path() } => "/dev/it",
        KeypadError::Unreadable { path: path(), cause: io() } => "/dev/it" "13",
        KeypadError::IsImager =>,
        KeypadError::Buttons(LineError::NotRead { key, cause: wires() }) => "gate.x",
        ScreenError::Unopened { device: device(), cause: io() } => "/dev/it" "13" "display.device",
        ScreenError::NoFramebuffer { device: device(), cause: io() } => "/dev/it" "/dev/fb0",
        ScreenError::Shape { device: device(), why: "odd".into() } => "/dev/it" "odd",
        ScreenError::Setting { key: "width", why: "364 is not between 1 and 2".into() } => "display.width" "364",
        ScreenError::Unsent { device: device(), cause: io() } => "/dev/it" "13",
        ScreenError::Unanswered { device: device(), address: 60, cause: io() } => "0x3c" "/dev/it",
        ScreenError::Light { folder: folder(), cause: io() } => "/dev/it" "brightness",
        ScreenError::Line(LineError::NotSet { key, cause: wires() }) => "gate.x",
        ScreenError::Folder { path: path(), cause: io() } => "/dev/it" "display.device",
        ScreenError::Unwritten { path: path(), cause: io() } => "/dev/it" "13",
        ScreenError::Terminal(io()) => "13",
        CameraError::Folder { path: path(), cause: io() } => "/dev/it" "13",
        CameraError::Thread(io()) => "13",
        CameraError::Absent(path()) => "/dev/it",
        CameraError::Denied(path()) => "/dev/it" "video",
        CameraError::Busy(path()) => "/dev/it",
        CameraError::NoCamera(path()) => "/dev/it" "[camera] source",
        CameraError::NoFormat(path()) => "/dev/it" "MJPG",
        CameraError::Damaged(path()) => "/dev/it",
        CameraError::Silent { path: path(), silence: Duration::from_millis(1500) } => "/dev/it" "1.5",
        CameraError::Strange(path()) => "/dev/it" "V4L2",
        CameraError::Failed { path: path(), cause: io() } => "/dev/it" "13",
    ]
}

/// Has a word that no English sentence can do without.
fn is_english(sentence: &str) -> bool {
    let words = ["the", "is", "of", "to", "and", "that", "not", "cannot", "could", "has", "it"];
    let mut said = sentence.split([' ', ':', ',', '；', '：', '，']);
    said.any(|word| words.contains(&word))
}

#[test]
fn every_fault_is_told_in_either_language_with_all_that_it_names() {
    let rooms = [
        of_people(),
        of_the_store(),
        of_the_configuration_and_the_platform(),
        of_running(),
        of_devices(),
    ];
    for (fault, parts) in rooms.iter().flatten() {
        let english = sentence(fault.as_ref(), Language::English);
        let chinese = sentence(fault.as_ref(), Language::Chinese);
        assert!(chinese.contains(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign)), "{chinese}");
        assert!(!english.contains(|sign| ('\u{2e80}'..='\u{ffef}').contains(&sign)), "{english}");
        assert!(!is_english(&chinese), "{chinese}");
        for part in *parts {
            assert!(
                english.contains(part) && chinese.contains(part),
                "{part}: {english} {chinese}"
            );
        }
    }
}

#[test]
fn a_sentence_in_english_is_what_the_journal_has() {
    let fault = altered();
    assert_eq!(sentence(&fault, Language::English), fault.to_string());
    let told = sentence(&fault, Language::Chinese);
    assert_eq!(told, "日志与写入时不符：第 7 条无法读取：已被改动：请保留数据库，并查明谁动过它");
}
