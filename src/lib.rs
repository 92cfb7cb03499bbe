//! The check-in terminal at a cinema hall's door. `ARCHITECTURE.md` has the shape of the house.

#![deny(unsafe_code)]

pub mod clock;
pub mod config;
pub mod door;
pub mod gate;
pub mod people;
pub mod screen;
pub mod store;
pub mod terminal {
    pub mod events;
    pub mod ledger;
}
pub mod ticket;
pub mod vision;
pub mod wire;
