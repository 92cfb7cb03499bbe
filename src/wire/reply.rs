//! The reply's envelope (§7.4.2), read with suspicion: what answers may be a captive portal, a
//! proxy or a platform in distress.

use jiff::civil::DateTime;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::calls::{Api, PublicKeysReply, ReportReply, TicketInfo};
use super::number::Version;
use crate::clock::parse_wire_time;
use crate::ticket::FilmTicketCode;

/// Why a reply is of no use.
#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    #[error("the reply is no JSON but a page{0}: is a login page or a proxy in between?")]
    Page(String),
    #[error("the reply is no envelope of the platform: {0}")]
    Envelope(serde_json::Error),
    #[error("the reply to {api} does not read: {cause}")]
    Data { api: &'static str, cause: serde_json::Error },
    #[error("the reply to GetTicketInfo speaks of another ticket")]
    OtherTicket,
}

/// A reply whose envelope has been read; its data not yet.
#[derive(Debug)]
pub struct Reply {
    /// The platform's clock, China Standard Time, where it tells one that reads.
    pub datetime: Option<DateTime>,
    data: Box<RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Envelope<'a> {
    #[serde(default, rename = "Version")]
    _version: Option<Version>,
    #[serde(default)]
    datetime: Option<serde_json::Value>,
    #[serde(borrow)]
    reply_data: &'a RawValue,
}

impl Reply {
    /// Reads the envelope of a whole body.
    pub fn parse(body: &[u8]) -> Result<Self, ReplyError> {
        let text = String::from_utf8_lossy(body);
        let text = text.trim_start_matches('\u{feff}').trim();
        let envelope: Envelope = serde_json::from_str(text).map_err(|fault| {
            if text.starts_with('<') {
                ReplyError::Page(title(text))
            } else {
                ReplyError::Envelope(fault)
            }
        })?;
        let datetime = envelope.datetime.as_ref().and_then(|value| value.as_str());
        Ok(Self {
            datetime: datetime.and_then(parse_wire_time),
            data: envelope.reply_data.to_owned(),
        })
    }

    /// The data of a GetPublicKeys reply.
    pub fn public_keys(&self) -> Result<PublicKeysReply, ReplyError> {
        self.data(Api::GetPublicKeys)
    }

    /// The data of a ReportOriginalCheckTickets reply.
    pub fn report(&self) -> Result<ReportReply, ReplyError> {
        self.data(Api::ReportOriginalCheckTickets)
    }

    /// The data of a GetTicketInfo reply about the ticket that was asked for; none where the
    /// platform does not know it (`{}`, `null`, or no ticket number in it).
    pub fn ticket_info(&self, asked: FilmTicketCode) -> Result<Option<TicketInfo>, ReplyError> {
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Known {
            #[serde(default)]
            film_ticket_code: Option<String>,
        }
        let known: Option<Known> = self.data(Api::GetTicketInfo)?;
        let Some(code) =
            known.and_then(|known| known.film_ticket_code).filter(|code| !code.is_empty())
        else {
            return Ok(None);
        };
        if code != asked.as_str() {
            return Err(ReplyError::OtherTicket);
        }
        self.data(Api::GetTicketInfo).map(Some)
    }

    fn data<T: DeserializeOwned>(&self, api: Api) -> Result<T, ReplyError> {
        serde_json::from_str(self.data.get())
            .map_err(|cause| ReplyError::Data { api: api.as_str(), cause })
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

/// The title of an HTML page, to tell whose it is.
fn title(page: &str) -> String {
    let lower = page.to_ascii_lowercase();
    let inside = lower.find("<title>").zip(lower.find("</title>"));
    match inside.and_then(|(from, to)| page.get(from + 7..to)) {
        Some(title) => format!(" ({:?})", title.trim().chars().take(60).collect::<String>()),
        None => String::new(),
    }
}
