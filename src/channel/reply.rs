//! A reply (CHANNEL §1): `code`, `msg` and what the call asked for, read leniently from a body that may be anything.

use serde::{Deserialize, Serialize};

use super::calls::ChannelCall;
use super::field::{ReplyFields, whole};
use super::hidden::hide;
use super::lenient::{self, JsonValue};
use crate::words::channel::{self as words, Text};
use crate::words::codes::{FaultCode, channel};
use crate::words::{Language, Message, display_in_english, plain};

/// The beginning of a page in HTML that is looked at for its title, in bytes.
const PAGE_BEGIN: usize = 4096;

/// A reply that tells of success.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChannelReply<R> {
    /// Always 1.
    pub code: u8,
    /// What the channel says besides, made plain.
    pub msg: String,
    #[serde(flatten)]
    pub data: R,
}

/// Why a reply is none of success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ReplyFault {
    Empty,
    /// A page in HTML, with its title.
    Page(String),
    /// Neither strict JSON nor what is read leniently; the character from 1 on at which it ends to be.
    Unreadable {
        at: usize,
    },
    /// JSON without a `code`.
    NoCode,
    /// The channel says no.
    Refused {
        code: RefusalCode,
        msg: String,
    },
    /// Success without what was asked for, by its name.
    Missing(String),
}

/// A code other than success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalCode(pub i64);

impl RefusalCode {
    pub const SYSTEM: Self = Self(100);
    pub const SIGNATURE: Self = Self(101);
    pub const PARAMETER_MISSING: Self = Self(200);
    pub const SHOW_INVALID: Self = Self(201);
    pub const NO_SUCH_ORDER: Self = Self(300);
    pub const LOCK_FAILED: Self = Self(301);
    pub const ORDER_STATE: Self = Self(302);
    pub const CONFIRMATION: Self = Self(303);
}

display_in_english!(ReplyFault);

impl Message for ReplyFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Empty | Self::Page(_) => channel::PAGE,
            Self::Unreadable { .. } => channel::UNREADABLE,
            Self::NoCode => channel::NO_CODE,
            Self::Missing(_) => channel::INCOMPLETE,
            Self::Refused { code, .. } => match *code {
                RefusalCode::SYSTEM => channel::SYSTEM,
                RefusalCode::SIGNATURE => channel::SIGNATURE,
                RefusalCode::PARAMETER_MISSING => channel::PARAMETER_MISSING,
                RefusalCode::SHOW_INVALID => channel::SHOW_INVALID,
                RefusalCode::NO_SUCH_ORDER => channel::NO_SUCH_ORDER,
                RefusalCode::LOCK_FAILED => channel::LOCK_FAILED,
                RefusalCode::ORDER_STATE => channel::ORDER_STATE,
                RefusalCode::CONFIRMATION => channel::CONFIRMATION,
                _ => channel::REFUSED,
            },
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Empty => Text::Empty.plain(language),
            Self::Page(title) => words::Page { title }.text(language),
            Self::Unreadable { at } => words::Unreadable { at }.text(language),
            Self::NoCode => Text::NoCode.plain(language),
            Self::Missing(field) => words::Incomplete { field }.text(language),
            Self::Refused { code, msg } => {
                let RefusalCode(number) = code;
                let msg = said(msg, language);
                match *code {
                    RefusalCode::SYSTEM => words::System { msg }.text(language),
                    RefusalCode::SIGNATURE => words::Signature { msg }.text(language),
                    RefusalCode::PARAMETER_MISSING => {
                        words::ParameterRefused { msg }.text(language)
                    }
                    RefusalCode::SHOW_INVALID => words::ShowInvalid { msg }.text(language),
                    RefusalCode::NO_SUCH_ORDER => words::NoSuchOrder { msg }.text(language),
                    RefusalCode::LOCK_FAILED => words::LockFailed { msg }.text(language),
                    RefusalCode::ORDER_STATE => words::OrderStateWrong { msg }.text(language),
                    RefusalCode::CONFIRMATION => words::ConfirmationWrong { msg }.text(language),
                    _ => words::Refused { number, msg }.text(language),
                }
            }
        }
    }
}

/// What the channel says behind a code; nothing where it says nothing.
fn said(msg: &str, language: Language) -> String {
    if msg.is_empty() { String::new() } else { words::Said { msg }.text(language) }
}

impl ReplyFault {
    /// What the channel answered, without what to do about it where that depends on more than the answer.
    pub fn answered(&self, language: Language) -> String {
        match self {
            Self::Refused { code: RefusalCode(number), msg } => {
                let msg = said(msg, language);
                words::Answered { number, msg }.text(language)
            }
            other => other.message(language),
        }
    }

    /// A short name that stays the same, for events and the status.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Page(_) => "page",
            Self::Unreadable { .. } => "unreadable",
            Self::NoCode => "no_code",
            Self::Refused { .. } => "refused",
            Self::Missing(_) => "incomplete",
        }
    }
}

/// Reads a whole body as the reply to a call.
pub fn read<C: ChannelCall>(body: &[u8]) -> Result<ChannelReply<C::Reply>, ReplyFault> {
    read_hiding::<C>(body, &[])
}

/// Likewise, without any of these in what the channel says: the mobile numbers that were sent to it.
pub fn read_hiding<C: ChannelCall>(
    body: &[u8],
    hidden: &[String],
) -> Result<ChannelReply<C::Reply>, ReplyFault> {
    let text = text(body, hidden)?;
    let value = lenient::read(text)
        .map_err(|fault| ReplyFault::Unreadable { at: character(text, fault.at) })?;
    let JsonValue::Object(object) = value else { return Err(ReplyFault::NoCode) };
    let fields = ReplyFields::of(object);
    let code = fields.scalar("code").ok_or(ReplyFault::NoCode)?;
    let msg = fields.message("msg", hidden);
    if !matches!(code.as_str(), "1" | "001") {
        return Err(match whole(&code) {
            // Neither success as it is written, nor a code that refuses.
            Some(1) => ReplyFault::NoCode,
            Some(number) => ReplyFault::Refused { code: RefusalCode(number), msg },
            None => ReplyFault::NoCode,
        });
    }
    Ok(ChannelReply { code: 1, msg, data: C::read(&fields)? })
}

/// The body as a text that may be JSON.
fn text<'a>(body: &'a [u8], hidden: &[String]) -> Result<&'a str, ReplyFault> {
    let body = body.trim_ascii();
    if body.is_empty() {
        return Err(ReplyFault::Empty);
    }
    if body.starts_with(b"<") {
        return Err(ReplyFault::Page(title(body, hidden)));
    }
    let text = std::str::from_utf8(body).map_err(|fault| {
        let valid = String::from_utf8_lossy(&body[..fault.valid_up_to()]);
        ReplyFault::Unreadable { at: valid.chars().count() + 1 }
    })?;
    let text = text.trim_start_matches('\u{feff}');
    match text.trim_start() {
        "" => Err(ReplyFault::Empty),
        page if page.starts_with('<') => Err(ReplyFault::Page(title(page.as_bytes(), hidden))),
        _ => Ok(text),
    }
}

/// Which character of a text, from 1 on, begins at or behind this byte.
fn character(text: &str, at: usize) -> usize {
    text.char_indices().take_while(|(begin, _)| *begin < at).count() + 1
}

/// The title of a page in HTML, to tell whose it is.
fn title(page: &[u8], hidden: &[String]) -> String {
    let begin = String::from_utf8_lossy(&page[..page.len().min(PAGE_BEGIN)]);
    let lower = begin.to_ascii_lowercase();
    let inside = lower.find("<title>").zip(lower.find("</title>"));
    match inside.and_then(|(from, to)| begin.get(from + 7..to)) {
        Some(title) => {
            let title = plain::plain(&hide(title, hidden));
            format!(" ({:?})", title.chars().take(60).collect::<String>())
        }
        None => String::new(),
    }
}
