//! The whole database onto a stick, under a name that tells terminal and time.

use std::path::Path;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use super::{ExportError, Stick};
use crate::terminal::config::Config;
use crate::terminal::report::ReportError;
use crate::terminal::store::{self, BackupWatch, DatabaseKey};

/// More than the log beside the database grows while it is copied.
const SPARE: u64 = 8 << 20;

/// What is written for longer than this is not written any more: the power went, or the stick was pulled.
const TORN: Duration = Duration::from_secs(3600);

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StickBackup {
    /// Its name on the stick.
    pub file: String,
    pub records: u64,
    pub pending: u64,
}

/// Writes it, beside the running terminal; what is there is never written over, and nothing is left of one
/// that was stopped.
pub fn back_up(
    stick: &Stick,
    config: &Config,
    database: &Path,
    key: &DatabaseKey,
    now: Timestamp,
    watch: BackupWatch,
) -> Result<StickBackup, ExportError> {
    forget_torn(stick, config, now);
    let needed = std::fs::metadata(database).map_or(0, |data| data.len()) + SPARE;
    let (name, free) = (stick.name().to_owned(), stick.free());
    if needed > free {
        return Err(ExportError::Full { name, needed, free });
    }
    let file = file_name(config, "backup", "db", now);
    let to = stick.folder().join(&file);
    let held = store::backup_while(database, key, &to, watch).map_err(ReportError::from)?;
    let Some(held) = held else { return Err(ExportError::Stopped { name }) };
    Ok(StickBackup { file, records: held.records, pending: held.pending })
}

/// Lets all but the newest `keep` of this terminal's backups on the stick go; how many went.
pub fn forget_older(stick: &Stick, config: &Config, keep: usize) -> usize {
    let mut own = own_files(stick, config, ".db");
    own.sort_unstable_by(|one, other| other.cmp(one));
    let older = own.iter().skip(keep);
    older.filter(|name| std::fs::remove_file(stick.folder().join(name)).is_ok()).count()
}

/// What is left of this terminal's backups that were cut off: it is of no use, and fills the stick.
fn forget_torn(stick: &Stick, config: &Config, now: Timestamp) {
    let is_torn = |path: &Path| {
        let written = std::fs::metadata(path).and_then(|data| data.modified()).ok();
        let since = written.and_then(|at| SystemTime::from(now).duration_since(at).ok());
        since.is_some_and(|since| since > TORN)
    };
    let parts = own_files(stick, config, ".db.part").into_iter();
    for path in parts.map(|name| stick.folder().join(name)).filter(|path| is_torn(path)) {
        if let Err(cause) = std::fs::remove_file(&path) {
            log::warn!("{}, which is left of a backup, stays: {cause}", path.display());
        }
    }
}

/// This terminal's backups on the stick whose names end so.
fn own_files(stick: &Stick, config: &Config, ending: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(stick.folder()) else { return Vec::new() };
    let prefix = format!("hallgate-backup-{}-", own_name(config));
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let is_own = |name: &String| {
        let time = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(ending));
        time.is_some_and(is_time)
    };
    names.filter(is_own).collect()
}

/// `YYYYMMDD-hhmmss`
fn is_time(text: &str) -> bool {
    let (day, time) = text.split_once('-').unwrap_or_default();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    day.len() == 8 && time.len() == 6 && digits(day) && digits(time)
}

/// Of this terminal and of this second, by the clock at the door.
pub fn file_name(config: &Config, what: &str, ending: &str, now: Timestamp) -> String {
    let time = now.to_zoned(config.terminal.timezone.0.clone());
    let time = time.strftime("%Y%m%d-%H%M%S");
    format!("hallgate-{what}-{}-{time}.{ending}", own_name(config))
}

fn own_name(config: &Config) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "._-".contains(sign);
    config.platform.username.replace(|sign| !plain(sign), "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "[terminal]\ncinema_code = \"12345678\"\n[gate]\ndriver = \"simulated\"\n\
         [platform]\nurl = \"https://127.0.0.1\"\nusername = \"hall/3\"\nprivate_key = \"file:/none\"\n";

    #[test]
    fn the_newest_stay_and_nothing_of_anybody_else_goes() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config::parse(CONFIG, Path::new("it.toml")).unwrap();
        let others = [
            "hallgate-backup-hall_3-x-20260501-094640.db",
            "hallgate-backup-hall_4-20260501-094640.db",
            "hallgate-backup-hall_3-20260501-094640.db.part",
            "hallgate-key-hall_3-20260501-094640.png",
            "photo.jpg",
        ];
        let now = |day: i64| Timestamp::from_second(1_777_600_000 + day * 86_400).unwrap();
        let own: Vec<String> =
            (0..5).map(|day| file_name(&config, "backup", "db", now(day))).collect();
        for name in own.iter().map(String::as_str).chain(others) {
            std::fs::write(folder.path().join(name), name).unwrap();
        }
        let stick = Stick::at(folder.path()).unwrap();
        assert_eq!(forget_older(&stick, &config, 3), 2);
        assert_eq!(forget_older(&stick, &config, 3), 0);
        let there = |name: &str| folder.path().join(name).exists();
        assert!(others.into_iter().all(there));
        let stay: Vec<bool> = own.iter().map(|name| there(name)).collect();
        assert_eq!(stay, [false, false, true, true, true]);
    }

    #[test]
    fn what_is_left_of_a_backup_that_was_cut_off_goes_and_one_that_is_being_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config::parse(CONFIG, Path::new("it.toml")).unwrap();
        let part = folder.path().join("hallgate-backup-hall_3-20260501-094640.db.part");
        let other = folder.path().join("hallgate-backup-hall_4-20260501-094640.db.part");
        std::fs::write(&part, "torn").unwrap();
        std::fs::write(&other, "another terminal's").unwrap();
        let stick = Stick::at(folder.path()).unwrap();
        let now = Timestamp::now();
        forget_torn(&stick, &config, now);
        assert!(part.exists(), "it may be written just now");
        forget_torn(&stick, &config, now + Duration::from_secs(3700));
        assert!(!part.exists() && other.exists());
    }
}
