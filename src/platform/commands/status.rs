//! `status`: how the platform stands, and what needs attention.

use std::io::Write;

use serde::Serialize;

use super::{CommandContext, CommandFault, write_json};
use crate::platform::ledger::findings::CLOCK_OFF_S;
use crate::platform::ledger::{Session, backlog, cinemas, notes, terminals};
use crate::transport::Fault;
use crate::words::colour::Shade;
use crate::words::platform::{self as words, Text};
use crate::words::size;

/// Seconds for which a terminal may be silent.
const SILENT_S: i64 = 24 * 3600;

/// So much has to be free in the folder of all that is kept, in bytes.
const LEAST_FREE: u64 = 1 << 30;

/// How the platform stands, as scripts have it.
#[derive(Debug, Serialize)]
pub struct NodeStatus {
    pub waiting: i64,
    pub overdue: i64,
    pub upstream: UpstreamStatus,
    pub database: DatabaseStatus,
    pub cinemas: Vec<CinemaStatus>,
    pub terminals: Vec<TerminalStatus>,
    /// Sentences in the reader's language; empty: all is well.
    pub attention: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct UpstreamStatus {
    /// The national platform answered when it was last asked.
    pub ok: bool,
    pub last_error: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct DatabaseStatus {
    pub engine: &'static str,
    /// PostgreSQL: whoever serves can't take the guards of the tables away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles_apart: Option<bool>,
}

#[derive(Debug, Serialize)]
pub struct CinemaStatus {
    pub code: String,
    pub keys: i64,
    pub keys_age_s: Option<i64>,
    /// The national platform was asked for its keys, whatever came of it.
    #[serde(skip)]
    pub is_asked: bool,
}

#[derive(Debug, Serialize)]
pub struct TerminalStatus {
    pub name: String,
    pub heard_s: Option<i64>,
    pub offset_s: Option<i64>,
}

/// Tells it; a fault where something needs attention.
pub fn run(context: &CommandContext, json: bool, out: &mut impl Write) -> Result<(), CommandFault> {
    let status = NodeStatus::of(context, &mut context.session()?)?;
    if json {
        write_json(&status, out)?;
    } else {
        status.write(context, out)?;
    }
    if status.attention.is_empty() { Ok(()) } else { Err(CommandFault::Attention) }
}

impl NodeStatus {
    /// Of this moment.
    pub fn of(context: &CommandContext, session: &mut Session) -> Result<Self, CommandFault> {
        let ago = |at: Option<i64>| at.map(|at| (context.now.as_second() - at).max(0));
        let backlog = backlog::backlog(session, context.now)?;
        let kept = notes::get(session, notes::UPSTREAM_ERROR)?.filter(|it| !it.is_empty());
        let last_error = kept.map(|kept| {
            Fault::of_kept(&kept)
                .map_or(kept, |fault| fault.in_section("national", context.language))
        });
        let answered = notes::get(session, notes::UPSTREAM_OK_AT)?.is_some();
        let roles_apart = match session {
            Session::Sqlite(_) => None,
            Session::Postgres(engine) => Some(!engine.owns_the_tables()?),
        };
        let cinemas = cinemas::list(session)?.into_iter().map(|cinema| CinemaStatus {
            code: cinema.code.to_string(),
            keys: cinema.keys,
            keys_age_s: ago(cinema.good_at),
            is_asked: cinema.asked_at.is_some(),
        });
        let terminals = terminals::list(session)?
            .into_iter()
            .filter(|terminal| terminal.revoked_at.is_none())
            .map(|terminal| TerminalStatus {
                name: terminal.name,
                heard_s: ago(terminal.contact_at),
                offset_s: terminal.offset_s,
            });
        let mut status = Self {
            waiting: backlog.waiting,
            overdue: backlog.overdue,
            upstream: UpstreamStatus {
                ok: context.config.national.is_some() && answered && last_error.is_none(),
                last_error,
            },
            database: DatabaseStatus { engine: session.engine(), roles_apart },
            cinemas: cinemas.collect(),
            terminals: terminals.collect(),
            attention: Vec::new(),
        };
        status.attention = status.alarms(context, backlog.open_findings);
        Ok(status)
    }

    fn alarms(&self, context: &CommandContext, open_findings: i64) -> Vec<String> {
        let language = context.language;
        let mut alarms = Vec::new();
        match (&context.config.national, &self.upstream.last_error) {
            (None, _) => alarms.push(Text::NoNational.plain(language)),
            (Some(_), Some(error)) => alarms.push(words::UpstreamDown { error }.text(language)),
            (Some(_), None) => {}
        }
        if self.overdue > 0 {
            alarms.push(words::Overdue { records: self.overdue }.text(language));
        }
        if let Some(national) = &context.config.national {
            let longest = i64::try_from(2 * national.refresh_s + 60).unwrap_or(i64::MAX);
            alarms.extend(self.cinemas.iter().filter_map(|cinema| {
                let code = &cinema.code;
                match (cinema.keys, cinema.keys_age_s) {
                    (0, _) if cinema.is_asked => Some(words::NoKeys { code }.text(language)),
                    (_, Some(age)) if age > longest => {
                        Some(words::OldKeys { code, minutes: age / 60 }.text(language))
                    }
                    // Not asked for yet: whoever has just begun is not at fault.
                    _ => None,
                }
            }));
        }
        for terminal in &self.terminals {
            let name = &terminal.name;
            if let Some(silent) = terminal.heard_s.filter(|silent| *silent > SILENT_S) {
                alarms.push(words::Silent { name, hours: silent / 3600 }.text(language));
            }
            if let Some(offset) = terminal.offset_s.filter(|off| off.abs() > CLOCK_OFF_S) {
                alarms.push(words::ClockOff { name, offset }.text(language));
            }
        }
        if open_findings > 0 {
            alarms.push(words::OpenFindings { findings: open_findings }.text(language));
        }
        if let Some(free) = free(context).filter(|free| *free < LEAST_FREE) {
            alarms.push(words::DiskLow { free: size(free) }.text(language));
        }
        alarms
    }

    /// For people.
    fn write(&self, context: &CommandContext, out: &mut impl Write) -> Result<(), CommandFault> {
        let language = context.language;
        let line = |name: Text, shown: String| format!("{}  {shown}\n", name.form(language));
        let mut page = line(Text::Database, self.database.engine.to_owned());
        if self.database.roles_apart == Some(false) {
            page += &line(Text::Database, Text::OneRole.plain(language));
        }
        page += &line(Text::Waiting, self.waiting.to_string());
        page += &line(Text::Late, self.overdue.to_string());
        let upstream = match &self.upstream {
            UpstreamStatus { last_error: Some(error), .. } => error.clone(),
            UpstreamStatus { ok: true, .. } => Text::Answers.plain(language),
            UpstreamStatus { .. } => Text::NotAsked.plain(language),
        };
        page += &line(Text::National, upstream);
        for cinema in &self.cinemas {
            let (code, keys) = (&cinema.code, cinema.keys);
            let shown = match cinema.keys_age_s {
                Some(age) => words::KeysOf { code, keys, age }.text(language),
                None => words::NoKeysYet { code }.text(language),
            };
            page += &line(Text::Cinema, shown);
        }
        for terminal in &self.terminals {
            let name = &terminal.name;
            let shown = match (terminal.heard_s, terminal.offset_s) {
                (Some(ago), offset) => {
                    let offset = offset.unwrap_or(0);
                    words::ContactAgo { name, ago, offset }.text(language)
                }
                (None, _) => words::NoContact { name }.text(language),
            };
            page += &line(Text::Terminal, shown);
        }
        for alarm in &self.attention {
            let look = context.palette.paint(Text::Look.form(language), Shade::Amiss);
            page += &format!("{look}  {alarm}\n");
        }
        Ok(out.write_all(page.as_bytes())?)
    }
}

/// Bytes that are free where all is kept.
pub(super) fn free(context: &CommandContext) -> Option<u64> {
    let disk = rustix::fs::statvfs(&context.config.store.data).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}
