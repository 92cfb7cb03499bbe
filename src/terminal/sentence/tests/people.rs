//! Faults of people, passwords and the store.

use std::path::PathBuf;

use jiff::Timestamp;

use super::{Faults, Message, altered, io, secret};
use crate::people::{BadName, BadNumber, ChainFault, PasswordFault, PromptFault, Role, Weakness};
use crate::terminal::config::{FieldFault, SecretError, ValueFault};
use crate::terminal::export::ExportError;
use crate::terminal::key_sheet::KeySheetError;
use crate::terminal::maintenance::MaintenanceError;
use crate::terminal::operators::PeopleError;
use crate::terminal::store::{
    AuditFault, BadTicketEnd, CredstoreError, DatabaseKeyError, Seq, StoreError,
};
use crate::terminal::vision::ReadError;

pub(super) fn of_people() -> Faults {
    let name = || "chen".parse().unwrap();
    let (now, until) = (Timestamp::UNIX_EPOCH, Timestamp::from_second(600).unwrap());
    let fault = ValueFault::NotBetween { value: 9, least: 1, most: 2 };
    let setting = FieldFault { key: "gate.x".into(), fault };
    faults![
        PeopleError::Key(secret().into()) => "store.key" "/secret" "0644",
        PeopleError::Store(StoreError::InUse("/db".into())) => "/db",
        PeopleError::Name(BadName) => "32",
        PeopleError::NameTaken(name()) => "chen",
        PeopleError::NumberTaken("7".parse().unwrap()) => "7",
        PeopleError::ShownTaken { shown: "Wang".into(), by: "chen".parse().unwrap() } => "Wang" "chen",
        PeopleError::Unknown(name()) => "chen" "hallgate operator list",
        PeopleError::UnknownNumber("102".into()) => "102" "hallgate operator list",
        BadNumber => "8",
        PeopleError::Prompt(PromptFault::NotRepeated) =>,
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
        PeopleError::Prompt(PromptFault::Prompt(io())) => "--password-stdin",
        PeopleError::NoName => "--admin",
        PeopleError::Prompt(PromptFault::NoPassword("chen".into())) => "chen" "--password-stdin",
        PeopleError::Prompt(PromptFault::Password(PasswordFault::TooLong)) => "256",
        PeopleError::Prompt(PromptFault::NotText) => "UTF-8",
        altered() => "7",
        PeopleError::Output(io()) => "13",
        PeopleError::Weak(Weakness::Short) => "8" "6",
        PeopleError::Weak(Weakness::ShortForAdmin) => "8",
        PeopleError::Weak(Weakness::ShortOnline) => "8",
        PeopleError::Weak(Weakness::Control) =>,
        PeopleError::Weak(Weakness::Name) =>,
        PeopleError::Weak(Weakness::Number) =>,
        PeopleError::Weak(Weakness::Repeated) =>,
        PeopleError::Weak(Weakness::Sequence) =>,
        PeopleError::Weak(Weakness::Common) =>,
    ]
}

pub(super) fn of_the_store() -> Faults {
    let path = || PathBuf::from("/db");
    let at = Timestamp::UNIX_EPOCH;
    faults![
        StoreError::Unreachable { path: path(), cause: io() } => "/db" "13",
        StoreError::Missing(path()) => "/db",
        StoreError::LeftOver { path: path(), left: "/db-wal".into() } => "/db-wal" "hallgate restore",
        StoreError::Damaged(path()) => "/db" "hallgate rescue",
        StoreError::NotAFile(path()) => "/db",
        StoreError::Backup { path: path(), cause: io() } => "/db" "13",
        StoreError::BackupThere(path()) => "/db",
        StoreError::OwnName { path: path(), database: "hallgate.db".into() } => "/db" "hallgate.db",
        StoreError::BackupDamaged(path()) => "/db",
        StoreError::InTheWay(path()) => "/db",
        StoreError::OpenFolder(path()) => "/db" "root",
        StoreError::Newer { path: path(), records: 7, entries: 9 } => "/db" "7" "9",
        StoreError::JournalTorn(path()) => "/db",
        StoreError::PassedOver { seq: Seq(7), by: Seq(9) } => "7" "9",
        MaintenanceError::Store(StoreError::Missing(path())) => "/db",
        MaintenanceError::Key(DatabaseKeyError::Form) => "store.key",
        MaintenanceError::Stick(ExportError::NoFolder("/none".into())) => "/none",
        MaintenanceError::NotAsked => "--yes",
        MaintenanceError::Output(io()) => "13",
        BadTicketEnd => "4",
        KeySheetError::Key(DatabaseKeyError::Form) => "store.key",
        KeySheetError::Store(StoreError::Missing(path())) => "/db",
        KeySheetError::Picture(ReadError::Missing(path())) => "/db",
        KeySheetError::NoSheet(path()) => "/db" "key show",
        KeySheetError::NothingCame => "--qr",
        KeySheetError::NotTyped { row: 3 } => "3",
        KeySheetError::OtherTerminal { found: "hall-1".into(), found_cinema: "11111111".into(), name: "hall-3".into(), cinema: "12345678".into() } => "hall-1" "11111111" "hall-3" "12345678" "platform.username",
        KeySheetError::OpensDatabase(path()) => "/db" "--yes",
        KeySheetError::SheetThere(path()) => "/db",
        KeySheetError::SheetNotWritten { path: path(), cause: io() } => "/db" "13",
        KeySheetError::Drawing(image::ImageError::IoError(io())) => "--qr",
        KeySheetError::NotDrawn =>,
        KeySheetError::NotStored { path: path(), cause: io() } => "/db" "13" "sudo",
        KeySheetError::Output(io()) => "13",
        StoreError::InUse(path()) => "/db",
        StoreError::OlderInUse(path()) => "/db",
        StoreError::WrongKey(path()) => "/db",
        StoreError::NotADatabase(path()) => "/db",
        StoreError::NewerSchema { path: path(), found: 9, known: 8 } => "/db" "9" "8",
        StoreError::OlderSchema { path: path(), found: 7, needed: 8 } => "/db" "7" "8",
        StoreError::NoWayBack { step: 9 } => "9",
        StoreError::LogHead { path: path(), cause: io() } => "/db" "13",
        StoreError::LogHeadDiffers(path()) => "/db" "hallgate audit verify",
        StoreError::Sqlite(rusqlite::Error::InvalidColumnIndex(3)) => "3",
        DatabaseKeyError::Secret(secret()) => "/secret" "0644",
        DatabaseKeyError::Form => "openssl rand -hex 32",
        DatabaseKeyError::Credstore(CredstoreError::Refused { path: path(), said: "no".into() }) => "/db" "no" "key read",
        DatabaseKeyError::Credstore(CredstoreError::Failed { path: path(), cause: io() }) => "/db" "13" "sudo",
        CredstoreError::Refused { path: path(), said: "no".into() } => "/db" "no" "key read",
        CredstoreError::Failed { path: path(), cause: io() } => "/db" "13" "sudo",
        SecretError::NoCredentials("db".into()) => "\"db\"" "LoadCredential=" "file:PATH",
        SecretError::Unreadable { path: path(), cause: io() } => "/db" "13",
        secret() => "/secret" "0644" "chmod 600",
        AuditFault::Chain(ChainFault::Altered { id: 7, at }) => "7" "1970",
        AuditFault::Unreadable { id: 7 } => "7",
        AuditFault::Chain(ChainFault::Missing { first: 7, last: 8, next: 9, at }) => "7" "8" "9" "1970",
        AuditFault::Chain(ChainFault::TailCut { first: 7, last: 8, after: Some(at) }) => "7" "8" "1970",
        AuditFault::Chain(ChainFault::TailCut { first: 7, last: 8, after: None }) => "7" "8",
        AuditFault::Chain(ChainFault::HeadAltered { id: 7, at: None }) => "7",
        AuditFault::RolledBack { id: 7 } => "7",
        AuditFault::OutsideAltered("/head".into()) => "/head",
        AuditFault::OutsideMissing("/head".into()) => "/head",
        AuditFault::OutsideOld("/head".into()) => "/head",
        AuditFault::GuardGone("audit_stays".into()) => "audit_stays",
        AuditFault::GuardAltered("records_stand".into()) => "records_stand",
        AuditFault::GuardForeign { name: "x".into(), table: "records".into() } => "records",
    ]
}
