use embedded_graphics::prelude::*;

use super::*;

const WEIGHTS: [FontWeight; 2] = [FontWeight::Regular, FontWeight::Bold];

#[test]
fn rare_characters_of_titles_and_names_are_there() {
    assert!(has("囍喆堃龘镕祎珺骉□〓…·—“”《》Ⅱ②é"));
    assert!(!has("\u{1F3AC}"), "and it can tell");
    for sign in "囍喆堃龘镕祎珺骉…·—“”《》Ⅱ②é排座厅".chars() {
        let face = FontWeight::Bold.glyph(sign).unwrap().0;
        assert!(std::ptr::eq(face, &*BOLD), "{sign} in bold");
    }
}

#[test]
fn capitals_and_characters_are_as_high_as_the_layout_takes_them() {
    for weight in WEIGHTS {
        let height = |text: &str| {
            let mut canvas = Canvas::new(300, 300);
            let style = Style { em: 200.0, weight, colour: Rgb565::WHITE };
            draw(&mut canvas, text, 20.0, 150.0, style);
            let rows = canvas.pixels().chunks(300);
            rows.filter(|row| row.iter().any(|p| p.g() > 31)).count() as f32 / 200.0
        };
        for sign in ["H", "7"] {
            let found = height(sign);
            assert!((found - weight.cap_height()).abs() < 0.01, "{weight:?} {sign}: {found}");
        }
        let found = height("检");
        assert!((found - weight.han_height()).abs() < 0.01, "{weight:?}: {found}");
    }
}

#[test]
fn digits_are_all_equally_wide() {
    for weight in WEIGHTS {
        for digit in '1'..='9' {
            assert_eq!(weight.advance(digit), weight.advance('0'), "{weight:?} {digit}");
        }
    }
}

#[test]
fn bold_has_stronger_strokes_and_takes_what_it_lacks_from_the_regular_weight() {
    let ink = |text: &str, weight: FontWeight| {
        let mut canvas = Canvas::new(300, 300);
        draw(&mut canvas, text, 20.0, 150.0, Style { em: 200.0, weight, colour: Rgb565::WHITE });
        canvas.pixels().iter().map(|pixel| u32::from(pixel.g())).sum::<u32>()
    };
    for sign in ["排", "7", "W"] {
        assert!(4 * ink(sign, FontWeight::Bold) > 5 * ink(sign, FontWeight::Regular), "{sign}");
    }
    let rare = "\u{9F7F}"; // in GBK alone
    assert!(ink(rare, FontWeight::Bold) > 0);
    assert_eq!(FontWeight::Bold.width(rare, 10.0), FontWeight::Regular.width(rare, 10.0));
}

#[test]
fn what_is_missing_is_left_out() {
    for weight in WEIGHTS {
        let style = Style { em: 30.0, weight, colour: Rgb565::WHITE };
        let picture = |text: &str| {
            let mut canvas = Canvas::new(90, 40);
            draw(&mut canvas, text, 2.0, 20.0, style);
            canvas
        };
        for sign in ["\u{1F3AC}", "㐂", "\u{20BB7}"] {
            assert!(picture(&format!("王{sign}芳")) == picture("王芳"), "{sign}");
            assert_eq!(weight.width(sign, 30.0), 0.0);
            assert_eq!(lacking(&format!("王{sign}芳{sign}")), sign);
        }
        assert!(picture("王芳") != picture("王"));
    }
    assert_eq!(lacking("王芳 Wang"), "");
}

#[test]
fn long_texts_are_cut_and_broken_within_their_width() {
    assert_eq!(cut("流浪地球", 10.0, 40.0), "流浪地球");
    assert_eq!(cut("流浪地球", 10.0, 35.0), "流浪…");
    assert_eq!(cut("流浪地球", 10.0, 0.0), "…");
    assert_eq!(wrap("请联系，工作人员", 10.0, 40.0), ["请联系，", "工作人员"]);
    assert_eq!(wrap("请联系店，工作", 10.0, 40.0), ["请联系", "店，工作"]);
    assert_eq!(wrap("请|联系|工作人员", 10.0, 55.0), ["请联系", "工作人员"]);
    assert_eq!(wrap("ask our staff now", 10.0, 60.0).len(), 2);
    assert_eq!(wrap("", 10.0, 60.0), Vec::<String>::new());
    assert_eq!(wrap("incomprehensible", 10.0, 20.0), ["incomprehensible"]);
}
