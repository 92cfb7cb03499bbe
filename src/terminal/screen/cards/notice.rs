//! What is being done, and what came of it.

use super::{Body, Mood, Phrase, Say, Scope};
use crate::terminal::menu::{Notice, Task, TrialName};
use crate::terminal::screen::sign::{self, Sign};
use crate::words::menu::Text;
use crate::words::screen::Text as Door;

pub(super) fn busy(task: Task, scope: Scope) -> (Phrase, String, Body) {
    let (headline, progress) = match task {
        Task::SigningIn => (Text::BusySignIn, None),
        Task::Reporting => (Text::BusyReport, None),
        Task::Loading => (Text::BusyLoad, None),
        Task::Searching => (Text::BusySearch, None),
        Task::Reconciling { done, total } => (Text::BusyReconcile, Some((done, total))),
        Task::LookingForStick => (Text::BusyStick, None),
        Task::Exporting { done, total, .. } => (Text::BusyExport, Some((done, total))),
        Task::StoppingExport => (Text::BusyStopExport, None),
        Task::TryingPlatform => (Text::BusyPlatform, None),
        Task::Saving => (Text::BusySaving, None),
    };
    let progress = progress.filter(|(_, total)| *total > 0);
    let lines = progress.map(|so_far| match task {
        // Lines are nothing to anybody but the bar.
        Task::Exporting { day, days, .. } => of(Text::ExportDay, (day, days), scope),
        _ => of(Text::Progress, so_far, scope),
    });
    // The smallest screen has one line beside the bar.
    let written = matches!(task, Task::Exporting { .. } | Task::StoppingExport);
    let leave_in = || written.then(|| Phrase::own(scope.text(Text::LeaveStickIn)));
    let body = Say {
        sign: sign::dots,
        mood: Mood::Plain,
        headline: scope.text(headline),
        lines: lines.or_else(leave_in).into_iter().collect(),
        progress,
    };
    (Phrase::own(task_name(task, scope)), String::new(), Body::Say(body))
}

fn of(text: Text, (at, all): (usize, usize), scope: Scope) -> Phrase {
    Phrase::own(scope.with(text, &[&at.to_string(), &all.to_string()]))
}

/// What the task is called among the items of the menus.
fn task_name(task: Task, scope: Scope) -> String {
    scope.text(match task {
        Task::SigningIn => Text::SignIn,
        Task::Reporting | Task::Reconciling { .. } => Text::Reports,
        Task::Loading => Text::Staff,
        Task::Searching => Text::FindRecord,
        Task::LookingForStick | Task::Exporting { .. } | Task::StoppingExport => Text::Export,
        Task::TryingPlatform => return scope.trial(TrialName::Platform),
        Task::Saving => Text::SavingNoun,
    })
}

pub(super) fn parts(notice: &Notice, scope: Scope) -> (Phrase, String, Body) {
    let own = |text: Text| Phrase::own(scope.text(text));
    let good = |text: Text| told(Mood::Good, sign::tick, scope.text(text));
    let bad = |text: Text| told(Mood::Bad, sign::warning, scope.text(text));
    let (title, say) = match notice {
        Notice::SignedOut(person) => {
            (Text::SignOut, good(Text::SignedOut).and(Phrase::person(person)))
        }
        Notice::NoOperators => {
            (Text::SignIn, bad(Text::NoOperators).and(own(Text::NoOperatorsAdvice)))
        }
        Notice::GateOpen => (Text::OpenGate, good(Text::GateOpen).and(own(Text::GateOpenAdvice))),
        Notice::GateLocked => (Text::OpenGate, good(Text::GateLocked)),
        Notice::NotRecorded => {
            (Text::OpenGate, bad(Text::NotRecorded).and(own(Text::NotRecordedAdvice)))
        }
        Notice::GateFault => {
            let say = told(Mood::Bad, sign::warning, Door::GateFault.plain(scope.language));
            (Text::OpenGate, say.and(own(Text::GateFaultAdvice)))
        }
        Notice::HelpCalled => {
            let say = told(Mood::Beacon, sign::warning, scope.text(Text::HelpCalled));
            (Text::CallHelp, say.and(own(Text::HelpCalledAdvice)))
        }
        Notice::HelpOver => (Text::CallHelp, good(Text::HelpOver)),
        Notice::NothingFound => {
            let say = told(Mood::Plain, sign::dots, scope.text(Text::NothingFound));
            (Text::FindRecord, say)
        }
        Notice::Exported { files, stick } => {
            let advice = scope.with(Text::ExportedAdvice, &[&files.to_string()]);
            let say = good(Text::Exported).and(Phrase::own(advice)).and(Phrase::foreign(stick));
            (Text::Export, say)
        }
        Notice::ExportStopped { stick } => {
            let say = told(Mood::Plain, sign::tick, scope.text(Text::ExportStopped));
            let advice = own(Text::ExportStoppedAdvice);
            (Text::Export, say.and(advice).and(Phrase::foreign(stick)))
        }
        Notice::NoStick => (Text::Export, bad(Text::NoStick).and(own(Text::NoStickAdvice))),
        Notice::OperatorAdded(operator) => {
            let role = Phrase::own(scope.role(operator.role));
            let say = good(Text::OperatorAdded).and(Phrase::person(&operator.person)).and(role);
            (Text::Operators, say)
        }
        Notice::PasswordChanged(person) => {
            (Text::Operators, good(Text::PasswordChanged).and(Phrase::person(person)))
        }
        Notice::OperatorDisabled(person) => {
            (Text::Operators, good(Text::OperatorDisabled).and(Phrase::person(person)))
        }
        Notice::OperatorEnabled(person) => {
            (Text::Operators, good(Text::OperatorEnabled).and(Phrase::person(person)))
        }
        Notice::LastAdmin => {
            (Text::Operators, bad(Text::LastAdmin).and(own(Text::LastAdminAdvice)))
        }
        Notice::NotAllowed => (Text::Staff, bad(Text::NotAllowed).and(own(Text::NotAllowedAdvice))),
        Notice::SettingChanged(line) => {
            let name = Phrase::own(scope.setting_name(line.setting));
            let value = scope.setting_value(line.setting, &line.value);
            (Text::Settings, good(Text::SettingChanged).and(name).and(value))
        }
        Notice::Failed(task, why) => {
            let say = bad(Text::Failed).and(Phrase::foreign(why));
            let title = Phrase::own(task_name(*task, scope));
            return (title, String::new(), Body::Say(say));
        }
    };
    (own(title), String::new(), Body::Say(say))
}

fn told(mood: Mood, sign: Sign, headline: String) -> Say {
    Say { sign, mood, headline, lines: Vec::new(), progress: None }
}

impl Say {
    /// The same with a line below.
    fn and(mut self, line: Phrase) -> Self {
        self.lines.push(line);
        self
    }
}
