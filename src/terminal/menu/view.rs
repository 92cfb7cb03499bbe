//! What the menus want shown. Plain facts: how they look and in which language is the screen's.

mod entry;
mod leaf;

use std::sync::Arc;

use jiff::civil::Date;

use crate::people::Role;
use crate::terminal::config::FieldSetting as Setting;
use crate::terminal::store::{self, OpenReason, RecordLine};
use crate::words::Language;

pub use entry::{Dial, Entry, Field, Said, Typed};
pub use leaf::{
    CameraLook, Lamp, Leaf, Pattern, PlatformLine, ReconciliationSheet, ReportSheet, Sheet,
    StatusSheet, Trial, TrialName,
};

/// One page of the menus. The status bar is not part of it.
#[derive(Debug, Clone, PartialEq)]
pub enum View {
    /// Something to choose from.
    List(List),
    /// Something to be typed.
    Entry(Entry),
    /// Reckless things ask first.
    Ask(Ask),
    /// Something is being done elsewhere; Back leaves it, and stops what ends then.
    Busy(Task),
    /// What came of something; any key goes on.
    Notice(Notice),
    /// A page of a report or of the device; Up and Down turn pages.
    Leaf(Leaf),
    /// A device is being tried.
    Trial(Trial),
}

/// Items, the chosen one marked. Digits choose the first nine directly, so they are numbered.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    pub heading: Heading,
    pub items: Vec<Item>,
    pub chosen: usize,
}

/// What a list is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// Nobody is signed in, or whoever is has been away.
    Front,
    /// The menu of whoever is signed in.
    Main(Person),
    /// Why the gate is opened by hand.
    Reason,
    Reports,
    /// How a record is looked for.
    Find,
    /// On which business day.
    FindDay,
    /// Records that were found; `more` where not all of them are in the list.
    Found {
        more: bool,
    },
    Trials,
    Operators,
    Operator(Operator),
    /// What a new operator is there for.
    NewRole,
    Settings,
    /// Values of a setting to choose from.
    Setting(Setting),
}

/// One line of a list.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    // before signing in
    SignIn,
    /// Whoever is on shift goes on.
    GoOn(Person),
    OtherOperator,
    /// How the terminal fares.
    ThisTerminal,
    /// Show the screens in this language.
    Speak(Language),
    // staff
    OpenGate,
    CallHelp,
    Today,
    SignOut,
    Reason(OpenReason),
    // tech
    Reports,
    Terminal,
    Trials,
    Export,
    /// The report of a business day.
    Report(Date),
    FindRecord,
    FindByTicket,
    FindByTime,
    FindBySeat,
    /// By time on this business day.
    TimeOn(Date),
    /// By seat on this business day.
    SeatOn(Date),
    /// Compare with what the platform accepted.
    Reconcile(Date),
    Record(Arc<RecordLine>),
    Trial(TrialName),
    // admin
    Operators,
    Settings,
    Operator(Operator),
    AddOperator,
    NewPassword,
    Disable,
    Enable,
    Role(Role),
    /// A setting with its value, as the configuration writes it.
    Setting(SettingLine),
    /// A value to choose; true for the present one.
    Value(Setting, String, bool),
    /// Take the change back: the value as configured.
    AsConfigured(Setting),
}

/// Somebody as the screen calls them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name for the screen; may be Chinese.
    pub called: String,
    /// The staff number.
    pub number: String,
}

impl Person {
    /// An operator as the screen calls them.
    pub fn of(operator: &store::Operator) -> Self {
        let number = operator.number.as_str().to_owned();
        Self { called: operator.shown().to_owned(), number }
    }
}

/// An operator in the admin's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    pub person: Person,
    pub role: Role,
    pub state: OperatorState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorState {
    Enabled,
    Disabled,
    Locked,
}

/// A setting as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingLine {
    pub setting: Setting,
    pub value: String,
    /// It differs from the configuration.
    pub changed: bool,
}

/// A question that is answered by Yes or No; No is chosen at first.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    pub question: Question,
    pub yes: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    OpenGate(OpenReason, Person),
    /// The gate unlocks as for a visitor.
    TryGate,
    /// Onto this stick; free space in MB.
    Export {
        stick: String,
        free_mb: u64,
    },
    Disable(Operator),
    Enable(Operator),
    /// From a value to another one; none: as configured.
    Change {
        setting: Setting,
        from: String,
        to: Option<String>,
    },
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    SigningIn,
    Reporting,
    /// A list or page of the terminal itself.
    Loading,
    Searching,
    Reconciling {
        done: usize,
        total: usize,
    },
    LookingForStick,
    /// Onto a stick: which business day of how many, and how much of all there is to be written.
    Exporting {
        day: usize,
        days: usize,
        done: usize,
        total: usize,
    },
    /// An export is being stopped, and taken off the stick again.
    StoppingExport,
    TryingPlatform,
    Saving,
}

impl Task {
    /// Whether it may take many minutes, for which nobody stays at the terminal.
    pub fn is_work(self) -> bool {
        matches!(self, Self::Reconciling { .. } | Self::Exporting { .. } | Self::StoppingExport)
    }

    /// Whether it takes long and changes nothing here, so that it ends where nobody waits for it.
    pub fn ends_when_left(self) -> bool {
        !matches!(self, Self::SigningIn | Self::Saving)
    }
}

/// What came of something.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    SignedOut(Person),
    /// No operator exists: how to add the first.
    NoOperators,
    /// The gate is open; Enter locks it at once.
    GateOpen,
    /// The gate is locked again.
    GateLocked,
    /// The opening could not be recorded, so the gate stays locked.
    NotRecorded,
    /// The gate does not obey.
    GateFault,
    /// The call goes out until a key ends it.
    HelpCalled,
    HelpOver,
    NothingFound,
    /// So many files are on the stick, which may be pulled out.
    Exported {
        files: usize,
        stick: String,
    },
    /// The export was stopped; nothing of it is on the stick, which may be pulled out.
    ExportStopped {
        stick: String,
    },
    NoStick,
    OperatorAdded(Operator),
    PasswordChanged(Person),
    OperatorDisabled(Person),
    OperatorEnabled(Person),
    LastAdmin,
    /// Signed in, but the role has not the right, or somebody changed it meanwhile.
    NotAllowed,
    SettingChanged(SettingLine),
    /// It did not work; why, in the words of the part that failed (English).
    Failed(Task, String),
}
