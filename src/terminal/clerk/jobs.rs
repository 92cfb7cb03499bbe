//! Jobs of the menus, each in a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use calloop::LoopHandle;
use calloop::channel::{self, Sender};
use jiff::Timestamp;

use super::{Clerk, task};
use crate::config::{Config, Language};
use crate::menu::{Input, JobId, Reply, Request, Task};
use crate::store::{DatabaseKey, Store};
use crate::terminal::{Terminal, TerminalError, insert};

/// Jobs at once: somebody who begins one after the other does not fill the machine.
const MOST_JOBS: usize = 3;

/// A job for a thread of its own, so that the loop is not held by it.
#[derive(Debug)]
pub struct Jobs {
    clerk: Clerk,
    answers: Sender<(JobId, Reply)>,
    running: Arc<AtomicUsize>,
}

/// Tells the loop what came of a job, whatever became of its thread.
struct Answer {
    job: JobId,
    task: Task,
    answers: Sender<(JobId, Reply)>,
    running: Arc<AtomicUsize>,
    told: bool,
}

impl Jobs {
    /// Has the loop woken by what comes of the jobs.
    pub fn new(
        config: &Config,
        store: &Store,
        key: DatabaseKey,
        events: &LoopHandle<'static, Terminal>,
    ) -> Result<Self, TerminalError> {
        let (answers, told) = channel::channel();
        insert(events.insert_source(told, |event, _, terminal: &mut Terminal| {
            if let channel::Event::Msg((job, reply)) = event {
                terminal.attend(Input::Told(job, reply));
            }
        }))?;
        let clerk = Clerk::new(config.clone().into(), store.path().to_owned(), key);
        Ok(Self { clerk, answers, running: Arc::default() })
    }

    /// Begins a job.
    pub fn begin(&self, job: JobId, request: Request, language: Language) {
        let mut answer = Answer {
            job,
            task: task(&request),
            answers: self.answers.clone(),
            running: self.running.clone(),
            told: false,
        };
        if answer.running.fetch_add(1, Ordering::Relaxed) >= MOST_JOBS {
            return answer.tell(failed(answer.task, "others are still being done: try again soon"));
        }
        let clerk = self.clerk.clone();
        let work = move || {
            let progress = answer.answers.clone();
            let reply = clerk.perform(request, language, Timestamp::now(), &mut |done, total| {
                // The loop has ended: nobody wants to know.
                drop(progress.send((job, Reply::Progress(done, total))));
            });
            answer.tell(reply);
        };
        let started = std::thread::Builder::new().name("clerk".into()).spawn(work);
        if let Err(fault) = started {
            log::error!("a thread for the menus does not start: {fault}");
        }
    }
}

impl Answer {
    fn tell(&mut self, reply: Reply) {
        self.told = true;
        drop(self.answers.send((self.job, reply)));
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.running.fetch_sub(1, Ordering::Relaxed);
        if !self.told {
            self.tell(failed(self.task, "it broke off: see the journal"));
        }
    }
}

fn failed(task: Task, why: &str) -> Reply {
    Reply::Failed(task, why.to_owned())
}
