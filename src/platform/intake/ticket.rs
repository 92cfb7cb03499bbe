//! GetTicketInfo: from the national platform alone, with what was checked here; where nobody above
//! answers, from what was last said of the ticket, or from its record.

use serde::Serialize;
use serde_json::value::RawValue;

use super::answer::CallRefusal;
use super::known::KnownTerminal;
use super::{Intake, civil_now};
use crate::clock::wire_time;
use crate::platform::ledger::facts;
use crate::platform::ledger::{Lane, LedgerError, Session, admissions};
use crate::ticket::Fen;
use crate::wire::calls::{TicketInfo, TicketQuery};
use crate::wire::{Reply, strict};

pub(super) async fn answer(
    intake: &Intake,
    caller: &KnownTerminal,
    query: &str,
) -> Result<String, CallRefusal> {
    let query: TicketQuery = strict::exact(query)
        .map_err(|fault| CallRefusal::Malformed(format!("QueryData {fault}")))?;
    caller.own(query.cinema_code)?;
    let here = {
        let query = query.clone();
        intake.ledger.read(Lane::Questions, move |session| here(session, &query)).await?
    };
    let above = match &intake.upstream {
        Some(upstream) => upstream.ticket(query.clone()).await.map_err(|fault| fault.to_string()),
        None => Err("no national platform is configured".to_owned()),
    };
    let info = match above {
        Ok(said) => match &said.ticket {
            Some(info) => Some(info.clone()),
            // Unknown above: an empty object, handed on.
            None => return enclosed(&serde_json::json!({})),
        },
        Err(_) if here.facts.is_some() => here.facts.clone(),
        Err(_) if here.checked => None,
        Err(fault) => return Err(CallRefusal::NoAnswer(format!("nobody above answers: {fault}"))),
    };
    enclosed(&Eighteen::of(&query, info, here.checked))
}

fn enclosed(data: &impl Serialize) -> Result<String, CallRefusal> {
    Reply::enclose(civil_now(), data).map_err(|fault| CallRefusal::Broken(fault.to_string()))
}

/// What is known of a ticket here.
struct Here {
    checked: bool,
    /// What the national platform last said of it.
    facts: Option<TicketInfo>,
}

fn here(session: &mut Session, query: &TicketQuery) -> Result<Here, LedgerError> {
    let (cinema, ticket) = (query.cinema_code, query.film_ticket_code);
    let checked = admissions::is_checked(session, cinema, ticket, query.start_time)?;
    let last = facts::last(session, query)?;
    let facts = last.and_then(|fact| TicketInfo::read(&fact.reply, ticket).ok());
    Ok(Here { checked, facts })
}

/// The reply of §7.6.3.4, always with all of its 18 fields.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Eighteen {
    cinema_code: String,
    cinema_name: String,
    screen_code: String,
    screen_name: String,
    film_code: String,
    film_name: String,
    session_code: String,
    start_time: String,
    ticket_type: String,
    sell_time: String,
    film_ticket_code: String,
    row_num: u32,
    column_num: u32,
    price: Option<Box<RawValue>>,
    service: Option<Box<RawValue>>,
    check_status: &'static str,
    refund_status: &'static str,
    refund_time: String,
}

impl Eighteen {
    fn of(query: &TicketQuery, info: Option<TicketInfo>, checked: bool) -> Self {
        let yes = |is: bool| if is { "Yes" } else { "No" };
        let text = |code: Option<&str>| code.unwrap_or_default().to_owned();
        let amount =
            |fen: Option<Fen>| RawValue::from_string(fen.unwrap_or_default().to_string()).ok();
        let info = info.as_ref();
        let name = |of: fn(&TicketInfo) -> &str| text(info.map(of));
        Self {
            cinema_code: query.cinema_code.to_string(),
            cinema_name: name(|it| &it.cinema_name),
            screen_code: name(|it| it.screen_code.as_ref().map_or("", |code| code.as_str())),
            screen_name: name(|it| &it.screen_name),
            film_code: name(|it| it.film_code.as_ref().map_or("", |code| code.as_str())),
            film_name: name(|it| &it.film_name),
            session_code: name(|it| it.session_code.as_ref().map_or("", |code| code.as_str())),
            start_time: wire_time(query.start_time),
            ticket_type: name(|it| it.ticket_type.map_or("", |kind| kind.as_str())),
            sell_time: name(|it| &it.sell_time),
            film_ticket_code: query.film_ticket_code.to_string(),
            row_num: info.map_or(0, |it| it.row_num),
            column_num: info.map_or(0, |it| it.column_num),
            price: amount(info.and_then(|it| it.price)),
            service: amount(info.and_then(|it| it.service)),
            check_status: yes(checked || info.is_some_and(|it| it.check_status == Some(true))),
            refund_status: yes(info.is_some_and(|it| it.refund_status == Some(true))),
            refund_time: name(|it| &it.refund_time),
        }
    }
}
