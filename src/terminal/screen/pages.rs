//! The pages for visitors, one small file each. A page says what is to be seen, [`super::layout`] where it stands.

mod admitted;
mod checking;
mod gate_fault;
mod idle;
mod idle_imager;
mod out_of_service;
mod refused;
mod released;
mod unread;

use super::face;
use crate::terminal::config::CameraPlace;
use crate::terminal::door::{Outage, Page, ShownTicket};
use crate::terminal::presentation::{Phrase, Poster, ProgrammeLine, Scope, clean};
use crate::terminal::store::{Programme, ProgrammeShow};
use crate::words::screen::{self, Text};

/// What is further away is told by its time alone, in minutes.
const FAR_MIN: i64 = 180;

/// When the show starts.
fn starts(scope: Scope, ticket: &ShownTicket) -> String {
    scope.say(screen::Starts { time: scope.time(ticket.show_time) })
}

/// The hall's name. Of its code no visitor makes anything, and a number made of it may be another hall's.
fn hall(ticket: &ShownTicket) -> Option<Phrase> {
    written(&ticket.screen_name)
}

/// How soon it starts, or how long ago it did, as long as that is of interest and the time is known.
fn until(scope: Scope, ticket: &ShownTicket) -> Option<String> {
    let status = scope.status.filter(|status| status.clock_trusted)?;
    let minutes = ticket.show_time.duration_since(status.time).as_mins();
    match minutes {
        1..=FAR_MIN => Some(scope.say(screen::Left { minutes })),
        minutes if (-FAR_MIN..0).contains(&minutes) => {
            Some(scope.say(screen::Under { minutes: -minutes }))
        }
        _ => None,
    }
}

/// What is on behind this door, and what comes next.
fn programme(scope: Scope) -> Vec<ProgrammeLine> {
    let Some(Programme { present, next }) = scope.status.map(|status| &status.programme) else {
        return Vec::new();
    };
    let line = |(label, show): (Text, &ProgrammeShow)| ProgrammeLine {
        label: scope.text(label),
        time: scope.time(show.start),
        film: clean(&show.film_name),
    };
    let present = present.as_ref().map(|show| (Text::OnNow, show));
    let next = next.as_ref().map(|show| (Text::OnNext, show));
    present.into_iter().chain(next).map(line).collect()
}

/// What comes next, or else is on, without a word before it.
fn programme_in_brief(scope: Scope) -> Option<String> {
    let Programme { present, next } = &scope.status?.programme;
    let show = next.as_ref().or(present.as_ref())?;
    Some(format!("{} {}", scope.time(show.start), clean(&show.film_name)).trim_end().to_owned())
}

/// The same page with where the camera is, where that is known and looked for.
pub fn toward(poster: Poster, page: &Page, place: Option<CameraPlace>, scope: Scope) -> Poster {
    let Some(at) = place.filter(|_| matches!(page, Page::Idle)) else { return poster };
    let place = scope.text(match at {
        CameraPlace::Above => Text::PlaceAbove,
        CameraPlace::Below => Text::PlaceBelow,
        CameraPlace::Left => Text::PlaceLeft,
        CameraPlace::Right => Text::PlaceRight,
    });
    let advice = vec![scope.say(screen::IdleToward { place: &place })];
    let brief = scope.say(screen::IdleTowardBrief { place: &place });
    Poster { advice, brief, toward: Some(at), ..poster }
}

/// A name from outside, if there is something in it that the typeface has.
fn written(name: &Option<String>) -> Option<Phrase> {
    let name = Phrase::foreign(name.as_deref()?);
    face::can_show(&name.words).then_some(name)
}

/// What is to be seen of a page.
pub fn poster(page: &Page, scope: Scope) -> Poster {
    match page {
        Page::Idle => idle::poster(scope),
        Page::IdleImager => idle_imager::poster(scope),
        Page::Unread(advice) => unread::poster(*advice, scope),
        Page::Checking => checking::poster(scope),
        Page::Admitted { ticket, reopened } => admitted::poster(ticket, *reopened, scope),
        Page::Refused { reason, detail, ticket } => {
            refused::poster(*reason, *detail, ticket.as_ref(), scope)
        }
        Page::GateFault => gate_fault::poster(scope),
        Page::OutOfService(outage) => out_of_service::poster(*outage, scope),
        Page::Released => released::poster(scope),
    }
}

/// The page's name in file names and captions, such as `refused-wrong_hall`.
pub fn name(page: &Page) -> String {
    match page {
        Page::Idle => "idle".into(),
        Page::IdleImager => "idle-imager".into(),
        Page::Unread(advice) => format!("unread-{advice}"),
        Page::Checking => "checking".into(),
        Page::Admitted { reopened: false, .. } => "admitted".into(),
        Page::Admitted { reopened: true, .. } => "reopened".into(),
        Page::Refused { reason, .. } => format!("refused-{reason}"),
        Page::GateFault => "gate_fault".into(),
        Page::OutOfService(Outage::Camera) => "out_of_service-camera".into(),
        Page::OutOfService(Outage::Store) => "out_of_service-store".into(),
        Page::Released => "released".into(),
    }
}

#[cfg(test)]
mod tests;
