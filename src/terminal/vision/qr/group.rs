//! Which three finder patterns belong to one code.

use super::finder::Finder;

/// Finder patterns that are combined at most, those met most often first: 24 make 2024 groups.
const COMBINED: usize = 24;

/// Three finder patterns of one code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    pub top_left: Finder,
    pub top_right: Finder,
    pub bottom_left: Finder,
    /// How unlike a code's corners they are.
    pub strangeness: f32,
}

impl Group {
    /// The patterns, the one between the two others first.
    pub fn finders(&self) -> [Finder; 3] {
        [self.top_left, self.top_right, self.bottom_left]
    }

    /// Three patterns as a code's corners; `None` if they can't be that.
    fn of(three: [Finder; 3]) -> Option<Self> {
        let [a, b, c] = three;
        if a.inverted != b.inverted || a.inverted != c.inverted {
            return None;
        }
        let largest = a.module.max(b.module).max(c.module);
        let smallest = a.module.min(b.module).min(c.module);
        if largest > MOST_UNLIKE * smallest {
            return None;
        }
        // The longest side lies across from the code's own top left.
        let across = [b.distance(&c), a.distance(&c), a.distance(&b)];
        let corner = (0..3).max_by(|&a, &b| across[a].total_cmp(&across[b]))?;
        let (corner, one, other) =
            (three[corner], three[(corner + 1) % 3], three[(corner + 2) % 3]);
        let (to_one, to_other) = (corner.distance(&one), corner.distance(&other));
        if to_one.min(to_other) < CLOSEST * smallest || to_one.max(to_other) > FARTHEST * largest {
            return None;
        }
        let sides = (to_one / to_other).ln().abs();
        let (ax, ay) = (one.x - corner.x, one.y - corner.y);
        let (bx, by) = (other.x - corner.x, other.y - corner.y);
        let slant = (ax * bx + ay * by).abs() / (to_one * to_other);
        if sides > MOST_FORESHORTENED || slant > MOST_SLANT {
            return None;
        }
        let sizes = (largest / smallest).ln();
        let hits: u32 = three.iter().map(|finder| finder.hits.min(8)).sum();
        let strangeness = slant + 0.8 * sides + sizes - 0.05 * hits as f32;
        // Clockwise in the image, unless the code is seen in a mirror.
        let clockwise = ax * by - ay * bx > 0.0;
        let (top_right, bottom_left) = if clockwise { (one, other) } else { (other, one) };
        Some(Self { top_left: corner, top_right, bottom_left, strangeness })
    }
}

/// One pattern's modules against another's: the far end of a code held at a slant is smaller.
const MOST_UNLIKE: f32 = 2.0;

/// Modules between two patterns' centres: 14 in the smallest code, 170 in the largest; less where
/// the code is seen at a slant.
const CLOSEST: f32 = 9.0;
const FARTHEST: f32 = 180.0;

/// Logarithm of one side against the other (2.2 times).
const MOST_FORESHORTENED: f32 = 0.79;

/// Cosine of the corner's angle: 53° to 127°.
const MOST_SLANT: f32 = 0.6;

/// All groups that may be a code, the likeliest first.
pub(super) fn groups(finders: &[Finder]) -> Vec<Group> {
    let mut best = finders.to_vec();
    best.sort_by_key(|finder| std::cmp::Reverse(finder.hits));
    best.truncate(COMBINED);
    let mut groups = Vec::new();
    for (at, &a) in best.iter().enumerate() {
        for (next, &b) in best.iter().enumerate().skip(at + 1) {
            let others = best.iter().skip(next + 1);
            groups.extend(others.filter_map(|&c| Group::of([a, b, c])));
        }
    }
    groups.sort_by(|a, b| a.strangeness.total_cmp(&b.strangeness));
    groups
}
