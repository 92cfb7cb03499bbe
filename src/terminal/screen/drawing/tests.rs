use super::*;
use crate::terminal::door::Page;
use crate::terminal::screen::tests::{every_page, status, ticket};
use crate::words::Language;

fn drawn(size: (u32, u32), page: &Page, settings: &ScreenSettings) -> Canvas {
    let mut canvas = Canvas::new(size.0, size.1);
    draw(&mut canvas, &ScreenPage::Door(page.clone()), &status(), settings);
    canvas
}

#[test]
fn a_system_for_trials_says_so_below_every_page_and_covers_nothing_of_it() {
    for language in [Language::Chinese, Language::English] {
        let plain = ScreenSettings::new(language, "3号厅入口");
        let trial = ScreenSettings { trial: true, ..plain.clone() };
        for size in [(320, 240), (480, 320), (800, 480)] {
            let room = room(Size::new(size.0, size.1), &trial);
            assert!(room.height < size.1 && room.height * 10 > size.1 * 9, "{room}");
            for page in every_page() {
                let (with, alone) =
                    (drawn(size, &page, &trial), drawn((room.width, room.height), &page, &plain));
                let (above, strip) = with.pixels().split_at(alone.pixels().len());
                assert!(above == alone.pixels(), "{page:?}");
                assert!(strip.contains(&WARN.0) && strip.contains(&WARN.1), "{page:?}");
            }
        }
        for page in every_page() {
            assert!(drawn((128, 64), &page, &trial) != drawn((128, 64), &page, &plain), "{page:?}");
        }
    }
}

#[test]
fn a_second_language_is_seen_until_it_is_the_only_one() {
    let page = Page::Admitted { ticket: ticket(), reopened: false };
    let alone = ScreenSettings::new(Language::Chinese, "");
    let both = alone.clone().with_second(Some(Language::English));
    assert!(drawn((480, 320), &page, &both) != drawn((480, 320), &page, &alone));
    assert_eq!(alone.clone().with_second(Some(Language::Chinese)), alone);
    let mut turned = both;
    turned.set_language(Language::English);
    assert_eq!((turned.language, turned.second), (Language::English, Some(Language::Chinese)));
}
