//! Messages of HTTP as they pass: a head, and a body of the length that it tells.

use std::io::{Error, Read, Result, Write};

/// A reply in two parts.
pub struct Reply {
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn bytes(&self) -> Vec<u8> {
        [self.head.as_bytes(), &self.body].concat()
    }
}

/// Head and body of the next message; none where the connection is over.
pub fn message(from: &mut impl Read) -> Result<Option<(String, Vec<u8>)>> {
    let mut had = Vec::new();
    let at = loop {
        let mut part = [0; 16 << 10];
        let count = from.read(&mut part)?;
        if count == 0 {
            return Ok(None);
        }
        had.extend_from_slice(&part[..count]);
        if let Some(at) = had.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
    };
    let mut body = had.split_off(at);
    let head = String::from_utf8(had).map_err(Error::other)?;
    let lower = head.to_ascii_lowercase();
    let length = lower.split("content-length:").nth(1).and_then(|rest| rest.lines().next());
    let length: usize = length.and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    let here = body.len();
    body.resize(length, 0);
    from.read_exact(&mut body[here..])?;
    Ok(Some((head, body)))
}

pub fn write(to: &mut impl Write, bytes: &[u8]) -> Result<()> {
    to.write_all(bytes)?;
    to.flush()
}
