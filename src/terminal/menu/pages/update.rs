//! An update of the whole system: what runs, the bundles on the stick, one of them checked, installed and
//! tried. What is done root's side does; the page asks for it and tells what came of it.

use std::sync::Arc;

use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::{Choices, Confirmation, KEYS, labelled, valued};
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::presentation::{Card, Item, Mood, Phrase, Say, Scope, Sign};
use crate::terminal::update::{BundleName, UpdateFault, UpdateRequest, UpdateStatus, UpdateStep};
use crate::words::Message;
use crate::words::menu::{self as words, Text};

/// On the way to another version.
#[derive(Debug, Clone, PartialEq)]
pub enum UpdatePage {
    Overview {
        status: Arc<UpdateStatus>,
        choices: Choices<UpdateItem>,
    },
    /// It is signed, and fits.
    AskInstall {
        version: String,
        answer: Confirmation,
    },
    /// It is installed.
    AskRestart {
        version: String,
        answer: Confirmation,
    },
    /// It was refused, or waits on; why.
    Refused(Arc<UpdateStatus>),
    /// An update that was not kept.
    NotKept(Arc<UpdateStatus>),
    Restarting,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateItem {
    /// What runs; choosing it looks again.
    Runs,
    /// The last update was not kept.
    NotKept,
    /// Try what is installed.
    Restart,
    Bundle(BundleName),
    /// There is none; choosing it looks again.
    NoBundle,
}

pub(super) fn open() -> Vec<Step> {
    vec![Step::Ask(MenuRequest::Updates, found)]
}

fn found(reply: MenuReply, _: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Updates(status, bundles) => {
            vec![Step::Open(UpdatePage::overview(status, bundles).into())]
        }
        _ => Vec::new(),
    }
}

fn answered(reply: MenuReply, _: &Context) -> Vec<Step> {
    let MenuReply::Update(status) = reply else { return Vec::new() };
    let (version, answer) = (status.state.version.clone(), Confirmation::default());
    let version = version.unwrap_or_else(|| "?".to_owned());
    let page = match status.state.step {
        UpdateStep::Checked => UpdatePage::AskInstall { version, answer },
        UpdateStep::Installed if status.state.reason.is_none() => {
            UpdatePage::AskRestart { version, answer }
        }
        UpdateStep::Restarting => UpdatePage::Restarting,
        _ => UpdatePage::Refused(status),
    };
    vec![Step::Open(page.into())]
}

fn ask(request: UpdateRequest) -> Vec<Step> {
    vec![Step::Ask(MenuRequest::Update(request), answered)]
}

impl UpdatePage {
    /// What runs, and what can be done.
    pub fn overview(status: Arc<UpdateStatus>, bundles: Vec<BundleName>) -> Self {
        let installed = status.state.step == UpdateStep::Installed;
        let not_kept = status.not_kept().is_some();
        let first = [
            Some(UpdateItem::Runs),
            not_kept.then_some(UpdateItem::NotKept),
            installed.then_some(UpdateItem::Restart),
        ];
        let none = bundles.is_empty().then_some(UpdateItem::NoBundle);
        let bundles = bundles.into_iter().map(UpdateItem::Bundle);
        let choices = Choices::new(first.into_iter().flatten().chain(bundles).chain(none));
        Self::Overview { status, choices }
    }
}

impl PageHandler for UpdatePage {
    fn name(&self) -> String {
        let name = match self {
            Self::Overview { .. } => "update",
            Self::AskInstall { .. } => "update-install",
            Self::AskRestart { .. } => "update-restart",
            Self::Refused(_) => "notice-update_refused",
            Self::NotKept(_) => "notice-update_not_kept",
            Self::Restarting => "notice-update_restarting",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::Update);
        match self {
            Self::Overview { status, choices } => {
                let shown = |item: &UpdateItem| shown(item, status, scope);
                Card::new(title, choices.body(shown), &KEYS)
            }
            Self::AskInstall { version, answer } => {
                let lines = vec![Phrase::own(scope.say(words::UpdateSigned { version }))];
                Card::new(title, answer.body(Text::AskInstall, lines, scope), &KEYS)
            }
            Self::AskRestart { version, answer } => {
                let lines = vec![Phrase::own(scope.say(words::UpdateInstalled { version }))];
                Card::new(title, answer.body(Text::AskRestart, lines, scope), &KEYS)
            }
            Self::Refused(status) => {
                let why = status.state.reason.unwrap_or(UpdateFault::Unknown);
                let why = Phrase::foreign(&why.message(scope.language));
                notice::card(title, notice::bad(Text::UpdateNot, scope).and(why))
            }
            Self::NotKept(status) => {
                let say = notice::bad(Text::UpdateNotKept, scope);
                let Some(it) = status.not_kept() else { return notice::card(title, say) };
                let back = Phrase::own(scope.say(words::UpdateBack { version: &it.back }));
                let why = Phrase::foreign(&it.why.message(scope.language));
                notice::card(title, say.and(back).and(why))
            }
            Self::Restarting => {
                let say = Say::new(Mood::Plain, Sign::Dots, scope.text(Text::UpdateRestarting));
                notice::card(title, say)
            }
        }
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match self {
            Self::Overview { status, choices } => choices.press(key, |item| match item {
                // The page as it is by then takes the place of this one.
                UpdateItem::Runs | UpdateItem::NoBundle => {
                    std::iter::once(Step::Leave).chain(open()).collect()
                }
                UpdateItem::NotKept => vec![Step::Open(Self::NotKept(status.clone()).into())],
                UpdateItem::Restart => {
                    let version = status.state.version.clone().unwrap_or_else(|| "?".to_owned());
                    let answer = Confirmation::default();
                    vec![Step::Open(Self::AskRestart { version, answer }.into())]
                }
                UpdateItem::Bundle(bundle) => ask(UpdateRequest::Check(bundle)),
            }),
            Self::AskInstall { answer, .. } => answer.press(key, || ask(UpdateRequest::Install)),
            Self::AskRestart { answer, .. } => answer.press(key, || ask(UpdateRequest::Restart)),
            Self::Refused(_) | Self::NotKept(_) | Self::Restarting => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        match self {
            Self::Refused(_) | Self::NotKept(_) | Self::Restarting => Patience::Notice,
            _ => Patience::Page,
        }
    }
}

fn shown(item: &UpdateItem, status: &UpdateStatus, scope: Scope) -> Item {
    match item {
        UpdateItem::Runs => {
            let runs = status.image.as_ref().map_or_else(
                || scope.text(Text::UpdateNoImage),
                |image| match &image.side {
                    Some(side) => format!("{} {side}", image.version),
                    None => image.version.clone(),
                },
            );
            valued(scope.text(Text::UpdateRuns), runs)
        }
        UpdateItem::NotKept => {
            let version = status.not_kept().map_or("", |it| &it.version);
            valued(scope.text(Text::UpdateNotKept), version.to_owned())
        }
        UpdateItem::Restart => {
            let version = status.state.version.as_deref().unwrap_or("?");
            valued(scope.text(Text::UpdateTry), version.to_owned())
        }
        UpdateItem::NoBundle => labelled(scope.text(Text::NoBundle)),
        UpdateItem::Bundle(bundle) => {
            Item { label: Phrase::foreign(&bundle.file), ..labelled(String::new()) }
        }
    }
}
