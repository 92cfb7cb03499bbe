//! Lines that are typed: each key, and what a line that is ended leads to.

use jiff::civil::Time;

use super::line::Line;
use super::place::{Place, Purpose, Whose};
use super::view::Said;
use super::{Find, Menu, MenuEffect, Request};
use crate::people::Password;
use crate::terminal::keypad::Key;

/// Digits of a ticket's number that tell it from most others.
const LEAST_DIGITS: usize = 4;

impl Menu {
    /// A key on a page where something is typed; the page was taken off.
    pub(super) fn press_entry(
        &mut self,
        purpose: Purpose,
        mut line: Line,
        mut said: Option<Said>,
        key: Key,
    ) -> Vec<MenuEffect> {
        match key {
            Key::Back => return Vec::new(),
            Key::Erase => {
                line.erase();
                said = None;
            }
            Key::Digit(digit) => {
                line.digit(digit.value());
                said = None;
            }
            Key::Up => line.turn(true),
            Key::Down => line.turn(false),
            Key::Enter if line.take() && !line.is_empty() => {
                return self.submit(purpose, line);
            }
            Key::Enter | Key::Other => {}
        }
        self.places.push(Place::Entry { purpose, line, said });
        Vec::new()
    }

    /// A line is ended. What is wrong with it is told on the same page, with the line empty again.
    fn submit(&mut self, purpose: Purpose, line: Line) -> Vec<MenuEffect> {
        let typed = line.text();
        let number = || typed.parse().unwrap_or(u32::MAX);
        match &purpose {
            Purpose::StaffNumber => {
                let next = Purpose::SignIn { number: typed.to_owned(), person: None };
                self.go_on(purpose, line, next)
            }
            Purpose::SignIn { number, .. } => match Password::new(typed.to_owned()) {
                Ok(password) => {
                    let request = Request::SignIn { number: number.clone(), password };
                    self.stay_behind(purpose, line);
                    self.wait_for(request)
                }
                Err(_) => self.say(purpose, Said::Refused),
            },
            Purpose::TicketDigits if typed.len() < LEAST_DIGITS => {
                self.say(purpose, Said::TooShort { least: LEAST_DIGITS })
            }
            Purpose::TicketDigits => {
                let find = Find::Ticket(typed.to_owned());
                self.search(purpose, line, find)
            }
            Purpose::TimeOfDay(day) => match time_of_day(typed) {
                Some(time) => {
                    let find = Find::Time(*day, time);
                    self.search(purpose, line, find)
                }
                None => self.say(purpose, Said::NoSuchTime),
            },
            Purpose::SeatRow(day) => {
                let next = Purpose::SeatColumn(*day, number());
                self.go_on(purpose, line, next)
            }
            Purpose::SeatColumn(day, row) => {
                let find = Find::Seat(*day, *row, number());
                self.search(purpose, line, find)
            }
            Purpose::NewNumber(role) => {
                let whose = Whose::Added { role: *role, number: typed.to_owned() };
                self.go_on(purpose, line, Purpose::NewPassword(whose))
            }
            Purpose::NewPassword(whose) => match Password::new(typed.to_owned()) {
                Ok(password) => {
                    let next = Purpose::PasswordAgain(whose.clone(), password);
                    self.go_on(purpose, line, next)
                }
                Err(_) => self.say(purpose, Said::Refused),
            },
            Purpose::PasswordAgain(whose, password) => {
                let (whose, password) = (whose.clone(), password.clone());
                if Password::new(typed.to_owned()).ok().as_ref() != Some(&password) {
                    return self.refuse_password(Said::NotRepeated);
                }
                self.stay_behind(purpose, line);
                self.keep_password(whose, password)
            }
        }
    }

    fn keep_password(&mut self, whose: Whose, password: Password) -> Vec<MenuEffect> {
        let request = match whose {
            Whose::Added { role, number } => Request::AddOperator { number, role, password },
            Whose::Known(of) => Request::SetPassword { of, password },
        };
        self.wait_for(request)
    }

    fn search(&mut self, purpose: Purpose, line: Line, find: Find) -> Vec<MenuEffect> {
        self.stay_behind(purpose, line);
        self.wait_for(Request::Find(find))
    }

    /// The next line is asked for; Back leads to this one again.
    fn go_on(&mut self, purpose: Purpose, line: Line, next: Purpose) -> Vec<MenuEffect> {
        self.stay_behind(purpose, line);
        self.places.push(Place::entry(next));
        Vec::new()
    }

    fn stay_behind(&mut self, purpose: Purpose, line: Line) {
        self.places.push(Place::Entry { purpose, line, said: None });
    }

    fn say(&mut self, purpose: Purpose, said: Said) -> Vec<MenuEffect> {
        self.places.push(Place::entry(purpose));
        self.say_here(said);
        Vec::new()
    }

    /// Empties the line that is on, and tells what was wrong.
    pub(super) fn say_here(&mut self, wrong: Said) {
        if let Some(Place::Entry { line, said, .. }) = self.places.last_mut() {
            line.clear();
            *said = Some(wrong);
        }
    }

    /// A new password is not taken: back to where it is typed for the first time.
    pub(super) fn refuse_password(&mut self, wrong: Said) -> Vec<MenuEffect> {
        let again = |place: &Place| {
            matches!(place, Place::Entry { purpose: Purpose::PasswordAgain(..), .. })
        };
        self.places.pop_if(|place| again(place));
        self.say_here(wrong);
        Vec::new()
    }
}

/// Reads hhmm or hmm.
fn time_of_day(digits: &str) -> Option<Time> {
    let number: i16 = digits.parse().ok().filter(|_| digits.len() >= 3)?;
    Time::new(i8::try_from(number / 100).ok()?, i8::try_from(number % 100).ok()?, 0, 0).ok()
}
