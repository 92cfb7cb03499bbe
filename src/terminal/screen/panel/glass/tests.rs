//! A panel that fails in every way, on a virtual clock.

use std::cell::RefCell;
use std::io;

use embedded_graphics::pixelcolor::Rgb565;

use super::*;
use crate::terminal::config::Rotation;
use crate::terminal::screen::panel::Grain;

/// What the trial panel does and what it was told; each test runs in a thread of its own.
#[derive(Default)]
struct Bench {
    /// Opening fails.
    absent: bool,
    /// Sending fails after so many more parts.
    fails_after: Option<u32>,
    size: (u32, u32),
    opened: u32,
    steps: u32,
    parts: Vec<Area>,
    percents: Vec<u8>,
    complete: u32,
    asleep: bool,
    panel: Vec<Rgb565>,
}

thread_local! {
    static BENCH: RefCell<Bench> =
        RefCell::new(Bench { size: (8, 16), ..Bench::default() });
}

fn bench<T>(look: impl FnOnce(&mut Bench) -> T) -> T {
    BENCH.with_borrow_mut(look)
}

struct Trial(Size);

fn gone() -> ScreenError {
    ScreenError::Unsent { device: "/dev/trial".into(), cause: io::Error::other("gone") }
}

impl Port for Trial {
    const GRAIN: Grain = Grain { rows: 1, whole: false };
    const WANDERS: bool = true;

    fn open(_: &DisplayConfig) -> Result<Self, ScreenError> {
        bench(|bench| {
            bench.opened += 1;
            bench.steps = 0;
            let (width, height) = bench.size;
            bench.panel = vec![Rgb565::new(1, 2, 3); (width * height) as usize];
            if bench.absent { Err(gone()) } else { Ok(Self(Size::new(width, height))) }
        })
    }

    fn size(&self) -> Size {
        self.0
    }

    fn wake(&mut self) -> Result<Option<Duration>, ScreenError> {
        bench(|bench| bench.steps += 1);
        Ok((bench(|bench| bench.steps) < 3).then_some(Duration::from_millis(100)))
    }

    fn pixels_in(&self, time: Duration) -> u32 {
        8 * time.as_millis() as u32
    }

    fn send(&mut self, frame: &Frame, area: Area) -> Result<(), ScreenError> {
        bench(|bench| {
            if let Some(left) = &mut bench.fails_after {
                *left = left.checked_sub(1).ok_or_else(gone)?;
            }
            bench.parts.push(area);
            for row in area.rows(self.0.width) {
                bench.panel[row.clone()].copy_from_slice(&frame.pixels()[row]);
            }
            Ok(())
        })
    }

    fn complete(&mut self) -> Result<(), ScreenError> {
        bench(|bench| bench.complete += 1);
        Ok(())
    }

    fn sleep(&mut self) {
        bench(|bench| bench.asleep = true);
    }

    fn dim(&mut self, percent: u8) -> Result<(), ScreenError> {
        bench(|bench| bench.percents.push(percent));
        Ok(())
    }
}

const PART: Duration = Duration::from_millis(4);

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn glass() -> Glass<Trial> {
    Glass::new(&DisplayConfig { rotation: Some(Rotation::Deg90), ..DisplayConfig::default() })
}

fn filled(colour: Rgb565) -> Canvas {
    let mut canvas = Canvas::new(16, 8);
    let Ok(()) = canvas.clear(colour);
    canvas
}

/// Runs until nothing is due before `end`, as the loop would; the time that it is then.
fn run(glass: &mut Glass<Trial>, rest: &mut Rest, mut now: Duration, end: Duration) -> Duration {
    for _ in 0..10_000 {
        rest.see(true, now);
        glass.go_on(rest, now, PART);
        if glass.lacks() {
            glass.take(&filled(Rgb565::RED));
        }
        match glass.due(rest, now) {
            Some(due) if due < end => now = now.max(due),
            _ => return now,
        }
    }
    panic!("the loop never comes to rest");
}

fn shows(colour: Rgb565) -> bool {
    bench(|bench| !bench.panel.is_empty() && bench.panel.iter().all(|pixel| *pixel == colour))
}

#[test]
fn a_panel_wakes_up_in_steps_and_takes_its_picture_in_parts() {
    let (mut glass, mut rest) = (glass(), Rest::new(None));
    assert_eq!(glass.due(&rest, ms(7)), Some(ms(0)), "at once");
    glass.take(&filled(Rgb565::GREEN)); // nobody knows the size yet
    assert!(!glass.lacks(), "there is nothing to show it on");
    let now = run(&mut glass, &mut rest, ms(10), ms(2000));
    assert!(now >= ms(210), "the pauses were kept: {now:?}");
    assert_eq!(glass.size(), Size::new(16, 8), "the picture's size, turned");
    assert!(shows(Rgb565::RED));
    bench(|bench| {
        assert_eq!((bench.opened, bench.steps, bench.complete), (1, 3, 1));
        assert_eq!(bench.parts.len(), 4, "32 of 128 pixels each");
        assert!(bench.parts.iter().all(|area| area.count() == 32));
    });
    drop(glass);
    assert!(bench(|bench| bench.asleep));
}

#[test]
fn a_panel_that_takes_longer_gets_smaller_parts_and_larger_ones_when_it_is_quick_again() {
    let mut pace = Pace { slower: 1.0 };
    assert_eq!(pace.most(1000), 1000);
    for _ in 0..20 {
        let most = pace.most(1000);
        // Ten times slower than its bus.
        pace.learn(most, most, PART * 10 * most / 1000, PART);
    }
    assert!((90..=110).contains(&pace.most(1000)), "{}", pace.most(1000));
    let before = pace.most(1000);
    pace.learn(3, before, PART * 100, PART);
    assert_eq!(pace.most(1000), before, "too small to tell");
    for _ in 0..20 {
        let most = pace.most(1000);
        pace.learn(most, most, PART * most / 1000, PART);
    }
    assert!(pace.most(1000) > 950, "{}", pace.most(1000));
    for _ in 0..20 {
        pace.learn(1, 1, PART * 100_000, PART);
    }
    assert_eq!(pace.most(1), 1, "never nothing");
}

#[test]
fn a_newer_picture_replaces_what_is_left_of_the_one_before() {
    let (mut glass, mut rest) = (glass(), Rest::new(None));
    let now = run(&mut glass, &mut rest, ms(0), ms(2000));
    glass.take(&filled(Rgb565::GREEN));
    glass.go_on(&rest, now, PART);
    glass.take(&filled(Rgb565::RED));
    let before = bench(|bench| bench.parts.len());
    run(&mut glass, &mut rest, now, ms(2000));
    assert_eq!(bench(|bench| bench.parts.len()) - before, 1, "only what was sent goes back");
    assert!(shows(Rgb565::RED));
}

#[test]
fn a_panel_that_is_absent_is_tried_again_ever_more_seldom() {
    bench(|bench| bench.absent = true);
    let (mut glass, mut rest) = (glass(), Rest::new(None));
    run(&mut glass, &mut rest, ms(0), ms(3_600_000));
    // 1 + 2 + 4 + … + 32 s, then each minute.
    let tries = bench(|bench| bench.opened);
    assert_eq!(tries, 7 + (3600 - 63) / 60);
    bench(|bench| bench.absent = false);
    rest.stir(); // an idle page would have moved
    run(&mut glass, &mut rest, ms(3_600_000), ms(3_659_000));
    assert!(shows(Rgb565::RED));
}

#[test]
fn a_panel_that_fails_is_woken_up_anew_and_gets_the_whole_picture() {
    let (mut glass, mut rest) = (glass(), Rest::new(None));
    let now = run(&mut glass, &mut rest, ms(0), ms(2000));
    bench(|bench| bench.fails_after = Some(1));
    glass.take(&filled(Rgb565::GREEN));
    glass.go_on(&rest, now, PART);
    glass.go_on(&rest, now, PART);
    assert_eq!(glass.due(&rest, now), Some(now + ms(1000)), "a pause");
    // The page turns meanwhile.
    glass.take(&filled(Rgb565::BLUE));
    bench(|bench| {
        bench.fails_after = None;
        bench.parts.clear();
    });
    run(&mut glass, &mut rest, now, now + ms(3000));
    assert!(shows(Rgb565::BLUE));
    bench(|bench| {
        assert_eq!((bench.opened, bench.steps), (2, 3));
        assert_eq!(bench.parts.iter().map(|area| area.count()).sum::<u32>(), 128);
    });
}

#[test]
fn a_panel_that_fails_at_every_picture_is_left_longer_each_time() {
    let (mut glass, mut rest) = (glass(), Rest::new(None));
    bench(|bench| bench.fails_after = Some(0));
    run(&mut glass, &mut rest, ms(0), ms(60_000));
    // Each try opens and wakes the panel before it fails.
    assert_eq!(bench(|bench| bench.opened), 6);
}

#[test]
fn a_panel_that_comes_back_with_another_size_asks_for_another_picture() {
    let (mut glass, mut rest) = (glass(), Rest::new(None));
    let now = run(&mut glass, &mut rest, ms(0), ms(2000));
    bench(|bench| {
        bench.size = (4, 4);
        bench.fails_after = Some(0);
    });
    glass.take(&filled(Rgb565::GREEN));
    glass.go_on(&rest, now, PART);
    bench(|bench| bench.fails_after = None);
    glass.go_on(&rest, now + ms(1000), PART);
    assert!(glass.lacks());
    assert_eq!(glass.size(), Size::new(4, 4));
    glass.take(&filled(Rgb565::RED));
    assert!(glass.lacks(), "the old size is not taken");
}

#[test]
fn an_idle_panel_is_dimmed_moved_and_painted_anew_and_woken_by_another_page() {
    let (mut glass, mut rest) = (glass(), Rest::new(Some(ms(120_000))));
    let mut now = run(&mut glass, &mut rest, ms(0), ms(1000));
    bench(|bench| bench.parts.clear());
    now = run(&mut glass, &mut rest, now, ms(59_000));
    assert!(bench(|bench| bench.parts.is_empty()), "nothing is sent while nothing happens");
    now = run(&mut glass, &mut rest, now, ms(100_000));
    assert!(!shows(Rgb565::RED), "moved by a pixel");
    assert_eq!(bench(|bench| bench.percents.clone()), [100]);
    now = run(&mut glass, &mut rest, now, ms(130_000));
    assert_eq!(bench(|bench| bench.percents.clone()), [100, 20]);
    bench(|bench| bench.parts.clear());
    now = run(&mut glass, &mut rest, now, ms(601_000));
    assert!(bench(|bench| bench.parts.iter().map(|area| area.count()).sum::<u32>()) > 128);
    rest.see(false, now);
    glass.take(&filled(Rgb565::RED));
    while glass.due(&rest, now).is_some_and(|due| due <= now) {
        glass.go_on(&rest, now, PART);
    }
    assert_eq!(bench(|bench| bench.percents.clone()), [100, 20, 100]);
    assert!(shows(Rgb565::RED), "in its place again");
}

#[test]
fn of_what_moves_only_its_part_is_sent_and_another_page_does_not_wait_for_it() {
    let (mut glass, mut rest) = (glass(), Rest::new(None));
    let now = run(&mut glass, &mut rest, ms(0), ms(2000));
    bench(|bench| bench.parts.clear());
    let strip = Rectangle::new(Point::new(2, 1), Size::new(12, 2));
    let mut moved = filled(Rgb565::RED);
    let Ok(()) = moved.fill_solid(&strip, Rgb565::BLUE);
    glass.patch(&moved, strip);
    assert!(glass.is_sending());
    let now = run(&mut glass, &mut rest, now, now + ms(500));
    assert!(!glass.is_sending());
    let sent = bench(|bench| std::mem::take(&mut bench.parts));
    assert_eq!(sent.iter().map(|area| area.count()).sum::<u32>(), 24, "{sent:?}");
    // A page in the middle of a step: nothing more of the step is sent.
    let mut again = moved.clone();
    let Ok(()) = again.fill_solid(&strip, Rgb565::YELLOW);
    glass.patch(&again, strip);
    glass.take(&filled(Rgb565::GREEN));
    run(&mut glass, &mut rest, now, now + ms(500));
    assert!(shows(Rgb565::GREEN));
}
