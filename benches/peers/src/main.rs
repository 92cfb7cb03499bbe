//! Reads the same frames with hallgate and with zxing-cpp, and prints the ratios.

mod board;
mod folder;
mod measure;
mod peer;
mod reader;
mod report;
mod scene;
mod tally;
mod verdict;

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Parser;

use peer::Peer;
use scene::Frame;
use tally::Tallies;

/// Reads the same frames with hallgate and with zxing-cpp, and prints the ratios.
#[derive(Debug, Parser)]
struct Arguments {
    /// Read the frames of a folder (expected.tsv, meta.tsv, images) and make none; more than once
    /// for more folders.
    #[arg(long, value_name = "DIR")]
    frames: Vec<PathBuf>,
    /// Of the frames that are made.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Frames that are made of each scenario and of each kind of empty surroundings; three clips
    /// of each kind and four tickets for each cell of the tables of ink for five of them.
    #[arg(long, default_value_t = 20)]
    count: usize,
    /// A look at where things stand within three minutes: a few frames of everything.
    #[arg(long, conflicts_with_all = ["count", "frames"])]
    quick: bool,
    /// Write the made frames to DIR/gate, DIR/empty, DIR/clips and DIR/ink and read none.
    #[arg(long, value_name = "DIR", conflicts_with = "frames")]
    save: Option<PathBuf>,
    /// Take zxing-cpp from PyPI's wheel (python3 with zxing-cpp and numpy) rather than from the
    /// crate.
    #[arg(long)]
    wheel: bool,
}

/// Frames of each scenario in a quick look.
const QUICK: usize = 4;

fn main() -> Result<()> {
    let Arguments { frames: folders, seed, count, quick, save, wheel } = Arguments::parse();
    if !folders.is_empty() {
        let sets = folders.iter().map(|folder| folder::read(folder)).collect::<Result<Vec<_>>>()?;
        return compare(&sets.into_iter().flatten().collect::<Vec<_>>(), wheel);
    }
    let count = if quick { QUICK } else { count };
    eprintln!("making frames of seed {seed} ...");
    let part = |of_five: usize| (count * of_five).div_ceil(5);
    let sets = [
        ("gate", scene::gate(seed, count)?),
        ("empty", scene::empty(seed, count)?),
        ("clips", scene::clips(seed, part(3))?),
        ("ink", scene::inked(seed, part(4))?),
    ];
    if let Some(folder) = save {
        return sets.iter().try_for_each(|(name, set)| folder::write(&folder.join(name), set));
    }
    compare(&sets.into_iter().flat_map(|(_, set)| set).collect::<Vec<_>>(), wheel)
}

fn compare(frames: &[Frame], wheel: bool) -> Result<()> {
    if frames.is_empty() {
        bail!("no frames to read");
    }
    eprintln!("reading {} frames ...", frames.len());
    let mut peer = if wheel { Peer::wheel()? } else { Peer::built() };
    let measured = measure::measure(frames, &mut peer)?;
    let tallies = Tallies::of(&measured);
    report::print(&measured, &tallies);
    verdict::print(&tallies);
    Ok(())
}
