//! What happened in a seed, so that a run which tried nothing is seen.

/// What happened in a seed.
#[derive(Debug, Default)]
pub struct SimFigures {
    pub admitted: u64,
    pub refused_by_neighbours: u64,
    pub doubled: u64,
    pub crossed: u64,
    pub crashes: u64,
    pub splits: u64,
    pub impostors: u64,
    pub clock_steps: u64,
    pub lost_rows: u64,
}

impl SimFigures {
    pub fn add(&mut self, other: &Self) {
        self.admitted += other.admitted;
        self.refused_by_neighbours += other.refused_by_neighbours;
        self.doubled += other.doubled;
        self.crossed += other.crossed;
        self.crashes += other.crashes;
        self.splits += other.splits;
        self.impostors += other.impostors;
        self.clock_steps += other.clock_steps;
        self.lost_rows += other.lost_rows;
    }
}
