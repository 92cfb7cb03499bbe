//! A ticket that is in the hand and can't be scanned: its session, its number, what the platform and this
//! door know of it, whether it is let in.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::search::{shown_time, time_of_day};
use super::{last_scans, open_gate::OpenGate};
use crate::clock::{business_day, china_civil};
use crate::terminal::door::TypedTicket;
use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::{Choices, Confirmation, KEYS, labelled};
use crate::terminal::menu::effect::{MenuEffect, NotOpened};
use crate::terminal::menu::page::{Context, PageHandler, Step};
use crate::terminal::menu::reply::{MenuReply, TypedAnswer};
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::menu::typing::{EntryError, Typing};
use crate::terminal::menu::{Person, ShownVerdict, notice};
use crate::terminal::presentation::{self, Body, Card, Phrase, Scope, Typed};
use crate::terminal::store::{RunningSession, UNANSWERED, UNKNOWN_TICKET};
use crate::ticket::FilmTicketCode;
use crate::words::Bilingual;
use crate::words::menu::{self as words, Text};

/// Fewer of a number's last digits would be those of many tickets.
const LEAST_DIGITS: usize = 6;

/// The digits of a time of day.
const TIME: usize = 4;

/// On the way in by a ticket's number.
#[derive(Debug, Clone, PartialEq)]
pub enum TypedTicketPage {
    Sessions(Choices<SessionChoice>),
    /// When the session begins, hhmm.
    Start(Typing),
    /// The ticket's number, or the last digits of it.
    Number(DateTime, Typing),
    /// Several numbers end so.
    Which(Choices<Arc<TypedTicket>>),
    /// It may enter: is it the one in the hand?
    Ask {
        typed: Arc<TypedTicket>,
        verdict: Arc<ShownVerdict>,
        person: Person,
        answer: Confirmation,
    },
    /// It may not.
    Refused(Arc<ShownVerdict>),
    /// Nobody can tell; why, where the platform was not reached.
    NoAnswer(Option<Bilingual>),
}

/// Which session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionChoice {
    At(RunningSession),
    OtherTime,
}

pub(super) fn open() -> Vec<Step> {
    vec![Step::Ask(MenuRequest::Sessions, sessions)]
}

fn sessions(reply: MenuReply, context: &Context) -> Vec<Step> {
    let MenuReply::Sessions(sessions) = reply else { return Vec::new() };
    vec![Step::Open(TypedTicketPage::sessions(sessions, china_civil(context.now.wall)).into())]
}

fn answered(reply: MenuReply, context: &Context) -> Vec<Step> {
    let MenuReply::Ticket(answer, digits) = reply else { return Vec::new() };
    let noted = |reason| noted(&digits, reason, context);
    let (page, noted) = match answer {
        TypedAnswer::Known(known) => match <[_; 1]>::try_from(known) {
            Ok([typed]) => return vec![Step::Do(MenuEffect::Judge(typed))],
            Err(several) => (TypedTicketPage::Which(Choices::new(several)), None),
        },
        TypedAnswer::Unknown => {
            let error = Step::EntryError(EntryError::NoSuchTicket);
            return noted(UNKNOWN_TICKET).into_iter().chain([error]).collect();
        }
        TypedAnswer::NothingToComplete => {
            return vec![Step::EntryError(EntryError::NumberIncomplete)];
        }
        TypedAnswer::Unclear => (TypedTicketPage::NoAnswer(None), noted(UNANSWERED)),
        TypedAnswer::Unreached(why) => (TypedTicketPage::NoAnswer(Some(why)), noted(UNANSWERED)),
    };
    noted.into_iter().chain([Step::Open(page.into())]).collect()
}

/// That it is not let in, for report and log.
fn noted(number: &str, reason: &'static str, context: &Context) -> Option<Step> {
    let ticket = number[number.len().saturating_sub(LEAST_DIGITS)..].to_owned();
    let note = |by| Step::Do(MenuEffect::NoteTyped { by, ticket, reason });
    context.by().map(note)
}

/// The door's verdict on it.
pub(in crate::terminal::menu) fn judged(
    typed: Arc<TypedTicket>,
    verdict: Arc<ShownVerdict>,
    context: &Context,
) -> Vec<Step> {
    let page = match (&context.shift, verdict.reason.admits()) {
        (None, _) => return Vec::new(),
        (Some(_), false) => {
            let number = typed.ticket.film_ticket_code;
            let noted = noted(number.as_str(), verdict.reason.as_str(), context);
            let page = Step::Open(TypedTicketPage::Refused(verdict).into());
            return noted.into_iter().chain([page]).collect();
        }
        // Whoever has typed it means it, as a rule: Yes is chosen.
        (Some(shift), true) => TypedTicketPage::Ask {
            typed,
            verdict,
            person: shift.person.clone(),
            answer: Confirmation { yes: true },
        },
    };
    vec![Step::Open(page.into())]
}

impl TypedTicketPage {
    /// The one that begins next or has begun last is marked, whichever is nearer.
    pub fn sessions(sessions: Vec<RunningSession>, now: DateTime) -> Self {
        let away = |session: &RunningSession| session.start.duration_since(now).unsigned_abs();
        let nearest = sessions.iter().min_by_key(|session| away(session)).cloned();
        let all = sessions.into_iter().map(SessionChoice::At).chain([SessionChoice::OtherTime]);
        let is_nearest = |choice: &SessionChoice| match (choice, &nearest) {
            (SessionChoice::At(session), Some(nearest)) => session == nearest,
            _ => false,
        };
        Self::Sessions(Choices::new(all).marked(is_nearest))
    }

    /// Its number is to be typed.
    pub fn number(start: DateTime) -> Self {
        Self::Number(start, Typing::digits(FilmTicketCode::WIDTH))
    }
}

impl PageHandler for TypedTicketPage {
    fn name(&self) -> String {
        let name = match self {
            Self::Sessions(_) => "typed-session",
            Self::Start(_) => "typed-start",
            Self::Number(..) => "typed-number",
            Self::Which(_) => "typed-which",
            Self::Ask { .. } => "typed-ask",
            Self::Refused(_) => "notice-typed_refused",
            Self::NoAnswer(_) => "notice-typed_no_answer",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::TypedTicket);
        match self {
            Self::Sessions(choices) => {
                let body = choices.body(|choice| match choice {
                    SessionChoice::At(session) => presentation::Item {
                        value: Phrase::foreign(&session.film_name),
                        ..labelled(scope.time(session.start))
                    },
                    SessionChoice::OtherTime => labelled(scope.text(Text::OtherTime)),
                });
                Card::new(scope.own(Text::WhichSession), body, &KEYS)
            }
            Self::Start(typing) => {
                let mut card = typing.card(title, Text::StartsAt, String::new(), scope);
                if let Body::Entry(entry) = &mut card.body
                    && let Typed::Shown(typed) = &mut entry.typed
                {
                    *typed = shown_time(typed);
                }
                card
            }
            Self::Number(start, typing) => {
                let title = Phrase::own(format!("{} {}", scope.time(*start), title.words));
                typing.card(title, Text::TicketNumber, String::new(), scope)
            }
            Self::Which(choices) => {
                let body = choices.body(|typed| {
                    let number = typed.ticket.film_ticket_code.as_str();
                    let end =
                        |digits| Phrase::own(format!("…{}", &number[number.len() - digits..]));
                    let (row, column) = (typed.facts.row, typed.facts.column);
                    presentation::Item {
                        label: end(8),
                        value: Phrase::own(scope.seat((row, column))),
                        brief: Some((end(8), format!("{row}-{column}"))),
                        changed: false,
                    }
                });
                Card::new(scope.own(Text::WhichTicket), body, &KEYS)
            }
            Self::Ask { verdict, person, answer, .. } => {
                let logged = scope.say(words::AskOpenLogged { name: &person.called });
                let ticket = verdict.ticket.as_ref();
                let seat = ticket.and_then(|ticket| ticket.seat).map(|seat| scope.seat(seat));
                let film = ticket.and_then(|ticket| ticket.film_name.clone());
                let which: Vec<String> = seat.into_iter().chain(film).collect();
                let lines = vec![Phrase::foreign(&which.join(" ")), Phrase::foreign(&logged)];
                Card::new(title, answer.body(Text::AskLetIn, lines, scope), &KEYS)
            }
            Self::Refused(verdict) => notice::card(title, last_scans::in_brief(verdict, scope)),
            Self::NoAnswer(why) => {
                let headline =
                    if why.is_some() { Text::PlatformUnreached } else { Text::TicketUnclear };
                let say = notice::bad(headline, scope);
                notice::card(title, say.and(scope.own(Text::OpenInstead)))
            }
        }
    }

    fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        match self {
            Self::Sessions(choices) => choices.press(key, |choice| {
                let next = match choice {
                    SessionChoice::At(session) => Self::number(session.start),
                    SessionChoice::OtherTime => Self::Start(Typing::digits(TIME)),
                };
                vec![Step::Open(next.into())]
            }),
            Self::Start(typing) => typing.press(key, |typed| {
                let time = time_of_day(typed).ok_or(EntryError::NoSuchTime)?;
                let day = business_day(china_civil(context.now.wall));
                // Before six it is the morning after.
                let date = if time.hour() < 6 { day.tomorrow().unwrap_or(day) } else { day };
                Ok(vec![Step::Open(Self::number(date.to_datetime(time)).into())])
            }),
            Self::Number(start, typing) => {
                let steps = typing.press(key, |typed| match typed.len() {
                    0..LEAST_DIGITS => Err(EntryError::TooShort { least: LEAST_DIGITS }),
                    _ => {
                        let request = MenuRequest::Ticket(*start, typed.to_owned());
                        Ok(vec![Step::Ask(request, answered)])
                    }
                });
                if let [Step::Ask(..)] = *steps {
                    // Whatever comes of it, the next number is another one.
                    typing.line.clear();
                }
                steps
            }
            Self::Which(choices) => {
                choices.press(key, |typed| vec![Step::Do(MenuEffect::Judge(typed))])
            }
            Self::Ask { typed, answer, .. } => answer.press(key, || {
                let effect = |by| Step::Do(MenuEffect::LetIn { by, typed: typed.clone() });
                context.by().map(effect).into_iter().collect()
            }),
            Self::Refused(_) => notice::left(),
            Self::NoAnswer(_) => vec![Step::Home, Step::Open(OpenGate::reasons().into())],
        }
    }

    /// Whoever is let in has not to be looked for any more.
    fn opened(&mut self, done: Result<(), NotOpened>) -> Vec<Step> {
        let mut steps = vec![Step::Home];
        steps.extend(super::open_gate::outcome(done));
        steps
    }

    fn on_entry_error(&mut self, error: &EntryError) -> bool {
        if let Self::Number(_, typing) = self {
            typing.on_entry_error(error);
        }
        matches!(self, Self::Number(..))
    }
}
