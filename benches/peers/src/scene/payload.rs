//! What the codes hold: tickets as text or as a URL, and the posters' own addresses.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use fastrand::Rng;
use qrcode::{EcLevel, QrCode, Version, types::QrError};

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Eight digits and the Base64 of so many random bytes: what encrypted tickets look like.
    Ticket { bytes: usize },
    /// A ticket in the address of a web page.
    Address,
    /// Anything else that people hold or hang up.
    Poster,
}

impl Kind {
    /// As `meta.tsv` names it.
    pub fn name(self) -> String {
        match self {
            Self::Ticket { bytes } => format!("s{bytes}"),
            Self::Address => "url".to_owned(),
            Self::Poster => "poster".to_owned(),
        }
    }

    pub fn text(self, rng: &mut Rng) -> String {
        match self {
            Self::Ticket { bytes } => ticket(bytes, rng),
            Self::Address => format!("https://ticket.example.com/in?c={}", ticket(128, rng)),
            Self::Poster => {
                let path = URL_SAFE_NO_PAD.encode(random(rng.usize(4..36), rng));
                format!("https://film.example.org/{path}")
            }
        }
    }
}

fn ticket(bytes: usize, rng: &mut Rng) -> String {
    format!("{:08}{}", rng.u32(..100_000_000), STANDARD.encode(random(bytes, rng)))
}

fn random(bytes: usize, rng: &mut Rng) -> Vec<u8> {
    (0..bytes).map(|_| rng.u8(..)).collect()
}

/// A QR code's modules.
#[derive(Debug, Clone)]
pub struct Code {
    /// Modules on a side.
    pub side: usize,
    /// `version` and level as `meta.tsv` names them.
    pub label: String,
    dark: Vec<bool>,
}

impl Code {
    /// The smallest version that holds the text.
    pub fn of(text: &str, level: EcLevel) -> Result<Self, QrError> {
        let code = QrCode::with_error_correction_level(text, level)?;
        let version = match code.version() {
            Version::Normal(version) | Version::Micro(version) => version,
        };
        let dark = code.to_colors().into_iter().map(|c| c == qrcode::Color::Dark).collect();
        Ok(Self { side: code.width(), label: format!("ver={version} ec={level:?}"), dark })
    }

    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        self.dark[row * self.side + column]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_are_as_long_as_real_ones_and_fit_the_usual_versions() {
        let mut rng = Rng::with_seed(1);
        for (bytes, chars, versions) in [(128, 180, 8..=12), (256, 352, 12..=17)] {
            let text = Kind::Ticket { bytes }.text(&mut rng);
            assert_eq!(text.len(), chars);
            assert!(text[..8].bytes().all(|byte| byte.is_ascii_digit()));
            for level in [EcLevel::L, EcLevel::M, EcLevel::Q] {
                let side = Code::of(&text, level).unwrap().side;
                assert!(versions.contains(&((side - 17) / 4)), "{side}");
            }
        }
    }
}
