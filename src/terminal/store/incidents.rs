//! What was found wrong with the store: told by status and doctor until somebody has seen to it
//! (`hallgate rescue`), and in the protected log for good.

use jiff::Timestamp;
use rusqlite::Connection;
use strum::VariantArray;

use super::audit;
use super::{AuditDetail, StoreError, StoreReader, TERMINAL};
use crate::people::{Chain, entry_time};
use crate::words::Language;
use crate::words::log as words;

/// What kind of thing was found.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum IncidentKind {
    /// The database was damaged and set aside; this one was begun in its place.
    SetAside,
    /// Records that the database lacked came back from the second journal.
    GivenBack,
    /// Records are known to have been there and are nowhere any more.
    Lost,
    /// Records whose commit had failed were on the disk nevertheless.
    Doubtful,
    /// The database was taken from a backup.
    Restored,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    pub at: Timestamp,
    pub kind: IncidentKind,
    /// How many records; 0 where that can't be told.
    pub records: u64,
    /// Which file, where it is one.
    pub file: String,
}

impl IncidentKind {
    /// All of them.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name in the store, the log and the status.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

impl Incident {
    /// What was found, and what to do.
    pub fn message(&self, language: Language) -> String {
        let (records, file) = (self.records, &self.file);
        match self.kind {
            IncidentKind::SetAside => words::StoreSetAside { file }.text(language),
            IncidentKind::GivenBack => words::StoreGivenBack { records }.text(language),
            IncidentKind::Lost => words::StoreLost { records }.text(language),
            IncidentKind::Doubtful => words::StoreDoubtful { records }.text(language),
            IncidentKind::Restored => words::StoreRestored { backup: file }.text(language),
        }
    }
}

/// Notes an incident, here and in the log; within a transaction that began as a writing one.
pub(super) fn note(db: &Connection, chain: &Chain, incident: &Incident) -> Result<(), StoreError> {
    keep(db, incident)?;
    log(db, chain, incident, 0)
}

/// Notes it here alone.
pub(super) fn keep(db: &Connection, incident: &Incident) -> Result<(), StoreError> {
    let Incident { at, kind, records, file } = incident;
    db.execute(
        "INSERT INTO incidents (at, kind, records, detail) VALUES (?1, ?2, ?3, ?4)",
        (at.as_millisecond(), kind.as_str(), records.cast_signed(), file),
    )?;
    Ok(())
}

/// Tells the log alone, and how many of its own `entries` are missing.
pub(super) fn log(
    db: &Connection,
    chain: &Chain,
    incident: &Incident,
    entries: u64,
) -> Result<(), StoreError> {
    let Incident { at, kind, records, file } = incident;
    let detail = AuditDetail::StoreFound {
        what: *kind,
        records: *records,
        file: Some(file.clone()).filter(|file| !file.is_empty()),
        entries: Some(entries).filter(|entries| *entries > 0),
    };
    audit::append(db, chain, TERMINAL, &detail, *at)
}

/// Somebody has seen to all of them.
pub(super) fn settle(db: &Connection) -> Result<(), StoreError> {
    db.execute("UPDATE incidents SET settled = 1 WHERE NOT settled", [])?;
    Ok(())
}

impl StoreReader {
    /// What nobody has seen to yet, oldest first.
    pub fn incidents(&self) -> Result<Vec<Incident>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT at, kind, records, detail FROM incidents WHERE NOT settled ORDER BY id",
        )?;
        let mut rows = get.query([])?;
        let mut incidents = Vec::new();
        while let Some(row) = rows.next()? {
            // A kind that this program does not know, a newer one wrote.
            if let Some(kind) = IncidentKind::from_name(row.get_ref(1)?.as_str().unwrap_or("")) {
                let (at, records, file) = (entry_time(row.get(0)?), row.get(2)?, row.get(3)?);
                incidents.push(Incident { at, kind, records, file });
            }
        }
        Ok(incidents)
    }
}
