//! The request's envelope (§7.4.1). QueryData is serialised once and stands in the body exactly
//! as it was signed.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::calls::Call;
use super::number::Version;
use super::signature::{SignatureError, SignatureForm, TerminalKey};
use crate::clock::wire_time;
use crate::words::{Language, Message, display_in_english, fault as words};

/// The version that is sent (§7.5.2.1).
const VERSION: &str = "1.0";

/// A request as it is read at the platform. `query_data` is the exact text of the body.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Request<'a> {
    pub version: Version,
    pub datetime: String,
    pub username: String,
    pub api: String,
    pub signature: String,
    #[serde(borrow)]
    pub query_data: &'a RawValue,
}

impl Request<'_> {
    /// What the signature covers.
    pub fn signed_text(&self) -> String {
        signed_text(
            &self.version.0,
            &self.datetime,
            &self.username,
            &self.api,
            self.query_data.get(),
        )
    }
}

fn signed_text(version: &str, datetime: &str, username: &str, api: &str, query: &str) -> String {
    [version, datetime, username, api, query].concat()
}

/// A request that is ready to be sent.
#[derive(Debug, Clone)]
pub struct SignedRequest {
    /// The whole body, JSON in UTF-8.
    pub body: String,
}

/// Why a request could not be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum RequestError {
    /// The key does not sign.
    Signature(#[from] SignatureError),
    /// It does not serialise; why, in the library's words.
    Json(String),
    /// There is nothing to report.
    Empty,
}

display_in_english!(RequestError);

impl RequestError {
    /// In a sentence of a request that could not be made.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Signature(cause) => cause.message(language),
            Self::Json(cause) => words::Unserialised { cause }.text(language),
            Self::Empty => words::Text::NothingToReport.plain(language),
        }
    }
}

impl From<serde_json::Error> for RequestError {
    fn from(fault: serde_json::Error) -> Self {
        Self::Json(fault.to_string())
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Envelope<'a> {
    version: &'a str,
    datetime: &'a str,
    username: &'a str,
    api: &'a str,
    signature: &'a str,
    query_data: &'a RawValue,
}

impl SignedRequest {
    /// Serialises `query`, signs it and wraps it up. `datetime` is China Standard Time.
    pub fn new<C: Call>(
        key: &TerminalKey,
        form: SignatureForm,
        username: &str,
        datetime: DateTime,
        query: &C,
    ) -> Result<Self, RequestError> {
        let api = C::API.as_str();
        let query_data = serde_json::value::to_raw_value(query)?;
        let datetime = wire_time(datetime);
        let text = signed_text(VERSION, &datetime, username, api, query_data.get());
        let signature = key.sign(form, &text)?;
        let body = serde_json::to_string(&Envelope {
            version: VERSION,
            datetime: &datetime,
            username,
            api,
            signature: &signature,
            query_data: &query_data,
        })?;
        Ok(Self { body })
    }
}
