//! `hallgate setup`: what makes a flashed card a terminal. It takes the file on the card over, reads an
//! enrolment sheet before the camera where the file names no platform, makes the secrets, enrols, and
//! ends when the terminal can start. It never gives up: whatever is wrong stands on the display and in
//! `STATUS.TXT`, and is looked at again (docs/first-boot.md).

mod attempts;
mod board;
mod card;
mod course;
mod credentials;
mod durable;
mod fault;
mod judge;
mod kept;
mod mount;
mod network;
mod pages;
mod places;
mod reach;
mod scan;
mod sections;
mod senses;
mod site_values;
mod status;
mod take_over;
mod view;

use std::thread;
use std::time::Duration;

pub use crate::config::SiteFault;
pub use fault::{CardFault, SetupError};
pub use judge::CardMistake;
pub use pages::SetupPage;
pub use places::SetupArgs;

use crate::clock::Clock;
use course::SetupCourse;
use senses::Senses;
use view::View;

/// Between two looks at camera and display.
const PAUSE: Duration = Duration::from_millis(5);

/// How long the last page stands: somebody wants to see that it went well.
const LAST: Duration = Duration::from_secs(3);

/// Sets the terminal up, for as long as it takes; with `once`, as far as it gets now.
pub fn run(places: &SetupArgs) -> Result<(), SetupError> {
    let clock = Clock::start();
    let mut course = SetupCourse::begin(places, clock.mono())?;
    let (mut view, mut senses) = (View::default(), Senses::new(clock));
    loop {
        let now = clock.mono();
        course.look(now);
        if course.wants_sheet() {
            for text in senses.texts(&course.devices) {
                course.read(&text, now);
            }
        } else {
            senses.rest();
        }
        let page = course.page(now);
        course.write_status(&page);
        let ready = course.is_ready(now);
        if ready && !course.was_seen() {
            return Ok(());
        }
        view.show(&course.devices, &page, &course.name(), now);
        if ready {
            linger(&mut view, clock);
            return Ok(());
        }
        if places.once && course.is_settled() {
            return Err(course.fault(&page));
        }
        thread::sleep(PAUSE);
    }
}

/// Gives a slow panel the time to show the last page.
fn linger(view: &mut View, clock: Clock) {
    let until = clock.mono() + LAST;
    while clock.mono() < until {
        view.finish(clock.mono());
        thread::sleep(PAUSE);
    }
}
