//! The check-in terminal at a cinema hall's door. `ARCHITECTURE.md` has the shape of the house.

#![deny(unsafe_code)]

// Pages that tests of the library and pictures under tests/ share are written for either.
#[cfg(test)]
extern crate self as hallgate;

pub mod clock;
pub mod config;
#[cfg(feature = "platform")]
pub mod demo;
pub mod doctor;
pub mod door;
pub mod export;
pub mod files;
pub mod gate;
pub mod keypad;
pub mod lines;
pub mod maintenance;
pub mod memory;
pub mod menu;
pub mod people;
pub mod plain;
#[cfg(feature = "platform")]
pub mod platform;
pub mod report;
pub mod screen;
pub mod sentence;
pub mod sound;
pub mod store;
pub mod sync;
pub mod terminal;
pub mod threads;
pub mod ticket;
pub mod vision;
pub mod wire;
pub mod words;
