//! What staff call the reasons that the store tells by name, on every face.

use crate::terminal::door::Reason;
use crate::terminal::store::OpenReason;
use crate::words::Language;
use crate::words::screen::Text as Door;
use crate::words::terms::Text as Term;

/// A verdict's reason by its name in the store, in the words that the visitor was shown where they
/// tell it; one that this program does not know keeps its name.
pub(crate) fn verdict(name: &str, language: Language) -> &str {
    let Some(reason) = Reason::ALL.iter().find(|reason| reason.as_str() == name) else {
        return name;
    };
    match reason {
        Reason::Malformed => Door::Malformed.form(language),
        Reason::WrongCinema => Door::WrongCinema.form(language),
        Reason::StaleEticket => Term::StaleEticket.form(language),
        Reason::Forged => Door::Forged.form(language),
        Reason::WrongHall => Door::WrongHall.form(language),
        Reason::AlreadyChecked => Door::AlreadyChecked.form(language),
        Reason::Refunded => Door::Refunded.form(language),
        Reason::Expired => Door::Expired.form(language),
        Reason::TooEarly => Term::TooEarly.form(language),
        Reason::PlatformRequired => Term::PlatformRequired.form(language),
        Reason::NotRecorded => Term::NotRecorded.form(language),
        Reason::Ok => Term::Admitted.form(language),
        Reason::Reopened => Term::Reopened.form(language),
    }
}

/// Why the gate was opened by hand.
pub(crate) fn open_reason(reason: OpenReason) -> Term {
    match reason {
        OpenReason::UnreadableTicket => Term::Unreadable,
        OpenReason::Phone => Term::Phone,
        OpenReason::CheckedByHand => Term::CheckedByHand,
        OpenReason::Assistance => Term::Assistance,
        OpenReason::Staff => Term::StaffMember,
        OpenReason::Other => Term::Other,
    }
}

/// The same by its name in the store; one that this program does not know keeps its name.
pub(crate) fn opening(name: &str, language: Language) -> &str {
    let known = OpenReason::ALL.iter().find(|reason| reason.as_str() == name);
    known.map_or(name, |reason| open_reason(*reason).form(language))
}
