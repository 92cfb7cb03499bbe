use super::*;

fn figures(words: &str) -> Vec<String> {
    parts(words).into_iter().filter(|(_, figure)| *figure).map(|(words, _)| words).collect()
}

#[test]
fn figures_are_told_from_the_words_beside_them() {
    let of = |words: &str| parts(words);
    let part = |words: &str, figure| (words.to_owned(), figure);
    assert_eq!(
        of("7排12座"),
        [part("7", true), part("排", false), part("12", true), part("座", false)]
    );
    assert_eq!(of("from 20:30"), [part("from", false), part("20:30", true)]);
    assert_eq!(of("3号激光厅"), [part("3", true), part("号激光厅", false)]);
    assert_eq!(of(": 杜比厅"), [part(": 杜比厅", false)]);
    assert_eq!(figures("0000000000000030"), Vec::<String>::new(), "a name");
    assert_eq!(of("  "), []);
}

#[test]
fn a_word_belongs_to_the_figure_that_it_follows_or_leads() {
    let sizes = |words: &str| groups(&parts(words)).iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(sizes("7排12座"), [2, 2]);
    assert_eq!(sizes("Row 7 Seat 12"), [2, 2]);
    assert_eq!(sizes("19:02 检过"), [2]);
    assert_eq!(sizes("IMAX 3厅"), [2, 1]);
}

#[test]
fn a_long_name_beside_a_figure_stands_in_two_lines_and_is_cut_at_last() {
    let room = Rect::new(0.0, 0.0, 600.0, 240.0);
    let set = |name: &str| {
        let mut plan = DisplayList::default();
        let hero = Hero::new(Phrase::foreign(name));
        super::set(&mut plan, &hero, room, 480.0, Rgb565::new(0, 0, 0));
        plan.0
            .into_iter()
            .filter_map(|item| match item {
                super::super::plan::DisplayItem::Text(run) => Some(run),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let lines = set("8号杜比影院激光巨幕厅");
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].em * BOLD.cap_height() >= LEAST * 480.0);
    assert!(lines.iter().all(|line| !line.cut));
    let lines = set(&"8号杜比影院激光巨幕厅".repeat(9).replace('8', ""));
    assert!(lines.iter().any(|line| line.cut));
    let lines = set(&format!("8{}", "激光巨幕影厅".repeat(9)));
    assert!(lines.iter().any(|line| line.cut) && lines[0].words == "8");
    for line in lines {
        assert!(line.left + line.weight.width(&line.words, line.em) <= room.right() + 1.0);
    }
}

#[test]
fn a_name_is_broken_where_its_script_changes_and_no_character_is_left_alone_below() {
    assert_eq!(halves("号IMAX厅"), ["号", "IMAX厅"]);
    assert_eq!(halves("号厅 IMAX"), ["号厅", "IMAX"]);
    assert_eq!(halves("号杜比影院激光巨幕厅"), ["号杜比影院", "激光巨幕厅"]);
    assert_eq!(halves("IMAX"), ["IMAX"]);
}
