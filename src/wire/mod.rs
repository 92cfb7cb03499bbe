//! The language of §6 and §7: envelope, signature and the calls, one definition for both
//! ends of the wire. Knows nothing of sockets.

pub mod calls;
mod envelope;
mod fields;
mod flaw;
mod number;
mod object;
pub mod proof;
mod reply;
mod signature;
pub mod strict;
mod time;

pub use envelope::{Request, RequestError, SignedRequest};
pub use flaw::{Flaw, What, WithFlaws};
pub use number::Version;
pub use reply::{BadData, BadEnvelope, DataFault, Reply, ReplyError};
pub use signature::{SignatureError, SignatureForm, TerminalKey, VerifyingKey, verify};
