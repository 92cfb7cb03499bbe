use super::*;
use Advice::{Brighter, HoldStill, LessGlare, Nearer};

const NOTHING: CodesInFrame =
    CodesInFrame { read: false, known: false, blank: false, unread: None };

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn unread(advice: Advice) -> CodesInFrame {
    CodesInFrame { unread: Some(advice), ..NOTHING }
}

/// Frames from one moment to another, so far apart, in turn; what is said at each.
fn show(
    coaching: &mut Coaching,
    (from, to, apart): (u64, u64, usize),
    glances: &[CodesInFrame],
) -> Vec<(u64, Advice)> {
    let frame = |(at, codes): (u64, &CodesInFrame)| {
        coaching.see(*codes, ms(at));
        coaching.say(true, ms(at)).map(|advice| (at, advice))
    };
    (from..to).step_by(apart).zip(glances.iter().cycle()).filter_map(frame).collect()
}

/// As [`show`], but only what begins to be said.
fn begun(
    coaching: &mut Coaching,
    times: (u64, u64, usize),
    glances: &[CodesInFrame],
) -> Vec<(u64, Advice)> {
    let mut said = show(coaching, times, glances);
    said.dedup_by_key(|(_, advice)| *advice);
    said
}

#[test]
fn nothing_is_said_before_a_code_was_unread_for_a_while_at_any_pace() {
    for (apart, first) in [(16, 608), (33, 627), (100, 600), (200, 600)] {
        let said = show(&mut Coaching::default(), (0, 2000, apart), &[unread(Nearer)]);
        assert_eq!(said.first(), Some(&(first, Nearer)), "a frame each {apart} ms");
        assert_eq!(said.len(), (first..2000).step_by(apart).count(), "and then it stays");
    }
}

#[test]
fn it_takes_a_few_frames_and_not_one_in_many() {
    let mut coaching = Coaching::default();
    assert_eq!(show(&mut coaching, (0, 1000, 700), &[unread(Nearer)]), []);
    let mut now_and_then = vec![NOTHING; 4];
    now_and_then.push(unread(Nearer));
    assert_eq!(show(&mut coaching, (2000, 9000, 33), &now_and_then), []);
    let in_turn = [NOTHING, unread(Nearer)];
    assert_eq!(begun(&mut coaching, (10_000, 15_000, 33), &in_turn), [(10_693, Nearer)]);
}

#[test]
fn what_most_frames_say_is_said_and_of_two_alike_the_last() {
    let mut coaching = Coaching::default();
    let mostly = [unread(HoldStill), unread(LessGlare), unread(LessGlare)];
    assert_eq!(begun(&mut coaching, (0, 5000, 50), &mostly), [(600, LessGlare)]);
    let alike = [unread(Nearer), unread(Brighter)];
    assert_eq!(begun(&mut coaching, (9000, 9620, 10), &alike), [(9600, Nearer)]);
    let alike = [unread(Brighter), unread(Nearer)];
    assert_eq!(begun(&mut coaching, (19_000, 19_620, 10), &alike), [(19_600, Brighter)]);
}

#[test]
fn another_advice_comes_after_a_while_and_where_it_clearly_prevails() {
    let mut coaching = Coaching::default();
    let (near, still) = (unread(Nearer), unread(HoldStill));
    assert_eq!(begun(&mut coaching, (0, 700, 50), &[near]), [(600, Nearer)]);
    let changed = begun(&mut coaching, (700, 3000, 50), &[still]);
    assert_eq!(changed, [(700, Nearer), (1600, HoldStill)], "it stands for a second at least");
    assert_eq!(begun(&mut coaching, (3000, 9000, 50), &[near, still]), [(3000, HoldStill)]);
    let changed = begun(&mut coaching, (9000, 11_000, 50), &[near]);
    assert_eq!(changed.len(), 2);
    assert_eq!(changed[1].1, Nearer);
}

#[test]
fn it_goes_when_no_code_was_in_view_for_a_while_with_and_without_frames() {
    for frames in [true, false] {
        let mut coaching = Coaching::default();
        show(&mut coaching, (0, 1001, 100), &[unread(Nearer)]);
        assert_eq!(coaching.due(), Some(ms(1800)));
        if frames {
            let said = show(&mut coaching, (1100, 3000, 100), &[NOTHING]);
            assert_eq!(said.last(), Some(&(1700, Nearer)));
        }
        assert_eq!(coaching.say(true, ms(1800)), None);
        assert_eq!(coaching.due(), None);
        let again = show(&mut coaching, (3000, 4000, 100), &[unread(Nearer)]);
        assert_eq!(again.first(), Some(&(3600, Nearer)), "the next one begins anew");
    }
}

#[test]
fn it_goes_at_once_when_a_code_is_read_and_what_stays_in_view_brings_none() {
    let mut coaching = Coaching::default();
    assert_ne!(show(&mut coaching, (0, 1000, 100), &[unread(Nearer)]), []);
    let read = CodesInFrame { read: true, known: true, ..NOTHING };
    assert_eq!(show(&mut coaching, (1000, 1100, 100), &[read]), []);
    let known = CodesInFrame { known: true, ..unread(HoldStill) };
    assert_eq!(show(&mut coaching, (1100, 2600, 100), &[known]), []);
    assert_eq!(show(&mut coaching, (2600, 9000, 100), &[unread(HoldStill)]), []);
    assert_eq!(show(&mut coaching, (9000, 9700, 100), &[NOTHING]), []);
    let next = show(&mut coaching, (9700, 11_000, 100), &[unread(HoldStill)]);
    assert_eq!(next.first(), Some(&(10_300, HoldStill)), "taken away and shown anew");
}

#[test]
fn what_was_read_counts_as_in_view_for_the_same_code_pause() {
    let mut coaching = Coaching::default();
    show(&mut coaching, (0, 1, 1), &[CodesInFrame { read: true, known: true, ..NOTHING }]);
    let known = CodesInFrame { known: true, ..unread(HoldStill) };
    assert_eq!(show(&mut coaching, (900, 1600, 100), &[known]), []);
    let said = show(&mut coaching, (1600, 3000, 100), &[unread(HoldStill)]);
    assert_eq!(said.first(), Some(&(2200, HoldStill)));
}

#[test]
fn an_empty_scene_makes_way_for_the_next_but_takes_nothing_off() {
    let mut coaching = Coaching::default();
    let blank = CodesInFrame { blank: true, ..NOTHING };
    show(&mut coaching, (0, 100, 100), &[CodesInFrame { read: true, ..NOTHING }, blank]);
    show(&mut coaching, (100, 200, 100), &[blank]);
    let said = show(&mut coaching, (200, 1500, 100), &[unread(Nearer)]);
    assert_eq!(said.first(), Some(&(800, Nearer)));
    let dazzled = [blank, unread(Nearer)];
    assert_eq!(show(&mut coaching, (1500, 2500, 100), &dazzled).len(), 10);
}

#[test]
fn what_is_always_in_view_wears_off_until_it_is_taken_away() {
    let mut coaching = Coaching::default();
    let said = show(&mut coaching, (0, 60_000, 100), &[unread(Nearer)]);
    assert_eq!(said.last(), Some(&(19_900, Nearer)));
    let said = show(&mut coaching, (61_000, 62_000, 100), &[unread(Nearer)]);
    assert_eq!(said.first(), Some(&(61_600, Nearer)));
    assert_eq!(coaching.due(), Some(ms(61_900 + 800)));
    coaching.last = Some(ms(80_900));
    assert_eq!(coaching.due(), Some(ms(81_000)), "the wearing off is due by itself");
}

#[test]
fn where_it_cannot_be_shown_nothing_is_said_and_then_it_begins() {
    let mut coaching = Coaching::default();
    for at in (0..5000).step_by(100) {
        coaching.see(unread(Nearer), ms(at));
        assert_eq!(coaching.say(false, ms(at)), None);
    }
    assert_eq!(coaching.due(), None);
    assert_eq!(coaching.say(true, ms(5000)), Some(Nearer), "without a frame");
    let changed = begun(&mut coaching, (5100, 7000, 50), &[unread(Brighter)]);
    assert_eq!(changed, [(5100, Nearer), (6000, Brighter)], "it stands from when it is shown");
}

#[test]
fn a_clock_that_stands_still_or_leaps_does_no_harm() {
    let mut coaching = Coaching::default();
    for _ in 0..10_000 {
        coaching.see(unread(Nearer), ms(7));
        assert_eq!(coaching.say(true, ms(7)), None);
    }
    assert!(coaching.frames.len() <= MOST);
    coaching.see(unread(Nearer), Duration::MAX / 2);
    assert_eq!(coaching.say(true, Duration::MAX / 2), None);
}
