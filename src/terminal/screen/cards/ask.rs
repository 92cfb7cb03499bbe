//! Questions before reckless things.

use super::{Ask, Body, Phrase, Scope};
use crate::terminal::menu::{self, Question};
use crate::terminal::report::status::size;
use crate::words::menu::Text;

pub(super) fn parts(ask: &menu::Ask, scope: Scope) -> (Phrase, String, Body) {
    let own = |text: Text| Phrase::own(scope.text(text));
    let (title, question, lines) = match &ask.question {
        Question::OpenGate(reason, person) => {
            let logged = scope.with(Text::AskOpenLogged, &[&person.called]);
            let lines = vec![Phrase::own(scope.reason(*reason)), Phrase::foreign(&logged)];
            (Text::OpenGate, Text::AskOpen, lines)
        }
        Question::TryGate => (Text::Trials, Text::AskTry, vec![own(Text::AskTryAdvice)]),
        Question::Export { stick, free_mb } => {
            let free = size(free_mb.saturating_mul(1 << 20));
            let free = Phrase::own(scope.with(Text::FreeSpace, &[&free]));
            (Text::Export, Text::AskExport, vec![Phrase::foreign(stick), free])
        }
        Question::Disable(operator) => {
            (Text::Operators, Text::AskDisable, vec![Phrase::person(&operator.person)])
        }
        Question::Enable(operator) => {
            (Text::Operators, Text::AskEnable, vec![Phrase::person(&operator.person)])
        }
        Question::Change { setting, from, to } => {
            let from = scope.setting_value(*setting, from);
            let to = match to {
                Some(to) => scope.setting_value(*setting, to),
                None => own(Text::Configured),
            };
            let words = scope.with(Text::FromTo, &[&from.words, &to.words]);
            let change = Phrase { words, foreign: from.foreign || to.foreign };
            let lines = vec![Phrase::own(scope.setting_name(*setting)), change];
            (Text::Settings, Text::AskChange, lines)
        }
    };
    let body = Ask {
        question: scope.text(question),
        lines,
        answers: [scope.text(Text::No), scope.text(Text::Yes)],
        chosen: usize::from(ask.yes),
    };
    (own(title), String::new(), Body::Ask(body))
}
