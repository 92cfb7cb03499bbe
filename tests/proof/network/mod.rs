//! The network at its worst: every trouble of a table at each of the three calls, each field of
//! each reply in each wrong type, and three days away with all that is to go up afterwards.

mod backlog;
mod certificates;
mod fields;
mod http;
mod line;
pub mod proxy;
mod spoil;
mod trial;
pub mod trouble;
mod upstream;
