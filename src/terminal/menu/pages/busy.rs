//! Something is being done elsewhere; Back leaves it, and stops what ends then.

use super::trials::{self, TrialName};
use crate::terminal::keypad::Key;
use crate::terminal::menu::effect::JobId;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step, Then};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::presentation::{Body, Card, KeyHint, Mood, Phrase, Say, Scope, Sign};
use crate::terminal::update::UpdateStep;
use crate::words::menu::{self as words, Text};

/// A job that is waited for.
#[derive(Debug, Clone)]
pub struct BusyPage {
    pub(in crate::terminal::menu) task: BusyTask,
    pub(in crate::terminal::menu) job: JobId,
    pub(in crate::terminal::menu) then: Then,
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BusyTask {
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
    /// It is drawn, logged, written.
    PuttingKeyAway,
    /// The database onto a stick: how many of its pages.
    BackingUp {
        done: usize,
        total: usize,
    },
    /// A backup is being stopped, and taken off the stick again.
    StoppingBackup,
    TryingPlatform,
    /// About a ticket.
    AskingPlatform,
    LookingForUpdate,
    /// Root's side is at work: how much of the bundle is installed, in percent.
    Updating {
        step: UpdateStep,
        done: usize,
        total: usize,
    },
    Saving,
}

impl BusyTask {
    /// Whether it may take many minutes, for which nobody stays at the terminal.
    pub fn is_work(self) -> bool {
        matches!(self, Self::Reconciling { .. } | Self::Updating { .. }) || self.is_written()
    }

    /// Whether it takes long and changes nothing here, so that it ends where nobody waits for it.
    pub fn ends_when_left(self) -> bool {
        !matches!(self, Self::SigningIn | Self::PuttingKeyAway | Self::Saving)
    }

    /// Whether something is put onto a stick, or taken off it, which has to stay in for so long.
    fn is_written(self) -> bool {
        use BusyTask::{BackingUp, Exporting, StoppingBackup, StoppingExport};
        matches!(self, Exporting { .. } | StoppingExport | BackingUp { .. } | StoppingBackup)
    }

    /// What is waited for while it is stopped; none: it ends without anybody.
    pub(in crate::terminal::menu) fn stopping(self) -> Option<Self> {
        match self {
            Self::Exporting { .. } => Some(Self::StoppingExport),
            Self::BackingUp { .. } => Some(Self::StoppingBackup),
            _ => None,
        }
    }

    /// What it is called among the items of the menus.
    pub(super) fn title(self, scope: Scope) -> Phrase {
        scope.own(match self {
            Self::SigningIn => Text::SignIn,
            Self::Reporting | Self::Reconciling { .. } => Text::Reports,
            Self::Loading => Text::Staff,
            Self::Searching => Text::FindRecord,
            Self::LookingForStick => Text::Stick,
            Self::Exporting { .. } | Self::StoppingExport => Text::Export,
            Self::PuttingKeyAway => Text::DatabaseKey,
            Self::BackingUp { .. } | Self::StoppingBackup => Text::Backup,
            Self::LookingForUpdate | Self::Updating { .. } => Text::Update,
            Self::TryingPlatform => return trials::title(TrialName::Platform, scope),
            Self::AskingPlatform => Text::TypedTicket,
            Self::Saving => Text::SavingNoun,
        })
    }
}

impl BusyPage {
    /// A task for which nothing comes of the answer.
    pub fn with(task: BusyTask) -> Self {
        Self { task, job: JobId(0), then: |_, _| Vec::new() }
    }
}

/// Two look alike where they do the same.
impl PartialEq for BusyPage {
    fn eq(&self, other: &Self) -> bool {
        self.task == other.task
    }
}

impl PageHandler for BusyPage {
    fn name(&self) -> String {
        let name = match self.task {
            BusyTask::SigningIn => "busy-sign_in",
            BusyTask::Reporting => "busy-report",
            BusyTask::Loading => "busy-load",
            BusyTask::Searching => "busy-search",
            BusyTask::Reconciling { .. } => "busy-reconcile",
            BusyTask::LookingForStick => "busy-stick",
            BusyTask::Exporting { .. } => "busy-export",
            BusyTask::StoppingExport => "busy-export-stop",
            BusyTask::PuttingKeyAway => "busy-key",
            BusyTask::BackingUp { .. } => "busy-backup",
            BusyTask::StoppingBackup => "busy-backup-stop",
            BusyTask::TryingPlatform => "busy-platform",
            BusyTask::LookingForUpdate => "busy-update-look",
            BusyTask::Updating { .. } => "busy-update",
            BusyTask::AskingPlatform => "busy-ticket",
            BusyTask::Saving => "busy-save",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let (headline, progress) = match self.task {
            BusyTask::SigningIn => (Text::BusySignIn, None),
            BusyTask::Reporting => (Text::BusyReport, None),
            BusyTask::Loading => (Text::BusyLoad, None),
            BusyTask::Searching => (Text::BusySearch, None),
            BusyTask::Reconciling { done, total } => (Text::BusyReconcile, Some((done, total))),
            BusyTask::LookingForStick => (Text::BusyStick, None),
            BusyTask::Exporting { done, total, .. } => (Text::BusyExport, Some((done, total))),
            BusyTask::StoppingExport | BusyTask::StoppingBackup => (Text::BusyStopExport, None),
            BusyTask::PuttingKeyAway => (Text::BusyLoad, None),
            BusyTask::BackingUp { done, total } => (Text::BusyBackup, Some((done, total))),
            BusyTask::TryingPlatform => (Text::BusyPlatform, None),
            BusyTask::LookingForUpdate => (Text::BusyStick, None),
            BusyTask::Updating { step, done, total } => match step {
                UpdateStep::Installing => (Text::BusyInstall, Some((done, total))),
                UpdateStep::Waiting => (Text::BusyWait, None),
                _ => (Text::BusyCheck, None),
            },
            BusyTask::AskingPlatform => (Text::BusyTicket, None),
            BusyTask::Saving => (Text::BusySaving, None),
        };
        let progress = progress.filter(|(_, total)| *total > 0);
        let lines = progress.and_then(|(done, total)| match self.task {
            // Lines are nothing to anybody but the bar.
            BusyTask::Exporting { day, days, .. } => {
                Some(scope.say(words::ExportDay { day, days }))
            }
            BusyTask::Updating { .. } => Some(scope.text(Text::UpdateBeside)),
            BusyTask::BackingUp { .. } => None,
            _ => Some(scope.say(words::Progress { done, total })),
        });
        // The smallest screen has one line beside the bar.
        let leave_in = || self.task.is_written().then(|| scope.own(Text::LeaveStickIn));
        let say = Say {
            lines: lines.map(Phrase::own).or_else(leave_in).into_iter().collect(),
            progress,
            ..Say::new(Mood::Plain, Sign::Dots, scope.text(headline))
        };
        let keys: &[KeyHint] = match self.task {
            BusyTask::SigningIn => &[],
            task if task.stopping().is_some() => &[KeyHint::STOP],
            _ => &[KeyHint::LEAVE],
        };
        Card::new(self.task.title(scope), Body::Say(say), keys)
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match key {
            // Whoever is being signed in stays here: it is a matter of a moment.
            Key::Back if self.task != BusyTask::SigningIn => vec![Step::Abandon],
            _ => Vec::new(),
        }
    }

    fn patience(&self) -> Patience {
        if self.task.is_work() { Patience::LongJob } else { Patience::Job }
    }

    /// The work has come further; what is being stopped stays so.
    fn on_reply(&mut self, reply: &MenuReply) -> Vec<Step> {
        if let MenuReply::Progress(now) = reply
            && std::mem::discriminant(&self.task) == std::mem::discriminant(now)
        {
            self.task = *now;
        }
        Vec::new()
    }
}
