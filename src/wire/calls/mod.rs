//! The calls of §7.6, a file each: what is asked, what is replied, and how a reply is read. The
//! query's type is the call: it names the [`Api`] and the reply that belongs to it, so that
//! neither end can take one for another's.
//!
//! Serialising keeps the order of the specification's tables. Queries are read with numbers as
//! numbers or as strings, as SPEC §4 says; replies, which a terminal has to live with as they
//! come, are read field by field. The project's own call stands beside them: an [`OwnCall`].

mod enrol;
mod get_public_keys;
mod get_ticket_info;
mod report_original_check_tickets;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::{Reply, ReplyError, WithFlaws};

pub use enrol::{EnrolmentQuery, EnrolmentReply};
pub use get_public_keys::{PublicKeyEntry, PublicKeysQuery, PublicKeysReply};
pub use get_ticket_info::{TicketInfo, TicketQuery, TicketReply};
pub use report_original_check_tickets::{
    CheckTicket, MAX_BATCH, ReportQuery, ReportReply, SentReport,
};

/// A call: its QueryData, with the name and the reply that belong to it.
pub trait Call: Serialize {
    /// Its name.
    const API: Api;

    /// Its ReplyData, as the platform writes it.
    type Reply: Serialize;

    /// Reads the reply to this query. What of it does not read is left out and told, where the
    /// rest is of use without it.
    fn read(&self, reply: &Reply) -> Result<WithFlaws<Self::Reply>, ReplyError>;

    /// What a reply says by coming with an HTTP status other than 200; none: nothing of use.
    fn refused(_status: u16) -> Option<Self::Reply> {
        None
    }
}

/// A call of the project's own, outside of the envelope.
pub trait OwnCall: Serialize + DeserializeOwned {
    /// Where it is posted to.
    const PATH: &'static str;

    /// Its ReplyData.
    type Reply: Serialize + DeserializeOwned;
}

/// The name that stands in the envelope's `Api`.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
pub enum Api {
    GetPublicKeys,
    ReportOriginalCheckTickets,
    GetTicketInfo,
}

impl Api {
    /// Every call.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The call of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// Where a ticket was sold (§7.6.2.2.2.9).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::EnumString,
)]
pub enum TicketType {
    /// At the counter.
    #[default]
    #[serde(rename = "现场售票")]
    #[strum(serialize = "现场售票")]
    Counter,
    /// On the web.
    #[serde(rename = "网络售票")]
    #[strum(serialize = "网络售票")]
    Web,
}

impl TicketType {
    /// The enumeration's text on the wire.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The enumeration's value; what is neither counts as sold at the counter.
    pub fn from_text(text: &str) -> Self {
        text.parse().unwrap_or_default()
    }
}
