//! The proof that bad storage and kills lose nothing, double nothing and let nobody in twice: the real program, with
//! a disk that fails call by call, with a database that rots bit by bit, and killed at any moment. A short form by
//! default; `HALLGATE_PROOF=long` tries all of it. Each kind of fault prints one line of JSON, of which
//! `tests/proof/run` makes a table (see CONTRIBUTING.md).
#![cfg(feature = "peer")]

// Shared with the tests of the program's face, which use more of it.
#[allow(dead_code)]
#[path = "run/contract.rs"]
mod contract;
#[allow(dead_code)]
#[path = "run/frames.rs"]
mod frames;
#[allow(dead_code)]
#[path = "run/process.rs"]
mod process;
#[allow(dead_code)]
#[path = "run/site.rs"]
mod site;

#[path = "proof/storage/badfile.rs"]
mod badfile;
#[path = "proof/storage/beside.rs"]
mod beside;
#[path = "proof/storage/door.rs"]
mod door;
#[path = "proof/power/kills.rs"]
mod kills;
#[path = "proof/storage/rot.rs"]
mod rot;
#[path = "proof/storage/scenario.rs"]
mod scenario;
#[path = "proof/storage/sweep.rs"]
mod sweep;
#[allow(dead_code)] // shared by all that is a proof
#[path = "proof/tally.rs"]
mod tally;
#[path = "proof/storage/terminal.rs"]
mod terminal;
