//! QR codes to begin with, and codes that say anything at all.

use std::sync::LazyLock;

use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{Color, EcLevel, QrCode, Version};

/// A code's modules, row by row.
pub struct Drawn {
    pub text: String,
    pub side: usize,
    pub dark: Vec<bool>,
}

pub const LEVELS: [EcLevel; 4] = [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H];

const MASKS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// Codes of several sizes: the smallest, short texts, tickets printed and as an address, the
/// largest.
pub static CODES: LazyLock<Vec<Drawn>> = LazyLock::new(|| {
    let ticket = |length: usize| -> String {
        let base64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let body = (0..length - 8).map(|at| base64[at * at % 61] as char);
        "44010201".chars().chain(body).collect()
    };
    let texts = [
        (1, EcLevel::L, "1".to_owned()),
        (2, EcLevel::M, "HTTPS://E.EXAMPLE/".to_owned()),
        (3, EcLevel::H, "囍喆堃龘".to_owned()),
        (7, EcLevel::M, format!("https://pay.example/?q={}", ticket(60))),
        (10, EcLevel::M, ticket(180)),
        (14, EcLevel::M, format!("https://t.example/e?c={}&t=1546311600", ticket(200))),
        (17, EcLevel::M, ticket(352)),
        (40, EcLevel::L, ticket(692)),
    ];
    let draw = |(version, level, text): (i16, EcLevel, String)| {
        let code = QrCode::with_version(&text, Version::Normal(version), level).ok()?;
        let dark = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
        Some(Drawn { side: code.width(), text, dark })
    };
    texts.into_iter().filter_map(draw).collect()
});

/// A sound code of a version, 1 to 40, whose data codewords are `data` and zeros behind them,
/// whatever those mean. `None` where `data` is too long.
pub fn saying(version: i16, level: EcLevel, mask: usize, data: &[u8]) -> Option<Drawn> {
    let version = Version::Normal(version);
    let capacity = qrcode::bits::Bits::new(version).max_len(level).ok()? / 8;
    let mut words = data.to_vec();
    if words.len() > capacity {
        return None;
    }
    words.resize(capacity, 0);
    let (words, checks) = qrcode::ec::construct_codewords(&words, version, level).ok()?;
    let mut canvas = Canvas::new(version, level);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&words, &checks);
    canvas.apply_mask(MASKS[mask % MASKS.len()]);
    let side = usize::try_from(version.width()).ok()?;
    let dark = canvas.into_colors().into_iter().map(|colour| colour == Color::Dark).collect();
    Some(Drawn { text: String::new(), side, dark })
}
