//! What a visitor can do about a code that is seen but not read.

use strum::VariantArray;

/// What would help.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::Display, strum::VariantArray,
)]
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
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name in events and in the names of pictures.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
