//! What goes into the menus and what they want done.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use super::pages::busy::BusyTask;
use super::pages::halls::HallChoice;
use super::pages::main::InsideNow;
use super::pages::operators::ListedOperator;
use super::pages::platform::PlatformLine;
use super::pages::settings::SettingLine;
use super::{FieldSetting, ShownVerdict};
use crate::people::Role;
use crate::people::{Password, Right, Weakness};
use crate::terminal::door::{DoorEvent, GateState, TypedTicket};
use crate::terminal::keypad::Key;
use crate::terminal::operators::{Leaving, SheetHolder, SignedIn};
use crate::terminal::presentation::{CameraLook, QrPicture};
use crate::terminal::report::Day;
use crate::terminal::report::reconcile::Reconciliation;
use crate::terminal::report::status::Status;
use crate::terminal::site_clock::ClockAnswer;
use crate::terminal::store::{OpenReason, RecordLine, RunningSession};
use crate::terminal::update::{BundleName, UpdateRequest, UpdateStatus, UpdateStep};
use crate::words::{Bilingual, Language};

/// What happens to the menus.
#[derive(Debug)]
pub enum MenuInput {
    /// Somebody pressed a key while the menus were to be seen, or nothing but the invitation.
    Key(Key),
    /// An answer to [`MenuEffect::Ask`], or how far the work has come.
    Reply(JobId, MenuReply),
    /// What came of [`MenuEffect::OpenByHand`] or [`MenuEffect::TryGate`].
    Opened(Result<(), NotOpened>),
    /// What came of [`MenuEffect::Judge`], or why [`MenuEffect::LetIn`] opened nothing.
    Judged(Arc<TypedTicket>, Arc<ShownVerdict>),
    /// The gate is locked again.
    GateLocked,
    /// The gate does not obey.
    GateFault,
    /// A picture of the camera, while [`super::Menu::wants_looks`].
    Look(CameraLook),
    /// A deadline of [`super::Menu::due`] has come.
    Tick,
}

impl MenuInput {
    /// What the menus have to know of the gate's life.
    pub fn of_gate(report: &DoorEvent) -> Option<Self> {
        match report {
            DoorEvent::Gate { state: GateState::Locked, .. } => Some(Self::GateLocked),
            DoorEvent::Gate { state: GateState::Fault, .. } => Some(Self::GateFault),
            _ => None,
        }
    }
}

/// Why the gate was not opened by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOpened {
    /// The store does not take it, so the gate stays locked.
    NotRecorded,
    /// Whoever is signed in was disabled or changed meanwhile.
    NotAllowed,
    /// It is recorded, but the gate does not obey.
    GateFault,
}

/// A job that was given away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobId(pub u64);

/// What the menus want done, in this order.
#[derive(Debug)]
pub enum MenuEffect {
    /// Something that takes longer than the loop has; answered by [`MenuInput::Reply`]. `by` is none
    /// before somebody has signed in.
    Ask {
        job: JobId,
        by: Option<SignedIn>,
        request: MenuRequest,
    },
    /// Nobody waits for this job any more.
    Abandon(JobId),
    /// Record that somebody opens the gate by hand, then open it; answered by [`MenuInput::Opened`].
    OpenByHand {
        by: SignedIn,
        /// None: it is asked while the gate is open, and told by [`MenuEffect::NoteReason`].
        reason: Option<OpenReason>,
    },
    /// Tell the log why it was opened; none: nobody has said.
    NoteReason {
        by: SignedIn,
        reason: Option<OpenReason>,
    },
    /// The same to see whether the gate works, which is no admission.
    TryGate {
        by: SignedIn,
    },
    /// By the rules for tickets that are scanned, one whose number was typed; answered by
    /// [`MenuInput::Judged`].
    Judge(Arc<TypedTicket>),
    /// Use it up, then open the gate; answered by [`MenuInput::Opened`].
    LetIn {
        by: SignedIn,
        typed: Arc<TypedTicket>,
    },
    LockGate,
    /// Somebody's shift at this door is over.
    SignOut {
        by: SignedIn,
        leaving: Leaving,
    },
    /// Staff call for help, or the call is over.
    Help {
        by: SignedIn,
        on: bool,
    },
    /// The sound of a call for help.
    Attention,
    /// The screens speak this language from now on.
    Speak(Language),
    /// Lamps, buzzer and sounds as for this, to see whether they work.
    Signal(crate::terminal::door::Cue),
    /// A setting was changed; it holds from now on.
    Apply(FieldSetting, String),
}

/// What is done beside the loop.
#[derive(Debug)]
pub enum MenuRequest {
    /// Whether anybody can sign in here.
    AnyOperators,
    SignIn {
        number: String,
        password: Password,
    },
    /// The number on the enrolment sheet, by which the first admin is made.
    HoldSheet(Password),
    /// The first admin, and signing in as such.
    AddFirst {
        holder: SheetHolder,
        number: String,
        password: Password,
    },
    Day(Date),
    /// Who has entered the session that is next at hand.
    Inside,
    Status,
    Find(Find),
    /// Which sessions visitors come to now.
    Sessions,
    /// A ticket by the session's start and its number, or the last digits of it: asked of the platform.
    Ticket(DateTime, String),
    FindStick,
    /// The reports of these business days, onto the stick.
    Export(Vec<Date>),
    /// The code of the database's key, for the display.
    ShowKey,
    /// The sheet with it onto the stick.
    WriteKey,
    /// The whole database onto the stick.
    Backup,
    TryPlatform,
    /// What runs, how an update stands, which bundles are on the stick.
    Updates,
    /// Ask root's side, and wait for what comes of it.
    Update(UpdateRequest),
    /// Compare a business day with what the platform accepted.
    Reconcile(Date),
    Operators,
    AddOperator {
        number: String,
        role: Role,
        password: Password,
    },
    SetPassword {
        of: ListedOperator,
        password: Password,
    },
    SetDisabled {
        of: ListedOperator,
        disabled: bool,
    },
    Settings,
    /// Which there are, and which of them lie behind this door.
    Halls,
    SetClock(Timestamp),
    /// None: as configured.
    Set {
        setting: FieldSetting,
        value: Option<String>,
    },
}

impl MenuRequest {
    /// The right that it takes; none: nobody has to be signed in.
    pub fn right(&self) -> Option<Right> {
        match self {
            // Whoever holds the sheet is nobody yet.
            Self::AnyOperators
            | Self::SignIn { .. }
            | Self::HoldSheet(_)
            | Self::AddFirst { .. } => None,
            Self::Day(_) | Self::Inside => Some(Right::Counts),
            Self::Sessions | Self::Ticket(..) => Some(Right::OpenByHand),
            Self::Find(_) | Self::FindStick | Self::Export(_) | Self::Reconcile(_) => {
                Some(Right::Reports)
            }
            Self::Status | Self::Backup | Self::TryPlatform | Self::Updates | Self::Update(_) => {
                Some(Right::Devices)
            }
            Self::ShowKey | Self::WriteKey => Some(Right::DatabaseKey),
            Self::Operators
            | Self::AddOperator { .. }
            | Self::SetPassword { .. }
            | Self::SetDisabled { .. } => Some(Right::Operators),
            Self::Settings | Self::Halls | Self::SetClock(_) => Some(Right::Site),
            Self::Set { setting, .. } => Some(setting.right()),
        }
    }

    /// What is told of it while it is done.
    pub fn task(&self) -> BusyTask {
        match self {
            Self::SignIn { .. } | Self::AnyOperators | Self::HoldSheet(_) => BusyTask::SigningIn,
            Self::Day(_) | Self::Inside => BusyTask::Reporting,
            Self::Status | Self::Operators | Self::Settings | Self::Sessions | Self::Halls => {
                BusyTask::Loading
            }
            Self::Ticket(..) => BusyTask::AskingPlatform,
            Self::Find(_) => BusyTask::Searching,
            Self::FindStick => BusyTask::LookingForStick,
            Self::Export(_) => BusyTask::Exporting { day: 0, days: 0, done: 0, total: 0 },
            Self::Reconcile(_) => BusyTask::Reconciling { done: 0, total: 0 },
            Self::ShowKey | Self::WriteKey => BusyTask::PuttingKeyAway,
            Self::Backup => BusyTask::BackingUp { done: 0, total: 0 },
            Self::TryPlatform => BusyTask::TryingPlatform,
            Self::Updates => BusyTask::LookingForUpdate,
            Self::Update(_) => BusyTask::Updating { step: UpdateStep::Checking, done: 0, total: 0 },
            Self::AddFirst { .. }
            | Self::AddOperator { .. }
            | Self::SetPassword { .. }
            | Self::SetDisabled { .. }
            | Self::SetClock(_)
            | Self::Set { .. } => BusyTask::Saving,
        }
    }
}

/// Which records are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Find {
    /// Whose ticket's number ends with these digits.
    Ticket(String),
    /// From this time of a business day on.
    Time(Date, Time),
    /// On this seat on a business day.
    Seat(Date, u32, u32),
}

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
    Ticket(TypedAnswer),
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
