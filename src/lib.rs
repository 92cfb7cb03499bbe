//! The check-in terminal at a cinema hall's door, and what is around it. `ARCHITECTURE.md` has the shape of the house.

#![deny(unsafe_code)]

// Pages that tests of the library and pictures under tests/ share are written for either.
#[cfg(test)]
extern crate self as hallgate;

pub mod channel;
pub mod clock;
pub mod config;
#[cfg(feature = "peer")]
pub mod peer;
pub mod people;
#[cfg(feature = "platform")]
pub mod platform;
pub mod terminal;
pub mod threads;
pub mod ticket;
pub mod transport;
pub mod wire;
pub mod words;
