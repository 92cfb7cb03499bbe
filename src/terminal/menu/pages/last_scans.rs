//! The last scans: what the door has said, and what the visitor was told.

use std::sync::Arc;

use crate::terminal::door::{Reason, RefusalDetail};
use crate::terminal::keypad::Key;
use crate::terminal::menu::ShownVerdict;
use crate::terminal::menu::choices::{Choices, KEYS};
use crate::terminal::menu::leaves::{InfoSheet, Leaves};
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::presentation::{self, Body, Card, Fact, Mood, Phrase, Say, Scope, Sign, Tone};
use crate::words::menu::Text;
use crate::words::screen;
use crate::words::terms::Text as Term;

/// The last verdicts, the newest first.
#[derive(Debug, Clone, PartialEq)]
pub enum LastScans {
    List(Choices<Arc<ShownVerdict>>),
    /// Nobody has shown a ticket here yet.
    Nothing,
}

/// One of them: what was told, and of which ticket.
#[derive(Debug, Clone, PartialEq)]
pub enum VerdictSheet {
    Said(Arc<ShownVerdict>),
    Ticket(Arc<ShownVerdict>),
}

pub(super) fn open(context: &Context) -> Vec<Step> {
    vec![Step::Open(LastScans::new(context.verdicts.all()).into())]
}

impl LastScans {
    pub fn new(verdicts: Vec<Arc<ShownVerdict>>) -> Self {
        if verdicts.is_empty() { Self::Nothing } else { Self::List(Choices::new(verdicts)) }
    }
}

impl VerdictSheet {
    /// The ticket's only where one was read.
    pub fn all(verdict: &Arc<ShownVerdict>) -> Vec<Self> {
        let ticket = verdict.ticket.is_some().then(|| Self::Ticket(verdict.clone()));
        std::iter::once(Self::Said(verdict.clone())).chain(ticket).collect()
    }
}

impl PageHandler for LastScans {
    fn name(&self) -> String {
        match self {
            Self::List(_) => "last_scans",
            Self::Nothing => "notice-no_scans",
        }
        .to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::LastScans);
        match self {
            Self::List(choices) => {
                Card::new(title, choices.body(|verdict| item(verdict, scope)), &KEYS)
            }
            Self::Nothing => {
                let say = Say::new(Mood::Plain, Sign::Empty, scope.text(Text::NoScans));
                notice::card(title, say)
            }
        }
    }

    fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        match self {
            Self::List(choices) => choices.press(key, |verdict| {
                vec![Step::Open(Leaves::open(VerdictSheet::all(&verdict), context).into())]
            }),
            Self::Nothing => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        if let Self::Nothing = self { Patience::Notice } else { Patience::Page }
    }
}

/// Time and seat, else the end of the ticket's number; at the right what staff call the verdict.
fn item(verdict: &ShownVerdict, scope: Scope) -> presentation::Item {
    let at = scope.clock(verdict.at);
    let ticket = verdict.ticket.as_ref();
    let seat = ticket.and_then(|ticket| ticket.seat);
    let end = || {
        let number = ticket.map(|ticket| ticket.film_ticket_code.as_str().to_owned());
        number.map(|number| format!("…{}", &number[number.len().saturating_sub(4)..]))
    };
    let which = seat.map(|seat| scope.seat(seat)).or_else(end).unwrap_or_default();
    // Where there is no room for both the seat counts: the order tells the rest.
    let short = seat.map(|(row, column)| format!("{row}-{column}")).or_else(end);
    let called = words(verdict.row().staff(scope.language));
    let short = short.unwrap_or_else(|| at.clone());
    presentation::Item {
        label: Phrase::own(format!("{at} {which}").trim_end().to_owned()),
        value: Phrase::own(called.clone()),
        brief: Some((Phrase::own(called), short)),
        changed: false,
    }
}

/// Without the marks for line ends, which are for the visitors' large page.
fn words(marked: &str) -> String {
    let joins = |sign: char| sign.is_ascii();
    let mut parts = marked.split('|').map(str::trim);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // Latin words stand apart.
        if whole.ends_with(joins) || part.starts_with(joins) {
            whole.push(' ');
        }
        whole.push_str(part);
    }
    whole
}

impl InfoSheet for VerdictSheet {
    fn name(&self) -> &'static str {
        match self {
            Self::Said(_) => "last_scans-verdict",
            Self::Ticket(_) => "last_scans-ticket",
        }
    }

    fn parts(&self, scope: Scope) -> (Phrase, Body) {
        let (Self::Said(verdict) | Self::Ticket(verdict)) = self;
        let at = scope.clock(verdict.at);
        match self {
            Self::Said(_) => {
                let title = format!("{at} {}", scope.text(Text::VisitorSaw));
                (Phrase::own(title), Body::Say(said(verdict, scope)))
            }
            Self::Ticket(_) => {
                let title = format!("{at} {}", scope.text(Text::TheTicket));
                (Phrase::own(title), Body::Facts(ticket(verdict, scope)))
            }
        }
    }
}

/// Headline, the time or place that matters, what to do.
fn said(verdict: &ShownVerdict, scope: Scope) -> Say {
    let row = verdict.row();
    let (fact, hall) = (time(verdict, scope), hall(verdict, scope));
    let advice =
        (verdict.reason != Reason::Ok).then(|| Phrase::own(words(row.advice(scope.language))));
    let lines = match hall {
        // "Your film is shown in", and where.
        Some(hall) => advice.into_iter().chain([hall]).collect(),
        None => match fact {
            // The smallest screen has room for both in a few words.
            Some(fact) => {
                vec![Phrase::own(fact), Phrase::own(words(row.advice(scope.language)))]
            }
            None => advice.into_iter().collect(),
        },
    };
    Say { lines, ..in_brief(verdict, scope) }
}

/// The headline, and the time or place that matters: for staff, who know what to do.
pub(super) fn in_brief(verdict: &ShownVerdict, scope: Scope) -> Say {
    let row = verdict.row();
    let mood = match row.tone {
        Tone::Admit => Mood::Good,
        Tone::Refuse => Mood::Bad,
        Tone::Calm | Tone::Caution | Tone::Closed | Tone::Exit | Tone::Dark | Tone::Lit => {
            Mood::Plain
        }
    };
    let fact = time(verdict, scope).map(Phrase::own).or_else(|| hall(verdict, scope));
    let lines = fact.into_iter().collect();
    Say { lines, ..Say::new(mood, row.sign, words(row.headline(scope.language))) }
}

fn time(verdict: &ShownVerdict, scope: Scope) -> Option<String> {
    match verdict.detail {
        RefusalDetail::AdmittedAt(at) => {
            Some(scope.say(screen::AdmittedAt { time: scope.time(at) }))
        }
        RefusalDetail::AdmittedElsewhere(at) => {
            let door = verdict.ticket.as_ref().and_then(|ticket| ticket.admitted_at.as_deref());
            let (time, door) = (scope.time(at), door.unwrap_or_default());
            Some(scope.say(screen::AdmittedThere { time, door }))
        }
        RefusalDetail::OpensAt(at) => Some(scope.say(screen::OpensAt { time: scope.time(at) })),
        RefusalDetail::ClosedAt(at) => Some(scope.say(screen::ClosedAt { time: scope.time(at) })),
        RefusalDetail::None
        | RefusalDetail::NoKeys
        | RefusalDetail::KeysUntried
        | RefusalDetail::PlainCode => None,
    }
}

/// Where the film is shown, of a ticket for another hall.
fn hall(verdict: &ShownVerdict, scope: Scope) -> Option<Phrase> {
    let ticket = verdict.ticket.as_ref().filter(|_| verdict.reason == Reason::WrongHall);
    ticket.map(|ticket| scope.hall(ticket.screen_name.as_deref(), ticket.screen_code))
}

/// As far as the platform or the catalogue has verdict it.
fn ticket(verdict: &ShownVerdict, scope: Scope) -> Vec<Fact> {
    let Some(ticket) = &verdict.ticket else { return Vec::new() };
    let seat_label = Term::Seat.form(scope.language);
    let fact =
        |label: String, value| Fact { large: label == seat_label, label, value, ..Fact::default() };
    let seat = ticket.seat.map(|seat| Phrase::own(scope.seat(seat)));
    let film = ticket.film_name.as_deref().map(Phrase::foreign);
    let number = Phrase::own(ticket.film_ticket_code.to_string());
    let facts = [
        (seat_label, seat),
        (
            Term::Hall.form(scope.language),
            Some(scope.hall(ticket.screen_name.as_deref(), ticket.screen_code)),
        ),
        (Text::Show.form(scope.language), Some(Phrase::own(scope.time(ticket.show_time)))),
        (Term::Film.form(scope.language), film),
        (Term::Ticket.form(scope.language), Some(number)),
    ];
    facts.into_iter().filter_map(|(label, value)| Some(fact(label.to_owned(), value?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_for_line_ends_are_no_words() {
        assert_eq!(words("请到|人工窗口"), "请到人工窗口");
        assert_eq!(words("Ask |the staff"), "Ask the staff");
        assert_eq!(words(""), "");
    }
}
