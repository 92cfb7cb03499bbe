use super::*;
use crate::terminal::presentation::Scope;
use crate::terminal::screen::pages;
use crate::terminal::screen::tests::{every_page, status};

const PANELS: [(u32, u32); 3] = [(320, 240), (480, 320), (800, 480)];
const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

fn posters() -> impl Iterator<Item = (Poster, Language)> {
    LANGUAGES
        .into_iter()
        .flat_map(|language| {
            every_page().into_iter().map(move |page| {
                let scope = Scope { language, status: Some(&status()) };
                (pages::poster(&page, scope), language)
            })
        })
        .filter(|(poster, _)| poster.hero.is_none())
}

#[test]
fn every_line_of_every_page_fits_its_box_and_the_headline_is_read_from_afar() {
    for ((poster, language), (width, height)) in
        posters().flat_map(|poster| PANELS.map(|panel| (poster.clone(), panel)))
    {
        let what = format!("{:?} at {width}x{height}", poster.headline);
        let boxes =
            boxes(Size::new(width, height), (bar_height(Size::new(width, height)), 0.0), None);
        let lines = set(&poster, language, &boxes);
        assert!(super::height(&lines) <= boxes.height, "{what}: too high");
        for line in &lines {
            let line_width = line.weight.width(&line.text, line.em);
            assert!(line_width <= boxes.width + SLACK, "{what}: {:?}", line.text);
        }
        let least = match language {
            Language::Chinese => FontWeight::Bold.han_height(),
            Language::English => FontWeight::Bold.cap_height(),
        };
        assert!(lines[0].em * least >= height as f32 / 8.0, "{what}: headline too small");
        assert!(lines.iter().all(|line| !line.text.ends_with('…')), "{what}: cut");
    }
}

#[test]
fn what_does_not_fit_shrinks_but_is_all_there() {
    let poster = Poster {
        advice: vec!["Please ".repeat(60)],
        ..posters().next().expect("there are pages").0
    };
    let boxes = boxes(Size::new(320, 240), (24.0, 0.0), None);
    let lines = set(&poster, Language::English, &boxes);
    assert!(lines[0].em < headline_em(Language::English) * 240.0);
    assert!(height(&lines) <= boxes.height);
    let count: usize = lines.iter().map(|l| l.text.matches("Please").count()).sum();
    assert_eq!(count, 60);
}

#[test]
fn the_boxes_lie_within_the_picture_beside_each_other() {
    for (width, height) in [(160, 120), (240, 320), (320, 240), (480, 320), (800, 480)] {
        let boxes =
            boxes(Size::new(width, height), (bar_height(Size::new(width, height)), 0.0), None);
        let (left, top, side) = boxes.sign;
        assert!(left >= 0.0 && left + side <= width as f32);
        assert!(top >= bar_height(Size::new(width, height)) && top + side <= height as f32);
        assert!(boxes.left + boxes.width <= width as f32);
        assert!(boxes.top + boxes.height <= height as f32 + 0.1);
        assert!(left + side <= boxes.left || top + side <= boxes.top, "{width}x{height}");
    }
}

#[test]
fn the_arrow_to_the_camera_stands_on_its_side_of_the_sign_and_covers_nothing() {
    for (width, height) in [(160, 120), (240, 320), (240, 240), (320, 240), (480, 320), (800, 480)]
    {
        let size = Size::new(width, height);
        let bar = bar_height(size);
        for place in [CameraPlace::Above, CameraPlace::Below, CameraPlace::Left, CameraPlace::Right]
        {
            let boxes = boxes(size, (bar, 0.0), Some(place));
            let (sign, arrow) = (boxes.sign, boxes.arrow.map(|(_, square)| square).unwrap());
            let what = format!("{place:?} on {width}x{height}: {boxes:?}");
            for (left, top, side) in [sign, arrow] {
                assert!(side > 10.0 && left >= 0.0 && left + side <= width as f32, "{what}");
                assert!(top >= bar && top + side <= height as f32, "{what}");
                let beside = top + side <= boxes.top + 0.1
                    || left + side <= boxes.left + 0.1
                    || left + 0.1 >= boxes.left + boxes.width;
                assert!(beside, "{what}");
            }
            let lying = is_lying(size);
            let points = match place {
                CameraPlace::Above | CameraPlace::Below if !lying => true,
                CameraPlace::Above => arrow.1 + arrow.2 <= sign.1,
                CameraPlace::Below => arrow.1 >= sign.1 + sign.2,
                CameraPlace::Left => arrow.0 + arrow.2 <= sign.0,
                CameraPlace::Right => arrow.0 >= sign.0 + sign.2,
            };
            assert!(points, "{what}");
        }
    }
}
