//! Settings that an admin changes at the terminal.

use jiff::Timestamp;

use super::{JobContext, JobFault, refused};
use crate::terminal::config::FieldFault;
use crate::terminal::menu::{FieldSetting, MenuReply, SettingLine};
use crate::terminal::operators::{self, SettingState, SignedIn};

impl JobContext {
    pub(super) fn settings(&self) -> Result<MenuReply, JobFault> {
        let states = operators::settings(&self.reader()?, &self.config)?;
        Ok(MenuReply::Settings(states.into_iter().map(line).collect()))
    }

    /// Changes a setting; no value takes the change back.
    pub(super) fn set(
        &self,
        by: &SignedIn,
        setting: FieldSetting,
        value: Option<&str>,
        now: Timestamp,
    ) -> Result<MenuReply, JobFault> {
        let mut admin_store = self.admin_store()?;
        let set = match value {
            Some(value) => {
                operators::set_setting(&mut admin_store, by, &self.config, setting, value, now)
            }
            None => operators::reset_setting(&mut admin_store, by, &self.config, setting, now),
        };
        match set {
            Ok(_) => {
                let states = operators::settings(&admin_store, &self.config)?;
                let state = states.into_iter().find(|state| state.setting == setting);
                Ok(MenuReply::Set(line(state.ok_or_else(|| FieldFault::unknown(setting.key()))?)))
            }
            Err(fault) => refused(fault),
        }
    }
}

fn line(state: SettingState) -> SettingLine {
    let SettingState { setting, value, configured, .. } = state;
    SettingLine { setting, changed: value != configured, value }
}
