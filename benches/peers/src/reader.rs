//! Hallgate's two ways of reading, and the clock that times every reader.

use std::time::{Duration, Instant};

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
    /// Wall-clock time beyond that: other processes had the processor.
    pub waited: Duration,
}

impl Answer {
    /// Whether the ticket, which is the first of the texts that the frame holds, was read.
    pub fn is_hit(&self, expected: &[String]) -> bool {
        expected.first().is_some_and(|ticket| self.texts.contains(ticket))
    }

    /// Texts that the frame does not hold.
    pub fn false_texts(&self, expected: &[String]) -> usize {
        self.texts.iter().filter(|text| !expected.contains(text)).count()
    }

    /// Keeps the shorter of two times, and the texts of the one that was disturbed less.
    pub fn repeated(&mut self, again: Answer) {
        let cpu = self.cpu.min(again.cpu);
        if again.waited < self.waited {
            *self = again;
        }
        self.cpu = cpu;
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
    let started = Instant::now();
    let (reading, cpu) = timed(|| read(&frame));
    let waited = started.elapsed().saturating_sub(cpu);
    Ok(Answer { texts: reading.found.into_iter().map(|found| found.text).collect(), cpu, waited })
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
impl Answer {
    /// One that was given after so many milliseconds.
    pub fn of(texts: &[&str], millis: u64) -> Self {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        Self { texts, cpu: Duration::from_millis(millis), waited: Duration::ZERO }
    }
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

    #[test]
    fn of_two_readings_the_shorter_time_and_the_undisturbed_texts_are_kept() {
        let waited = |texts: &[&str], cpu: u64, waited: u64| Answer {
            waited: Duration::from_millis(waited),
            ..Answer::of(texts, cpu)
        };
        let kept = |mut one: Answer, other: Answer| {
            one.repeated(other);
            one
        };
        let (late, calm) = (waited(&[], 3, 40), waited(&["ticket"], 5, 0));
        assert_eq!(kept(late.clone(), calm.clone()), waited(&["ticket"], 3, 0));
        assert_eq!(kept(calm, late), waited(&["ticket"], 3, 0));
    }

    #[test]
    fn another_code_in_view_is_neither_a_hit_nor_false() {
        let expected = ["ticket".to_owned(), "poster".to_owned()];
        for (texts, hit, false_texts) in
            [(&["poster"][..], false, 0), (&["poster", "ticket"], true, 0), (&["x"], false, 1)]
        {
            let answer = Answer::of(texts, 1);
            assert_eq!(
                (answer.is_hit(&expected), answer.false_texts(&expected)),
                (hit, false_texts)
            );
            assert!(!answer.is_hit(&[]));
        }
    }
}
