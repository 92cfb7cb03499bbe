//! The worker's loop: takes commands, does what is due next, one network call at a time, and looks
//! at the commands again before the next one.

mod catalogue;
mod database;
mod notes;
mod platform;
mod records;
mod rounds;
mod set_aside;

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use self::catalogue::CatalogueSchedule;
use self::notes::OpenNote;
use self::records::RecordUploads;
use self::set_aside::SetAsideRetry;
use super::catalogue::Fetcher;
use super::keys::Schedule;
use super::link::Link;
use super::{Life, SyncCommand, SyncError, SyncEvent, SyncSettings};
use crate::terminal::config::Online;
use crate::terminal::door::{Answer, Question};
use crate::terminal::store::{StoreReader, StoredKey};
use crate::transport::Caller;
use crate::transport::RetryTimer;

/// How often the thread gives a sign of life at least, while it waits.
const SIGN: Duration = Duration::from_secs(5);

/// All that the thread owns.
pub(super) struct WorkerState {
    settings: SyncSettings,
    transport: Caller,
    reader: StoreReader,
    inbox: Receiver<SyncCommand>,
    event: Box<dyn Fn(SyncEvent) + Send>,
    life: Life,
    /// With the moment up to which the verdict waits.
    questions: VecDeque<(Question, Duration)>,
    missed: bool,
    /// Commands to flush that are not yet answered.
    flushes: usize,
    stopped: bool,
    keys: Schedule,
    latest_keys: Option<Vec<StoredKey>>,
    link: Link,
    records: RecordUploads,
    set_aside: SetAsideRetry,
    /// None where none is configured.
    catalogue: Option<CatalogueSchedule>,
    /// What is told and not yet committed.
    open: Option<OpenNote>,
    note_hold: RetryTimer,
}

/// Why the keys are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// The regular request.
    Due,
    /// A ticket came that no key fits.
    Missed,
    /// To see whether the platform is there, or to keep the connection warm.
    Probe,
}

/// What is done next.
#[derive(Debug)]
enum WorkerTask {
    Ask(Question, Duration),
    Keys(Purpose),
    Upload,
    RetrySetAside,
    /// The disk did not take a note: tell it again.
    NoteAgain,
    Catalogue,
    /// Wait for commands, at most until then.
    Wait(Duration),
}

impl WorkerState {
    pub(super) fn new(
        settings: SyncSettings,
        transport: Caller,
        reader: StoreReader,
        inbox: Receiver<SyncCommand>,
        event: Box<dyn Fn(SyncEvent) + Send>,
        life: Life,
        fetcher: Option<Fetcher>,
    ) -> Result<Self, SyncError> {
        let now = settings.clock.now();
        let catalogue =
            settings.catalogue.as_ref().zip(fetcher).map(|(catalogue, fetcher)| {
                CatalogueSchedule::new(catalogue, fetcher, &reader, now)
            });
        let longest = Duration::from_secs(settings.sync.retry_max_s);
        let retry = || RetryTimer::new(longest, fastrand::Rng::new());
        Ok(Self {
            keys: Schedule::new(&settings.keys, retry(), fastrand::Rng::new()),
            link: Link::new(retry(), settings.online != Online::Never),
            records: RecordUploads::new(reader.upload_state()?, &settings.sync, retry(), retry()),
            set_aside: SetAsideRetry::default(),
            catalogue,
            open: None,
            note_hold: retry(),
            settings,
            transport,
            reader,
            inbox,
            event,
            life,
            questions: VecDeque::new(),
            missed: false,
            flushes: 0,
            stopped: false,
            latest_keys: None,
        })
    }

    /// Runs until it is stopped, and tells so; a panic is caught and named.
    pub(super) fn run_to_end(mut self) {
        let ended = catch_unwind(AssertUnwindSafe(|| self.run()));
        let panic = ended.err().map(|panic| sentence(&*panic).to_owned());
        (self.event)(SyncEvent::Ended { panic });
    }

    fn run(&mut self) {
        while self.take_commands() {
            self.life.sign();
            match self.next_task(self.now()) {
                WorkerTask::Ask(question, deadline) => self.ask(question, deadline),
                WorkerTask::Keys(purpose) => self.fetch_keys(purpose),
                WorkerTask::Upload => self.upload(),
                WorkerTask::RetrySetAside => self.retry_set_aside(),
                WorkerTask::NoteAgain => self.note_again(),
                WorkerTask::Catalogue => self.go_on_with_catalogue(),
                WorkerTask::Wait(until) => self.wait(until),
            }
        }
    }

    /// What is due, the most urgent first.
    fn next_task(&mut self, now: Duration) -> WorkerTask {
        while let Some((question, deadline)) = self.questions.pop_front() {
            if now < deadline {
                return WorkerTask::Ask(question, deadline);
            }
            // The door has decided without; the platform is not to blame.
            self.emit(SyncEvent::Answer { id: question.id, answer: Answer::Failed });
        }
        if std::mem::take(&mut self.missed) {
            return WorkerTask::Keys(Purpose::Missed);
        }
        let may_upload = self.open.is_none();
        if self.flushes > 0 && may_upload {
            return WorkerTask::Upload;
        }
        if self.records.is_puzzled() {
            return WorkerTask::Keys(Purpose::Probe);
        }
        // While a call that is due anyway waits for the platform, it is the probe.
        let probed = self.keys.is_held() || self.records.is_probe();
        let probe = self.link.call_due(now).filter(|_| !(probed && self.link.is_down()));
        let due = [
            (Some(self.keys.due()), WorkerTask::Keys(Purpose::Due)),
            (self.records.upload_due().filter(|_| may_upload), WorkerTask::Upload),
            (Some(self.set_aside.due()).filter(|_| may_upload), WorkerTask::RetrySetAside),
            (self.note_due(), WorkerTask::NoteAgain),
            (probe, WorkerTask::Keys(Purpose::Probe)),
            (self.catalogue.as_ref().and_then(CatalogueSchedule::due), WorkerTask::Catalogue),
        ];
        let mut until = Duration::MAX;
        for (at, task) in due {
            match at {
                Some(at) if at <= now => return task,
                Some(at) => until = until.min(at),
                None => {}
            }
        }
        WorkerTask::Wait(until)
    }

    /// Takes all commands that are there; false when it is time to end.
    fn take_commands(&mut self) -> bool {
        while !self.stopped {
            match self.inbox.try_recv() {
                Ok(command) => self.take(command),
                Err(std::sync::mpsc::TryRecvError::Empty) => return true,
                Err(std::sync::mpsc::TryRecvError::Disconnected) => self.stopped = true,
            }
        }
        false
    }

    fn wait(&mut self, until: Duration) {
        match self.inbox.recv_timeout(until.saturating_sub(self.now()).min(SIGN)) {
            Ok(command) => self.take(command),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => self.stopped = true,
        }
    }

    fn take(&mut self, command: SyncCommand) {
        let now = self.now();
        match command {
            SyncCommand::Ask { question, deadline } => {
                self.link.interest(now);
                self.questions.push_back((question, deadline));
            }
            // One that comes while another waits is served by the same request.
            SyncCommand::KeysMissed if self.missed => {}
            SyncCommand::KeysMissed if self.keys.miss(now) => self.missed = true,
            SyncCommand::KeysMissed => {
                self.emit(SyncEvent::Keys { result: super::KeysResult::NotNow, after_miss: true });
            }
            SyncCommand::Recorded => {
                self.link.interest(now);
                self.records.recorded(now, &self.settings.sync);
            }
            SyncCommand::Flush => {
                self.flushes += 1;
                if self.note_due().is_some() {
                    self.flushed(); // the disk takes nothing: no upload is tried
                }
            }
            SyncCommand::Noted => self.noted(),
            SyncCommand::NotNoted => self.not_noted(),
            SyncCommand::LetGo => self.let_go(),
            SyncCommand::ReadAnew(reader) => self.read_anew(*reader),
            SyncCommand::Fetched(fetched) => {
                if let Some(schedule) = &mut self.catalogue {
                    schedule.came(*fetched);
                }
            }
            SyncCommand::Stop => self.stopped = true,
        }
    }

    fn emit(&self, event: SyncEvent) {
        (self.event)(event);
    }

    fn now(&self) -> Duration {
        self.settings.clock.mono()
    }
}

/// What a panic says.
fn sentence(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without words")
}
