//! A slow board before a camera.
//!
//! The rule, for both readers alike: the camera hands over a frame whenever another budget is over,
//! and in a second play at the pace at which a board's camera does that has 60 ms for a frame.
//! A reader takes the newest frame, and has it as long as it takes, in CPU time of its thread; the
//! frames that come meanwhile but for the newest are missed. A text counts when the reader is done
//! with its frame, and no more once the video is over. So whoever keeps to the budget sees all
//! frames of a video, and whoever takes twice as long every second one.

use std::time::Duration;

use anyhow::Result;

use crate::reader::Answer;

/// How long one frame may take, in milliseconds. A Raspberry Pi Zero 2 W takes about ten times as
/// long as a desktop's processor: its 60 ms are 6 ms there.
pub const BUDGETS: [u64; 4] = [60, 20, 6, 3];

/// The place in `BUDGETS` of the one that the promises speak of.
pub const SLOW: usize = 2;

/// Budgets from one of the camera's frames to the next: what the promises speak of, and 30 frames a
/// second where the budget is 60 ms.
pub const PACES: [f64; 2] = [1.0, 1.0 / (30.0 * 0.06)];

/// The budget at a place in `BUDGETS`.
pub fn budget(place: usize) -> Duration {
    Duration::from_millis(BUDGETS[place])
}

/// What a reader made of a video.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Play {
    /// The frames that the camera had handed over by the time the ticket was read.
    pub read_at: Option<usize>,
    /// Spent until then; on the whole video where it was not read.
    pub cpu: Duration,
    pub false_texts: usize,
    /// The frame that took longest, from 0, and its time.
    pub worst: (usize, Duration),
    /// Wall-clock time that other processes took from the reader's budgets.
    pub waited: Duration,
}

/// Plays a video to a reader, to its end, whether or not the ticket is read: `texts` is what its
/// frames hold, the ticket's text first, and `read` reads the frame of that number.
pub fn play(
    texts: &[&[String]],
    every: Duration,
    mut read: impl FnMut(usize) -> Result<Answer>,
) -> Result<Play> {
    let mut whole = Play::default();
    let (mut now, mut next) = (Duration::ZERO, 0);
    while let Some(expected) = texts.get(next) {
        let answer = read(next)?;
        now = now.max(every * next as u32) + answer.cpu;
        if whole.read_at.is_none() {
            whole.cpu += answer.cpu;
            let handed_over = now.as_nanos().div_ceil(every.as_nanos()).max(1) as usize;
            let hit = answer.is_hit(expected) && handed_over <= texts.len();
            whole.read_at = hit.then_some(handed_over);
        }
        whole.false_texts += answer.false_texts(expected);
        whole.waited += answer.waited;
        if answer.cpu > whole.worst.1 {
            whole.worst = (next, answer.cpu);
        }
        let newest = (now.as_nanos() / every.as_nanos()) as usize;
        next = newest.max(next + 1);
    }
    Ok(whole)
}

/// Of several plays of one video, the one in the middle: neither the luckiest nor the unluckiest.
pub fn middle(mut plays: Vec<Play>) -> Option<Play> {
    let late = |play: &Play| (play.read_at.unwrap_or(usize::MAX), play.cpu);
    plays.sort_by_key(late);
    (!plays.is_empty()).then(|| plays.swap_remove(plays.len() / 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_millis(6);

    /// Plays a video of so many frames to a reader that takes so long and reads the frame `hit`;
    /// also tells the frames that it looked at.
    fn played(frames: usize, millis: &[u64], hit: usize) -> (Play, Vec<usize>) {
        let ticket = ["ticket".to_owned()];
        let mut looked = Vec::new();
        let play = play(&vec![&ticket[..]; frames], EVERY, |frame| {
            looked.push(frame);
            Ok(Answer {
                texts: (frame == hit).then(|| ticket[0].clone()).into_iter().collect(),
                cpu: Duration::from_millis(millis[frame % millis.len()]),
                waited: Duration::from_millis(1),
            })
        });
        (play.unwrap(), looked)
    }

    #[test]
    fn who_keeps_to_the_budget_sees_all_frames() {
        let (play, looked) = played(5, &[6, 1, 2], 3);
        assert_eq!(looked, [0, 1, 2, 3, 4]);
        assert_eq!((play.read_at, play.cpu), (Some(4), Duration::from_millis(15)));
        assert_eq!(play.worst, (0, EVERY));
        assert_eq!(play.waited, Duration::from_millis(5), "the video is played to its end");
    }

    #[test]
    fn who_takes_longer_misses_what_comes_meanwhile() {
        assert_eq!(played(8, &[12], 9).1, [0, 2, 4, 6]);
        // The newest is taken at once, late as it is; the one between is missed.
        assert_eq!(played(8, &[9], 9).1, [0, 1, 3, 4, 6, 7]);
        assert_eq!(played(8, &[1, 1, 19, 1], 9).1, [0, 1, 2, 5, 6], "and the video ends during 6");
    }

    #[test]
    fn a_text_counts_when_the_reader_is_done_with_its_frame() {
        assert_eq!(played(8, &[9], 3).0.read_at, Some(5), "three frames of 9 ms are 27 ms");
        assert_eq!(played(8, &[7], 7).0.read_at, None, "the video was over by then");
        assert_eq!(played(8, &[1], 7).0.read_at, Some(8));
        assert_eq!(played(3, &[0], 0).0.read_at, Some(1));
    }

    #[test]
    fn the_middle_one_of_several_plays_is_kept() {
        let read = |read_at: Option<usize>| Play { read_at, ..Play::default() };
        assert_eq!(middle(vec![read(None), read(Some(2)), read(Some(9))]), Some(read(Some(9))));
        assert_eq!(middle(vec![read(None), read(Some(2)), read(None)]), Some(read(None)));
        assert_eq!(middle(Vec::new()), None);
    }
}
