//! What staff call the reasons for opening the gate by hand, on every face.

use crate::terminal::store::{OpenReason, STAFF_BUTTON};
use crate::words::Language;
use crate::words::terms::Text as Term;

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
    if name == STAFF_BUTTON {
        return Term::StaffButton.form(language);
    }
    let known = OpenReason::ALL.iter().find(|reason| reason.as_str() == name);
    known.map_or(name, |reason| open_reason(*reason).form(language))
}
