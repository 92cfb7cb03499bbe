//! Who gives a command.

use super::CommandFault;
use crate::platform::ledger::Session;

/// Under which name the log has what somebody does on the command line: `cli:` and the user of the
/// machine. `named` is who they say they are.
pub fn acting(_session: &mut Session, _named: Option<&str>) -> Result<String, CommandFault> {
    Ok(format!("cli:{}", user()))
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
