//! The third-party platform: its ledger over both engines, and its way up to a national platform.
#![cfg(all(feature = "platform", feature = "peer"))]

#[path = "platform/above.rs"]
mod above;
#[path = "platform/bounds.rs"]
mod bounds;
#[path = "platform/circle.rs"]
mod circle;
#[path = "national/client.rs"]
#[allow(dead_code)] // the peer's own tests use the rest
mod client;
#[path = "platform/cluster.rs"]
mod cluster;
#[path = "platform/command/mod.rs"]
mod command;
#[path = "platform/engines.rs"]
mod engines;
#[path = "platform/forwarding.rs"]
mod forwarding;
#[path = "platform/keys.rs"]
mod keys;
#[path = "platform/ledger.rs"]
mod ledger;
#[path = "platform/questions.rs"]
mod questions;
#[path = "platform/retention.rs"]
mod retention;
#[path = "platform/serving.rs"]
mod serving;
#[path = "platform/tls.rs"]
mod tls;
#[path = "national/trial.rs"]
mod trial;
#[path = "platform/undone.rs"]
mod undone;
#[path = "platform/web/mod.rs"]
mod web;
