//! Questions about tickets, joined and bounded, and what is kept of the answers.

use std::time::Duration;

use hallgate::peer::PeerFault;
use hallgate::platform::config::National;
use hallgate::platform::ledger::facts::{self, TicketFact};
use hallgate::platform::ledger::findings::{self, Kind};
use hallgate::platform::upstream::{Unanswered, UpstreamEvent};
use hallgate::ticket::CinemaCode;
use hallgate::transport::Fault;
use hallgate::wire::calls::Api;
use jiff::Timestamp;

use crate::above::{World, cinema, question, until};
use crate::engines::over_each;

#[test]
fn the_same_question_of_many_is_asked_once_and_the_answer_is_kept_as_it_came() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        let record = world.admit(cinema(1), 0);
        let query = question(cinema(1), &record);
        let upstream = world.start();
        world.peer.set_fault(PeerFault::Slow(Duration::from_secs(1))).unwrap();
        let all = world.runtime.block_on(async {
            let mut asked: Vec<_> =
                (0..50).map(|_| Box::pin(upstream.ticket(query.clone()))).collect();
            let mut answers = Vec::new();
            // All are under way before the first has its answer.
            std::future::poll_fn(|context| {
                asked.retain_mut(|one| match one.as_mut().poll(context) {
                    std::task::Poll::Ready(answer) => {
                        answers.push(answer.unwrap());
                        false
                    }
                    std::task::Poll::Pending => true,
                });
                if asked.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
            })
            .await;
            answers
        });
        assert_eq!((all.len(), world.served(Api::GetTicketInfo)), (50, 1), "{}", world.engine());
        let answer = &all[0];
        let ticket = answer.ticket.as_ref().unwrap();
        assert_eq!(ticket.film_ticket_code, record.film_ticket_code);
        assert!(
            answer.reply.starts_with('{') && answer.reply.contains("\"CinemaName\":\"星光影城\"")
        );
        let last = || world.with(|session| facts::last(session, &query).unwrap());
        until("it is kept", || last().is_some());
        let fact = last().unwrap();
        assert_eq!((&fact.reply, fact.refunded), (&answer.reply, false));
    });
}

#[test]
fn a_ticket_that_nobody_knows_is_no_fact() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        let record = world.admit(cinema(1), 0);
        let upstream = world.start();
        let ask = |of: CinemaCode| {
            let answer = world.runtime.block_on(upstream.ticket(question(of, &record)));
            answer.unwrap()
        };
        let unknown = ask(cinema(2));
        assert_eq!((unknown.reply.as_str(), &unknown.ticket), ("{}", &None));
        assert!(ask(cinema(1)).ticket.is_some());
        let kept = |of| {
            world.with(|session| facts::last(session, &question(of, &record)).unwrap().is_some())
        };
        until("the other one is kept", || kept(cinema(1)));
        assert!(!kept(cinema(2)), "{}", world.engine());
    });
}

#[test]
fn whoever_gets_no_answer_is_told_why_in_time() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        let query = question(cinema(1), &world.admit(cinema(1), 0));
        let upstream =
            world.start_with(&National { question_timeout_ms: 400, ..world.national.clone() });
        let ask = || world.runtime.block_on(upstream.ticket(query.clone())).map(drop);
        world.peer.set_fault(PeerFault::Slow(Duration::from_secs(30))).unwrap();
        let late = ask().unwrap_err();
        assert!(matches!(late, Unanswered::Late | Unanswered::Fault(Fault::Timeout)), "{late}");
        world.peer.set_fault(PeerFault::HttpStatus(503)).unwrap();
        until("it says so", || ask() == Err(Unanswered::Fault(Fault::Status(503))));
        world.peer.set_fault(PeerFault::CaptivePortal).unwrap();
        assert!(ask().is_err());
        world.peer.pause();
        assert!(ask().is_err());
        world.peer.resume().unwrap();
        world.peer.set_fault(PeerFault::None).unwrap();
        until("it is there again", || ask().is_ok());
        upstream.stop(Duration::from_secs(2));
        assert!(ask().is_err());
    });
}

#[test]
fn a_refund_that_is_learned_after_the_admission_is_a_finding() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        let (admitted, other) = (world.admit(cinema(1), 0), world.admit(cinema(1), 0));
        world.take(cinema(1), std::slice::from_ref(&admitted), true);
        for record in [&admitted, &other] {
            world.peer.refund(record.film_ticket_code).unwrap();
        }
        let upstream = world.start();
        let ask = |record| {
            let answer = world.runtime.block_on(upstream.ticket(question(cinema(1), record)));
            assert_eq!(answer.unwrap().ticket.as_ref().unwrap().refund_status, Some(true));
        };
        ask(&other);
        ask(&admitted);
        let is_it = |event: &UpstreamEvent| {
            matches!(event, UpstreamEvent::Finding { kind: Kind::RefundedAfterAdmission, .. })
        };
        until("it is told", || world.emitted(is_it) == 1);
        ask(&admitted);
        let kept = "SELECT CAST(sum(refunded) AS BIGINT) FROM facts";
        until("both are kept", || world.number(kept) == 2);
        let found = world.with(|session| findings::list(session, true, None).unwrap());
        assert_eq!((found.len(), found[0].records.len()), (1, 1), "{}", world.engine());
        assert_eq!(found[0].subject, admitted.film_ticket_code.as_str());
        let of = question(cinema(1), &admitted);
        let same = world.with(|session| facts::last(session, &of).unwrap().unwrap());
        let again = world.with(|it| it.transaction(|change| facts::keep(change, &[same])).unwrap());
        assert!(again.is_empty(), "it is no news");
        // The other one's comes when its record does.
        world.take(cinema(1), &[other], true);
        let found = world.with(|session| findings::list(session, false, None).unwrap());
        assert_eq!(found.len(), 2);
    });
}

#[test]
fn the_newest_word_counts_however_they_come() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        let of = question(cinema(1), &world.admit(cinema(1), 0));
        let word = |reply: &str, second: i64| TicketFact {
            of: of.clone(),
            reply: reply.to_owned(),
            refunded: false,
            said_at: Timestamp::from_second(1_900_000_000 + second).unwrap(),
        };
        let keep = |words: &[TicketFact]| {
            let kept = world.with(|it| it.transaction(|change| facts::keep(change, words)));
            assert!(kept.unwrap().is_empty());
            world.with(|session| facts::last(session, &of).unwrap()).unwrap().reply
        };
        assert_eq!(keep(&[word("second", 2), word("first", 1)]), "second", "{}", world.engine());
        assert_eq!(keep(&[word("before", 0)]), "second");
        assert_eq!(keep(&[word("third", 3)]), "third");
    });
}
