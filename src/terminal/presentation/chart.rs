//! Tables, charts and pictures.

use std::sync::Arc;

use jiff::Timestamp;

use super::Phrase;

#[derive(Debug, Clone, PartialEq)]
pub struct ScreenTable {
    pub columns: Vec<ColumnHeader>,
    /// A cell for each column.
    pub rows: Vec<Vec<Phrase>>,
}

/// A column's head.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnHeader {
    pub words: String,
    pub numbers: bool,
    /// It takes the room that the others leave.
    pub takes_rest: bool,
    /// Left away where there is room for little.
    pub wide_only: bool,
}

/// A chart over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    pub values: Vec<u64>,
    /// Under the left edge of these columns stands this.
    pub ticks: Vec<(usize, String)>,
    /// The highest column.
    pub peak: usize,
    pub says: String,
}

/// A chart of how often what lies between two bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct HistogramChart {
    /// The bucket's bounds in words, and how many are in it.
    pub buckets: Vec<(String, u64)>,
    /// So many of the first buckets are as quick as wished.
    pub quick: usize,
    pub says: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    pub label: Phrase,
    pub count: u64,
}

/// What the camera sees.
#[derive(Debug, Clone, PartialEq)]
pub struct CameraSheet {
    pub look: Option<Arc<CameraLook>>,
    /// In place of the picture.
    pub waiting: String,
    pub focus: String,
    pub best: String,
    /// Whether a code is read.
    pub code: String,
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

/// Test pictures of the display.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestPattern {
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
