//! What comes of what the menus have asked for.

use std::sync::Arc;

use jiff::Timestamp;

use super::pages::busy::BusyTask;
use super::pages::halls::HallChoice;
use super::pages::operators::ListedOperator;
use super::pages::platform::PlatformLine;
use super::pages::settings::SettingLine;
use crate::people::Weakness;
use crate::terminal::door::TypedTicket;
use crate::terminal::operators::{SheetHolder, SignedIn};
use crate::terminal::presentation::QrPicture;
use crate::terminal::report::reconcile::Reconciliation;
use crate::terminal::report::status::Status;
use crate::terminal::report::{Day, InsideNow};
use crate::terminal::site_clock::ClockAnswer;
use crate::terminal::store::{RecordLine, RunningSession};
use crate::terminal::update::{BundleName, UpdateStatus};
use crate::words::Bilingual;

/// What came of a request.
#[derive(Debug)]
pub enum MenuReply {
    /// It is being done, and has come so far.
    Progress(BusyTask),
    AnyOperators(WhoSignsIn),
    SheetHeld(SheetHolder),
    SignedIn(SignedIn),
    NotSignedIn(NotSignedIn),
    Day(Arc<Day>),
    /// None: nobody, or none is near.
    Inside(Option<InsideNow>),
    Status(Arc<Status>),
    /// What was found, the newest last; true where there are more.
    Found(Vec<Arc<RecordLine>>, bool),
    Sessions(Vec<RunningSession>),
    /// With the digits that were typed.
    Ticket(TypedAnswer, String),
    /// The stick's name and its free space in MB.
    Stick(Option<(String, u64)>),
    Reconciled(Arc<Reconciliation>),
    Exported {
        files: usize,
        stick: String,
    },
    /// It was stopped, and nothing of it is left on this stick.
    ExportStopped {
        stick: String,
    },
    Key {
        code: QrPicture,
        /// By which two copies are compared.
        check: String,
    },
    KeyWritten {
        stick: String,
    },
    BackedUp {
        records: u64,
        stick: String,
    },
    /// It was stopped, and nothing of it is left on this stick.
    BackupStopped {
        stick: String,
    },
    Platform(Arc<[PlatformLine]>),
    Updates(Arc<UpdateStatus>, Vec<BundleName>),
    /// How it stands now that root's side is done, or nobody waits for it.
    Update(Arc<UpdateStatus>),
    Operators(Vec<ListedOperator>),
    /// Done; the operator as it is now, and whoever did it: with another password of one's own one
    /// stays signed in.
    Operator(ListedOperator, OperatorChange, SignedIn),
    Weak(Weakness),
    Taken,
    LastAdmin,
    NotAllowed,
    /// Those that whoever asks may change.
    Settings(Vec<SettingLine>),
    Set(SettingLine),
    Clock(ClockAnswer),
    /// The halls that are known here; true where they differ from the configuration.
    Halls(Vec<HallChoice>, bool),
    /// It did not work; why, in the words of the part that failed.
    Failed(BusyTask, Bilingual),
}

/// What came of a ticket's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedAnswer {
    /// One, or several whose numbers end so.
    Known(Vec<Arc<TypedTicket>>),
    /// The platform does not know it.
    Unknown,
    /// No ticket of this session was shown here yet that tells how their numbers begin.
    NothingToComplete,
    /// The platform knows it, and does not tell what decides.
    Unclear,
    /// Why the platform was not reached.
    Unreached(Bilingual),
}

/// Whether anybody can sign in here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhoSignsIn {
    Operators,
    /// Nobody yet, but whoever has the enrolment sheet makes the first admin.
    SheetHolder,
    Nobody,
}

/// What was done to an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorChange {
    Added,
    NewPassword,
    Disabled,
    Enabled,
}

/// Why somebody is not signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSignedIn {
    Refused,
    Locked {
        until: Timestamp,
    },
    Disabled,
    /// The enrolment sheet's number is good for nothing any more.
    SheetOver,
}
