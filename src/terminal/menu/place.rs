//! Where somebody is in the menus: one page of a stack, and what it needs to go on.

use super::JobId;
use super::line::{Kind, Line};
use super::sheets::Page;
use super::view::{
    Ask, Entry, Field, Heading, Item, Leaf, List, Notice, Operator, Person, Question, Said, Task,
    Trial, View,
};
use crate::people::Password;
use crate::people::Role;
use jiff::civil::Date;

/// A page of the stack.
#[derive(Debug)]
pub(super) enum Place {
    List(List),
    Entry { purpose: Purpose, line: Line, said: Option<Said> },
    Ask(Ask),
    Busy { task: Task, job: JobId },
    Notice(Notice),
    Leaves { pages: Vec<Page>, at: usize },
    Trial(Trial),
}

/// What a line is typed for, with what was typed before.
#[derive(Debug, Clone)]
pub(super) enum Purpose {
    StaffNumber,
    /// Whose, where the terminal knows.
    SignIn {
        number: String,
        person: Option<Person>,
    },
    TicketDigits,
    TimeOfDay(Date),
    SeatRow(Date),
    SeatColumn(Date, u32),
    NewNumber(Role),
    NewPassword(Whose),
    PasswordAgain(Whose, Password),
}

/// Whose new password is typed.
#[derive(Debug, Clone)]
pub(super) enum Whose {
    Added { role: Role, number: String },
    Known(Operator),
}

impl Whose {
    fn role(&self) -> Role {
        match self {
            Self::Added { role, .. } => *role,
            Self::Known(operator) => operator.role,
        }
    }

    pub fn person(&self) -> Person {
        match self {
            Self::Added { number, .. } => Person { called: String::new(), number: number.clone() },
            Self::Known(operator) => operator.person.clone(),
        }
    }
}

impl Place {
    pub fn list(heading: Heading, items: Vec<Item>) -> Self {
        Self::List(List { heading, items, chosen: 0 })
    }

    pub fn entry(purpose: Purpose) -> Self {
        let line = purpose.line();
        Self::Entry { purpose, line, said: None }
    }

    pub fn ask(question: Question) -> Self {
        Self::Ask(Ask { question, yes: false })
    }

    /// What is to be seen of it.
    pub fn view(&self) -> View {
        match self {
            Self::List(list) => View::List(list.clone()),
            Self::Entry { purpose, line, said } => View::Entry(Entry {
                field: purpose.field(),
                typed: line.typed(),
                dial: line.dial(),
                said: said.clone(),
            }),
            Self::Ask(ask) => View::Ask(ask.clone()),
            Self::Busy { task, .. } => View::Busy(*task),
            Self::Notice(notice) => View::Notice(notice.clone()),
            Self::Leaves { pages, at } => {
                // Proof: a report has a page at least, and `at` stays below their number.
                let Page { sheet, part } = pages[*at].clone();
                View::Leaf(Leaf { sheet, part, at: *at, of: pages.len() })
            }
            Self::Trial(trial) => View::Trial(trial.clone()),
        }
    }
}

impl Purpose {
    fn line(&self) -> Line {
        match self {
            Self::StaffNumber | Self::NewNumber(_) => Line::new(Kind::Digits, 8),
            Self::SignIn { .. } | Self::NewPassword(_) | Self::PasswordAgain(..) => {
                Line::new(Kind::Secret, 64)
            }
            Self::TicketDigits => Line::new(Kind::Digits, 16),
            Self::TimeOfDay(_) => Line::new(Kind::Digits, 4),
            Self::SeatRow(_) | Self::SeatColumn(..) => Line::new(Kind::Digits, 3),
        }
    }

    fn field(&self) -> Field {
        match self {
            Self::StaffNumber => Field::StaffNumber,
            Self::SignIn { person, .. } => Field::Password(person.clone()),
            Self::TicketDigits => Field::TicketDigits,
            Self::TimeOfDay(_) => Field::TimeOfDay,
            Self::SeatRow(_) => Field::SeatRow,
            Self::SeatColumn(..) => Field::SeatColumn,
            Self::NewNumber(_) => Field::NewNumber,
            Self::NewPassword(whose) => Field::NewPassword(whose.person(), whose.role()),
            Self::PasswordAgain(whose, _) => Field::PasswordAgain(whose.person()),
        }
    }
}
