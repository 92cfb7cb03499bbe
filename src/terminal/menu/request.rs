//! What the menus want done that takes longer than the loop has: the right that it takes, what is told of it meanwhile.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use super::FieldSetting;
use super::pages::busy::BusyTask;
use super::pages::operators::ListedOperator;
use crate::people::{Password, Right, Role};
use crate::terminal::operators::SheetHolder;
use crate::terminal::update::{UpdateRequest, UpdateStep};

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
