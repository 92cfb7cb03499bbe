//! What an entry of the log tells besides who and when: a variant for each kind of entry, made and
//! read by serde in this one place. The name of the variant is kept as the entry's kind, its fields
//! as a JSON object, `{"name":"li","role":"tech","number":"2001"}`. What is kept has no language;
//! `words::log` puts it into words for whoever reads.
//!
//! Entries stay as they are for good, as the chain covers each text as it was kept. A kind may get
//! further keys, none changes its meaning: keys that are not known are passed over. The tag is
//! outside of the object, as numbers do not survive serde's buffer for tags inside where
//! `serde_json` keeps them in any precision.

mod mark;
mod task_fault;
mod tokens;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use super::audit_kind::{BadAuditKind, bad_audit_kind};
use super::{IncidentKind, OpenReason};
use crate::people::{OperatorName, Role, StaffNumber};

pub use mark::KeyMark;
pub use task_fault::TaskFault;
pub use tokens::{
    Estimated, LastRun, Leaving, Noticed, OperatorPlace, SetTo, Unlocked, UpdateStage,
    WhyBrokenOff, WhyNot, WhyStopped,
};

/// The detail of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::EnumDiscriminants)]
#[serde(rename_all = "snake_case")]
#[strum_discriminants(
    name(AuditKind),
    doc = "Something that was done, as the log names it. `docs/security.md` tells what stands in",
    doc = "the details of each.",
    derive(strum::IntoStaticStr, strum::EnumString, strum::VariantArray),
    strum(
        serialize_all = "snake_case",
        parse_err_ty = BadAuditKind,
        parse_err_fn = bad_audit_kind
    )
)]
pub enum AuditDetail {
    SignIn {
        place: OperatorPlace,
    },
    SignInFailed {
        place: OperatorPlace,
        why: WhyNot,
    },
    /// A name was locked after wrong passwords.
    Locked {
        #[serde(serialize_with = "whole_seconds")]
        until: Timestamp,
        failed: u32,
    },
    SignOut {
        by: Leaving,
    },
    OperatorAdded {
        name: OperatorName,
        role: Role,
        number: StaffNumber,
    },
    PasswordChanged {
        name: OperatorName,
    },
    /// The name that a screen shows for an operator was changed.
    ShownNameChanged {
        name: OperatorName,
        from: String,
        to: String,
    },
    OperatorDisabled {
        name: OperatorName,
    },
    OperatorEnabled {
        name: OperatorName,
    },
    OpenedByHand {
        /// None: by the staff button; the next such entry tells why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<OpenReason>,
        /// The last digits of the ticket that was used up by it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    },
    /// A ticket whose number was typed was not let in.
    TypedTicketRefused {
        /// The last digits of its number.
        ticket: String,
        /// A reason of SPEC §2, [`super::UNKNOWN_TICKET`] or [`super::UNANSWERED`].
        reason: String,
    },
    /// Why the gate was opened by the staff button; none: nobody has said.
    OpeningReason {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<OpenReason>,
    },
    /// The gate was moved by a test.
    GateTested {
        unlocked: Unlocked,
        place: OperatorPlace,
    },
    /// Reports or records were written onto a stick.
    Exported {
        files: usize,
        records: u64,
        folder: String,
    },
    /// It was begun, and is not whole: what was on the stick by then may have left with it.
    ExportBrokenOff {
        why: WhyBrokenOff,
    },
    /// The database's key was shown on the display, or written onto a stick: told before it is done.
    KeyShown {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<String>,
    },
    /// The whole database was written onto a stick.
    BackedUp {
        file: String,
        records: u64,
    },
    /// A setting was changed at the terminal.
    SettingChanged {
        key: String,
        from: String,
        to: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<SetTo>,
    },
    /// The configuration differs from that of the last start. A key that was not set, or is not set
    /// any more, has no value.
    ConfigurationChanged {
        key: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    /// There is no configuration of before to compare with.
    ConfigurationBegun {},
    ClockStepped {
        #[serde(serialize_with = "whole_seconds")]
        from: Timestamp,
        #[serde(serialize_with = "whole_seconds")]
        to: Timestamp,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        noticed: Option<Noticed>,
    },
    /// Somebody at the screen asked for the clock to be set; a step of it follows.
    ClockAsked {
        #[serde(serialize_with = "whole_seconds")]
        to: Timestamp,
    },
    /// The fire alarm's line opened the gate.
    FireAlarm {
        line: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unlogged: Option<u32>,
    },
    FireAlarmOver {
        line: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unlogged: Option<u32>,
    },
    /// Cinema keys came or went.
    KeysChanged {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        added: Vec<KeyMark>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        gone: Vec<KeyMark>,
    },
    /// A ticket was admitted here, and at another door too: the platform called the ticket of this
    /// record checked before anything of it was sent; or that door has told so itself.
    DoubleAdmission {
        record: u64,
        /// What that door is called, where it has told so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        door: Option<String>,
        /// When it was admitted there, by that door's clock.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Timestamp>,
    },
    /// Records that were kept for long enough were deleted, of business days before this one.
    RecordsPruned {
        records: usize,
        refusals: usize,
        before: Date,
    },
    /// Times of records that were taken by a wrong clock were put right: the first and the last
    /// number; the first one's time before and now; by how many milliseconds each was moved.
    RecordTimesCorrected {
        first: u64,
        last: u64,
        #[serde(serialize_with = "whole_seconds")]
        from: Timestamp,
        #[serde(serialize_with = "whole_seconds")]
        to: Timestamp,
        by_ms: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        estimated: Option<Estimated>,
    },
    /// Nothing has confirmed the times of records, from this number on: they went up as they are.
    RecordTimesKept {
        first: u64,
    },
    ProgramStarted {
        version: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_run: Option<LastRun>,
    },
    ProgramStopped {
        why: WhyStopped,
    },
    /// Somebody at the screen asked for an update of the whole system: to have it installed, or tried.
    UpdateAsked {
        what: UpdateStage,
        version: String,
    },
    /// It is on the side that does not run.
    UpdateInstalled {
        version: String,
    },
    /// It was tried, and stays.
    UpdateKept {
        version: String,
    },
    /// It was tried, and `back` runs again; `why` as the outcome's file has it.
    UpdateNotKept {
        version: String,
        back: String,
        why: String,
    },
    /// The head beside the database was missing, and was begun anew.
    LogHeadBegun {
        missing: String,
    },
    /// Something was found wrong with the store, and put right as far as it could be. `entries`: so
    /// many of this log are known to be missing.
    StoreFound {
        what: IncidentKind,
        records: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entries: Option<u64>,
    },
}

impl AuditDetail {
    /// Of which kind of entry it is.
    pub fn kind(&self) -> AuditKind {
        self.into()
    }

    /// What is kept of it beside its kind: an object of JSON in one line.
    pub fn text(&self) -> String {
        // Texts, numbers, times and names serialise, a variant with its fields to `{"kind":{…}}`.
        let tagged = serde_json::to_string(self).expect("plain values");
        let mut fields: BTreeMap<&str, &RawValue> =
            serde_json::from_str(&tagged).expect("an object of objects");
        fields.pop_first().expect("one tag").1.get().to_owned()
    }

    /// Reads what is kept. None for what was written in another way, by another program or an
    /// older one.
    pub fn read(kind: AuditKind, text: &str) -> Option<Self> {
        let fields: &RawValue = serde_json::from_str(text).ok()?;
        let tagged = serde_json::to_string(&BTreeMap::from([(kind.as_str(), fields)])).ok()?;
        serde_json::from_str(&tagged).ok()
    }
}

/// UTC.
fn whole_seconds<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&time.strftime("%Y-%m-%dT%H:%M:%SZ"))
}

#[cfg(test)]
mod tests;
