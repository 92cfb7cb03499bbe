//! What would help a code that is seen but not read.

/// What is in the way of a reading, told as what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// Its modules are too few pixels.
    Nearer,
    /// It is cut by the frame's edge, or too large.
    Further,
    /// It moves, or is unclear for a reason that can't be told.
    HoldStill,
    /// A saturated patch lies over it.
    LessGlare,
    /// Its contrast is too low: a dim display, or paper in the dark.
    Brighter,
}
