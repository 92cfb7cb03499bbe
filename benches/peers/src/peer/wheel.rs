//! zxing-cpp from PyPI's wheel, in a Python beside this process.
//!
//! The wheel is built with a newer compiler than most machines have, and is the faster for it. Each
//! frame goes over a pipe; the time is that of the other thread around the same call.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use image::GrayImage;

use crate::reader::Answer;

const SCRIPT: &str = include_str!("wheel.py");

/// A running Python; it ends when its frames do.
pub struct Wheel {
    child: Child,
    frames: Option<ChildStdin>,
    answers: ChildStdout,
}

impl Wheel {
    /// Needs `python3` with `zxing-cpp` and `numpy`.
    pub fn start() -> Result<Self> {
        let mut child = Command::new("python3")
            .args(["-c", SCRIPT])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start python3")?;
        let frames = child.stdin.take();
        let answers = child.stdout.take().context("python3 has no output")?;
        Ok(Self { child, frames, answers })
    }

    pub fn read(&mut self, image: &GrayImage) -> Result<Answer> {
        self.exchange(image)
            .context("python3 gave no answer: are zxing-cpp and numpy installed? (pip install)")
    }

    fn exchange(&mut self, image: &GrayImage) -> Result<Answer> {
        let frames = self.frames.as_mut().context("python3 has no input")?;
        frames.write_all(&image.width().to_le_bytes())?;
        frames.write_all(&image.height().to_le_bytes())?;
        frames.write_all(image.as_raw())?;
        frames.flush()?;
        let cpu = Duration::from_nanos(u64::from_le_bytes(self.bytes()?));
        let texts = (0..u32::from_le_bytes(self.bytes()?)).map(|_| {
            let length = u32::from_le_bytes(self.bytes()?);
            let mut text = vec![0; length as usize];
            self.answers.read_exact(&mut text)?;
            Ok(String::from_utf8(text)?)
        });
        Ok(Answer { texts: texts.collect::<Result<_>>()?, cpu, waited: Duration::ZERO })
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.answers.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

impl Drop for Wheel {
    fn drop(&mut self) {
        drop(self.frames.take());
        // Nothing is left to be done about a Python that ended badly.
        let _ = self.child.wait();
    }
}
