//! What the frames before have shown, and how the next one is looked at.

use super::luma::Region;
use super::qr::{ImageScan, ScanLook};
use super::reader::{PATTERNS, SeenCode};
use super::sketch::Sketch;
use super::{Luma, Reading};

/// An unchanged scene is looked at again after so many frames all the same: noise may let a code
/// be read this time, and above all where none was.
const REST: u32 = 15;
const REST_UNREAD: u32 = 2;

/// Other ways of looking at what was seen but not read, taken in turns.
const AGAIN: [(ScanLook, bool); 5] = [
    (ScanLook::Fine, false),
    (ScanLook::Double, false),
    (ScanLook::Fine, true),
    (ScanLook::Double, true),
    (ScanLook::Half, false),
];

/// Those for a scene in which only single finder patterns were seen: nothing to go deeper into.
const AGAIN_AT_PATTERNS: usize = 2;

/// One of so many frames is looked at in another way: the usual one reads most, and whatever is
/// shown next.
const OTHERWISE: usize = 3;

/// Deep looks in vain after which only every so many frames get one: what they do not read they
/// seldom read later, and they take most of the time.
const IN_VAIN: usize = 2;
const SELDOM: usize = 10;

/// Around a code, for the hand that moves it and for its quiet zone: this part of its size.
const MARGIN: f32 = 0.35;

/// What the frames before have shown.
#[derive(Debug, Default)]
pub(super) struct FrameMemory {
    sketch: Sketch,
    /// What is to be seen, if there is nothing more to be got from the scene.
    settled: Option<Reading>,
    rested: u32,
    turn: usize,
    /// The last look was the usual one, at the whole frame.
    whole: bool,
    /// Where a code was read last.
    read_at: Option<Region>,
    unread: Unread,
    /// The other way that comes next, and how many were tried in the scene as it is now.
    ways: usize,
    tried: usize,
    /// Usual looks in vain that went as deep as there is, since something was read last.
    deep: usize,
    /// Another way has read what the usual look at this scene does not.
    otherwise: bool,
}

/// What was seen but not read.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Unread {
    #[default]
    Nothing,
    /// Single finder patterns.
    Patterns,
    /// A code, about there.
    Code(Region),
}

impl FrameMemory {
    /// The reading of a scene that was seen to its end already.
    pub(super) fn recall(&mut self, frame: &Luma) -> Option<Reading> {
        let sketch = Sketch::of(frame);
        if sketch.is_like(&self.sketch) {
            self.rested += 1;
        } else {
            // Compared with what was looked at: a slow change adds up.
            self.sketch = sketch;
            self.settled = None;
            self.tried = 0;
            self.otherwise = false;
        }
        let read = self.settled.as_ref().is_some_and(|reading| !reading.found.is_empty());
        if self.settled.is_none() || self.rested > if read { REST } else { REST_UNREAD } {
            self.rested = 0;
            self.settled = None;
        }
        self.settled.clone()
    }

    /// How to look at the next frame: in which way, whether deep, and where; everywhere if nowhere
    /// is named.
    pub(super) fn next_way(&mut self) -> (ScanLook, bool, Option<Region>) {
        self.turn += 1;
        let (ways, region) = match self.unread {
            Unread::Nothing => {
                let glance = self.read_at.filter(|_| self.turn.is_multiple_of(2));
                return (ScanLook::Calm, false, glance);
            }
            Unread::Patterns => (AGAIN_AT_PATTERNS, None),
            Unread::Code(region) => (AGAIN.len(), Some(region)),
        };
        if !self.turn.is_multiple_of(OTHERWISE) {
            let deep =
                region.is_some() && (self.deep < IN_VAIN || self.turn.is_multiple_of(SELDOM));
            return (ScanLook::Calm, deep, None);
        }
        let (look, deep) = AGAIN[self.ways % ways];
        self.ways += 1;
        self.tried += 1;
        (look, deep, region)
    }

    /// Takes what a look has shown, the usual one or another, at the `whole` frame or a part. Only
    /// the usual look tells anew what is unread: another one is there to read it.
    pub(super) fn learn(
        &mut self,
        scans: &[(ImageScan, Region)],
        usual: bool,
        all: bool,
        whole: Region,
    ) {
        self.whole = all;
        let codes = || scans.iter().flat_map(|(scan, region)| scan.codes(*region));
        let around = |code: &SeenCode| Region::around(&code.corners, MARGIN).within(whole);
        let read = codes().find(|code| code.text.is_some());
        let unread = codes().find(|code| code.text.is_none());
        if read.is_some() {
            self.deep = 0;
        }
        if !usual {
            if read.is_some() {
                self.otherwise = true;
                // The way that has read comes first the next time, too.
                self.ways = self.ways.saturating_sub(1);
            }
            return;
        }
        self.read_at = read.as_ref().and_then(around);
        let patterns = scans.iter().any(|(scan, _)| scan.finders.len() >= PATTERNS);
        let before = self.unread;
        self.unread = match unread.as_ref().and_then(around) {
            Some(region) => Unread::Code(region),
            None if patterns && read.is_none() => Unread::Patterns,
            None => Unread::Nothing,
        };
        if std::mem::discriminant(&before) != std::mem::discriminant(&self.unread) {
            self.ways = 0;
            self.deep = 0;
        }
        self.deep += usize::from(scans.iter().any(|(scan, _)| scan.exhausted));
    }

    /// Keeps the reading of a whole frame with which the scene is exhausted: all that was seen was
    /// read, or all ways of looking were tried, and none read more.
    pub(super) fn settle(&mut self, reading: &Reading) {
        let ways = match self.unread {
            Unread::Nothing => 0,
            Unread::Patterns => AGAIN_AT_PATTERNS,
            Unread::Code(_) => AGAIN.len(),
        };
        if self.whole && self.tried >= ways && !self.otherwise {
            self.settled = Some(reading.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_nobody_reads_gets_deep_looks_at_first_and_seldom_later() {
        let region = Region { left: 0, top: 0, width: 9, height: 9 };
        let mut memory = FrameMemory { unread: Unread::Code(region), ..FrameMemory::default() };
        let deep = |memory: &mut FrameMemory, frames: usize| {
            let usual = |_: &usize| matches!(memory.next_way(), (ScanLook::Calm, true, _));
            (0..frames).filter(usual).count()
        };
        let calm = 240 - 240 / OTHERWISE;
        assert_eq!(deep(&mut memory, 240), calm, "while there is no time to end one");
        memory.deep = IN_VAIN;
        let seldom = deep(&mut memory, 240);
        assert!((240 / SELDOM / 2..=240 / SELDOM).contains(&seldom), "{seldom}");
        memory.learn(&[], true, true, region);
        assert_eq!(memory.deep, 0, "the next code has its own");
    }
}
