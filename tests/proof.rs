//! The proof that a bad network loses nothing, doubles nothing and lets nobody in wrongly: the real program, a proxy
//! that makes trouble at each of its calls, replies that are odd in each of their fields, and days away. A short form
//! by default; `HALLGATE_PROOF=long` tries all of it. Each kind of fault prints one line of JSON, of which
//! `tests/proof/run` makes a table (see CONTRIBUTING.md).
#![cfg(feature = "peer")]

#[path = "run/contract.rs"]
mod contract;
#[path = "run/frames.rs"]
mod frames;
#[path = "proof/long/mod.rs"]
mod long;
#[path = "proof/network/mod.rs"]
mod network;
#[path = "proof/past.rs"]
mod past;
#[allow(dead_code)] // what the trials of single calls need
mod peer;
#[allow(dead_code)]
#[path = "run/process.rs"]
mod process;
#[allow(dead_code)]
#[path = "run/site.rs"]
mod site;
#[allow(dead_code)] // shared by all that is a proof
#[path = "proof/tally.rs"]
mod tally;
#[path = "proof/view.rs"]
mod view;
#[allow(dead_code)]
#[path = "sync/site.rs"]
mod worker;
