//! A list that somebody keeps as CSV, as for the cinemas and for the terminals of a sheet.

use std::fs::File;
use std::path::Path;

use csv::StringRecord;

use super::CommandFault;

/// The file's lines with their numbers, without the headings where the first line begins with `heading`. A line
/// that is no CSV is `wrong`.
pub(super) fn read_csv_list(
    path: &Path,
    heading: &str,
    wrong: impl Fn(u64) -> CommandFault,
) -> Result<Vec<(u64, StringRecord)>, CommandFault> {
    let file =
        File::open(path).map_err(|cause| CommandFault::File { path: path.to_owned(), cause })?;
    let mut lines = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(file);
    let mut found = Vec::new();
    for (at, line) in (1..).zip(lines.records()) {
        let line = line.map_err(|fault| wrong(fault.position().map_or(at, csv::Position::line)))?;
        let number = line.position().map_or(at, csv::Position::line);
        let is_heading = at == 1 && first(&line).eq_ignore_ascii_case(heading);
        if !is_heading {
            found.push((number, line));
        }
    }
    Ok(found)
}

/// A line's first value, without what a spreadsheet puts before all.
pub(super) fn first(line: &StringRecord) -> &str {
    line.get(0).unwrap_or_default().trim_start_matches('\u{feff}')
}
