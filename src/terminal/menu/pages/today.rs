//! Today's counts, and how many have entered each session, for staff.

use std::ops::Range;
use std::sync::Arc;

use super::report::{LARGE, counts, entered};
use crate::terminal::menu::leaves::{self, InfoSheet, Leaves};
use crate::terminal::menu::page::{Context, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::presentation::{Body, Phrase, Scope};
use crate::terminal::report::Day;
use crate::words::menu::Text;
use crate::words::terms::Text as Term;

/// What staff may read of the day that is running.
#[derive(Debug, Clone, PartialEq)]
pub enum Today {
    Counts(Arc<Day>),
    /// How many are inside: these of the sessions, the latest start first.
    Inside(Arc<Day>, Range<usize>),
}

impl Today {
    /// The counts, and as many sheets of sessions as the smallest screen needs, each of `rows` lines.
    pub fn all(day: &Arc<Day>, rows: usize) -> Vec<Self> {
        let inside = leaves::parts(day.inside.len(), rows);
        let inside = inside.map(|range| Self::Inside(day.clone(), range));
        std::iter::once(Self::Counts(day.clone())).chain(inside).collect()
    }
}

pub(super) fn open(context: &Context) -> Vec<Step> {
    vec![Step::Ask(MenuRequest::Day(context.today), answered)]
}

fn answered(reply: MenuReply, context: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Day(day) => {
            let sheets = Today::all(&day, context.rules.rows);
            vec![Step::Open(Leaves::open(sheets, context).into())]
        }
        _ => Vec::new(),
    }
}

impl InfoSheet for Today {
    fn name(&self) -> &'static str {
        match self {
            Self::Counts(_) => "today",
            Self::Inside(..) => "today-inside",
        }
    }

    fn parts(&self, scope: Scope) -> (Phrase, Body) {
        let day = match self {
            Self::Counts(day) => day,
            Self::Inside(day, range) => {
                let latest = day.inside.iter().rev().skip(range.start).take(range.len());
                return (scope.own(Text::Inside), entered(latest, scope));
            }
        };
        let figures = [
            (Term::Admitted, day.sums.totals.admitted),
            (Term::Refused, day.sums.refused),
            (Term::Reopened, day.sums.totals.reopened),
            (Term::ByHand, day.sums.manual),
            (Term::Pending, day.sums.totals.pending),
        ];
        let mut facts = counts(&figures, scope);
        facts.iter_mut().take(LARGE).for_each(|fact| fact.large = true);
        (scope.own(Text::Today), Body::Facts(facts))
    }
}
