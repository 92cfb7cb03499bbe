//! Who works with the platform: how they prove who they are, and what is changed about them. Rules live
//! here and in [`crate::people`], rows in the ledger; each change is logged in its own transaction.

mod fault;
mod roster;
mod sign_in;

pub use fault::PeopleFault;
pub use roster::{NewPlatformOperator, add, set_disabled, set_password};
pub use sign_in::{SigningIn, confirm, sign_in};
