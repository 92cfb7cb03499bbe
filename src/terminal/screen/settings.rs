//! What a screen shows the same on every page.

use std::path::Path;

use crate::terminal::config::{CameraPlace, Config, PadDevice};
use crate::words::Language;

/// There while the image was made with keys for trials.
const TRIALS: &str = "/usr/lib/hallgate/made-for-trials";

/// What a screen shows the same on every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenSettings {
    pub language: Language,
    /// Beside every headline for visitors, smaller.
    pub second: Option<Language>,
    /// The door's, for the status bar.
    pub name: String,
    /// Every page says that this is for trials.
    pub trial: bool,
    /// The panel is touched: what can be typed has its keys beside it.
    pub touch: bool,
    /// Where the camera is.
    pub camera: Option<CameraPlace>,
    /// Below the pages in a terminal window: its keys are the door's.
    pub window_keys: bool,
    /// Likewise.
    pub sign_in: Option<SignInHint>,
}

/// Who may sign in, where everybody may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInHint {
    pub number: String,
    pub password: String,
}

impl ScreenSettings {
    /// One language, not for trials.
    pub fn new(language: Language, name: &str) -> Self {
        Self {
            language,
            second: None,
            name: name.to_owned(),
            trial: false,
            touch: false,
            camera: None,
            window_keys: false,
            sign_in: None,
        }
    }

    /// As a door's configuration wants it.
    pub fn from_config(config: &Config) -> Self {
        let settings = Self::new(config.terminal.language, &config.terminal.name);
        Self {
            camera: config.camera.place,
            window_keys: config.keypad.device == Some(PadDevice::Terminal),
            touch: config.touch.device.is_some(),
            ..settings.with_second(config.terminal.second_language)
        }
    }

    /// The same with a second language for visitors; the first one again is none.
    pub fn with_second(self, second: Option<Language>) -> Self {
        Self { second: second.filter(|second| *second != self.language), ..self }
    }

    /// The same, for trials where this system is made for them.
    pub fn of_this_system(self) -> Self {
        Self { trial: Path::new(TRIALS).exists(), ..self }
    }

    /// The same on a panel that is touched.
    pub fn touched(self, touch: bool) -> Self {
        Self { touch, ..self }
    }

    /// Takes another language; where that is the second one, the two change places.
    pub fn set_language(&mut self, language: Language) {
        if self.second == Some(language) {
            self.second = Some(self.language);
        }
        self.language = language;
    }
}
