//! Secrets, and the way to the platform.

use std::time::Duration;

use jiff::Timestamp;

use super::SetupCourse;
use super::heading::WRITTEN;
use crate::terminal::config::{Config, Secret};
use crate::terminal::enrolment::EnrolmentError;
use crate::terminal::operators::FirstAdminGrant;
use crate::terminal::setup::attempts::EnrolmentOutcome;
use crate::terminal::setup::durable;
use crate::terminal::setup::fault::SetupError;
use crate::terminal::setup::reach::Reach;
use crate::terminal::setup::take_over;
use crate::transport::Fault;
use crate::words::Bilingual;
use crate::words::setup::Text;

/// So many tries are made with another code where the terminal has a key: the door does not wait.
const TRIES: u32 = 3;

impl SetupCourse<'_> {
    pub(super) fn look_at_secrets(&mut self) {
        let Some(config) = self.config.clone() else { return };
        self.keep(|course| course.credentials.make_database_key(&config));
        // An enrolment that was cut before it was done with.
        if self.places.key().exists() {
            self.put_key(&config);
        }
    }

    /// Puts the key away first, and forgets the code before the key's own file is gone: whenever the
    /// power is cut, one of them tells the rest.
    fn put_key(&mut self, config: &Config) {
        self.grant_first_admin();
        let name = match &config.platform.private_key {
            Secret::Credential(name) => name.clone(),
            Secret::File(_) => return self.forget_code(),
        };
        let made = self.places.key();
        self.keep(|course| {
            course.credentials.put_terminal_key(&name, &made)?;
            course.kept.enrolment = None;
            course.kept.store(&course.places.kept())?;
            durable::remove(&made).map_err(SetupError::not_stored(&made))
        });
    }

    /// Whoever has the code makes the first admin at the door, for a day. Without it the door opens all
    /// the same, so that a fault is told and no more.
    fn grant_first_admin(&self) {
        let Some(pending) = &self.kept.enrolment else { return };
        let path = self.places.first_admin();
        let grant = FirstAdminGrant::of_code(&pending.code, Timestamp::now());
        let put = grant.map_err(|fault| fault.to_string()).and_then(|grant| {
            let group = durable::group_of(take_over::GROUP);
            durable::replace(&path, grant.to_text().as_bytes(), 0o640, group)
                .map_err(|cause| cause.to_string())
        });
        if let Err(cause) = put {
            log::warn!("{}: {cause}; make the first admin by `hallgate provision`", path.display());
        }
    }

    fn forget_code(&mut self) {
        self.kept.enrolment = None;
        self.keep(|course| course.kept.store(&course.places.kept()));
    }

    pub(super) fn enrol(&mut self, now: Duration) {
        let Some(config) = self.config.clone() else { return };
        if let Some(outcome) = self.attempts.outcome(now) {
            self.tried(&config, outcome, now);
        }
        let Some(code) = self.kept.enrolment.clone() else { return };
        if self.fault.is_none() && !self.gives_way(&config) {
            let key = match &config.platform.private_key {
                Secret::Credential(_) => self.places.key(),
                Secret::File(path) => path.clone(),
            };
            self.attempts.begin(now, &config, &code, key);
        }
    }

    fn tried(&mut self, config: &Config, outcome: EnrolmentOutcome, now: Duration) {
        self.busy = true;
        match outcome {
            Ok(()) => {
                log::info!("enrolled as {}", config.platform.username);
                self.why = None;
                self.put_key(config);
            }
            Err(EnrolmentError::Refused) => {
                log::warn!("{}", EnrolmentError::Refused);
                self.refused = self.kept.enrolment.take().map(|pending| pending.code);
                self.refused_at = Some(now);
                self.kept.refused_beside = self.credentials.identity(&config.platform.private_key);
                self.forget_code();
            }
            Err(fault) => {
                log::warn!("{fault}");
                let reach = Reach::now();
                let address = match reach {
                    Reach::Out(address) => Some(address.to_string()),
                    Reach::NoCarrier | Reach::NoAddress => None,
                };
                self.why = Some((reason(&fault, reach, Timestamp::now()), address));
            }
        }
    }

    /// The terminal has a key from before, and the door is not kept waiting for another one.
    pub(super) fn gives_way(&self, config: &Config) -> bool {
        self.credentials.has(&config.platform.private_key) && self.attempts.failed >= TRIES
    }
}

/// Why a terminal is not enrolled, for whoever stands before it: what is nearest first.
fn reason(fault: &EnrolmentError, reach: Reach, now: Timestamp) -> Bilingual {
    let text = |text: Text| Bilingual::by(move |language| text.plain(language));
    match (fault, reach) {
        (EnrolmentError::OtherAuthority, _) => text(Text::WrongAuthority),
        (EnrolmentError::Exchange(fault), _)
            if matches!(fault, Fault::TlsNotYetValid | Fault::TlsExpired)
                && now.as_second() < WRITTEN =>
        {
            text(Text::WrongClock)
        }
        (EnrolmentError::Exchange(_), Reach::NoCarrier) => text(Text::NoCable),
        (EnrolmentError::Exchange(_), Reach::NoAddress) => text(Text::NoIp),
        (fault, _) => Bilingual::of(fault),
    }
}
