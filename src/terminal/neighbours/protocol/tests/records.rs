//! What was admitted: told, gathered, asked for, and how much of it.

use super::*;

#[test]
fn a_hundred_thousand_admissions_come_by_number() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 20), Known::default());
    let session = "0000000000000001".parse().unwrap();
    let record =
        |seq: u32| ToldRecord { seq: Seq(seq.into()), ticket: ticket(seq), session, at: NOON };
    let mut wanted = Seq(0);
    let newest = PerWay { scanned: Seq(100_000), by_hand: Seq(0) };
    let ping = MeshMessage::Ping { number: 1, newest, at: NOON };
    let mut out = mesh.handle(now(10), heard(ping), &known);
    let (mut kept, mut pages) = (0, 0);
    for turn in 0..5000 {
        let mut next = Vec::new();
        for it in std::mem::take(&mut out) {
            match it {
                MeshOutput::Send { message: MeshMessage::Missing { after, .. }, .. } => {
                    assert!(after >= wanted, "nothing is asked for twice");
                    wanted = after;
                    pages += 1;
                    let first = u32::try_from(after.0).unwrap();
                    let records: Vec<_> = (first + 1..=first + 1000)
                        .take_while(|it| *it <= 100_000)
                        .map(record)
                        .collect();
                    let through = records.last().unwrap().seq;
                    let way = WayIn::Scanned;
                    let page = ToldPage { way, after, through, records };
                    let bytes = MeshMessage::Told(page).encode();
                    let message = MeshMessage::decode(&bytes).unwrap();
                    next.extend(mesh.handle(now(10), heard(message), &known));
                }
                MeshOutput::Event(MeshEvent::Keep(batch)) => {
                    kept += batch.admissions.len();
                    next.extend(mesh.handle(
                        now(10 + turn),
                        MeshInput::Kept { done: true },
                        &known,
                    ));
                }
                _ => {}
            }
        }
        next.extend(mesh.handle(now(10 + turn), MeshInput::Tick, &known));
        out = next;
    }
    assert_eq!((kept, pages), (100_000, 100));
    assert_eq!(mesh.health(now(12)).first().unwrap().missing, 0);
    assert!(mesh.unkept.is_empty());
    assert!(mesh.told_of(ticket(77_777)).is_some());
}

#[test]
fn what_is_heard_waits_a_little_for_company_on_its_way_to_the_disk() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 20), Known::default());
    let session = "0000000000000001".parse().unwrap();
    // That it is here now is written down.
    mesh.handle(now(600), MeshInput::Tick, &known);
    mesh.handle(now(600), MeshInput::Kept { done: true }, &known);
    let mut kept = Vec::new();
    for (number, ms) in [(1, 5_000), (2, 5_100), (3, 5_499), (4, 5_500), (5, 6_200)] {
        let record = ToldRecord { seq: Seq(number), ticket: ticket(1), session, at: NOON };
        let after = Seq(number - 1);
        let page =
            ToldPage { way: WayIn::Scanned, after, through: Seq(number), records: vec![record] };
        for it in mesh.handle(now(ms), heard(MeshMessage::Told(page)), &known) {
            if let MeshOutput::Event(MeshEvent::Keep(batch)) = it {
                kept.push((ms, batch.admissions.len()));
                mesh.handle(now(ms), MeshInput::Kept { done: true }, &known);
            }
        }
    }
    assert_eq!(kept, [(5_500, 4)], "not a write to the disk for each");
}

#[test]
fn a_neighbour_that_tells_too_much_is_told_once_and_not_kept_until_the_next_day() {
    let mut settings = settings(WordTrust::Refuse, 20);
    settings.most_per_day = 3;
    let mut mesh = linked_as(settings);
    let known = Known::default();
    let session = "0000000000000001".parse().unwrap();
    let (mut told, mut kept) = (Vec::new(), 0);
    let day = Duration::from_secs(24 * 3600);
    for (seq, at) in [(1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (5, 1), (6, 1)] {
        let now = now(u64::try_from(seq).unwrap() * 1000);
        let now = Now { mono: now.mono + day * at, wall: now.wall + day * at };
        let ticket = ticket(u32::try_from(seq).unwrap());
        let record = ToldRecord { seq: Seq(seq), ticket, session, at: NOON };
        let after = Seq(if seq == 5 { 3 } else { seq - 1 });
        let page =
            ToldPage { way: WayIn::Scanned, after, through: Seq(seq), records: vec![record] };
        for it in mesh.handle(now, heard(MeshMessage::Told(page)), &known) {
            match it {
                MeshOutput::Event(MeshEvent::TellsTooMuch { door, most }) => {
                    told.push((seq, door.to_string(), most));
                }
                MeshOutput::Event(MeshEvent::Keep(batch)) => {
                    kept += batch.admissions.len();
                    mesh.handle(now, MeshInput::Kept { done: true }, &known);
                }
                MeshOutput::Send { message: MeshMessage::Missing { .. }, .. } => {
                    assert!(at == 1, "what is not taken is not asked for");
                }
                _ => {}
            }
        }
        assert_eq!(mesh.health(now)[0].tells_too_much, seq >= 4 && at == 0, "{seq} {at}");
    }
    assert_eq!(told, [(4, "北门".to_owned(), 3)]);
    assert!(kept >= 3, "{kept}");
}

#[test]
fn a_disk_that_does_not_read_says_nothing_and_is_asked_again() {
    let session = "0000000000000001".parse().unwrap();
    let record = ToldRecord { seq: Seq(1), ticket: ticket(1), session, at: NOON };
    let known = Known { after: RefCell::new(vec![record]), ..Known::default() };
    let mut heard_before = HeardTickets::default();
    let elsewhere = AdmittedElsewhere { door: DoorId::of("a"), ticket: ticket(1), at: NOON };
    let day = DaySeen(1);
    heard_before.put(crate::terminal::store::KeptAdmission { elsewhere, day });
    let mut mesh = linked(WordTrust::Refuse, 20);
    (mesh.heard, mesh.looked_back) = (heard_before, Some(Seq(0)));
    known.unread.set(true);
    let claim = TicketClaim { number: 1, ticket: ticket(5), session, at: NOON };
    let missing = MeshMessage::Missing { way: WayIn::Scanned, after: Seq(0) };
    for message in [MeshMessage::Claim(claim), missing.clone()] {
        let out = mesh.handle(now(10), heard(message), &known);
        assert!(!out.iter().any(|it| matches!(it, MeshOutput::Send { .. })), "{out:?}");
    }
    assert!(mesh.next_due().unwrap() > now(10).mono, "it does not try without a pause");
    known.unread.set(false);
    let out = mesh.handle(now(20), heard(missing), &known);
    let pages = out.iter().filter(
        |it| matches!(it, MeshOutput::Send { message: MeshMessage::Told(page), .. } if page.records == [record]),
    );
    assert_eq!(pages.count(), 1);
    mesh.handle(now(5_010), MeshInput::Tick, &known);
    assert_eq!(mesh.admitted_since, [elsewhere], "the double before is looked for again");
}

fn page(after: i64, records: Vec<ToldRecord>) -> MeshMessage {
    let through = records.last().map_or(Seq(after), |it| it.seq);
    MeshMessage::Told(ToldPage { way: WayIn::Scanned, after: Seq(after), through, records })
}

fn record(seq: i64, number: u32) -> ToldRecord {
    let session = "0000000000000001".parse().unwrap();
    ToldRecord { seq: Seq(seq), ticket: ticket(number), session, at: NOON }
}

fn kept_of(out: &[MeshOutput]) -> Vec<i64> {
    let batches = out.iter().filter_map(|it| match it {
        MeshOutput::Event(MeshEvent::Keep(batch)) => Some(&batch.admissions),
        _ => None,
    });
    batches.flatten().map(|it| it.seq.0).collect()
}

#[test]
fn no_clock_forgets_what_was_heard_and_two_days_that_were_seen_do() {
    let (mut mesh, known) = (linked(WordTrust::Refuse, 20), Known::default());
    mesh.handle(now(1_000), heard(page(0, vec![record(1, 5)])), &known);
    mesh.handle(now(20_000), MeshInput::Closed { link: LinkId(1) }, &known);
    let mono = now(1_500_000).mono;
    for wall in [Timestamp::UNIX_EPOCH, "2036-01-01T00:00:00Z".parse().unwrap(), NOON] {
        mesh.handle(Now { mono, wall }, MeshInput::Tick, &known);
        mesh.handle(Now { mono, wall }, MeshInput::Day(DaySeen(1)), &known);
    }
    mesh.handle(now(1_500_000), MeshInput::Day(DaySeen(2)), &known);
    let out = mesh.handle(now(1_500_000), request(1, 5, 1_500_000), &known);
    assert!(matches!(answers(&out)[..], [NeighbourAnswer::Taken(it)] if it.at == NOON), "{out:?}");
    mesh.handle(now(1_500_001), MeshInput::Day(DaySeen(3)), &known);
    let out = mesh.handle(now(1_600_000), request(2, 5, 1_600_000), &known);
    assert_eq!(answers(&out), [NeighbourAnswer::Free]);
}

#[test]
fn a_restored_board_that_tells_its_day_again_uses_up_nothing() {
    let mut settings = settings(WordTrust::Refuse, 20);
    settings.most_per_day = 4;
    let (mut mesh, known) = (linked_as(settings), Known::default());
    let day = || (1..=3).map(|it| record(it, 10 + it as u32)).collect::<Vec<_>>();
    let first = mesh.handle(now(1_000), heard(page(0, day())), &known);
    let kept = mesh.handle(now(2_000), MeshInput::Tick, &known);
    assert_eq!([kept_of(&first), kept_of(&kept)].concat(), [1, 2, 3]);
    mesh.handle(now(2_001), MeshInput::Kept { done: true }, &known);
    // The same numbers, of another database.
    let anew = Greeting { run: 10, series: Series(8), ..greeting("a", 10) };
    mesh.handle(now(2_100), heard(MeshMessage::Greeting(anew)), &known);
    mesh.handle(now(2_200), heard(page(0, [day(), vec![record(4, 20)]].concat())), &known);
    let kept = mesh.handle(now(4_000), MeshInput::Tick, &known);
    assert_eq!(kept_of(&kept), [4], "only what is new");
    let it = mesh.health(now(4_000))[0];
    assert!(!it.tells_too_much && it.missing == 0, "{it:?}");
    assert!(mesh.told_of(ticket(12)).is_some());
}

#[test]
fn what_another_database_lacks_is_asked_for_again_and_counts_once() {
    let mut settings = settings(WordTrust::Refuse, 20);
    settings.most_per_day = 3;
    let (mut mesh, known) = (linked_as(settings), Known::default());
    mesh.handle(now(1_000), heard(page(0, vec![record(1, 5), record(2, 6)])), &known);
    mesh.handle(now(1_600), MeshInput::Tick, &known);
    mesh.handle(now(1_601), MeshInput::Kept { done: true }, &known);
    let mut there = HeardTickets::default();
    let elsewhere = AdmittedElsewhere { door: DoorId::of("gone"), ticket: ticket(9), at: NOON };
    there.put(crate::terminal::store::KeptAdmission { elsewhere, day: DaySeen(1) });
    let anew = MeshInput::ReadAnew { marks: Vec::new(), heard: there };
    mesh.handle(now(1_700), anew, &known);
    assert!(mesh.told_of(ticket(9)).is_some(), "it had what was not known");
    let newest = PerWay { scanned: Seq(2), by_hand: Seq(0) };
    let ping = MeshMessage::Ping { number: 1, newest, at: NOON };
    let out = mesh.handle(now(1_800), heard(ping), &known);
    let missing = MeshMessage::Missing { way: WayIn::Scanned, after: Seq(0) };
    assert!(out.contains(&MeshOutput::Send { link: LinkId(1), message: missing }), "{out:?}");
    assert!(mesh.told_of(ticket(6)).is_some(), "and counts meanwhile");
    let all = vec![record(1, 5), record(2, 6), record(3, 7)];
    mesh.handle(now(1_900), heard(page(0, all)), &known);
    let out = mesh.handle(now(4_000), MeshInput::Tick, &known);
    assert_eq!(kept_of(&out), [1, 2, 3], "it goes to the disk again");
    assert!(!mesh.health(now(4_000))[0].tells_too_much);
}

#[test]
fn of_a_page_there_is_no_room_for_what_fits_is_taken() {
    let mut settings = settings(WordTrust::Refuse, 20);
    settings.most_per_day = 2;
    let (mut mesh, known) = (linked_as(settings), Known::default());
    let all = (1..=3).map(|it| record(it, 10 + it as u32)).collect();
    let out = mesh.handle(now(1_000), heard(page(0, all)), &known);
    let told = |it: &MeshOutput| matches!(it, MeshOutput::Event(MeshEvent::TellsTooMuch { .. }));
    assert!(out.iter().any(told), "{out:?}");
    assert!(mesh.told_of(ticket(12)).is_some() && mesh.told_of(ticket(13)).is_none());
    assert_eq!(mesh.neighbours[&DoorId::of("a")].heard.scanned.mark, Seq(2));
}
