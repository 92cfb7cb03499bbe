//! The check-in terminal at a cinema hall's door. `ARCHITECTURE.md` has the shape of the house.

#![deny(unsafe_code)]

pub mod clock;
pub mod config;
pub mod door;
pub mod screen;
pub mod ticket;
pub mod wire;
