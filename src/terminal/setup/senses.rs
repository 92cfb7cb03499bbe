//! Where a sheet's code comes from: the camera, and an imager that types it.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::judge::BoardDevices;
use crate::clock::Clock;
use crate::terminal::keypad::{Touch, listen};
use crate::terminal::vision::{Camera, Delivery, Reader};

/// Between two tries of a camera that is not there, fails or has come to its end.
const PAUSE: Duration = Duration::from_secs(3);

/// Camera and imager; both may come later, or never.
pub struct Senses {
    clock: Clock,
    /// As the camera was asked for.
    wanted: String,
    camera: Option<Camera>,
    reader: Reader,
    due: Duration,
    failing: bool,
    imager: Option<Receiver<String>>,
    /// As the imager was asked for.
    listened: String,
}

impl Senses {
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            wanted: String::new(),
            camera: None,
            reader: Reader::new(),
            due: Duration::ZERO,
            failing: false,
            imager: None,
            listened: String::new(),
        }
    }

    /// The texts of the codes that are in view now, or were typed since.
    pub fn texts(&mut self, devices: &BoardDevices) -> Vec<String> {
        let mut texts = self.typed(devices);
        let wanted = format!("{:?}", devices.camera);
        if self.wanted != wanted {
            self.wanted = wanted;
            self.close(Duration::ZERO);
        }
        let now = self.clock.mono();
        if self.camera.is_none() && now >= self.due {
            match Camera::open(&devices.camera, self.clock) {
                Ok(camera) => self.camera = Some(camera),
                Err(fault) => self.lost(&fault.to_string(), now),
            }
        }
        match self.camera.as_mut().map(Camera::next) {
            Some(Ok(Delivery::Frame { luma, .. })) => {
                self.failing = false;
                texts.extend(self.reader.read(&luma).found.into_iter().map(|code| code.text));
            }
            Some(Ok(Delivery::Ended)) => self.close(now + PAUSE),
            Some(Err(fault)) => self.lost(&fault.to_string(), now),
            Some(Ok(Delivery::Nothing)) | None => {}
        }
        texts
    }

    /// Lets go of the camera, whose next owner is the terminal.
    pub fn rest(&mut self) {
        self.camera = None;
        self.due = Duration::ZERO;
    }

    fn typed(&mut self, devices: &BoardDevices) -> Vec<String> {
        let wanted = format!("{:?}", devices.imager);
        if self.listened != wanted {
            self.listened = wanted;
            let (send, typed) = channel();
            let forward = move |touch| match touch {
                Touch::Text { text, .. } => send.send(text).is_ok(),
                _ => true,
            };
            let listening = listen(&devices.imager, self.clock, forward);
            self.imager = matches!(listening, Ok(true)).then_some(typed);
        }
        self.imager.iter().flat_map(Receiver::try_iter).collect()
    }

    fn lost(&mut self, fault: &str, now: Duration) {
        if !std::mem::replace(&mut self.failing, true) {
            log::warn!("{fault}; it is tried again");
        }
        self.close(now + PAUSE);
    }

    fn close(&mut self, due: Duration) {
        self.camera = None;
        self.due = due;
    }
}
