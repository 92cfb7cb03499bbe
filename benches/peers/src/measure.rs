//! Reads every frame with each reader, in turns, so that a change of the machine's speed meets all.

pub mod clip;
pub mod ink;
pub mod still;
pub mod unread;

use anyhow::{Context, Result};
use image::GrayImage;

use crate::peer::Peer;
use crate::scene::{Frame, INKS, SCENARIOS};
use clip::Clip;
use ink::Inked;
use still::Still;
use unread::Unread;

/// Readings of each frame and each video.
const REPEATS: usize = 3;

/// Codes that nobody reads which are held before the loop.
const UNREAD: usize = 25;

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
    /// A cell's of the tables of ink.
    Ink,
}

impl Group {
    pub fn of(frame: &Frame) -> Self {
        let is_of = |names: &[&str]| names.contains(&frame.scenario.as_str());
        if frame.scenario.starts_with("clip") {
            Self::Clip
        } else if frame.texts.is_empty() {
            Self::Empty
        } else if is_of(&INKS) {
            Self::Ink
        } else if is_of(&SCENARIOS.map(|(name, _)| name)) {
            Self::Gate
        } else {
            Self::Photo
        }
    }
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub struct Measured {
    pub stills: Vec<Still>,
    pub clips: Vec<Clip>,
    pub inked: Vec<Inked>,
    pub unread: Vec<Unread>,
}

/// Reads all frames; those of one clip follow one another.
pub fn measure(frames: &[Frame], peer: &mut Peer) -> Result<Measured> {
    let mut measured = Measured::default();
    for run in
        frames.chunk_by(|one, next| Group::of(one) == Group::Clip && one.scenario == next.scenario)
    {
        let frame = &run[0];
        match Group::of(frame) {
            Group::Clip => measured.clips.push(clip::read(run, peer)?),
            Group::Ink => measured.inked.push(ink::read(frame, peer)?),
            group => {
                let image = decoded(frame)?;
                let still = still::read(frame, &image, group, peer)?;
                if still.is_lost() && measured.unread.len() < UNREAD {
                    measured.unread.push(unread::read(&image, peer)?);
                }
                measured.stills.push(still);
            }
        }
    }
    Ok(measured)
}

/// The image of a frame.
fn decoded(frame: &Frame) -> Result<GrayImage> {
    let image = image::load_from_memory(&frame.image);
    Ok(image.with_context(|| format!("cannot decode {}", frame.path))?.to_luma8())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(INKS.map(|name| group(name, &["x"])), [Group::Ink; 2]);
    }
}
