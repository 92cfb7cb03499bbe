//! GetTicketInfo (§7.6.3): what the platform knows of a ticket. The statuses decide about it, so
//! nothing beside them may hide them: every other field is optional, and one that does not read is
//! left out and told.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{Api, Call, TicketType};
use crate::ticket::{CinemaCode, Fen, FilmCode, FilmTicketCode, ScreenCode, SessionCode};
use crate::wire::fields::{Fields, narrow, yes_no};
use crate::wire::object::{Object, scalar};
use crate::wire::{BadData, DataFault, Flaw, Reply, ReplyError, What, WithFlaws, number, time};

/// QueryData of GetTicketInfo (§7.6.3.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct TicketQuery {
    pub cinema_code: CinemaCode,
    pub film_ticket_code: FilmTicketCode,
    #[serde(with = "time")]
    pub start_time: DateTime,
}

/// ReplyData of GetTicketInfo (§7.6.3.4); without a ticket it is an empty object.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TicketReply {
    /// None: the platform does not know the ticket.
    #[serde(flatten)]
    pub ticket: Option<TicketInfo>,
}

/// What the platform knows of a ticket (§7.6.3.4).
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
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "time::maybe")]
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
        ticket_info(&Object::read(text)?, ticket, &mut Vec::new())
            .ok_or_else(|| serde::de::Error::missing_field("FilmTicketCode"))
    }
}

impl Call for TicketQuery {
    const API: Api = Api::GetTicketInfo;
    type Reply = TicketReply;

    /// About the ticket that is asked for; none where the platform does not know it (`{}`,
    /// `null`, no ticket and nothing of one in it).
    fn read(&self, reply: &Reply) -> Result<WithFlaws<TicketReply>, ReplyError> {
        let asked = self.film_ticket_code;
        let mut flaws = Vec::new();
        let mut parts: Vec<Object> = reply.parts().into_iter().map(|(_, part)| part).collect();
        if parts.is_empty() {
            return match reply.written() {
                "null" | "\"\"" | "[]" => {
                    Ok(WithFlaws { data: TicketReply { ticket: None }, flaws })
                }
                _ => Err(BadData::new(Self::API, "ReplyData", DataFault::Unclear).into()),
            };
        }
        let is_ours = |part: &Object| speaks(part, asked) == Speaks::OfIt;
        if parts.iter().any(is_ours) {
            parts.retain(is_ours);
        } else if parts.iter().any(|part| speaks(part, asked) == Speaks::OfAnother) {
            return Err(BadData::new(Self::API, "FilmTicketCode", DataFault::NotAsked).into());
        }
        // What is told of one ticket in more than one place is told of it more than once.
        let ticket = ticket_info(&Object::joined(parts), asked, &mut flaws);
        Ok(WithFlaws { data: TicketReply { ticket }, flaws })
    }

    /// A platform may say so that it does not know the ticket.
    fn refused(status: u16) -> Option<TicketReply> {
        [400, 404, 422].contains(&status).then_some(TicketReply { ticket: None })
    }
}

/// Of which ticket an object speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaks {
    OfIt,
    OfAnother,
    /// Under the number's name stands what is no ticket's number.
    Unclearly,
    /// It does not say.
    OfNone,
}

/// Whether the object speaks of the ticket that was asked for.
fn speaks(object: &Object, asked: FilmTicketCode) -> Speaks {
    let narrowed = |value| scalar(value).map(|text| narrow(&text));
    let codes: Vec<Option<String>> = object.all("FilmTicketCode").map(narrowed).collect();
    let any = |is: &dyn Fn(&str) -> bool| codes.iter().flatten().any(|text| is(text));
    if codes.iter().all(|text| text.as_deref() == Some("")) {
        Speaks::OfNone
    } else if any(&|text| is_code(text, asked)) {
        Speaks::OfIt
    } else if any(&|text| text.parse::<FilmTicketCode>().is_ok()) {
        Speaks::OfAnother
    } else {
        Speaks::Unclearly
    }
}

/// Whether a text is this code: whole, as a number that has lost its leading zeros or is written
/// with a fraction or an exponent, or without the fill at its end.
fn is_code(text: &str, asked: FilmTicketCode) -> bool {
    let width = FilmTicketCode::WIDTH;
    let asked = asked.as_str();
    if text == asked || (text.len() < width && format!("{text:0<width$}") == asked) {
        return true;
    }
    // As a double a number is exact below 2^53.
    let number = text.parse().ok().filter(|number: &f64| (1.0..9e15).contains(number));
    number.is_some_and(|number| format!("{number:0>width$}") == asked)
}

/// What the platform knows of the ticket that was asked for. None where the object says nothing
/// of it: neither which ticket it speaks of, nor that one was used or refunded, nor anything
/// under their names that can't be read.
fn ticket_info(
    object: &Object,
    asked: FilmTicketCode,
    flaws: &mut Vec<Flaw>,
) -> Option<TicketInfo> {
    const STATUSES: [&str; 2] = ["CheckStatus", "RefundStatus"];
    let mut fields = Fields { api: TicketQuery::API, object, flaws };
    let says = |name| object.all(name).any(|value| yes_no(value) != Some(false));
    let spoken = speaks(object, asked);
    if spoken == Speaks::OfNone && !STATUSES.into_iter().any(says) {
        return None;
    }
    // First, and whatever else is in the object.
    let [check_status, refund_status] = STATUSES.map(|name| fields.status(name));
    if spoken != Speaks::OfIt {
        fields.flaw("FilmTicketCode", What::Unreadable);
    }
    Some(TicketInfo {
        cinema_code: fields.code("CinemaCode"),
        cinema_name: fields.text("CinemaName"),
        screen_code: fields.code("ScreenCode"),
        screen_name: fields.text("ScreenName"),
        film_code: fields.code("FilmCode"),
        film_name: fields.text("FilmName"),
        session_code: fields.code("SessionCode"),
        start_time: fields.time("StartTime"),
        ticket_type: ticket_type(&mut fields),
        sell_time: fields.text("SellTime"),
        film_ticket_code: asked,
        row_num: fields.place("RowNum"),
        column_num: fields.place("ColumnNum"),
        price: fields.price("Price"),
        service: fields.price("Service"),
        check_status,
        refund_status,
        refund_time: fields.text("RefundTime"),
    })
}

/// Nothing told is a ticket of the counter; none: what is told can't be read.
fn ticket_type(fields: &mut Fields) -> Option<TicketType> {
    const NAME: &str = "TicketType";
    let written = fields.object.last(NAME).map(scalar);
    if matches!(&written, None | Some(Some(_))) && written.flatten().unwrap_or_default().is_empty()
    {
        return Some(TicketType::Counter);
    }
    fields.value(NAME, |text| text.parse().ok())
}
