//! The few colours, and what they mean. A verdict is told by light before colour: come in is dark ink on a
//! bright field, not now is white on a dark one with a hatched edge; and every verdict has a sign of its
//! own shape. Whoever does not tell red from green still tells every tone from every other.

use embedded_graphics::pixelcolor::Rgb565;

use crate::terminal::presentation::Tone;

impl Tone {
    #[cfg(test)]
    const ALL: [Self; 8] = [
        Self::Calm,
        Self::Admit,
        Self::Refuse,
        Self::Caution,
        Self::Closed,
        Self::Exit,
        Self::Dark,
        Self::Lit,
    ];

    /// What the page lies on.
    pub const fn ground(self) -> Rgb565 {
        match self {
            Self::Calm => rgb(0x10, 0x18, 0x28),
            Self::Admit => rgb(0x80, 0xF0, 0xD0),
            Self::Refuse => rgb(0x90, 0x08, 0x10),
            Self::Caution => rgb(0xFF, 0xA0, 0x00),
            Self::Closed => rgb(0x6C, 0x74, 0x7C),
            Self::Dark => BLACK,
            Self::Exit | Self::Lit => WHITE,
        }
    }

    /// Headline, facts and signs.
    pub const fn ink(self) -> Rgb565 {
        match self {
            Self::Admit => rgb(0x00, 0x20, 0x18),
            Self::Caution => rgb(0x18, 0x10, 0x00),
            Self::Exit => rgb(0x00, 0x30, 0x1C),
            Self::Lit => BLACK,
            _ => WHITE,
        }
    }

    /// What is said more quietly.
    pub const fn soft(self) -> Rgb565 {
        match self {
            Self::Calm => rgb(0xC0, 0xCC, 0xD8),
            Self::Admit => rgb(0x00, 0x40, 0x30),
            Self::Refuse => rgb(0xFF, 0xE0, 0xDC),
            Self::Caution => rgb(0x40, 0x2C, 0x00),
            Self::Closed | Self::Exit | Self::Dark | Self::Lit => self.ink(),
        }
    }

    /// What leads the eye: the scan frame, the thin line before the facts.
    pub const fn accent(self) -> Rgb565 {
        match self {
            Self::Calm => rgb(0x40, 0xC8, 0xFF),
            Self::Admit => rgb(0x00, 0x70, 0x58),
            Self::Refuse => rgb(0xFF, 0x90, 0x88),
            Self::Caution => rgb(0x80, 0x48, 0x00),
            Self::Closed => rgb(0xFF, 0xD0, 0x60),
            Self::Exit => rgb(0x00, 0x68, 0x38),
            Self::Dark | Self::Lit => self.ink(),
        }
    }

    /// What lies under a page's last line: its ground, what is loud on it and what is less so.
    pub const fn foot(self) -> (Rgb565, Rgb565, Rgb565) {
        match self {
            Self::Admit => (self.ink(), WHITE, rgb(0xA8, 0xF0, 0xD8)),
            Self::Refuse => (rgb(0x48, 0x00, 0x08), WHITE, rgb(0xFF, 0xD0, 0xC8)),
            Self::Caution => (self.ink(), WHITE, rgb(0xFF, 0xE0, 0xB0)),
            Self::Calm | Self::Closed => (BAR, WHITE, BAR_INK),
            Self::Exit | Self::Dark | Self::Lit => (self.ink(), self.ground(), self.ground()),
        }
    }
}

const BLACK: Rgb565 = rgb(0, 0, 0);
const WHITE: Rgb565 = rgb(0xFF, 0xFF, 0xFF);

/// The status bar's ground, the same over every page.
pub const BAR: Rgb565 = rgb(0x04, 0x08, 0x10);
/// The status bar's text.
pub const BAR_INK: Rgb565 = rgb(0xE0, 0xE8, 0xF0);
/// Something works around itself: dark on amber.
pub const WARN: (Rgb565, Rgb565) = (Tone::Caution.ground(), Tone::Caution.ink());
/// Somebody must look: white on red.
pub const ALARM: (Rgb565, Rgb565) = (rgb(0xD0, 0x20, 0x28), rgb(0xFF, 0xFF, 0xFF));

/// What lies behind titles and keys in the menus.
pub const PANEL: Rgb565 = rgb(0x20, 0x30, 0x4C);
/// The chosen one of several: dark on light blue.
pub const CHOSEN: (Rgb565, Rgb565) = (Tone::Calm.accent(), Tone::Calm.ground());

const fn rgb(r: u8, g: u8, b: u8) -> Rgb565 {
    Rgb565::new(r >> 3, g >> 2, b >> 3)
}

#[cfg(test)]
mod tests;
