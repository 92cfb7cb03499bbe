//! Pages that are read: reports, how the terminal stands, devices on trial.

use std::sync::Arc;

use jiff::Timestamp;

use crate::terminal::keypad::Key;
use crate::terminal::report::Day;
use crate::terminal::report::reconcile::Reconciliation;
use crate::terminal::report::status::Status;
use crate::terminal::store::RecordLine;

/// A page to be read: which of how many.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    pub sheet: Sheet,
    /// Which part of the sheet, from 0, where a small screen shows it in several.
    pub part: usize,
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
    /// Program, schema, and what they run on.
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
