//! How many records the next report carries: a refused one is halved until the record at fault stands
//! alone, one that found no answer in time carries fewer the next time (SPEC §5). Pure.

/// The size of the next report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Halving {
    /// The most records of one report, by configuration.
    most: usize,
    /// The most records of the next report.
    size: usize,
    /// So many of the next records were refused together: at least one of them is at fault.
    suspects: usize,
}

impl Halving {
    /// Begins with whole reports.
    pub fn new(most: usize) -> Self {
        Self { most, size: most, suspects: 0 }
    }

    /// Begins with a record that was refused alone before.
    pub fn at_one(most: usize) -> Self {
        Self { suspects: 1, ..Self::new(most) }
    }

    /// The most records of one report.
    pub fn most(&self) -> usize {
        self.most
    }

    /// The most records of the next report.
    pub fn wanted(&self) -> usize {
        match self.suspects {
            0 => self.size,
            count => self.size.min(count.div_ceil(2)),
        }
    }

    /// The first `count` records were taken.
    pub fn accepted(&mut self, count: usize) {
        self.suspects = self.suspects.saturating_sub(count);
        self.size = (self.size * 2).min(self.most);
    }

    /// The first `count` records were refused together.
    pub fn rejected(&mut self, count: usize) {
        self.size = (count / 2).max(1);
        self.suspects = count;
    }

    /// The first record, refused alone, is out of the others' way; they are not suspected for it.
    pub fn passed(&mut self) {
        self.suspects = 0;
    }

    /// A report of `count` records found no answer in time: a slow line carries fewer.
    pub fn timed_out(&mut self, count: usize) {
        self.size = (count / 2).max(1);
    }
}
