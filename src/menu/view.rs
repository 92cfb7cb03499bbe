//! What the menus want shown. Plain facts: how they look and in which language is the screen's.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::config::{FieldSetting as Setting, Language};
use crate::keypad::Key;
use crate::report::Day;
use crate::report::reconcile::Reconciliation;
use crate::report::status::Status;
use crate::store::{OpenReason, RecordLine, Role};

/// One page of the menus. The status bar is not part of it.
#[derive(Debug, Clone, PartialEq)]
pub enum View {
    /// Something to choose from.
    List(List),
    /// Something to be typed.
    Entry(Entry),
    /// Reckless things ask first.
    Ask(Ask),
    /// Something is being done elsewhere; Back leaves it to itself.
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

/// A line that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub field: Field,
    pub typed: Typed,
    /// The character that Up and Down have turned to, for a door without a number pad; Enter
    /// takes it. [`Dial::Done`] ends the line.
    pub dial: Option<Dial>,
    /// What was wrong with the last try.
    pub said: Option<Said>,
}

/// What Up and Down turn to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dial {
    Sign(char),
    /// Take back the last one.
    Erase,
    Done,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    StaffNumber,
    /// PIN or password; whose, where it is known.
    Password(Option<Person>),
    /// The last digits of a ticket's number, at least four.
    TicketDigits,
    /// From this time on, hhmm.
    TimeOfDay,
    SeatRow,
    SeatColumn,
    /// The staff number of a new operator.
    NewNumber,
    NewPassword(Person),
    /// The same once more.
    PasswordAgain(Person),
}

/// What was typed so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    Shown(String),
    /// So many characters of a secret.
    Hidden(usize),
}

/// What was wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Name or password is wrong.
    Refused,
    /// Too many wrong ones; so many seconds are left.
    Locked {
        seconds: u64,
    },
    Disabled,
    /// The two differ.
    NotRepeated,
    Weak(crate::people::Weakness),
    /// The number is somebody's already.
    Taken,
    /// Fewer digits than needed.
    TooShort {
        least: usize,
    },
    NoSuchTime,
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
    Exporting {
        done: usize,
        total: usize,
    },
    TryingPlatform,
    Saving,
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

/// A page to be read: which of how many.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    pub sheet: Sheet,
    /// From 0.
    pub at: usize,
    pub of: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Sheet {
    /// Today's counts, for staff.
    Today(Arc<Day>),
    Report(Arc<Day>, ReportSheet),
    /// All that staff may be asked about over the telephone: from the status bar's facts.
    Device,
    /// More of the device, for the tech.
    Status(Arc<Status>, StatusSheet),
    Record(Arc<RecordLine>),
    Reconciliation(Arc<Reconciliation>, ReconciliationSheet),
}

/// The pages of a comparison with the platform. Ranges are indexes into its lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReconciliationSheet {
    Totals,
    Sessions(std::ops::Range<usize>),
    Differences(std::ops::Range<usize>),
}

/// The pages of a business day's report. Ranges are indexes into the day's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportSheet {
    Totals,
    Sessions(std::ops::Range<usize>),
    Halls(std::ops::Range<usize>),
    /// Admissions by quarter of an hour, as a chart.
    Quarters,
    /// From the picture of a ticket to the open gate, as a histogram.
    Waits,
    /// Refusals by reason, as bars.
    Refusals,
    /// Openings by hand by reason, as bars.
    Manual,
}

/// The pages of how the terminal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusSheet {
    /// Keys, last contact, last error.
    Platform,
    /// Pending, oldest pending, what is set aside.
    Uploads,
    /// Database, disk, oldest day.
    Storage,
    /// Time, zone, trust.
    Clock,
    /// Program, schema, kernel, board.
    Versions,
}

/// The devices that can be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrialName {
    Camera,
    Gate,
    Lamps,
    Display,
    Keypad,
    Platform,
}

/// A device that is being tried.
#[derive(Debug, Clone, PartialEq)]
pub enum Trial {
    /// Nothing before the first picture.
    Camera(Option<Arc<CameraLook>>),
    /// What is on now; Up and Down choose the next.
    Lamps(Lamp),
    /// A pattern that shows dead pixels and wrong colours; any key shows the next.
    Display(Pattern),
    /// The last key, and how many were pressed; Back twice leaves.
    Keypad { last: Option<Key>, pressed: u32 },
    /// What the check of the platform told, a line each.
    Platform(Arc<[PlatformLine]>),
}

/// What the camera sees, and how sharp it is.
#[derive(Debug, Clone, PartialEq)]
pub struct CameraLook {
    /// Grey, row by row, `width` times `height` bytes.
    pub pixels: Vec<u8>,
    pub width: u32,
    pub height: u32,
    /// 0 to 100, comparable from picture to picture while the scene stays.
    pub focus: u8,
    /// The best so far.
    pub best: u8,
    /// A code is read.
    pub code: bool,
    pub taken: Timestamp,
}

/// Lamps and sounds in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lamp {
    Off,
    Admit,
    Refuse,
    Attention,
}

/// Test pictures of the display.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// A frame at the very edge, and a grid.
    Frame,
    Red,
    Green,
    Blue,
    White,
    Black,
    /// Steps of grey.
    Steps,
}

/// One line of the check of the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformLine {
    pub works: bool,
    pub words: String,
}
