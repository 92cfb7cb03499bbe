//! What the replies tell, read field by field and entry by entry. The statuses decide about a
//! ticket, so nothing beside them may hide them: every other field is optional, and one that does
//! not read is left out and told.

use std::str::FromStr;

use jiff::civil::DateTime;
use serde_json::value::RawValue;

use super::calls::{Api, PublicKeyEntry, TicketInfo, TicketType};
use super::number::amount;
use super::object::{Object, entries, scalar};
use super::{Flaw, What};
use crate::clock::{china_civil, parse_loose_time};
use crate::plain::plain;
use crate::ticket::{Fen, FilmTicketCode};

/// Characters of the longest name that is taken; a longer one is none.
const LONGEST_TEXT: usize = 1000;

/// Of which ticket an object speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaks {
    OfIt,
    OfAnother,
    /// Under the number's name stands what is no ticket's number.
    Unclearly,
    /// It does not say.
    OfNone,
}

/// Whether the object speaks of the ticket that was asked for.
pub(super) fn speaks(object: &Object, asked: FilmTicketCode) -> Speaks {
    let narrowed = |value| scalar(value).map(|text| narrow(&text));
    let told: Vec<Option<String>> = object.all("FilmTicketCode").map(narrowed).collect();
    let any = |is: &dyn Fn(&str) -> bool| told.iter().flatten().any(|text| is(text));
    if told.iter().all(|text| text.as_deref() == Some("")) {
        Speaks::OfNone
    } else if any(&|text| is_code(text, asked)) {
        Speaks::OfIt
    } else if any(&|text| text.parse::<FilmTicketCode>().is_ok()) {
        Speaks::OfAnother
    } else {
        Speaks::Unclearly
    }
}

/// Whether a text is this code: whole, as a number that has lost its leading zeros or is written
/// with a fraction or an exponent, or without the fill at its end.
fn is_code(text: &str, asked: FilmTicketCode) -> bool {
    let width = FilmTicketCode::WIDTH;
    let asked = asked.as_str();
    if text == asked || (text.len() < width && format!("{text:0<width$}") == asked) {
        return true;
    }
    // As a double a number is exact below 2^53.
    let number = text.parse().ok().filter(|number: &f64| (1.0..9e15).contains(number));
    number.is_some_and(|number| format!("{number:0>width$}") == asked)
}

/// What the platform knows of the ticket that was asked for. None where the object says nothing
/// of it: neither which ticket it speaks of, nor that one was used or refunded, nor anything
/// under their names that can't be read.
pub(super) fn ticket_info(
    object: &Object,
    asked: FilmTicketCode,
    flaws: &mut Vec<Flaw>,
) -> Option<TicketInfo> {
    const STATUSES: [&str; 2] = ["CheckStatus", "RefundStatus"];
    let mut fields = Fields { object, flaws };
    let says = |name| object.all(name).any(|value| yes_no(value) != Some(false));
    let spoken = speaks(object, asked);
    if spoken == Speaks::OfNone && !STATUSES.into_iter().any(says) {
        return None;
    }
    // First, and whatever else is in the object.
    let [check_status, refund_status] = STATUSES.map(|name| fields.status(name));
    if spoken != Speaks::OfIt {
        fields.flaw("FilmTicketCode", What::Unreadable);
    }
    Some(TicketInfo {
        cinema_code: fields.code("CinemaCode"),
        cinema_name: fields.text("CinemaName"),
        screen_code: fields.code("ScreenCode"),
        screen_name: fields.text("ScreenName"),
        film_code: fields.code("FilmCode"),
        film_name: fields.text("FilmName"),
        session_code: fields.code("SessionCode"),
        start_time: fields.value("StartTime", time),
        ticket_type: fields.ticket_type(),
        sell_time: fields.text("SellTime"),
        film_ticket_code: asked,
        row_num: fields.place("RowNum"),
        column_num: fields.place("ColumnNum"),
        price: fields.price("Price"),
        service: fields.price("Service"),
        check_status,
        refund_status,
        refund_time: fields.text("RefundTime"),
    })
}

/// The keys of one list. An entry of another shape reads as empty, and is no key.
pub(super) fn key_entries(list: &RawValue) -> Option<Vec<PublicKeyEntry>> {
    Some(entries(list.get())?.into_iter().map(key_entry).collect())
}

/// One key; empty where the entry has another shape, or tells one of the two twice.
pub(super) fn key_entry(entry: &RawValue) -> PublicKeyEntry {
    let Ok(object) = Object::read(entry.get()) else { return PublicKeyEntry::default() };
    let only = |name| match object.all(name).collect::<Vec<_>>()[..] {
        [one] => scalar(one).unwrap_or_default(),
        _ => String::new(),
    };
    PublicKeyEntry { public_key: only("PublicKey"), start_time: only("StartTime") }
}

/// ReportResult: a boolean, or a text such as `"true"` or `"True"`.
pub(super) fn report_result(value: &RawValue) -> Option<bool> {
    match scalar(value)?.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// An object's fields, and what in them is not right.
struct Fields<'o, 'a> {
    object: &'o Object<'a>,
    flaws: &'o mut Vec<Flaw>,
}

impl Fields<'_, '_> {
    fn flaw(&mut self, field: &str, what: What) {
        self.flaws.push(Flaw { api: Api::GetTicketInfo, field: field.into(), what, count: 1 });
    }

    /// `Yes` or `No`, however it is written; none where that is not told, or can't be read. Told
    /// twice, Yes counts: what says so may not be talked away.
    fn status(&mut self, name: &str) -> Option<bool> {
        let told: Vec<Option<bool>> = self.object.all(name).map(yes_no).collect();
        let yes = told.contains(&Some(true));
        if told.is_empty() {
            self.flaw(name, What::Missing);
            return None;
        }
        if yes && told.iter().any(|one| *one != Some(true)) {
            self.flaw(name, What::Contradictory);
        } else if told.contains(&None) {
            self.flaw(name, What::Unreadable);
        }
        if yes { Some(true) } else { told.iter().all(Option::is_some).then_some(false) }
    }

    /// One value; none where it is missing or empty, or does not read, which is told.
    fn value<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = scalar(self.object.last(name)?);
        if text.as_deref() == Some("") {
            return None;
        }
        let value = text.and_then(|text| read(&text));
        if value.is_none() {
            self.flaw(name, What::Unreadable);
        }
        value
    }

    /// Made plain here, once for all who show or keep it.
    fn text(&mut self, name: &str) -> String {
        let short = |text: &str| (text.chars().count() <= LONGEST_TEXT).then(|| plain(text));
        self.value(name, short).unwrap_or_default()
    }

    fn code<T: FromStr>(&mut self, name: &str) -> Option<T> {
        self.value(name, |text| narrow(text).parse().ok())
    }

    fn price(&mut self, name: &str) -> Option<Fen> {
        self.value(name, amount::read)
    }

    /// A row or column: what is no number ("A" is a row in some halls) is 0 and no fault.
    fn place(&mut self, name: &str) -> u32 {
        let number = |text: &str| {
            let whole = text.split_once('.').map_or(text, |(whole, rest)| {
                if rest.bytes().all(|byte| byte == b'0') { whole } else { "" }
            });
            Some(whole.parse().unwrap_or(0))
        };
        self.value(name, number).unwrap_or(0)
    }

    /// Nothing told is a ticket of the counter; none: what is told can't be read.
    fn ticket_type(&mut self) -> Option<TicketType> {
        const NAME: &str = "TicketType";
        let told = self.object.last(NAME).map(scalar);
        if matches!(&told, None | Some(Some(_))) && told.flatten().unwrap_or_default().is_empty() {
            return Some(TicketType::Counter);
        }
        let known = [TicketType::Counter, TicketType::Web];
        self.value(NAME, |text| known.into_iter().find(|kind| kind.as_str() == text))
    }
}

/// The words of a status, one value each: `Yes`, `Y`, 1, true, `是` and their opposites, in any
/// case and width; an empty text is `No`.
fn yes_no(value: &RawValue) -> Option<bool> {
    let text = narrow(&scalar(value)?).to_ascii_lowercase();
    if let Ok(number) = text.parse::<f64>() {
        return [(1.0, true), (0.0, false)]
            .into_iter()
            .find(|(own, _)| *own == number)
            .map(|it| it.1);
    }
    match text.as_str() {
        "yes" | "y" | "true" | "是" => Some(true),
        "no" | "n" | "false" | "否" | "" => Some(false),
        _ => None,
    }
}

/// A text without its spaces, and its full-width signs as those of ASCII.
fn narrow(text: &str) -> String {
    let ascii = |char: char| match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(char) - 0xfee0).unwrap_or(char),
        other => other,
    };
    text.chars().filter(|char| !char.is_whitespace() && *char != '\0').map(ascii).collect()
}

fn time(text: &str) -> Option<DateTime> {
    parse_loose_time(text).map(china_civil)
}
