//! How the terminal stands, for the technician.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::device::DevicePage;
use crate::clock::{Trust, china_civil};
use crate::terminal::menu::leaves::{InfoSheet, Leaves};
use crate::terminal::menu::page::{Context, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::presentation::{Body, Fact, Phrase, Scope};
use crate::terminal::report::status::{Status, StatusAlarm, ago, span};
use crate::words::Words;
use crate::words::details::Text;
use crate::words::menu as words;
use crate::words::screen::Text as ScreenText;
use crate::words::size;
use crate::words::status::{self, Text as StatusText};
use crate::words::terms::Text as Term;

/// A page of all that there is to know.
#[derive(Debug, Clone, PartialEq)]
pub enum TerminalPage {
    /// What staff may read as well.
    Device,
    Status(Arc<Status>, TerminalPart),
}

/// What a page tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TerminalPart {
    /// What it is called in its network, and where it is reached.
    Network,
    /// Keys, last contact, last error.
    Platform,
    /// Pending, oldest pending, what is set aside.
    Uploads,
    /// Database, disk, oldest day.
    Storage,
    /// Time, zone, trust.
    Clock,
    /// Program, schema, and what they run on.
    Versions,
}

pub(super) fn open(_: &Context) -> Vec<Step> {
    vec![Step::Ask(MenuRequest::Status, answered)]
}

fn answered(reply: MenuReply, context: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Status(status) => {
            vec![Step::Open(Leaves::open(TerminalPage::all(&status), context).into())]
        }
        _ => Vec::new(),
    }
}

impl TerminalPage {
    /// All pages, the shortest first.
    pub fn all(status: &Arc<Status>) -> Vec<Self> {
        use TerminalPart::*;
        let more = [Network, Platform, Uploads, Storage, Clock, Versions];
        let more = more.map(|part| Self::Status(status.clone(), part));
        std::iter::once(Self::Device).chain(more).collect()
    }
}

impl InfoSheet for TerminalPage {
    fn name(&self) -> &'static str {
        match self {
            Self::Device => DevicePage.name(),
            Self::Status(_, TerminalPart::Network) => "status-network",
            Self::Status(_, TerminalPart::Platform) => "status-platform",
            Self::Status(_, TerminalPart::Uploads) => "status-uploads",
            Self::Status(_, TerminalPart::Storage) => "status-storage",
            Self::Status(_, TerminalPart::Clock) => "status-clock",
            Self::Status(_, TerminalPart::Versions) => "status-versions",
        }
    }

    fn parts(&self, scope: Scope) -> (Phrase, Body) {
        let Self::Status(status, part) = self else { return DevicePage.parts(scope) };
        let (title, facts) = match part {
            TerminalPart::Network => (Text::StatusNetwork, network(status, scope)),
            TerminalPart::Platform => (Text::StatusPlatform, platform(status, scope)),
            TerminalPart::Uploads => (Text::StatusUploads, uploads(status, scope)),
            TerminalPart::Storage => (Text::StatusStorage, storage(status, scope)),
            TerminalPart::Clock => (Text::StatusClock, clock(status, scope)),
            TerminalPart::Versions => (Text::StatusVersions, versions(status, scope)),
        };
        (scope.own(title), Body::Facts(led(facts, *part, scope)))
    }
}

/// The same with what a page is looked up for as its large one.
fn led(mut facts: Vec<Fact>, part: TerminalPart, scope: Scope) -> Vec<Fact> {
    let label = match part {
        TerminalPart::Network => scope.text(Text::Address),
        TerminalPart::Platform => scope.text(Term::LastContact),
        TerminalPart::Uploads => scope.text(Term::Pending),
        TerminalPart::Storage => scope.text(Text::DiskFree),
        TerminalPart::Clock => scope.text(Text::TheTime),
        TerminalPart::Versions => scope.text(ScreenText::Version),
    };
    if let Some(fact) = facts.iter_mut().find(|fact| fact.label == label) {
        fact.large = true;
    }
    facts
}

/// A line that calls where one of the alarms rings.
fn fact(
    label: impl Words,
    value: Phrase,
    (status, alarms): (&Status, &[StatusAlarm]),
    scope: Scope,
) -> Fact {
    let calls = alarms.iter().any(|alarm| status.attention.contains(alarm));
    Fact { label: scope.text(label), value, calls, ..Fact::default() }
}

fn network(status: &Status, scope: Scope) -> Vec<Fact> {
    let machine = &status.machine;
    let name = machine.host_name.as_deref().map(Phrase::foreign);
    let name = name.map(|name| fact(Text::HostName, name, (status, &[]), scope));
    let mut addresses: Vec<Phrase> =
        machine.addresses.iter().map(|address| Phrase::foreign(&address.to_string())).collect();
    if addresses.is_empty() {
        addresses.push(Phrase::own(scope.text(Text::None)));
    }
    let addresses = addresses.into_iter();
    let addresses = addresses.map(|address| fact(Text::Address, address, (status, &[]), scope));
    name.into_iter().chain(addresses).collect()
}

fn platform(status: &Status, scope: Scope) -> Vec<Fact> {
    let since = |at: Option<&jiff::Zoned>| {
        let age = at.map_or(scope.text(Text::Never), |at| ago(status.age_s(at), scope.language));
        Phrase::own(age)
    };
    let now = china_civil(status.at.timestamp());
    // The latest start comes first.
    let in_use = status.keys.iter().find(|key| key.start_time <= now);
    let in_use = in_use.map_or(scope.text(Text::None), |key| {
        scope.say(words::Since { date: scope.date(key.start_time.date()) })
    });
    let keys = Phrase::own(status.keys.len().to_string());
    let mut facts = vec![
        fact(Term::Keys, keys, (status, &[StatusAlarm::NoKeys]), scope),
        fact(Text::KeyInUse, Phrase::own(in_use), (status, &[]), scope),
        fact(
            Text::KeysFetched,
            since(status.keys_fetched_at.as_ref()),
            (status, &[StatusAlarm::KeysOld]),
            scope,
        ),
        fact(
            Term::LastContact,
            since(status.last_contact_at.as_ref()),
            (status, &[StatusAlarm::NoContact]),
            scope,
        ),
    ];
    let error = match &status.last_error {
        Some(error) => {
            let ago = ago(status.age_s(&error.at), scope.language);
            let error = error.message(scope.language);
            Phrase::foreign(&scope.say(status::Error { ago, error }))
        }
        None => Phrase::own(scope.text(Text::None)),
    };
    facts.push(fact(Term::LastError, error, (status, &[]), scope));
    if !status.platform_faults.is_empty() {
        let faults = status.platform_faults.iter().map(|fault| fault.message(scope.language));
        let faults = faults.collect::<Vec<_>>().join(StatusText::Between.form(scope.language));
        let alarms = (status, &[StatusAlarm::PlatformFault][..]);
        facts.push(fact(StatusText::PlatformFaults, Phrase::foreign(&faults), alarms, scope));
    }
    facts
}

fn uploads(status: &Status, scope: Scope) -> Vec<Fact> {
    let pending = Phrase::own(status.pending.to_string());
    let oldest = match &status.oldest_pending_at {
        Some(at) => ago(status.age_s(at), scope.language),
        None => scope.text(Text::None),
    };
    let aside: u64 = status.set_aside.iter().map(|line| line.records).sum();
    let aside = Phrase::own(aside.to_string());
    let mut facts = vec![
        fact(Term::Pending, pending, (status, &[]), scope),
        fact(Text::Oldest, Phrase::own(oldest), (status, &[StatusAlarm::UploadLate]), scope),
        fact(Term::SetAside, aside, (status, &[StatusAlarm::SetAside]), scope),
    ];
    // They stand behind their sum, wherever what calls is put.
    let calls = status.attention.contains(&StatusAlarm::SetAside);
    let days = status.set_aside.iter().rev().take(3).map(|line| Fact {
        label: format!("{} {}", scope.text(Term::SetAside), scope.date(line.day)),
        value: Phrase::own(line.records.to_string()),
        calls,
        ..Fact::default()
    });
    facts.extend(days);
    if let Some(neighbours) = &status.neighbours {
        let said = neighbours.message(status.at.timestamp(), scope.language);
        facts.push(fact(
            StatusText::Neighbours,
            Phrase::foreign(&said),
            (status, &[StatusAlarm::Neighbours]),
            scope,
        ));
    }
    let doubled: u64 = status.double_admissions.iter().map(|line| line.records).sum();
    if doubled > 0 {
        let doors = status.double_admissions.iter().flat_map(|line| &line.doors);
        let doors: BTreeSet<&str> = doors.map(String::as_str).collect();
        let doors = doors.into_iter().collect::<Vec<_>>().join(", ");
        let count = match doors.is_empty() {
            true => Phrase::own(doubled.to_string()),
            false => Phrase::foreign(&format!("{doubled} ({doors})")),
        };
        facts.push(fact(
            Term::DoubleAdmissions,
            count,
            (status, &[StatusAlarm::DoubleAdmission]),
            scope,
        ));
    }
    if status.standing_aside > 0 {
        let count = Phrase::own(status.standing_aside.to_string());
        facts.push(fact(Text::StandingAside, count, (status, &[]), scope));
    }
    facts
}

const STORE: &[StatusAlarm] = &[StatusAlarm::StoreLacking, StatusAlarm::StoreDamaged];

fn storage(status: &Status, scope: Scope) -> Vec<Fact> {
    let own = &status.database;
    let oldest = own.oldest_day.map_or(scope.text(Text::None), |day| day.to_string());
    let free = status.disk_free_bytes.map_or("?".to_owned(), size);
    vec![
        fact(Term::Records, Phrase::own(own.records.to_string()), (status, &[]), scope),
        fact(Text::OldestDay, Phrase::own(oldest), (status, &[]), scope),
        fact(Term::Database, Phrase::own(size(own.bytes)), (status, STORE), scope),
        fact(Text::DiskFree, Phrase::own(free), (status, &[StatusAlarm::DiskLow]), scope),
    ]
}

fn clock(status: &Status, scope: Scope) -> Vec<Fact> {
    let at = status.at.datetime();
    let judged = scope.text(match status.clock {
        Some(Trust::Trusted) => Text::Trusted,
        Some(Trust::Differs) => Text::Differs,
        Some(Trust::Behind) => Text::Behind,
        None => Text::Unjudged,
    });
    let alarms = &[StatusAlarm::ClockDiffers, StatusAlarm::ClockBehind];
    let offset = status.at.offset().to_string();
    let zone = status.at.time_zone().iana_name().unwrap_or(&offset);
    let time = at.strftime("%H:%M:%S").to_string();
    vec![
        fact(Text::TheDate, Phrase::own(at.date().to_string()), (status, &[]), scope),
        fact(Text::TheTime, Phrase::own(time), (status, &[]), scope),
        fact(Text::Zone, Phrase::foreign(zone), (status, &[]), scope),
        fact(Text::Trust, Phrase::own(judged), (status, alarms), scope),
    ]
}

fn versions(status: &Status, scope: Scope) -> Vec<Fact> {
    let (own, machine) = (&status.versions, &status.machine);
    let sqlcipher = own.sqlcipher.as_ref().map(|version| format!("SQLCipher {version}"));
    let up = machine.up_s.map(|s| span(i64::try_from(s).unwrap_or(i64::MAX), scope.language));
    let foreign = |value: &Option<String>| value.as_deref().map(Phrase::foreign);
    let label = scope.text(ScreenText::Version);
    let facts = [
        (Text::Schema, Some(Phrase::own(status.database.schema.to_string()))),
        (Text::Encryption, foreign(&sqlcipher)),
        (Text::Kernel, foreign(&machine.kernel)),
        (Text::System, foreign(&machine.system)),
        (Text::Board, foreign(&machine.board)),
        (Text::UpFor, up.map(Phrase::own)),
    ];
    let facts = facts.into_iter();
    let known = facts.filter_map(|(label, value)| Some(fact(label, value?, (status, &[]), scope)));
    let own = Fact { label, value: Phrase::foreign(&own.hallgate), ..Fact::default() };
    std::iter::once(own).chain(known).collect()
}
