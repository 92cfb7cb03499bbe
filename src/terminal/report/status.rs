//! How the terminal stands (`hallgate status`): keys, uploads, contact, clock, database, disk;
//! and what to do about each thing that is not right.

mod catalogue;
mod changed;
mod collect;
mod faults;
mod json;
mod lengths;
mod machine;
mod metrics;
mod neighbours;
mod own_addresses;
mod page;

pub use catalogue::{CatalogueStatus, ListError, ListStatus};
pub use changed::Changed;
pub use faults::PlatformFault;
pub use machine::Machine;
pub use metrics::{metrics, write_metrics};
pub use own_addresses::own_addresses;
pub use page::{StatusRow, rows};

use std::io::Write;
use std::path::PathBuf;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, Zoned};
use serde::Serialize;

use super::ReportError;
use super::parts::{as_text, as_wire_time, rfc3339};
use crate::clock::Trust;
use crate::terminal::config::Config;
use crate::terminal::neighbours::NeighboursHealth;
use crate::terminal::store::{
    DISK_LOW, Incident, LATE_AFTER_MIN, Lacking, SetAsideLine, StoreReader,
};
use crate::terminal::update::NotKept;
use crate::ticket::CinemaCode;
use crate::transport::Fault;
use crate::words::colour::Palette;
use crate::words::{Language, Message};

use json::{as_incidents, maybe_not_kept, maybe_rfc3339, maybe_text, trust};
pub use lengths::{ago, span};

/// A record that waits longer is late, in seconds.
const LATE_AFTER_S: i64 = LATE_AFTER_MIN as i64 * 60;

/// A failure counts once it is so much younger than the last contact: contacts are written down
/// every 30 seconds at most.
const CONTACT_SLACK_S: i64 = 60;

/// How the terminal stands at one moment.
///
/// As JSON, for scripts; a key keeps its name and meaning, more may come. Moments are RFC 3339
/// with the offset of the terminal's time zone, null where there is none:
///
/// - `at`, `terminal`, `cinema_code`
/// - `attention`: what is not right, see [`StatusAlarm`]; empty: all is well
/// - `keys`: `bits`, `start_time` (`YYYY-MM-DDThh:mm:ss`, China Standard Time) of each key, the
///   latest start first; `keys_fetched_at`
/// - `pending`, `oldest_pending_at`; `set_aside`: `day`, `records`
/// - `standing_aside`: of the pending ones, those that the platform refused and later ones pass
/// - `double_admissions`, found in the last week: `day`, `records`, `doors`: the other doors, as far as they have told so
/// - `last_contact_at`; `last_error`: null or `at`, `text`
/// - `platform_faults`: what the platform's replies were not right in: `api`, `field`, `what`
///   (`unreadable`, `missing`, `contradictory`, `surplus`), `count`, `at` (last seen); a ticket's for a day
/// - `catalogue`: null without one, or of `locations`, `cinemas`, `movies`, `halls` and `shows`: `age_s` of the last whole
///   reply (null: none yet), `count` in use, `last_error`: null or `at`, `text`
/// - `neighbours`: null without any, or `doors` (`door`, `name`, `host`, `here`, `quick`, `slow`, `seen_at` in ms since 1970,
///   `clock_off_s`, `missing`, `only_warns`, `tells_too_much`) and `troubles` (`trouble`, with what it is about)
/// - `settings`: what was changed at the terminal: `key`, `value`, `configured`, `by`, `at`, `fits`
/// - `clock`: `trusted`, `differs`, `behind`, or null before the terminal's first run
/// - `incidents`: what was found wrong with the database: `at` (UTC), `kind` (`set_aside`, `given_back`,
///   `lost`, `doubtful`), `records`, `file`
/// - `database`: `path`, `bytes`, `schema`, `records`, `oldest_day`, `lacking`: null, or `records` and `pending`
///   (at the most) that were there once; `disk_free_bytes`
/// - `update_not_kept`: null, or `version`, `back` (which runs again) and `why` of the last update of the whole system,
///   `why` as in `docs/updates.md`
/// - `versions`: `hallgate`, `sqlcipher`
/// - `machine`: `kernel`, `system`, `board`, `up_s`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    #[serde(serialize_with = "rfc3339")]
    pub at: Zoned,
    pub terminal: String,
    pub cinema_code: CinemaCode,
    pub attention: Vec<StatusAlarm>,
    pub keys: Vec<CachedKey>,
    #[serde(serialize_with = "maybe_rfc3339")]
    pub keys_fetched_at: Option<Zoned>,
    pub pending: u64,
    #[serde(serialize_with = "maybe_rfc3339")]
    pub oldest_pending_at: Option<Zoned>,
    pub standing_aside: u64,
    pub set_aside: Vec<SetAsideRecords>,
    pub double_admissions: Vec<Doubled>,
    #[serde(serialize_with = "maybe_rfc3339")]
    pub last_contact_at: Option<Zoned>,
    pub last_error: Option<LastError>,
    pub platform_faults: Vec<PlatformFault>,
    pub catalogue: Option<CatalogueStatus>,
    pub neighbours: Option<NeighboursHealth>,
    pub settings: Vec<Changed>,
    #[serde(serialize_with = "trust")]
    pub clock: Option<Trust>,
    pub database: Database,
    /// What was found wrong with it, until somebody has seen to it.
    #[serde(serialize_with = "as_incidents")]
    pub incidents: Vec<Incident>,
    pub disk_free_bytes: Option<u64>,
    #[serde(serialize_with = "maybe_not_kept")]
    pub update_not_kept: Option<NotKept>,
    pub versions: Versions,
    pub machine: Machine,
}

/// A cached key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CachedKey {
    pub bits: usize,
    #[serde(serialize_with = "as_wire_time")]
    pub start_time: DateTime,
}

/// Records of a business day that are set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SetAsideRecords {
    #[serde(serialize_with = "as_text")]
    pub day: Date,
    pub records: u64,
}

/// Tickets of a business day that were admitted here offline, and at another door before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubled {
    #[serde(serialize_with = "as_text")]
    pub day: Date,
    pub records: u64,
    /// What the other doors are called, as far as they have told so.
    pub doors: Vec<String>,
}

/// The last failure towards the platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LastError {
    #[serde(serialize_with = "rfc3339")]
    pub at: Zoned,
    /// English, for scripts.
    pub text: String,
    /// What it was; none where it is not known any more what the sentence stands for.
    #[serde(skip)]
    pub fault: Option<Fault>,
}

/// The database as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Database {
    pub path: PathBuf,
    /// With what is not merged into it yet.
    pub bytes: u64,
    pub schema: i64,
    pub records: u64,
    #[serde(serialize_with = "maybe_text")]
    pub oldest_day: Option<Date>,
    /// What it lacks of what the files beside it tell, until the next start puts that right.
    pub lacking: Option<Lacking>,
}

/// Which programs these are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Versions {
    pub hallgate: String,
    pub sqlcipher: Option<String>,
}

/// A thing that is not right.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::IntoStaticStr, strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StatusAlarm {
    /// Not one key: no ticket can be checked.
    NoKeys,
    /// The platform answers, but gave no keys for two rounds.
    KeysOld,
    /// The oldest pending record waits longer than [`LATE_AFTER_MIN`].
    UploadLate,
    /// The platform refuses records.
    SetAside,
    /// A ticket was admitted here and at another door, found in the last week.
    DoubleAdmission,
    /// The platform does not answer, or nobody has asked it.
    NoContact,
    /// The platform's replies are not right in what decides about tickets.
    PlatformFault,
    /// Terminal and platform disagree about the time.
    ClockDiffers,
    /// The clock stands before what was recorded.
    ClockBehind,
    /// Less than [`DISK_LOW`] is free.
    DiskLow,
    /// A setting that was changed at the terminal is not taken any more.
    SettingUnfit,
    /// The database lacks what the files beside it tell, as an older copy does.
    StoreLacking,
    /// Something was found wrong with the database, and nobody has seen to it yet.
    StoreDamaged,
    /// The last update of the whole system was not kept.
    UpdateNotKept,
    /// Another door of the cinema is away, or what it tells is not to be relied on.
    Neighbours,
}

/// Tells how the terminal stands; returns true where nothing needs attention.
pub fn run(
    config: &Config,
    json: bool,
    palette: Palette,
    out: &mut impl Write,
) -> Result<bool, ReportError> {
    write(&super::open(config)?, config, json, palette, Timestamp::now(), out)
}

/// Tells how the terminal stands at `now`.
pub fn write(
    reader: &StoreReader,
    config: &Config,
    json: bool,
    palette: Palette,
    now: Timestamp,
    out: &mut impl Write,
) -> Result<bool, ReportError> {
    let status = Status::collect(reader, config, now)?;
    if json {
        serde_json::to_writer_pretty(&mut *out, &status).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
    } else {
        out.write_all(page::set(&status, config.terminal.language, palette).as_bytes())?;
    }
    out.flush()?;
    Ok(status.attention.is_empty())
}

impl Status {
    /// What is not right; a platform that was not heard for so long is silent.
    pub fn alarms(&self, silent_after_s: i64) -> Vec<StatusAlarm> {
        let old = |at: &Option<Zoned>| at.as_ref().is_none_or(|at| self.age_s(at) > silent_after_s);
        let failing = match (&self.last_error, &self.last_contact_at) {
            (Some(error), Some(contact)) => (&error.at - contact)
                .total(jiff::Unit::Second)
                .is_ok_and(|s| s > CONTACT_SLACK_S as f64),
            (error, _) => error.is_some(),
        };
        let silent = failing || old(&self.last_contact_at);
        let late = self.oldest_pending_at.as_ref().is_some_and(|at| self.age_s(at) > LATE_AFTER_S);
        [
            (StatusAlarm::NoKeys, self.keys.is_empty()),
            (StatusAlarm::KeysOld, !silent && !self.keys.is_empty() && old(&self.keys_fetched_at)),
            (StatusAlarm::UploadLate, late),
            (StatusAlarm::SetAside, !self.set_aside.is_empty()),
            (StatusAlarm::DoubleAdmission, !self.double_admissions.is_empty()),
            (StatusAlarm::NoContact, silent),
            (
                StatusAlarm::PlatformFault,
                self.platform_faults.iter().any(|fault| fault.flaw.weighs()),
            ),
            (StatusAlarm::ClockDiffers, self.clock == Some(Trust::Differs)),
            (StatusAlarm::ClockBehind, self.clock == Some(Trust::Behind)),
            (StatusAlarm::DiskLow, self.disk_free_bytes.is_some_and(|free| free < DISK_LOW)),
            (StatusAlarm::SettingUnfit, self.settings.iter().any(|changed| !changed.fits)),
            (StatusAlarm::StoreLacking, self.database.lacking.is_some()),
            (StatusAlarm::StoreDamaged, !self.incidents.is_empty()),
            (StatusAlarm::UpdateNotKept, self.update_not_kept.is_some()),
            (
                StatusAlarm::Neighbours,
                self.neighbours.as_ref().is_some_and(NeighboursHealth::needs_attention),
            ),
        ]
        .into_iter()
        .filter_map(|(alarm, rings)| rings.then_some(alarm))
        .collect()
    }

    /// Seconds since `at`; 0 for what lies ahead of a clock that was set back.
    pub(crate) fn age_s(&self, at: &Zoned) -> i64 {
        self.at.timestamp().duration_since(at.timestamp()).as_secs().max(0)
    }
}

impl LastError {
    fn of_kept(at: Zoned, kept: String) -> Self {
        let fault = Fault::of_kept(&kept);
        let text = fault.as_ref().map_or(kept, |fault| fault.message(Language::English));
        Self { at, text, fault }
    }

    /// What went wrong, for people.
    pub fn message(&self, language: Language) -> String {
        self.fault.as_ref().map_or_else(|| self.text.clone(), |fault| fault.message(language))
    }
}

impl From<SetAsideLine> for SetAsideRecords {
    fn from(line: SetAsideLine) -> Self {
        Self { day: line.day, records: line.records }
    }
}
