//! A single record, as it is told over the telephone.

use super::{Body, Fact, Phrase, Scope};
use crate::clock::china_civil;
use crate::store::{Basis, RecordLine};
use crate::words::menu::Text;
use crate::words::screen as door;

pub(super) fn parts(line: &RecordLine, scope: Scope) -> (Phrase, Body) {
    let admission = &line.record.admission;
    let ticket = &admission.ticket;
    let fact =
        |label: Text, value: Phrase| Fact { label: scope.text(label), value, ..Fact::default() };
    let time = |at| Phrase::own(door::time(at, scope.setting().today, scope.language));
    let text = |text: Text| Phrase::own(scope.text(text));
    let mut facts = vec![
        fact(Text::Ticket, Phrase::own(ticket.film_ticket_code.to_string())),
        fact(Text::CheckedAt, time(china_civil(admission.at))),
    ];
    if let Some(seat) = line.seat {
        facts.push(fact(Text::TheSeat, Phrase::own(scope.seat(seat))));
    }
    facts.push(fact(Text::Hall, scope.hall(line.screen_name.as_deref(), ticket.screen_code)));
    facts.push(fact(Text::Show, time(ticket.show_time)));
    if let Some(film) = &line.film_name {
        facts.push(fact(Text::Film, Phrase::foreign(film)));
    }
    facts.push(fact(Text::Price, Phrase::own(ticket.price.to_string())));
    facts.push(fact(
        Text::Passed,
        line.record.passed_at.map_or(text(Text::NotSeen), |at| time(china_civil(at))),
    ));
    if line.record.reopened > 0 {
        facts.push(fact(Text::Reopened, Phrase::own(line.record.reopened.to_string())));
    }
    facts.push(fact(
        Text::Basis,
        match admission.basis {
            Basis::Offline => text(Text::BasisOffline),
            Basis::Online => text(Text::BasisOnline),
        },
    ));
    let upload = match (line.set_aside, line.uploaded_at) {
        (true, _) => text(Text::SetAside),
        (false, Some(at)) => {
            let at = time(china_civil(at)).words;
            Phrase::own(scope.with(Text::UploadedAt, &[&at]))
        }
        (false, None) if line.done => text(Text::Uploaded),
        (false, None) => text(Text::Waiting),
    };
    facts.push(Fact { calls: line.set_aside, ..fact(Text::Upload, upload) });
    (text(Text::TheRecord), Body::Facts(facts))
}
