//! What a process holds, minute by minute.

use crate::tally::{Broken, Tally};

/// Growth that is none: in parts of a hundred.
const FLAT: u64 = 5;

#[derive(Default)]
pub struct Watch {
    /// Memory of its own in KiB, and open descriptors.
    seen: Vec<(u64, u64)>,
}

impl Watch {
    pub fn look(&mut self, pid: i32) {
        let Ok(status) = std::fs::read_to_string(format!("/proc/{pid}/status")) else { return };
        let own = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        let own = own.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok());
        let open = std::fs::read_dir(format!("/proc/{pid}/fd")).map_or(0, |all| all.count() as u64);
        self.seen.extend(own.map(|own| (own, open)));
    }

    /// The medians of the tenths, each of them held against the second.
    pub fn judge(&self, must_be_flat: bool, tally: &mut Tally) -> String {
        let tenth = self.seen.len().div_ceil(10).max(1);
        let medians = |of: fn(&(u64, u64)) -> u64| -> Vec<u64> {
            self.seen
                .chunks(tenth)
                .map(|part| {
                    let mut part: Vec<u64> = part.iter().map(of).collect();
                    part.sort_unstable();
                    part[part.len() / 2]
                })
                .collect()
        };
        let mut lines = Vec::new();
        for (what, medians) in
            [("KiB", medians(|seen| seen.0)), ("descriptors", medians(|seen| seen.1))]
        {
            let settled = medians.get(1).copied().unwrap_or(u64::MAX / 200);
            let most = medians.iter().skip(2).max().copied().unwrap_or(0);
            if must_be_flat && most * 100 > settled * (100 + FLAT) {
                tally.find(what, Broken::NotRecovered, format!("it grows: {medians:?}"));
            }
            lines.push(format!("{what} {medians:?}"));
        }
        lines.join(", ")
    }
}
