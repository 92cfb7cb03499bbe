//! What a QR code holds: the ticket information code as printed, or an e-ticket's URL that
//! carries it (§5.1.2 to §5.1.4).

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;

use super::codes::CinemaCode;
use crate::clock::{china_timestamp, parse_wire_time};

/// Longest text that is looked at, in bytes; no QR code holds more.
const LONGEST: usize = 8192;

/// Bytes of a block made by keys of 1024 to 4096 bits.
const BLOCK: std::ops::RangeInclusive<usize> = 128..=512;

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
    /// The parameter is neither a time nor Unix seconds.
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
        let text = text.trim_start_matches('\u{feff}').trim();
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
        let compact: Vec<u8> = code
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .map(|byte| match byte {
                b'-' => b'+',
                b'_' => b'/',
                other => other,
            })
            .collect();
        let (head, tail) =
            compact.split_at_checked(CinemaCode::WIDTH).ok_or(TextError::CinemaCode)?;
        if !head.iter().all(u8::is_ascii_alphanumeric) {
            return Err(TextError::CinemaCode);
        }
        let cinema_code = CinemaCode::from_bytes(head).map_err(|_| TextError::CinemaCode)?;
        let block = LENIENT.decode(tail).map_err(|_| TextError::Base64)?;
        if !BLOCK.contains(&block.len()) {
            return Err(TextError::Base64);
        }
        Ok(Self { cinema_code, block, electronic })
    }

    /// The ticket information code in its one canonical form: the cinema code and standard
    /// Base64 with padding, however it was shown.
    pub fn canonical(&self) -> String {
        format!("{}{}", self.cinema_code, BASE64_STANDARD.encode(&self.block))
    }
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

/// Percent-decoding; a `+` stays a `+`, as Base64 needs it. A broken escape stays as it is.
fn percent_decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = (*first == b'%')
            .then(|| tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok()))
            .flatten()
            .filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn shown_at(text: &str) -> ShownAt {
    let text = text.trim();
    let civil = parse_wire_time(text).map(china_timestamp);
    let unix = || text.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    civil.or_else(unix).map_or(ShownAt::Unreadable, ShownAt::At)
}
