//! What is to be seen while a terminal is set up: for a person who has a card, a sheet and no manual.

use super::card;
use super::judge::CardMistake;
use crate::terminal::presentation::{
    Body, Card, Foot, Mood, Notice, Phrase, Poster, Say, Scope, Sign, Tone,
};
use crate::words::setup::{self as words, Text};
use crate::words::{Bilingual, Language};

/// What is told, once for each state.
#[derive(Debug, Clone, PartialEq)]
pub enum SetupPage {
    /// Nobody has named the platform yet.
    HoldSheet {
        /// A file on the card that was to be `hallgate.toml`, and has another name.
        misnamed: Option<String>,
    },
    /// The sheet's code is used or too old.
    AnotherSheet,
    NotTheSheet {
        is_ticket: bool,
    },
    /// The sheet's terminal, and this one.
    SheetOfOther {
        found: String,
        own: String,
    },
    WifiTaken {
        ssid: String,
        /// Whose radio rules hold.
        country: String,
    },
    Mistakes {
        mistakes: Vec<CardMistake>,
        /// A configuration from before stays in force.
        old_goes_on: bool,
    },
    /// Something on the board or the card is in the way.
    Fault(Bilingual),
    Enrolling {
        name: String,
        url: String,
    },
    /// Why the platform was not reached, and from which address here.
    NotEnrolled {
        why: Bilingual,
        address: Option<String>,
    },
    /// The terminal starts by the key that it had.
    OldKey {
        name: String,
        /// Why it has no other one; none: the code was refused.
        why: Option<Bilingual>,
    },
    /// All is there; the terminal starts.
    Ready {
        name: String,
    },
}

impl SetupPage {
    /// The pictures to be shown one after the other, each with its language; without one everything is
    /// told in both.
    pub fn notices(&self, language: Option<Language>) -> Vec<(Language, Notice)> {
        let languages = match language {
            Some(language) => vec![language],
            None => vec![Language::Chinese, Language::English],
        };
        let all = |language| self.in_one(language).into_iter().map(move |it| (language, it));
        languages.into_iter().flat_map(all).collect()
    }

    fn in_one(&self, language: Language) -> Vec<Notice> {
        let scope = Scope { language, status: None };
        let text = |text: Text| scope.text(text);
        let poster =
            |name: &str, sign, headline, advice: String, brief: String, lines: Vec<String>| {
                let rest = lines.iter().map(|line| Phrase::foreign(line)).collect();
                let poster = Poster {
                    advice: vec![advice],
                    brief,
                    foot: Foot { rest, ..Foot::default() },
                    ..Poster::new(Tone::Caution, sign, text(headline))
                };
                vec![Notice::poster(name, poster)]
            };
        match self {
            Self::HoldSheet { misnamed } => {
                vec![Notice::poster("setup-sheet", hold_sheet(misnamed.as_deref(), language))]
            }
            Self::AnotherSheet => poster(
                "setup-another_sheet",
                Sign::Sheet,
                Text::AnotherSheet,
                text(Text::AnotherSheetAdvice),
                text(Text::AnotherSheetBrief),
                Vec::new(),
            ),
            Self::NotTheSheet { is_ticket } => poster(
                if *is_ticket { "setup-ticket" } else { "setup-other_code" },
                Sign::Scan,
                Text::NotTheSheet,
                text(if *is_ticket { Text::ThatIsTicket } else { Text::ThatIsOther }),
                text(Text::NotTheSheetBrief),
                Vec::new(),
            ),
            Self::SheetOfOther { found, own } => poster(
                "setup-sheet_of_other",
                Sign::Cross,
                Text::NotTheSheet,
                text(Text::SheetOfOther),
                text(Text::SheetOfOtherBrief),
                vec![scope.say(words::SheetNames { found, own })],
            ),
            Self::WifiTaken { ssid, country } => poster(
                "setup-wifi",
                Sign::Tick,
                Text::WifiTaken,
                text(Text::WifiTakenAdvice),
                text(Text::NotTheSheetBrief),
                vec![ssid.clone(), scope.say(words::RadioRules { country })],
            ),
            Self::Mistakes { mistakes, old_goes_on } => {
                mistake_cards(mistakes, *old_goes_on, scope)
            }
            Self::Fault(fault) => {
                let say = Say::new(Mood::Bad, Sign::Warning, text(Text::InTheWay))
                    .and(Phrase::foreign(fault.message(language)))
                    .and(scope.own(Text::StatusNext));
                vec![card_of("setup-fault", Text::Title, say, scope)]
            }
            Self::Enrolling { name, url } => {
                let say = Say::new(Mood::Plain, Sign::Dots, text(Text::Enrolling))
                    .and(Phrase::foreign(&scope.say(words::AsTerminal { name })))
                    .and(Phrase::foreign(&scope.say(words::At { url })));
                vec![card_of("setup-enrolling", Text::EnrolTitle, say, scope)]
            }
            Self::NotEnrolled { why, address } => {
                let mut say = Say::new(Mood::Bad, Sign::Warning, text(Text::NotYet))
                    .and(Phrase::foreign(why.message(language)))
                    .and(scope.own(Text::GoesOn));
                if let Some(address) = address {
                    say = say.and(Phrase::foreign(&scope.say(words::OwnAddress { address })));
                }
                vec![card_of("setup-not_enrolled", Text::EnrolTitle, say, scope)]
            }
            Self::OldKey { name, why } => {
                let say = Say::new(Mood::Bad, Sign::Warning, text(Text::NotYet))
                    .and(match why {
                        Some(why) => Phrase::foreign(why.message(language)),
                        None => scope.own(Text::CodeRefused),
                    })
                    .and(scope.own(Text::OldKeyGoesOn))
                    .and(Phrase::foreign(&scope.say(words::AsTerminal { name })));
                vec![card_of("setup-old_key", Text::EnrolTitle, say, scope)]
            }
            Self::Ready { name } => {
                let say = Say::new(Mood::Good, Sign::Tick, text(Text::Enrolled))
                    .and(Phrase::foreign(&scope.say(words::AsTerminal { name })))
                    .and(scope.own(Text::Starting));
                vec![card_of("setup-ready", Text::Title, say, scope)]
            }
        }
    }
}

/// In one language, and below it in the other: whoever stands there has chosen none yet.
fn hold_sheet(misnamed: Option<&str>, language: Language) -> Poster {
    let other = match language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    let advice = match misnamed {
        Some(found) => words::RenameFile { found }.text(language),
        None => Text::HoldSheetAdvice.plain(language),
    };
    Poster {
        advice: vec![advice],
        second: Some(Text::HoldSheet.form(other).replace('|', "")),
        brief: Text::HoldSheetBrief.plain(language),
        foot: Foot {
            rest: vec![Phrase::own(Text::WhatSheetIs.plain(language))],
            ..Foot::default()
        },
        ..Poster::new(Tone::Calm, Sign::Scan, Text::HoldSheet.plain(language))
    }
}

fn card_of(name: &str, title: Text, say: Say, scope: Scope) -> Notice {
    Notice::card(name, Card::new(scope.own(title), Body::Say(say), &[]))
}

/// One for each mistake: a line is found by its number.
fn mistake_cards(mistakes: &[CardMistake], old_goes_on: bool, scope: Scope) -> Vec<Notice> {
    let count = mistakes.len();
    let one = |(at, mistake): (usize, &CardMistake)| {
        let CardMistake { line, key, fault } = mistake;
        let sentence = fault.message(scope.language);
        let headline = match line {
            Some(line) => scope.say(words::Line { line }),
            None => card::NAME.to_owned(),
        };
        let words = match key.as_str() {
            "" => sentence,
            key => scope.say(words::KeyFault { key, fault: sentence }),
        };
        let mut say = Say::new(Mood::Bad, Sign::Warning, headline).and(Phrase::foreign(&words));
        if old_goes_on {
            say = say.and(scope.own(Text::OldGoesOn));
        }
        let card = Card::new(scope.own(Text::FileTitle), Body::Say(say), &[]);
        let aside = if count > 1 { format!("{}/{count}", at + 1) } else { String::new() };
        Notice::card("setup-mistake", card.beside(aside))
    };
    mistakes.iter().enumerate().map(one).collect()
}
