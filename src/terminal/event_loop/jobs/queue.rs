//! Jobs of the menus, each in a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use calloop::LoopHandle;
use calloop::channel::{self, Sender};
use jiff::Timestamp;

use super::{JobContext, JobWatch};
use crate::terminal::config::Config;
use crate::terminal::event_loop::{LoopTerminal, TerminalError, insert};
use crate::terminal::menu::{BusyTask, JobId, MenuInput, MenuReply, MenuRequest};
use crate::terminal::operators::SignedIn;
use crate::terminal::store::{DatabaseKey, Store};
use crate::threads;
use crate::words::Bilingual;
use crate::words::menu::Text;

/// Long jobs at once: somebody who begins one after the other does not fill the machine. Signing
/// in and changes are never kept waiting by them.
const MOST_LONG: usize = 2;

/// From one word of how far a job is to the next: each is drawn.
const REPORT_EACH: Duration = Duration::from_millis(200);

/// A job for a thread of its own, so that the loop is not held by it.
#[derive(Debug)]
pub struct Jobs {
    jobs: JobContext,
    answers: Sender<(JobId, MenuReply)>,
    /// Long jobs, and the flag by which each learns that nobody waits any more. A thread that has
    /// ended holds its flag no longer.
    long: Vec<(JobId, Arc<AtomicBool>)>,
}

/// Tells the loop what came of a job, whatever became of its thread.
struct JobAnswer {
    job: JobId,
    task: BusyTask,
    answers: Sender<(JobId, MenuReply)>,
    answered: bool,
}

impl Jobs {
    /// Has the loop woken by what comes of the jobs.
    pub fn new(
        config: &Config,
        store: &Store,
        key: DatabaseKey,
        events: &LoopHandle<'static, LoopTerminal>,
    ) -> Result<Self, TerminalError> {
        let (answers, inbox) = channel::channel();
        insert(events.insert_source(inbox, |event, _, terminal: &mut LoopTerminal| {
            if let channel::Event::Msg((job, reply)) = event {
                terminal.attend(MenuInput::Reply(job, reply));
            }
        }))?;
        let jobs = JobContext::new(config.clone().into(), store.path().to_owned(), key);
        Ok(Self { jobs, answers, long: Vec::new() })
    }

    /// Begins a job.
    pub fn begin(&mut self, job: JobId, by: Option<SignedIn>, request: MenuRequest) {
        let task = request.task();
        let mut answer = JobAnswer { job, task, answers: self.answers.clone(), answered: false };
        let stop = Arc::new(AtomicBool::new(false));
        if task.ends_when_left() {
            self.long.retain(|(_, flag)| Arc::strong_count(flag) > 1);
            if self.long.len() >= MOST_LONG {
                let why = Bilingual::by(|language| Text::StillBusy.plain(language));
                return answer.reply(MenuReply::Failed(task, why));
            }
            self.long.push((job, stop.clone()));
        }
        let jobs = self.jobs.clone();
        let work = move || {
            let progress = answer.answers.clone();
            let mut reported_at: Option<Instant> = None;
            let mut report = |task| {
                if reported_at.is_some_and(|reported_at| reported_at.elapsed() < REPORT_EACH) {
                    return;
                }
                reported_at = Some(Instant::now());
                // The loop has ended: nobody wants to know.
                drop(progress.send((job, MenuReply::Progress(task))));
            };
            let mut watch = JobWatch { report: &mut report, stop: &stop };
            let reply = jobs.perform(by, request, Timestamp::now(), &mut watch);
            answer.reply(reply);
        };
        if let Err(fault) = threads::begin("jobs", work) {
            log::error!("a thread for the menus does not start: {fault}");
        }
    }

    /// Nobody waits for this job any more: it ends where it can.
    pub fn abandon(&mut self, job: JobId) {
        for (_, stop) in self.long.iter().filter(|(long, _)| *long == job) {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

/// With the terminal nobody waits for anything any more.
impl Drop for Jobs {
    fn drop(&mut self) {
        for (_, stop) in &self.long {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

impl JobAnswer {
    fn reply(&mut self, reply: MenuReply) {
        self.answered = true;
        drop(self.answers.send((self.job, reply)));
    }
}

impl Drop for JobAnswer {
    fn drop(&mut self) {
        if !self.answered {
            let why = Bilingual::by(|language| Text::BrokeOff.plain(language));
            self.reply(MenuReply::Failed(self.task, why));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_job_that_breaks_off_says_so_in_either_language() {
        let (answers, said) = channel::channel();
        let (job, task) = (JobId(7), BusyTask::Reporting);
        drop(JobAnswer { job, task, answers, answered: false });
        let (_, reply) = said.try_recv().unwrap();
        let MenuReply::Failed(BusyTask::Reporting, why) = reply else { panic!("{reply:?}") };
        for (language, word) in [(Language::Chinese, "技术员"), (Language::English, "technician")]
        {
            assert!(why.message(language).contains(word), "{why:?}");
        }
    }
}
