//! What staff call the reasons that the store tells by name.

use crate::config::Language;
use crate::door::Reason;
use crate::store::OpenReason;
use crate::words::report::Text;

/// A reason of a verdict as staff call it, by its name in the store; one that this program does
/// not know keeps its name.
pub(super) fn reason(name: &str, language: Language) -> &str {
    let Some(reason) = Reason::ALL.into_iter().find(|reason| reason.as_str() == name) else {
        return name;
    };
    let text = match reason {
        Reason::Malformed => Text::Malformed,
        Reason::WrongCinema => Text::WrongCinema,
        Reason::StaleEticket => Text::StaleEticket,
        Reason::Forged => Text::Forged,
        Reason::WrongHall => Text::WrongHall,
        Reason::AlreadyChecked => Text::AlreadyChecked,
        Reason::Refunded => Text::Refunded,
        Reason::Expired => Text::Expired,
        Reason::TooEarly => Text::TooEarly,
        Reason::PlatformRequired => Text::PlatformRequired,
        Reason::NotRecorded => Text::NotRecorded,
        Reason::Ok => Text::Ok,
        Reason::Reopened => Text::ReopenedAgain,
    };
    text.form(language)
}

/// Why the gate was opened by hand.
pub fn open_reason(reason: OpenReason) -> Text {
    match reason {
        OpenReason::UnreadableTicket => Text::UnreadableTicket,
        OpenReason::Phone => Text::Phone,
        OpenReason::CheckedByHand => Text::CheckedByHand,
        OpenReason::Assistance => Text::Assistance,
        OpenReason::Staff => Text::Staff,
        OpenReason::Other => Text::Other,
    }
}

/// The same by its name in the store; one that this program does not know keeps its name.
pub(super) fn opening(name: &str, language: Language) -> &str {
    let known = OpenReason::ALL.into_iter().find(|reason| reason.as_str() == name);
    known.map_or(name, |reason| open_reason(reason).form(language))
}
