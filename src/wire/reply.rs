//! The reply's envelope (§7.4.2), read with suspicion: what answers may be a captive portal, a
//! proxy or a platform in distress.

use jiff::civil::DateTime;
use serde::Serialize;
use serde_json::value::RawValue;

use super::WithFlaws;
use super::calls::{Api, PublicKeysReply, ReportReply, TicketInfo};
use super::object::{Object, entries, scalar};
use super::told::{self, Speaks};
use crate::clock::{china_civil, parse_loose_time};
use crate::plain::plain;
use crate::ticket::FilmTicketCode;

/// Why a reply is of no use.
#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    #[error("the reply is no JSON but a page{0}: is a login page or a proxy in between?")]
    Page(String),
    #[error("the reply is no envelope of the platform: {0}")]
    Envelope(serde_json::Error),
    #[error("the reply to {api} does not read: {cause}")]
    Data { api: &'static str, cause: &'static str },
    #[error("the reply to GetTicketInfo speaks of another ticket")]
    OtherTicket,
}

const REPORT: Api = Api::ReportOriginalCheckTickets;

/// A reply whose envelope has been read; its data not yet.
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
                ReplyError::Envelope(fault)
            }
        })?;
        let Some(data) = envelope.exact("ReplyData") else {
            return Err(ReplyError::Envelope(serde::de::Error::missing_field("ReplyData")));
        };
        let datetime = envelope.exact("Datetime").and_then(scalar);
        Ok(Self {
            datetime: datetime.and_then(|text| parse_loose_time(&text)).map(china_civil),
            data: unwrapped(data),
        })
    }

    /// The data of a GetPublicKeys reply. Each entry of the list reads by itself.
    pub fn public_keys(&self) -> Result<PublicKeysReply, ReplyError> {
        const NAME: &str = "PublicKeys";
        let fault = |cause| ReplyError::Data { api: Api::GetPublicKeys.as_str(), cause };
        let parts = self.parts();
        let lists = parts.iter().flat_map(|(_, part)| part.all(NAME));
        let mut public_keys = Vec::new();
        let mut is_list = false;
        for list in lists.filter_map(told::key_entries) {
            is_list = true;
            public_keys.extend(list);
        }
        // The list itself, without a name.
        if !is_list && parts.iter().any(|(_, part)| part.has("PublicKey")) {
            is_list = true;
            public_keys.extend(parts.iter().map(|(entry, _)| told::key_entry(entry)));
        }
        is_list
            .then_some(PublicKeysReply { public_keys })
            .ok_or_else(|| fault("it has no list of PublicKeys"))
    }

    /// The data of a ReportOriginalCheckTickets reply. A result that is told twice and not as the
    /// same is none: what was not taken for certain goes up again.
    pub fn report(&self) -> Result<ReportReply, ReplyError> {
        let fault = |cause| ReplyError::Data { api: REPORT.as_str(), cause };
        let parts = self.parts();
        let told: Vec<Option<bool>> = parts
            .iter()
            .flat_map(|(_, part)| part.all("ReportResult"))
            .map(told::report_result)
            .collect();
        match told[..] {
            [Some(report_result), ref others @ ..]
                if others.iter().all(|other| *other == Some(report_result)) =>
            {
                Ok(ReportReply { report_result })
            }
            [] => Err(fault("it has no ReportResult")),
            _ => Err(fault("its ReportResult is neither true nor false")),
        }
    }

    /// The data of a GetTicketInfo reply about the ticket that was asked for; none where the
    /// platform does not know it (`{}`, `null`, no ticket and nothing of one in it). Whatever
    /// else does not read is left out and told.
    pub fn ticket_info(
        &self,
        asked: FilmTicketCode,
    ) -> Result<WithFlaws<Option<TicketInfo>>, ReplyError> {
        let mut flaws = Vec::new();
        let mut parts: Vec<Object> = self.parts().into_iter().map(|(_, part)| part).collect();
        if parts.is_empty() {
            return match self.data.get() {
                "null" | "\"\"" | "[]" => Ok(WithFlaws { data: None, flaws }),
                _ => Err(ReplyError::Data {
                    api: Api::GetTicketInfo.as_str(),
                    cause: "it is no object",
                }),
            };
        }
        let is_ours = |part: &Object| told::speaks(part, asked) == Speaks::OfIt;
        if parts.iter().any(is_ours) {
            parts.retain(is_ours);
        } else if parts.iter().any(|part| told::speaks(part, asked) == Speaks::OfAnother) {
            return Err(ReplyError::OtherTicket);
        }
        // What is told of one ticket in more than one place is told of it more than once.
        let object = Object::joined(parts);
        let data = told::ticket_info(&object, asked, &mut flaws);
        Ok(WithFlaws { data, flaws })
    }

    /// The objects that ReplyData is, or is a list of, each with how it is written.
    fn parts(&self) -> Vec<(&RawValue, Object<'_>)> {
        let written = entries(self.data.get()).unwrap_or_else(|| vec![&self.data]);
        let read = |part| Some((part, Object::read(RawValue::get(part)).ok()?));
        written.into_iter().filter_map(read).collect()
    }

    /// Writes a reply, for the platform's end.
    pub fn write(datetime: DateTime, data: &impl Serialize) -> Result<String, serde_json::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "PascalCase")]
        struct Written<'a, T> {
            version: &'static str,
            datetime: String,
            reply_data: &'a T,
        }
        let datetime = crate::clock::wire_time(datetime);
        serde_json::to_string(&Written { version: "1.0", datetime, reply_data: data })
    }
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
