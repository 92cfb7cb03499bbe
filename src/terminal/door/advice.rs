//! What a visitor can do about a code that is seen but not read.

/// What would help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::Display)]
#[strum(serialize_all = "snake_case")]
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
        self.into()
    }
}
