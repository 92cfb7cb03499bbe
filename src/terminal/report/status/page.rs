//! The status as it is read on a terminal: a line for each thing, what to do below it.

use unicode_width::UnicodeWidthStr;

use super::neighbours::neighbours_advice;
use super::{Changed, Doubled, Status, StatusAlarm, ago, span};
use crate::clock::{Trust, china_civil};
use crate::words::colour::{Palette, Shade};
use crate::words::menu::Text as MenuText;
use crate::words::size;
use crate::words::status::{self as words, Text};
use crate::words::table::{cut, padded, plain};
use crate::words::terms::Text as Term;
use crate::words::{Language, Message};

/// One thing: its name, how it stands, the alarms that belong to it.
type StatusLine = (&'static str, String, &'static [StatusAlarm]);

/// Columns for a name from outside, of which a line has three.
const THIRD: usize = 30;

/// The whole page.
pub(super) fn set(status: &Status, language: Language, palette: Palette) -> String {
    let name = plain(&status.terminal);
    let name = if name.is_empty() { name } else { format!("{name} · ") };
    let mut page = format!(
        "{}  {name}{} {} · {}\n\n",
        Text::Title.form(language),
        Text::Cinema.form(language),
        status.cinema_code,
        status.at.strftime("%Y-%m-%d %H:%M:%S"),
    );
    let rows = rows(status, language);
    let mark = Text::Well.form(language).width().max(Text::Attention.form(language).width());
    let title = rows.iter().map(|row| row.name.width()).max().unwrap_or(0);
    for StatusRow { name, said, mark: state, shade, advice } in rows {
        let state = palette.paint(&padded(state, mark), shade);
        page += &format!("{state}  {}  {said}\n", padded(name, title));
        for advice in advice {
            page += &format!("{}→ {advice}\n", " ".repeat(mark + title + 4));
        }
    }
    page
}

/// One thing, as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusRow {
    pub name: &'static str,
    pub said: String,
    /// How well that is, in a word and as a colour.
    pub mark: &'static str,
    pub shade: Shade,
    /// What to do about it.
    pub advice: Vec<&'static str>,
}

/// All things in their order.
pub fn rows(status: &Status, language: Language) -> Vec<StatusRow> {
    let last = Term::LastError.form(language);
    let row = |(name, said, alarms): StatusLine| {
        let rings = alarms.iter().filter(|alarm| status.attention.contains(alarm));
        let advice: Vec<_> = rings.map(|alarm| advice(*alarm, status, language)).collect();
        let (state, shade) = match name {
            _ if !advice.is_empty() => (Text::Attention, Shade::Amiss),
            // Over or not, an error is not well; whether it lasts the other lines tell.
            name if name == last && status.last_error.is_some() => (Text::Noted, Shade::Noted),
            _ => (Text::Well, Shade::Well),
        };
        StatusRow { name, said, mark: state.form(language), shade, advice }
    };
    lines(status, language).into_iter().map(row).collect()
}

fn lines(status: &Status, language: Language) -> Vec<StatusLine> {
    let name = |term: Term| term.form(language);
    let mut lines: Vec<StatusLine> = vec![
        (name(Term::Keys), keys(status, language), &[StatusAlarm::NoKeys, StatusAlarm::KeysOld]),
        (name(Term::Upload), upload(status, language), &[StatusAlarm::UploadLate]),
        (name(Term::SetAside), set_aside(status, language), &[StatusAlarm::SetAside]),
        (name(Term::DoubleAdmissions), doubled(status, language), &[StatusAlarm::DoubleAdmission]),
        (name(Term::LastContact), contact(status, language), &[StatusAlarm::NoContact]),
        (name(Term::LastError), last_error(status, language), &[]),
        (
            name(Term::Clock),
            clock(status, language),
            &[StatusAlarm::ClockDiffers, StatusAlarm::ClockBehind],
        ),
        (
            name(Term::Database),
            database(status, language),
            &[StatusAlarm::StoreLacking, StatusAlarm::StoreDamaged],
        ),
        (Text::Disk.form(language), disk(status, language), &[StatusAlarm::DiskLow]),
        (Text::Versions.form(language), versions(status, language), &[]),
        (Text::Machine.form(language), machine(status, language), &[]),
    ];
    if !status.platform_faults.is_empty() {
        let faults = status.platform_faults.iter().map(|fault| plain(&fault.message(language)));
        let faults: Vec<String> = faults.collect();
        lines.push((
            Text::PlatformFaults.form(language),
            faults.join(Text::Between.form(language)),
            &[StatusAlarm::PlatformFault],
        ));
    }
    if let Some(catalogue) = &status.catalogue {
        let said = catalogue.message(status, language);
        lines.push((Text::Catalogue.form(language), said, &[]));
    }
    if let Some(neighbours) = &status.neighbours {
        let said = neighbours.message(status.at.timestamp(), language);
        lines.push((Text::Neighbours.form(language), said, &[StatusAlarm::Neighbours]));
    }
    if !status.settings.is_empty() {
        lines.push((
            MenuText::Settings.form(language),
            settings(status, language),
            &[StatusAlarm::SettingUnfit],
        ));
    }
    if let Some(update) = &status.update_not_kept {
        lines.push((
            Text::Update.form(language),
            plain(&update.message(language)),
            &[StatusAlarm::UpdateNotKept],
        ));
    }
    lines
}

/// The programs and the kernel.
fn versions(status: &Status, language: Language) -> String {
    let own = &status.versions;
    let sqlcipher = own.sqlcipher.as_ref().map(|version| format!("SQLCipher {version}"));
    let kernel = status.machine.kernel.as_ref().map(|release| format!("Linux {release}"));
    joined([Some(format!("hallgate {}", own.hallgate)), sqlcipher, kernel], language)
}

/// What the terminal runs on, as far as that is known.
fn machine(status: &Status, language: Language) -> String {
    let machine = &status.machine;
    let up = machine.up_s.map(|s| span(i64::try_from(s).unwrap_or(i64::MAX), language));
    let up = up.map(|duration| words::UpFor { duration }.text(language));
    joined([machine.system.clone(), machine.board.clone(), up], language)
}

/// What is known of these, each no longer than a third of a line.
fn joined(parts: [Option<String>; 3], language: Language) -> String {
    let known: Vec<_> = parts.into_iter().flatten().map(|part| cut(&plain(&part), THIRD)).collect();
    known.join(Text::Between.form(language))
}

/// What was changed at the terminal, which is rare and little.
fn settings(status: &Status, language: Language) -> String {
    let sentence = |changed: &Changed| {
        let configured = changed.configured.as_deref().unwrap_or("-");
        let [key, value, configured, by] =
            [&*changed.key, &changed.value, configured, &changed.by].map(plain);
        match changed.fits {
            true => words::Changed { key, value, configured, by }.text(language),
            false => words::Unfit { key, value, configured, by }.text(language),
        }
    };
    let all: Vec<String> = status.settings.iter().map(sentence).collect();
    all.join(Text::Between.form(language))
}

fn keys(status: &Status, language: Language) -> String {
    let fetched = status.keys_fetched_at.as_ref();
    let fetched =
        fetched.map_or(Text::Unknown.plain(language), |at| ago(status.age_s(at), language));
    let now = china_civil(status.at.timestamp());
    // The latest start comes first.
    let in_use = status.keys.iter().find(|key| key.start_time <= now);
    let Some(key) = in_use.or(status.keys.last()) else {
        return Text::NoKeys.plain(language);
    };
    let (count, bits) = (status.keys.len(), key.bits);
    let start = key.start_time.strftime("%Y-%m-%d %H:%M");
    match in_use {
        Some(_) => words::SomeKeys { count, bits, start, fetched }.text(language),
        None => words::ComingKeys { count, bits, start, fetched }.text(language),
    }
}

fn upload(status: &Status, language: Language) -> String {
    match &status.oldest_pending_at {
        Some(oldest) if status.pending > 0 => {
            let wait = span(status.age_s(oldest), language);
            let pending = words::SomePending { records: status.pending, wait }.text(language);
            match status.standing_aside {
                0 => pending,
                records => pending + &words::SomeStandAside { records }.text(language),
            }
        }
        _ => Text::NothingPending.plain(language),
    }
}

fn set_aside(status: &Status, language: Language) -> String {
    if status.set_aside.is_empty() {
        return Text::NothingSetAside.plain(language);
    }
    let records: u64 = status.set_aside.iter().map(|line| line.records).sum();
    let days: Vec<String> =
        status.set_aside.iter().map(|line| format!("{} ({})", line.day, line.records)).collect();
    let days = days.join(Text::Between.form(language));
    words::SomeSetAside { records, days }.text(language)
}

fn doubled(status: &Status, language: Language) -> String {
    if status.double_admissions.is_empty() {
        return Text::NothingSetAside.plain(language);
    }
    let of_day = |line: &Doubled| {
        let doors: Vec<String> = line.doors.iter().map(|door| plain(door)).collect();
        let count = std::iter::once(line.records.to_string());
        let count: Vec<String> = count.chain(doors).collect();
        format!("{} ({})", line.day, count.join(", "))
    };
    let days: Vec<String> = status.double_admissions.iter().map(of_day).collect();
    words::SomeDoubled { days: days.join(Text::Between.form(language)) }.text(language)
}

fn contact(status: &Status, language: Language) -> String {
    let at = status.last_contact_at.as_ref();
    at.map_or(Text::Never.plain(language), |at| ago(status.age_s(at), language))
}

fn last_error(status: &Status, language: Language) -> String {
    status.last_error.as_ref().map_or(Text::NoError.plain(language), |error| {
        let ago = ago(status.age_s(&error.at), language);
        words::Error { ago, error: plain(&error.message(language)) }.text(language)
    })
}

fn clock(status: &Status, language: Language) -> String {
    let said = match status.clock {
        Some(Trust::Trusted) => Text::ClockTrusted,
        Some(Trust::Differs) => Text::ClockDiffers,
        Some(Trust::Behind) => Text::ClockBehind,
        None => Text::ClockUnknown,
    };
    said.plain(language)
}

fn database(status: &Status, language: Language) -> String {
    let own = &status.database;
    let (records, size, schema) = (own.records, size(own.bytes), own.schema);
    let holdings = words::Holdings { records, size, schema }.text(language);
    let since = own.oldest_day.map(|day| words::Since { day }.text(language));
    let lacking = own.lacking.as_ref().map(|lacking| {
        let (records, pending) = (lacking.records, lacking.pending);
        words::Lacking { records, pending }.text(language)
    });
    let found = status.incidents.iter().map(|incident| incident.message(language));
    let found = lacking.into_iter().chain(found);
    let own = format!("{}  {holdings}{}", own.path.display(), since.unwrap_or_default());
    std::iter::once(own).chain(found).collect::<Vec<_>>().join("; ")
}

fn disk(status: &Status, language: Language) -> String {
    let free = status.disk_free_bytes;
    free.map_or(Text::Unknown.plain(language), |free| {
        words::Free { size: size(free) }.text(language)
    })
}

/// What to do about it.
fn advice(alarm: StatusAlarm, status: &Status, language: Language) -> &'static str {
    let text = match alarm {
        StatusAlarm::NoKeys => Text::NoKeysAdvice,
        StatusAlarm::KeysOld => Text::KeysOldAdvice,
        StatusAlarm::UploadLate => Text::UploadLateAdvice,
        StatusAlarm::SetAside => Text::SetAsideAdvice,
        StatusAlarm::DoubleAdmission => Text::DoubleAdmissionAdvice,
        StatusAlarm::NoContact => Text::NoContactAdvice,
        StatusAlarm::PlatformFault => Text::PlatformFaultAdvice,
        StatusAlarm::ClockDiffers => Text::ClockDiffersAdvice,
        StatusAlarm::ClockBehind => Text::ClockBehindAdvice,
        StatusAlarm::DiskLow => Text::DiskLowAdvice,
        StatusAlarm::SettingUnfit => Text::SettingUnfitAdvice,
        StatusAlarm::StoreLacking => Text::LackingAdvice,
        StatusAlarm::StoreDamaged => Text::StoreDamagedAdvice,
        StatusAlarm::UpdateNotKept => Text::UpdateNotKeptAdvice,
        StatusAlarm::Neighbours => neighbours_advice(status),
    };
    text.form(language)
}
