//! Faults of the configuration, of the platform and of what is told of the day.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Faults, Message, io, secret};
use crate::terminal::catalogue::CatalogueError;
use crate::terminal::config::{ConfigError, FieldFault, ValueFault};
use crate::terminal::core::KeysFault;
use crate::terminal::enrolment::EnrolmentError;
use crate::terminal::export::ExportError;
use crate::terminal::report::ReportError;
use crate::terminal::report::reconcile::ReconcileError;
use crate::terminal::store::{CredstoreError, DatabaseKeyError, StoreError};
use crate::terminal::sync::{CatalogueFault, CatalogueSetupFault, SyncError, UploadFault};
use crate::terminal::vision::ReadError;
use crate::transport::{ChannelFault, Fault, RootsError};
use crate::wire::{BadData, BadEnvelope, DataFault, RequestError, SignatureError};

fn credstore() -> CredstoreError {
    CredstoreError::Refused { path: "/key".into(), said: "no".into() }
}

fn cinema(code: &str) -> crate::ticket::CinemaCode {
    code.parse().unwrap()
}

pub(super) fn of_the_configuration_and_the_platform() -> Faults {
    let path = || PathBuf::from("/it.toml");
    let (line, column) = (7, 1);
    let fault = Box::new(ValueFault::UnknownKey { key: "x".into(), known: &["y"] });
    let bounds = ValueFault::NotBetween { value: 7, least: 8, most: 9 };
    let key = "gate.x".to_owned();
    let report = || ReportError::Store(StoreError::Missing("/db".into()));
    faults![
        ConfigError::Unreadable { path: path(), cause: io() } => "/it.toml" "13",
        ConfigError::Bad { path: path(), line, column, key, fault } => "/it.toml" "7" "gate.x" "y",
        ConfigError::NoLock => "[gate]",
        FieldFault { key: "gate.x".into(), fault: bounds } => "gate.x" "7" "8" "9",
        ReportError::ToCome { day: date(1), today: date(2) } => "2026-11-01" "2026-11-02",
        ReportError::Key(DatabaseKeyError::Form) => "store.key" "openssl",
        report() => "/db",
        ReportError::Output(io()) => "13",
        ReportError::DaysReversed { first: date(2), last: date(1) } => "2026-11-01" "2026-11-02",
        ReportError::Metrics { path: "/m".into(), cause: io() } => "/m" "13",
        ReportError::Reversed { from: "18:00".into(), to: "17:00".into() } => "18:00" "17:00",
        ReconcileError::Report(report()) => "/db",
        ReconcileError::Store(StoreError::Missing("/db".into())) => "/db",
        ReconcileError::Settings(SyncError::Roots(RootsError::NoCertificate(path()))) => "platform.ca" "/it.toml",
        ReconcileError::Exchange(Fault::NotTls) => "platform.url",
        EnrolmentError::KeyIsCredential("k".into()) => "--key",
        EnrolmentError::NoCode => "7K2M",
        EnrolmentError::NothingCame => "--code" "--qr",
        EnrolmentError::NoInvitation(path()) => "/it.toml" "--qr",
        EnrolmentError::Picture(ReadError::NoImage) =>,
        EnrolmentError::OtherTerminal { found: "a-1".into(), name: "b-2".into() } => "a-1" "b-2" "platform.username",
        EnrolmentError::OtherCinema { found: cinema("12345678"), own: cinema("87654321") } => "12345678" "87654321",
        EnrolmentError::NoPlaceForAuthority => "platform.ca",
        EnrolmentError::NobodyToBelieve(path()) => "/it.toml" "--ca-sha256",
        EnrolmentError::OtherAuthority => "platform.url" "ca_sha256",
        EnrolmentError::NotAsked => "--yes",
        EnrolmentError::Declined =>,
        EnrolmentError::Refused =>,
        EnrolmentError::Later(7) => "7",
        EnrolmentError::EnrolledAs { name: "a-1".into(), own: "b-2".into() } => "a-1" "b-2",
        EnrolmentError::Exchange(Fault::NotTls) => "platform.url",
        EnrolmentError::Roots(RootsError::NoCertificate(path())) => "/it.toml",
        EnrolmentError::KeyMaking =>,
        EnrolmentError::NotStored { path: path(), cause: io() } => "/it.toml" "13",
        EnrolmentError::Output(io()) => "13",
        SyncError::Secret(secret()) => "platform.private_key" "/secret",
        SyncError::Credstore(credstore()) => "platform.private_key" "/key" "no" "sudo",
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
        ExportError::NoStick("/media".into()) => "/media",
        ExportError::NoFolder("/media".into()) => "/media",
        ExportError::SeveralSticks(vec!["A".into(), "B".into()]) => "A, B",
        ExportError::WrongFileSystem { device: "sda".into(), found: None } => "sda" "FAT32",
        ExportError::WrongFileSystem { device: "sda".into(), found: Some("NTFS".into()) } => "sda" "NTFS",
        ExportError::NotMounted { device: "sda".into() } => "sda",
        ExportError::NotWritable { name: "A1".into(), cause: io() } => "A1" "13",
        ExportError::Full { name: "A1".into(), needed: 9_000_000, free: 7_000_000 } => "A1" "9" "7",
        ExportError::PulledOut { name: "A1".into() } => "A1",
        ExportError::Failing { name: "A1".into(), cause: io() } => "A1" "13",
        ExportError::Stopped { name: "A1".into() } => "A1",
    ]
}

pub(super) fn of_the_connection() -> Faults {
    let text = || "tls 7".to_owned();
    let bad = |what| BadData { api: "GetPublicKeys".into(), field: "PublicKeys".into(), what };
    faults![
        Fault::Name => "platform.url" "DNS",
        Fault::Refused => "platform.url",
        Fault::NoRoute =>,
        Fault::ConnectTimeout => "platform.url",
        Fault::Timeout =>,
        Fault::TlsUntrusted => "platform.ca",
        Fault::TlsName => "platform.url",
        Fault::TlsNotYetValid =>,
        Fault::TlsExpired =>,
        Fault::RootExpired("2026-11-29".into()) => "platform.ca" "2026-11-29",
        Fault::NotTls => "TLS",
        Fault::Tls(text()) => "tls 7",
        Fault::NotHttp => "HTTP/1.1",
        Fault::CutOff =>,
        Fault::TooBig => "4 MB",
        Fault::Network { errno: None, said: text() } => "tls 7",
        Fault::Portal(" (HTTP 302)".into()) => "302",
        Fault::Forbidden(403) => "403" "platform.username",
        Fault::NotFound(404) => "404",
        Fault::Status(503) => "503",
        Fault::NotJson => "JSON",
        Fault::NoEnvelope(BadEnvelope::NoObject) => "JSON",
        Fault::NoEnvelope(BadEnvelope::NoReplyData) => "ReplyData",
        Fault::NoSense(bad(DataFault::Missing)) => "GetPublicKeys" "PublicKeys",
        Fault::NoSense(bad(DataFault::Unclear)) => "GetPublicKeys" "PublicKeys",
        Fault::NoSense(bad(DataFault::NotAsked)) => "GetPublicKeys" "PublicKeys",
        Fault::Request(RequestError::Signature(SignatureError::Sign)) => "platform.private_key",
        Fault::Request(RequestError::Json(text())) => "tls 7",
        Fault::Request(RequestError::Empty) => "platform.private_key",
        KeysFault::Platform(Fault::Refused) => "platform.url",
        KeysFault::NoKeys =>,
        KeysFault::Unreadable(7) => "7",
        KeysFault::Store(StoreError::Damaged("/db".into())) => "/db",
        UploadFault::Platform(Fault::Refused) => "platform.url",
        UploadFault::Store(Arc::new(StoreError::Damaged("/db".into()))) => "/db" "hallgate rescue",
    ]
}

fn date(day: i8) -> jiff::civil::Date {
    jiff::civil::date(2026, 11, day)
}

pub(super) fn of_the_catalogue() -> Faults {
    let no_authority = RootsError::NoCertificate("/it.pem".into());
    faults![
        CatalogueFault::Channel(ChannelFault::Redirected(302)) => "302" "url",
        CatalogueFault::Setup("密钥".into(), "the secret".into()) =>,
        CatalogueFault::Store("数据库".into(), "the database".into()) =>,
        CatalogueSetupFault::Unread(secret()) => "catalogue.secret" "/secret" "0644",
        CatalogueSetupFault::Credstore(credstore()) => "catalogue.secret" "/key" "no" "sudo",
        CatalogueSetupFault::Roots(no_authority) => "/it.pem",
        CatalogueFault::NoCinema => "catalogue.cinema_id" "hallgate catalogue cinemas",
        CatalogueFault::TooMany(200_000) => "200000" "url",
        CatalogueFault::Doubted =>,
        CatalogueFault::Empty =>,
        CatalogueFault::Panicked =>,
        CatalogueFault::of_store(&StoreError::Missing("/db".into())) => "/db",
        CatalogueSetupFault::Secret => "catalogue.secret",
        CatalogueError::None => "[catalogue]" "url" "channel_code" "secret",
        CatalogueError::NoCinema => "catalogue.cinema_id",
        CatalogueError::Setup(CatalogueSetupFault::Secret) => "catalogue.secret",
        CatalogueError::NotWhole(Vec::new(), CatalogueFault::TooMany(7)) => "7",
        CatalogueError::Key(DatabaseKeyError::Form) => "store.key" "openssl",
        CatalogueError::Store(StoreError::Missing("/db".into())) => "/db",
        CatalogueError::Output(io()) => "13",
    ]
}
