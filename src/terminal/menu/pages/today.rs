//! Today's counts, for staff.

use std::sync::Arc;

use super::report::counts;
use crate::terminal::menu::effect::{MenuReply, MenuRequest};
use crate::terminal::menu::leaves::{InfoSheet, Leaves};
use crate::terminal::menu::page::{Context, Step};
use crate::terminal::presentation::{Body, Phrase, Scope};
use crate::terminal::report::Day;
use crate::words::menu::Text;
use crate::words::terms::Text as Term;

/// What staff may read of the day that is running.
#[derive(Debug, Clone, PartialEq)]
pub struct Today(pub Arc<Day>);

pub(super) fn open(context: &Context) -> Vec<Step> {
    vec![Step::Ask(MenuRequest::Day(context.today), answered)]
}

fn answered(reply: MenuReply, context: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Day(day) => vec![Step::Open(Leaves::open(vec![Today(day)], context).into())],
        _ => Vec::new(),
    }
}

impl InfoSheet for Today {
    fn name(&self) -> &'static str {
        "today"
    }

    fn parts(&self, scope: Scope) -> (Phrase, Body) {
        let Self(day) = self;
        let figures = [
            (Term::Admitted, day.sums.totals.admitted),
            (Term::Refused, day.sums.refused),
            (Term::Reopened, day.sums.totals.reopened),
            (Term::ByHand, day.sums.manual),
            (Term::Pending, day.sums.totals.pending),
        ];
        let title = format!("{} {}", scope.text(Text::Today), scope.date(day.date));
        (Phrase::own(title), Body::Facts(counts(&figures, scope)))
    }
}
