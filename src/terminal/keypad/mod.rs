//! What people press and aim with: a number pad, buttons at the case, and a barcode imager that
//! types what it reads. Each may come and go at any time; the door goes on without it.

mod buttons;
mod device;
mod imager;
mod key;
mod keymap;
mod layout;
mod pad;
mod search;
mod stroke;
mod touch;
mod typing;
mod window;

use std::os::fd::BorrowedFd;
use std::path::PathBuf;
use std::time::Duration;

use crate::clock::Clock;
use crate::terminal::config::{Config, PadDevice};
use crate::terminal::lines::LineError;
use crate::words::codes::{FaultCode, keypad};
use crate::words::device::Text;
use crate::words::{self, Language, Message, display_in_english, system};
use buttons::Buttons;
use pad::Pad;
use window::WindowKeys;

pub use imager::listen;
pub use key::{Digit, Key};
pub use search::{FoundDevice, find_imager, find_pad, find_touch};
pub use touch::TapPoint;
use touch::TouchPanel;
pub use window::has_window_keys;

/// Why a device can't be used now.
#[derive(Debug, thiserror::Error)]
pub enum KeypadError {
    Absent { path: PathBuf },
    NoPad,
    NoTouch { path: Option<PathBuf> },
    Unopened { path: PathBuf, cause: std::io::Error },
    NoKeyboard { path: PathBuf },
    Held { path: PathBuf },
    Unplugged { path: PathBuf },
    Unreadable { path: PathBuf, cause: std::io::Error },
    IsImager,
    NoWindow,
    Buttons(#[from] LineError),
}

display_in_english!(KeypadError);

impl Message for KeypadError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Absent { .. } => keypad::ABSENT,
            Self::NoPad => keypad::NO_PAD,
            Self::NoTouch { .. } => keypad::NO_TOUCH,
            Self::Unopened { .. } => keypad::UNOPENED,
            Self::NoKeyboard { .. } => keypad::NO_KEYBOARD,
            Self::Held { .. } => keypad::HELD,
            Self::Unplugged { .. } => keypad::UNPLUGGED,
            Self::Unreadable { .. } => keypad::UNREADABLE,
            Self::IsImager => keypad::IS_IMAGER,
            Self::NoWindow => keypad::NO_WINDOW,
            Self::Buttons(cause) => cause.code(),
        }
    }

    fn message(&self, language: Language) -> String {
        let said = |cause: &std::io::Error| system::io(cause, language);
        match self {
            Self::Absent { path } => {
                words::device::InputAbsent { path: path.display() }.text(language)
            }
            Self::NoPad => Text::NoPad.plain(language),
            Self::NoTouch { path: None } => Text::NoTouchPanel.plain(language),
            Self::NoTouch { path: Some(path) } => {
                words::device::NoTouch { path: path.display() }.text(language)
            }
            Self::Unopened { path, cause } => {
                let (path, cause) = (path.display(), said(cause));
                words::device::InputUnopened { path, cause }.text(language)
            }
            Self::NoKeyboard { path } => {
                words::device::NoKeyboard { path: path.display() }.text(language)
            }
            Self::Held { path } => words::device::InputHeld { path: path.display() }.text(language),
            Self::Unplugged { path } => {
                words::device::Unplugged { path: path.display() }.text(language)
            }
            Self::Unreadable { path, cause } => {
                let (path, cause) = (path.display(), said(cause));
                words::device::InputUnreadable { path, cause }.text(language)
            }
            Self::IsImager => Text::PadIsImager.plain(language),
            Self::NoWindow => Text::NoWindow.plain(language),
            Self::Buttons(cause) => {
                words::device::Buttons { fault: cause.message(language) }.text(language)
            }
        }
    }
}

/// Something that people have done, or that happened to what they do it with.
#[derive(Debug)]
pub enum Touch {
    Key(Key),
    /// A finger has tapped the panel.
    Tap(TapPoint),
    /// The imager has read a code; its last key was typed at this time of the monotonic clock.
    Text {
        text: String,
        at: Duration,
    },
    /// A part came or went; told once.
    Changed {
        part: InputKind,
        connected: bool,
        error: Option<KeypadError>,
    },
}

/// The parts that come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum InputKind {
    Pad,
    Buttons,
    Touch,
    Imager,
}

impl InputKind {
    /// The name in events.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What people press.
#[derive(Debug)]
pub struct OperatorInputs {
    pad: Option<Pad>,
    /// In the number pad's place.
    window: Option<WindowKeys>,
    buttons: Option<Buttons>,
    touch: Option<TouchPanel>,
}

impl OperatorInputs {
    /// The configured parts; each is looked for by the first [`Self::look`].
    pub fn new(config: &Config, clock: Clock) -> Self {
        let Config { keypad, imager, gate, touch, display, .. } = config;
        let (window, pad) = match &keypad.device {
            Some(PadDevice::Terminal) => (true, None),
            pad => (false, pad.as_ref()),
        };
        Self {
            pad: pad.map(|device| Pad::new(device, imager.device.as_deref(), clock)),
            window: window.then(|| WindowKeys::new(clock)),
            buttons: Buttons::new(keypad, gate, clock),
            touch: TouchPanel::new(touch, display.rotation(), clock),
        }
    }

    /// What has happened since the last call. What is lost is looked for anew each second.
    pub fn look(&mut self) -> Vec<Touch> {
        let mut touches = Vec::new();
        if let Some(pad) = &mut self.pad {
            pad.look(&mut touches);
        }
        if let Some(window) = &mut self.window {
            window.look(&mut touches);
        }
        if let Some(buttons) = &mut self.buttons {
            buttons.look(&mut touches);
        }
        if let Some(touch) = &mut self.touch {
            touch.look(&mut touches);
        }
        touches
    }

    /// When there is something to do without a descriptor telling so.
    pub fn due(&self) -> Option<Duration> {
        let pad = self.pad.as_ref().and_then(Pad::due);
        let buttons = self.buttons.as_ref().and_then(Buttons::due);
        let window = self.window.as_ref().and_then(WindowKeys::due);
        let touch = self.touch.as_ref().and_then(TouchPanel::due);
        [pad, window, buttons, touch].into_iter().flatten().min()
    }

    /// What to wait for: number pad, buttons, touch.
    pub fn descriptors(&self) -> [Option<BorrowedFd<'_>>; 3] {
        let pad = self.pad.as_ref().and_then(Pad::descriptor);
        [
            pad.or_else(|| self.window.as_ref()?.descriptor()),
            self.buttons.as_ref().and_then(Buttons::descriptor),
            self.touch.as_ref().and_then(TouchPanel::descriptor),
        ]
    }

    /// Whether somebody has keys in the terminal window.
    pub fn has_window(&self) -> bool {
        self.window.as_ref().is_some_and(WindowKeys::works)
    }

    /// Whether all there should be to press is there.
    pub fn keys_work(&self) -> bool {
        let pad = self.pad.as_ref().is_none_or(|pad| pad.due().is_none());
        let window = self.window.as_ref().is_none_or(WindowKeys::works);
        pad && window && self.buttons.as_ref().is_none_or(|buttons| buttons.due().is_none())
    }
}
