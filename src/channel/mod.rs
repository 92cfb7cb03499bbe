//! The channel API (CHANNEL.md): a distributor's films, halls, shows and orders. One definition for both ends: how a
//! call is signed, what it asks, how a reply is read, which is often written loosely. Knows nothing of sockets.
//!
//! What comes from here names and tells; it decides nothing at a door (CHANNEL §1).

pub mod calls;
mod code_page;
mod field;
mod hidden;
pub mod lenient;
mod order;
mod pages;
mod parameters;
mod reply;
mod request;
mod signature;
mod time;

pub use calls::{CallName, ChannelCall};
pub use field::ReplyFields;
pub use order::{OrderState, RefundState};
pub use pages::{CinemaPages, NextPage};
pub use parameters::{MOST_SEATS, ParameterFault, Parameters};
pub use reply::{ChannelReply, RefusalCode, ReplyFault, read, read_hiding};
pub use request::{ChannelRequest, Credentials, MOBILE};
pub use signature::{Unsendable, sign};

/// The longest body of a reply, in bytes (CHANNEL §7).
pub const LONGEST_BODY: u64 = 16 << 20;
