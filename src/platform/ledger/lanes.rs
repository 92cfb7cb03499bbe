//! The ledger's threads: each has a connection of its own, so that a terminal that drains a day's
//! records never delays a visitor's question, and a report delays neither.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::queue::{JobWeight, Queue, TOGETHER};
use super::take::{BatchOutcome, RecordBatch, take};
use super::{LedgerError, Place, Session};
use crate::threads;

/// Who waits for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Terminals' questions: who are you, keys, tickets.
    Questions,
    /// People's: reports, pages, lists.
    Reports,
    /// The worker that speaks to the national platform.
    Upstream,
}

/// Connections that answer questions.
const QUESTIONS: usize = 2;

/// How long a thread waits before it tries a lost server again.
const PAUSE: Duration = Duration::from_millis(500);

/// The longest that a job waits for a lost server.
const PATIENCE: Duration = Duration::from_secs(5);

type Work = Box<dyn FnOnce(Result<&mut Session, LedgerError>) + Send>;

/// A handle of the ledger's threads, which end with the last of them.
#[derive(Clone)]
pub struct Ledger {
    questions: Queue<Work>,
    reports: Queue<Work>,
    upstream: Queue<Work>,
    writer: Queue<Job>,
}

/// Something for the writing thread.
enum Job {
    /// Records, which go into one commit with all that wait beside them.
    Take(RecordBatch, oneshot::Sender<Result<BatchOutcome, LedgerError>>),
    Write(Work),
}

impl Ledger {
    /// Opens a connection for each thread; the first one brings the tables up to date.
    pub fn open(place: &Place) -> Result<Self, LedgerError> {
        let writer = Queue::default();
        let session = place.connect()?;
        spawn("ledger-writer", place.clone(), session, writer.clone(), committed)?;
        let questions = readers(place, "ledger-questions", QUESTIONS)?;
        let reports = readers(place, "ledger-reports", 1)?;
        let upstream = readers(place, "ledger-upstream", 1)?;
        Ok(Self { questions, reports, upstream, writer })
    }

    /// Looks something up.
    pub async fn read<R: Send + 'static>(
        &self,
        lane: Lane,
        work: impl FnOnce(&mut Session) -> Result<R, LedgerError> + Send + 'static,
    ) -> Result<R, LedgerError> {
        let (work, done) = answered(work);
        match lane {
            Lane::Questions => self.questions.put(work),
            Lane::Reports => self.reports.put(work),
            Lane::Upstream => self.upstream.put(work),
        }
        done.await.unwrap_or(Err(LedgerError::Ended))
    }

    /// Changes something, in one transaction.
    pub async fn write<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Session) -> Result<R, LedgerError> + Send + 'static,
    ) -> Result<R, LedgerError> {
        let (work, done) = answered(|session: &mut Session| session.transaction(work));
        self.writer.put(Job::Write(work));
        done.await.unwrap_or(Err(LedgerError::Ended))
    }

    /// Takes a terminal's records. Returns once they are on the disk.
    pub async fn take(&self, batch: RecordBatch) -> Result<BatchOutcome, LedgerError> {
        let (answer, done) = oneshot::channel();
        self.writer.put(Job::Take(batch, answer));
        done.await.unwrap_or(Err(LedgerError::Ended))
    }
}

/// Work that hands its result to who waits for it.
fn answered<R: Send + 'static>(
    work: impl FnOnce(&mut Session) -> Result<R, LedgerError> + Send + 'static,
) -> (Work, oneshot::Receiver<Result<R, LedgerError>>) {
    let (answer, done) = oneshot::channel();
    let work = move |session: Result<&mut Session, LedgerError>| {
        // Whoever asked may have gone.
        let _ = answer.send(session.and_then(work));
    };
    (Box::new(work), done)
}

fn readers(place: &Place, name: &str, count: usize) -> Result<Queue<Work>, LedgerError> {
    let queue = Queue::default();
    for _ in 0..count {
        let session = place.connect()?;
        spawn(name, place.clone(), session, queue.clone(), |connection, work: Vec<Work>| {
            for work in work {
                connection.with(work);
            }
        })?;
    }
    Ok(queue)
}

/// A commit for all that wait: the batches in one transaction, further writes each in their own.
fn committed(connection: &mut Connection, jobs: Vec<Job>) {
    let mut batches = Vec::new();
    let mut answers = Vec::new();
    for job in jobs {
        match job {
            Job::Take(batch, answer) => {
                batches.push(batch);
                answers.push(answer);
            }
            Job::Write(work) => connection.with(work),
        }
    }
    if batches.is_empty() {
        return;
    }
    let together =
        connection.attempt(|session| session.transaction(|change| take(change, &batches)));
    match together {
        Ok(taken) => {
            for (answer, taken) in answers.into_iter().zip(taken) {
                let _ = answer.send(Ok(taken));
            }
        }
        // One bad batch never voids the good ones beside it.
        Err(fault) if batches.len() > 1 && !fault.is_of_the_connection() => {
            log::warn!("{} batches are taken one by one: {fault}", batches.len());
            for (batch, answer) in batches.into_iter().zip(answers) {
                let alone = [batch];
                let taken = connection
                    .attempt(|session| session.transaction(|change| take(change, &alone)));
                let _ =
                    answer.send(taken.map(|taken| taken.into_iter().next().unwrap_or_default()));
            }
        }
        Err(fault) => {
            log::error!("{} batches are not taken: {fault}", batches.len());
            let fault = Arc::new(fault);
            for answer in answers {
                let _ = answer.send(Err(LedgerError::NotTaken(fault.clone())));
            }
        }
    }
}

/// A thread's connection, made anew where the server was lost.
struct Connection {
    place: Place,
    session: Option<Session>,
}

impl Connection {
    fn with(&mut self, work: Work) {
        match self.connected() {
            Ok(session) => work(Ok(session)),
            Err(fault) => work(Err(fault)),
        }
        self.drop_lost();
    }

    /// Work that changes nothing where it fails is tried once more over another connection.
    fn attempt<R>(
        &mut self,
        work: impl Fn(&mut Session) -> Result<R, LedgerError>,
    ) -> Result<R, LedgerError> {
        let done = self.connected().and_then(&work);
        self.drop_lost();
        match done {
            Err(fault) if fault.is_of_the_connection() => {
                log::warn!("the database is tried again: {fault}");
                self.session = None;
                self.connected().and_then(work)
            }
            done => done,
        }
    }

    fn connected(&mut self) -> Result<&mut Session, LedgerError> {
        let deadline = Instant::now() + PATIENCE;
        while self.session.is_none() {
            match self.place.connect() {
                Ok(session) => self.session = Some(session),
                Err(fault) if Instant::now() > deadline => return Err(fault),
                Err(_) => std::thread::sleep(PAUSE),
            }
        }
        self.session.as_mut().ok_or(LedgerError::Ended)
    }

    fn drop_lost(&mut self) {
        if self.session.as_ref().is_some_and(Session::is_lost) {
            self.session = None;
        }
    }
}

fn spawn<T: JobWeight + Send + 'static>(
    name: &str,
    place: Place,
    session: Session,
    queue: Queue<T>,
    work: impl Fn(&mut Connection, Vec<T>) + Send + 'static,
) -> Result<(), LedgerError> {
    let waiting = queue.shared.clone();
    drop(queue);
    let run = move || {
        let mut connection = Connection { place, session: Some(session) };
        while let Some(jobs) = waiting.next() {
            work(&mut connection, jobs);
        }
    };
    threads::begin(name, run).map_err(|cause| LedgerError::File { path: name.into(), cause })
}

impl JobWeight for Work {
    /// Each reader takes one at a time, so that all readers have work.
    fn weight(&self) -> usize {
        TOGETHER
    }
}

impl JobWeight for Job {
    fn weight(&self) -> usize {
        match self {
            Self::Take(batch, _) => batch.records.len(),
            Self::Write(_) => 1,
        }
    }
}
