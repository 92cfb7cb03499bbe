//! Where the code comes from: a line that is typed, the camera, or a picture; and the answers to
//! questions, which are lines too.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::EnrolmentError;
use super::invitation::GivenCode;
use crate::clock::Clock;
use crate::terminal::config::CameraConfig;
use crate::terminal::vision::{self, Camera, Delivery, Reader};
use crate::words::enrolment::Text;
use crate::words::{Language, Message};

/// How long somebody may take to show or type the code.
const PATIENCE: Duration = Duration::from_secs(600);

/// How often camera and line are asked.
const PAUSE: Duration = Duration::from_millis(5);

/// The longest line that is read, in bytes: a QR code's text that an imager types is shorter.
const LONGEST: u64 = 8192;

/// Lines of standard input, read beside the camera; nothing is read before the first one is wanted.
pub(super) struct CodeSource {
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

    /// Waits for either, whichever comes first.
    pub fn typed_or_shown(
        &mut self,
        config: &CameraConfig,
        out: &mut impl Write,
    ) -> Result<GivenCode, EnrolmentError> {
        let (language, clock, began) = (self.language, Clock::start(), Instant::now());
        let mut camera = Camera::open(config, clock)
            .inspect_err(|fault| log::warn!("{}", fault.message(language)))
            .ok();
        let asked = match camera {
            Some(_) => Text::AskCode,
            None => Text::AskTypedCode,
        };
        if io::stdin().is_terminal() {
            write!(out, "{}", asked.form(language))?;
            out.flush()?;
        }
        let mut reader = Reader::new();
        let mut is_typing = true;
        while began.elapsed() < PATIENCE && (is_typing || camera.is_some()) {
            match self.lines().try_recv() {
                Ok(line) if line.trim().is_empty() => {}
                Ok(line) => return GivenCode::typed(&line).ok_or(EnrolmentError::NoCode),
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => is_typing = false,
            }
            if let Some(wanted) = look(&mut camera, &mut reader, language) {
                return Ok(wanted);
            }
            thread::sleep(PAUSE);
        }
        Err(EnrolmentError::NothingCame)
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
fn look(camera: &mut Option<Camera>, reader: &mut Reader, language: Language) -> Option<GivenCode> {
    match camera.as_mut()?.next() {
        Ok(Delivery::Frame { luma, .. }) => {
            reader.read(&luma).found.iter().find_map(|code| GivenCode::shown(&code.text))
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

/// Of a picture's QR codes the one that enrols.
pub(super) fn of_picture(path: &Path) -> Result<GivenCode, EnrolmentError> {
    let texts = vision::texts_of(path)?;
    let found = texts.iter().find_map(|text| GivenCode::shown(text));
    found.ok_or_else(|| EnrolmentError::NoInvitation(path.to_owned()))
}
