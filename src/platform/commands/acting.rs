//! Who gives a command, and whether they may.

use std::io;

use clap::Args;

use super::{CommandContext, CommandFault};
use crate::people::{OperatorName, Passwords, PlatformRight};
use crate::platform::ledger::Session;
use crate::platform::ledger::SignInPlace;
use crate::platform::ledger::log::Actor;
use crate::platform::ledger::people::{self, PlatformOperator};
use crate::platform::people::{PeopleFault, SigningIn, sign_in};

/// Who does it.
#[derive(Debug, Clone, Default, Args)]
pub struct ActingArgs {
    /// Who does it, by an operator's name
    #[arg(long = "as", value_name = "NAME", id = "acting")]
    pub named: Option<String>,
    /// Read passwords from the standard input, one a line: first the one of who does it, where it is
    /// asked for, then the new one where one is set
    #[arg(long)]
    pub password_stdin: bool,
}

/// Where a command's passwords come from.
pub type CommandPasswords = Passwords<io::StdinLock<'static>>;

/// What a command takes of who gives it.
#[derive(Debug, Clone, Copy)]
pub struct Demand<'a> {
    pub right: PlatformRight,
    /// The cinema that it is about; none: it is about all of them, or it is seen to elsewhere.
    pub cinema: Option<&'a str>,
    /// Nobody does it without a name, be it the machine's root.
    pub by_name: bool,
}

/// Who gives a command.
#[derive(Debug, Clone)]
pub struct Acting {
    pub actor: Actor,
    /// Who they are among the operators; none: the machine's root, or there are no operators yet.
    pub operator: Option<PlatformOperator>,
}

impl ActingArgs {
    /// The lines of the standard input, or the prompt.
    pub fn passwords(&self, context: &CommandContext) -> CommandPasswords {
        Passwords::from(self.password_stdin, io::stdin().lock(), context.language)
    }

    /// Who gives the command, and that they may.
    pub fn acting(
        &self,
        context: &CommandContext,
        session: &mut Session,
        demand: Demand,
    ) -> Result<Acting, CommandFault> {
        let acting = self.who(context, session, demand.by_name, &mut self.passwords(context))?;
        if let Some(operator) = &acting.operator {
            allowed(operator, demand.right, demand.cinema)?;
        }
        Ok(acting)
    }

    /// Who gives the command. On the command line the log has `cli:` and the user of the machine. Whoever
    /// is root there is asked for no password: root reads the database's key anyway.
    pub fn who(
        &self,
        context: &CommandContext,
        session: &mut Session,
        by_name: bool,
        passwords: &mut CommandPasswords,
    ) -> Result<Acting, CommandFault> {
        let root = rustix::process::geteuid().is_root();
        let mut actor = Actor { who: format!("cli:{}", user()), named: None };
        let operators = people::any(session)?;
        let Some(named) = &self.named else {
            return match operators && (by_name || !root) {
                true => Err(PeopleFault::NeedsName.into()),
                false => Ok(Acting { actor, operator: None }),
            };
        };
        if !operators {
            return Err(PeopleFault::NobodyYet.into());
        }
        let operator = if root {
            let name: Option<OperatorName> = named.parse().ok();
            let found = name.map(|name| people::find(session, &name)).transpose()?.flatten();
            found.ok_or_else(|| PeopleFault::Unknown(named.clone()))?
        } else {
            let password = passwords.acting(named).map_err(PeopleFault::from)?;
            let signing = SigningIn {
                place: SignInPlace::CommandLine,
                address: None,
                actor: Some(&actor),
                now: context.now,
            };
            sign_in(session, named, &password, &signing)?
        };
        if operator.disabled {
            return Err(PeopleFault::Disabled(operator.name).into());
        }
        actor.named = Some(operator.name.to_string());
        Ok(Acting { actor, operator: Some(operator) })
    }
}

/// That somebody may do something, about a cinema where one is concerned.
pub fn allowed(
    operator: &PlatformOperator,
    right: PlatformRight,
    cinema: Option<&str>,
) -> Result<(), PeopleFault> {
    let name = operator.name.clone();
    if !operator.role.may(right) {
        return Err(PeopleFault::NotAllowed { name, role: operator.role });
    }
    match operator.may(right, cinema) {
        true => Ok(()),
        false => Err(PeopleFault::OtherCinemas { name }),
    }
}

/// The machine's name of this user, its number where it has none.
fn user() -> String {
    let number = rustix::process::geteuid().as_raw().to_string();
    let known = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = known.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == number).then(|| name.to_owned())
    });
    name.unwrap_or(number)
}

/// What the machine's root does, and what nobody needs a name for: a backup, a move.
pub fn at_the_machine() -> Actor {
    Actor { who: format!("cli:{}", user()), named: None }
}
