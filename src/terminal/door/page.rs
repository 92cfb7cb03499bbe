//! What the door wants shown. Plain facts: how they look and in which language is the screen's.

use jiff::civil::DateTime;

use super::{Advice, Reason};
use crate::ticket::{FilmTicketCode, ScreenCode};

/// One page. The status bar is not part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// Waiting for a ticket.
    Idle,
    /// Waiting for a ticket with the imager alone: the camera is gone.
    IdleImager,
    /// A code is in view and not read: what would help.
    Unread(Advice),
    /// A ticket was read; the platform or the keys are being waited for.
    Checking,
    /// Come in.
    Admitted { ticket: ShownTicket, reopened: bool },
    /// Not this time, and what the visitor should do.
    Refused { reason: Reason, detail: RefusalDetail, ticket: Option<ShownTicket> },
    /// The gate does not move; staff open by hand. Tickets are still decided and recorded.
    GateFault,
    /// Nothing can be decided here now.
    OutOfService(Outage),
    /// The fire alarm holds the gate open: everybody leaves.
    Released,
}

impl Page {
    /// Whether it may give way to the menus: nobody is being told a verdict, and nobody has to get
    /// out.
    pub fn gives_way(&self) -> bool {
        match self {
            Self::Idle | Self::IdleImager | Self::Unread(_) => true,
            Self::GateFault | Self::OutOfService(_) => true,
            Self::Checking | Self::Admitted { .. } | Self::Refused { .. } | Self::Released => false,
        }
    }
}

/// What is shown of a ticket. Names, row and column only where the platform has told them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownTicket {
    pub film_ticket_code: FilmTicketCode,
    pub screen_code: ScreenCode,
    /// Start of the show, China Standard Time.
    pub show_time: DateTime,
    pub film_name: Option<String>,
    pub screen_name: Option<String>,
    /// Row and column.
    pub seat: Option<(u32, u32)>,
    /// The other door of the cinema that has admitted it.
    pub admitted_at: Option<String>,
    /// More halls than one lie behind the door: which one is what its visitors still have to know.
    pub lobby: bool,
}

/// What makes a refusal more helpful than its reason alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalDetail {
    None,
    /// When this ticket was admitted here (`already_checked`), China Standard Time.
    AdmittedAt(DateTime),
    /// When this ticket was admitted by another door of the cinema (`already_checked`), China Standard
    /// Time; the ticket as it is shown names that door.
    AdmittedElsewhere(DateTime),
    /// When the doors open for this show (`too_early`), China Standard Time.
    OpensAt(DateTime),
    /// When admission to this show ended (`expired`), China Standard Time.
    ClosedAt(DateTime),
    /// No key of this cinema has arrived yet, so that no ticket can be told genuine (`forged`).
    NoKeys,
    /// There was no time to try all keys of this cinema (`forged`): the platform gave out very many.
    KeysUntried,
    /// The plain code of a ticket that was sold on the web, where a site wants its address
    /// (`stale_eticket`).
    PlainCode,
}

impl RefusalDetail {
    /// The name in events; none where the reason says it all, or it is a time.
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::NoKeys => Some("no_keys"),
            Self::KeysUntried => Some("keys_untried"),
            Self::PlainCode => Some("plain_code"),
            Self::AdmittedElsewhere(_) => Some("elsewhere"),
            Self::None | Self::AdmittedAt(_) | Self::OpensAt(_) | Self::ClosedAt(_) => None,
        }
    }
}

/// Why nothing can be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outage {
    /// The camera is gone.
    Camera,
    /// The store does not take records (full, failing): the gate stays shut.
    Store,
}
