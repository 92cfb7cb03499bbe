//! The protected log as lines of JSON, as `hallgate audit show --json` tells it.

use std::io::Write;

use crate::config::Config;
use crate::people::commands::audit_line;
use crate::report::ReportError;
use crate::store::{AuditFilter, Reader};

/// Writes the whole log, oldest first, an object a line.
pub(super) fn write(
    reader: &Reader,
    config: &Config,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    let zone = &config.terminal.timezone.0;
    reader.audit_each(&AuditFilter::default(), |entry| {
        Ok::<_, ReportError>(writeln!(out, "{}", audit_line(&entry, zone))?)
    })?;
    Ok(out.flush()?)
}
