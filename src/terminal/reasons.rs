//! What everybody is told of a verdict's reason: a row each, which screens, reports, guides and tests
//! read. Dark where the ticket is the cause, amber where the visitor only has to show another code, wait, go
//! elsewhere or turn to staff.

use crate::terminal::door::{Reason, RefusalDetail};
use crate::terminal::presentation::Sign::{Clock, Cross, Place, Reload, Scan, Tick, Warning};
use crate::terminal::presentation::Tone::{Admit, Caution, Refuse};
use crate::terminal::presentation::{Sign, Tone};
use crate::words::Language;
use crate::words::screen::Text;
use crate::words::terms::Text as Term;

/// What is told of a reason, from the loudest to the quietest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReasonRow {
    pub tone: Tone,
    pub sign: Sign,
    /// Read by the visitor from two metres away.
    pub(crate) headline: Text,
    /// What the visitor should do, where no figure decides.
    pub(crate) advice: Text,
    /// Why, in a line below.
    pub(crate) more: Option<Text>,
    staff: StaffWord,
}

/// What staff and reports call a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StaffWord {
    /// As the visitor reads it.
    Headline,
    Own(Term),
}

impl ReasonRow {
    /// The headline, with its marks for line ends.
    pub fn headline(self, language: Language) -> &'static str {
        self.headline.form(language)
    }

    /// What the visitor should do, with its marks for line ends.
    pub fn advice(self, language: Language) -> &'static str {
        self.advice.form(language)
    }

    /// What staff and reports call it.
    pub fn staff(self, language: Language) -> &'static str {
        match self.staff {
            StaffWord::Headline => self.headline(language),
            StaffWord::Own(term) => term.form(language),
        }
    }
}

/// The row of a reason, and of a detail that makes another one of it.
#[rustfmt::skip] // a table
pub fn row(reason: Reason, detail: RefusalDetail) -> ReasonRow {
    use StaffWord::{Headline, Own};
    let (tone, sign, headline, advice, more, staff) = match (reason, detail) {
        (Reason::Malformed, _) => (Caution, Scan, Text::Malformed, Text::ShowTicketCode, Some(Text::MalformedMore), Headline),
        (Reason::WrongCinema, _) => (Refuse, Cross, Text::WrongCinema, Text::CheckCinema, Some(Text::WrongCinemaMore), Own(Term::WrongCinema)),
        (Reason::StaleEticket, RefusalDetail::PlainCode) => (Caution, Reload, Text::PlainCode, Text::ShowEticket, Some(Text::PlainCodeMore), Own(Term::StaleEticket)),
        (Reason::StaleEticket, _) => (Caution, Reload, Text::StaleEticket, Text::ReloadTicket, Some(Text::StaleEticketMore), Own(Term::StaleEticket)),
        (Reason::Forged, RefusalDetail::NoKeys) => (Caution, Warning, Text::NoKeys, Text::AskStaff, Some(Text::NoKeysMore), Headline),
        (Reason::Forged, RefusalDetail::KeysUntried) => (Caution, Warning, Text::KeysUntried, Text::AskStaff, Some(Text::KeysUntriedMore), Headline),
        (Reason::Forged, _) => (Refuse, Cross, Text::Forged, Text::AskStaff, Some(Text::ForgedMore), Headline),
        (Reason::WrongHall, _) => (Caution, Place, Text::WrongHall, Text::HallOnTicket, None, Headline),
        (Reason::AlreadyChecked, _) => (Refuse, Cross, Text::AlreadyChecked, Text::AskStaff, None, Headline),
        (Reason::Refunded, _) => (Refuse, Cross, Text::Refunded, Text::AskStaff, None, Headline),
        (Reason::Expired, _) => (Refuse, Cross, Text::Expired, Text::AskStaff, None, Headline),
        (Reason::TooEarly, _) => (Caution, Clock, Text::TooEarly, Text::ScanAgain, None, Own(Term::TooEarly)),
        (Reason::PlatformRequired, _) => (Caution, Reload, Text::PlatformRequired, Text::ScanAgain, Some(Text::PlatformRequiredMore), Own(Term::PlatformRequired)),
        (Reason::NotRecorded, _) => (Caution, Warning, Text::NotRecorded, Text::AskStaff, Some(Text::NotRecordedMore), Own(Term::NotRecorded)),
        (Reason::Ok, _) => (Admit, Tick, Text::Admitted, Text::Admitted, None, Own(Term::Admitted)),
        (Reason::Reopened, _) => (Admit, Tick, Text::Reopened, Text::Reopened, Some(Text::ReopenedMore), Own(Term::Reopened)),
    };
    ReasonRow { tone, sign, headline, advice, more, staff }
}

/// Nobody is refused for a reason that admits; should it happen, staff decides.
pub const UNEXPECTED: ReasonRow = ReasonRow {
    tone: Caution,
    sign: Warning,
    headline: Text::Unexpected,
    advice: Text::AskStaff,
    more: None,
    staff: StaffWord::Headline,
};

/// What is told of a reason by its name in the store, in staff's words; one that this program does not
/// know keeps its name.
pub fn staff_word(name: &str, language: Language) -> &str {
    let known = Reason::ALL.iter().find(|reason| reason.as_str() == name);
    known.map_or(name, |reason| row(*reason, RefusalDetail::None).staff(language))
}
