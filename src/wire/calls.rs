//! The three calls of §7.6 and their types. Serialising keeps the order of the specification's
//! tables; reading takes numbers as numbers or as strings, as SPEC §4 says.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::number;
use crate::ticket::{CinemaCode, Fen, FilmCode, FilmTicketCode, ScreenCode, SessionCode};

/// The name that stands in the envelope's `Api`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// ReplyData of GetPublicKeys (§7.6.1.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PublicKeysReply {
    #[serde(deserialize_with = "each_entry")]
    pub public_keys: Vec<PublicKeyEntry>,
}

/// One key as the platform writes it; not yet known to be readable. What is no text is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PublicKeyEntry {
    #[serde(default, with = "number::text")]
    pub public_key: String,
    /// `YYYY-MM-DDThh:mm:ss`.
    #[serde(default, with = "number::text")]
    pub start_time: String,
}

/// Entry by entry, so that one of another shape (it reads as empty) holds back no other.
fn each_entry<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<PublicKeyEntry>, D::Error> {
    let entries = Vec::<serde_json::Value>::deserialize(from)?;
    let read = |entry| serde_json::from_value(entry).unwrap_or_default();
    Ok(entries.into_iter().map(read).collect())
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

/// ReplyData of ReportOriginalCheckTickets (§7.6.2.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReportReply {
    /// True: every record of the batch is taken.
    #[serde(with = "number::boolean")]
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
/// know the ticket; see [`super::Reply::ticket_info`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TicketInfo {
    pub cinema_code: CinemaCode,
    #[serde(default, with = "number::text")]
    pub cinema_name: String,
    pub screen_code: ScreenCode,
    #[serde(default, with = "number::text")]
    pub screen_name: String,
    pub film_code: FilmCode,
    #[serde(default, with = "number::text")]
    pub film_name: String,
    pub session_code: SessionCode,
    #[serde(with = "super::time")]
    pub start_time: DateTime,
    #[serde(default, deserialize_with = "known_type")]
    pub ticket_type: TicketType,
    /// `YYYY-MM-DDThh:mm:ss`, or empty.
    #[serde(default, with = "number::text")]
    pub sell_time: String,
    pub film_ticket_code: FilmTicketCode,
    #[serde(default, with = "number::describing_integer")]
    pub row_num: u32,
    #[serde(default, with = "number::describing_integer")]
    pub column_num: u32,
    #[serde(default, with = "number::amount")]
    pub price: Fen,
    #[serde(default, with = "number::amount")]
    pub service: Fen,
    #[serde(default, with = "number::yes_no")]
    pub check_status: bool,
    #[serde(default, with = "number::yes_no")]
    pub refund_status: bool,
    /// `YYYY-MM-DDThh:mm:ss`, or empty when nothing was refunded.
    #[serde(default, with = "number::text")]
    pub refund_time: String,
}

/// The type of a ticket in a reply: a text that is none must not hide the ticket's status.
fn known_type<'de, D: serde::Deserializer<'de>>(from: D) -> Result<TicketType, D::Error> {
    let text = number::text::deserialize(from)?;
    let known = [TicketType::Counter, TicketType::Web];
    Ok(known.into_iter().find(|kind| kind.as_str() == text).unwrap_or_default())
}
