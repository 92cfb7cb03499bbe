//! The third-party check-in platform: what every terminal reports to, for one cinema or a country
//! (SPEC §8). It takes check records, proves them, keeps them for three years, forwards them to the
//! national platform and answers terminals' questions from there. It makes no key and no ticket.
//!
//! ```text
//! terminals ─TLS─▶ intake ─▶ proof ─▶ ledger ─▶ upstream ─TLS─▶ national platform
//!                    │                  ▲  │
//!                    └── questions ─────┘  └─▶ findings, tallies ─▶ reports
//! ```

pub mod channel;
pub mod commands;
pub mod config;
pub mod enrolment;
pub mod events;
pub mod health;
pub mod intake;
pub mod ledger;
pub mod metrics;
mod node;
pub mod people;
pub mod retention;
pub mod serving;
mod shown;
#[cfg(test)]
mod tests;
pub mod upstream;
pub mod web;

pub use node::{NodeError, NodeSettings, PlatformNode};
