//! How far a first boot has come, and what comes next.

mod enrolling;
mod heading;
mod sheet;
mod stick;
mod telling;

use std::time::Duration;

use super::attempts::EnrolmentAttempts;
use super::board::Board;
use super::card::{self, CardText};
use super::credentials::CredentialStore;
use super::fault::{CardFault, SetupError};
use super::judge::{BoardDevices, CardMistake, Judgement, TakeOverPlan, judge};
use super::kept::Kept;
use super::mount::while_writable;
use super::network::OpenWalls;
use super::pages::SetupPage;
use super::places::SetupArgs;
use super::sections::{AccessSection, NetworkSection};
use super::{network, take_over};
use crate::terminal::config::Config;
use crate::words::{Bilingual, Language, Message};
use heading::header;

/// How often the card is looked at.
const LOOK: Duration = Duration::from_secs(2);
/// How long mistakes, or a code that was refused, are shown while what was there before waits to go on.
const MISTAKES: Duration = Duration::from_secs(12);

/// Where a first boot stands.
pub struct SetupCourse<'a> {
    places: &'a SetupArgs,
    board: Board,
    credentials: CredentialStore,
    kept: Kept,
    /// What is in force.
    config: Option<Config>,
    pub devices: BoardDevices,
    /// As it was read last.
    card: Option<CardText>,
    due: Duration,
    mistakes: Vec<CardMistake>,
    /// When they were first seen.
    mistaken_at: Option<Duration>,
    /// What is in the way besides.
    fault: Option<Bilingual>,
    attempts: EnrolmentAttempts,
    /// Why the last try was in vain, and from which address here.
    why: Option<(Bilingual, Option<String>)>,
    /// A code that the platform did not take.
    refused: Option<String>,
    /// When that was.
    refused_at: Option<Duration>,
    /// A passing word, and until when it stands.
    word: Option<(SetupPage, Duration)>,
    /// Something was done, and not merely found done.
    busy: bool,
    looked: bool,
    /// A file that was taken over before was to be wiped again.
    wiping: bool,
    /// `STATUS.TXT` without its time, as it was written last.
    written: String,
    /// What was logged last of faults.
    logged: String,
    applied: Option<(NetworkSection, AccessSection, String, OpenWalls)>,
    /// A file on the card that is named nearly as the one that counts.
    misnamed: Option<String>,
    /// What is told beside everything else.
    notes: Vec<Bilingual>,
}

impl<'a> SetupCourse<'a> {
    pub fn begin(places: &'a SetupArgs, now: Duration) -> Result<Self, SetupError> {
        let board = Board::find(&places.model, &places.boards)?;
        let devices = BoardDevices::of("", &board);
        let mut course = Self {
            places,
            board,
            credentials: CredentialStore::of(places),
            kept: Kept::load(&places.kept()),
            config: None,
            devices,
            card: None,
            due: now,
            mistakes: Vec::new(),
            mistaken_at: None,
            fault: None,
            attempts: EnrolmentAttempts::new(),
            why: None,
            refused: None,
            refused_at: None,
            word: None,
            busy: false,
            looked: false,
            wiping: false,
            written: String::new(),
            logged: String::new(),
            applied: None,
            misnamed: None,
            notes: Vec::new(),
        };
        let card = CardText::read(&places.card).ok().flatten();
        if places.without_data().exists() {
            return Ok(course);
        }
        course.keep(|course| course.kept.see_to_flash(places));
        course.keep(|course| {
            let header = header(&course.terminal_name(course.in_force().as_ref()));
            take_over::finish(places, &mut course.kept, card.as_ref(), &header)
        });
        course.apply_network();
        Ok(course)
    }

    /// Does what is due: looks at the card, at the secrets, at the way to the platform.
    pub fn look(&mut self, now: Duration) {
        if now >= self.due {
            self.due = now + LOOK;
            self.fault = None;
            if self.places.without_data().exists() {
                // No code is to be used up, and no secret wiped, for what is lost in the end.
                self.note(&SetupError::NoData);
            } else {
                self.look_at_card(now);
                self.load();
                self.look_at_secrets();
            }
            self.looked = true;
        }
        self.enrol(now);
    }

    fn look_at_card(&mut self, now: Duration) {
        // What is tried just now is tried with what is in force.
        if self.attempts.are_running() {
            return;
        }
        self.misnamed = card::misnamed(&self.places.card);
        let card = match self.read_card() {
            Ok(card) => card,
            Err(fault) => {
                self.note(&fault);
                // Without its card a terminal goes on by what it has, or by a sheet.
                if self.kept.is_begun() || matches!(fault, CardFault::Gone(_)) {
                    self.fault = None;
                }
                None
            }
        };
        let is_same = self.looked && self.card == card;
        if !is_same {
            let text = card.as_ref().map_or("", |card| card.text.as_str());
            self.devices = BoardDevices::of(text, &self.board);
            self.mistakes.clear();
        }
        self.card = card;
        let Some(card) = &self.card else { return };
        if self.kept.is_of(card) {
            return self.wipe();
        }
        if self.kept.passes(card) {
            return;
        }
        if is_same && !self.mistakes.is_empty() || card.is_empty() {
            return;
        }
        match judge(Some(card), &self.kept, &self.board, self.places) {
            Judgement::Good(plan) => self.take_over(*plan),
            Judgement::NoPlatform => {}
            Judgement::Bad(mistakes) => {
                for mistake in &mistakes {
                    log::warn!("{}", mistake.message(Language::English));
                }
                self.mistakes = mistakes;
                self.mistaken_at.get_or_insert(now);
            }
        }
    }

    /// The same file was put onto the card again, or could not be written before.
    fn wipe(&mut self) {
        let Some(card) = self.card.clone().filter(CardText::has_secrets) else { return };
        if std::mem::replace(&mut self.wiping, true) {
            return;
        }
        let name = self.config.as_ref().map(|config| config.platform.username.clone());
        let header = header(&name.unwrap_or_default());
        if let Err(cause) = while_writable(card.folder(), || card.wipe(&header)) {
            log::warn!("{}: {cause}; code and passphrase stay there", card.path().display());
        }
        self.card = self.read_card().ok().flatten();
    }

    fn take_over(&mut self, mut plan: TakeOverPlan) {
        plan.kept.passed = self.passed();
        let header = header(&plan.config.platform.username);
        match take_over::take_over(self.places, &plan, self.card.as_ref(), &header) {
            Ok(kept) => {
                self.mistakes.clear();
                log::info!("the configuration of {} was taken over", plan.config.platform.username);
                self.kept = kept;
                self.busy = true;
                self.attempts.renew();
                (self.why, self.refused, self.refused_at, self.word) = (None, None, None, None);
                self.apply_network();
                // It was written over.
                self.card = self.read_card().ok().flatten();
            }
            Err(fault) => self.note(&fault),
        }
    }

    /// What is in force: what was taken over, or what somebody has put there by hand.
    fn load(&mut self) {
        self.config = match Config::load(&self.places.config()) {
            Ok(config) if self.kept.is_begun() || self.has_keys(&config) => Some(config),
            Ok(_) => None,
            Err(fault) => {
                if self.kept.is_begun() {
                    self.note(&fault);
                }
                None
            }
        };
    }

    fn has_keys(&self, config: &Config) -> bool {
        self.credentials.has(&config.store.key)
            && self.credentials.has(&config.platform.private_key)
    }

    /// Whether a sheet would help.
    pub fn wants_sheet(&self) -> bool {
        let has_key = |config: &Config| self.credentials.has(&config.platform.private_key);
        self.mistakes.is_empty()
            && self.fault.is_none()
            && (self.refused_at.is_some() || !self.config.as_ref().is_some_and(has_key))
    }

    /// The terminal can start.
    pub fn is_ready(&self, now: Duration) -> bool {
        let Some(config) = &self.config else { return false };
        let waits = self.kept.enrolment.is_some() && !self.gives_way(config);
        // Whoever has made it has to see what was wrong; the door opens all the same.
        let mistaken_at = self.mistaken_at.filter(|_| !self.mistakes.is_empty());
        let since = mistaken_at.max(self.refused_at).filter(|_| !self.places.once);
        let reads = since.is_some_and(|at| now < at + MISTAKES);
        self.looked && self.has_keys(config) && !waits && !reads && !self.attempts.are_running()
    }

    /// Somebody may stand there who wants to see how it ends.
    pub fn was_seen(&self) -> bool {
        self.busy && !self.places.once
    }

    /// With one look nothing more is to be learned.
    pub fn is_settled(&self) -> bool {
        let tries = self.config.is_some() && self.kept.enrolment.is_some() && self.fault.is_none();
        self.looked && !self.attempts.are_running() && (!tries || self.attempts.failed > 0)
    }

    /// Does it, and has a fault shown.
    fn keep(&mut self, does: impl FnOnce(&mut Self) -> Result<(), SetupError>) {
        if let Err(fault) = does(self) {
            self.note(&fault);
        }
    }

    /// Has a fault shown until the next look; the log has it once.
    fn note(&mut self, fault: &impl Message) {
        let fault = Bilingual::of(fault);
        let sentence = fault.message(Language::English).to_owned();
        if self.logged != sentence {
            log::error!("{sentence}");
            self.logged = sentence;
        }
        self.fault = Some(fault);
    }

    /// Network, time, access and walls as they are kept, until the next start.
    fn apply_network(&mut self) {
        let config = self.in_force();
        let name = self.terminal_name(config.as_ref());
        let walls = config.as_ref().map(OpenWalls::of).unwrap_or_default();
        let applied = (self.kept.network(), self.kept.access.clone(), name.clone(), walls);
        if self.applied.as_ref() != Some(&applied) {
            self.notes = network::apply(self.places, &self.kept, &name, walls);
            self.applied = Some(applied);
        }
    }
}
