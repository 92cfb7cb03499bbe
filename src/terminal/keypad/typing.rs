//! Keys that an imager types, put together to texts.

use std::time::Duration;

use evdev::{AttributeSet, KeyCode};

use super::layout;
use super::stroke::Stroke;

/// Nothing typed for so long ends a text that has no Enter or Tab behind it.
const PAUSE: Duration = Duration::from_millis(150);

/// Where a pause can be a hesitation, a text is over when nothing was typed for so long: one that
/// lacks a part, and one of an imager that is known to type Enter or Tab.
const QUIET: Duration = Duration::from_secs(1);

/// The longest text, in characters: a QR code holds 4296, a ticket at most some hundreds.
const MOST: usize = 4096;

/// Stands for what is typed with Ctrl, Alt or the like, and can't be told: no ticket has it.
const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

const SHIFT: [KeyCode; 2] = [KeyCode::KEY_LEFTSHIFT, KeyCode::KEY_RIGHTSHIFT];
const CTRL: [KeyCode; 2] = [KeyCode::KEY_LEFTCTRL, KeyCode::KEY_RIGHTCTRL];
const ALT_OR_META: [KeyCode; 4] =
    [KeyCode::KEY_LEFTALT, KeyCode::KEY_RIGHTALT, KeyCode::KEY_LEFTMETA, KeyCode::KEY_RIGHTMETA];

/// A text that was typed to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedLine {
    pub text: String,
    /// When its last key was typed, by the monotonic clock.
    pub at: Duration,
}

/// A text that is being typed.
#[derive(Debug)]
pub struct LineAssembler {
    text: String,
    /// When a key was typed last.
    last: Option<Duration>,
    /// Part of the text is missing, or it is too long: it is passed over to its end, or until
    /// nothing was typed for so long.
    torn: Option<Duration>,
    /// Enter or Tab was typed once.
    types_ends: bool,
    /// Shift and its like that are held down.
    held: AttributeSet<KeyCode>,
}

impl LineAssembler {
    /// Begins with an imager that was plugged in at `now`. What it may be in the midst of typing
    /// is no whole text.
    pub fn begin(now: Duration) -> Self {
        Self {
            text: String::new(),
            last: Some(now),
            torn: Some(PAUSE),
            types_ends: false,
            held: AttributeSet::new(),
        }
    }

    /// Takes a key; tells the text that has come to its end by it, or by the pause before it.
    pub fn take(&mut self, stroke: Stroke) -> Option<TypedLine> {
        match stroke {
            Stroke::Down(key, at) => {
                let before = self.pause(at);
                let ended = self.press(key, at);
                before.or(ended)
            }
            Stroke::Up(key) => {
                self.held.remove(key);
                None
            }
            Stroke::Missed(held) => {
                if self.torn.is_none() {
                    log::warn!("the imager typed faster than it could be read: a code is lost");
                }
                self.held = held;
                self.torn = Some(QUIET);
                None
            }
        }
    }

    /// Ends the text if nothing was typed for long enough; all that was typed before `now` has to
    /// have been taken.
    pub fn pause(&mut self, now: Duration) -> Option<TypedLine> {
        let pause = self.ends_after();
        self.last.take_if(|last| now.saturating_sub(*last) >= pause).and_then(|last| self.end(last))
    }

    /// When a text ends by itself.
    pub fn due(&self) -> Option<Duration> {
        self.last.map(|last| last + self.ends_after())
    }

    fn ends_after(&self) -> Duration {
        self.torn.unwrap_or(if self.types_ends { QUIET } else { PAUSE })
    }

    fn press(&mut self, key: KeyCode, at: Duration) -> Option<TypedLine> {
        let holds = |keys: &[KeyCode]| keys.iter().any(|key| self.held.contains(*key));
        let (shift, ctrl) = (holds(&SHIFT), holds(&CTRL));
        if SHIFT.contains(&key) || CTRL.contains(&key) || ALT_OR_META.contains(&key) {
            self.held.insert(key);
        } else if is_end(key, ctrl) {
            self.last = None;
            self.types_ends = true;
            return self.end(at);
        } else if ctrl || holds(&ALT_OR_META) {
            self.put(UNKNOWN);
        } else if let Some(sign) = layout::typed(key, shift) {
            self.put(sign);
        }
        self.last = Some(at);
        None
    }

    fn put(&mut self, sign: char) {
        if self.text.chars().count() == MOST {
            if self.torn.is_none() {
                log::warn!("the imager types more than {MOST} characters at once: passed over");
            }
            self.torn = Some(QUIET);
        }
        if self.torn.is_none() {
            self.text.push(sign);
        }
    }

    fn end(&mut self, at: Duration) -> Option<TypedLine> {
        let text = std::mem::take(&mut self.text);
        let torn = self.torn.take().is_some();
        (!torn && !text.is_empty()).then_some(TypedLine { text, at })
    }
}

/// Enter, Tab, or what some imagers type in their place: Ctrl with J or M, or with I.
fn is_end(key: KeyCode, ctrl: bool) -> bool {
    match key {
        KeyCode::KEY_ENTER | KeyCode::KEY_KPENTER | KeyCode::KEY_TAB => true,
        KeyCode::KEY_J | KeyCode::KEY_M | KeyCode::KEY_I => ctrl,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
