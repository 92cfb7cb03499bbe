//! Settings that were changed at the terminal, beside what the file says.

use jiff::Zoned;
use serde::Serialize;

use super::rfc3339;
use crate::terminal::config::{Config, FieldSetting};
use crate::terminal::store::{FieldChange, StoreError, StoreReader};

/// A setting that is not as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The key in the file.
    pub key: String,
    pub value: String,
    /// The file's value; null for a key that can't be changed at the terminal any more.
    pub configured: Option<String>,
    /// The operator who changed it.
    pub by: String,
    #[serde(serialize_with = "rfc3339")]
    pub at: Zoned,
    /// False: the value is not taken any more, and the file's holds.
    pub fits: bool,
}

pub(super) fn collect(reader: &StoreReader, config: &Config) -> Result<Vec<Changed>, StoreError> {
    let zone = &config.terminal.timezone.0;
    let changed_field = |FieldChange { key, value, by, at }: FieldChange| {
        let setting = FieldSetting::from_key(&key);
        let mut tried = config.clone();
        Changed {
            fits: setting.is_some_and(|setting| setting.apply(&mut tried, &value).is_ok()),
            configured: setting.map(|setting| setting.value_of(config)),
            at: at.to_zoned(zone.clone()),
            key,
            value,
            by,
        }
    };
    let changed = reader.field_changes()?.into_iter().map(changed_field);
    Ok(changed.filter(|one| one.configured.as_ref() != Some(&one.value)).collect())
}
