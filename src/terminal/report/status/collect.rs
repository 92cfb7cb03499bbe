//! Gathers how the terminal stands, from the database and the machine.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::{
    CachedKey, CatalogueStatus, Database, Doubled, LATE_AFTER_S, LastError, Machine, PlatformFault,
    SetAsideRecords, Status, Versions, changed,
};
use crate::clock::Trust;
use crate::terminal::config::Config;
use crate::terminal::neighbours::NeighboursHealth;
use crate::terminal::store::{DatabaseKey, Setting, StoreError, StoreReader, free_bytes};
use crate::terminal::update::{Places, UpdateStatus};

/// So long a double admission calls for somebody to look.
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Status {
    /// Gathers the facts from one state of the database.
    pub fn collect(
        reader: &StoreReader,
        config: &Config,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let zone = &config.terminal.timezone.0;
        let zoned = |at: Timestamp| at.to_zoned(zone.clone());
        let mut status = reader.at_one_moment(|reader| {
            let holdings = reader.holdings()?;
            let keys = reader.keys(config.terminal.cinema_code, now)?;
            let stored = |setting| Ok::<_, StoreError>(reader.get(setting)?.unwrap_or_default());
            let (error_at, error) = moment(&stored(Setting::LastError)?);
            Ok::<_, StoreError>(Self {
                at: zoned(now),
                terminal: config.terminal.name.clone(),
                cinema_code: config.terminal.cinema_code,
                attention: Vec::new(),
                keys: keys
                    .iter()
                    .map(|key| CachedKey { bits: key.key.len() * 8, start_time: key.start_time })
                    .collect(),
                keys_fetched_at: moment(&stored(Setting::KeysFetched)?).0.map(zoned),
                pending: reader.pending()?,
                oldest_pending_at: reader.oldest_pending()?.map(zoned),
                standing_aside: reader.standing_aside_count()?,
                double_admissions: doubled(reader, now)?,
                set_aside: reader
                    .set_aside_days()?
                    .into_iter()
                    .map(SetAsideRecords::from)
                    .collect(),
                last_contact_at: moment(&stored(Setting::LastContact)?).0.map(zoned),
                last_error: error_at.map(|at| LastError::of_kept(zoned(at), error)),
                platform_faults: PlatformFault::all(&stored(Setting::PlatformFlaws)?, now, zoned),
                catalogue: match config.catalogue {
                    Some(_) => Some(CatalogueStatus::of(reader.catalogue_figures()?, &zoned(now))),
                    None => None,
                },
                neighbours: match config.neighbours {
                    Some(_) => Some(
                        NeighboursHealth::from_json(&stored(Setting::Neighbours)?)
                            .unwrap_or_default(),
                    ),
                    None => None,
                },
                settings: changed::collect(reader, config)?,
                clock: Trust::from_name(&stored(Setting::Clock)?),
                database: Database {
                    path: config.store.path.clone(),
                    bytes: 0,
                    schema: holdings.schema,
                    records: holdings.records,
                    oldest_day: holdings.oldest_day,
                    lacking: None,
                },
                incidents: reader.incidents()?,
                disk_free_bytes: None,
                update_not_kept: None,
                versions: Versions {
                    hallgate: env!("CARGO_PKG_VERSION").to_owned(),
                    sqlcipher: reader.cipher_version()?,
                },
                machine: Machine::default(),
            })
        })?;
        status.machine = Machine::here();
        status.database.bytes = bytes(&config.store.path);
        // The reader is open, so the key was good a moment ago.
        if let Ok(key) = DatabaseKey::load(&config.store.key) {
            status.database.lacking = reader.lacking(&config.store.path, &key)?;
        }
        status.update_not_kept = UpdateStatus::read(&Places::here()).not_kept().cloned();
        status.disk_free_bytes = free_bytes(&config.store.path);
        let silent_after_s = i64::try_from(config.keys.refresh_s * 2).unwrap_or(i64::MAX);
        status.attention = status.alarms(silent_after_s.max(LATE_AFTER_S));
        Ok(status)
    }
}

/// Those of the last week by business day: after it they stand in the reports alone.
fn doubled(reader: &StoreReader, now: Timestamp) -> Result<Vec<Doubled>, StoreError> {
    let mut days: BTreeMap<Date, Doubled> = BTreeMap::new();
    for line in reader.doubles_since(now.saturating_sub(WEEK).unwrap_or(Timestamp::MIN))? {
        let day = line.business_day;
        let none = Doubled { day, records: 0, doors: Vec::new() };
        let of_day = days.entry(day).or_insert(none);
        of_day.records += 1;
        let door = line.elsewhere.map(|(name, _)| name.to_string());
        of_day.doors.extend(door.filter(|door| !of_day.doors.contains(door)));
    }
    Ok(days.into_values().collect())
}

/// Reads "milliseconds since 1970, a space, a text"; the text may be missing.
fn moment(fact: &str) -> (Option<Timestamp>, String) {
    let (at, text) = fact.split_once(' ').unwrap_or((fact, ""));
    let at = at.parse().ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
    (at, text.to_owned())
}

/// The database's size with its write-ahead log.
fn bytes(path: &std::path::Path) -> u64 {
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    [path.as_os_str(), &wal]
        .into_iter()
        .filter_map(|file| std::fs::metadata(file).ok())
        .map(|data| data.len())
        .sum()
}
