//! Turning against a plain reference, and that what is sent makes the new picture of the old.

use embedded_graphics::pixelcolor::raw::RawU16;
use proptest::prelude::*;

use super::*;

const FINE: Grain = Grain { rows: 1, whole: false };
const PAGES: Grain = Grain { rows: 8, whole: false };
const ROWS: Grain = Grain { rows: 1, whole: true };

const ROTATIONS: [Rotation; 4] =
    [Rotation::Deg0, Rotation::Deg90, Rotation::Deg180, Rotation::Deg270];

fn canvas(width: u32, height: u32, pixels: &[u16]) -> Canvas {
    let mut canvas = Canvas::new(width, height);
    let places = (0..height as i32).flat_map(|y| (0..width as i32).map(move |x| Point::new(x, y)));
    let colours = pixels.iter().map(|raw| Rgb565::from(RawU16::new(*raw)));
    let Ok(()) = canvas.draw_iter(places.zip(colours).map(|(place, colour)| Pixel(place, colour)));
    canvas
}

/// A panel as it would be: it takes rectangles.
fn apply(panel: &mut [Rgb565], frame: &Frame, area: Area) {
    for row in area.rows(frame.size().width) {
        panel[row.clone()].copy_from_slice(&frame.pixels()[row]);
    }
}

/// Sends all that is left; the rectangles.
fn send_all(frame: &mut Frame, panel: &mut [Rgb565], grain: Grain, most: u32) -> Vec<Area> {
    let mut areas = Vec::new();
    while let Some(area) = frame.next(grain, most) {
        apply(panel, frame, area);
        frame.sent(area);
        areas.push(area);
        assert!(areas.len() < 100_000, "it comes to an end");
    }
    areas
}

#[test]
fn a_picture_is_turned_clockwise() {
    // 1 2 3
    // 4 5 6
    let picture = canvas(3, 2, &[1, 2, 3, 4, 5, 6]);
    for (rotation, size, expected) in [
        (Rotation::Deg0, (3, 2), [1, 2, 3, 4, 5, 6]),
        (Rotation::Deg90, (2, 3), [4, 1, 5, 2, 6, 3]),
        (Rotation::Deg180, (3, 2), [6, 5, 4, 3, 2, 1]),
        (Rotation::Deg270, (2, 3), [3, 6, 2, 5, 1, 4]),
    ] {
        let mut frame = Frame::new(Size::new(size.0, size.1));
        assert!(frame.take(&picture, rotation, (0, 0)));
        let raw: Vec<u16> = frame.pixels().iter().map(|p| RawU16::from(*p).into_inner()).collect();
        assert_eq!(raw, expected, "{rotation:?}");
        assert_eq!(turned(picture.size(), rotation), frame.size());
    }
}

#[test]
fn a_picture_that_moves_leaves_black_behind() {
    let mut frame = Frame::new(Size::new(2, 2));
    frame.take(&canvas(2, 2, &[1, 2, 3, 4]), Rotation::Deg0, (1, 1));
    let raw: Vec<u16> = frame.pixels().iter().map(|p| RawU16::from(*p).into_inner()).collect();
    assert_eq!(raw, [0, 0, 0, 1]);
}

#[test]
fn a_picture_of_another_size_is_not_taken() {
    let mut frame = Frame::new(Size::new(3, 2));
    assert!(!frame.take(&canvas(2, 3, &[7; 6]), Rotation::Deg0, (0, 0)));
    assert!(frame.take(&canvas(2, 3, &[7; 6]), Rotation::Deg90, (0, 0)));
    assert!(!Frame::new(Size::zero()).take(&Canvas::new(0, 0), Rotation::Deg0, (0, 0)));
}

#[test]
fn only_what_changed_is_sent_and_far_changes_apart() {
    let mut frame = Frame::new(Size::new(100, 50));
    let mut panel = vec![Rgb565::WHITE; 5000];
    let mut pixels = vec![0u16; 5000];
    frame.take(&canvas(100, 50, &pixels), Rotation::Deg0, (0, 0));
    let whole = send_all(&mut frame, &mut panel, FINE, 1000);
    assert_eq!(whole.iter().map(|area| area.count()).sum::<u32>(), 5000);
    assert_eq!(whole.len(), 5);
    pixels[2 * 100 + 90] = 1;
    pixels[3 * 100 + 92] = 1;
    pixels[40 * 100 + 3] = 1;
    frame.take(&canvas(100, 50, &pixels), Rotation::Deg0, (0, 0));
    let changed = send_all(&mut frame, &mut panel, FINE, 1000);
    let clock = Area { x: 90, y: 2, width: 3, height: 2 };
    assert_eq!(changed, [clock, Area { x: 3, y: 40, width: 1, height: 1 }]);
    pixels[3] = 1;
    frame.take(&canvas(100, 50, &pixels), Rotation::Deg0, (0, 0));
    let row = Area { x: 0, y: 0, width: 100, height: 1 };
    assert_eq!(send_all(&mut frame, &mut panel, ROWS, 1000), [row]);
    frame.forget();
    assert_eq!(send_all(&mut frame, &mut panel, PAGES, 100_000).len(), 1, "all of it again");
}

proptest! {
    /// Whatever was shown, whatever comes in between: in the end the panel shows the last picture,
    /// and no rectangle is larger than it may be.
    #[test]
    fn what_is_sent_makes_the_new_picture(
        width in 1u32..24,
        height in 1u32..24,
        rotation in prop::sample::select(ROTATIONS.to_vec()),
        grain in prop::sample::select(vec![FINE, PAGES, ROWS]),
        most in 1u32..200,
        pictures in prop::collection::vec(prop::collection::vec(0u16..3, 24 * 24), 1..4),
        parts in prop::collection::vec(0usize..6, 4),
    ) {
        let size = turned(Size::new(width, height), rotation);
        let mut frame = Frame::new(size);
        let mut panel = vec![Rgb565::new(9, 9, 9); (width * height) as usize];
        for (picture, parts) in pictures.iter().zip(parts) {
            let last = canvas(width, height, picture);
            prop_assert!(frame.take(&last, rotation, (0, 0)));
            // A newer picture comes before all of this one is sent.
            for _ in 0..parts {
                let Some(area) = frame.next(grain, most) else { break };
                apply(&mut panel, &frame, area);
                frame.sent(area);
            }
        }
        for area in send_all(&mut frame, &mut panel, grain, most) {
            let least = if grain.whole { size.width } else { grain.rows };
            prop_assert!(area.count() <= most.max(least));
            prop_assert!(area.y % grain.rows == 0, "{area:?}");
            prop_assert!(area.height % grain.rows == 0 || area.y + area.height == size.height);
            prop_assert!(!grain.whole || area.width == size.width);
        }
        prop_assert_eq!(panel.as_slice(), frame.pixels());
        prop_assert!(frame.next(grain, most).is_none());
    }
}

#[test]
fn a_part_is_turned_as_the_whole_and_only_it_is_sent() {
    let before: Vec<u16> = (0..60).collect();
    let mut pixels = before.clone();
    let part = Rectangle::new(Point::new(3, 2), Size::new(4, 2));
    for Point { x, y } in part.points() {
        pixels[(y * 10 + x) as usize] += 500;
    }
    let (before, after) = (canvas(10, 6, &before), canvas(10, 6, &pixels));
    for rotation in ROTATIONS {
        let size = turned(before.size(), rotation);
        let (mut frame, mut whole) = (Frame::new(size), Frame::new(size));
        let mut panel = vec![Rgb565::BLACK; 60];
        assert!(frame.take(&before, rotation, (0, 0)) && whole.take(&after, rotation, (0, 0)));
        send_all(&mut frame, &mut panel, FINE, 1000);
        frame.take_part(&after, rotation, part);
        let sent = send_all(&mut frame, &mut panel, FINE, 1000);
        assert_eq!(panel, whole.pixels(), "{rotation:?}");
        assert_eq!(sent.iter().map(|area| area.count()).sum::<u32>(), 8, "{rotation:?}: {sent:?}");
        // While something else of it is still to be sent, that is sent too.
        whole.take(&after, rotation, (0, 0));
        whole.take_part(&after, rotation, part);
        let mut panel = vec![Rgb565::BLACK; 60];
        send_all(&mut whole, &mut panel, FINE, 7);
        assert_eq!(panel, whole.pixels(), "{rotation:?}");
        // Outside of the picture there is nothing.
        frame.take_part(&after, rotation, Rectangle::new(Point::new(-5, 90), Size::new(3, 300)));
        frame.take_part(&canvas(3, 3, &[7; 9]), rotation, part);
        assert!(frame.next(FINE, 1000).is_none(), "{rotation:?}");
    }
}
