//! Whose a name is: whoever has the key that all share and no more passes for no other door, and holds no place.

use super::*;
use crate::terminal::store::KeptAdmission;

/// Somebody with the key says that it is `door`, and proves to be `proves`.
fn come(mesh: &mut DoorMesh, link: u64, door: &str, proves: &str, now: Now) -> Vec<MeshOutput> {
    let (known, link) = (Known::default(), LinkId(link));
    mesh.handle(now, MeshInput::Opened { link, dialled: false, peer: peer(proves) }, &known);
    let message = MeshMessage::Greeting(greeting(door, link.0));
    mesh.handle(now, MeshInput::Heard { link, message }, &known)
}

fn names(mesh: &DoorMesh, now: Now) -> Vec<String> {
    mesh.health(now).iter().map(|it| it.door.to_string()).collect()
}

fn mark_of(mesh: &DoorMesh, door: &str) -> Seq {
    mesh.neighbours[&DoorId::of(door)].heard.scanned.mark
}

#[test]
fn nobody_else_is_heard_by_a_name_that_a_terminal_has() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 20), Known::default());
    for away in [false, true] {
        if away {
            mesh.handle(now(50), MeshInput::Closed { link: LinkId(1) }, &known);
        }
        let out = come(&mut mesh, 5, "a", "another", now(60));
        let (door, name) = (DoorId::of("a"), DoorName::of("北门"));
        let fault = LinkFault::OtherTerminal { door, name };
        assert!(out.contains(&MeshOutput::Close { link: LinkId(5), fault }), "{out:?}");
        let message = MeshMessage::Refused(LinkRefusal::OtherTerminal);
        assert!(out.contains(&MeshOutput::Send { link: LinkId(5), message }), "it hears why");
        assert_eq!(mesh.is_linked(door), !away, "its link stays");
        // What comes by that link all the same moves no mark, so that no gap goes unnoticed.
        let page = ToldPage {
            way: WayIn::Scanned,
            after: Seq(0),
            through: Seq(1_000),
            records: Vec::new(),
        };
        let message = MeshMessage::Told(page);
        mesh.handle(now(61), MeshInput::Heard { link: LinkId(5), message }, &known);
        assert_eq!(mark_of(&mesh, "a"), Seq(0));
    }
    come(&mut mesh, 6, "a", "a", now(70));
    assert!(mesh.is_linked(DoorId::of("a")), "it is back");
}

#[test]
fn who_is_not_heard_at_another_door_knows_of_it() {
    let (mut mesh, link) = (linked(WordTrust::Refuse, 20), LinkId(1));
    for why in [LinkRefusal::OtherTerminal, LinkRefusal::TooMany] {
        let (door, name) = (DoorId::of("a"), DoorName::of("北门"));
        let message = MeshMessage::Refused(why);
        let out = mesh.handle(now(50), MeshInput::Heard { link, message }, &Known::default());
        let fault = LinkFault::RefusedThere { door, name, why };
        assert!(out.contains(&MeshOutput::Close { link, fault }), "{out:?}");
        assert!(!mesh.is_linked(door));
        mesh = linked(WordTrust::Refuse, 20);
    }
}

#[test]
fn names_that_are_gone_hold_no_place() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 20), Known::default());
    for number in 0..500_u64 {
        let (name, at) = (format!("made-up-{number}"), now(100 + number));
        let out = come(&mut mesh, 10 + number, &name, &name, at);
        assert!(!out.iter().any(|it| matches!(it, MeshOutput::Close { .. })), "{number}");
        mesh.handle(at, MeshInput::Closed { link: LinkId(10 + number) }, &known);
    }
    assert_eq!(mesh.neighbours.len(), MOST_NEIGHBOURS);
    assert!(mesh.is_linked(DoorId::of("a")), "who is there stays");
    let out = come(&mut mesh, 1_000, "the 64th", "the 64th", now(900));
    assert!(mesh.is_linked(DoorId::of("the 64th")), "{out:?}");
    // All places are taken by doors that are there: only then it is too many, and told.
    for number in 0..MOST_NEIGHBOURS as u64 - 2 {
        let name = format!("there-{number}");
        come(&mut mesh, 2_000 + number, &name, &name, now(1_000));
    }
    let out = come(&mut mesh, 3_000, "one more", "one more", now(1_000));
    let fault = LinkFault::TooMany;
    assert!(out.contains(&MeshOutput::Close { link: LinkId(3_000), fault }), "{out:?}");
}

#[test]
fn a_crowd_of_names_takes_no_place_of_a_door_that_is_off() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 20), Known::default());
    mesh.handle(now(50), MeshInput::Closed { link: LinkId(1) }, &known);
    let mono = Duration::from_secs(24 * 3600);
    let tomorrow = Now { mono, wall: NOON + SignedDuration::try_from(mono).unwrap() };
    for number in 0..200 {
        let name = format!("there-{number}");
        come(&mut mesh, 10 + number, &name, &name, tomorrow);
    }
    assert_eq!(mesh.neighbours.len(), MOST_NEIGHBOURS);
    let out = come(&mut mesh, 1_000, "a", "another", tomorrow);
    assert!(!mesh.is_linked(DoorId::of("a")), "{out:?}");
    come(&mut mesh, 1_001, "a", "a", tomorrow);
    assert!(mesh.is_linked(DoorId::of("a")), "its place and its name are its own");
}

#[test]
fn a_name_is_free_again_when_what_it_told_is_gone() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 20), Known::default());
    mesh.handle(now(50), MeshInput::Closed { link: LinkId(1) }, &known);
    let later = |days: u64| {
        let mono = Duration::from_secs(days * 24 * 3600);
        Now { mono, wall: NOON + SignedDuration::try_from(mono).unwrap() }
    };
    mesh.handle(later(1), MeshInput::Day(DaySeen(2)), &known);
    mesh.handle(later(1), MeshInput::Kept { done: true }, &known);
    mesh.handle(later(900), MeshInput::Tick, &known);
    mesh.handle(later(1), MeshInput::Kept { done: true }, &known);
    assert!(mesh.neighbours.contains_key(&DoorId::of("a")), "whatever the clock says meanwhile");
    let out = mesh.handle(later(2), MeshInput::Day(DaySeen(3)), &known);
    assert!(names(&mesh, later(2)).is_empty());
    let kept = out.iter().chain(&mesh.handle(later(3), MeshInput::Tick, &known)).any(
        |it| matches!(it, MeshOutput::Event(MeshEvent::Keep(batch)) if batch.marks.is_empty()),
    );
    assert!(kept, "and is dropped from the disk");
    come(&mut mesh, 9, "a", "its next board", later(3));
    assert!(mesh.is_linked(DoorId::of("a")));
}

#[test]
fn one_name_after_the_other_refuses_no_more_than_two() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 3), Known::default());
    let mut refused = 0;
    for number in 0..20_u64 {
        let (name, link) = (format!("made-up-{number}"), LinkId(10 + number));
        come(&mut mesh, link.0, &name, &name, now(100));
        mesh.handle(now(100), request(number + 1, u32::try_from(number).unwrap(), 100), &known);
        let answer = ClaimAnswer::Taken { by: DoorId::of("a"), at: NOON };
        let message = MeshMessage::Answer { number: number + 1, answer };
        let out = mesh.handle(now(101), MeshInput::Heard { link, message }, &known);
        refused += answers(&out).iter().filter(|it| **it != NeighbourAnswer::Free).count();
        mesh.handle(now(101), MeshInput::Closed { link }, &known);
    }
    assert_eq!(refused, 6, "twice what one may");
}

#[test]
fn what_a_door_told_that_is_none_any_more_has_its_limit_too() {
    let mut heard = HeardTickets::default();
    for number in 0..5 {
        let (door, ticket) = (DoorId::of("gone"), ticket(number));
        let elsewhere = AdmittedElsewhere { door, ticket, at: NOON };
        heard.put(KeptAdmission { elsewhere, day: DaySeen(1) });
    }
    let (settings, known) = (settings(WordTrust::Refuse, 2), Known::default());
    let mut mesh = DoorMesh::new(settings, Vec::new(), PerWay::default(), heard);
    let refused = (0..5).filter(|number| {
        let out = mesh.handle(now(10), request(u64::from(*number) + 1, *number, 10), &known);
        matches!(answers(&out)[..], [NeighbourAnswer::Taken(_)])
    });
    assert_eq!(refused.count(), 2);
}

#[test]
fn what_was_admitted_here_before_the_power_went_is_looked_up_in_what_was_told() {
    let mut heard = HeardTickets::default();
    let elsewhere = AdmittedElsewhere { door: DoorId::of("a"), ticket: ticket(1_500), at: NOON };
    heard.put(KeptAdmission { elsewhere, day: DaySeen(1) });
    let session = "0000000000000001".parse().unwrap();
    let record =
        |seq: u32| ToldRecord { seq: Seq(seq.into()), ticket: ticket(seq), session, at: NOON };
    let known =
        Known { after: RefCell::new((1..=2_500).map(record).collect()), ..Known::default() };
    let settings = settings(WordTrust::Refuse, 20);
    let mut mesh = DoorMesh::new(settings, Vec::new(), PerWay::default(), heard);
    let mut kept = Vec::new();
    for ms in 1..1_000 {
        assert!(mesh.next_due().is_some() || ms > 3, "it goes on by itself");
        for it in mesh.handle(now(ms), MeshInput::Tick, &known) {
            if let MeshOutput::Event(MeshEvent::Keep(batch)) = it {
                kept.extend(batch.admitted_since);
            }
        }
    }
    assert_eq!(kept, [elsewhere]);
}
