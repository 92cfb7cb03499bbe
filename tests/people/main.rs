//! Operators and the audit log, with the real database and real hashes.

mod beside;
mod door;
mod face;
mod first;
mod guards;
mod guesser;
mod head;
mod log;
mod operators;
mod settings;
mod sqlcipher;
