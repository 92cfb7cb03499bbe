//! Operators and the audit log, with the real database and real hashes.

mod beside;
mod door;
mod log;
mod operators;
