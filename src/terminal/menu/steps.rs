//! How a page's steps are taken.

use super::page::Step;
use super::pages::failed::Failed;
use super::pages::front;
use super::{FieldSetting, Menu, MenuEffect, MenuPage, SettingLine};
use crate::terminal::operators::Leaving;
use crate::words::Language;

impl Menu {
    /// Takes steps in their order.
    pub(super) fn take(&mut self, steps: Vec<Step>) -> Vec<MenuEffect> {
        steps.into_iter().flat_map(|step| self.take_one(step)).collect()
    }

    fn take_one(&mut self, step: Step) -> Vec<MenuEffect> {
        match step {
            Step::Leave => drop(self.pages.pop()),
            Step::Open(page) => self.open(page),
            Step::Home => {
                self.pages.take();
                if self.context.shift.is_some() {
                    self.go_home();
                }
            }
            Step::Ask(request, then) => return vec![self.wait_for(request, then)],
            Step::Inquire(request) => {
                let job = self.next_job();
                return vec![self.ask(job, request)];
            }
            Step::Abandon => return self.abandon(),
            Step::EntryError(error) => {
                while self.pages.top_mut().is_some_and(|page| !page.on_entry_error(&error)) {
                    self.pages.pop();
                }
            }
            Step::Do(effect) => {
                self.owe_reason(&effect);
                return vec![effect];
            }
            Step::TellReason(reason) => {
                return self.tell_reason(Some(reason)).into_iter().collect();
            }
            Step::Speak(language) => {
                self.context.language = language;
                return vec![MenuEffect::Speak(language)];
            }
            Step::Apply(line) => return vec![self.apply(&line)],
            Step::BeginShift(by) => return self.begin_shift(by),
            Step::Renew(by) => self.renew(by),
            Step::SignOut => return self.end_shift(Leaving::ByThemselves),
            Step::NotAllowed => {
                // Somebody changed this operator: what is signed in is nobody any more.
                let effects = self.end_shift(Leaving::Automatic);
                self.open(Failed::NotAllowed.into());
                return effects;
            }
            Step::CallHelp => return self.begin_call(),
            Step::EndCall => return self.end_call(),
        }
        Vec::new()
    }

    pub(super) fn open(&mut self, page: MenuPage) {
        self.pages.push(page);
    }

    /// The first page.
    pub(super) fn go_home(&mut self) {
        self.pages.take();
        self.open(front::first(&self.context));
    }

    /// A setting holds from now on; a language is also the one that the door goes back to.
    pub(super) fn apply(&mut self, line: &SettingLine) -> MenuEffect {
        if line.setting == FieldSetting::Language {
            self.home = if line.value == "en" { Language::English } else { Language::Chinese };
            self.context.language = self.home;
        }
        MenuEffect::Apply(line.setting, line.value.clone())
    }
}
