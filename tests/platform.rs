//! The third-party platform: its ledger over both engines.
#![cfg(feature = "platform")]

#[path = "platform/cluster.rs"]
mod cluster;
#[path = "platform/engines.rs"]
mod engines;
#[path = "platform/ledger.rs"]
mod ledger;
