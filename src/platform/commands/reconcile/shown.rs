//! The comparison as a table, as a sheet, and for scripts.

use std::io::Write;

use serde_json::{Value, json};

use super::ask::Asking;
use super::{DifferingRecord, NodeReconciliation, SessionCounts, SessionKey};
use crate::clock::wire_time;
use crate::platform::commands::sheet::{
    Cell, Heading, SheetFormat, write_csv, write_table, write_xlsx,
};
use crate::platform::commands::{CommandContext, CommandFault, write_json};
use crate::platform::ledger::listing::Listed;
use crate::words::platform::{self as words, Text};

impl NodeReconciliation {
    pub(super) fn write(
        &self,
        context: &CommandContext,
        format: SheetFormat,
        asking: Option<&Asking>,
        out: &mut impl Write,
    ) -> Result<(), CommandFault> {
        if format == SheetFormat::Json {
            return write_json(&self.as_json(asking), out);
        }
        let language = context.language;
        let rows: Vec<Vec<Cell>> =
            self.sessions.iter().map(|(key, counts)| cells(key, counts)).collect();
        let keys = [Text::Total.plain(language), String::new(), String::new(), String::new()];
        let sum: Vec<Cell> =
            keys.map(Cell::Text).into_iter().chain(figures(&self.total())).collect();
        match format {
            SheetFormat::Csv => return write_csv(&SESSIONS, rows, out),
            SheetFormat::Xlsx => {
                return write_xlsx(
                    Text::Reconciliation,
                    &SESSIONS,
                    &rows,
                    Some(&sum),
                    language,
                    out,
                );
            }
            SheetFormat::Table | SheetFormat::Json => {}
        }
        write_table(&SESSIONS, &rows, Some(&sum), language, out)?;
        if !self.differing.is_empty() {
            let shown = self.differing.iter().take(MOST_SHOWN);
            let rows: Vec<Vec<Cell>> = shown
                .map(|it| {
                    let mut cells = it.cells();
                    cells.push(Cell::Text(it.gap.words().plain(language)));
                    cells
                })
                .collect();
            writeln!(out)?;
            write_table(&RECORDS, &rows, None, language, out)?;
            let (shown, records) = (rows.len(), self.differing.len());
            if records > shown {
                writeln!(out, "{}", words::FirstOf { shown, records }.text(language))?;
            }
        }
        Ok(())
    }

    fn as_json(&self, asking: Option<&Asking>) -> Value {
        let sessions = self.sessions.iter().map(|(key, counts)| {
            let [cinema, start_time, screen_code, session_code] = key;
            let mut shown = counts_json(counts);
            shown["cinema"] = json!(cinema);
            shown["screen_code"] = json!(screen_code);
            shown["session_code"] = json!(session_code);
            shown["start_time"] = json!(start_time);
            shown["agrees"] = json!(counts.agree());
            shown
        });
        let differences = self.differing.iter().map(|it| {
            let pairs = RECORDS.iter().zip(it.cells());
            let mut shown: Value =
                pairs.map(|(heading, cell)| (heading.key.to_owned(), json!(cell.text()))).collect();
            shown["difference"] = json!(it.gap.name());
            shown
        });
        let mut shown = json!({
            "sessions": sessions.collect::<Vec<_>>(),
            "differences": differences.collect::<Vec<_>>(),
            "total": counts_json(&self.total()),
        });
        if let Some(asking) = asking {
            shown["asked"] = json!(asking.asked());
            shown["unasked"] = json!(asking.passed_over());
        }
        shown
    }
}

impl DifferingRecord {
    /// All but what differs, by [`RECORDS`].
    fn cells(&self) -> Vec<Cell> {
        let Listed { cinema, username, record, .. } = &self.listed;
        [
            cinema.clone(),
            username.clone(),
            record.film_ticket_code.to_string(),
            record.screen_code.to_string(),
            record.session_code.to_string(),
            wire_time(record.start_time),
            wire_time(record.check_time),
        ]
        .map(Cell::Text)
        .into()
    }
}

/// The most records that a table lists.
const MOST_SHOWN: usize = 1000;

const SESSIONS: [Heading; 9] = [
    Heading::of("cinema", Text::Cinema),
    Heading::of("start_time", Text::Start),
    Heading::of("screen_code", Text::Hall),
    Heading::of("session_code", Text::Session),
    Heading::of("terminal", Text::ByTerminals),
    Heading::of("here", Text::StandsHere),
    Heading::of("national", Text::AcceptedThere),
    Heading::of("late", Text::CameLate),
    Heading::of("differing", Text::Differing),
];

const RECORDS: [Heading; 8] = [
    Heading::of("cinema", Text::Cinema),
    Heading::of("terminal", Text::Terminal),
    Heading::of("film_ticket_code", Text::Ticket),
    Heading::of("screen_code", Text::Hall),
    Heading::of("session_code", Text::Session),
    Heading::of("start_time", Text::Start),
    Heading::of("check_time", Text::CheckTime),
    Heading::of("difference", Text::Finding),
];

fn cells(key: &SessionKey, counts: &SessionCounts) -> Vec<Cell> {
    let texts = key.iter().map(|text| Cell::Text(text.clone()));
    texts.chain(figures(counts)).collect()
}

fn figures(counts: &SessionCounts) -> [Cell; 5] {
    let SessionCounts { terminal, here, national, late, differing } = *counts;
    [terminal, here, national, late, differing].map(Cell::Number)
}

fn counts_json(counts: &SessionCounts) -> Value {
    let SessionCounts { terminal, here, national, late, differing } = *counts;
    json!({
        "terminal": terminal,
        "here": here,
        "national": national,
        "late": late,
        "differing": differing,
    })
}
