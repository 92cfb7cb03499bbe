//! Codes before the camera.

use std::time::Duration;

use super::SetupCourse;
use crate::terminal::enrolment::ShownInvitation;
use crate::terminal::setup::judge::{Judgement, judge};
use crate::terminal::setup::kept::{Kept, KeptSheet, PendingCode};
use crate::terminal::setup::pages::SetupPage;
use crate::terminal::setup::scan::ScannedCode;

/// How long a passing word stands.
const WORD: Duration = Duration::from_secs(4);

impl SetupCourse<'_> {
    /// Takes what a code before the camera says.
    pub fn read(&mut self, text: &str, now: Duration) {
        match ScannedCode::of(text) {
            ScannedCode::Sheet(sheet) => self.take_sheet(&sheet, now),
            ScannedCode::Wifi(wifi) => {
                if self.kept.wifi.as_ref() != Some(&wifi) {
                    let ssid = wifi.ssid.clone();
                    self.kept.wifi = Some(wifi);
                    self.keep(|course| course.kept.store(&course.places.kept()));
                    self.apply_network();
                    self.say(SetupPage::WifiTaken { ssid }, now);
                }
            }
            // Whoever holds something up while a sheet is being dealt with is told how that goes.
            ScannedCode::Ticket | ScannedCode::Other if self.kept.enrolment.is_some() => {}
            ScannedCode::Ticket => self.say(SetupPage::NotTheSheet { is_ticket: true }, now),
            ScannedCode::Other => self.say(SetupPage::NotTheSheet { is_ticket: false }, now),
        }
    }

    fn take_sheet(&mut self, sheet: &ShownInvitation, now: Duration) {
        let code = sheet.code.clone();
        if self.refused.as_ref() == Some(&code) {
            return self.say(SetupPage::AnotherSheet, now);
        }
        let is_known = self.kept.enrolment.as_ref().is_some_and(|pending| pending.code == code);
        if is_known || self.attempts.are_running() {
            return;
        }
        let own = self.config.as_ref().filter(|_| self.kept.sheet.is_none());
        if let Some(config) = own
            && (config.platform.username != sheet.name
                || config.terminal.cinema_code != sheet.cinema)
        {
            let (found, own) = (sheet.name.clone(), config.platform.username.clone());
            return self.say(SetupPage::SheetOfOther { found, own }, now);
        }
        let enrolment = Some(PendingCode { code, ca_sha256: sheet.ca_sha256.to_string() });
        if own.is_some() {
            self.kept.enrolment = enrolment;
            self.attempts.renew();
            (self.why, self.refused, self.refused_at) = (None, None, None);
            return self.keep(|course| course.kept.store(&course.places.kept()));
        }
        let kept = Kept { sheet: Some(KeptSheet::of(sheet)), enrolment, ..self.kept.clone() };
        match judge(self.card.as_ref(), &kept, &self.board, self.places) {
            Judgement::Good(plan) => {
                self.take_over(&plan);
                self.due = now;
            }
            Judgement::Bad(mistakes) => {
                self.say(SetupPage::Mistakes { mistakes, old_goes_on: false }, now);
            }
            Judgement::NoPlatform => {}
        }
    }

    fn say(&mut self, page: SetupPage, now: Duration) {
        self.word = Some((page, now + WORD));
    }
}
