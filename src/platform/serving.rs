//! Who serves from a folder: one process at a time, by a lock that ends with it however it ends.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

/// The lock's file, in the folder of all that is kept.
pub const LOCK_FILE: &str = "platform.lock";

/// Nobody else serves from the folder while this is held.
#[derive(Debug)]
pub struct Serving(#[allow(dead_code)] File); // held, never read

/// Takes the lock; none: somebody has it.
pub fn hold(data: &Path) -> io::Result<Option<Serving>> {
    let path = data.join(LOCK_FILE);
    let file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(Serving(file))),
        Err(Errno::WOULDBLOCK) => Ok(None),
        Err(cause) => Err(cause.into()),
    }
}
