//! The three calls of §7.6 and their types. Serialising keeps the order of the specification's
//! tables. Queries are read with numbers as numbers or as strings, as SPEC §4 says; replies, which
//! a terminal has to live with as they come, are read field by field (`told`).

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::number;
use crate::ticket::{CinemaCode, Fen, FilmCode, FilmTicketCode, ScreenCode, SessionCode};

/// The name that stands in the envelope's `Api`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Api {
    GetPublicKeys,
    ReportOriginalCheckTickets,
    GetTicketInfo,
}

impl Api {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GetPublicKeys => "GetPublicKeys",
            Self::ReportOriginalCheckTickets => "ReportOriginalCheckTickets",
            Self::GetTicketInfo => "GetTicketInfo",
        }
    }

    /// The call of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::GetPublicKeys, Self::ReportOriginalCheckTickets, Self::GetTicketInfo]
            .into_iter()
            .find(|api| api.as_str() == name)
    }
}

/// Where a ticket was sold (§7.6.2.2.2.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum TicketType {
    /// At the counter.
    #[default]
    #[serde(rename = "现场售票")]
    Counter,
    /// On the web.
    #[serde(rename = "网络售票")]
    Web,
}

impl TicketType {
    /// The enumeration's text on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "现场售票",
            Self::Web => "网络售票",
        }
    }

    /// The enumeration's value; what is neither counts as sold at the counter.
    pub fn from_text(text: &str) -> Self {
        if text == Self::Web.as_str() { Self::Web } else { Self::Counter }
    }
}

/// QueryData of GetPublicKeys (§7.6.1.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct PublicKeysQuery {
    pub cinema_code: CinemaCode,
}

/// ReplyData of GetPublicKeys (§7.6.1.4), as it is written; read by [`super::Reply::public_keys`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PublicKeysReply {
    pub public_keys: Vec<PublicKeyEntry>,
}

/// One key as the platform writes it; not yet known to be readable. What is no text is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PublicKeyEntry {
    pub public_key: String,
    /// `YYYY-MM-DDThh:mm:ss`.
    pub start_time: String,
}

/// QueryData of ReportOriginalCheckTickets (§7.6.2.2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReportQuery {
    pub cinema_code: CinemaCode,
    /// At most [`MAX_BATCH`].
    pub check_tickets: Vec<CheckTicket>,
}

/// The most records of one report (§7.6.2).
pub const MAX_BATCH: usize = 1000;

/// One check record (§7.6.2.2.2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CheckTicket {
    pub ticket_info_code: String,
    #[serde(with = "super::time")]
    pub check_time: DateTime,
    pub screen_code: ScreenCode,
    pub screen_name: String,
    pub film_code: FilmCode,
    pub film_name: String,
    pub session_code: SessionCode,
    #[serde(with = "super::time")]
    pub start_time: DateTime,
    pub ticket_type: TicketType,
    pub film_ticket_code: FilmTicketCode,
    #[serde(with = "number::integer")]
    pub row_num: u32,
    #[serde(with = "number::integer")]
    pub column_num: u32,
    #[serde(with = "number::amount")]
    pub price: Fen,
    #[serde(with = "number::amount")]
    pub service: Fen,
}

/// ReplyData of ReportOriginalCheckTickets (§7.6.2.4), as it is written; read by
/// [`super::Reply::report`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReportReply {
    /// True: every record of the batch is taken.
    pub report_result: bool,
}

/// QueryData of GetTicketInfo (§7.6.3.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct TicketQuery {
    pub cinema_code: CinemaCode,
    pub film_ticket_code: FilmTicketCode,
    #[serde(with = "super::time")]
    pub start_time: DateTime,
}

/// ReplyData of GetTicketInfo (§7.6.3.4). An empty ReplyData means that the platform does not
/// know the ticket; see [`super::Reply::ticket_info`], which reads it.
///
/// What a reply does not tell, or tells so that it can't be read, is none or empty.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct TicketInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cinema_code: Option<CinemaCode>,
    pub cinema_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screen_code: Option<ScreenCode>,
    pub screen_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub film_code: Option<FilmCode>,
    pub film_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_code: Option<SessionCode>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "super::time::maybe")]
    pub start_time: Option<DateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_type: Option<TicketType>,
    /// `YYYY-MM-DDThh:mm:ss`, or empty.
    pub sell_time: String,
    /// The ticket that was asked for.
    pub film_ticket_code: FilmTicketCode,
    pub row_num: u32,
    pub column_num: u32,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number::maybe_amount")]
    pub price: Option<Fen>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number::maybe_amount")]
    pub service: Option<Fen>,
    /// Entered somewhere; none: what is told can't be read, and decides nothing.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number::maybe_yes")]
    pub check_status: Option<bool>,
    /// None: what is told can't be read, and decides nothing.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number::maybe_yes")]
    pub refund_status: Option<bool>,
    /// `YYYY-MM-DDThh:mm:ss`, or empty when nothing was refunded.
    pub refund_time: String,
}

impl TicketInfo {
    /// Whether both statuses are told so that they can be read.
    pub fn decides(&self) -> bool {
        self.check_status.is_some() && self.refund_status.is_some()
    }

    /// Reads what was written of this ticket before; an error where it is no object that speaks
    /// of one.
    pub fn read(text: &str, ticket: FilmTicketCode) -> Result<Self, serde_json::Error> {
        let object = super::object::Object::read(text)?;
        super::told::ticket_info(&object, ticket, &mut Vec::new())
            .ok_or_else(|| serde::de::Error::missing_field("FilmTicketCode"))
    }
}
