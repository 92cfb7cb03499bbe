//! `hallgate doctor`: an installer's check of all that a terminal stands on (SPEC §10), a line
//! each with what to do. It works beside the running terminal, writes nothing and moves nothing
//! at the gate.

mod bilingual;
mod camera;
mod catalogue;
mod clock;
mod display;
mod gate;
mod inputs;
mod motion;
mod names;
mod neighbours;
mod operators;
mod picture;
mod platform;
mod preview;
mod reach;
mod secrets;
mod sound;
mod stick;
mod storage;
mod update;

use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use rustix::fs::Access;
use rustix::io::Errno;

use crate::terminal::config::Config;
use crate::terminal::update::{Places, UpdateStatus};
use crate::words::Bilingual;
use crate::words::Language;
use crate::words::colour::{Palette, Shade};
use crate::words::doctor::Text;
use crate::words::plain::is_hidden;
use crate::words::table::padded;

pub use motion::{MoveError, MoveOutcome, move_gate};
pub use preview::{WatchError, watch};

/// How a thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Fine,
    /// To be known, but no reason not to open the door.
    Note,
    /// The door will not do what it should.
    Fault,
}

/// What was found, and what to do where it is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Finding {
    level: Level,
    sentence: Bilingual,
}

impl Finding {
    fn fine(sentence: impl Into<Bilingual>) -> Self {
        Self { level: Level::Fine, sentence: sentence.into() }
    }

    fn note(sentence: impl Into<Bilingual>) -> Self {
        Self { level: Level::Note, sentence: sentence.into() }
    }

    fn fault(sentence: impl Into<Bilingual>) -> Self {
        Self { level: Level::Fault, sentence: sentence.into() }
    }

    /// All that is to be told of one thing in one line, the gravest first.
    fn all(mut all: Vec<Self>) -> Self {
        all.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        let level = all.first().map_or(Level::Fine, |finding| finding.level);
        Self { level, sentence: Bilingual::row(all.into_iter().map(|one| one.sentence)) }
    }

    /// What is to be told of one thing in one line: its gravest findings.
    fn gravest(all: Vec<Self>) -> Self {
        let level = all.iter().map(|finding| finding.level).max().unwrap_or(Level::Fine);
        let gravest = all.into_iter().filter(|one| one.level == level);
        Self { level, sentence: Bilingual::row(gravest.map(|one| one.sentence)) }
    }

    /// Both, as one finding of one thing.
    fn and(self, more: Self) -> Self {
        let level = self.level.max(more.level);
        Self { level, sentence: Bilingual::row([self.sentence, more.sentence]) }
    }

    #[cfg(test)]
    fn english(&self) -> String {
        self.sentence.message(Language::English).to_owned()
    }
}

/// Checks one thing after the other and writes a line for each; true where none is at fault.
pub fn run(config: &Config, palette: Palette, out: &mut impl Write) -> io::Result<bool> {
    let database = storage::open(&config.store);
    let newest = database.as_ref().ok().and_then(|reader| reader.newest().ok()?);
    let mut well = true;
    let mut report = |name: &str, found: Finding| {
        well &= found.level != Level::Fault;
        writeln!(out, "{}", line(name, &found, config.terminal.language, palette))?;
        out.flush()
    };
    let operators = operators::check(&database);
    report("storage", storage::check(&config.store, database, Timestamp::now()))?;
    report("clock", clock::check(&config.terminal, newest))?;
    report("platform", platform::check(config))?;
    if let Some(found) = catalogue::check(config) {
        report("catalogue", found)?;
    }
    if let Some(found) = neighbours::check(config) {
        report("neighbours", found)?;
    }
    report("camera", camera::check(&config.camera))?;
    report("imager", inputs::imager(config))?;
    report("gate", gate::check(&config.gate))?;
    report("keypad", inputs::keypad(config))?;
    report("sound", sound::check(&config.sound))?;
    report("display", display::check(config))?;
    report("operators", operators)?;
    report("export", stick::check(&config.export))?;
    report("secrets", secrets::check(config))?;
    if let Some(found) = update::check(&UpdateStatus::read(&Places::here())) {
        report("update", found)?;
    }
    Ok(well)
}

/// How sharp a picture is, 0 to 100; none where nothing in it has an edge.
pub fn focus(picture: &crate::terminal::vision::Luma) -> Option<u8> {
    picture::PictureFigures::at(picture).focus
}

/// The checks of clock and platform alone, as the terminal's menu shows them: whether each is
/// well, and what is to be said of it.
pub fn try_platform(config: &Config) -> Vec<(bool, Bilingual)> {
    let found = [clock::check(&config.terminal, None), platform::check(config)];
    found.map(|found| (found.level != Level::Fault, found.sentence)).to_vec()
}

/// One line, whatever names and foreign sentences are in it. Behind a fault stand the codes by which
/// `hallgate explain` knows it.
fn line(name: &str, found: &Finding, language: Language, palette: Palette) -> String {
    let (mark, shade) = match found.level {
        Level::Fine => (Text::Fine, Shade::Well),
        Level::Note => (Text::Noted, Shade::Noted),
        Level::Fault => (Text::AtFault, Shade::Amiss),
    };
    let mark = palette.paint(&padded(mark.form(language), 5), shade);
    let name = padded(name_of(name, language), 9);
    let sentence = found.sentence.message(language);
    let sentence: String =
        sentence.chars().map(|sign| if is_hidden(sign) { ' ' } else { sign }).collect();
    let codes = if found.level == Level::Fault { found.sentence.codes() } else { &[] };
    let codes: String = codes.iter().map(|code| format!(" [{code}]")).collect();
    format!("{mark}  {name}  {sentence}{codes}")
}

/// What is checked, as its reader calls it; in English by the name that scripts know.
fn name_of(name: &str, language: Language) -> &str {
    let text = match name {
        "storage" => Text::PartStorage,
        "clock" => Text::PartClock,
        "platform" => Text::PartPlatform,
        "catalogue" => Text::PartCatalogue,
        "neighbours" => Text::PartNeighbours,
        "camera" => Text::PartCamera,
        "imager" => Text::PartImager,
        "gate" => Text::PartGate,
        "keypad" => Text::PartKeypad,
        "sound" => Text::PartSound,
        "display" => Text::PartDisplay,
        "operators" => Text::PartOperators,
        "export" => Text::PartExport,
        "secrets" => Text::PartSecrets,
        "update" => Text::PartUpdate,
        other => return other,
    };
    text.form(language)
}

/// Whether this user may make files in `folder`, or make the folder where it is missing.
fn may_fill(folder: &Path) -> Result<(), Errno> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match rustix::fs::access(folder, Access::WRITE_OK | Access::EXEC_OK) {
        Err(Errno::NOENT) => folder.parent().map_or(Err(Errno::NOENT), may_fill),
        Ok(()) if !folder.is_dir() => Err(Errno::NOTDIR),
        outcome => outcome,
    }
}

#[cfg(test)]
mod tests {
    use super::bilingual::bilingual;
    use super::*;
    use crate::terminal::lines::LineError;

    #[test]
    fn a_finding_is_one_line() {
        let found = Finding::fault("the camera \"a\nb\x1b[2J\" is gone: plug it in");
        let line = line("camera", &found, Language::English, Palette::Plain);
        assert_eq!(line, "FAULT  camera     the camera \"a b [2J\" is gone: plug it in");
    }

    #[test]
    fn the_codes_of_its_faults_end_a_line_each_once() {
        let fault = |key| LineError::NoSuchNumber { key, chip: "c".into(), number: 40, lines: 32 };
        let faults = [fault("gate.a"), fault("gate.b")].map(|one| Bilingual::of(&one));
        let faults = faults.map(|fault| bilingual!(Faulty { subject: "it", fault }));
        let found = Finding::gravest(faults.map(Finding::fault).to_vec());
        for language in [Language::Chinese, Language::English] {
            let line = line("gate", &found, language, Palette::Plain);
            assert!(line.ends_with(" [HG0604]"), "{line}");
            assert_eq!(line.matches("[HG").count(), 1, "{line}");
        }
        let noted = Finding { level: Level::Note, ..found };
        assert!(!line("gate", &noted, Language::English, Palette::Plain).contains("[HG"));
    }

    #[test]
    fn the_gravest_findings_are_told() {
        let all =
            vec![Finding::fine("a"), Finding::fault("b"), Finding::note("c"), Finding::fault("d")];
        assert_eq!(Finding::gravest(all).english(), "b; d");
        assert_eq!(Finding::gravest(vec![]).level, Level::Fine);
    }

    #[test]
    fn a_folder_that_is_to_be_made_is_judged_by_the_one_above() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(may_fill(folder.path()), Ok(()));
        assert_eq!(may_fill(&folder.path().join("a/b")), Ok(()));
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(may_fill(&file.join("below")).is_err());
        assert!(may_fill(&file).is_err());
    }
}
