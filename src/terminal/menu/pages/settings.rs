//! What may be changed at the terminal by whoever is signed in, and how it stands.

use super::{clock, halls, setting};
use crate::terminal::config::FieldSetting;
use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::{Choices, KEYS, valued};
use crate::terminal::menu::page::{Context, PageHandler, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::presentation::{self, Card, Phrase, Scope};
use crate::words::Language;
use crate::words::menu::{self as words, Text};
use crate::words::status;

/// All settings there are.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingsPage {
    choices: Choices<SettingEntry>,
}

/// What may be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum SettingEntry {
    Line(SettingLine),
    Clock,
}

/// A setting as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingLine {
    pub setting: FieldSetting,
    pub value: String,
    /// It differs from the configuration.
    pub changed: bool,
    /// What its one hall is called, where it names one.
    pub hall: Option<String>,
}

pub(super) fn open(_: &Context) -> Vec<Step> {
    vec![Step::Ask(MenuRequest::Settings, answered)]
}

fn answered(reply: MenuReply, _: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Settings(lines) => vec![Step::Open(SettingsPage::new(lines).into())],
        _ => Vec::new(),
    }
}

impl SettingsPage {
    /// In the order in which they are told.
    pub fn new(lines: Vec<SettingLine>) -> Self {
        let lines = lines.into_iter().map(SettingEntry::Line);
        Self { choices: Choices::new(lines.chain([SettingEntry::Clock])) }
    }

    /// The same with this setting marked.
    pub fn marked(self, setting: FieldSetting) -> Self {
        let is_it = |entry: &SettingEntry| matches!(entry, SettingEntry::Line(line) if line.setting == setting);
        Self { choices: self.choices.marked(is_it) }
    }
}

impl PageHandler for SettingsPage {
    fn name(&self) -> String {
        "settings".to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let body = self.choices.body(|entry| match entry {
            SettingEntry::Line(line) => presentation::Item {
                label: scope.own(called(line.setting)),
                value: line.shown(scope),
                changed: line.changed,
                brief: None,
            },
            SettingEntry::Clock => {
                let time = scope.status.map(|status| scope.clock(status.time)).unwrap_or_default();
                valued(scope.text(Text::SetClock), time)
            }
        });
        Card::new(scope.own(Text::Settings), body, &KEYS)
    }

    fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        self.choices.press(key, |entry| match entry {
            SettingEntry::Clock => clock::open(context),
            SettingEntry::Line(line) if line.setting == FieldSetting::Screens => halls::open(),
            SettingEntry::Line(line) => setting::open(&line),
        })
    }
}

impl SettingLine {
    /// Its value in words.
    pub(super) fn shown(&self, scope: Scope) -> Phrase {
        match (self.setting, &self.setting.halls(&self.value)[..]) {
            (FieldSetting::Screens, [hall]) => scope.hall(self.hall.as_deref(), *hall),
            _ => value(self.setting, &self.value, scope),
        }
    }
}

/// What a setting is called.
pub(super) fn called(setting: FieldSetting) -> Text {
    match setting {
        FieldSetting::Language => Text::TheLanguage,
        FieldSetting::UnlockMs => Text::UnlockMs,
        FieldSetting::OpenBeforeMin => Text::OpenBeforeMin,
        FieldSetting::CloseAfterMin => Text::CloseAfterMin,
        FieldSetting::Online => Text::Online,
        FieldSetting::Screens => Text::DoorHalls,
    }
}

/// A value as the configuration writes it, in words.
pub(super) fn value(setting: FieldSetting, value: &str, scope: Scope) -> Phrase {
    let bare = value.trim_matches('"');
    if setting == FieldSetting::Screens {
        return match setting.halls(value).len() {
            0 => scope.own(Text::AllHalls),
            halls => Phrase::own(scope.say(words::SeveralHalls { halls })),
        };
    }
    let known = match (setting, bare) {
        (FieldSetting::Language, "zh-CN") => Some(Text::Language.plain(Language::Chinese)),
        (FieldSetting::Language, "en") => Some(Text::Language.plain(Language::English)),
        (FieldSetting::Online, "prefer") => Some(scope.text(Text::OnlinePrefer)),
        (FieldSetting::Online, "require") => Some(scope.text(Text::OnlineRequire)),
        (FieldSetting::Online, "never") => Some(scope.text(Text::OnlineNever)),
        (FieldSetting::UnlockMs, ms) => {
            let seconds = ms.parse().ok().map(seconds);
            seconds.map(|seconds| scope.say(status::Seconds { seconds }))
        }
        (FieldSetting::OpenBeforeMin | FieldSetting::CloseAfterMin, minutes) => {
            let known = minutes.parse::<u32>().is_ok();
            known.then(|| scope.say(status::Minutes { minutes }))
        }
        _ => None,
    };
    known.map_or_else(|| Phrase::foreign(bare), Phrase::own)
}

/// Milliseconds as seconds, with as many decimals as it takes.
fn seconds(ms: u32) -> String {
    let decimals = format!("{}.{:03}", ms / 1000, ms % 1000);
    decimals.trim_end_matches('0').trim_end_matches('.').to_owned()
}
