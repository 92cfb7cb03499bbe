//! Names that are in databases, reports and events already. They follow the names in the source, so
//! that whoever calls a thing otherwise there has to keep the old name here.

use crate::clock::Trust;
use crate::people::Role;
use crate::terminal::door::{Advice, GateState};
use crate::terminal::keypad::InputKind;
use crate::terminal::store::{Basis, IncidentKind, OpenReason, Setting, UploadProgress};
use crate::wire::What;

/// Compares what each of some values is called.
macro_rules! kept {
    ($($kind:ident { $($value:ident $name:literal),* $(,)? })*) => {
        $($(assert_eq!(<&str>::from($kind::$value), $name);)*)*
    };
}

#[test]
fn what_is_kept_is_called_as_ever() {
    kept! {
        Basis { Offline "offline", Online "online" }
        IncidentKind {
            SetAside "set_aside", GivenBack "given_back", Lost "lost", Doubtful "doubtful",
            Restored "restored",
        }
        OpenReason {
            UnreadableTicket "unreadable_ticket", Phone "phone", CheckedByHand "checked_by_hand",
            Assistance "assistance", Staff "staff", Other "other",
        }
        Setting {
            LastContact "last_contact", LastError "last_error", Clock "clock",
            KeysFetched "keys_fetched", Configuration "configuration",
            PlatformFlaws "platform_flaws", KeysLogged "keys_logged",
            UpdateInstalled "update_installed", UpdateOutcome "update_outcome",
            WrittenAt "written_at",
        }
        UploadProgress { Pending "pending", Uploaded "uploaded", SetAside "set_aside" }
        Trust { Trusted "trusted", Differs "differs", Behind "behind" }
        Role { Staff "staff", Tech "tech", Admin "admin" }
        What {
            Unreadable "unreadable", Missing "missing", Contradictory "contradictory",
            Surplus "surplus",
        }
        GateState {
            Locked "locked", Unlocked "unlocked", Passed "passed", TimedOut "timed_out",
            Released "released", Fault "fault",
        }
        InputKind { Pad "pad", Buttons "buttons", Imager "imager" }
        Advice {
            Nearer "nearer", Further "further", HoldStill "hold_still", LessGlare "less_glare",
            Brighter "brighter",
        }
    }
    for role in Role::ALL {
        assert_eq!(role.as_str().parse(), Ok(*role));
    }
    for reason in OpenReason::ALL {
        assert_eq!(reason.as_str().parse(), Ok(*reason));
    }
    for kind in IncidentKind::ALL {
        assert_eq!(IncidentKind::from_name(kind.as_str()), Some(*kind));
    }
    assert_eq!(Trust::from_name("behind"), Some(Trust::Behind));
    for other in ["", "Staff", "STAFF", " staff", "staff "] {
        assert!(other.parse::<Role>().is_err() && other.parse::<OpenReason>().is_err());
    }
}
