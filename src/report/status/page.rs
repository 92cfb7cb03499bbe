//! The status as it is read on a terminal: a line for each thing, what to do below it.

use unicode_width::UnicodeWidthStr;

use super::words::{Words, advice, words};
use super::{Alarm, Status};
use crate::clock::{Trust, china_civil};
use crate::config::Language;
use crate::report::table::{padded, plain};

/// One thing: its name, how it stands, the alarms that belong to it.
type Line<'a> = (&'a str, String, &'a [Alarm]);

/// The whole page.
pub(super) fn set(status: &Status, language: Language) -> String {
    let words = words(language);
    let name = plain(&status.terminal);
    let name = if name.is_empty() { name } else { format!("{name} · ") };
    let mut page = format!(
        "{}  {name}{} {} · {}\n\n",
        words.title,
        words.cinema,
        status.cinema_code,
        status.at.strftime("%Y-%m-%d %H:%M:%S"),
    );
    let lines = lines(status, words);
    let mark = words.well.width().max(words.attention.width());
    let title = lines.iter().map(|(title, ..)| title.width()).max().unwrap_or(0);
    for (name, said, alarms) in lines {
        let rings = || alarms.iter().filter(|alarm| status.attention.contains(alarm));
        let state = if rings().next().is_some() { words.attention } else { words.well };
        page += &format!("{}  {}  {said}\n", padded(state, mark), padded(name, title));
        for alarm in rings() {
            page += &format!("{}→ {}\n", " ".repeat(mark + title + 4), advice(*alarm, language));
        }
    }
    page
}

fn lines<'a>(status: &Status, words: &'a Words) -> [Line<'a>; 8] {
    [
        (words.keys, keys(status, words), &[Alarm::NoKeys, Alarm::KeysOld]),
        (words.upload, upload(status, words), &[Alarm::UploadLate]),
        (words.set_aside, set_aside(status, words), &[Alarm::SetAside]),
        (words.contact, contact(status, words), &[Alarm::NoContact]),
        (words.last_error, last_error(status, words), &[]),
        (words.clock, clock(status, words), &[Alarm::ClockDiffers, Alarm::ClockBehind]),
        (words.database, database(status, words), &[]),
        (words.disk, disk(status, words), &[Alarm::DiskLow]),
    ]
}

fn keys(status: &Status, words: &Words) -> String {
    let fetched = status.keys_fetched_at.as_ref();
    let fetched = fetched.map_or(words.unknown.to_owned(), |at| ago(status.age_s(at), words));
    let now = china_civil(status.at.timestamp());
    // The latest start comes first.
    let in_use = status.keys.iter().find(|key| key.start_time <= now);
    let (form, key) = match (in_use, status.keys.last()) {
        (Some(key), _) => (words.some_keys, key),
        (None, Some(key)) => (words.coming_keys, key),
        (None, None) => return words.no_keys.to_owned(),
    };
    let (count, bits) = (status.keys.len().to_string(), key.bits.to_string());
    let start = key.start_time.strftime("%Y-%m-%d %H:%M").to_string();
    fill(form, &[&count, &bits, &start, &fetched])
}

fn upload(status: &Status, words: &Words) -> String {
    match &status.oldest_pending_at {
        Some(oldest) if status.pending > 0 => {
            let age = span(status.age_s(oldest), words);
            fill(words.some_pending, &[&status.pending.to_string(), &age])
        }
        _ => words.nothing_pending.to_owned(),
    }
}

fn set_aside(status: &Status, words: &Words) -> String {
    if status.set_aside.is_empty() {
        return words.nothing_set_aside.to_owned();
    }
    let count: u64 = status.set_aside.iter().map(|line| line.records).sum();
    let days: Vec<String> =
        status.set_aside.iter().map(|line| format!("{} ({})", line.day, line.records)).collect();
    fill(words.some_set_aside, &[&count.to_string(), &days.join(words.between)])
}

fn contact(status: &Status, words: &Words) -> String {
    let at = status.last_contact_at.as_ref();
    at.map_or(words.never.to_owned(), |at| ago(status.age_s(at), words))
}

fn last_error(status: &Status, words: &Words) -> String {
    status.last_error.as_ref().map_or(words.no_error.to_owned(), |error| {
        fill(words.error, &[&ago(status.age_s(&error.at), words), &plain(&error.text)])
    })
}

fn clock(status: &Status, words: &Words) -> String {
    let said = match status.clock {
        Some(Trust::Trusted) => words.clock_trusted,
        Some(Trust::Differs) => words.clock_differs,
        Some(Trust::Behind) => words.clock_behind,
        None => words.clock_unknown,
    };
    said.to_owned()
}

fn database(status: &Status, words: &Words) -> String {
    let own = &status.database;
    let parts = [own.records.to_string(), size(own.bytes), own.schema.to_string()];
    let holdings = fill(words.holdings, &parts.each_ref().map(String::as_str));
    let since = own.oldest_day.map(|day| fill(words.since, &[&day.to_string()]));
    format!("{}  {holdings}{}", own.path.display(), since.unwrap_or_default())
}

fn disk(status: &Status, words: &Words) -> String {
    let free = status.disk_free_bytes;
    free.map_or(words.unknown.to_owned(), |free| fill(words.free, &[&size(free)]))
}

fn ago(seconds: i64, words: &Words) -> String {
    if seconds < 10 {
        return words.just_now.to_owned();
    }
    fill(words.ago, &[&span(seconds, words)])
}

/// A length of time in its largest unit of which there are two.
fn span(seconds: i64, words: &Words) -> String {
    let units =
        [(86_400, words.days), (3600, words.hours), (60, words.minutes), (1, words.seconds)];
    let (length, form) =
        units.into_iter().find(|(length, _)| seconds >= 2 * length).unwrap_or((1, words.seconds));
    fill(form, &[&(seconds / length).to_string()])
}

fn size(bytes: u64) -> String {
    let units = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")];
    match units.into_iter().find(|(length, _)| bytes >= *length) {
        Some((length, unit)) => {
            format!("{}.{} {unit}", bytes / length, bytes % length * 10 / length)
        }
        None => format!("{bytes} B"),
    }
}

/// The words with the parts filled in, in order.
fn fill(form: &str, parts: &[&str]) -> String {
    let mut pieces = form.split("{}");
    let mut words = pieces.next().unwrap_or_default().to_owned();
    for (piece, part) in pieces.zip(parts) {
        words += part;
        words += piece;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_in_a_unit_that_says_enough() {
        let words = words(Language::English);
        for (seconds, expected) in [
            (0, "0 s"),
            (119, "119 s"),
            (120, "2 min"),
            (7199, "119 min"),
            (7200, "2 h"),
            (172_800, "2 days"),
        ] {
            assert_eq!(span(seconds, words), expected);
        }
        assert_eq!(size(1023), "1023 B");
        assert_eq!(size(1536), "1.5 kB");
        assert_eq!(size((200 << 20) - 1), "199.9 MB");
    }
}
