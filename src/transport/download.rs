//! A file that is fetched, in as many pieces as the line gives: what is there already is not asked for again.

use std::io::{self, Read};

use ureq::http::Uri;

use super::{Client, Fault};

/// So much is read at once, in bytes.
const PIECE: usize = 1 << 16;

/// Where what comes goes to: a piece, and whether it is the first of all, so that what was there before is not of this
/// file.
pub type PieceSink<'a> = &'a mut dyn FnMut(&[u8], bool) -> io::Result<()>;

impl Client {
    /// A small file, at most so many bytes of it.
    pub fn get(&self, uri: &Uri, most: u64) -> Result<Vec<u8>, Fault> {
        let mut response = self.agent.get(uri).call()?;
        match response.status().as_u16() {
            200 => Ok(response.body_mut().with_config().limit(most).read_to_vec()?),
            status => Err(Fault::of_status(status)),
        }
    }

    /// Hands over a file from byte `from` on, up to byte `most`. A remote that can't go on gives it whole. The outer
    /// error is the sink's.
    pub fn download(
        &self,
        uri: &Uri,
        from: u64,
        most: u64,
        sink: PieceSink,
    ) -> io::Result<Result<(), Fault>> {
        let mut request = self.agent.get(uri);
        if from > 0 {
            request = request.header("range", format!("bytes={from}-"));
        }
        let mut response = match request.call() {
            Ok(response) => response,
            Err(fault) => return Ok(Err(fault.into())),
        };
        let mut whole = match response.status().as_u16() {
            206 if from > 0 => false,
            200 => true,
            status => return Ok(Err(Fault::of_status(status))),
        };
        let left = if whole { most } else { most.saturating_sub(from) };
        // One more shows that there is more.
        let mut body = response.body_mut().with_config().limit(left + 2).reader();
        let mut came = 0;
        let mut piece = vec![0; PIECE];
        loop {
            match body.read(&mut piece) {
                Ok(0) => return Ok(Ok(())),
                Ok(read) => {
                    came += read as u64;
                    if came > left {
                        return Ok(Err(Fault::TooBig));
                    }
                    sink(&piece[..read], std::mem::take(&mut whole))?;
                }
                Err(cause) => return Ok(Err(ureq::Error::from(cause).into())),
            }
        }
    }
}
