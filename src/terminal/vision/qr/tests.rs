//! Each stage alone, on drawn codes whose every module is known.

mod draw;
mod drift;
mod finder;
mod group;
mod lattice;
mod sample;
mod soft;
mod symbol;
mod template;
mod threshold;
mod version;
