//! The strict reading of QueryData, for whoever takes requests. `calls` reads numbers from strings
//! too; a platform that is to find a terminal's faults must not.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::calls::CheckTicket;

/// How a number must be written.
enum Written {
    Integer,
    TwoDecimals,
}

/// The fields of a record that `wire::calls` would read from other types too.
const NUMBERS: [(&str, Written); 4] = [
    ("RowNum", Written::Integer),
    ("ColumnNum", Written::Integer),
    ("Price", Written::TwoDecimals),
    ("Service", Written::TwoDecimals),
];

/// Fields of a record (§7.6.2.2.2).
const FIELDS: usize = 14;

/// The texts of a record that are no codes. Where such a text has a character that no database keeps,
/// or more of them than any name, nobody could take it further.
const TEXTS: [(&str, TextOf, usize); 3] = [
    ("TicketInfoCode", |it| &it.ticket_info_code, LONGEST_CODE),
    ("ScreenName", |it| &it.screen_name, LONGEST_NAME),
    ("FilmName", |it| &it.film_name, LONGEST_NAME),
];

/// Reads a text of a record.
type TextOf = fn(&CheckTicket) -> &str;

/// Characters of the longest name that is taken, here and in a reply: five times what a terminal sends.
pub const LONGEST_NAME: usize = 1000;

/// Characters of the longest TicketInfoCode; the longest that can be proved has some 700.
const LONGEST_CODE: usize = 4000;

/// Reads a record strictly; the error is a sentence's end, behind the record's place.
pub fn record(raw: &str) -> Result<CheckTicket, String> {
    let record: CheckTicket = exact(raw)?;
    let fields: BTreeMap<&str, &RawValue> =
        serde_json::from_str(raw).map_err(|fault| fault.to_string())?;
    // All of CheckTicket's fields are there, so that a surplus is a field of another name.
    if fields.len() != FIELDS {
        return Err(format!("has {} fields, not {FIELDS}", fields.len()));
    }
    for (name, written) in NUMBERS {
        let text = fields.get(name).map_or("", |value| value.get());
        let (well, wanted) = match written {
            Written::Integer => (is_integer(text), "a JSON integer"),
            Written::TwoDecimals => (has_two_decimals(text), "a JSON number with two decimals"),
        };
        if !well {
            return Err(format!("has {name} {text}, which is not {wanted}"));
        }
    }
    Ok(record)
}

/// Whether every text of a record is one that any database keeps as it was sent; the error is a
/// sentence's end. For whoever keeps records so: others may make them plain.
pub fn keepable(record: &CheckTicket) -> Result<(), String> {
    for (name, text, most) in TEXTS {
        let text = text(record);
        if text.contains('\0') {
            return Err(format!("has a {name} with a NUL character in it"));
        }
        let long = text.chars().count();
        if long > most {
            return Err(format!("has a {name} of {long} characters, where {most} are the most"));
        }
    }
    Ok(())
}

/// Reads QueryData of the other calls.
pub fn exact<T: DeserializeOwned>(raw: &str) -> Result<T, String> {
    serde_json::from_str(raw).map_err(|fault| format!("does not read: {fault}"))
}

fn is_integer(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn has_two_decimals(text: &str) -> bool {
    text.split_once('.')
        .is_some_and(|(whole, part)| is_integer(whole) && is_integer(part) && part.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"TicketInfoCode":"C","CheckTime":"2024-02-29T19:21:07",
        "ScreenCode":"0000000000000012","ScreenName":"","FilmCode":"051201112024","FilmName":"",
        "SessionCode":"2024022900000042","StartTime":"2024-02-29T19:30:00","TicketType":"网络售票",
        "FilmTicketCode":"4401020187654321","RowNum":7,"ColumnNum":15,"Price":49.50,"Service":3.00}"#;

    #[test]
    fn a_record_must_be_written_as_the_tables_say() {
        assert!(record(GOOD).is_ok());
        for (from, to, wanted) in [
            ("\"RowNum\":7", "\"RowNum\":\"7\"", "RowNum"),
            ("\"RowNum\":7", "\"RowNum\":7.0", "row or column"),
            ("\"RowNum\":7", "\"RowNum\":-7", "row or column"),
            ("\"RowNum\":7", "\"RowNum\":null", "RowNum"),
            ("\"RowNum\":7,", "", "RowNum"),
            ("49.50", "49.5", "Price"),
            ("49.50", "\"49.50\"", "Price"),
            ("49.50", "4950", "Price"),
            ("49.50", "100000.01", "100000"),
            ("3.00", "3e0", "amount"),
            ("网络售票", "Web", "TicketType"),
            ("网络售票", "", "TicketType"),
            ("\"ScreenName\":\"\"", "\"ScreenName\":null", "null"),
            ("0000000000000012", "12", "16"),
            ("2024-02-29T19:21:07", "2024-02-29 19:21:07", "time"),
            ("2024-02-29T19:21:07", "2023-02-29T19:21:07", "time"),
            ("\"RowNum\":7", "\"RowNum\":7,\"Row\":7", "15 fields"),
            ("\"RowNum\":7", "\"RowNum\":7,\"RowNum\":7", "duplicate"),
            ("000000000012", "00000000001\\u0000", "printable"),
        ] {
            assert!(GOOD.contains(from));
            let fault = record(&GOOD.replacen(from, to, 1)).err();
            // TicketType's fault names the types that there are.
            let wanted = if wanted == "TicketType" { "现场售票" } else { wanted };
            assert!(fault.as_deref().is_some_and(|it| it.contains(wanted)), "{to}: {fault:?}");
        }
        for raw in ["", "null", "[]", "{}", "7", "\"\""] {
            assert!(record(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn a_text_that_no_database_keeps_is_told() {
        let name = |signs| format!("\"ScreenName\":\"{}\"", "厅".repeat(signs));
        let (whole, long) = (name(LONGEST_NAME), name(LONGEST_NAME + 1));
        for (from, to, wanted) in [
            ("\"ScreenName\":\"\"", whole.as_str(), ""),
            ("\"ScreenName\":\"\"", &long, "ScreenName of 1001 characters"),
            ("\"FilmName\":\"\"", "\"FilmName\":\"\\u0000\"", "FilmName with a NUL"),
            ("\"C\"", "\"C\\u0000D\"", "TicketInfoCode with a NUL"),
        ] {
            assert!(GOOD.contains(from));
            let told = keepable(&record(&GOOD.replacen(from, to, 1)).unwrap()).err();
            assert!(told.unwrap_or_default().contains(wanted), "{to}");
        }
    }
}
