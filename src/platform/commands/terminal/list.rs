//! `terminal list`.

use std::io::Write;

use jiff::Timestamp;
use serde_json::json;

use crate::platform::commands::{CommandContext, CommandFault, ListFormat, write_json};
use crate::platform::ledger::terminals::{self, Registered};
use crate::words::platform::Text;
use crate::words::table::{Column, ReportTable};

pub(super) fn list(
    context: &CommandContext,
    format: ListFormat,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let found = terminals::list(&mut context.session()?)?;
    let ago = |at: Option<i64>| at.map(|at| (context.now.as_second() - at).max(0));
    if format == ListFormat::Json {
        let rows = found.iter().map(|it| {
            json!({
                "name": it.name,
                "cinema": it.cinema,
                "screens": it.screens,
                "state": state(it, context.now).1,
                "signature": it.signature,
                "heard_s": ago(it.contact_at),
                "offset_s": it.offset_s,
            })
        });
        return write_json(&rows.collect::<Vec<_>>(), out);
    }
    let language = context.language;
    let columns = [
        Column::Left(Text::Terminal.form(language)),
        Column::Left(Text::Cinema.form(language)),
        Column::Left(Text::State.form(language)),
        Column::Right(Text::LastContact.form(language)),
        Column::Right(Text::Offset.form(language)),
        Column::Flexible(Text::Halls.form(language)),
    ];
    let number = |number: Option<i64>| number.map_or_else(String::new, |it| it.to_string());
    let rows = found.iter().map(|it| {
        vec![
            it.name.clone(),
            it.cinema.to_string(),
            state(it, context.now).0.plain(language),
            number(ago(it.contact_at)),
            number(it.offset_s),
            it.screens.join(" "),
        ]
    });
    let table = ReportTable { columns: &columns, rows: rows.collect(), sums: None };
    Ok(out.write_all(table.set().as_bytes())?)
}

/// How a terminal stands, for people and for scripts.
pub(crate) fn state(terminal: &Registered, now: Timestamp) -> (Text, &'static str) {
    let turns = terminal.old_key_until_at.is_some_and(|until| until > now.as_second());
    match terminal {
        Registered { revoked_at: Some(_), .. } => (Text::IsRevoked, "revoked"),
        Registered { public_key: None, .. } => (Text::IsInvited, "invited"),
        _ if turns => (Text::TurnsOver, "rotating"),
        _ => (Text::IsEnrolled, "enrolled"),
    }
}
