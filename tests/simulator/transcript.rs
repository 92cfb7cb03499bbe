//! The transcript: what the screen said, what the lines did, what was recorded.

use std::fmt::Write;

use hallgate::clock::{Now, china_civil};
use hallgate::terminal::door::{Effect, NotCommitted, Report, Verdict};
use hallgate::terminal::screen::{Scene, words};
use hallgate::terminal::store::{AuditEntry, PendingRecord, Seq, Settled};
use hallgate::words::Language;

pub struct Transcript {
    text: String,
    language: Language,
}

impl Transcript {
    pub fn new(language: Language) -> Self {
        Self { text: String::new(), language }
    }

    fn line(&mut self, now: Now, what: &str) {
        let time = china_civil(now.wall).strftime("%H:%M:%S").to_string();
        let ms = now.wall.subsec_millisecond();
        writeln!(self.text, "{time}.{ms:03}  {what}").unwrap();
    }

    pub fn command(&mut self, now: Now, line: &str) {
        self.line(now, &format!("> {line}"));
    }

    pub fn remark(&mut self, now: Now, what: &str) {
        self.line(now, &format!("  -- {what} --"));
    }

    pub fn committed(&mut self, now: Now, done: &Result<Seq, NotCommitted>) {
        let what = match done {
            Ok(seq) => format!("record {seq} is on the disk"),
            Err(NotCommitted::AlreadyAdmitted) => "refuses: recorded before".into(),
            Err(NotCommitted::StoreFailed) => "takes no record".into(),
        };
        self.line(now, &format!("  disk     {what}"));
    }

    /// Times of records that the clock had got wrong.
    pub fn settled(&mut self, now: Now, settled: Settled) {
        if let Some((first, last, by)) = settled.corrected {
            let by = by / 1000;
            self.line(
                now,
                &format!("  disk     times of records {first} to {last} moved by {by} s"),
            );
        }
        if let Some((first, last)) = settled.released {
            let what = format!("  disk     times of records {first} to {last} stand as they are");
            self.line(now, &what);
        }
    }

    pub fn effect(&mut self, now: Now, effect: &Effect) {
        let what = match effect {
            // Steps on the way that nobody sees.
            Effect::Resume | Effect::Recall { .. } | Effect::Commit(_) | Effect::MarkTimes(_) => {
                return;
            }
            Effect::Ask { question, .. } => {
                format!(
                    "asks     the platform about …{}",
                    &question.film_ticket_code.as_str()[12..]
                )
            }
            Effect::AskKeys => "asks     the platform for newer keys".into(),
            Effect::Gate(command) => format!("line     {command:?}").to_lowercase(),
            // Told as the scene that comes of it.
            Effect::Show(_) => return,
            Effect::Sound(cue) => format!("sound    {cue:?}").to_lowercase(),
            Effect::NotePassage(seq, _) => format!("disk     record {seq} has passed"),
            Effect::NoteReopening(seq) => format!("disk     record {seq} opened again"),
            Effect::NoteRefusal(refusal) => format!("disk     refusal {}", refusal.reason),
            Effect::Report(Report::Verdict(verdict)) => verdict_text(verdict),
            Effect::Report(Report::Gate { state, seq }) => {
                let seq = seq.map(|seq| format!(" for record {seq}")).unwrap_or_default();
                format!("gate     {}{seq}", state.as_str())
            }
            Effect::Report(Report::Clock(trust)) => format!("clock    {}", trust.as_str()),
            Effect::Report(Report::Hint(advice)) => format!("hint     {advice}"),
        };
        self.line(now, &format!("  {what}"));
    }

    /// What is on the screen now.
    pub fn scene(&mut self, now: Now, scene: &Scene) {
        let words = words(scene, self.language).join(" | ");
        self.line(now, &format!("  screen   {words}"));
    }

    /// The screen's language from now on.
    pub fn speak(&mut self, language: Language) {
        self.language = language;
    }

    /// What somebody does who is signed in.
    pub fn desk(&mut self, now: Now, what: &str) {
        self.line(now, &format!("  desk     {what}"));
    }

    /// The protected log in the end, where there is something in it.
    pub fn log(&mut self, entries: &[AuditEntry]) {
        if entries.is_empty() {
            return;
        }
        writeln!(self.text, "\nlogged: {}", entries.len()).unwrap();
        for AuditEntry { at, who, what, detail, .. } in entries {
            let time = china_civil(*at).strftime("%H:%M:%S");
            writeln!(self.text, "  {time}  {who}  {what}  {detail}").unwrap();
        }
    }

    /// What the store holds in the end.
    pub fn records(&mut self, records: &[PendingRecord]) {
        writeln!(self.text, "\nrecorded: {}", records.len()).unwrap();
        for PendingRecord { record, facts } in records {
            let admission = &record.admission;
            let film = facts.as_ref().map_or("-", |facts| facts.film_name.as_str());
            writeln!(
                self.text,
                "  {}  …{}  {}  {}  {film}{}{}",
                record.seq,
                &admission.ticket.film_ticket_code.as_str()[12..],
                china_civil(admission.at),
                admission.basis.as_str(),
                if record.passed_at.is_some() { ", passed" } else { "" },
                if record.reopened > 0 { ", opened again" } else { "" },
            )
            .unwrap();
        }
    }

    pub fn finish(self) -> String {
        self.text
    }
}

fn verdict_text(verdict: &Verdict) -> String {
    let verb = if verdict.reason.admits() { "admit" } else { "refuse" };
    let seq = verdict.seq.map(|seq| format!(", record {seq}")).unwrap_or_default();
    format!("verdict  {verb} {} ({}{seq})", verdict.reason, verdict.basis.as_str())
}
