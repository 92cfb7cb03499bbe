//! What an entry of the log tells besides who, when and what: a kind of detail for each kind of
//! entry, made and read in this one place. What is kept has no language: pairs of a key and a
//! value, `name=li role=tech number=2001`; `words::log` puts them into words for whoever reads.
//!
//! Entries stay as they are for good: a kind may get further keys, none changes its meaning. That
//! is why serde does not write them: the chain covers each text as it was kept, databases hold
//! such pairs by now, and a second form beside them would have to be read for as long as the first.

mod mark;
mod pairs;
mod task_fault;
mod tokens;
mod value;

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{AuditKind, IncidentKind, OpenReason};
use crate::people::{OperatorName, Role, StaffNumber};
use pairs::{Pairs, Writer};
use value::Field;

pub use mark::{BadKeyMark, KeyMark};
pub use task_fault::TaskFault;
pub use tokens::{
    Estimated, Known, LastRun, Leaving, Noticed, Place, SetTo, Unlocked, WhyBrokenOff, WhyFailed,
    WhyNot, WhyStopped,
};

/// Makes the kinds: `Name of AuditKind { key: Type, … }`, in the order in which they are written.
macro_rules! details {
    ($($(#[$doc:meta])* $name:ident of $kind:ident { $($key:ident: $value:ty),* $(,)? })*) => {
        /// The detail of an entry.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum AuditDetail {
            $($(#[$doc])* $name { $($key: $value),* }),*
        }

        impl AuditDetail {
            /// Of which kind of entry it is.
            pub fn kind(&self) -> AuditKind {
                match self {
                    $(Self::$name { .. } => AuditKind::$kind),*
                }
            }

            /// Every way in which these pairs can be the detail of such an entry.
            fn candidates(kind: AuditKind, pairs: &Pairs) -> impl Iterator<Item = Self> {
                let readers: &[(AuditKind, fn(&Pairs) -> Option<Self>)] = &[
                    $((AuditKind::$kind, |pairs| Some(Self::$name {
                        $($key: Field::read(pairs.get(stringify!($key)))?),*
                    }))),*
                ];
                readers.iter().filter(move |(of, _)| *of == kind).filter_map(|(_, read)| read(pairs))
            }
        }

        impl fmt::Display for AuditDetail {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut pairs = Writer::new(f);
                match self {
                    $(Self::$name { $($key),* } => {
                        $(pairs.put(stringify!($key), Field::text($key))?;)*
                    }),*
                }
                Ok(())
            }
        }
    };
}

details! {
    SignIn of SignIn { place: Place }
    SignInFailed of SignInFailed { place: Place, why: WhyNot }
    Locked of Locked { until: Timestamp, failed: u32 }
    SignOut of SignOut { by: Leaving }
    OperatorAdded of OperatorAdded { name: OperatorName, role: Role, number: StaffNumber }
    PasswordChanged of PasswordChanged { name: OperatorName }
    ShownNameChanged of ShownNameChanged { name: OperatorName, from: String, to: String }
    OperatorDisabled of OperatorDisabled { name: OperatorName }
    OperatorEnabled of OperatorEnabled { name: OperatorName }
    OpenedByHand of OpenedByHand { reason: OpenReason }
    GateTested of GateTested { unlocked: Unlocked, place: Place }
    Exported of Exported { files: usize, records: u64, folder: String }
    ExportBrokenOff of ExportBrokenOff { why: WhyBrokenOff }
    SettingChanged of SettingChanged { key: String, from: String, to: String, value: Option<SetTo> }
    /// A key that was not set, or is not set any more, has no value.
    ConfigurationChanged of ConfigurationChanged {
        key: String,
        from: Option<String>,
        to: Option<String>,
    }
    /// There is no configuration of before to compare with.
    ConfigurationBegun of ConfigurationChanged { before: Known }
    ClockStepped of ClockStepped { from: Timestamp, to: Timestamp, noticed: Option<Noticed> }
    FireAlarm of FireAlarm { line: String, unlogged: Option<u32> }
    FireAlarmOver of FireAlarmOver { line: String, unlogged: Option<u32> }
    KeysChanged of KeysChanged { added: Vec<KeyMark>, gone: Vec<KeyMark> }
    /// The platform called the ticket of this record checked before anything of it was sent.
    DoubleAdmission of DoubleAdmission { record: u64 }
    /// Of business days before this one.
    RecordsPruned of RecordsPruned { records: usize, refusals: usize, before: Date }
    /// The first and the last number; the first one's time before and now; by how many
    /// milliseconds each was moved.
    RecordTimesCorrected of RecordTimesCorrected {
        first: u64,
        last: u64,
        from: Timestamp,
        to: Timestamp,
        by_ms: i64,
        estimated: Option<Estimated>,
    }
    /// From this number on.
    RecordTimesKept of RecordTimesKept { first: u64 }
    ProgramStarted of ProgramStarted { version: String, last_run: Option<LastRun> }
    ProgramStopped of ProgramStopped { why: WhyStopped }
    /// A part of the program ended by itself, and the program with it: why in English, and with
    /// what it takes to tell it in another language ([`TaskFault`]).
    ProgramFailed of ProgramStopped {
        task: String,
        why: String,
        cause: Option<WhyFailed>,
        said: Option<String>,
        errno: Option<i32>,
    }
    LogHeadBegun of LogHeadBegun { missing: String }
    /// `entries`: so many of this log are known to be missing.
    StoreFound of StoreFound {
        what: IncidentKind,
        records: u64,
        file: Option<String>,
        entries: Option<u64>,
    }
}

impl AuditDetail {
    /// Reads what is kept. None for what was written in another way, by another program or an
    /// older one: whatever is read is written as the very same text.
    pub fn read(kind: AuditKind, text: &str) -> Option<Self> {
        let pairs = Pairs::read(text)?;
        Self::candidates(kind, &pairs).find(|detail| detail.to_string() == text)
    }
}

#[cfg(test)]
mod tests;
