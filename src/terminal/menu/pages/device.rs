//! How the terminal fares: all that staff may be asked about over the telephone.

use crate::terminal::menu::leaves::{InfoSheet, Leaves};
use crate::terminal::menu::page::{Context, Step};
use crate::terminal::presentation::{Body, Phrase, Scope, device_facts};
use crate::words::terms::Text as Term;

/// The status bar's facts, for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DevicePage;

pub(super) fn open(context: &Context) -> Vec<Step> {
    vec![Step::Open(Leaves::open(vec![DevicePage], context).into())]
}

impl InfoSheet for DevicePage {
    fn name(&self) -> &'static str {
        "device"
    }

    fn parts(&self, scope: Scope) -> (Phrase, Body) {
        (scope.own(Term::ThisTerminal), Body::Facts(device_facts(scope)))
    }
}
