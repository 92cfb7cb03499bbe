//! Hallgate's reading of frames beside zxing-cpp's.

mod folder;
mod scene;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

/// Reads the same frames with hallgate and with zxing-cpp, and prints the ratios.
#[derive(Debug, Parser)]
struct Arguments {
    /// Of the frames that are made.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Frames of each scenario that are made.
    #[arg(long, default_value_t = 20)]
    count: usize,
    /// Write the made frames to DIR/gate, DIR/empty and DIR/clips instead of reading them.
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let Arguments { seed, count, .. } = arguments;
    if let Some(folder) = arguments.save {
        folder::write(&folder.join("gate"), &scene::gate(seed, count)?)?;
        folder::write(&folder.join("empty"), &scene::empty(seed, count)?)?;
        folder::write(&folder.join("clips"), &scene::clips(seed, count * 3 / 5)?)?;
    }
    Ok(())
}
