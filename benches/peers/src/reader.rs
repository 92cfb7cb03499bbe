//! Hallgate's two ways of reading, and the clock that times every reader.

use std::time::Duration;

use anyhow::{Context, Result};
use hallgate::terminal::vision::{Luma, Reader, Reading};
use image::GrayImage;
use rustix::time::{ClockId, clock_gettime};

/// What a reader made of a frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub texts: Vec<String>,
    /// Of the thread that read; no reader starts others.
    pub cpu: Duration,
}

impl Answer {
    /// Keeps the shorter of two times; the texts stay those of the first.
    pub fn repeated(&mut self, again: Answer) {
        self.cpu = self.cpu.min(again.cpu);
    }
}

/// Hallgate with one frame and time: what `hallgate read` does.
pub fn thorough(image: &GrayImage) -> Result<Answer> {
    let mut reader = Reader::new();
    hallgate(image, |frame| reader.read_thoroughly(frame))
}

/// Hallgate with one frame of a video, as its loop sees it: what it has seen before is in `reader`.
pub fn in_the_loop(reader: &mut Reader, image: &GrayImage) -> Result<Answer> {
    hallgate(image, |frame| reader.read(frame))
}

fn hallgate(image: &GrayImage, read: impl FnOnce(&Luma) -> Reading) -> Result<Answer> {
    let (width, height) = image.dimensions();
    let frame = Luma::new(image.as_raw(), width, height, width as usize)
        .context("an image holds fewer pixels than it says")?;
    let (reading, cpu) = timed(|| read(&frame));
    Ok(Answer { texts: reading.found.into_iter().map(|found| found.text).collect(), cpu })
}

/// The CPU time of this thread that `work` takes.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
    };
    let before = now();
    let done = work();
    (done, now().saturating_sub(before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{peer::Peer, scene};

    #[test]
    fn each_way_of_reading_gives_the_text_of_a_clean_frame() {
        let frames = scene::gate(1, 1).unwrap();
        let clean = frames.iter().find(|frame| frame.scenario == "clean").unwrap();
        let image = image::load_from_memory(&clean.image).unwrap().to_luma8();
        let answers = [
            thorough(&image).unwrap(),
            in_the_loop(&mut Reader::new(), &image).unwrap(),
            Peer::built().read(&image).unwrap(),
        ];
        for answer in answers {
            assert_eq!(answer.texts, clean.texts);
            assert!(answer.cpu > Duration::ZERO);
        }
    }

    #[test]
    fn the_clock_counts_work_and_not_waiting() {
        let (_, slept) = timed(|| std::thread::sleep(Duration::from_millis(20)));
        assert!(slept < Duration::from_millis(20));
    }
}
