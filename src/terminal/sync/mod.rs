//! The worker that owns the network (SPEC §2 to §5): the cinema's keys, questions about tickets,
//! the upload of records. One thread, one connection; the loop and it exchange messages, never
//! locks. It reads the database and never writes to it: what it learns it tells, and the loop
//! commits.

mod batch;
mod call;
mod catalogue;
mod complaints;
mod fault;
mod inquiry;
mod keys;
mod link;
mod probe;
mod upload;
mod upload_fault;
mod worker;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use jiff::civil::DateTime;

use catalogue::Fetcher;

use crate::clock::Clock;
use crate::terminal::config::{self, Config, Online, PlatformConfig};
use crate::terminal::door::{Answer, Question, QuestionId};
use crate::terminal::store::{CatalogueChange, CataloguePart, Facts, Seq, StoreReader, StoredKey};
use crate::threads;
use crate::ticket::CinemaCode;
use crate::transport::Fault;
use crate::wire::Flaw;
use crate::wire::calls::Api;

pub use catalogue::{CatalogueFault, CatalogueSetupFault, CatalogueSource, FetchedList};
pub use complaints::{Complaint, Complaints};
pub use fault::SyncError;
pub use inquiry::Inquiry;
pub use probe::{Echo, ProbeError, Readiness, probe, readiness};
pub use upload_fault::UploadFault;

/// What the worker has to know.
#[derive(Debug, Clone)]
pub struct SyncSettings {
    pub cinema: CinemaCode,
    pub platform: PlatformConfig,
    pub keys: config::KeysConfig,
    pub sync: config::SyncConfig,
    pub catalogue: Option<config::Catalogue>,
    pub online: Online,
    /// How long a verdict waits for an answer.
    pub online_timeout: Duration,
    pub clock: Clock,
}

impl SyncSettings {
    /// Picks them from the configuration.
    pub fn from_config(config: &Config, clock: Clock) -> Self {
        Self {
            cinema: config.terminal.cinema_code,
            platform: config.platform.clone(),
            keys: config.keys.clone(),
            sync: config.sync.clone(),
            catalogue: config.catalogue.clone(),
            online: config.admission.online,
            online_timeout: Duration::from_millis(config.admission.online_timeout_ms),
            clock,
        }
    }
}

/// What the loop wants.
#[derive(Debug)]
pub enum SyncCommand {
    /// Ask the platform about a ticket; the verdict waits until `deadline` of [`Clock::mono`].
    Ask {
        question: Question,
        deadline: Duration,
    },
    /// A ticket that no key fits was shown: fetch the keys.
    KeysMissed,
    /// One more record is committed.
    Recorded,
    /// Upload all that is pending now, as far as one try gets; answered by [`SyncEvent::Flushed`].
    Flush,
    /// The note that was told last ([`SyncEvent::is_note`]) is committed.
    Noted,
    /// It is not: the disk took nothing.
    NotNoted,
    /// Close the database, which is about to be connected to anew; answered by
    /// [`SyncEvent::LetGo`], and nothing is done until [`SyncCommand::ReadAnew`].
    LetGo,
    /// The database was connected to anew: from now on this is read.
    ReadAnew(Box<StoreReader>),
    /// A list of the catalogue came, or did not.
    Fetched(Box<catalogue::PartFetched>),
    Stop,
}

/// What the worker has to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncEvent {
    /// A request for the keys ended; `after_miss`: one that [`SyncCommand::KeysMissed`] asked for.
    /// Requests that only keep the connection warm are told when they brought other keys.
    Keys { result: KeysResult, after_miss: bool },
    /// Exactly one for each [`SyncCommand::Ask`]. One that came late is told nevertheless, with its
    /// facts in a [`SyncEvent::Facts`] of their own.
    Answer { id: QuestionId, answer: Answer },
    /// Learned too late for a verdict.
    Facts(Vec<Facts>),
    /// Records up to this one are about to be sent for the first time; with what the platform told
    /// of tickets before. A note.
    Sending { last: Seq, facts: Vec<Facts> },
    /// The platform took these records. A note.
    Accepted { first: Seq, last: Seq, count: usize },
    /// The platform refused this batch; with `count` 1 the record at fault stands alone, and it is
    /// a note.
    Rejected { first: Seq, last: Seq, count: usize },
    /// This record was refused again: later ones go up past it. A note.
    StandsAside { seq: Seq },
    /// This record was refused too often; or it was set aside before and was refused again. A note.
    SetAside { seq: Seq },
    /// An upload got no answer of sense, or the database did not read, and it will be tried again;
    /// none: no record was in hand.
    Failed { first: Option<Seq>, last: Option<Seq>, count: usize, fault: UploadFault },
    /// What in a reply to this call is not right: told where something is, and of the keys with
    /// each reply, as each is the whole list.
    Flaws { api: Api, flaws: Vec<Flaw> },
    /// The platform answered; its clock in China Standard Time, where it told one.
    Contact { platform_time: Option<DateTime>, round_trip: Duration },
    /// The platform is out of reach; told once, and again when the cause changes. The worker
    /// tries on by itself until [`SyncEvent::Contact`].
    Down(Fault),
    /// A request for a list of the catalogue ended: what it changes of it, to be committed, and what is wrong with it.
    Catalogue {
        part: CataloguePart,
        change: Option<Box<CatalogueChange>>,
        fault: Option<CatalogueFault>,
    },
    /// One for each [`SyncCommand::Flush`].
    Flushed,
    /// The database is closed here: the answer to [`SyncCommand::LetGo`].
    LetGo,
    /// The last event: the thread is over; by a fault of its own where it had words for it.
    Ended { panic: Option<String> },
}

impl SyncEvent {
    /// Whether it has to be committed, and the worker goes on uploading only after an
    /// [`SyncCommand::Noted`]; an [`SyncCommand::NotNoted`] has it told again.
    pub fn is_note(&self) -> bool {
        match self {
            Self::Sending { .. }
            | Self::Accepted { .. }
            | Self::StandsAside { .. }
            | Self::SetAside { .. } => true,
            Self::Rejected { count, .. } => *count == 1,
            _ => false,
        }
    }
}

/// What came of a request for the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeysResult {
    /// The keys that read, and how many did not; both may be none, which deletes nothing.
    Fetched {
        keys: Vec<StoredKey>,
        unreadable: usize,
    },
    Failed(Fault),
    /// Another miss caused a request less than `keys.miss_interval_s` ago.
    NotNow,
}

/// The loop's end of the worker.
#[derive(Debug)]
pub struct Worker {
    commands: Sender<SyncCommand>,
    /// Nothing ever comes; it closes when the thread is over.
    over: Receiver<()>,
    agent: ureq::Agent,
    life: Life,
}

/// When the thread last looked at its commands: between two of its calls, and every few seconds
/// while it has nothing to do.
#[derive(Debug, Clone)]
struct Life {
    clock: Clock,
    /// Milliseconds of [`Clock::mono`].
    at: Arc<AtomicU64>,
}

impl Life {
    fn begin(clock: Clock) -> Self {
        let life = Self { clock, at: Arc::default() };
        life.sign();
        life
    }

    fn sign(&self) {
        let now = u64::try_from(self.clock.mono().as_millis()).unwrap_or(u64::MAX);
        self.at.store(now, Ordering::Relaxed);
    }
}

impl Worker {
    /// Starts the thread. `event` is called on it and must not block.
    pub fn start(
        settings: SyncSettings,
        reader: StoreReader,
        event: impl Fn(SyncEvent) + Send + 'static,
    ) -> Result<Self, SyncError> {
        let transport = call::platform(&settings.platform)?;
        // The door goes on without the platform: offline verdicts need no root.
        if let Some(fault) = call::expired(&settings.platform, settings.clock.now().wall)? {
            log::error!("{fault}");
        }
        let agent = transport.agent();
        let (commands, inbox) = channel();
        let (alive, over) = channel::<()>();
        let life = Life::begin(settings.clock);
        let event = Box::new(event);
        let fetcher = settings.catalogue.as_ref().and_then(|catalogue| {
            let sender = commands.clone();
            let done = move |fetched| drop(sender.send(SyncCommand::Fetched(Box::new(fetched))));
            let fetcher = Fetcher::start(catalogue.clone(), settings.platform.clone(), done);
            fetcher.inspect_err(|fault| log::error!("the catalogue stays as it is: {fault}")).ok()
        });
        let worker = worker::WorkerState::new(
            settings,
            transport,
            reader,
            inbox,
            event,
            life.clone(),
            fetcher,
        )?;
        let work = move || {
            worker.run_to_end();
            drop(alive);
        };
        threads::begin("sync", work).map_err(SyncError::Thread)?;
        Ok(Self { commands, over, agent, life })
    }

    /// When the thread last moved on, by [`Clock::mono`]; a request may hold it up as long as
    /// its time limits allow.
    pub fn sign_of_life(&self) -> Duration {
        Duration::from_millis(self.life.at.load(Ordering::Relaxed))
    }

    /// Gives a command. After [`SyncEvent::Ended`] it is without effect.
    pub fn send(&self, command: SyncCommand) {
        // A thread that is over has said so itself.
        let _ = self.commands.send(command);
    }

    /// Stops the thread. A request under way may end by itself for the first half of `within`,
    /// then its connection is cut; returns after `within` even if that did not help.
    pub fn stop(&self, within: Duration) {
        self.send(SyncCommand::Stop);
        if let Err(RecvTimeoutError::Timeout) = self.over.recv_timeout(within / 2) {
            self.agent.clone().shutdown();
            let _ = self.over.recv_timeout(within / 2);
        }
    }
}

/// Whoever ends without having stopped the worker, as a start that fails later does, cuts off what
/// it is at: the program's end waits for its thread.
impl Drop for Worker {
    fn drop(&mut self) {
        self.send(SyncCommand::Stop);
        self.agent.clone().shutdown();
    }
}
