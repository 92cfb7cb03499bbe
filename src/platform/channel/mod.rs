//! Buying over the channel API (CHANNEL §5, §7): seats are locked, the order is submitted, and what became of it is asked for
//! until it is certain. Needs neither the ledger nor a serving platform.
//!
//! An order that may have been paid for is never given back: what is not answered is unknown, not failed.

mod buy;

pub use buy::{Bought, BuyFault, BuyPace, BuyState, Purchase, buy};
