//! The protected log as lines of JSON.

use std::io::Write;

use serde_json::json;

use crate::config::Config;
use crate::report::ReportError;
use crate::store::{AuditFilter, Reader};

/// Writes the whole log, oldest first, an object a line: `id`, `at`, `who`, `what`, `detail`.
pub(super) fn write(
    reader: &Reader,
    config: &Config,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    let zone = &config.terminal.timezone.0;
    for entry in reader.audit(&AuditFilter::default())? {
        let at = entry.at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string();
        let line = json!({
            "id": entry.id, "at": at, "who": entry.who, "what": entry.what, "detail": entry.detail,
        });
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}
