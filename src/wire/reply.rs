//! The reply's envelope (§7.4.2), read with suspicion: what answers may be a captive portal, a
//! proxy or a platform in distress.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::calls::{Api, Call, OwnCall};
use super::object::{Object, entries, scalar};
use crate::clock::{china_civil, parse_loose_time};
use crate::words::Language;
use crate::words::fault::{self as words, Text};
use crate::words::plain::plain;

/// Why a reply is of no use.
#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    #[error("the reply is no JSON but a page{0}: is a login page or a proxy in between?")]
    Page(String),
    #[error("the reply is no JSON: {0}")]
    Json(serde_json::Error),
    #[error("the reply is no envelope of the platform: {}", .0.message(Language::English))]
    Envelope(BadEnvelope),
    #[error("the reply to {} does not read: {}", .0.api, .0.message(Language::English))]
    Data(BadData),
}

/// What JSON lacks that is no envelope of a platform (§7.4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadEnvelope {
    NoObject,
    NoReplyData,
}

impl BadEnvelope {
    /// In a sentence of what answers.
    pub fn message(self, language: Language) -> String {
        let text = match self {
            Self::NoObject => Text::EnvelopeNoObject,
            Self::NoReplyData => Text::EnvelopeNoData,
        };
        text.plain(language)
    }
}

/// Why the ReplyData of a call is of no use (§7.6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadData {
    /// The call's name.
    pub api: String,
    /// Its name on the wire.
    pub field: String,
    pub what: DataFault,
}

/// What is wrong with the field that all hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataFault {
    Missing,
    /// It does not read, or is told twice and not as the same.
    Unclear,
    /// It is another's than that which was asked for.
    NotAsked,
}

impl BadData {
    pub(super) fn new(api: Api, field: &str, what: DataFault) -> Self {
        Self { api: api.as_str().to_owned(), field: field.to_owned(), what }
    }

    /// In a sentence of the reply.
    pub fn message(&self, language: Language) -> String {
        let field = &self.field;
        match self.what {
            DataFault::Missing => words::DataMissing { field }.text(language),
            DataFault::Unclear => words::DataUnclear { field }.text(language),
            DataFault::NotAsked => words::DataNotAsked { field }.text(language),
        }
    }
}

impl From<BadData> for ReplyError {
    fn from(fault: BadData) -> Self {
        Self::Data(fault)
    }
}

/// A reply whose envelope has been read; its data is for the [`Call`] that it answers.
#[derive(Debug)]
pub struct Reply {
    /// The platform's clock, China Standard Time, where it tells one that reads.
    pub datetime: Option<DateTime>,
    data: Box<RawValue>,
}

impl Reply {
    /// Reads the envelope of a whole body.
    pub fn parse(body: &[u8]) -> Result<Self, ReplyError> {
        let text = String::from_utf8_lossy(body);
        let text = text.trim_start_matches('\u{feff}').trim();
        let envelope = Object::read(text).map_err(|fault| {
            if text.starts_with('<') {
                ReplyError::Page(title(text))
            } else {
                match fault.classify() {
                    Category::Data => ReplyError::Envelope(BadEnvelope::NoObject),
                    _ => ReplyError::Json(fault),
                }
            }
        })?;
        let Some(data) = envelope.exact("ReplyData") else {
            return Err(ReplyError::Envelope(BadEnvelope::NoReplyData));
        };
        let datetime = envelope.exact("Datetime").and_then(scalar);
        Ok(Self {
            datetime: datetime.and_then(|text| parse_loose_time(&text)).map(china_civil),
            data: unwrapped(data),
        })
    }

    /// The ReplyData as it is written.
    pub fn written(&self) -> &str {
        self.data.get()
    }

    /// The objects that ReplyData is, or is a list of, each with how it is written.
    pub(super) fn parts(&self) -> Vec<(&RawValue, Object<'_>)> {
        let written = entries(self.data.get()).unwrap_or_else(|| vec![&self.data]);
        let read = |part| Some((part, Object::read(RawValue::get(part)).ok()?));
        written.into_iter().filter_map(read).collect()
    }

    /// Writes the reply to a call, for the platform's end.
    pub fn write<C: Call>(
        datetime: DateTime,
        data: &C::Reply,
    ) -> Result<String, serde_json::Error> {
        Self::enclose(datetime, data)
    }

    /// Likewise to a call of the project's own.
    pub fn write_own<C: OwnCall>(
        datetime: DateTime,
        data: &C::Reply,
    ) -> Result<String, serde_json::Error> {
        Self::enclose(datetime, data)
    }

    /// The envelope around any ReplyData, such as another platform's as it came.
    pub fn enclose(datetime: DateTime, data: &impl Serialize) -> Result<String, serde_json::Error> {
        written(datetime, data)
    }

    /// Writes the reply to a request that is not carried out, and why.
    pub fn refuse(datetime: DateTime, message: &str) -> Result<String, serde_json::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "PascalCase")]
        struct RefusedData<'a> {
            message: &'a str,
        }
        Self::enclose(datetime, &RefusedData { message })
    }
}

fn written(datetime: DateTime, data: &impl Serialize) -> Result<String, serde_json::Error> {
    #[derive(Serialize)]
    #[serde(rename_all = "PascalCase")]
    struct WrittenReply<'a, T> {
        version: &'static str,
        datetime: String,
        reply_data: &'a T,
    }
    let datetime = crate::clock::wire_time(datetime);
    serde_json::to_string(&WrittenReply { version: "1.0", datetime, reply_data: data })
}

/// ReplyData that is a text holds JSON once more where that reads.
fn unwrapped(data: &RawValue) -> Box<RawValue> {
    let text = data.get().starts_with('"').then(|| scalar(data)).flatten();
    let inner = text.and_then(|text| serde_json::from_str(&text).ok());
    inner.unwrap_or_else(|| data.to_owned())
}

/// The title of an HTML page, to tell whose it is.
fn title(page: &str) -> String {
    let lower = page.to_ascii_lowercase();
    let inside = lower.find("<title>").zip(lower.find("</title>"));
    match inside.and_then(|(from, to)| page.get(from + 7..to)) {
        Some(title) => format!(" ({:?})", plain(title).chars().take(60).collect::<String>()),
        None => String::new(),
    }
}
