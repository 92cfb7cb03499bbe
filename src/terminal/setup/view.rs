//! The display before there is a terminal: opened as the card or the board has it, and opened anew
//! where the card has it otherwise.

use std::sync::Arc;
use std::time::Duration;

use embedded_graphics::prelude::Size;
use jiff::Zoned;

use super::judge::BoardDevices;
use super::pages::SetupPage;
use crate::terminal::presentation::{Notice, StatusBar};
use crate::terminal::screen::{Screen, ScreenPage, ScreenSettings, parts};
use crate::words::Language;

/// How long each of several pictures is on: time to read a sentence and its line's number.
const TURN: Duration = Duration::from_secs(6);

/// The display, and what it shows.
#[derive(Default)]
pub struct View {
    /// As the display was asked for.
    wanted: String,
    screen: Option<Screen>,
    page: Option<(SetupPage, Option<Language>)>,
    notices: Vec<(Language, Notice)>,
    /// The same as this panel takes them.
    pictures: Vec<(Language, Arc<Notice>)>,
    size: Option<Size>,
    since: Duration,
}

impl View {
    /// Shows a page, and the next of its pictures when it is time; to be called again and again.
    pub fn show(&mut self, devices: &BoardDevices, page: &SetupPage, name: &str, now: Duration) {
        let wanted = format!("{:?}", devices.display);
        if self.wanted != wanted {
            self.wanted = wanted;
            // The old one is closed before the next one is opened: they may be the same device.
            self.screen = None;
            let language = devices.language.unwrap_or_default();
            let settings = ScreenSettings::new(language, name).of_this_system();
            let opened = Screen::open(&devices.display, settings);
            self.screen = opened.inspect_err(|fault| log::warn!("{fault}")).ok();
            self.page = None;
        }
        let is_shown = self
            .page
            .as_ref()
            .is_some_and(|(shown, language)| shown == page && *language == devices.language);
        if !is_shown {
            self.page = Some((page.clone(), devices.language));
            self.notices = page.notices(devices.language);
            self.size = None;
            self.since = now;
        }
        let Some(screen) = &mut self.screen else { return };
        // A panel that tells its size does so with its first picture.
        if self.size != Some(screen.size()) {
            self.size = Some(screen.size());
            let parts = |(language, notice): &(Language, Notice)| {
                let parts = parts(screen.size(), notice).into_iter();
                let language = *language;
                parts.map(move |part| (language, Arc::new(part))).collect::<Vec<_>>()
            };
            self.pictures = self.notices.iter().flat_map(parts).collect();
        }
        let turn = now.saturating_sub(self.since).as_secs() / TURN.as_secs();
        let count = self.pictures.len().max(1);
        let at = usize::try_from(turn).unwrap_or(0) % count;
        let Some((language, notice)) = self.pictures.get(at) else { return };
        screen.set_language(*language);
        let status = StatusBar { keys: 1, ..StatusBar::unknown(Zoned::now().datetime()) };
        if let Err(fault) = screen.show(&ScreenPage::Notice(Arc::clone(notice)), &status) {
            log::debug!("{fault}");
        }
        screen.go_on(now);
    }

    /// Sends what is left of a picture, for a page that nothing follows.
    pub fn finish(&mut self, now: Duration) {
        if let Some(screen) = &mut self.screen {
            screen.go_on(now);
        }
    }
}
