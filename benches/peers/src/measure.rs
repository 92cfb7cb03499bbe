//! Reads every frame with each reader, in turns, so that a change of the machine's speed meets all.

use std::time::Duration;

use anyhow::{Context, Result};
use hallgate::terminal::vision::Reader;
use image::GrayImage;

use crate::peer::Peer;
use crate::reader::{Answer, in_the_loop, thorough};
use crate::scene::{Frame, SCENARIOS};

/// Readings of each frame; the shortest time counts.
const REPEATS: usize = 3;

/// The ways of reading, in the order of the columns.
pub const WAYS: [&str; 3] = ["hallgate", "in the loop", "zxing-cpp"];
pub const THOROUGH: usize = 0;
pub const LOOP: usize = 1;
pub const PEER: usize = 2;

/// What a frame is there for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Group {
    /// One of the scenarios.
    Gate,
    /// No code in view.
    Empty,
    /// With a code, from elsewhere.
    Photo,
    /// One of a video.
    Clip,
}

impl Group {
    pub fn of(frame: &Frame) -> Self {
        if frame.scenario.starts_with("clip") {
            Self::Clip
        } else if frame.texts.is_empty() {
            Self::Empty
        } else if SCENARIOS.iter().any(|(name, _)| *name == frame.scenario) {
            Self::Gate
        } else {
            Self::Photo
        }
    }
}

/// One frame alone, read in each way.
#[derive(Debug)]
pub struct Still {
    pub group: Group,
    pub scenario: String,
    pub texts: Vec<String>,
    pub answers: [Answer; 3],
}

impl Still {
    /// Whether the ticket, which is the first of the texts, was read.
    pub fn is_hit(&self, way: usize) -> bool {
        self.texts.first().is_some_and(|ticket| self.answers[way].texts.contains(ticket))
    }

    /// Texts that the frame does not hold.
    pub fn false_texts(&self, way: usize) -> usize {
        false_texts(&self.answers[way], &self.texts)
    }
}

/// One video, read by hallgate's loop and frame by frame by zxing-cpp.
#[derive(Debug)]
pub struct Clip {
    /// By `LOOP` and `PEER`.
    pub ways: [ClipWay; 2],
}

/// What one reader made of a video.
#[derive(Debug, Default, PartialEq)]
pub struct ClipWay {
    /// The first frame, from 1, whose ticket was read.
    pub read_at: Option<usize>,
    pub false_texts: usize,
    /// Of all frames together, and of the longest.
    pub cpu: Duration,
    pub worst: Duration,
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub struct Measured {
    pub stills: Vec<Still>,
    pub clips: Vec<Clip>,
}

/// Reads all frames; those of one clip follow one another.
pub fn measure(frames: &[Frame], peer: &mut Peer) -> Result<Measured> {
    let mut measured = Measured::default();
    for run in
        frames.chunk_by(|one, next| Group::of(one) == Group::Clip && one.scenario == next.scenario)
    {
        match Group::of(&run[0]) {
            Group::Clip => measured.clips.push(clip(run, peer)?),
            group => measured.stills.push(still(&run[0], group, peer)?),
        }
    }
    Ok(measured)
}

fn still(frame: &Frame, group: Group, peer: &mut Peer) -> Result<Still> {
    let image = decoded(frame)?;
    let mut read = || -> Result<[Answer; 3]> {
        let alone = in_the_loop(&mut Reader::new(), &image)?;
        Ok([thorough(&image)?, alone, peer.read(&image)?])
    };
    let mut answers = read()?;
    for _ in 1..REPEATS {
        answers.iter_mut().zip(read()?).for_each(|(answer, again)| answer.repeated(again));
    }
    let (scenario, texts) = (frame.scenario.clone(), frame.texts.clone());
    Ok(Still { group, scenario, texts, answers })
}

fn clip(frames: &[Frame], peer: &mut Peer) -> Result<Clip> {
    let images = frames.iter().map(decoded).collect::<Result<Vec<_>>>()?;
    let mut read = || -> Result<Vec<[Answer; 2]>> {
        let mut reader = Reader::new();
        let both = |image| Ok([in_the_loop(&mut reader, image)?, peer.read(image)?]);
        images.iter().map(both).collect()
    };
    let mut answers = read()?;
    for _ in 1..REPEATS {
        for (answers, again) in answers.iter_mut().zip(read()?) {
            answers.iter_mut().zip(again).for_each(|(answer, again)| answer.repeated(again));
        }
    }
    let way = |way: usize| {
        ClipWay::of(frames.iter().zip(&answers).map(|(f, answers)| (&f.texts[..], &answers[way])))
    };
    Ok(Clip { ways: [way(0), way(1)] })
}

impl ClipWay {
    fn of<'a>(frames: impl Iterator<Item = (&'a [String], &'a Answer)>) -> Self {
        let mut whole = Self::default();
        for (index, (texts, answer)) in frames.enumerate() {
            let hit = texts.first().is_some_and(|ticket| answer.texts.contains(ticket));
            if hit && whole.read_at.is_none() {
                whole.read_at = Some(index + 1);
            }
            whole.false_texts += false_texts(answer, texts);
            whole.cpu += answer.cpu;
            whole.worst = whole.worst.max(answer.cpu);
        }
        whole
    }
}

fn false_texts(answer: &Answer, texts: &[String]) -> usize {
    answer.texts.iter().filter(|text| !texts.contains(text)).count()
}

fn decoded(frame: &Frame) -> Result<GrayImage> {
    let image = image::load_from_memory(&frame.image);
    Ok(image.with_context(|| format!("cannot decode {}", frame.path))?.to_luma8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(texts: &[&str], millis: u64) -> Answer {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        Answer { texts, cpu: Duration::from_millis(millis) }
    }

    #[test]
    fn a_clip_is_read_at_its_first_hit() {
        let texts = ["ticket".to_owned()];
        let answers =
            [answer(&[], 9), answer(&["other"], 2), answer(&["ticket"], 3), answer(&["ticket"], 1)];
        let whole = ClipWay::of(answers.iter().map(|answer| (&texts[..], answer)));
        let expected = ClipWay {
            read_at: Some(3),
            false_texts: 1,
            cpu: Duration::from_millis(15),
            worst: Duration::from_millis(9),
        };
        assert_eq!(whole, expected);
    }

    #[test]
    fn another_code_in_view_is_neither_a_hit_nor_false() {
        let still = Still {
            group: Group::Gate,
            scenario: "multi".to_owned(),
            texts: vec!["ticket".to_owned(), "poster".to_owned()],
            answers: [answer(&["poster"], 1), answer(&["poster", "ticket"], 1), answer(&["x"], 1)],
        };
        assert_eq!([0, 1, 2].map(|way| still.is_hit(way)), [false, true, false]);
        assert_eq!([0, 1, 2].map(|way| still.false_texts(way)), [0, 0, 1]);
    }

    #[test]
    fn frames_are_grouped_by_what_they_hold() {
        let group = |scenario: &str, texts: &[&str]| {
            Group::of(&Frame {
                path: "img/a.png".to_owned(),
                scenario: scenario.to_owned(),
                note: String::new(),
                texts: texts.iter().map(|text| (*text).to_owned()).collect(),
                image: Vec::new(),
            })
        };
        assert_eq!(group("tilt", &["x"]), Group::Gate);
        assert_eq!(group("empty-busy", &[]), Group::Empty);
        assert_eq!(group("clip003", &["x"]), Group::Clip);
        assert_eq!(group("jsqr", &["x"]), Group::Photo);
    }
}
