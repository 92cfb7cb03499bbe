//! What a card's file comes to: the board's defaults under it, the sheet's word between them, the whole
//! checked before any of it is taken over.

use super::board::Board;
use super::card::CardText;
use super::kept::{Kept, PendingCode, quoted};
use super::places::SetupArgs;
use super::sections::{Entrusted, SECTIONS, SiteSections};
use crate::config::{Layer, Layers, Mistake, SiteFault, ValueFault};
use crate::terminal::config::{
    CameraConfig, Config, ConfigError, DisplayConfig, DisplayDriver, GateConfig, ImagerConfig,
    language_of,
};
use crate::words::Language;
use crate::words::setup as words;

/// The number of the card's file among the layers.
const CARD: usize = 3;

/// Whatever is missing stands so while the rest is looked at.
const STAND_INS: &[(&str, &str)] = &[
    ("terminal.cinema_code", "00000000"),
    ("platform.url", "https://platform.invalid"),
    ("platform.username", "terminal"),
    ("platform.private_key", "credential:terminal-key"),
    ("catalogue.url", "https://channel.invalid/"),
    ("catalogue.channel_code", "channel"),
    ("catalogue.secret", "credential:channel"),
];

/// In a sheet's place while there is none.
const NO_SHEET: &str = "[terminal]\ncinema_code = \"00000000\"\n\
    [platform]\nurl = \"https://platform.invalid\"\nusername = \"terminal\"\n";

/// A configuration that is written and not read by hand.
const HEAD: &str = "# Written by `hallgate setup` from the card's file, the board's defaults and the enrolment\n\
    # sheet: docs/first-boot.md. To change it, change the file on the card.\n\n";

/// What a card's file comes to.
#[derive(Debug)]
pub enum Judgement {
    /// It can be taken over.
    Good(Box<TakeOverPlan>),
    /// Nothing is wrong with it, and neither it nor a sheet has named the platform yet.
    NoPlatform,
    Bad(Vec<CardMistake>),
}

/// What is to be in force.
#[derive(Debug)]
pub struct TakeOverPlan {
    pub config: Config,
    /// The configuration's file.
    pub text: String,
    pub kept: Kept,
}

/// What is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardMistake {
    /// From 1 on; none: it is the board's own file that is wrong.
    pub line: Option<usize>,
    pub key: String,
    pub fault: ValueFault,
}

impl CardMistake {
    /// Line, key and what is wrong, in one sentence.
    pub fn message(&self, language: Language) -> String {
        let fault = self.fault.message(language);
        let key = if self.key.is_empty() { super::card::NAME } else { &self.key };
        match self.line {
            Some(line) => words::StatusLine { line, key, fault }.text(language),
            None => words::BoardFault { board: key, fault }.text(language),
        }
    }
}

/// Judges a card's file, where there is one, beside what is kept.
pub fn judge(file: Option<&CardText>, kept: &Kept, board: &Board, places: &SetupArgs) -> Judgement {
    let card = file.map_or("", |file| file.text.as_str());
    let (alone, _) = Layers::of(&[Layer { text: card, without: &[] }]);
    let names_platform = alone.sections().any(|name| name == "platform");
    let has_gate = alone.sections().any(|name| name == "gate");
    let sheet = kept.sheet.clone().filter(|_| !names_platform);
    let sheet_text = match &sheet {
        Some(sheet) => sheet.to_text(),
        None if names_platform => String::new(),
        None => NO_SHEET.to_owned(),
    };
    let fixed = fixed(places);
    let (mut whole, torn) = layers(card, &sheet_text, &fixed, board);
    if !torn.is_empty() {
        return Judgement::Bad(torn.into_iter().map(CardMistake::of).collect());
    }
    let own = whole.split(&SECTIONS);
    let (sections, config) = (own.check::<SiteSections>(&[]), whole.check::<Config>(STAND_INS));
    let mut mistakes = Vec::new();
    if board.defaults.is_none() && !has_gate {
        let fault = ValueFault::Site(SiteFault::GateOfUnknownBoard(board.model.clone()));
        mistakes.push(CardMistake { line: Some(1), key: "[gate]".to_owned(), fault });
    }
    let mut sections = match (sections, config) {
        (Ok(sections), Ok(_)) => sections,
        (sections, config) => {
            let found = [sections.err(), config.err()].into_iter().flatten().flatten();
            mistakes.extend(found.map(CardMistake::of));
            mistakes.sort_by_key(|mistake| mistake.line);
            return Judgement::Bad(mistakes);
        }
    };
    mistakes.extend(resolve(card, &mut sections, kept));
    if !mistakes.is_empty() {
        return Judgement::Bad(mistakes);
    }
    if sheet.is_none() && !names_platform {
        return Judgement::NoPlatform;
    }
    let unwritten = |fault| CardMistake { line: None, key: String::new(), fault };
    let config = whole.to_text().map(|text| format!("{HEAD}{text}")).and_then(|text| {
        match Config::parse(&text, &places.config()) {
            Ok(config) => Ok((config, text)),
            Err(ConfigError::Bad { fault, .. }) => Err(*fault),
            Err(fault) => Err(ValueFault::Form(fault.to_string())),
        }
    });
    let (config, text) = match config {
        Ok(both) => both,
        Err(fault) => return Judgement::Bad(vec![unwritten(fault)]),
    };
    let enrolment = match sections.enrolment {
        Some(section) => match section.code {
            Entrusted::Given(code) => Some(PendingCode { code, ca_sha256: section.ca_sha256 }),
            Entrusted::Taken => kept.enrolment.clone(),
        },
        None => kept.enrolment.clone(),
    };
    let kept = Kept {
        done: false,
        card: file.map(CardText::identity),
        secrets: file.map(CardText::secrets_identity),
        passed: None,
        sheet,
        enrolment,
        network: sections.network,
        wifi: kept.wifi.clone(),
        access: sections.access,
        refused_beside: kept.refused_beside.clone(),
    };
    Judgement::Good(Box::new(TakeOverPlan { config, text, kept }))
}

/// The weakest first: the board, what holds for every terminal of this kind, the sheet, the card.
fn layers<'t>(
    card: &'t str,
    sheet: &'t str,
    fixed: &'t str,
    board: &'t Board,
) -> (Layers<'t>, Vec<Mistake>) {
    // A board's file is an example too: whose terminal it is stands in no defaults.
    let examples = Layer {
        text: board.defaults.as_deref().unwrap_or_default(),
        without: &["terminal", "platform"],
    };
    let plain = |text| Layer { text, without: &[] };
    Layers::of(&[examples, plain(fixed), plain(sheet), plain(card)])
}

fn fixed(places: &SetupArgs) -> String {
    format!(
        "[store]\nkey = \"credential:{}\"\n[platform]\nprivate_key = \"credential:{}\"\nca = {}\n\
         [operators]\nfirst_admin = {}\n",
        super::credentials::DATABASE_KEY,
        super::credentials::TERMINAL_KEY,
        quoted(&places.authority().to_string_lossy()),
        quoted(&places.first_admin().to_string_lossy()),
    )
}

/// Puts what was taken over before in the place of its mark.
fn resolve(card: &str, sections: &mut SiteSections, kept: &Kept) -> Option<CardMistake> {
    let wifi = sections.network.as_mut()?.wifi.as_mut()?;
    let before = kept.network.as_ref().and_then(|network| network.wifi.as_ref());
    let before = before.and_then(|wifi| wifi.passphrase.as_ref()?.given());
    match wifi.passphrase.take()?.or(before) {
        Ok(passphrase) => {
            wifi.passphrase = Some(passphrase);
            None
        }
        Err(fault) => {
            let at = crate::config::span_of(card, &["network", "wifi", "passphrase"]);
            let before = at.and_then(|at| card.get(..at.start)).unwrap_or_default();
            let line = Some(before.matches('\n').count() + 1);
            Some(CardMistake { line, key: "network.wifi.passphrase".to_owned(), fault })
        }
    }
}

/// Keys that an installer writes, and the section of each: where its line was forgotten, they stand in the one above.
const HOMES: [(&str, &str); 14] = [
    ("cinema_code", "terminal"),
    ("screens", "terminal"),
    ("url", "platform"),
    ("username", "platform"),
    ("code", "enrolment"),
    ("ca_sha256", "enrolment"),
    ("mode", "network"),
    ("gateway", "network"),
    ("dns", "network"),
    ("time", "network"),
    ("ssid", "network.wifi"),
    ("passphrase", "network.wifi"),
    ("country", "network.wifi"),
    ("ssh_keys", "access"),
];

/// The section that such a key belongs to, where that is another one than it stands in.
fn home_of(located_key: &str, key: &str) -> Option<&'static str> {
    let (section, _) = located_key.rsplit_once('.')?;
    let (_, home) = HOMES.iter().find(|(name, _)| *name == key)?;
    (*home != section).then_some(*home)
}

impl CardMistake {
    fn of(mistake: Mistake) -> Self {
        let Mistake { layer, located } = mistake;
        let line = (layer >= CARD - 1).then_some(located.line);
        let is_section = !located.key.trim_matches(['[', ']']).contains('.');
        let is_outside = is_section && !located.key.starts_with('[');
        let fault = match located.fault {
            ValueFault::Missing(name) if located.key.is_empty() => {
                ValueFault::Site(SiteFault::NoSection(name))
            }
            ValueFault::UnknownKey { known, .. } if is_outside && known.contains(&"terminal") => {
                ValueFault::Site(SiteFault::OutsideSections)
            }
            ValueFault::UnknownKey { key, known } if is_section && known.contains(&"terminal") => {
                let known = known.iter().chain(&SECTIONS).map(|name| (*name).to_owned());
                ValueFault::Site(SiteFault::UnknownSection { name: key, known: known.collect() })
            }
            ValueFault::UnknownKey { key, known } => match home_of(&located.key, &key) {
                Some(home) => ValueFault::Site(SiteFault::OfSection(home)),
                None => ValueFault::UnknownKey { key, known },
            },
            fault => fault,
        };
        Self { line, key: located.key, fault }
    }
}

/// What is shown and looked through before there is a configuration: as the card has it where that
/// reads, else as the board does.
#[derive(Debug, Clone)]
pub struct BoardDevices {
    pub display: DisplayConfig,
    pub camera: CameraConfig,
    pub imager: ImagerConfig,
    /// None: nobody has said, so both are shown.
    pub language: Option<Language>,
}

impl BoardDevices {
    /// Of a card's file, however it reads.
    pub fn of(card: &str, board: &Board) -> Self {
        let (whole, _) = layers(card, "", "", board);
        let (boards, _) = layers("", "", "", board);
        let framebuffer = std::path::Path::new("/dev/fb0").exists();
        let driver = if framebuffer { DisplayDriver::Framebuffer } else { DisplayDriver::None };
        let none = || DisplayConfig { driver, ..DisplayConfig::default() };
        let mut display: DisplayConfig =
            whole.section("display").or_else(|| boards.section("display")).unwrap_or_else(none);
        let gate = whole.section("gate").or_else(|| boards.section("gate"));
        let gate: GateConfig = gate.unwrap_or_default();
        display.chip.get_or_insert(gate.chip);
        let language = card.contains("language").then(|| language_of(card)).flatten();
        Self {
            display,
            camera: whole
                .section("camera")
                .or_else(|| boards.section("camera"))
                .unwrap_or_default(),
            imager: whole
                .section("imager")
                .or_else(|| boards.section("imager"))
                .unwrap_or_default(),
            language,
        }
    }
}

#[cfg(test)]
#[path = "tests/judge.rs"]
mod tests;
