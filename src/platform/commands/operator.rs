//! `operator add`, `passwd`, `disable`, `enable` and `list`.

use std::io::Write;

use clap::{Args, Subcommand};
use serde_json::json;

use super::acting::{Acting, ActingArgs, allowed};
use super::{CommandContext, CommandFault, ListFormat, write_json};
use crate::clock::{CHINA, civil_time};
use crate::people::{OperatorName, PlatformRight, PlatformRole};
use crate::platform::ledger::Session;
use crate::platform::ledger::people::{self, PlatformOperator};
use crate::platform::people::{self as rules, NewPlatformOperator, PeopleFault};
use crate::ticket::CinemaCode;
use crate::words::people::{self as people_words, Text as PeopleText};
use crate::words::platform::{self as words, Text};
use crate::words::table::{Column, ReportTable};

/// What is done about operators.
#[derive(Debug, Subcommand)]
pub enum NodeOperatorCommand {
    /// Add an operator, who may sign in to the pages; the first one has to be an admin, unless root adds
    Add(AddNodeOperator),
    /// Give an operator another password, which also ends a lock; an admin may do it for anybody, others for themselves
    Passwd(ChangeNodeOperator),
    /// Disable an operator: signed out at once, everywhere
    Disable(ChangeNodeOperator),
    /// Enable an operator that was disabled
    Enable(ChangeNodeOperator),
    /// List the operators
    List {
        /// table, to be read, or json, for scripts
        #[arg(long, value_enum, default_value = "table")]
        format: ListFormat,
    },
}

#[derive(Debug, Args)]
pub struct AddNodeOperator {
    #[command(flatten)]
    pub change: ChangeNodeOperator,
    /// What the operator is there for: viewer (reports), clerk (also findings and terminals) or admin (also operators and cinemas)
    #[arg(long)]
    pub role: PlatformRole,
    /// A cinema that the role is bound to, by its code; more than one may be named, every cinema where left out
    #[arg(long = "cinema", value_name = "CODE")]
    pub cinemas: Vec<CinemaCode>,
}

#[derive(Debug, Args)]
pub struct ChangeNodeOperator {
    /// The operator: 1 to 32 letters, digits, "-", "_" or "."; capitals make no difference
    #[arg(value_name = "NAME")]
    pub name: OperatorName,
    #[command(flatten)]
    pub acting: ActingArgs,
}

/// Does it.
pub fn run(
    context: &CommandContext,
    command: &NodeOperatorCommand,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    match command {
        NodeOperatorCommand::Add(wanted) => add(context, wanted, out),
        NodeOperatorCommand::Passwd(wanted) => passwd(context, wanted, out),
        NodeOperatorCommand::Disable(wanted) => set_disabled(context, wanted, true, out),
        NodeOperatorCommand::Enable(wanted) => set_disabled(context, wanted, false, out),
        NodeOperatorCommand::List { format } => list(context, *format, out),
    }
}

fn add(
    context: &CommandContext,
    wanted: &AddNodeOperator,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let AddNodeOperator { change, role, cinemas } = wanted;
    let mut session = context.session()?;
    let mut passwords = change.acting.passwords(context);
    let by = change.acting.who(context, &mut session, false, &mut passwords)?;
    match &by.operator {
        Some(operator) => manages(operator, cinemas)?,
        // Nobody could add the next one.
        None if *role != PlatformRole::Admin && !rustix::process::geteuid().is_root() => {
            return Err(PeopleFault::FirstIsNoAdmin.into());
        }
        None => {}
    }
    let password = passwords.chosen(&change.name).map_err(PeopleFault::from)?;
    let fresh =
        NewPlatformOperator { name: change.name.clone(), role: *role, cinemas: cinemas.clone() };
    rules::add(&mut session, &by.actor, &fresh, &password, context.now)?;
    let (name, role) = (&change.name, role.shown(context.language));
    Ok(writeln!(out, "{}", words::OperatorAdded { name, role }.text(context.language))?)
}

fn passwd(
    context: &CommandContext,
    wanted: &ChangeNodeOperator,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let mut session = context.session()?;
    let mut passwords = wanted.acting.passwords(context);
    let by = wanted.acting.who(context, &mut session, true, &mut passwords)?;
    let known = known(&mut session, wanted)?;
    if by.operator.as_ref().is_some_and(|operator| operator.name != known.name) {
        demand(&by, &known)?;
    }
    let password = passwords.chosen(&known.name).map_err(PeopleFault::from)?;
    rules::set_password(&mut session, &by.actor, &known.name, &password, context.now)?;
    let sentence = people_words::Rekeyed { name: known.name };
    Ok(writeln!(out, "{}", sentence.text(context.language))?)
}

fn set_disabled(
    context: &CommandContext,
    wanted: &ChangeNodeOperator,
    disabled: bool,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let mut session = context.session()?;
    let mut passwords = wanted.acting.passwords(context);
    let by = wanted.acting.who(context, &mut session, true, &mut passwords)?;
    let known = known(&mut session, wanted)?;
    demand(&by, &known)?;
    let name = known.name;
    let changed = rules::set_disabled(&mut session, &by.actor, &name, disabled, context.now)?;
    let language = context.language;
    let sentence = match (disabled, changed) {
        (true, true) => people_words::NowDisabled { name }.text(language),
        (true, false) => people_words::StillDisabled { name }.text(language),
        (false, true) => people_words::NowEnabled { name }.text(language),
        (false, false) => people_words::StillEnabled { name }.text(language),
    };
    Ok(writeln!(out, "{sentence}")?)
}

fn known(
    session: &mut Session,
    wanted: &ChangeNodeOperator,
) -> Result<PlatformOperator, CommandFault> {
    let unknown = || PeopleFault::Unknown(wanted.name.to_string());
    Ok(people::find(session, &wanted.name)?.ok_or_else(unknown)?)
}

fn demand(by: &Acting, of: &PlatformOperator) -> Result<(), PeopleFault> {
    by.operator.as_ref().map_or(Ok(()), |operator| manages(operator, &of.cinemas))
}

/// That an admin answers for an operator with these cinemas.
fn manages(admin: &PlatformOperator, cinemas: &[CinemaCode]) -> Result<(), PeopleFault> {
    allowed(admin, PlatformRight::Operators, None)?;
    match admin.answers_for(cinemas) {
        true => Ok(()),
        false => Err(PeopleFault::OtherCinemas { name: admin.name.clone() }),
    }
}

fn list(
    context: &CommandContext,
    format: ListFormat,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let found = people::list(&mut context.session()?)?;
    let locked = |it: &PlatformOperator| it.attempts.locked_until.filter(|at| *at > context.now);
    if format == ListFormat::Json {
        let rows = found.iter().map(|it| {
            let state = match it {
                it if it.disabled => "disabled",
                it if locked(it).is_some() => "locked",
                _ => "enabled",
            };
            json!({ "name": it.name.as_str(), "role": it.role.as_str(), "cinemas": it.cinemas,
                "state": state })
        });
        return write_json(&rows.collect::<Vec<_>>(), out);
    }
    let language = context.language;
    if found.is_empty() {
        return Ok(writeln!(out, "{}", Text::NoOperatorsYet.form(language))?);
    }
    let columns = [
        Column::Left(PeopleText::Name.form(language)),
        Column::Left(PeopleText::Role.form(language)),
        Column::Left(PeopleText::State.form(language)),
        Column::Flexible(Text::Cinema.form(language)),
    ];
    let rows = found.iter().map(|it| {
        let state = match locked(it) {
            _ if it.disabled => PeopleText::Disabled.plain(language),
            Some(until) => {
                people_words::LockedUntil { until: civil_time(until, &CHINA) }.text(language)
            }
            None => PeopleText::Enabled.plain(language),
        };
        let cinemas: Vec<&str> = it.cinemas.iter().map(CinemaCode::as_str).collect();
        let cinemas = match cinemas.is_empty() {
            true => Text::AllCinemas.plain(language),
            false => cinemas.join(" "),
        };
        vec![it.name.to_string(), it.role.shown(language).to_owned(), state, cinemas]
    });
    let table = ReportTable { columns: &columns, rows: rows.collect(), sums: None };
    Ok(out.write_all(table.set().as_bytes())?)
}
