//! Settings that an admin changes at the terminal.

use jiff::Timestamp;

use super::{JobContext, JobFault, refused};
use crate::terminal::config::FieldFault;
use crate::terminal::menu::{FieldSetting, HallChoice, MenuReply, SettingLine};
use crate::terminal::operators::{self, SettingState, SignedIn};
use crate::terminal::store::StoreError;
use crate::ticket::ScreenCode;

impl JobContext {
    pub(super) fn settings(&self, by: &SignedIn) -> Result<MenuReply, JobFault> {
        let states = operators::settings(&self.reader()?, &self.config)?.into_iter();
        let states = states.filter(|state| by.may(state.setting.right()));
        Ok(MenuReply::Settings(states.map(line).collect()))
    }

    /// The halls that configuration, platform or catalogue have told.
    pub(super) fn halls(&self) -> Result<MenuReply, JobFault> {
        let reader = self.reader()?;
        let (config, _) = operators::in_force(&reader, &self.config)?;
        let here = &config.terminal.screens;
        let configured = &self.config.terminal;
        let mut codes = reader.known_halls()?;
        codes.extend(here.iter().chain(&configured.screens).chain(configured.screen_names.keys()));
        let hall = |code: ScreenCode| {
            let name = configured.screen_names.get(&code).filter(|name| !name.is_empty());
            let name = match name {
                Some(name) => Some(name.clone()),
                None => reader.hall_name(code)?,
            };
            Ok(HallChoice { code, name, is_here: here.contains(&code) })
        };
        let halls = codes.into_iter().map(hall).collect::<Result<_, StoreError>>()?;
        Ok(MenuReply::Halls(halls, *here != configured.screens))
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
