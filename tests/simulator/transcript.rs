//! The transcript: what the screen said, what the lines did, what was recorded.

use std::cell::{Cell, RefCell};

use hallgate::clock::{Now, china_civil};
use hallgate::terminal::config::SoundConfig;
use hallgate::terminal::core::Event;
use hallgate::terminal::door::{Cue, GateCommand, NotCommitted, Question, Verdict};
use hallgate::terminal::screen::{ScreenPage, ScreenSettings, words_with};
use hallgate::terminal::sound::SpokenPhrase;
use hallgate::terminal::store::{AuditEntry, PendingRecord, Seq, Settled};
use hallgate::ticket::FilmTicketCode;
use hallgate::words::Language;

/// What has happened so far, and what time it is. All parts of a play write it.
pub struct Transcript {
    text: RefCell<String>,
    now: Cell<Now>,
    settings: RefCell<ScreenSettings>,
    /// Without power nothing is seen.
    dark: Cell<bool>,
}

impl Transcript {
    pub fn new(now: Now, settings: ScreenSettings) -> Self {
        Self {
            text: RefCell::default(),
            now: Cell::new(now),
            settings: RefCell::new(settings),
            dark: Cell::new(false),
        }
    }

    pub fn now(&self) -> Now {
        self.now.get()
    }

    pub fn set_now(&self, now: Now) {
        self.now.set(now);
    }

    pub fn go_dark(&self, dark: bool) {
        self.dark.set(dark);
    }

    fn line(&self, what: &str) {
        let wall = self.now().wall;
        let time = china_civil(wall).strftime("%H:%M:%S").to_string();
        let ms = wall.subsec_millisecond();
        self.write(&format!("{time}.{ms:03}  {what}"));
    }

    fn write(&self, line: &str) {
        if !self.dark.get() {
            let mut text = self.text.borrow_mut();
            text.push_str(line);
            text.push('\n');
        }
    }

    pub fn command(&self, line: &str) {
        self.line(&format!("> {line}"));
    }

    pub fn remark(&self, what: &str) {
        self.line(&format!("  -- {what} --"));
    }

    pub fn disk(&self, what: &str) {
        self.line(&format!("  disk     {what}"));
    }

    pub fn asks(&self, question: &Question) {
        let code = &question.film_ticket_code.as_str()[12..];
        self.line(&format!("  asks     the platform about …{code}"));
    }

    pub fn asks_doors(&self, ticket: FilmTicketCode) {
        self.line(&format!("  asks     the other door about …{}", &ticket.as_str()[12..]));
    }

    /// What happens at the other door.
    pub fn at_door(&self, name: &str, said: &str) {
        self.line(&format!("  there    {name}: {said}"));
    }

    pub fn warned(&self, code: &str, door: &str) {
        self.line(&format!("  log      …{code} was admitted at {door}, which only warns"));
    }

    pub fn asks_keys(&self) {
        self.line("  asks     the platform for newer keys");
    }

    pub fn gate(&self, command: GateCommand) {
        self.line(&format!("  line     {command:?}").to_lowercase());
    }

    pub fn sound(&self, cue: Cue, config: &SoundConfig) {
        let loud = self.loudness(config);
        self.line(&format!("  sound    {cue:?}{loud}").to_lowercase());
    }

    /// What the voice says, by its file's name.
    pub fn voice(&self, phrase: SpokenPhrase, config: &SoundConfig) {
        let loud = self.loudness(config);
        self.line(&format!("  voice    {}{loud}", phrase.name()));
    }

    /// How loud it is at this hour, where a site has set that.
    fn loudness(&self, config: &SoundConfig) -> String {
        match config.volume_at(china_civil(self.now().wall).hour()) {
            100 => String::new(),
            percent => format!(" at {percent} %"),
        }
    }

    pub fn committed(&self, done: Result<Seq, NotCommitted>) {
        match done {
            Ok(seq) => self.disk(&format!("record {seq} is on the disk")),
            Err(NotCommitted::AlreadyAdmitted) => self.disk("refuses: recorded before"),
            Err(NotCommitted::StoreFailed) => self.disk("takes no record"),
        }
    }

    /// Times of records that the clock had got wrong.
    pub fn settled(&self, settled: Settled) {
        if let Some((first, last, by)) = settled.corrected {
            let by = by / 1000;
            self.disk(&format!("times of records {first} to {last} moved by {by} s"));
        }
        if let Some((first, last)) = settled.released {
            self.disk(&format!("times of records {first} to {last} stand as they are"));
        }
    }

    /// What is told to the outside, as far as it is the door's.
    pub fn event(&self, event: &Event) {
        let what = match event {
            Event::Verdict(verdict) => verdict_text(verdict),
            Event::Gate { state, seq } => {
                let seq = seq.map(|seq| format!(" for record {seq}")).unwrap_or_default();
                format!("gate     {}{seq}", state.as_str())
            }
            Event::Clock { trust } => format!("clock    {}", trust.as_str()),
            Event::Hint { advice } => format!("hint     {advice}"),
            _ => return,
        };
        self.line(&format!("  {what}"));
    }

    /// What is on the screen now.
    pub fn scene(&self, scene: &ScreenPage) {
        let words = words_with(scene, &self.settings.borrow()).join(" | ");
        self.line(&format!("  screen   {words}"));
    }

    /// The screen's language from now on.
    pub fn speak(&self, language: Language) {
        self.settings.borrow_mut().set_language(language);
    }

    /// What somebody does who is signed in.
    pub fn staff(&self, what: &str) {
        self.line(&format!("  desk     {what}"));
    }

    /// The protected log in the end, where there is something in it.
    pub fn log(&self, entries: &[AuditEntry]) {
        if entries.is_empty() {
            return;
        }
        self.write(&format!("\nlogged: {}", entries.len()));
        for AuditEntry { at, who, what, detail, .. } in entries {
            let time = china_civil(*at).strftime("%H:%M:%S");
            self.write(&format!("  {time}  {who}  {what}  {detail}"));
        }
    }

    /// What the store holds in the end.
    pub fn records(&self, records: &[PendingRecord]) {
        self.write(&format!("\nrecorded: {}", records.len()));
        for PendingRecord { record, facts } in records {
            let admission = &record.admission;
            let film = facts.as_ref().map_or("-", |facts| facts.film_name.as_str());
            self.write(&format!(
                "  {}  …{}  {}  {}  {film}{}{}",
                record.seq,
                &admission.ticket.film_ticket_code.as_str()[12..],
                china_civil(admission.at),
                admission.basis.as_str(),
                if record.passed_at.is_some() { ", passed" } else { "" },
                if record.reopened > 0 { ", opened again" } else { "" },
            ));
        }
    }

    pub fn text(&self) -> String {
        self.text.borrow().clone()
    }
}

fn verdict_text(verdict: &Verdict) -> String {
    let verb = if verdict.reason.admits() { "admit" } else { "refuse" };
    let seq = verdict.seq.map(|seq| format!(", record {seq}")).unwrap_or_default();
    format!("verdict  {verb} {} ({}{seq})", verdict.reason, verdict.basis.as_str())
}
