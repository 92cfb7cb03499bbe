//! The protected log as lines of JSON, as `hallgate audit show --json` tells it.

use std::io::Write;

use crate::terminal::config::Config;
use crate::terminal::operators::commands::audit_line;
use crate::terminal::report::ReportError;
use crate::terminal::store::{AuditFilter, StoreReader};

/// Writes the whole log, oldest first, an object a line.
pub(super) fn write(
    reader: &StoreReader,
    config: &Config,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    let zone = &config.terminal.timezone.0;
    reader.audit_each(&AuditFilter::default(), |entry| {
        Ok::<_, ReportError>(writeln!(out, "{}", audit_line(&entry, zone))?)
    })?;
    Ok(out.flush()?)
}
