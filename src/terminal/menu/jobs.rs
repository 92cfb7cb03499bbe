//! Jobs: given away, waited for on a page of their own, answered, or left.

use super::page::{Step, Then};
use super::pages::busy::BusyPage;
use super::pages::failed::Failed;
use super::{JobId, Menu, MenuEffect, MenuPage, MenuReply, MenuRequest};
use crate::terminal::operators::Leaving;

impl Menu {
    /// Gives a job away, and waits for it on a page of its own.
    pub(super) fn wait_for(&mut self, request: MenuRequest, then: Then) -> MenuEffect {
        let (job, task) = (self.next_job(), request.task());
        self.open(BusyPage { task, job, then }.into());
        self.ask(job, request)
    }

    pub(super) fn ask(&self, job: JobId, request: MenuRequest) -> MenuEffect {
        MenuEffect::Ask { job, by: self.context.by(), request }
    }

    pub(super) fn next_job(&mut self) -> JobId {
        self.asked += 1;
        JobId(self.asked)
    }

    /// The first page tells who has entered, as long as somebody is there.
    pub(super) fn count_inside(&mut self) -> Option<MenuEffect> {
        let now = self.context.now.mono;
        let MenuPage::Main(main) = self.pages.top()? else { return None };
        if !main.wants_count(now) {
            return None;
        }
        if let Some(MenuPage::Main(main)) = self.pages.top_mut() {
            main.is_counted(now);
        }
        let job = self.next_job();
        Some(self.ask(job, MenuRequest::Inside))
    }

    /// Work is left that takes its time. Of what goes onto a stick it is told when it has
    /// stopped, as the stick is written until then.
    pub(super) fn abandon(&mut self) -> Vec<MenuEffect> {
        let Some(MenuPage::Busy(busy)) = self.pages.pop() else {
            return Vec::new();
        };
        if self.context.is_away() {
            // Not into the menu of whoever began it: somebody else may be here.
            self.pages.take();
        }
        let job = busy.job;
        if let Some(task) = busy.task.stopping() {
            self.open(BusyPage { task, ..busy }.into());
        }
        vec![MenuEffect::Abandon(job)]
    }

    /// Closes the menu; what was waited for ends where it can.
    pub(super) fn leave_all(&mut self) -> Vec<MenuEffect> {
        let left = self.pages.take().into_iter().filter_map(|page| match page {
            MenuPage::Busy(busy) if busy.task.ends_when_left() => {
                Some(MenuEffect::Abandon(busy.job))
            }
            _ => None,
        });
        left.collect()
    }

    /// Takes an answer. What nobody waits for any more is dropped; but who signed in is signed
    /// out again, so that the log tells no shift that was none.
    pub(super) fn on_reply(&mut self, job: JobId, reply: MenuReply) -> Vec<MenuEffect> {
        if let MenuReply::AnyOperators(_) | MenuReply::Inside(_) = reply {
            return self.with_page(|page| page.on_reply(&reply));
        }
        let busy = match self.pages.top() {
            Some(MenuPage::Busy(busy)) if busy.job == job => busy.clone(),
            _ => {
                return match reply {
                    MenuReply::SignedIn(by) => {
                        vec![MenuEffect::SignOut { by, leaving: Leaving::Automatic }]
                    }
                    // A setting that is on the disk holds, whether anybody still looks or not.
                    MenuReply::Set(line) => vec![self.apply(&line)],
                    _ => Vec::new(),
                };
            }
        };
        if let MenuReply::Progress(_) = reply {
            return self.with_page(|page| page.on_reply(&reply));
        }
        self.pages.pop();
        if self.context.is_away() && busy.task.is_work() {
            // What came of it may be read by whoever is here now, but nothing more.
            self.pages.take();
        }
        // What took long is read before the menu closes.
        self.last_key = self.context.now.mono;
        let steps = match reply {
            MenuReply::NotAllowed => vec![Step::NotAllowed],
            MenuReply::Failed(task, why) => vec![Step::Open(Failed::Task(task, why).into())],
            reply => (busy.then)(reply, &self.context),
        };
        self.take(steps)
    }
}
