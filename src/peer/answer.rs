//! From a request's body to the answer: who is it, what is asked, and is it so.

use super::fault::PeerFault;
use super::ledger::{KnownUser, PeerLedger};
use super::{Inner, PeerError, proof};
use crate::clock::{china_civil, parse_wire_time};
use crate::ticket::{CinemaCode, CinemaKey};
use crate::wire::calls::{
    Api, Call, MAX_BATCH, PublicKeyEntry, PublicKeysQuery, PublicKeysReply, ReportQuery,
    ReportReply, SentReport, TicketQuery, TicketReply,
};
use crate::wire::{Reply, Request, strict, verify};
use crate::words::plain::plain;
use jiff::Timestamp;
use jiff::civil::DateTime;

/// An HTTP status and a body.
pub(super) struct PeerAnswer {
    pub status: u16,
    pub body: String,
    /// For the list of requests: who asked for what.
    pub asked: Option<(String, Api)>,
}

/// Why a request is not carried out.
enum PeerRefusal {
    /// 401: nobody knows who asks.
    Stranger(&'static str),
    /// 400: the request is not what the specification describes.
    Malformed(String),
    /// 200, ReportResult false: a record is not right.
    Report { records: u32, fault: String },
    /// 500.
    Broken(PeerError),
}

impl From<PeerError> for PeerRefusal {
    fn from(fault: PeerError) -> Self {
        Self::Broken(fault)
    }
}

/// Answers a request.
pub(super) fn answer(inner: &Inner, body: &[u8], fault: PeerFault) -> PeerAnswer {
    let off = if let PeerFault::ClockOff(seconds) = fault { seconds } else { 0 };
    let now = inner.civil_now(off);
    let mut asked = None;
    let (status, body) = match carried_out(inner, body, fault, now, &mut asked) {
        Ok(body) => (200, Ok(body)),
        Err(PeerRefusal::Stranger(error)) => (401, Reply::refuse(now, error)),
        Err(PeerRefusal::Malformed(error)) => (400, Reply::refuse(now, &error)),
        Err(PeerRefusal::Report { records, fault }) => {
            let username = asked.as_ref().map_or("", |(username, _): &(String, Api)| username);
            log::info!("a report of {records} records by {username} is refused: {fault}");
            if let Err(fault) = inner.ledger().refuse(username, Timestamp::now(), records, &fault) {
                log::error!("the refusal is not remembered: {fault}");
            }
            let refused = ReportReply { message: Some(fault), ..ReportReply::REFUSED };
            (200, Reply::write::<ReportQuery>(now, &refused))
        }
        Err(PeerRefusal::Broken(fault)) => {
            log::error!("{fault}");
            (500, Reply::refuse(now, "the platform itself failed"))
        }
    };
    // A reply of plain structs always serialises.
    PeerAnswer { status, body: body.unwrap_or_default(), asked }
}

fn carried_out(
    inner: &Inner,
    body: &[u8],
    fault: PeerFault,
    now: DateTime,
    asked: &mut Option<(String, Api)>,
) -> Result<String, PeerRefusal> {
    let text = std::str::from_utf8(body)
        .map_err(|_| PeerRefusal::Malformed("the body is not UTF-8".to_owned()))?;
    let request: Request = serde_json::from_str(text)
        .map_err(|fault| PeerRefusal::Malformed(format!("the envelope does not read: {fault}")))?;
    let terminal = known(inner, &request)?;
    if request.version.0 != "1.0" {
        return Err(PeerRefusal::Malformed(format!("Version is {:?}, not 1.0", request.version.0)));
    }
    let Some(sent) = parse_wire_time(&request.datetime) else {
        let shown = request.datetime;
        return Err(PeerRefusal::Malformed(format!(
            "Datetime is {shown:?}, not of the form 2019-01-01T00:00:00"
        )));
    };
    // However far it is off: what is sent again does no harm, and a terminal whose clock is wrong
    // must be able to hear so.
    let offset_s = sent.duration_since(now).as_secs();
    inner.ledger().note_contact(&terminal.username, Timestamp::now(), offset_s)?;
    let api = Api::from_name(&request.api)
        .ok_or_else(|| PeerRefusal::Malformed(format!("there is no Api {:?}", request.api)))?;
    *asked = Some((terminal.username.clone(), api));
    let query = request.query_data.get();
    let written = match api {
        PublicKeysQuery::API => {
            Reply::write::<PublicKeysQuery>(now, &public_keys(inner, &terminal, query)?)
        }
        TicketQuery::API => {
            Reply::write::<TicketQuery>(now, &ticket_info(inner, &terminal, query)?)
        }
        ReportQuery::API => {
            Reply::write::<ReportQuery>(now, &report(inner, &terminal, query, fault, now)?)
        }
    };
    written.map_err(|fault| PeerRefusal::Broken(fault.into()))
}

/// The terminal that signed the request.
fn known(inner: &Inner, request: &Request) -> Result<KnownUser, PeerRefusal> {
    let terminal = inner.ledger().user(&request.username)?;
    let terminal =
        terminal.ok_or(PeerRefusal::Stranger("there is no terminal of that Username"))?;
    verify(&terminal.key, terminal.signature, &request.signed_text(), &request.signature)
        .map_err(|_| PeerRefusal::Stranger("the Signature does not fit the request"))?;
    Ok(terminal)
}

fn own(terminal: &KnownUser, asked: CinemaCode) -> Result<CinemaCode, PeerRefusal> {
    if terminal.cinema.is_none_or(|cinema| asked == cinema) {
        return Ok(asked);
    }
    Err(PeerRefusal::Malformed(format!("the terminal belongs to another cinema than {asked}")))
}

fn public_keys(
    inner: &Inner,
    terminal: &KnownUser,
    query: &str,
) -> Result<PublicKeysReply, PeerRefusal> {
    let query: PublicKeysQuery = strict::exact(query).map_err(query_data)?;
    let keys = inner.ledger().keys(own(terminal, query.cinema_code)?)?;
    let entry = |key: super::IssuedKey| PublicKeyEntry {
        public_key: key.public_key,
        start_time: crate::clock::wire_time(key.start_time),
    };
    Ok(PublicKeysReply { public_keys: keys.into_iter().map(entry).collect() })
}

fn ticket_info(
    inner: &Inner,
    terminal: &KnownUser,
    query: &str,
) -> Result<TicketReply, PeerRefusal> {
    let query: TicketQuery = strict::exact(query).map_err(query_data)?;
    let cinema = own(terminal, query.cinema_code)?;
    let ticket = inner.ledger().ticket(cinema, query.film_ticket_code, query.start_time)?;
    Ok(TicketReply { ticket })
}

fn report(
    inner: &Inner,
    terminal: &KnownUser,
    query: &str,
    fault: PeerFault,
    now: DateTime,
) -> Result<ReportReply, PeerRefusal> {
    let report: SentReport = serde_json::from_str(query)
        .map_err(|fault| query_data(format!("does not read: {fault}")))?;
    let cinema = own(terminal, report.cinema_code)?;
    let records = report.check_tickets.len();
    if records > MAX_BATCH {
        return Err(PeerRefusal::Malformed(format!(
            "the report has {records} records, more than {MAX_BATCH}"
        )));
    }
    let records = u32::try_from(records).unwrap_or(u32::MAX);
    let refused = |fault: String| PeerRefusal::Report { records, fault };
    if fault == PeerFault::RejectReports {
        return Err(refused("every report is refused for a trial".to_owned()));
    }
    let keys = cinema_keys(&inner.ledger(), cinema)?;
    let checked = proof::records(&report.check_tickets, cinema, &keys, now).map_err(refused)?;
    if let PeerFault::RejectTicket(ticket) = fault
        && checked.iter().any(|(record, _)| record.film_ticket_code == ticket)
    {
        return Err(refused("a ticket in it is refused for a trial".to_owned()));
    }
    let batch: Vec<_> = checked.iter().map(|(record, json)| (record, *json)).collect();
    let taken = inner.ledger().take(cinema, &terminal.username, Timestamp::now(), &batch)?;
    log::debug!("{}: {} new records, {} again", terminal.username, taken.fresh, taken.repeated);
    Ok(ReportReply::TAKEN)
}

/// The cinema's keys that read.
fn cinema_keys(ledger: &PeerLedger, cinema: CinemaCode) -> Result<Vec<CinemaKey>, PeerError> {
    let keys = ledger.keys(cinema)?;
    Ok(keys.iter().filter_map(|key| CinemaKey::parse(&key.public_key).ok()).collect())
}

fn query_data(fault: String) -> PeerRefusal {
    PeerRefusal::Malformed(format!("QueryData {}", plain(&fault)))
}

impl Inner {
    /// The platform's own time, China Standard Time.
    pub(super) fn civil_now(&self, off_s: i64) -> DateTime {
        let shift = jiff::SignedDuration::from_secs(self.clock_offset_s.saturating_add(off_s));
        let now = Timestamp::now();
        china_civil(now.checked_add(shift).unwrap_or(now))
    }
}
