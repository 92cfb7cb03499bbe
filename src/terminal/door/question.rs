//! The online question (GetTicketInfo, §7.6.3) as the door asks it and as it is answered.

use jiff::civil::DateTime;

use crate::terminal::store::Facts;
use crate::ticket::FilmTicketCode;

/// Tells one question from another; answers may come late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QuestionId(pub u64);

/// What the platform is asked about a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    pub id: QuestionId,
    pub film_ticket_code: FilmTicketCode,
    /// China Standard Time.
    pub show_time: DateTime,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Known(Facts),
    /// The platform knows the ticket, but whether it was used or refunded can't be read: what it
    /// was told before counts, and where an answer is required this is none.
    Unclear(Facts),
    /// The platform does not know the ticket, which decides nothing.
    Unknown,
    /// No connection, or no sense in the reply.
    Failed,
}

impl Answer {
    /// What the platform told of the ticket.
    pub fn facts(&self) -> Option<&Facts> {
        match self {
            Self::Known(facts) | Self::Unclear(facts) => Some(facts),
            Self::Unknown | Self::Failed => None,
        }
    }
}
