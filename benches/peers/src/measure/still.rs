//! One frame alone: read with time, within each budget, and by zxing-cpp.

use anyhow::Result;
use hallgate::terminal::vision::Reader;
use image::GrayImage;

use super::{Group, REPEATS};
use crate::board::{BUDGETS, budget};
use crate::peer::Peer;
use crate::reader::{Answer, in_the_loop, thorough};
use crate::scene::Frame;

/// The ways of reading, in the order of the columns.
pub const WAYS: [&str; 3] = ["hallgate", "in the loop", "zxing-cpp"];
pub const THOROUGH: usize = 0;
pub const LOOP: usize = 1;
pub const PEER: usize = 2;

/// One frame alone, read in each way.
#[derive(Debug)]
pub struct Still {
    pub path: String,
    pub group: Group,
    pub scenario: String,
    pub texts: Vec<String>,
    /// With the usual budget in the loop.
    pub answers: [Answer; 3],
    /// Of the loop's first frame, by the budgets.
    pub hurried: Vec<Answer>,
}

impl Still {
    pub fn is_hit(&self, way: usize) -> bool {
        self.answers[way].is_hit(&self.texts)
    }

    pub fn false_texts(&self, way: usize) -> usize {
        self.answers[way].false_texts(&self.texts)
    }

    /// Whether hallgate's loop and zxing-cpp read the ticket within a budget. Whoever is late has
    /// not read it, hallgate too.
    pub fn is_hit_within(&self, place: usize) -> [bool; 2] {
        self.timed(place).map(|answer| answer.is_hit(&self.texts) && answer.cpu <= budget(place))
    }

    /// The answers of hallgate's loop and of zxing-cpp at a budget, which only hallgate heeds.
    pub fn timed(&self, place: usize) -> [&Answer; 2] {
        [&self.hurried[place], &self.answers[PEER]]
    }

    /// Whether it shows a code that nobody reads.
    pub fn is_lost(&self) -> bool {
        !self.texts.is_empty() && !(0..WAYS.len()).any(|way| self.is_hit(way))
    }
}

/// Reads a frame.
pub fn read(frame: &Frame, image: &GrayImage, group: Group, peer: &mut Peer) -> Result<Still> {
    let within = |place: usize| in_the_loop(&mut Reader::with_budget(budget(place)), image);
    let mut once = || -> Result<([Answer; 3], Vec<Answer>)> {
        let alone = in_the_loop(&mut Reader::new(), image)?;
        let answers = [thorough(image)?, alone, peer.read(image)?];
        Ok((answers, (0..BUDGETS.len()).map(within).collect::<Result<_>>()?))
    };
    let (mut answers, mut hurried) = once()?;
    for _ in 1..REPEATS {
        let (again, hurried_again) = once()?;
        let all = answers.iter_mut().chain(&mut hurried);
        all.zip(again.into_iter().chain(hurried_again))
            .for_each(|(answer, again)| answer.repeated(again));
    }
    Ok(Still {
        path: frame.path.clone(),
        group,
        scenario: frame.scenario.clone(),
        texts: frame.texts.clone(),
        answers,
        hurried,
    })
}

#[cfg(test)]
impl Still {
    /// One of a scenario that holds `ticket`, with these answers; the loop's at any budget.
    pub fn of(scenario: &str, answers: [Answer; 3]) -> Self {
        Self {
            path: format!("img/{scenario}.jpg"),
            group: Group::Gate,
            scenario: scenario.to_owned(),
            texts: vec!["ticket".to_owned()],
            hurried: vec![answers[LOOP].clone(); BUDGETS.len()],
            answers,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_late_has_not_read_it() {
        let still = Still::of(
            "clean",
            [Answer::of(&["ticket"], 90), Answer::of(&["ticket"], 5), Answer::of(&["ticket"], 8)],
        );
        let within = |place: usize| still.is_hit_within(place);
        assert_eq!(
            [0, 1, 2, 3].map(within),
            [[true, true], [true, true], [true, false], [false, false]]
        );
    }

    #[test]
    fn a_code_is_lost_that_nobody_reads_in_any_way() {
        let still =
            |texts: [&[&str]; 3]| Still::of("dirt", texts.map(|texts| Answer::of(texts, 1)));
        assert!(still([&[], &["other"], &[]]).is_lost());
        assert!(!still([&["ticket"], &[], &[]]).is_lost());
        assert!(!still([&[], &[], &["ticket"]]).is_lost());
        let empty = Still { texts: Vec::new(), ..still([&[], &[], &[]]) };
        assert!(!empty.is_lost());
    }
}
