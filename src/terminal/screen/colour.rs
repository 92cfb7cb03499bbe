//! The few colours, and what they mean. A verdict is never told by colour alone: the caution
//! tone is also light where the others are dark, and every tone has a sign of its own shape.

use embedded_graphics::pixelcolor::Rgb565;

use crate::terminal::presentation::Tone;

impl Tone {
    #[cfg(test)]
    const ALL: [Self; 7] =
        [Self::Calm, Self::Admit, Self::Refuse, Self::Caution, Self::Closed, Self::Dark, Self::Lit];

    /// What the page lies on.
    pub const fn ground(self) -> Rgb565 {
        match self {
            Self::Calm => rgb(0x10, 0x18, 0x28),
            Self::Admit => rgb(0x08, 0x75, 0x39),
            Self::Refuse => rgb(0xB0, 0x18, 0x20),
            Self::Caution => rgb(0xFF, 0xB8, 0x18),
            Self::Closed => rgb(0x30, 0x38, 0x44),
            Self::Dark => BLACK,
            Self::Lit => WHITE,
        }
    }

    /// Headline, facts and signs.
    pub const fn ink(self) -> Rgb565 {
        match self {
            Self::Caution => rgb(0x18, 0x10, 0x00),
            Self::Lit => BLACK,
            _ => WHITE,
        }
    }

    /// What is said more quietly.
    pub const fn soft(self) -> Rgb565 {
        match self {
            Self::Calm | Self::Closed => rgb(0xC0, 0xCC, 0xD8),
            Self::Admit => rgb(0xDC, 0xF4, 0xE4),
            Self::Refuse => rgb(0xFF, 0xE0, 0xDC),
            Self::Caution => rgb(0x40, 0x2C, 0x00),
            Self::Dark | Self::Lit => self.ink(),
        }
    }

    /// What leads the eye: the scan frame, the thin line before the facts.
    pub const fn accent(self) -> Rgb565 {
        match self {
            Self::Calm => rgb(0x40, 0xC8, 0xFF),
            Self::Admit => rgb(0x70, 0xD8, 0x98),
            Self::Refuse => rgb(0xFF, 0x90, 0x88),
            Self::Caution => rgb(0x90, 0x5C, 0x00),
            Self::Closed => rgb(0xFF, 0xB8, 0x18),
            Self::Dark | Self::Lit => self.ink(),
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
mod tests {
    use super::super::canvas::eight_bits;
    use super::*;

    /// WCAG 2's contrast ratio of two colours as the panel shows them.
    fn contrast(a: Rgb565, b: Rgb565) -> f64 {
        let luminance = |colour| {
            let [r, g, b] = eight_bits(colour).map(|part| {
                let part = f64::from(part) / 255.0;
                if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_stands_out_from_its_ground() {
        assert!((contrast(rgb(0, 0, 0), rgb(255, 255, 255)) - 21.0).abs() < 0.01);
        for tone in Tone::ALL {
            assert!(contrast(tone.ground(), tone.ink()) >= 4.5, "{tone:?}");
            assert!(contrast(tone.ground(), tone.soft()) >= 4.5, "{tone:?}");
        }
        let panel = (PANEL, Tone::Calm.soft());
        for (ground, ink) in [(BAR, BAR_INK), WARN, ALARM, CHOSEN, panel] {
            assert!(contrast(ground, ink) >= 4.5, "{ground:?}");
        }
    }

    #[test]
    fn caution_is_told_from_both_verdicts_by_its_brightness_alone() {
        for verdict in [Tone::Admit, Tone::Refuse] {
            assert!(contrast(verdict.ground(), Tone::Caution.ground()) >= 3.0, "{verdict:?}");
        }
    }
}
