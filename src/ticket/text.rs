//! What a QR code holds: the ticket information code as printed, or an e-ticket's URL that
//! carries it (§5.1.2 to §5.1.4).

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;

use super::codes::CinemaCode;
use crate::clock::parse_loose_time;

/// Longest text that is looked at, in bytes; no QR code holds more.
const LONGEST: usize = 8192;

/// Bytes of a block made by keys of 1024 to 4096 bits.
const BLOCK: std::ops::RangeInclusive<usize> = 128..=512;

/// Keys come in lengths of so many bytes, 256 bits.
const KEY_STEP: usize = 32;

/// Standard alphabet, `=` or none.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A text that has the shape of a ticket. Whether it is genuine, a key must tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketText {
    pub cinema_code: CinemaCode,
    /// What the cinema's private key made.
    pub block: Vec<u8>,
    /// Where it came as a URL.
    pub electronic: Option<Electronic>,
}

/// What an e-ticket's URL tells beside the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Electronic {
    pub shown_at: ShownAt,
}

/// The display's last verification time (§5.1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownAt {
    /// The URL has no such parameter.
    Missing,
    /// The parameter is neither a time nor Unix seconds or milliseconds.
    Unreadable,
    At(Timestamp),
}

/// Names of the URL's parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlParams {
    pub code: String,
    pub time: String,
}

impl Default for UrlParams {
    fn default() -> Self {
        Self { code: "c".into(), time: "t".into() }
    }
}

/// Why a text has not the shape of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("the text is empty or far too long")]
    Length,
    #[error("the address carries no ticket code")]
    Address,
    #[error("the text does not begin with a cinema code")]
    CinemaCode,
    #[error("what follows the cinema code is no Base64 of 128 to 512 bytes")]
    Base64,
}

impl TicketText {
    /// Reads the text of a QR code.
    pub fn parse(text: &str, params: &UrlParams) -> Result<Self, TextError> {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.is_empty() || text.len() > LONGEST {
            return Err(TextError::Length);
        }
        if !is_address(text) {
            return Self::from_code(text, None);
        }
        let code = parameter(text, &params.code, &params.time).ok_or(TextError::Address)?;
        let shown_at = match parameter(text, &params.time, &params.code) {
            None => ShownAt::Missing,
            Some(time) => shown_at(&time),
        };
        Self::from_code(&code, Some(Electronic { shown_at }))
    }

    fn from_code(code: &str, electronic: Option<Electronic>) -> Result<Self, TextError> {
        let code = up_to_nul(code).as_bytes();
        let mut ends = (1..).zip(code).filter(|(_, byte)| !byte.is_ascii_whitespace());
        let (end, _) = ends.nth(CinemaCode::WIDTH - 1).ok_or(TextError::CinemaCode)?;
        let (head, tail) = code.split_at(end);
        let head = base64(head, false);
        if !head.iter().all(u8::is_ascii_alphanumeric) {
            return Err(TextError::CinemaCode);
        }
        let cinema_code = CinemaCode::from_bytes(&head).map_err(|_| TextError::CinemaCode)?;
        let block = block(tail).ok_or(TextError::Base64)?;
        Ok(Self { cinema_code, block, electronic })
    }

    /// The ticket information code in its one canonical form: the cinema code and standard
    /// Base64 with padding, however it was shown.
    pub fn canonical(&self) -> String {
        format!("{}{}", self.cinema_code, BASE64_STANDARD.encode(&self.block))
    }
}

/// Reads the Base64. A space may be stray, or what a form makes of a `+`: that reading counts which
/// gives a block of a length that keys have. A key must open it, whatever it was made of.
fn block(tail: &[u8]) -> Option<Vec<u8>> {
    let readings = [(tail, false), (tail.trim_ascii_end(), true), (tail, true)];
    let read = |(tail, plus)| LENIENT.decode(base64(tail, plus)).ok();
    let mut blocks: Vec<Vec<u8>> = readings
        .into_iter()
        .filter_map(read)
        .filter(|block| BLOCK.contains(&block.len()))
        .collect();
    let usual = blocks.iter().position(|block| block.len() % KEY_STEP == 0).unwrap_or(0);
    (!blocks.is_empty()).then(|| blocks.swap_remove(usual))
}

/// The text in the standard alphabet, without white space; with `plus` spaces count as such.
fn base64(text: &[u8], plus: bool) -> Vec<u8> {
    text.iter()
        .map(|byte| match byte {
            b' ' if plus => b'+',
            b'-' => b'+',
            b'_' => b'/',
            other => *other,
        })
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect()
}

/// A NUL ends a text, as it does where C had it in its hands.
fn up_to_nul(text: &str) -> &str {
    text.split('\0').next().unwrap_or_default()
}

fn is_address(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}

/// A parameter of the query (`?c=…`), or of the path (`/c/…` or `;c=…`). In a path a value may
/// hold slashes: it ends where the `other` parameter begins.
fn parameter(url: &str, name: &str, other: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let rest = rest.split('#').next()?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let pairs = query.split('&').chain(path.split(['/', ';']).skip(1));
    let named = pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
    if let Some((_, value)) = named {
        return Some(percent_decoded(value));
    }
    let mut segments = path.split('/').skip(1).skip_while(|segment| *segment != name).skip(1);
    let first = segments.next()?;
    let value: Vec<&str> =
        std::iter::once(first).chain(segments.take_while(|segment| *segment != other)).collect();
    Some(percent_decoded(&value.join("/")))
}

/// A `+` stays a `+`, as Base64 needs it. A broken escape stays as it is.
fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn shown_at(text: &str) -> ShownAt {
    let text = up_to_nul(text).trim();
    // In a form `+` means a space.
    let spaced = text.get(10..11) == Some("+");
    let civil =
        if spaced { parse_loose_time(&text.replacen('+', " ", 1)) } else { parse_loose_time(text) };
    civil.or_else(|| unix(text)).map_or(ShownAt::Unreadable, ShownAt::At)
}

/// Seconds since 1970, also with a fraction, or milliseconds: as seconds they would lie in the year
/// 5138 or later.
fn unix(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.is_empty()
        || !(whole.bytes().chain(fraction.bytes())).all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    match whole.parse().ok()? {
        seconds @ ..100_000_000_000 => Timestamp::from_second(seconds).ok(),
        milliseconds => Timestamp::from_millisecond(milliseconds).ok(),
    }
}
