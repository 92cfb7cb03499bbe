//! A single record, as it is told over the telephone.

use super::{Body, Fact, Phrase, Scope};
use crate::clock::china_civil;
use crate::terminal::store::{Basis, RecordLine};
use crate::words::Words;
use crate::words::menu::Text;
use crate::words::screen as door;
use crate::words::terms::Text as Term;

pub(super) fn parts(line: &RecordLine, scope: Scope) -> (Phrase, Body) {
    let admission = &line.record.admission;
    let ticket = &admission.ticket;
    let time = |at| Phrase::own(door::time(at, scope.setting().today, scope.language));
    let mut facts = vec![
        fact(scope, Term::Ticket, Phrase::own(ticket.film_ticket_code.to_string())),
        fact(scope, Term::CheckedAt, time(china_civil(admission.at))),
    ];
    if let Some(seat) = line.seat {
        facts.push(fact(scope, Term::Seat, Phrase::own(scope.seat(seat))));
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
        Phrase::own(scope.with(Text::Yuan, &[&ticket.price.to_string()])),
    ));
    facts.push(fact(
        scope,
        Text::Passed,
        line.record.passed_at.map_or(own(scope, Text::NotSeen), |at| time(china_civil(at))),
    ));
    if line.record.reopened > 0 {
        facts.push(fact(scope, Term::Reopened, Phrase::own(line.record.reopened.to_string())));
    }
    facts.push(fact(
        scope,
        Text::Basis,
        match admission.basis {
            Basis::Offline => own(scope, Text::BasisOffline),
            Basis::Online => own(scope, Text::BasisOnline),
        },
    ));
    let upload = match (line.set_aside, line.uploaded_at) {
        (true, _) => own(scope, Term::SetAside),
        (false, Some(at)) => {
            let at = time(china_civil(at)).words;
            Phrase::own(scope.with(Text::UploadedAt, &[&at]))
        }
        (false, None) if line.done => own(scope, Term::Uploaded),
        (false, None) => own(scope, Term::Pending),
    };
    facts.push(Fact { calls: line.set_aside, ..fact(scope, Term::Upload, upload) });
    (own(scope, Term::Records), Body::Facts(facts))
}

fn own(scope: Scope, text: impl Words) -> Phrase {
    Phrase::own(scope.text(text))
}

fn fact(scope: Scope, label: impl Words, value: Phrase) -> Fact {
    Fact { label: scope.text(label), value, ..Fact::default() }
}
