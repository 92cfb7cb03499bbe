//! What somebody at a command types or shows: lines, answers to questions among them, and QR codes
//! before the camera.

use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::clock::Clock;
use crate::terminal::config::CameraConfig;
use crate::terminal::vision::{Camera, Delivery, Reader};
use crate::words::{Language, Message};

/// How long somebody may take to show or type the code.
const PATIENCE: Duration = Duration::from_secs(600);

/// How often camera and line are asked.
const PAUSE: Duration = Duration::from_millis(5);

/// The longest line that is read, in bytes: a QR code's text that an imager types is shorter.
const LONGEST: u64 = 8192;

/// What came.
pub enum TypedOrShown<T> {
    Typed(String),
    Shown(T),
}

/// Lines of standard input, read beside the camera; nothing is read before the first one is wanted.
pub struct CodeSource {
    language: Language,
    lines: Option<Receiver<String>>,
}

impl CodeSource {
    pub fn new(language: Language) -> Self {
        Self { language, lines: None }
    }

    /// Asks; none where nobody is there to be asked.
    pub fn agrees(&mut self, question: &str, out: &mut impl Write) -> io::Result<Option<bool>> {
        if !io::stdin().is_terminal() {
            return Ok(None);
        }
        write!(out, "{question}")?;
        out.flush()?;
        let answer = self.lines().recv().unwrap_or_default();
        Ok(Some(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是")))
    }

    /// The next line that is typed; none where no more come.
    pub fn line(&mut self, question: &str, out: &mut impl Write) -> io::Result<Option<String>> {
        if io::stdin().is_terminal() {
            write!(out, "{question}")?;
            out.flush()?;
        }
        Ok(self.lines().recv().ok())
    }

    /// Waits for a line or a QR code, whichever comes first; `shown` tells what a code's text is. The
    /// first question is asked where there is a camera, the other where there is none. None: neither came.
    pub fn typed_or_shown<T>(
        &mut self,
        config: &CameraConfig,
        questions: (&str, &str),
        shown: impl Fn(&str) -> Option<T>,
        out: &mut impl Write,
    ) -> io::Result<Option<TypedOrShown<T>>> {
        let (language, clock, began) = (self.language, Clock::start(), Instant::now());
        let mut camera = Camera::open(config, clock)
            .inspect_err(|fault| log::warn!("{}", fault.message(language)))
            .ok();
        if io::stdin().is_terminal() {
            write!(out, "{}", if camera.is_some() { questions.0 } else { questions.1 })?;
            out.flush()?;
        }
        let mut reader = Reader::new();
        let mut is_typing = true;
        while began.elapsed() < PATIENCE && (is_typing || camera.is_some()) {
            match self.lines().try_recv() {
                Ok(line) if line.trim().is_empty() => {}
                Ok(line) => return Ok(Some(TypedOrShown::Typed(line))),
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => is_typing = false,
            }
            if let Some(found) = look(&mut camera, &mut reader, language, &shown) {
                return Ok(Some(TypedOrShown::Shown(found)));
            }
            thread::sleep(PAUSE);
        }
        Ok(None)
    }

    fn lines(&mut self) -> &Receiver<String> {
        self.lines.get_or_insert_with(|| {
            let (send, lines) = channel();
            // It opens no database, and ends with the program.
            thread::spawn(move || {
                let mut input = io::BufReader::new(io::stdin());
                loop {
                    let mut line = Vec::new();
                    let read = io::Read::take(&mut input, LONGEST).read_until(b'\n', &mut line);
                    let whole = String::from_utf8_lossy(&line).into_owned();
                    if !matches!(read, Ok(1..)) || send.send(whole).is_err() {
                        return;
                    }
                }
            });
            lines
        })
    }
}

/// What is in view now; a camera that is over, or fails, is not asked again.
fn look<T>(
    camera: &mut Option<Camera>,
    reader: &mut Reader,
    language: Language,
    shown: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    match camera.as_mut()?.next() {
        Ok(Delivery::Frame { luma, .. }) => {
            reader.read(&luma).found.iter().find_map(|code| shown(&code.text))
        }
        Ok(Delivery::Nothing) => None,
        Ok(Delivery::Ended) => {
            *camera = None;
            None
        }
        Err(fault) => {
            log::warn!("{}", fault.message(language));
            *camera = None;
            None
        }
    }
}
