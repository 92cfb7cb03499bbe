//! Settings changed in the field: each by an admin, each logged in the transaction that makes it.

use jiff::Timestamp;

use super::roster::confirm;
use super::{PeopleError, SignedIn};
use crate::terminal::config::{Config, FieldFault, FieldSetting};
use crate::terminal::store::detail::SetTo;
use crate::terminal::store::{AdminStore, AuditDetail, FieldChange, StoreError, StoreReader};

/// How a setting stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingState {
    pub setting: FieldSetting,
    /// The value in force after the next start.
    pub value: String,
    /// The value in the file.
    pub configured: String,
    /// Who changed it, and when; none: nobody has.
    pub changed: Option<(String, Timestamp)>,
}

/// The configuration with what was changed at the terminal, and what no longer fits.
pub fn in_force(
    reader: &StoreReader,
    file: &Config,
) -> Result<(Config, Vec<FieldFault>), StoreError> {
    let kept = reader.field_changes()?;
    let kept = kept.iter().map(|change| (change.key.as_str(), change.value.as_str()));
    Ok(file.clone().with_field_settings(kept))
}

/// How all settings stand; `file` is the configuration as the file has it.
pub fn settings(reader: &StoreReader, file: &Config) -> Result<Vec<SettingState>, StoreError> {
    let kept = reader.field_changes()?;
    let (now, _) = in_force(reader, file)?;
    let state = |setting: FieldSetting| {
        let value = setting.value_of(&now);
        let change = kept.iter().find(|change| change.key == setting.key());
        let change = change.filter(|change| change.value == value);
        SettingState {
            setting,
            value,
            configured: setting.value_of(file),
            changed: change.map(|change| (change.by.clone(), change.at)),
        }
    };
    Ok(FieldSetting::ALL.iter().copied().map(state).collect())
}

/// Changes a setting; the file's own value takes the change back. What is so already is left and
/// not logged; returns whether anything changed.
pub fn set_setting(
    admin_store: &mut AdminStore,
    by: &SignedIn,
    file: &Config,
    setting: FieldSetting,
    value: &str,
    now: Timestamp,
) -> Result<bool, PeopleError> {
    let mut wanted = file.clone();
    setting.apply(&mut wanted, value)?;
    // As the file would write it.
    let value = setting.value_of(&wanted);
    let change = (value != setting.value_of(file)).then_some(value);
    keep(admin_store, by, file, setting, change, now)
}

/// Takes a change back: the setting is as the file has it.
pub fn reset_setting(
    admin_store: &mut AdminStore,
    by: &SignedIn,
    file: &Config,
    setting: FieldSetting,
    now: Timestamp,
) -> Result<bool, PeopleError> {
    keep(admin_store, by, file, setting, None, now)
}

fn keep(
    admin_store: &mut AdminStore,
    by: &SignedIn,
    file: &Config,
    setting: FieldSetting,
    value: Option<String>,
    now: Timestamp,
) -> Result<bool, PeopleError> {
    by.demand(setting.right())?;
    let kept = admin_store.field_changes()?.into_iter().find(|change| change.key == setting.key());
    let before = in_force(admin_store, file)?.0;
    if kept.map(|change| change.value) == value {
        return Ok(false);
    }
    let (key, configured) = (setting.key(), setting.value_of(file));
    admin_store.change(|change| {
        confirm(change, by)?;
        let who = by.name().as_str();
        let (after, whose) = match &value {
            Some(value) => {
                let change_of = FieldChange {
                    key: key.to_owned(),
                    value: value.clone(),
                    by: who.to_owned(),
                    at: now,
                };
                change.set_field(&change_of)?;
                (value, None)
            }
            None => {
                change.clear_field(key)?;
                (&configured, Some(SetTo::AsConfigured))
            }
        };
        let detail = AuditDetail::SettingChanged {
            key: key.to_owned(),
            from: setting.value_of(&before),
            to: after.clone(),
            value: whose,
        };
        change.log(who, &detail, now)?;
        Ok(true)
    })
}
