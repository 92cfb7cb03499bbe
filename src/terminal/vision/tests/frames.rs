//! Frame after frame: what is kept from one to the next, and what is not.

use super::*;

/// Two codes' texts that are tickets by their length, and differ everywhere.
fn two_tickets() -> [String; 2] {
    [ticket(180), ticket(190).chars().rev().take(180).collect()]
}

fn sheet(text: &str, centre: (f32, f32)) -> DrawnSheet {
    let mut sheet = DrawnSheet::new(640, 480);
    sheet.draw(text.as_bytes(), centre, 4.0, 6.0, PRINT);
    sheet
}

/// Shakes each pixel by up to so many levels to either side.
fn shaken(sheet: &DrawnSheet, levels: i16, seed: u64) -> DrawnSheet {
    let mut random = fastrand::Rng::with_seed(seed);
    let shake = |pixel: &u8| (i16::from(*pixel) + random.i16(-levels..=levels)).clamp(0, 255) as u8;
    DrawnSheet { pixels: sheet.pixels.iter().map(shake).collect(), width: sheet.width }
}

#[test]
fn a_code_that_is_held_is_told_with_every_frame() {
    let still = sheet(&ticket(180), (300.0, 230.0));
    let mut reader = patient();
    for frame in 0..50 {
        assert_eq!(texts(&reader.read(&still.luma())), [&ticket(180)], "frame {frame}");
    }
    for (frame, noise) in [0, 3, 6, 12, 20].into_iter().cycle().take(40).enumerate() {
        let noisy = shaken(&still, noise, frame as u64);
        assert_eq!(texts(&reader.read(&noisy.luma())), [&ticket(180)], "frame {frame}");
    }
}

#[test]
fn a_code_in_a_moving_hand_is_told_with_every_frame() {
    let mut reader = patient();
    for frame in 0..24 {
        let step = frame as f32;
        // Slowly, and then in leaps from one end to the other.
        let x = if frame < 16 { 250.0 + 7.0 * step } else { 200.0 + 230.0 * (step % 2.0) };
        let moved = sheet(&ticket(180), (x, 220.0 + 2.0 * step));
        assert_eq!(texts(&reader.read(&moved.luma())), [&ticket(180)], "frame {frame}");
    }
}

/// A change in rows that the sketch does not look at shows whether the frame was looked at.
#[test]
fn an_unchanged_scene_is_looked_at_again_only_after_a_while() {
    let mut scene = sheet(&ticket(180), (300.0, 230.0));
    let mut reader = patient();
    for _ in 0..3 {
        assert_eq!(reader.read(&scene.luma()).found.len(), 1);
    }
    for (row, line) in scene.pixels.chunks_mut(640).enumerate() {
        if row % 4 != 0 {
            line.fill(120);
        }
    }
    assert!(patient().read(&scene.luma()).found.is_empty(), "else it proves nothing");
    let kept = (0..40).take_while(|_| reader.read(&scene.luma()).found.len() == 1).count();
    assert!((8..=16).contains(&kept), "{kept} frames");
}

#[test]
fn the_next_code_in_the_same_place_is_read_at_once() {
    let [first, second] = two_tickets();
    for held in 1..6 {
        let mut reader = patient();
        for _ in 0..held {
            reader.read(&sheet(&first, (300.0, 230.0)).luma());
        }
        let next = sheet(&second, (300.0, 230.0));
        let readings = [reader.read(&next.luma()), reader.read(&next.luma())];
        assert!(readings.iter().any(|it| texts(it) == [&second]), "after {held} frames");
        assert!(!readings.iter().any(|it| texts(it).contains(&first.as_str())));
    }
}

#[test]
fn a_code_that_comes_beside_another_one_is_read_within_two_frames() {
    let [first, second] = two_tickets();
    for held in 1..6 {
        let mut both = sheet(&first, (170.0, 230.0));
        let mut reader = patient();
        for _ in 0..held {
            assert_eq!(texts(&reader.read(&both.luma())), [&first]);
        }
        both.draw(second.as_bytes(), (480.0, 230.0), 4.0, 0.0, PRINT);
        let readings = [reader.read(&both.luma()), reader.read(&both.luma())];
        assert!(readings.iter().any(|it| it.found.len() == 2), "after {held} frames");
    }
}

#[test]
fn a_ticket_comes_before_a_larger_poster() {
    let mut both = DrawnSheet::new(1280, 720);
    both.draw(b"https://example.com/", (640.0, 360.0), 11.0, 0.0, PRINT);
    both.draw(ticket(180).as_bytes(), (180.0, 200.0), 3.0, 0.0, PRINT);
    let expected = [ticket(180), "https://example.com/".into()];
    assert_eq!(texts(&patient().read(&both.luma())), expected);
    assert_eq!(texts(&patient().read_thoroughly(&both.luma())), expected);
}

#[test]
fn of_two_tickets_the_larger_and_the_more_central_comes_first() {
    let [first, second] = two_tickets();
    for (texts_in_order, one, other) in [
        ([&first, &second], ((300.0, 360.0), 4.5), ((900.0, 360.0), 3.0)),
        ([&second, &first], ((300.0, 360.0), 3.0), ((900.0, 360.0), 4.5)),
        ([&first, &second], ((600.0, 360.0), 4.0), ((1120.0, 160.0), 4.0)),
        ([&second, &first], ((160.0, 160.0), 4.0), ((700.0, 360.0), 4.0)),
    ] {
        let mut both = DrawnSheet::new(1280, 720);
        both.draw(first.as_bytes(), one.0, one.1, 0.0, PRINT);
        both.draw(second.as_bytes(), other.0, other.1, 0.0, PRINT);
        assert_eq!(texts(&patient().read(&both.luma())), texts_in_order);
    }
}

#[test]
fn a_code_taken_away_is_gone_at_once() {
    let held = sheet(&ticket(180), (300.0, 230.0));
    let mut hall = DrawnSheet::new(640, 480);
    for (at, pixel) in hall.pixels.iter_mut().enumerate() {
        *pixel = if (at % 640 / 70 + at / 640 / 90) % 2 == 0 { 60 } else { 190 };
    }
    let mut reader = patient();
    for (gone, blank) in [(&DrawnSheet::new(640, 480), true), (&hall, false)] {
        for frames in 1..5 {
            for _ in 0..frames {
                assert_eq!(reader.read(&held.luma()).found.len(), 1);
            }
            for _ in 0..frames {
                let reading = reader.read(&gone.luma());
                assert!(reading.found.is_empty() && reading.hint.is_none(), "{reading:?}");
                assert_eq!(reading.blank, blank);
            }
        }
    }
}

#[test]
fn frames_of_any_size_may_follow_each_other() {
    let text = ticket(180);
    let held = sheet(&text, (300.0, 230.0));
    let stride = 673;
    let mut padded = vec![9; stride * 480];
    for (row, line) in held.pixels.chunks(640).zip(padded.chunks_mut(stride)) {
        line[..640].copy_from_slice(row);
    }
    let noise = noise(5000);
    let mut reader = patient();
    for (width, height) in [(0, 0), (1, 1), (3, 90), (64, 64), (0, 7), (20, 21), (70, 70)] {
        for luma in [held.luma(), Luma::new(&padded, 640, 480, stride).unwrap()] {
            // The first frame may still be looked at as the one before asked for.
            let readings = [reader.read(&luma), reader.read(&luma)];
            assert!(readings.iter().any(|it| texts(it) == [&text]), "before {width} × {height}");
        }
        // A part of what was seen, too: it begins as the frame before did.
        let small = Luma::new(&held.pixels, width, height, 640).unwrap();
        assert!(reader.read(&small).found.is_empty());
        let other = Luma::new(&noise, width, height, width as usize).unwrap();
        assert!(reader.read(&other).found.is_empty());
    }
}

#[test]
fn however_short_the_budget_the_clearest_code_is_read() {
    let held = sheet(&ticket(180), (300.0, 230.0));
    let mut hurried = Reader::with_budget(Duration::ZERO);
    for _ in 0..20 {
        assert_eq!(hurried.read(&held.luma()).found.len(), 1);
    }
    assert_eq!(hurried.read_thoroughly(&held.luma()).found.len(), 1);
}

/// A code whose data are scrambled: it is seen and never read.
fn scramble(sheet: &mut DrawnSheet, centre: (usize, usize), reach: usize) {
    let mut random = fastrand::Rng::with_seed(5);
    for y in (centre.1 - reach..centre.1 + reach).step_by(4) {
        for x in (centre.0 - reach..centre.0 + reach).step_by(4) {
            let level = if random.bool() { 20 } else { 230 };
            for row in y..y + 4 {
                sheet.pixels[row * sheet.width + x..][..4].fill(level);
            }
        }
    }
}

#[test]
fn an_unreadable_code_does_not_hide_the_one_beside_it() {
    let mut scene = DrawnSheet::new(1280, 720);
    scene.draw(ticket(180).as_bytes(), (300.0, 360.0), 5.0, 0.0, PRINT);
    scene.draw(ticket(180).as_bytes(), (900.0, 360.0), 5.0, 0.0, PRINT);
    scramble(&mut scene, (900, 380), 70);
    let mut reader = patient();
    let mut missed = 0;
    for frame in 0..60 {
        let read = !texts(&reader.read(&scene.luma())).is_empty();
        missed = if read { 0 } else { missed + 1 };
        assert!(missed < 3, "out of sight up to frame {frame}");
    }
}

#[test]
fn a_ticket_beside_an_exhausted_code_is_read_within_two_frames() {
    for wait in 20..26 {
        let mut before = DrawnSheet::new(1280, 720);
        before.draw(ticket(180).as_bytes(), (900.0, 360.0), 5.0, 0.0, PRINT);
        scramble(&mut before, (900, 380), 70);
        let mut reader = patient();
        (0..wait).for_each(|_| drop(reader.read(&before.luma())));
        before.draw(ticket(352).as_bytes(), (300.0, 360.0), 5.0, 0.0, PRINT);
        let read = (0..2).any(|_| texts(&reader.read(&before.luma())).contains(&&*ticket(352)));
        assert!(read, "after {wait} frames");
    }
}

#[test]
fn noise_above_a_ticket_does_not_hide_it() {
    let mut scene = DrawnSheet::new(1280, 1040);
    let mut random = fastrand::Rng::with_seed(9);
    scene.pixels[..1280 * 640].fill_with(|| random.u8(..));
    scene.draw(ticket(180).as_bytes(), (640.0, 840.0), 5.0, 0.0, PRINT);
    assert_eq!(texts(&patient().read_thoroughly(&scene.luma())), [&ticket(180)]);
}
