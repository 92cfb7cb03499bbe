use super::*;
use crate::terminal::presentation::Sign;
use crate::terminal::screen::plan::{DisplayItem, TextRun};

/// The height of a figure of the first show, in parts of the picture's unit: 10 mm of a panel of 7 inches with
/// 800 × 480 pixels, which is 91.4 mm high.
const ENOUGH: f32 = 0.1095;

const PANELS: [(u32, u32); 4] = [(320, 240), (480, 320), (800, 480), (240, 320)];

fn poster(films: &[(&str, &str, &str)]) -> Poster {
    let line = |(label, time, film): &(&str, &str, &str)| ProgrammeLine {
        label: (*label).to_owned(),
        time: (*time).to_owned(),
        film: (*film).to_owned(),
    };
    let programme = films.iter().map(line).collect();
    Poster { programme, ..Poster::new(Tone::Calm, Sign::Scan, String::new()) }
}

fn lines(poster: &Poster, size: Size) -> Vec<TextRun> {
    let items = plan(poster, size).0.into_iter().filter_map(|item| match item {
        DisplayItem::Text(line) => Some(line),
        _ => None,
    });
    items.collect()
}

#[test]
fn the_first_show_is_read_from_two_metres() {
    const LONG: &str = "龘龘与骉骉：堃海上的最后一夜 珍藏纪念版 IMAX 3D 英文原版";
    let shows = [("正在放映", "17:15", LONG), ("下一场", "19:30", "哪吒之魔童闹海")];
    for (width, height) in PANELS {
        let size = Size::new(width, height);
        for count in [1, 2] {
            let lines = lines(&poster(&shows[..count]), size);
            let time = lines.iter().find(|line| line.words == "17:15").unwrap();
            let high = time.em * time.weight.cap_height();
            assert!(high >= ENOUGH * unit(size), "{high} at {size:?}");
            let film = lines.iter().find(|line| line.words.starts_with('龘')).unwrap();
            let most = film.em * film.weight.han_height();
            assert!(most >= 0.07 * unit(size), "{film:?}");
        }
    }
    // 10 mm of 91.4.
    assert!((ENOUGH * 91.4 - 10.0).abs() < 0.05);
}

#[test]
fn the_band_holds_all_its_shows_beside_each_other_whatever_they_are_called() {
    let long = "Everything Everywhere ".repeat(40);
    let shows = [
        ("Now", "27 Jul 23:45", long.as_str()),
        ("Next", "28 Jul 00:15", ""),
        ("Next", "00:15", "\u{202e}🎬"),
    ];
    for (width, height) in PANELS.into_iter().chain([(160, 120), (1, 1), (0, 0)]) {
        let size = Size::new(width, height);
        for count in 0..=3 {
            let poster = poster(&shows[..count]);
            let band = super::height(&poster, size);
            assert!(band <= 0.45 * height as f32 + 1.0, "{band} of {height}");
            assert_eq!(band > 0.0, count > 0 && height > 1, "{size:?}");
            for line in lines(&poster, size) {
                let right = line.left + line.weight.width(&line.words, line.em);
                assert!(right <= width as f32 + 1.0, "{line:?}");
                assert!(line.frame.top >= height as f32 - band - 0.1, "{line:?}");
                assert!(!line.cut || line.foreign, "{line:?}");
            }
        }
    }
}
