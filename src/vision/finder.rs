//! Finding codes: a frame made black and white, finder patterns grouped in threes, each group
//! sampled into a grid of modules.

use std::time::{Duration, Instant};

use rxing::common::{BitMatrix, DetectorRXingResult, HybridBinarizer};
use rxing::qrcode::cpp_port::detector::{
    FindFinderPatterns, FinderPatternSet, GenerateFinderPatternSets, SampleQR,
};
use rxing::{Binarizer, Luma8Source};

use super::guard::guard;
use super::{Found, Luma, decode};

/// Which side of the modules is dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Polarity {
    /// Print.
    DarkOnLight,
    /// A phone in its dark mode.
    LightOnDark,
}

/// How far a scan goes. Without bounds a sheet full of finder patterns would hold the loop for minutes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// Look at every third row, whatever the frame's height.
    every_row: bool,
    /// Groups of three that are sampled at most.
    groups: usize,
    /// No group but the first few is begun after so long in sampling.
    time: Duration,
}

/// Groups that are sampled however slow the machine; the likeliest come first.
const ALWAYS: usize = 6;

impl Effort {
    /// The next frame is 33 ms away.
    pub(super) const ONE_FRAME: Self =
        Self { every_row: true, groups: 60, time: Duration::from_millis(15) };
    /// There is no next frame.
    pub(super) const THOROUGH: Self =
        Self { every_row: true, groups: 2000, time: Duration::from_secs(1) };
}

/// Adds what `frame` holds in this polarity to `found`, each text once.
pub(super) fn scan(frame: &Luma, polarity: Polarity, effort: Effort, found: &mut Vec<Found>) {
    let packed = frame.packed();
    let Some(image) = guard("the binarizer", || black_and_white(&packed, frame)).flatten() else {
        return;
    };
    let image = match polarity {
        Polarity::DarkOnLight => image,
        Polarity::LightOnDark => {
            let mut flipped = image;
            flipped.flip_self();
            flipped
        }
    };
    let groups = guard("the finder", || {
        let mut patterns = FindFinderPatterns(&image, effort.every_row, 0);
        GenerateFinderPatternSets(&mut patterns)
    });
    let until = Instant::now() + effort.time;
    let mut used = Vec::new();
    for (at, group) in groups.into_iter().flatten().take(effort.groups).enumerate() {
        if at >= ALWAYS && Instant::now() > until {
            break;
        }
        let corners = [group.bl, group.tl, group.tr];
        if corners.iter().any(|corner| used.contains(corner)) {
            continue;
        }
        if let Some(code) = read_group(&image, &group) {
            used.extend(corners);
            if found.iter().all(|known| known.text != code.text) {
                found.push(code);
            }
        }
    }
}

fn black_and_white(packed: &[u8], frame: &Luma) -> Option<BitMatrix> {
    let source = Luma8Source::new_with_slice(packed, frame.width(), frame.height()).ok()?;
    HybridBinarizer::new(source).get_black_matrix().ok().cloned()
}

fn read_group(image: &BitMatrix, group: &FinderPatternSet) -> Option<Found> {
    let sampled = guard("the sampler", || SampleQR(image, group).ok()).flatten()?;
    let modules = sampled.getBits().width();
    let text = decode::text(sampled.getBits())?;
    // Row by row: top left, top right, bottom left, bottom right.
    let points = sampled.getPoints();
    let corner = |at: usize| points.get(at).map_or((0.0, 0.0), |point| (point.x, point.y));
    Some(Found { text, corners: [corner(0), corner(1), corner(3), corner(2)], modules })
}
