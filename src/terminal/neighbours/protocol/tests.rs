//! Borders of the protocol that a seed may not come by.

mod message;
mod names;
mod records;
mod simulation;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::terminal::store::DoorIdentity;

const NOON: Timestamp = Timestamp::constant(1_785_144_000, 0);

/// A disk with nothing but what a test puts there.
#[derive(Default)]
struct Known {
    own: BTreeMap<FilmTicketCode, Timestamp>,
    after: RefCell<Vec<ToldRecord>>,
    unread: std::cell::Cell<bool>,
}

impl Admissions for Known {
    fn own(&self, ticket: FilmTicketCode) -> Result<Option<Timestamp>, AdmissionsUnread> {
        if self.unread.get() { Err(AdmissionsUnread) } else { Ok(self.own.get(&ticket).copied()) }
    }

    fn after(&self, _: WayIn, seq: Seq, most: usize) -> Result<AdmissionPage, AdmissionsUnread> {
        let all = self.after.borrow();
        let records = all.iter().filter(|it| it.seq > seq).take(most).copied().collect();
        if self.unread.get() { Err(AdmissionsUnread) } else { Ok(page_of(records, seq, most)) }
    }
}

/// As the disk has them: no row of theirs is unreadable.
fn page_of(records: Vec<ToldRecord>, after: Seq, most: usize) -> AdmissionPage {
    let last = records.last().map_or(after, |it| it.seq);
    AdmissionPage { more: records.len() == most, last, records }
}

fn now(ms: u64) -> Now {
    let mono = Duration::from_millis(ms);
    Now { mono, wall: NOON + SignedDuration::try_from(mono).unwrap() }
}

fn settings(trust: WordTrust, most_refusals: u32) -> MeshSettings {
    MeshSettings {
        cinema: "12345678".parse().unwrap(),
        door: DoorId::of("b"),
        name: DoorName::of("南门"),
        run: 1,
        series: Series(1),
        day: DaySeen(1),
        timeout: Duration::from_millis(60),
        trust,
        most_refusals,
        most_per_day: 100_000,
        zone: TimeZone::UTC,
    }
}

fn greeting(door: &str, run: u64) -> Greeting {
    Greeting {
        cinema: "12345678".parse().unwrap(),
        door: DoorId::of(door),
        name: DoorName::of("北门"),
        run,
        series: Series(7),
        newest: PerWay::default(),
        at: NOON,
    }
}

/// The terminal of a door, as its links prove it.
fn peer(door: &str) -> LinkPeer {
    let mut identity = [0; 32];
    identity[..door.len()].copy_from_slice(door.as_bytes());
    LinkPeer { identity: DoorIdentity(identity), host: "192.0.2.1".parse().unwrap() }
}

fn ticket(number: u32) -> FilmTicketCode {
    format!("{number:016}").parse().unwrap()
}

fn request(id: u64, number: u32, ms: u64) -> MeshInput {
    MeshInput::Claim(ClaimRequest {
        id: ClaimId(id),
        ticket: ticket(number),
        session: "0000000000000001".parse().unwrap(),
        at: now(ms).wall,
        deadline: Duration::from_millis(ms + 54),
    })
}

/// A door that hears another one, which answers in time.
fn linked(trust: WordTrust, most: u32) -> DoorMesh {
    linked_as(settings(trust, most))
}

fn linked_as(settings: MeshSettings) -> DoorMesh {
    let mut mesh = DoorMesh::new(settings, Vec::new(), PerWay::default(), HeardTickets::default());
    let (known, link) = (Known::default(), LinkId(1));
    mesh.handle(now(0), MeshInput::Opened { link, dialled: true, peer: peer("a") }, &known);
    let hello = MeshInput::Heard { link, message: MeshMessage::Greeting(greeting("a", 9)) };
    let out = mesh.handle(now(0), hello, &known);
    let ping = out.iter().find_map(|it| match it {
        MeshOutput::Send { message: MeshMessage::Ping { number, .. }, .. } => Some(*number),
        _ => None,
    });
    let message = MeshMessage::Pong { number: ping.unwrap(), at: NOON };
    mesh.handle(now(2), MeshInput::Heard { link, message }, &known);
    mesh
}

fn answers(out: &[MeshOutput]) -> Vec<NeighbourAnswer> {
    let answer = |it: &MeshOutput| match it {
        MeshOutput::Event(MeshEvent::Answer { answer, .. }) => Some(*answer),
        _ => None,
    };
    out.iter().filter_map(answer).collect()
}

fn heard(message: MeshMessage) -> MeshInput {
    MeshInput::Heard { link: LinkId(1), message }
}

#[test]
fn a_dead_neighbour_costs_one_wait() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 20), Known::default());
    assert_eq!(answers(&mesh.handle(now(100), request(1, 1, 100), &known)), []);
    assert_eq!(mesh.next_due(), Some(Duration::from_millis(154)));
    assert_eq!(answers(&mesh.handle(now(153), MeshInput::Tick, &known)), []);
    assert_eq!(answers(&mesh.handle(now(154), MeshInput::Tick, &known)), [NeighbourAnswer::Free]);
    mesh.handle(now(155), MeshInput::Release, &known);
    let next = mesh.handle(now(160), request(2, 2, 160), &known);
    assert_eq!(answers(&next), [NeighbourAnswer::Free], "the next visitor does not wait");
    assert!(
        next.iter().any(|it| matches!(it, MeshOutput::Send { message: MeshMessage::Claim(_), .. }))
    );
    // It is slow: what it says comes too late to be waited for, until it is quick again.
    let late = MeshMessage::Answer { number: 2, answer: ClaimAnswer::Free };
    assert_eq!(answers(&mesh.handle(now(400), heard(late), &known)), []);
    assert!(!mesh.health(now(400))[0].quick && mesh.health(now(400))[0].linked);
}

#[test]
fn a_door_that_answers_too_late_for_a_while_is_told() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 20), Known::default());
    let mut told = Vec::new();
    for second in 1..=14 {
        let out = mesh.handle(now(second * 1_000), MeshInput::Tick, &known);
        let ping = out.iter().find_map(|it| match it {
            MeshOutput::Send { message: MeshMessage::Ping { number, .. }, .. } => Some(*number),
            _ => None,
        });
        // Half of 60 ms is what it may take; at the end it does.
        let took = if second == 14 { 30 } else { 31 };
        let pong = MeshMessage::Pong { number: ping.unwrap(), at: NOON };
        mesh.handle(now(second * 1_000 + took), heard(pong), &known);
        let health = mesh.health(now(second * 1_000 + took))[0];
        assert!(health.linked && (health.quick == (second == 14)));
        told.extend(health.slow.then_some(second));
    }
    assert_eq!(told, [10, 11, 12, 13]);
}

#[test]
fn a_word_that_only_warns_refuses_nobody() {
    for (trust, most, refused) in
        [(WordTrust::Refuse, 2, [true, true, false]), (WordTrust::Warn, 2, [false; 3])]
    {
        let (mut mesh, known) = (linked(trust, most), Known::default());
        for (number, refused) in (1..).zip(refused) {
            mesh.handle(now(10), request(number, u32::try_from(number).unwrap(), 10), &known);
            let by = ClaimAnswer::Taken { by: DoorId::of("a"), at: NOON };
            let out =
                mesh.handle(now(11), heard(MeshMessage::Answer { number, answer: by }), &known);
            let taken = matches!(answers(&out)[..], [NeighbourAnswer::Taken(_)]);
            assert_eq!(taken, refused, "{trust:?} {number}");
            let warned =
                out.iter().any(|it| matches!(it, MeshOutput::Event(MeshEvent::Warned { .. })));
            assert_eq!(warned, !refused);
        }
        assert_eq!(mesh.health(now(12))[0].only_warns, trust == WordTrust::Refuse);
        assert!(!mesh.health(now(70_000))[0].only_warns, "a minute later it counts again");
    }
}

/// By its own word, and by what it told: the others' tickets are refused as before.
#[test]
fn a_ticket_shown_again_and_again_is_refused_and_counted_once() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 2), Known::default());
    let mut shown = |number: u64, which: u32| {
        mesh.handle(now(10), request(number, which, 10), &known);
        let answer = ClaimAnswer::Taken { by: DoorId::of("a"), at: NOON };
        let out = mesh.handle(now(11), heard(MeshMessage::Answer { number, answer }), &known);
        matches!(answers(&out)[..], [NeighbourAnswer::Taken(_)])
    };
    assert!((1..=30).all(|number| shown(number, 1)));
    assert!(shown(31, 2), "another one counts");
    assert!(!shown(32, 3), "and the third one only warns");
    assert!(shown(33, 1) && shown(34, 2));
}

#[test]
fn strangers_in_the_house_are_told_and_their_links_ended() {
    let known = Known::default();
    let other = Greeting { cinema: "87654321".parse().unwrap(), ..greeting("a", 9) };
    for (message, fault) in [
        (MeshMessage::Greeting(other), LinkFault::OtherCinema("87654321".parse().unwrap())),
        (MeshMessage::Greeting(greeting("b", 9)), LinkFault::SameName(DoorName::of("北门"))),
        (MeshMessage::Greeting(greeting("b", 1)), LinkFault::Myself),
        (MeshMessage::Missing { way: WayIn::Scanned, after: Seq(0) }, LinkFault::Unreadable),
    ] {
        let mut mesh = DoorMesh::new(
            settings(WordTrust::Refuse, 20),
            Vec::new(),
            PerWay::default(),
            HeardTickets::default(),
        );
        mesh.handle(
            now(0),
            MeshInput::Opened { link: LinkId(1), dialled: false, peer: peer("a") },
            &known,
        );
        let out = mesh.handle(now(1), heard(message), &known);
        assert!(out.contains(&MeshOutput::Close { link: LinkId(1), fault }), "{fault:?}: {out:?}");
        assert!(mesh.health(now(1)).is_empty());
    }
}

#[test]
fn a_clock_that_is_off_is_told_and_orders_claims_all_the_same() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 20), Known::default());
    let at = NOON + SignedDuration::from_mins(-6);
    mesh.handle(
        now(20),
        heard(MeshMessage::Ping { number: 1, newest: PerWay::default(), at }),
        &known,
    );
    let off = mesh.health(now(20))[0].clock_off.unwrap();
    assert_eq!(off.as_mins(), -6);
    // Both claim: by its clock the other one was earlier, so this door gives way.
    mesh.handle(now(30), request(1, 5, 30), &known);
    let session = "0000000000000001".parse().unwrap();
    let claim = TicketClaim { number: 1, ticket: ticket(5), session, at };
    let out = mesh.handle(now(31), heard(MeshMessage::Claim(claim)), &known);
    assert!(matches!(answers(&out)[..], [NeighbourAnswer::Taken(it)] if it.at == at), "{out:?}");
}

#[test]
fn what_was_granted_is_not_taken_back() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 20), Known::default());
    mesh.handle(now(30), request(1, 5, 30), &known);
    let free = MeshMessage::Answer { number: 1, answer: ClaimAnswer::Free };
    assert_eq!(answers(&mesh.handle(now(31), heard(free), &known)), [NeighbourAnswer::Free]);
    let session = "0000000000000001".parse().unwrap();
    let at = NOON + SignedDuration::from_mins(-6);
    let claim = TicketClaim { number: 1, ticket: ticket(5), session, at };
    let out = mesh.handle(now(32), heard(MeshMessage::Claim(claim)), &known);
    let mine = ClaimAnswer::Mine { at: now(30).wall };
    let message = MeshMessage::Answer { number: 1, answer: mine };
    assert!(out.contains(&MeshOutput::Send { link: LinkId(1), message }), "{out:?}");
}

#[test]
fn a_claim_of_a_door_that_fell_silent_counts_for_a_while_and_not_once_it_has_restarted() {
    let session = "0000000000000001".parse().unwrap();
    let claim = TicketClaim { number: 1, ticket: ticket(5), session, at: NOON };
    let known = Known::default();
    let dead = || {
        let mut mesh = linked(WordTrust::Refuse, 20);
        mesh.handle(now(10), heard(MeshMessage::Claim(claim)), &known);
        mesh.handle(now(20), MeshInput::Closed { link: LinkId(1) }, &known);
        mesh
    };
    let claimed =
        |mesh: &mut DoorMesh, ms| answers(&mesh.handle(now(ms), request(1, 5, ms), &known));
    assert!(matches!(claimed(&mut dead(), 100)[..], [NeighbourAnswer::Taken(_)]));
    // It may have admitted the visitor: what it has done it tells when it is back.
    assert_eq!(claimed(&mut dead(), 3_010), [NeighbourAnswer::Free]);
    let mut mesh = dead();
    let link = LinkId(2);
    mesh.handle(now(50), MeshInput::Opened { link, dialled: true, peer: peer("a") }, &known);
    let message = MeshMessage::Greeting(greeting("a", 10));
    mesh.handle(now(51), MeshInput::Heard { link, message }, &known);
    assert_eq!(claimed(&mut mesh, 100), [NeighbourAnswer::Free], "of another run");
}
