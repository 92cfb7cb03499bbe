//! Something is being done elsewhere; Back leaves it, and stops what ends then.

use super::trials::{self, TrialName};
use crate::terminal::keypad::Key;
use crate::terminal::menu::effect::{JobId, Reply};
use crate::terminal::menu::page::{Context, MenuPage, Patience, Step, Then};
use crate::terminal::presentation::{Body, Card, Hint, Mood, Phrase, Say, Scope, Sign};
use crate::words::menu::{self as words, Text};

/// A job that is waited for.
#[derive(Debug, Clone)]
pub struct Busy {
    pub(in crate::terminal::menu) task: Task,
    pub(in crate::terminal::menu) job: JobId,
    pub(in crate::terminal::menu) then: Then,
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    SigningIn,
    Reporting,
    /// A list or page of the terminal itself.
    Loading,
    Searching,
    Reconciling {
        done: usize,
        total: usize,
    },
    LookingForStick,
    /// Onto a stick: which business day of how many, and how much of all there is to be written.
    Exporting {
        day: usize,
        days: usize,
        done: usize,
        total: usize,
    },
    /// An export is being stopped, and taken off the stick again.
    StoppingExport,
    TryingPlatform,
    Saving,
}

impl Task {
    /// Whether it may take many minutes, for which nobody stays at the terminal.
    pub fn is_work(self) -> bool {
        matches!(self, Self::Reconciling { .. } | Self::Exporting { .. } | Self::StoppingExport)
    }

    /// Whether it takes long and changes nothing here, so that it ends where nobody waits for it.
    pub fn ends_when_left(self) -> bool {
        !matches!(self, Self::SigningIn | Self::Saving)
    }

    /// What it is called among the items of the menus.
    pub(super) fn title(self, scope: Scope) -> Phrase {
        scope.own(match self {
            Self::SigningIn => Text::SignIn,
            Self::Reporting | Self::Reconciling { .. } => Text::Reports,
            Self::Loading => Text::Staff,
            Self::Searching => Text::FindRecord,
            Self::LookingForStick | Self::Exporting { .. } | Self::StoppingExport => Text::Export,
            Self::TryingPlatform => return trials::title(TrialName::Platform, scope),
            Self::Saving => Text::SavingNoun,
        })
    }
}

impl Busy {
    /// A task for which nothing comes of the answer.
    pub fn with(task: Task) -> Self {
        Self { task, job: JobId(0), then: |_, _| Vec::new() }
    }
}

/// Two look alike where they do the same.
impl PartialEq for Busy {
    fn eq(&self, other: &Self) -> bool {
        self.task == other.task
    }
}

impl MenuPage for Busy {
    fn name(&self) -> String {
        let name = match self.task {
            Task::SigningIn => "busy-sign_in",
            Task::Reporting => "busy-report",
            Task::Loading => "busy-load",
            Task::Searching => "busy-search",
            Task::Reconciling { .. } => "busy-reconcile",
            Task::LookingForStick => "busy-stick",
            Task::Exporting { .. } => "busy-export",
            Task::StoppingExport => "busy-export-stop",
            Task::TryingPlatform => "busy-platform",
            Task::Saving => "busy-save",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let (headline, progress) = match self.task {
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
        let lines = progress.map(|(done, total)| match self.task {
            // Lines are nothing to anybody but the bar.
            Task::Exporting { day, days, .. } => scope.say(words::ExportDay { day, days }),
            _ => scope.say(words::Progress { done, total }),
        });
        // The smallest screen has one line beside the bar.
        let written = matches!(self.task, Task::Exporting { .. } | Task::StoppingExport);
        let leave_in = || written.then(|| scope.own(Text::LeaveStickIn));
        let say = Say {
            lines: lines.map(Phrase::own).or_else(leave_in).into_iter().collect(),
            progress,
            ..Say::new(Mood::Plain, Sign::Dots, scope.text(headline))
        };
        let keys: &[Hint] = match self.task {
            Task::SigningIn => &[],
            Task::Exporting { .. } => &[Hint::STOP],
            _ => &[Hint::LEAVE],
        };
        Card::new(self.task.title(scope), Body::Say(say), keys)
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match key {
            // Whoever is being signed in stays here: it is a matter of a moment.
            Key::Back if self.task != Task::SigningIn => vec![Step::Abandon],
            _ => Vec::new(),
        }
    }

    fn patience(&self) -> Patience {
        if self.task.is_work() { Patience::LongJob } else { Patience::Job }
    }

    /// The work has come further; what is being stopped stays so.
    fn hear(&mut self, reply: &Reply) -> Vec<Step> {
        if let Reply::Progress(now) = reply
            && std::mem::discriminant(&self.task) == std::mem::discriminant(now)
        {
            self.task = *now;
        }
        Vec::new()
    }
}
