//! ReportOriginalCheckTickets: each record read strictly, proved by its ticket code, on the disk before
//! it is answered with true. One record that is wrong refuses the whole, as the specification says.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::value::RawValue;

use super::answer::CallRefusal;
use super::known::{BRIEF, KnownTerminal, WorkLength};
use super::{Intake, civil_now, written};
use crate::platform::ledger::take::{Arrival, RecordBatch, assumed_end};
use crate::ticket::{CinemaCode, CinemaKey};
use crate::wire::calls::{CheckTicket, MAX_BATCH, ReportQuery, ReportReply, SentReport};
use crate::wire::proof::{self, Contradiction};
use crate::wire::strict;
use crate::words::plain::plain;

pub(super) async fn answer(
    intake: &Intake,
    caller: &KnownTerminal,
    query: &str,
    offset_s: i64,
) -> Result<String, CallRefusal> {
    let malformed = |fault: String| CallRefusal::Malformed(format!("QueryData {fault}"));
    let report: SentReport = serde_json::from_str(query)
        .map_err(|fault| malformed(format!("does not read: {fault}")))?;
    let cinema = caller.own(report.cinema_code)?;
    let count = report.check_tickets.len();
    if count == 0 || count > MAX_BATCH {
        return Err(malformed(format!("has {count} records, not 1 to {MAX_BATCH}")));
    }
    // A thousand records are some milliseconds, in which others' questions go on; of a few, handing
    // the others over would take longer than reading them.
    let records = if count <= FEW && query.len() <= BRIEF {
        read(&report.check_tickets)
    } else {
        tokio::task::block_in_place(|| read(&report.check_tickets))
    };
    let records = match records.and_then(of_few_months) {
        Ok(records) => records,
        Err(fault) => return refused(caller, count, fault),
    };
    let arrivals = match proved(intake, cinema, records).await? {
        Ok(arrivals) => arrivals,
        Err(fault) => return refused(caller, count, fault),
    };
    let taken = intake
        .ledger
        .take(RecordBatch {
            cinema,
            username: caller.name.clone(),
            at: Timestamp::now(),
            offset_s,
            records: arrivals,
        })
        .await?;
    intake.events.received(&caller.name, taken.fresh, taken.repeated);
    for (kind, id) in taken.findings {
        intake.events.finding(kind.as_str(), id);
    }
    written::<ReportQuery>(&ReportReply::TAKEN)
}

fn refused(caller: &KnownTerminal, count: usize, fault: String) -> Result<String, CallRefusal> {
    log::info!("a report of {count} records by {} is refused: {fault}", caller.name);
    written::<ReportQuery>(&ReportReply { message: Some(fault), ..ReportReply::REFUSED })
}

/// All records; else what is wrong with the first that is not right.
fn read(raw: &[&RawValue]) -> Result<Vec<CheckTicket>, String> {
    let now = civil_now();
    let records = raw.iter().enumerate().map(|(at, raw)| {
        let record = strict::record(raw.get()).map_err(|fault| named(at, &fault))?;
        strict::keepable(&record).map_err(|fault| named(at, &fault))?;
        proof::possible(&record, now).map_err(|fault| named(at, &fault.to_string()))?;
        Ok(record)
    });
    records.collect()
}

/// Records that are read, and public operations that are done, in less time than waking a thread takes.
const FEW: usize = 4;

/// The most months of sessions in one report: room is made for each before its first record, and all
/// others wait meanwhile. A terminal that was away for longer sends what it has in parts, as it does
/// with everything that is refused.
const MONTHS: usize = 4;

/// Records of so few months that nobody waits long for them.
fn of_few_months(records: Vec<CheckTicket>) -> Result<Vec<CheckTicket>, String> {
    let months: BTreeSet<_> =
        records.iter().map(|record| record.start_time.date().first_of_month()).collect();
    match months.len() {
        many if many > MONTHS => Err(format!(
            "CheckTickets has sessions of {many} months, where {MONTHS} are the most of one report: \
             send fewer at a time"
        )),
        _ => Ok(records),
    }
}

/// What is not right is quoted.
fn named(at: usize, fault: &str) -> String {
    format!("CheckTickets[{at}] {}", plain(fault))
}

/// Each record with whether a key fits. Where none does, the cinema's keys are fetched once more.
async fn proved(
    intake: &Intake,
    cinema: CinemaCode,
    records: Vec<CheckTicket>,
) -> Result<Result<Vec<Arrival>, String>, CallRefusal> {
    let keys = intake.keys.of(intake, cinema).await?;
    let (records, proofs) = prove(intake, cinema, records, keys).await?;
    let proofs = match &intake.upstream {
        Some(upstream) if proofs.contains(&Err(Contradiction::NoKey)) => {
            if upstream.keys_now(cinema).await {
                intake.keys.forget(cinema);
                let keys = intake.keys.of(intake, cinema).await?;
                let (records, proofs) = prove(intake, cinema, records, keys).await?;
                return Ok(arrivals(records, &proofs));
            }
            proofs
        }
        _ => proofs,
    };
    Ok(arrivals(records, &proofs))
}

type Proofs = Vec<Result<(), Contradiction>>;

async fn prove(
    intake: &Intake,
    cinema: CinemaCode,
    records: Vec<CheckTicket>,
    keys: Arc<Vec<CinemaKey>>,
) -> Result<(Vec<CheckTicket>, Proofs), CallRefusal> {
    let codes: usize = records.iter().map(|record| record.ticket_info_code.len()).sum();
    let brief =
        records.len() * keys.len() <= FEW && codes <= BRIEF && keys.iter().all(CinemaKey::is_usual);
    intake
        .prove(if brief { WorkLength::Brief } else { WorkLength::Long }, move || {
            let proofs =
                records.iter().map(|record| proof::genuine(record, cinema, &keys)).collect();
            (records, proofs)
        })
        .await
}

fn arrivals(records: Vec<CheckTicket>, proofs: &Proofs) -> Result<Vec<Arrival>, String> {
    let both = records.into_iter().zip(proofs).enumerate();
    both.map(|(at, (record, proof))| match proof {
        Err(Contradiction::Wrong(fault)) => Err(named(at, fault)),
        proof => Ok(Arrival {
            session_end: assumed_end(record.start_time),
            proved: proof.is_ok(),
            record,
        }),
    })
    .collect()
}
