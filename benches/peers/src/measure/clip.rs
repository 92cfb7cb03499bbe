//! A video, played to both readers as a slow board would see it.

use std::collections::HashMap;
use std::time::Duration;

use anyhow::Result;
use hallgate::terminal::vision::Reader;
use image::GrayImage;

use super::{REPEATS, decoded};
use crate::board::{BUDGETS, PACES, Play, budget, middle, play};
use crate::peer::Peer;
use crate::reader::{Answer, in_the_loop};
use crate::scene::Frame;

/// Times that a play is begun anew which other processes have disturbed: hallgate's budget goes by
/// the clock on the wall.
const ANEW: usize = 2;

/// One video.
#[derive(Debug, Default)]
pub struct Clip {
    /// What it shows; nothing is known of a folder's.
    pub kind: String,
    /// The paths of its frames.
    pub paths: Vec<String>,
    /// Hallgate's and zxing-cpp's play, by the camera's paces and then by the budgets.
    pub plays: [Vec<[Play; 2]>; PACES.len()],
}

/// Plays a video's frames.
pub fn read(frames: &[Frame], peer: &mut Peer) -> Result<Clip> {
    let images = frames.iter().map(decoded).collect::<Result<Vec<_>>>()?;
    let texts: Vec<&[String]> = frames.iter().map(|frame| &frame.texts[..]).collect();
    let boards = PACES.map(|pace| (0..BUDGETS.len()).map(move |place| (pace, place)));
    let mut plays = boards.each_ref().map(|boards| vec![[Vec::new(), Vec::new()]; boards.len()]);
    for _ in 0..REPEATS {
        // What zxing-cpp makes of a frame does not hang on those before, nor on the budget.
        let mut known = HashMap::new();
        let all = boards.iter().cloned().flatten().zip(plays.iter_mut().flatten());
        for ((pace, place), [ours, theirs]) in all {
            let every = budget(place).mul_f64(pace);
            ours.push(calm(&texts, place, every, &images)?);
            theirs.push(play(&texts, every, |frame| {
                if let Some(answer) = known.get(&frame) {
                    return Ok(Answer::clone(answer));
                }
                let answer = peer.read(&images[frame])?;
                known.insert(frame, answer.clone());
                Ok(answer)
            })?);
        }
    }
    let middle = |both: [Vec<Play>; 2]| both.map(|plays| middle(plays).unwrap_or_default());
    Ok(Clip {
        kind: frames[0].noted("clip").unwrap_or("-").to_owned(),
        paths: frames.iter().map(|frame| frame.path.clone()).collect(),
        plays: plays.map(|plays| plays.into_iter().map(middle).collect()),
    })
}

/// Plays a video to hallgate's loop, anew while it was disturbed; the calmest play counts.
fn calm(texts: &[&[String]], place: usize, every: Duration, images: &[GrayImage]) -> Result<Play> {
    let once = || {
        let mut reader = Reader::with_budget(budget(place));
        play(texts, every, |frame| in_the_loop(&mut reader, &images[frame]))
    };
    let mut best = once()?;
    for _ in 0..ANEW {
        if best.waited < budget(place) {
            break;
        }
        let again = once()?;
        if again.waited < best.waited {
            best = again;
        }
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene;

    #[test]
    fn a_clip_is_played_to_both_at_every_budget() {
        let frames = scene::clips(1, 1).unwrap();
        let one = frames.chunk_by(|one, next| one.scenario == next.scenario).next().unwrap();
        let clip = read(one, &mut Peer::built()).unwrap();
        assert_eq!((clip.kind.as_str(), clip.paths.len()), ("held", one.len()));
        assert!(clip.plays.iter().all(|plays| plays.len() == BUDGETS.len()));
        let plays = || clip.plays.iter().flatten().flatten();
        let worst = plays().map(|play| play.worst.1);
        assert!(worst.min() > Some(Duration::ZERO));
        assert_eq!(plays().map(|play| play.false_texts).sum::<usize>(), 0);
    }
}
