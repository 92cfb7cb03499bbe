//! A single record, as it is told over the telephone.

use std::sync::Arc;

use crate::clock::china_civil;
use crate::terminal::menu::leaves::{InfoSheet, Leaves};
use crate::terminal::menu::page::{Context, Step};
use crate::terminal::presentation::{Body, Fact, Phrase, Scope};
use crate::terminal::store::{Basis, RecordLine};
use crate::words::Words;
use crate::words::menu::{self as words, Text};
use crate::words::terms::Text as Term;

/// A record with what is known of its show.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordPage(pub Arc<RecordLine>);

pub(super) fn open(line: Arc<RecordLine>, context: &Context) -> Vec<Step> {
    vec![Step::Open(Leaves::open(vec![RecordPage(line)], context).into())]
}

impl InfoSheet for RecordPage {
    fn name(&self) -> &'static str {
        "find-record"
    }

    fn parts(&self, scope: Scope) -> (Phrase, Body) {
        let Self(line) = self;
        let admission = &line.record.admission;
        let ticket = &admission.ticket;
        let time = |at| Phrase::own(scope.time(at));
        let mut facts = vec![
            fact(scope, Term::Ticket, Phrase::own(ticket.film_ticket_code.to_string())),
            fact(scope, Term::CheckedAt, time(china_civil(admission.at))),
        ];
        if let Some(seat) = line.seat {
            let seat = fact(scope, Term::Seat, Phrase::own(scope.seat(seat)));
            facts.push(Fact { large: true, ..seat });
        }
        facts.push(fact(
            scope,
            Term::Hall,
            scope.hall(line.screen_name.as_deref(), ticket.screen_code),
        ));
        facts.push(fact(scope, Text::Show, time(ticket.show_time)));
        if let Some(film) = &line.film_name {
            facts.push(fact(scope, Term::Film, Phrase::foreign(film)));
        }
        facts.push(fact(
            scope,
            Term::Price,
            Phrase::own(scope.say(words::Yuan { amount: ticket.price })),
        ));
        facts.push(fact(
            scope,
            Text::Passed,
            line.record.passed_at.map_or(scope.own(Text::NotSeen), |at| time(china_civil(at))),
        ));
        if line.record.reopened > 0 {
            facts.push(fact(scope, Term::Reopened, Phrase::own(line.record.reopened.to_string())));
        }
        facts.push(fact(
            scope,
            Text::Basis,
            match admission.basis {
                Basis::Offline => scope.own(Text::BasisOffline),
                Basis::Online => scope.own(Text::BasisOnline),
            },
        ));
        let upload = match (line.set_aside, line.uploaded_at) {
            (true, _) => scope.own(Term::SetAside),
            (false, Some(at)) => {
                let at = time(china_civil(at)).words;
                Phrase::own(scope.say(words::UploadedAt { time: at }))
            }
            (false, None) if line.done => scope.own(Term::Uploaded),
            (false, None) => scope.own(Term::Pending),
        };
        facts.push(Fact { calls: line.set_aside, ..fact(scope, Term::Upload, upload) });
        (scope.own(Term::Records), Body::Facts(facts))
    }
}

fn fact(scope: Scope, label: impl Words, value: Phrase) -> Fact {
    Fact { label: scope.text(label), value, ..Fact::default() }
}
