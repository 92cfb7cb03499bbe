//! What is told of it: on the display, on the card, at the end of a command.

use std::time::Duration;

use super::SetupCourse;
use super::heading::clock_time;
use crate::terminal::config::Config;
use crate::terminal::setup::card;
use crate::terminal::setup::fault::SetupError;
use crate::terminal::setup::pages::SetupPage;
use crate::terminal::setup::reach;
use crate::terminal::setup::status;
use crate::words::Bilingual;
use crate::words::setup as words;

impl SetupCourse<'_> {
    /// What is to be seen now.
    pub fn page(&self, now: Duration) -> SetupPage {
        if let Some((word, until)) = &self.word
            && now < *until
        {
            return word.clone();
        }
        if !self.mistakes.is_empty() {
            let (mistakes, old_goes_on) = (self.mistakes.clone(), self.config.is_some());
            return SetupPage::Mistakes { mistakes, old_goes_on };
        }
        if let Some(fault) = &self.fault {
            return SetupPage::Fault(fault.clone());
        }
        let Some(config) = &self.config else { return self.hold_sheet() };
        let name = config.platform.username.clone();
        match &self.kept.enrolment {
            Some(_) if !self.gives_way(config) => match &self.why {
                Some((why, address)) => {
                    SetupPage::NotEnrolled { why: why.clone(), address: address.clone() }
                }
                None => SetupPage::Enrolling { name, url: config.platform.url.uri().to_string() },
            },
            Some(_) if self.has_keys(config) => {
                SetupPage::OldKey { name, why: self.why.as_ref().map(|(why, _)| why.clone()) }
            }
            None if self.has_keys(config) => match self.was_refused(config) {
                true => SetupPage::OldKey { name, why: None },
                false => SetupPage::Ready { name },
            },
            _ if self.refused.is_some() => SetupPage::AnotherSheet,
            _ => self.hold_sheet(),
        }
    }

    fn hold_sheet(&self) -> SetupPage {
        SetupPage::HoldSheet { misnamed: self.misnamed.clone() }
    }

    /// A code was refused beside the key that the terminal still has.
    fn was_refused(&self, config: &Config) -> bool {
        let key = self.credentials.identity(&config.platform.private_key);
        key.is_some() && self.kept.refused_beside == key
    }

    /// What `--once` ends with.
    pub fn fault(&self, page: &SetupPage) -> SetupError {
        let message = |language| status::lines(page, language).join("; ");
        let sentence = Bilingual::by(message);
        match page {
            SetupPage::Mistakes { .. } => SetupError::Mistakes(sentence),
            _ => SetupError::NotReady(sentence),
        }
    }

    /// The door's name, as far as it is known.
    pub fn name(&self) -> String {
        self.config.as_ref().map(|config| config.terminal.name.clone()).unwrap_or_default()
    }

    /// The configuration as it stands on the disk, where it reads.
    pub(super) fn in_force(&self) -> Option<Config> {
        Config::load(&self.places.config()).ok()
    }

    /// The terminal's name at the platform; empty: nobody has said it yet.
    pub(super) fn terminal_name(&self, config: Option<&Config>) -> String {
        let sheet = self.kept.sheet.as_ref().map(|sheet| sheet.name.clone());
        let config = || Some(config?.platform.username.clone());
        sheet.or_else(config).unwrap_or_default()
    }

    /// `network.interface` names what this board has not: no network comes over it.
    fn unknown_interface(&self) -> Option<Bilingual> {
        let named = self.kept.network.as_ref()?.interface.as_ref()?.as_str().to_owned();
        let others = reach::others_than(&named)?.join(", ");
        Some(Bilingual::by(|language| {
            words::UnknownInterface { named: &named, others: &others }.text(language)
        }))
    }

    /// Writes `STATUS.TXT`, where it would tell something else.
    pub fn write_status(&mut self, page: &SetupPage) {
        let mut notes = self.notes.clone();
        let with_secrets = self.card.as_ref().filter(|card| card.has_secrets());
        if let Some(card) = with_secrets.filter(|_| self.kept.is_begun()) {
            let path = card.path().to_owned();
            let note = |language| words::SecretsStay { path: path.display() }.text(language);
            notes.push(Bilingual::by(note));
        }
        if let Some(found) = &self.misnamed {
            notes.push(Bilingual::by(|language| words::Misnamed { found }.text(language)));
        }
        notes.extend(self.unknown_interface());
        let text = status::text(page, None, &notes);
        if self.written == text || !self.looked {
            return;
        }
        // At each start of a terminal that stays as it is nothing is written.
        let time = clock_time()
            .filter(|_| !matches!(page, SetupPage::Ready { .. } | SetupPage::OldKey { .. }));
        let whole = status::text(page, time.as_deref(), &notes);
        if let Err(cause) = card::write_status(&self.places.card, &whole) {
            let (path, cause) = (self.places.card.join(card::STATUS), cause);
            log::warn!("{}: {cause}", path.display());
        }
        self.written = text;
    }
}
