//! A setting is changed: its values, a question, what came of it.

use super::settings::{SettingLine, called, value};
use crate::terminal::config::FieldSetting;
use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::{Choices, Confirmation, KEYS, labelled};
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::presentation::{self, Card, Phrase, Scope};
use crate::words::menu::{self as words, Text};

/// On the way to another value.
#[derive(Debug, Clone, PartialEq)]
pub enum SettingPage {
    /// The values to choose from, the present one among them.
    Values(SettingLine, Choices<SettingValue>),
    /// From a value to another one.
    Ask {
        setting: FieldSetting,
        from: String,
        to: SettingValue,
        answer: Confirmation,
    },
    Changed(SettingLine),
}

/// A value that can be chosen, as the configuration writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingValue {
    Of(String),
    /// Take the change back.
    AsConfigured,
}

pub(super) fn open(line: &SettingLine) -> Vec<Step> {
    vec![Step::Open(SettingPage::values(line).into())]
}

pub(super) fn answered(reply: MenuReply, _: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Set(line) => vec![
            Step::Home,
            Step::Apply(line.clone()),
            Step::Open(SettingPage::Changed(line).into()),
        ],
        _ => Vec::new(),
    }
}

impl SettingPage {
    /// The values of a setting.
    pub fn values(line: &SettingLine) -> Self {
        let SettingLine { setting, value, changed, .. } = line;
        let mut values: Vec<SettingValue> =
            setting.choices().iter().map(|choice| SettingValue::Of((*choice).to_owned())).collect();
        // A site's own value from the configuration.
        if !setting.choices().contains(&value.as_str()) {
            values.insert(0, SettingValue::Of(value.clone()));
        }
        if *changed {
            values.push(SettingValue::AsConfigured);
        }
        Self::Values(line.clone(), Choices::new(values))
    }

    /// The same with this value marked.
    pub fn marked(self, value: &SettingValue) -> Self {
        match self {
            Self::Values(line, choices) => {
                Self::Values(line, choices.marked(|choice| choice == value))
            }
            other => other,
        }
    }
}

impl PageHandler for SettingPage {
    fn name(&self) -> String {
        let name = match self {
            Self::Values(line, _) => match line.setting {
                FieldSetting::Language => "settings-language",
                FieldSetting::UnlockMs => "settings-unlock",
                FieldSetting::OpenBeforeMin => "settings-open_before",
                FieldSetting::CloseAfterMin => "settings-close_after",
                FieldSetting::Online => "settings-online",
                FieldSetting::Screens => "settings-screens",
            },
            Self::Ask { .. } => "settings-ask",
            Self::Changed(_) => "notice-setting_changed",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::Settings);
        match self {
            Self::Values(line, choices) => {
                let body = choices.body(|choice| match choice {
                    SettingValue::AsConfigured => labelled(scope.text(Text::AsConfigured)),
                    SettingValue::Of(one) => {
                        let now = if *one == line.value {
                            scope.text(Text::Present)
                        } else {
                            String::new()
                        };
                        let label = value(line.setting, one, scope);
                        let value = Phrase::own(now);
                        presentation::Item { label, value, ..presentation::Item::default() }
                    }
                });
                Card::new(scope.own(called(line.setting)), body, &KEYS)
            }
            Self::Ask { setting, from, to, answer } => {
                let from = value(*setting, from, scope);
                let to = match to {
                    SettingValue::Of(to) => value(*setting, to, scope),
                    SettingValue::AsConfigured => scope.own(Text::Configured),
                };
                let words = scope.say(words::FromTo { before: &from.words, after: &to.words });
                let change = Phrase { words, foreign: from.foreign || to.foreign };
                let lines = vec![scope.own(called(*setting)), change];
                Card::new(title, answer.body(Text::AskChange, lines, scope), &KEYS)
            }
            Self::Changed(line) => {
                let say = notice::good(Text::SettingChanged, scope);
                let say = say.and(scope.own(called(line.setting)));
                notice::card(title, say.and(line.shown(scope)))
            }
        }
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match self {
            Self::Values(line, choices) => choices.press(key, |to| match to {
                SettingValue::Of(to) if to == line.value => vec![Step::Leave],
                to => {
                    let (setting, from) = (line.setting, line.value.clone());
                    let answer = Confirmation::default();
                    vec![Step::Open(Self::Ask { setting, from, to, answer }.into())]
                }
            }),
            Self::Ask { setting, to, answer, .. } => answer.press(key, || {
                let value = match to {
                    SettingValue::Of(to) => Some(to.clone()),
                    SettingValue::AsConfigured => None,
                };
                vec![Step::Ask(MenuRequest::Set { setting: *setting, value }, answered)]
            }),
            Self::Changed(_) => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        if let Self::Changed(_) = self { Patience::Notice } else { Patience::Page }
    }
}
