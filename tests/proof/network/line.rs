//! A connection that breaks after so many bytes of what is written to it.

use std::io::{ErrorKind, Read, Result, Write};
use std::net::TcpStream;

pub struct Line {
    stream: TcpStream,
    /// How many bytes still pass; none: all.
    pub left: Option<usize>,
}

impl Line {
    pub fn new(stream: TcpStream, left: Option<usize>) -> Self {
        Self { stream, left }
    }
}

impl Read for Line {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.stream.read(buffer)
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let Some(left) = &mut self.left else { return self.stream.write(bytes) };
        if *left == 0 {
            return Err(ErrorKind::BrokenPipe.into());
        }
        let passed = self.stream.write(&bytes[..bytes.len().min(*left)])?;
        *left -= passed;
        Ok(passed)
    }

    fn flush(&mut self) -> Result<()> {
        self.stream.flush()
    }
}
