use super::*;
use crate::terminal::door::Page;
use crate::terminal::presentation::{Scope, Tone};
use crate::terminal::screen::canvas::Canvas;
use crate::terminal::screen::pages;
use crate::terminal::screen::plan::{DisplayItem, SLACK};
use crate::words::Language;

fn poster(language: Language, second: Option<Language>) -> Poster {
    let of = |language| pages::poster(&Page::Released, Scope { language, status: None });
    let other = second.map(of);
    Poster {
        second: other.as_ref().map(|other| other.headline.replace(MAY_END, "")),
        second_detail: other.map(|other| other.advice.join(" ")),
        ..of(language)
    }
}

#[test]
fn half_of_it_is_dark_and_half_bright_at_every_size() {
    for size in [(320, 240), (480, 320), (800, 480), (240, 320)] {
        let mut canvas = Canvas::new(size.0, size.1);
        plan(&poster(Language::Chinese, None), canvas.size()).draw(&mut canvas);
        let part = |colour| {
            let all = canvas.pixels().len() as f32;
            canvas.pixels().iter().filter(|pixel| **pixel == colour).count() as f32 / all
        };
        let [bright, dark] = [Tone::Exit.ground(), Tone::Exit.accent()].map(part);
        assert!(bright >= 0.3 && dark >= 0.25, "{size:?}: {bright} {dark}");
    }
}

#[test]
fn all_words_are_there_in_both_languages_within_the_page() {
    for size in [(320, 240), (480, 320), (800, 480), (240, 320)] {
        let size = Size::new(size.0, size.1);
        for (language, other) in
            [(Language::Chinese, Language::English), (Language::English, Language::Chinese)]
        {
            for second in [None, Some(other)] {
                let poster = poster(language, second);
                let plan = plan(&poster, size);
                let lines = plan.0.iter().filter_map(|item| match item {
                    DisplayItem::Text(line) => Some(line),
                    _ => None,
                });
                let lines: Vec<_> = lines.collect();
                assert_eq!(lines.len(), if second.is_some() { 4 } else { 2 }, "{size:?}");
                for line in lines {
                    let right = line.left + line.weight.width(&line.words, line.em);
                    assert!(!line.cut, "{:?} at {size:?}", line.words);
                    assert!(right <= size.width as f32 - MARGIN * unit(size) + 2.0 * SLACK);
                }
            }
        }
    }
}
