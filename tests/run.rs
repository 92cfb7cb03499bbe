//! The real binary as a process, against a platform over real TLS and a replay camera: what
//! installers' scripts and other parties see of it (SPEC §10), and nothing else.
#![cfg(feature = "peer")]

#[path = "run/board_died.rs"]
mod board_died;
#[path = "run/catalogue.rs"]
mod catalogue;
#[path = "run/channel.rs"]
mod channel;
#[path = "run/clocks.rs"]
mod clocks;
#[path = "run/contract.rs"]
mod contract;
#[path = "run/credentials.rs"]
mod credentials;
#[path = "run/doubles.rs"]
mod doubles;
#[path = "run/ends.rs"]
mod ends;
#[path = "run/faults.rs"]
mod faults;
#[path = "run/frames.rs"]
mod frames;
#[path = "run/kills.rs"]
mod kills;
#[path = "run/leaving.rs"]
mod leaving;
#[path = "run/live.rs"]
mod live;
#[path = "run/log.rs"]
mod log;
#[path = "run/neighbours.rs"]
mod neighbours;
#[path = "run/notes.rs"]
mod notes;
#[path = "run/openssl.rs"]
mod openssl;
#[path = "run/pipes.rs"]
mod pipes;
#[path = "run/process.rs"]
#[allow(dead_code)] // what the proof needs of it
mod process;
#[path = "run/screens.rs"]
mod screens;
#[path = "run/site.rs"]
mod site;
#[path = "run/stops.rs"]
mod stops;
#[path = "run/updates.rs"]
mod updates;
#[path = "run/uploads.rs"]
mod uploads;
#[path = "run/verdicts.rs"]
mod verdicts;
#[path = "run/window.rs"]
mod window;
