//! Frame after frame, so that none takes long: what one frame does not give is tried another way
//! in the next, which is 33 ms away.

use std::time::{Duration, Instant};

use super::contrast::FrameScene;
use super::luma::Region;
use super::memory::FrameMemory;
use super::qr::{AttemptOutcome, Effort, ImageScan, ScanLook, Scanner, Seen};
use super::stages::ReadingStages;
use super::{Found, Hint, Luma, Reading};

/// How long one frame may hold the loop unless the configuration says otherwise.
const BUDGET: Duration = Duration::from_millis(60);

/// Finder patterns that make another look worth while: one shows in the texture of many a scene.
pub(super) const PATTERNS: usize = 2;

/// Pixels a module of a finder pattern from which on a quarter of the image shows it better.
const LARGE: f32 = 12.0;

/// The share of the budget that finding patterns in another look than the usual one may take.
const SHARE: f32 = 0.6;

/// Pixels of an image so small that all ways of looking together take no time.
const SMALL: u32 = 320 * 240;

/// Reads frames.
#[derive(Debug)]
pub struct Reader {
    scanner: Scanner,
    budget: Duration,
    memory: FrameMemory,
    /// What finding patterns took in the usual look, in seconds for each pixel looked at.
    pace: f32,
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
        Self { scanner: Scanner::default(), budget, memory: FrameMemory::default(), pace: 0.0 }
    }

    /// Reads one frame of many, in one way of looking: the usual one, or in every third frame
    /// another one while something is seen but not read.
    pub fn read(&mut self, frame: &Luma) -> Reading {
        let started = Instant::now();
        let scene = FrameScene::of(frame);
        let mut reading = Reading { blank: scene.is_blank(), ..Reading::default() };
        let mut scene_took = Duration::ZERO;
        if !scene.may_hold_a_code() {
            self.memory = FrameMemory::default();
        } else if let Some(known) = self.memory.recall(frame) {
            reading = Reading { stages: ReadingStages::default(), ..known };
        } else {
            scene_took = started.elapsed();
            // What is under way when a third of the time is over has the rest of it to end.
            let bounds = [started + self.budget / 3, started + self.budget];
            reading.add(self.look(frame, bounds), frame);
            self.memory.settle(&reading);
        }
        reading.took = started.elapsed();
        reading.stages.scene = if scene_took.is_zero() { reading.took } else { scene_took };
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
        mut observe: impl FnMut(ScanLook, Effort, &ImageScan),
    ) -> Reading {
        let started = Instant::now();
        let scene = FrameScene::of(frame);
        let mut reading = Reading { blank: scene.is_blank(), ..Reading::default() };
        let ways =
            [false, true].into_iter().flat_map(|deep| ScanLook::ALL.map(|look| (look, deep)));
        let (mut promising, mut large) = (is_small(frame), false);
        for (look, deep) in ways.filter(|_| scene.may_hold_a_code()) {
            // Parts of an image are too coarse to follow bent paper in, and a quarter for all but
            // the largest modules.
            if (deep && look.scale() < 1.0) || (look == ScanLook::Quarter && !large) {
                continue;
            }
            let effort = Effort::unbounded(deep);
            let scan = self.scanner.scan(frame, look, effort);
            promising |= scan.finders.len() >= PATTERNS;
            large |= scan.finders.iter().any(|finder| finder.module >= LARGE * scan.scale);
            observe(look, effort, &scan);
            reading.add(vec![(scan, Region::of(frame))], frame);
            if !reading.found.is_empty() || (look == ScanLook::Half && !promising) {
                break;
            }
        }
        reading.took = started.elapsed();
        reading
    }

    fn look(&mut self, frame: &Luma, [until, end]: [Instant; 2]) -> Vec<(ImageScan, Region)> {
        let whole = Region::of(frame);
        let (look, deep, region) = self.memory.next_way();
        let mut region = region.unwrap_or(whole);
        if look != ScanLook::Calm {
            region = region.middle(self.affordable(look, region));
        }
        let mut scan = |region: Region| {
            let effort = Effort { deep, until: Some(until), end: Some(end) };
            (self.scanner.scan(&frame.part(region), look, effort), region)
        };
        let near = scan(region);
        let gone = region != whole && look == ScanLook::Calm && near.0.read().next().is_none();
        // What was read there is there no longer: the same look at everything else.
        let mut scans = if gone { vec![near, scan(whole)] } else { vec![near] };
        let usual = look == ScanLook::Calm;
        if let [(scan, region)] = &scans[..]
            && usual
        {
            let stages = scan.stages.images + scan.stages.threshold + scan.stages.patterns;
            self.pace = stages.as_secs_f32() / region.pixels().max(1) as f32;
        }
        let no_code = scans.iter().all(|(scan, region)| scan.codes(*region).next().is_none());
        if usual && no_code && Instant::now() < until {
            // A code held close whose patterns fall apart, pixel by pixel.
            let effort = Effort { deep: false, until: Some(until), end: Some(end) };
            scans.push((self.scanner.scan(frame, ScanLook::Half, effort), whole));
        }
        self.memory.learn(&scans, usual, usual && (gone || region == whole), whole);
        scans
    }

    /// The share of a region that a look has the time for, by what the usual one took: on a slow
    /// machine a frame twice as large alone takes longer than all the budget.
    fn affordable(&self, look: ScanLook, region: Region) -> f32 {
        let takes = self.pace * look.scale() * look.scale() * region.pixels() as f32;
        SHARE * self.budget.as_secs_f32() / takes.max(f32::MIN_POSITIVE)
    }
}

fn is_small(frame: &Luma) -> bool {
    frame.width().saturating_mul(frame.height()) <= SMALL
}

/// A code in the frame, read or not.
pub(super) struct SeenCode {
    pub(super) text: Option<String>,
    seen: Seen,
    pub(super) corners: [(f32, f32); 4],
    /// Pixels a module.
    module: f32,
}

impl ImageScan {
    /// The codes that were seen in a part of the frame, in the frame's pixels.
    pub(super) fn codes(&self, region: Region) -> impl Iterator<Item = SeenCode> + '_ {
        self.tries.iter().filter_map(move |(attempt, outcome)| {
            let (text, seen) = match outcome {
                AttemptOutcome::Read { text, seen } => (Some(text.clone()), *seen),
                AttemptOutcome::Unread(seen) if seen.is_likely(attempt.candidate.timing) => {
                    (None, *seen)
                }
                AttemptOutcome::Unread(_) | AttemptOutcome::NoLattice => return None,
            };
            let (left, top) = (region.left as f32, region.top as f32);
            let corners = seen.corners.map(|(x, y)| (x / self.scale + left, y / self.scale + top));
            Some(SeenCode { text, seen, corners, module: seen.module / self.scale })
        })
    }
}

impl Reading {
    fn add(&mut self, scans: Vec<(ImageScan, Region)>, frame: &Luma) {
        let (width, height) = (frame.width() as f32, frame.height() as f32);
        let mut hints = Vec::new();
        scans.iter().for_each(|(scan, _)| self.stages += scan.stages);
        let codes = |(scan, region): &(ImageScan, Region)| {
            // Of half an image the sizes are too coarse to say what is in the way.
            let is_told = scan.scale >= 1.0;
            scan.codes(*region)
                .filter(move |code| is_told || code.text.is_some())
                .collect::<Vec<_>>()
        };
        for code in scans.iter().flat_map(codes) {
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
        let hint = hints.first().copied().or(self.hint);
        self.hint = hint.filter(|_| self.found.is_empty());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_look_is_at_no_more_than_there_is_time_for() {
        let region = Region { left: 0, top: 0, width: 1000, height: 500 };
        let share = |look: ScanLook, millis: u64, pace: f32| {
            let budget = Duration::from_millis(millis);
            let reader = Reader { pace, ..Reader::with_budget(budget) };
            reader.affordable(look, region).min(1.0)
        };
        // The usual look at all of it took 2 ms: at one twice as large 8 ms.
        let pace = 2e-3 / 500_000.0;
        assert_eq!(share(ScanLook::Double, 60, pace), 1.0);
        assert!((share(ScanLook::Double, 6, pace) - 0.45).abs() < 0.01);
        assert_eq!(share(ScanLook::Fine, 6, pace), 1.0);
        assert_eq!(share(ScanLook::Double, 6, 0.0), 1.0, "nothing is known yet");
    }
}
