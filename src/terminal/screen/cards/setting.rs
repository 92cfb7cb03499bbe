//! Settings and their values in words.

use super::{Phrase, Scope};
use crate::terminal::menu::Setting;
use crate::words::Language;
use crate::words::menu::Text;
use crate::words::status::Text as Status;

impl Scope<'_> {
    /// What a setting is called.
    pub(super) fn setting_name(self, setting: Setting) -> String {
        self.text(match setting {
            Setting::Language => Text::TheLanguage,
            Setting::UnlockMs => Text::UnlockMs,
            Setting::OpenBeforeMin => Text::OpenBeforeMin,
            Setting::CloseAfterMin => Text::CloseAfterMin,
            Setting::Online => Text::Online,
        })
    }

    /// A value as the configuration writes it, in words.
    pub(super) fn setting_value(self, setting: Setting, value: &str) -> Phrase {
        let bare = value.trim_matches('"');
        let known = match (setting, bare) {
            (Setting::Language, "zh-CN") => Some(Text::Language.plain(Language::Chinese)),
            (Setting::Language, "en") => Some(Text::Language.plain(Language::English)),
            (Setting::Online, "prefer") => Some(self.text(Text::OnlinePrefer)),
            (Setting::Online, "require") => Some(self.text(Text::OnlineRequire)),
            (Setting::Online, "never") => Some(self.text(Text::OnlineNever)),
            (Setting::UnlockMs, ms) => {
                ms.parse().ok().map(|ms| Status::Seconds.with(self.language, &[&seconds(ms)]))
            }
            (Setting::OpenBeforeMin | Setting::CloseAfterMin, minutes) => {
                minutes.parse::<u32>().ok().map(|_| Status::Minutes.with(self.language, &[minutes]))
            }
            _ => None,
        };
        known.map_or_else(|| Phrase::foreign(bare), Phrase::own)
    }
}

/// Milliseconds as seconds, with as many decimals as it takes.
fn seconds(ms: u32) -> String {
    let decimals = format!("{}.{:03}", ms / 1000, ms % 1000);
    decimals.trim_end_matches('0').trim_end_matches('.').to_owned()
}
