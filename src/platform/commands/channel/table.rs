//! A reply as people read it: a list as a table of its most telling members, everything else a member a line. Members are called as
//! the document calls them, which is also how they are typed.

use serde_json::Value;

use crate::channel::CallName;
use crate::words::table::{Column, ReportTable};

/// A list's name, and the members of it that are told.
fn columns(call: CallName) -> Option<(&'static str, &'static [&'static str])> {
    let columns: (&str, &[&str]) = match call {
        CallName::QueryLocations => {
            ("locations", &["locationID", "parentID", "locationType", "nameCN", "nameCode"])
        }
        CallName::QueryCinemas => {
            ("cinemas", &["cinemaID", "cinemaStatus", "cinemaName", "cinemaAddress"])
        }
        CallName::QueryMovies => {
            ("movies", &["movieID", "filmLength", "releaseTime", "movieVersions", "movieNameCN"])
        }
        CallName::QueryHalls => ("halls", &["hallID", "seatCount", "hallStatus", "hallName"]),
        CallName::QueryShows => (
            "shows",
            &[
                "showtimeID",
                "showTime",
                "hallID",
                "hallName",
                "movieID",
                "filmLength",
                "price",
                "status",
            ],
        ),
        CallName::QueryShowSeats => {
            ("seats", &["seatID", "rowNum", "colNum", "type", "loveCode", "status"])
        }
        CallName::QueryCinema
        | CallName::QueryMovie
        | CallName::LockSeats
        | CallName::SubmitOrder
        | CallName::ReleaseSeats
        | CallName::QueryOrder => return None,
    };
    Some(columns)
}

/// The reply to a call.
pub(super) fn set(call: CallName, answer: &Value) -> String {
    let Some((list, names)) = columns(call) else {
        return facts(answer);
    };
    let entries = answer[list].as_array().map_or(&[][..], Vec::as_slice);
    let columns: Vec<Column> = names.iter().map(column).collect();
    let row = |entry: &Value| names.iter().map(|name| text(&entry[*name])).collect();
    let table =
        ReportTable { columns: &columns, rows: entries.iter().map(row).collect(), sums: None };
    match &answer["totalCount"] {
        Value::Null => table.set(),
        total => format!("{}totalCount  {total}\n", table.set()),
    }
}

/// Long names may be cut; figures and IDs are whole.
fn column(name: &&'static str) -> Column {
    match *name {
        "cinemaName" | "cinemaAddress" | "movieNameCN" | "hallName" | "nameCN" => {
            Column::Flexible(name)
        }
        _ => Column::Left(name),
    }
}

/// A member a line; those of an object within stand for it.
pub(super) fn facts(answer: &Value) -> String {
    let mut facts = Vec::new();
    for (name, value) in answer.as_object().into_iter().flatten() {
        match value {
            Value::Object(inner) => facts.extend(inner),
            _ => facts.push((name, value)),
        }
    }
    let width = facts.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    facts.iter().map(|(name, value)| format!("{name:width$}  {}\n", text(value))).collect()
}

/// A value without quotes; nothing where nothing is told.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
