//! ReportOriginalCheckTickets (§7.6.2): records of admissions, all taken or none.

use std::borrow::Cow;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Api, Call, TicketType};
use crate::ticket::{CinemaCode, Fen, FilmCode, FilmTicketCode, ScreenCode, SessionCode};
use crate::wire::object::scalar;
use crate::wire::{BadData, DataFault, Reply, ReplyError, WithFlaws, number, time};

/// QueryData of ReportOriginalCheckTickets (§7.6.2.2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReportQuery<'a> {
    pub cinema_code: CinemaCode,
    /// At most [`MAX_BATCH`].
    pub check_tickets: Cow<'a, [CheckTicket]>,
}

/// [`ReportQuery`] as it comes in, its records still as they were sent: for [`crate::wire::strict`].
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct SentReport<'a> {
    pub cinema_code: CinemaCode,
    #[serde(borrow)]
    pub check_tickets: Vec<&'a RawValue>,
}

/// The most records of one report (§7.6.2).
pub const MAX_BATCH: usize = 1000;

/// One check record (§7.6.2.2.2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CheckTicket {
    pub ticket_info_code: String,
    #[serde(with = "time")]
    pub check_time: DateTime,
    pub screen_code: ScreenCode,
    pub screen_name: String,
    pub film_code: FilmCode,
    pub film_name: String,
    pub session_code: SessionCode,
    #[serde(with = "time")]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReportReply {
    /// True: every record of the batch is taken.
    pub report_result: bool,
    /// Why none is, where the platform says so; a terminal does not read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl ReportReply {
    /// All are taken.
    pub const TAKEN: Self = Self { report_result: true, message: None };
    /// None is.
    pub const REFUSED: Self = Self { report_result: false, message: None };
}

impl Call for ReportQuery<'_> {
    const API: Api = Api::ReportOriginalCheckTickets;
    type Reply = ReportReply;

    /// A result that is told twice and not as the same is none: what was not taken for certain
    /// goes up again.
    fn read(&self, reply: &Reply) -> Result<WithFlaws<ReportReply>, ReplyError> {
        const RESULT: &str = "ReportResult";
        let parts = reply.parts();
        let results: Vec<Option<bool>> =
            parts.iter().flat_map(|(_, part)| part.all(RESULT)).map(report_result).collect();
        let data = match results[..] {
            [Some(first), ref others @ ..] if others.iter().all(|own| *own == Some(first)) => {
                if first {
                    ReportReply::TAKEN
                } else {
                    ReportReply::REFUSED
                }
            }
            [] => return Err(BadData::new(Self::API, RESULT, DataFault::Missing).into()),
            _ => return Err(BadData::new(Self::API, RESULT, DataFault::Unclear).into()),
        };
        Ok(WithFlaws { data, flaws: Vec::new() })
    }

    /// A platform may refuse a batch as a request that is at fault.
    fn refused(status: u16) -> Option<ReportReply> {
        [400, 422].contains(&status).then_some(ReportReply::REFUSED)
    }
}

/// A boolean, or a text such as `"true"` or `"True"`.
fn report_result(value: &RawValue) -> Option<bool> {
    match scalar(value)?.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}
