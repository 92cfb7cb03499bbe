//! The protected log as people read it, on the command line and in the pages.

use crate::people::PlatformRole;
use crate::platform::ledger::log::LogEntry;
use crate::platform::ledger::{LogDetail, SignInPlace, SignInRefusal, SignOutBy};
use crate::words::Language;
use crate::words::log::{self as log_words, Text as LogText};
use crate::words::people::Text as PeopleText;
use crate::words::platform::Text;

/// Who did it.
pub fn who(entry: &LogEntry, language: Language) -> String {
    match (entry.who.as_str(), entry.detail.get("as").and_then(|named| named.as_str())) {
        ("(nobody)", _) => PeopleText::Nobody.plain(language),
        ("(platform)", _) => Text::ThePlatform.plain(language),
        (who, Some(named)) => format!("{named} ({who})"),
        (who, None) => who.to_owned(),
    }
}

/// What was done.
pub fn kind(entry: &LogEntry, language: Language) -> String {
    let Some(detail) = LogDetail::read(&entry.kind, &entry.detail) else {
        return entry.kind.clone();
    };
    let people = |text: PeopleText| text.plain(language);
    let ours = |text: Text| text.plain(language);
    match detail {
        LogDetail::SignIn { .. } => people(PeopleText::SignIn),
        LogDetail::SignInFailed { .. } => people(PeopleText::SignInFailed),
        LogDetail::Locked { .. } => people(PeopleText::Locked),
        LogDetail::SignOut { .. } => people(PeopleText::SignOut),
        LogDetail::OperatorAdded { .. } => people(PeopleText::OperatorAdded),
        LogDetail::PasswordChanged { .. } => people(PeopleText::PasswordChanged),
        LogDetail::OperatorDisabled { .. } => people(PeopleText::OperatorDisabled),
        LogDetail::OperatorEnabled { .. } => people(PeopleText::OperatorEnabled),
        LogDetail::CinemaAdded { .. } => ours(Text::CinemaWasAdded),
        LogDetail::CinemasListed { .. } => ours(Text::CinemasWereListed),
        LogDetail::CinemaRenamed { .. } => ours(Text::CinemaWasRenamed),
        LogDetail::TerminalAdded { .. } => ours(Text::TerminalWasAdded),
        LogDetail::TerminalInvited { .. } => ours(Text::TerminalWasInvited),
        LogDetail::TerminalRotated { .. } => ours(Text::TerminalWasRotated),
        LogDetail::TerminalEnrolled { .. } => ours(Text::TerminalWasEnrolled),
        LogDetail::TerminalRevoked { .. } => ours(Text::TerminalWasRevoked),
        LogDetail::FindingClosed { .. } => ours(Text::FindingWasClosed),
        LogDetail::BackedUp { .. } => ours(Text::WasBackedUp),
        LogDetail::Restored { .. } => ours(Text::WasRestored),
        LogDetail::RecordsGone { .. } => ours(Text::RecordsAreGone),
        LogDetail::Migrated { .. } => ours(Text::WasMigrated),
    }
}

/// With what: names, codes and reasons, in a row.
pub fn detail(entry: &LogEntry, language: Language) -> String {
    let Some(detail) = LogDetail::read(&entry.kind, &entry.detail) else {
        return entry.detail.to_string();
    };
    match detail {
        LogDetail::SignIn { place, address } => {
            row([at(place, language), address.unwrap_or_default()])
        }
        LogDetail::SignInFailed { place, why, address } => {
            row([at(place, language), why_not(why, language), address.unwrap_or_default()])
        }
        LogDetail::Locked { name, until, failed } => {
            row([name, log_words::LockedUntil { until, wrong_passwords: failed }.text(language)])
        }
        LogDetail::SignOut { by } => match by {
            SignOutBy::Themselves => LogText::ByThemselves.plain(language),
            SignOutBy::Time => Text::ByIdleTime.plain(language),
            SignOutBy::Change => Text::ByChange.plain(language),
        },
        LogDetail::OperatorAdded { name, role, cinemas } => {
            let role = role.parse::<PlatformRole>().map(|role| role.shown(language).to_owned());
            row([name, role.unwrap_or_default(), cinemas.join(" ")])
        }
        LogDetail::PasswordChanged { name }
        | LogDetail::OperatorDisabled { name }
        | LogDetail::OperatorEnabled { name }
        | LogDetail::TerminalRotated { name }
        | LogDetail::TerminalRevoked { name } => name,
        LogDetail::CinemaAdded { code, name } | LogDetail::CinemaRenamed { code, name } => {
            row([code, name])
        }
        LogDetail::CinemasListed { added } => added.to_string(),
        LogDetail::RecordsGone { records, .. } => records.to_string(),
        LogDetail::TerminalAdded { name, cinema }
        | LogDetail::TerminalInvited { name, cinema }
        | LogDetail::TerminalEnrolled { name, cinema } => row([name, cinema]),
        LogDetail::FindingClosed { id, reason } => row([id.to_string(), reason]),
        LogDetail::BackedUp { file, records } | LogDetail::Restored { file, records } => {
            row([file, records.to_string()])
        }
        LogDetail::Migrated { tables, rows } => row([tables.to_string(), rows.to_string()]),
    }
}

fn row<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn at(place: SignInPlace, language: Language) -> String {
    match place {
        SignInPlace::Web => Text::InPages.plain(language),
        SignInPlace::CommandLine => LogText::AtCommandLine.plain(language),
    }
}

fn why_not(why: SignInRefusal, language: Language) -> String {
    match why {
        SignInRefusal::UnknownName => LogText::UnknownName.plain(language),
        SignInRefusal::WrongPassword => LogText::WrongPassword.plain(language),
        SignInRefusal::Disabled => LogText::ButDisabled.plain(language),
        SignInRefusal::Locked => Text::IsLocked.plain(language),
    }
}
