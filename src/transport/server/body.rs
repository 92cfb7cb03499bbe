//! How a request's body is taken in: whoever sends it at once waits for nobody, whoever trickles
//! gets one of a few places for a short while, and what is not whole yet has a bound of memory for
//! all together. Only a whole body gets a place among the requests in hand.

use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::http::StatusCode;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout_at};

/// The longest body that is taken, in bytes.
const LONGEST: usize = 4 << 20;

/// A body that is whole within this was sent at once: a thousand records are under a megabyte.
const AT_ONCE: Duration = Duration::from_secs(2);

/// How long one that takes longer may take in all.
const SLOWLY: Duration = Duration::from_secs(15);

/// Bodies that take longer, at a time.
const SLOW: usize = 8;

/// Bytes of bodies that are not whole yet, of all together.
const UNFINISHED: usize = 64 << 20;

/// The places for bodies that are on their way.
#[derive(Debug)]
pub struct Bodies {
    slow: Semaphore,
    unfinished: Semaphore,
}

impl Default for Bodies {
    fn default() -> Self {
        Self { slow: Semaphore::new(SLOW), unfinished: Semaphore::new(UNFINISHED) }
    }
}

impl Bodies {
    /// The whole body; else the status with which the request is turned away.
    pub async fn whole(&self, body: Body) -> Result<Vec<u8>, StatusCode> {
        let mut arriving = Arriving { body, bytes: Vec::new(), held: None };
        let began = Instant::now();
        if let Ok(read) = timeout_at(began + AT_ONCE, arriving.read(&self.unfinished)).await {
            return read.map(|()| arriving.bytes);
        }
        // Nobody waits for a place: a terminal tries again, and finds one.
        let Ok(_place) = self.slow.try_acquire() else { return Err(StatusCode::REQUEST_TIMEOUT) };
        match timeout_at(began + SLOWLY, arriving.read(&self.unfinished)).await {
            Ok(read) => read.map(|()| arriving.bytes),
            Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
        }
    }
}

/// A body on its way.
struct Arriving<'a> {
    body: Body,
    bytes: Vec<u8>,
    /// As much room as it takes so far.
    held: Option<SemaphorePermit<'a>>,
}

impl<'a> Arriving<'a> {
    /// Reads to the end. May be left at any moment and gone on with.
    async fn read(&mut self, room: &'a Semaphore) -> Result<(), StatusCode> {
        while let Some(frame) =
            std::future::poll_fn(|cx| Pin::new(&mut self.body).poll_frame(cx)).await
        {
            let frame = frame.map_err(|_| StatusCode::BAD_REQUEST)?;
            let Ok(part) = frame.into_data() else { continue };
            if self.bytes.len() + part.len() > LONGEST {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
            let more = room.try_acquire_many(length);
            let more = more.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
            match &mut self.held {
                Some(held) => held.merge(more),
                None => self.held = Some(more),
            }
            self.bytes.extend_from_slice(&part);
        }
        Ok(())
    }
}
