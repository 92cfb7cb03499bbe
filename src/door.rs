//! The decision and the gate's life as one pure state machine (SPEC §2).

mod page;
mod question;
mod reason;

pub use page::{Detail, Outage, Page, ShownTicket};
pub use question::{Answer, Question, QuestionId};
pub use reason::Reason;
