//! Frame after frame, so that none takes long: what one frame does not give is tried another way
//! in the next, which is 33 ms away.

use std::time::{Duration, Instant};

use super::contrast::Scene;
use super::luma::Region;
use super::qr::{Effort, Look, Outcome, Scan, Scanner, Seen};
use super::sketch::Sketch;
use super::{Found, Hint, Luma, Reading};

/// How long one frame may hold the loop unless the configuration says otherwise.
const BUDGET: Duration = Duration::from_millis(60);

/// An unchanged scene is looked at again after so many frames all the same: noise may let a code
/// be read this time.
const REST: u32 = 15;

/// Other ways of looking at what was seen but not read, taken in turns.
const AGAIN: [(Look, bool); 4] =
    [(Look::Fine, false), (Look::Double, false), (Look::Fine, true), (Look::Double, true)];

/// One of so many frames is looked at in another way: the usual one reads most, and whatever is
/// shown next.
const OTHERWISE: usize = 3;

/// Those for a scene in which only single finder patterns were seen: nothing to go deeper into.
const AGAIN_AT_PATTERNS: usize = 2;

/// Finder patterns that make another look worth while: one shows in the texture of many a scene.
const PATTERNS: usize = 2;

/// Pixels of an image so small that all ways of looking together take no time.
const SMALL: u32 = 320 * 240;

/// Around a code, for the hand that moves it and for its quiet zone: this part of its size.
const MARGIN: f32 = 0.35;

/// Reads frames.
#[derive(Debug)]
pub struct Reader {
    scanner: Scanner,
    budget: Duration,
    memory: Memory,
}

/// What the frames before have shown.
#[derive(Debug, Default)]
struct Memory {
    sketch: Sketch,
    /// What was last seen, if there is nothing more to be got from the scene.
    settled: Option<Reading>,
    rested: u32,
    turn: usize,
    /// Only the place where a code was read last has just been looked at.
    glanced: bool,
    /// Where a code was read last.
    read_at: Option<Region>,
    unread: Unread,
    again: usize,
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

impl Default for Reader {
    fn default() -> Self {
        Self::with_budget(BUDGET)
    }
}

impl Reader {
    /// A reader that has seen nothing yet, with the usual budget.
    pub fn new() -> Self {
        Self::default()
    }

    /// A reader that spends about so long on one frame at the most.
    pub fn with_budget(budget: Duration) -> Self {
        Self { scanner: Scanner::default(), budget, memory: Memory::default() }
    }

    /// Reads one frame of many, in one way of looking: the usual one, or in every third frame
    /// another one while something is seen but not read.
    pub fn read(&mut self, frame: &Luma) -> Reading {
        let started = Instant::now();
        let scene = Scene::of(frame);
        let mut reading = Reading { blank: scene.is_blank(), ..Reading::default() };
        if !scene.may_hold_a_code() {
            self.memory = Memory::default();
        } else if self.memory.knows(frame) {
            reading = self.memory.settled.clone().unwrap_or(reading);
        } else {
            // What is under way when a third of the time is over has the rest of it to end.
            let until = Some(started + self.budget / 3);
            self.memory.turn += 1;
            reading.add(self.look(frame, until), frame);
            self.memory.settle(&reading);
        }
        reading.took = started.elapsed();
        reading
    }

    /// Reads a frame that is the only one, in every way there is until one shows something.
    pub fn read_thoroughly(&mut self, frame: &Luma) -> Reading {
        self.read_observed(frame, |_, _, _| {})
    }

    /// The same; `observe` is told each way of looking and what it showed.
    pub(super) fn read_observed(
        &mut self,
        frame: &Luma,
        mut observe: impl FnMut(Look, Effort, &Scan),
    ) -> Reading {
        let started = Instant::now();
        let scene = Scene::of(frame);
        let mut reading = Reading { blank: scene.is_blank(), ..Reading::default() };
        let ways = [false, true].into_iter().flat_map(|deep| Look::ALL.map(|look| (look, deep)));
        for (look, deep) in ways.filter(|_| scene.may_hold_a_code()) {
            let effort = Effort { deep, until: None };
            let scan = self.scanner.scan(frame, look, effort);
            let promising = scan.finders.len() >= PATTERNS || is_small(frame);
            observe(look, effort, &scan);
            reading.add(vec![(scan, Region::of(frame))], frame);
            if !reading.found.is_empty() || (look == Look::Calm && !promising) {
                break;
            }
        }
        reading.took = started.elapsed();
        reading
    }

    fn look(&mut self, frame: &Luma, until: Option<Instant>) -> Vec<(Scan, Region)> {
        let whole = Region::of(frame);
        let memory = &mut self.memory;
        let (look, deep, region) = match memory.unread {
            Unread::Nothing => {
                (Look::Calm, false, memory.read_at.filter(|_| memory.turn.is_multiple_of(2)))
            }
            unread if !memory.turn.is_multiple_of(OTHERWISE) => {
                (Look::Calm, matches!(unread, Unread::Code(_)), None)
            }
            unread => {
                let (ways, region) = match unread {
                    Unread::Code(region) => (AGAIN.len(), Some(region)),
                    _ => (AGAIN_AT_PATTERNS, None),
                };
                let (look, deep) = AGAIN[memory.again % ways];
                memory.again += 1;
                (look, deep, region)
            }
        };
        memory.glanced = region.is_some() && memory.unread == Unread::Nothing;
        let region = region.unwrap_or(whole);
        let mut scan = |region: Region| {
            let effort = Effort { deep, until };
            (self.scanner.scan(&frame.part(region), look, effort), region)
        };
        let near = scan(region);
        let gone = region != whole && look == Look::Calm && near.0.read().next().is_none();
        // What was read there is there no longer: the same look at everything else.
        self.memory.glanced &= !gone;
        let scans = if gone { vec![near, scan(whole)] } else { vec![near] };
        self.memory.learn(&scans, look == Look::Calm, whole);
        scans
    }
}

fn is_small(frame: &Luma) -> bool {
    frame.width().saturating_mul(frame.height()) <= SMALL
}

impl Memory {
    /// Whether this is the scene that was seen to its end already.
    fn knows(&mut self, frame: &Luma) -> bool {
        let sketch = Sketch::of(frame);
        let same = sketch.is_like(&self.sketch);
        if !same {
            // Compared with what was looked at: a slow change adds up.
            self.sketch = sketch;
            self.settled = None;
        }
        self.rested = if same && self.settled.is_some() { self.rested + 1 } else { 0 };
        if self.rested > REST {
            self.rested = 0;
            self.settled = None;
        }
        self.settled.is_some()
    }

    /// Keeps a reading with which the scene is exhausted: all that was seen was read, or all ways
    /// of looking were tried.
    fn settle(&mut self, reading: &Reading) {
        let exhausted = match self.unread {
            // After a glance at where a code was, the rest is still to be seen.
            Unread::Nothing => !self.glanced,
            Unread::Patterns => self.again >= AGAIN_AT_PATTERNS,
            Unread::Code(_) => self.again >= AGAIN.len(),
        };
        if exhausted {
            self.settled = Some(reading.clone());
        }
    }

    /// Takes what a look has shown. Only the usual look tells anew what is unread: another one is
    /// there to read it.
    fn learn(&mut self, scans: &[(Scan, Region)], usual: bool, whole: Region) {
        let codes = || scans.iter().flat_map(|(scan, region)| scan.codes(*region));
        let around = |code: &Code| Region::around(&code.corners, MARGIN).within(whole);
        let read = codes().find(|code| code.text.is_some());
        let unread = codes().find(|code| code.text.is_none());
        if let Some(read) = &read {
            self.read_at = around(read);
            if !usual {
                self.unread = Unread::Nothing;
            }
        } else if usual {
            self.read_at = None;
        }
        if usual {
            let before = self.unread;
            let patterns = scans.iter().any(|(scan, _)| scan.finders.len() >= PATTERNS);
            self.unread = match unread.as_ref().and_then(around) {
                Some(region) => Unread::Code(region),
                None if patterns && read.is_none() => Unread::Patterns,
                None => Unread::Nothing,
            };
            if std::mem::discriminant(&before) != std::mem::discriminant(&self.unread) {
                self.again = 0;
            }
        }
    }
}

/// A code in the frame, read or not.
struct Code {
    text: Option<String>,
    seen: Seen,
    corners: [(f32, f32); 4],
    /// Pixels a module.
    module: f32,
}

impl Scan {
    /// The codes that were seen in a part of the frame, in the frame's pixels.
    fn codes(&self, region: Region) -> impl Iterator<Item = Code> + '_ {
        self.tries.iter().filter_map(move |(attempt, outcome)| {
            let (text, seen) = match outcome {
                Outcome::Read { text, seen } => (Some(text.clone()), *seen),
                Outcome::Unread(seen) if seen.is_likely(attempt.candidate.timing) => (None, *seen),
                Outcome::Unread(_) | Outcome::NoLattice => return None,
            };
            let (left, top) = (region.left as f32, region.top as f32);
            let corners = seen.corners.map(|(x, y)| (x / self.scale + left, y / self.scale + top));
            Some(Code { text, seen, corners, module: seen.module / self.scale })
        })
    }
}

impl Reading {
    fn add(&mut self, scans: Vec<(Scan, Region)>, frame: &Luma) {
        let (width, height) = (frame.width() as f32, frame.height() as f32);
        let mut hints = Vec::new();
        for code in scans.iter().flat_map(|(scan, region)| scan.codes(*region)) {
            let Some(text) = code.text else {
                hints.push(Hint::of(&code.seen, code.module, &code.corners, (width, height)));
                continue;
            };
            if self.found.iter().all(|known| known.text != text) {
                let modules = code.seen.side as u32;
                self.found.push(Found { text, corners: code.corners, modules });
            }
        }
        self.found.sort_by(|a, b| {
            let rank = |code: &Found| (code.looks_like_ticket(), code.prominence((width, height)));
            rank(b).partial_cmp(&rank(a)).unwrap_or(std::cmp::Ordering::Equal)
        });
        self.hint = if self.found.is_empty() { hints.first().copied() } else { None };
    }
}

/// Characters of the shortest ticket: eight digits, then 128 bytes in Base64 (SPEC §1).
const TICKET: usize = 180;

impl Found {
    /// By its length alone: what it says is for others to tell.
    fn looks_like_ticket(&self) -> bool {
        self.text.len() >= TICKET
    }

    /// How large and how near to the frame's middle it is.
    fn prominence(&self, (width, height): (f32, f32)) -> f32 {
        let [a, b, c, d] = self.corners;
        let area = ((c.0 - a.0) * (d.1 - b.1) - (d.0 - b.0) * (c.1 - a.1)).abs() / 2.0;
        let middle = ((a.0 + c.0) / 2.0 - width / 2.0).hypot((a.1 + c.1) / 2.0 - height / 2.0);
        area * (1.0 - middle / (width + height))
    }
}
