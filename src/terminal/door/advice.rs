//! What a visitor can do about a code that is seen but not read.

/// What would help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    Nearer,
    Further,
    HoldStill,
    LessGlare,
    Brighter,
}

impl Advice {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Nearer, Self::Further, Self::HoldStill, Self::LessGlare, Self::Brighter];

    /// The name in events and in the names of pictures.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nearer => "nearer",
            Self::Further => "further",
            Self::HoldStill => "hold_still",
            Self::LessGlare => "less_glare",
            Self::Brighter => "brighter",
        }
    }
}

impl std::fmt::Display for Advice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
