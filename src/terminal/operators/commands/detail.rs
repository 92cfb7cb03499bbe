//! The details of the protected log in words.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::clock::civil_time;
use crate::terminal::report::{open_reason, typed_reason};
use crate::terminal::store::detail::{
    Estimated, KeyMark, Leaving, OperatorPlace, SetTo, UpdateStage, WhyBrokenOff, WhyNot,
    WhyStopped,
};
use crate::terminal::store::{AuditDetail, Incident};
use crate::terminal::update::WhyNotKept;
use crate::words::Language;
use crate::words::log::{self as words, Text};
use crate::words::terms::Text as Term;

/// A detail as somebody at the terminal reads it, with its times in this zone.
pub(super) fn sentence(detail: &AuditDetail, zone: &TimeZone, language: Language) -> String {
    match detail {
        AuditDetail::SignIn { place } => at(*place).plain(language),
        AuditDetail::SignInFailed { place, why } => {
            let (place, why) = (at(*place).form(language), why_not(*why).form(language));
            words::NotSignedIn { place, why }.text(language)
        }
        AuditDetail::Locked { until, failed } => {
            let until = civil_time(*until, zone);
            words::LockedUntil { until, wrong_passwords: failed }.text(language)
        }
        AuditDetail::SignOut { by } => leaving(*by).plain(language),
        AuditDetail::OperatorAdded { name, role, number } => {
            words::Added { name, role: role.shown(language), number }.text(language)
        }
        AuditDetail::PasswordChanged { name }
        | AuditDetail::OperatorDisabled { name }
        | AuditDetail::OperatorEnabled { name } => name.to_string(),
        AuditDetail::ShownNameChanged { name, from, to } => {
            words::Changed { what: name, from, to }.text(language)
        }
        AuditDetail::OpenedByHand { reason, ticket } => {
            let reason = reason.map_or(Term::StaffButton, open_reason).form(language);
            match ticket {
                Some(ticket) => words::OpenedForTicket { reason, ticket }.text(language),
                None => reason.to_owned(),
            }
        }
        AuditDetail::TypedTicketRefused { ticket, reason } => {
            let reason = typed_reason(reason, language);
            words::TicketNotLetIn { ticket, reason }.text(language)
        }
        AuditDetail::OpeningReason { reason } => {
            reason.map_or(Text::NoReason.plain(language), |it| open_reason(it).plain(language))
        }
        AuditDetail::GateTested { unlocked: _, place } => {
            words::UnlockedForTest { place: at(*place).form(language) }.text(language)
        }
        AuditDetail::Exported { files, records, folder } => {
            words::ExportedTo { files, records, folder }.text(language)
        }
        AuditDetail::KeyShown { file: None } => Text::KeyOnDisplay.plain(language),
        AuditDetail::KeyShown { file: Some(file) } => words::KeyInFile { file }.text(language),
        AuditDetail::BackedUp { file, records } => {
            words::BackedUpTo { file, records }.text(language)
        }
        AuditDetail::ExportBrokenOff { why } => broken_off(*why).plain(language),
        AuditDetail::SettingChanged { key, from, to, value } => match value {
            Some(SetTo::AsConfigured) => words::ChangedBack { key, from, to }.text(language),
            None => words::Changed { what: key, from, to }.text(language),
        },
        AuditDetail::ConfigurationChanged { key, from, to } => match (from, to) {
            (Some(from), Some(to)) => words::Changed { what: key, from, to }.text(language),
            (None, Some(value)) => words::NewlySet { key, value }.text(language),
            (Some(value), None) => words::NoLongerSet { key, value }.text(language),
            (None, None) => key.clone(),
        },
        AuditDetail::ConfigurationBegun {} => Text::NothingBefore.plain(language),
        AuditDetail::ClockAsked { to } => {
            words::ClockTo { to: civil_time(*to, zone) }.text(language)
        }
        AuditDetail::ClockStepped { from, to, noticed } => {
            let (from, to) = (civil_time(*from, zone), civil_time(*to, zone));
            match noticed {
                Some(_) => words::StepAtStart { from, to }.text(language),
                None => words::Step { from, to }.text(language),
            }
        }
        AuditDetail::FireAlarm { line, unlogged }
        | AuditDetail::FireAlarmOver { line, unlogged } => match unlogged {
            Some(changes) => words::AfterMore { line, changes }.text(language),
            None => line.clone(),
        },
        AuditDetail::KeysChanged { added, gone } => keys_changed(added, gone, language),
        AuditDetail::DoubleAdmission { record, door: Some(door), at: Some(at) } => {
            words::DoubledAt { record, door, at: civil_time(*at, zone) }.text(language)
        }
        AuditDetail::DoubleAdmission { record, .. } => words::Doubled { record }.text(language),
        AuditDetail::RecordsPruned { records, refusals, before } => {
            words::Pruned { records, refusals, day: before }.text(language)
        }
        AuditDetail::RecordTimesCorrected { first, last, from, to, by_ms, estimated } => {
            let (from, to) = (civil_time(*from, zone), civil_time(*to, zone));
            match estimated {
                None => words::TimesCorrected { first, last, from, to, by_ms }.text(language),
                Some(Estimated::ByOthers) => {
                    words::TimesEstimated { first, last, from, to, by_ms }.text(language)
                }
            }
        }
        AuditDetail::RecordTimesKept { first } => words::TimesKept { first }.text(language),
        AuditDetail::ProgramStarted { version, last_run: None } => {
            words::Version { version }.text(language)
        }
        AuditDetail::ProgramStarted { version, last_run: Some(_) } => {
            words::AfterUnclean { version }.text(language)
        }
        AuditDetail::ProgramStopped { why } => stopped(why, language),
        AuditDetail::UpdateAsked { what: UpdateStage::Install, version } => {
            words::UpdateToInstall { version }.text(language)
        }
        AuditDetail::UpdateAsked { what: UpdateStage::Try, version } => {
            words::UpdateToTry { version }.text(language)
        }
        AuditDetail::UpdateInstalled { version } | AuditDetail::UpdateKept { version } => {
            words::UpdateVersion { version }.text(language)
        }
        AuditDetail::UpdateNotKept { version, back, why } => {
            let why = WhyNotKept::of(why).message(language);
            words::UpdateBack { version, back, why }.text(language)
        }
        AuditDetail::LogHeadBegun { missing } => words::NoHead { file: missing }.text(language),
        AuditDetail::StoreFound { file: Some(file), entries: Some(entries), .. } => {
            words::StoreRestoredLacking { backup: file, entries }.text(language)
        }
        AuditDetail::StoreFound { what, records, file, .. } => {
            let (kind, records, file) = (*what, *records, file.clone().unwrap_or_default());
            Incident { at: Timestamp::UNIX_EPOCH, kind, records, file }.message(language)
        }
    }
}

fn at(place: OperatorPlace) -> Text {
    match place {
        OperatorPlace::Screen => Text::AtScreen,
        OperatorPlace::CommandLine => Text::AtCommandLine,
        OperatorPlace::Phone => Text::OnPhone,
    }
}

fn why_not(why: WhyNot) -> Text {
    match why {
        WhyNot::WrongPassword => Text::WrongPassword,
        WhyNot::UnknownName => Text::UnknownName,
        WhyNot::Disabled => Text::ButDisabled,
        WhyNot::NotAllowed => Text::ButNotAllowed,
    }
}

fn broken_off(why: WhyBrokenOff) -> Text {
    match why {
        WhyBrokenOff::Stopped => Text::ExportStopped,
        WhyBrokenOff::PulledOut => Text::StickPulledOut,
        WhyBrokenOff::Full => Text::StickFull,
        WhyBrokenOff::NotWritable => Text::StickNotWritable,
        WhyBrokenOff::Fails => Text::StickFails,
        WhyBrokenOff::Unreadable => Text::RecordsUnreadable,
    }
}

fn leaving(leaving: Leaving) -> Text {
    match leaving {
        Leaving::ByThemselves => Text::ByThemselves,
        Leaving::Automatic => Text::Automatic,
        Leaving::Relieved => Text::Relieved,
        Leaving::Stopped => Text::WithTerminal,
    }
}

fn stopped(why: &WhyStopped, language: Language) -> String {
    match why {
        WhyStopped::Asked => Text::StopSignal.plain(language),
        WhyStopped::ReplayOver => Text::ReplayOver.plain(language),
        WhyStopped::Failed { task, fault } => {
            words::TaskEnded { task, why: fault.message(language) }.text(language)
        }
    }
}

fn keys_changed(added: &[KeyMark], gone: &[KeyMark], language: Language) -> String {
    let mut changes = Vec::new();
    if !added.is_empty() {
        changes.push(words::NewKeys { keys: keys(added, language) }.text(language));
    }
    if !gone.is_empty() {
        changes.push(words::GoneKeys { keys: keys(gone, language) }.text(language));
    }
    changes.join(between(language))
}

fn keys(marks: &[KeyMark], language: Language) -> String {
    let key = |mark: &KeyMark| {
        let start = mark.start_time.strftime("%Y-%m-%d %H:%M:%S");
        words::Key { digits: mark.digits(), start }.text(language)
    };
    marks.iter().map(key).collect::<Vec<_>>().join(between(language))
}

fn between(language: Language) -> &'static str {
    match language {
        Language::Chinese => "；",
        Language::English => "; ",
    }
}

#[cfg(test)]
mod tests;
