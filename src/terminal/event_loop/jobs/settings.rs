//! Settings that an admin changes at the terminal.

use jiff::Timestamp;

use super::{JobContext, JobFault, refused};
use crate::terminal::config::FieldFault;
use crate::terminal::menu::{FieldSetting, HallChoice, MenuReply, SettingLine};
use crate::terminal::operators::{self, SettingState, SignedIn};
use crate::terminal::store::{StoreError, StoreReader};
use crate::ticket::ScreenCode;

impl JobContext {
    pub(super) fn settings(&self, by: &SignedIn) -> Result<MenuReply, JobFault> {
        let states = operators::settings(&self.reader()?, &self.config)?.into_iter();
        let states = states.filter(|state| by.may(state.setting.right()));
        let lines = states.map(|state| self.line(state)).collect::<Result<_, StoreError>>()?;
        Ok(MenuReply::Settings(lines))
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
            let name = self.hall_name(&reader, code)?;
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
                let state = state.ok_or_else(|| FieldFault::unknown(setting.key()))?;
                Ok(MenuReply::Set(self.line(state)?))
            }
            Err(fault) => refused(fault),
        }
    }

    fn line(&self, state: SettingState) -> Result<SettingLine, StoreError> {
        let SettingState { setting, value, configured, .. } = state;
        let hall = match &setting.halls(&value)[..] {
            [hall] => self.hall_name(&self.reader()?, *hall)?,
            _ => None,
        };
        Ok(SettingLine { setting, changed: value != configured, value, hall })
    }

    /// By the configuration, else by platform or catalogue.
    fn hall_name(
        &self,
        reader: &StoreReader,
        code: ScreenCode,
    ) -> Result<Option<String>, StoreError> {
        let named = self.config.terminal.screen_names.get(&code).filter(|name| !name.is_empty());
        match named {
            Some(name) => Ok(Some(name.clone())),
            None => reader.hall_name(code),
        }
    }
}
