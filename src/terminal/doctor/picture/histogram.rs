//! How often each grey level, or each step between two of them, occurs in a picture.

/// How often each value occurs.
pub(super) struct GreyHistogram {
    counts: [u64; 256],
    total: u64,
}

impl GreyHistogram {
    pub fn of(values: impl Iterator<Item = u8>) -> Self {
        let mut counts = [0; 256];
        values.for_each(|value| counts[usize::from(value)] += 1);
        Self { counts, total: counts.iter().sum() }
    }

    /// The value that so many percent of all do not exceed; of nothing, 0.
    pub fn percentile(&self, percent: u64) -> u8 {
        let wanted = (self.total * percent).div_ceil(100).max(1);
        let mut sum = 0;
        let reaches = |count: &u64| {
            sum += count;
            sum >= wanted
        };
        self.counts.iter().position(reaches).unwrap_or(0) as u8
    }

    pub fn mean(&self) -> u8 {
        let sum: u64 = (0..).zip(&self.counts).map(|(value, count)| value * count).sum();
        sum.checked_div(self.total).unwrap_or(0) as u8
    }

    /// How many are in `range`, in percent.
    pub fn share(&self, range: std::ops::RangeInclusive<u8>) -> u8 {
        let inside: u64 = range.map(|value| self.counts[usize::from(value)]).sum();
        (inside * 100).checked_div(self.total).unwrap_or(0) as u8
    }
}
