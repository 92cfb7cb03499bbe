//! A terminal that ends by a fault tells it on its own display: whoever stands there has no other, and the picture
//! of before would go on saying that all is well.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use jiff::Zoned;

use crate::clock::Clock;
use crate::terminal::config::{Config, DisplayDriver};
use crate::terminal::presentation::{
    Body, Card, Mood, Notice, Phrase, Say, Scope, Sign, StatusBar,
};
use crate::terminal::screen::{Screen, ScreenPage, ScreenSettings, parts};
use crate::words::Message;
use crate::words::screen::Text;

/// A slow panel has so long for the picture.
const LAST: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(20);

/// Shows what ended the terminal, its code and what to do. A terminal window has it on its last line anyway.
pub fn show_end(config: &Config, fault: &dyn Message) {
    if matches!(config.display.driver, DisplayDriver::Terminal | DisplayDriver::None) {
        return;
    }
    let settings = ScreenSettings::from_config(config).of_this_system();
    let mut screen = match Screen::open(&config.display, settings) {
        Ok(screen) => screen,
        Err(cause) => return log::warn!("the fault is not on the display: {cause}"),
    };
    let Some(part) = parts(screen.size(), &notice(config, fault)).into_iter().next() else {
        return;
    };
    let status = StatusBar { keys: 1, ..StatusBar::unknown(Zoned::now().datetime()) };
    if let Err(cause) = screen.show(&ScreenPage::Notice(Arc::new(part)), &status) {
        log::warn!("the fault is not on the display: {cause}");
    }
    let clock = Clock::start();
    while screen.is_sending() && clock.mono() < LAST {
        screen.go_on(clock.mono());
        thread::sleep(PAUSE);
    }
}

fn notice(config: &Config, fault: &dyn Message) -> Notice {
    let language = config.terminal.language;
    let scope = Scope { language, status: None };
    let say = Say::new(Mood::Bad, Sign::Warning, scope.text(Text::NotStarted))
        .and(Phrase::foreign(&fault.with_code(language)))
        .and(Phrase::foreign(fault.code().remedy(language)));
    Notice::card("not_started", Card::new(scope.own(Text::NotStartedTitle), Body::Say(say), &[]))
}
