//! What a detail tells by one of a few words, which stay as they are for good.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::TaskFault;

/// Where somebody does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum OperatorPlace {
    CommandLine,
    /// A page that a phone shows.
    Phone,
    Screen,
}

/// Why somebody is not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    WrongPassword,
    UnknownName,
    /// The password was right.
    Disabled,
    /// Likewise, and the role has nothing to look for at that place.
    NotAllowed,
}

/// How somebody signs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Leaving {
    /// By a key of one's own.
    #[serde(rename = "themselves")]
    ByThemselves,
    /// Nobody touched a key for a while, or the operator was changed or disabled.
    Automatic,
    /// Somebody else has taken over.
    Relieved,
    /// The terminal was stopped.
    #[serde(rename = "stop")]
    Stopped,
}

/// How a test moved the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Unlocked {
    AsForVisitor,
}

/// What is asked for of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum UpdateStage {
    Install,
    /// A restart into it.
    Try,
}

/// Why an export is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum WhyBrokenOff {
    /// By whoever began it, or as nobody waited for it any more.
    Stopped,
    PulledOut,
    Full,
    NotWritable,
    Fails,
    /// What was to be exported.
    Unreadable,
}

/// Whose value a setting has again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum SetTo {
    AsConfigured,
}

/// By what a time was put right, where that is not certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Estimated {
    /// By the records before it and the show's beginning.
    ByOthers,
}

/// When a step of the clock was noticed, where that was not at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Noticed {
    /// The clock is behind the log's last entry.
    AtStart,
}

/// How the run before ended, where that was not in good order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum LastRun {
    /// By a power cut, or killed.
    Unclean,
}

/// Why the program has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyStopped {
    /// By a signal.
    #[serde(rename = "told")]
    Asked,
    ReplayOver,
    /// A part of it ended by itself, and the program with it.
    Failed {
        task: String,
        fault: TaskFault,
    },
}
