//! A page of the menus in a window, all of it in letters: a title, what there is to read or to choose, and
//! which keys do what.

use super::grid::{self, Grid, Look};
use crate::terminal::presentation::{
    Ask, Body, Cap, Card, Dial, Fact, ItemList, KeyHint, MAY_END, Mood, Say, ScreenTable,
    TextEntry, Tone, Typed,
};
use crate::terminal::screen::colour::{CHOSEN, PANEL, WARN};
use crate::terminal::screen::wide;
use crate::words::Language;

/// Left and right of everything.
const MARGIN: usize = 2;
/// Between two columns.
const GAP: usize = 2;

const TONE: Tone = Tone::Calm;

/// The part of the window between title and keys.
#[derive(Debug, Clone, Copy)]
struct Room {
    top: usize,
    rows: usize,
    columns: usize,
}

/// True for what only a picture shows.
pub fn is_picture(card: &Card) -> bool {
    matches!(card.body, Body::Code(_) | Body::Pattern(_) | Body::Camera(_))
}

pub fn set(grid: &mut Grid, card: &Card, language: Language, rows: usize) {
    let (columns, ground) = (grid.columns(), TONE.ground());
    grid.fill((0, 0), (columns, rows), Look::of(TONE.ink(), ground));
    let title = Look::of(TONE.ink(), PANEL);
    grid.fill((0, 1), (columns, 1), title);
    let aside = grid::width(&card.aside).min(columns / 2);
    grid.write((columns.saturating_sub(aside + MARGIN), 1), aside, &card.aside, soft(PANEL));
    let room = columns.saturating_sub(2 * MARGIN + aside + 1);
    grid.write((MARGIN, 1), room, &card.title.words, title.bold());
    keys(grid, &card.keys, language, rows.saturating_sub(1));
    let room =
        Room { top: 3, rows: rows.saturating_sub(5), columns: columns.saturating_sub(2 * MARGIN) };
    match &card.body {
        Body::List(items) => list(grid, items, room),
        Body::Entry(typed) => entry(grid, typed, room),
        Body::Ask(question) => ask(grid, question, room),
        Body::Say(words) => say(grid, words, room),
        Body::Facts(lines) => facts(grid, lines, room),
        Body::Table(shown) => table(grid, shown, room),
        _ => lines(grid, card, room),
    }
}

fn plain() -> Look {
    Look::of(TONE.ink(), TONE.ground())
}

fn soft(ground: embedded_graphics::pixelcolor::Rgb565) -> Look {
    Look::of(TONE.soft(), ground)
}

fn chosen() -> Look {
    Look::of(CHOSEN.1, CHOSEN.0).bold()
}

fn keys(grid: &mut Grid, hints: &[KeyHint], language: Language, row: usize) {
    grid.fill((0, row), (grid.columns(), 1), soft(PANEL));
    let mut x = MARGIN;
    for hint in hints {
        let caps: Vec<&str> = hint.caps.iter().map(|cap| cap_name(*cap)).collect();
        let room = grid.columns().saturating_sub(x + 1);
        let taken = grid.write((x, row), room, &caps.join(" "), soft(PANEL).bold());
        x += taken + usize::from(taken > 0);
        let room = grid.columns().saturating_sub(x + 1);
        x += grid.write((x, row), room, hint.does.plain(language).as_str(), soft(PANEL)) + 3;
    }
}

/// As a keyboard has it.
fn cap_name(cap: Cap) -> &'static str {
    match cap {
        Cap::Up => "↑",
        Cap::Down => "↓",
        Cap::Enter => "Enter",
        Cap::Erase => "⌫",
        Cap::Back => "Esc",
    }
}

fn list(grid: &mut Grid, list: &ItemList, room: Room) {
    let seen = wide::window(list.items.len(), list.chosen, room.rows.max(1));
    for (row, at) in seen.enumerate() {
        let item = &list.items[at];
        let look = if at == list.chosen { chosen() } else { plain() };
        grid.fill((MARGIN, room.top + row), (room.columns, 1), look);
        let number = list.digit_of(at).map_or_else(String::new, |digit| format!("{digit} "));
        let mark = if item.changed { "● " } else { "" };
        let value = format!("{mark}{}", item.value.words);
        let wide = grid::width(&value).min(room.columns / 2);
        let right = MARGIN + room.columns - wide;
        grid.write((right.saturating_sub(1), room.top + row), wide, &value, look);
        let label = format!(" {number}{}", item.label.words);
        let left = room.columns.saturating_sub(wide + 2);
        grid.write((MARGIN, room.top + row), left, &label, look);
    }
}

fn entry(grid: &mut Grid, entry: &TextEntry, room: Room) {
    let top = room.top + 1;
    grid.write((MARGIN, top), room.columns, &entry.field, soft(TONE.ground()));
    let typed = match &entry.typed {
        Typed::Shown(typed) => typed.clone(),
        Typed::Hidden(count) => "•".repeat((*count).min(64)),
    };
    let dial = match entry.dial {
        Some(Dial::Sign(sign)) => format!("[{sign}]"),
        Some(Dial::Erase) => "[⌫]".into(),
        Some(Dial::Done) => format!("[{}]", entry.done),
        None => "_".into(),
    };
    // The end is what is being typed.
    let line = format!("{typed}{dial}");
    let over = grid::width(&line).saturating_sub(room.columns.saturating_sub(2));
    let line: String = line.chars().skip(over).collect();
    grid.fill((MARGIN, top + 2), (room.columns, 1), Look::of(TONE.ink(), PANEL));
    let look = Look::of(TONE.ink(), PANEL).bold();
    grid.write((MARGIN + 1, top + 2), room.columns.saturating_sub(2), &line, look);
    let note = if entry.wrong { Look::of(WARN.1, WARN.0) } else { soft(TONE.ground()) };
    let most = room.rows.saturating_sub(5);
    grid.paragraph((MARGIN, top + 4), (room.columns, most), &entry.note, note);
}

fn ask(grid: &mut Grid, ask: &Ask, room: Room) {
    let mut y = room.top + 1;
    let most = |y: usize| (room.top + room.rows).saturating_sub(y + 1);
    y += grid.paragraph((MARGIN, y), (room.columns, most(y)), &ask.question, plain().bold());
    for line in &ask.lines {
        y += grid.paragraph((MARGIN, y), (room.columns, most(y)), &line.words, plain());
    }
    let mut x = MARGIN;
    for (at, answer) in ask.answers.iter().enumerate() {
        let look = if at == ask.chosen { chosen() } else { Look::of(TONE.ink(), PANEL) };
        x += grid.write((x, y + 1), room.columns, &format!("   {answer}   "), look) + GAP;
    }
}

fn say(grid: &mut Grid, say: &Say, room: Room) {
    let tone = match say.mood {
        Mood::Plain => TONE,
        Mood::Good => Tone::Admit,
        Mood::Bad | Mood::Beacon => Tone::Caution,
    };
    let look = Look::of(tone.ink(), tone.ground()).bold();
    let mut y = room.top + 1;
    for line in grid::wrap(&say.headline, room.columns.saturating_sub(2)) {
        grid.fill((MARGIN, y), (room.columns, 1), look);
        grid.write((MARGIN + 1, y), room.columns.saturating_sub(2), &line, look);
        y += 1;
    }
    y += 1;
    for line in &say.lines {
        let most = (room.top + room.rows).saturating_sub(y);
        y += grid.paragraph((MARGIN, y), (room.columns, most), &line.words, plain());
    }
    if let Some((done, total)) = say.progress {
        let full = room.columns * done.min(total) / total.max(1);
        grid.fill((MARGIN, y + 1), (room.columns, 1), Look::of(TONE.ink(), PANEL));
        grid.fill((MARGIN, y + 1), (full, 1), chosen());
    }
}

fn facts(grid: &mut Grid, facts: &[Fact], room: Room) {
    let widest = facts.iter().map(|fact| grid::width(&fact.label)).max().unwrap_or(0);
    let labels = widest.min(room.columns / 2);
    let mut y = room.top;
    for fact in facts {
        let most = (room.top + room.rows).saturating_sub(y);
        grid.write((MARGIN, y), labels, &fact.label, soft(TONE.ground()));
        let look = if fact.calls { Look::of(WARN.1, WARN.0) } else { plain() };
        let left = MARGIN + labels + GAP;
        let wide = room.columns.saturating_sub(labels + GAP);
        y += grid.paragraph((left, y), (wide, most), &fact.value.words, look).max(1);
    }
}

fn table(grid: &mut Grid, table: &ScreenTable, room: Room) {
    let wide = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(column));
        let heads = grid::width(&table.columns[column].words);
        cells.map(|cell| grid::width(&cell.words)).chain([heads]).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..table.columns.len()).map(wide).collect();
    let gaps = GAP * widths.len().saturating_sub(1);
    let over = (widths.iter().sum::<usize>() + gaps).saturating_sub(room.columns);
    if let Some(rest) = table.columns.iter().position(|column| column.takes_rest) {
        widths[rest] = widths[rest].saturating_sub(over);
    }
    let mut x = MARGIN;
    for (column, (head, width)) in table.columns.iter().zip(widths).enumerate() {
        let mut cell = |row: usize, words: &str, look: Look| {
            let ahead = if head.numbers { width.saturating_sub(grid::width(words)) } else { 0 };
            grid.write((x + ahead, room.top + row), width - ahead.min(width), words, look);
        };
        cell(0, &head.words, soft(TONE.ground()));
        for (row, cells) in table.rows.iter().enumerate().take(room.rows.saturating_sub(1)) {
            if let Some(words) = cells.get(column) {
                cell(row + 1, &words.words, plain());
            }
        }
        x += width + GAP;
    }
}

/// Whatever else there is, in its words.
fn lines(grid: &mut Grid, card: &Card, room: Room) {
    let heads = 1 + usize::from(!card.aside.is_empty());
    let words = card.clone().words().into_iter().skip(heads);
    let mut y = room.top;
    for line in words {
        let most = (room.top + room.rows).saturating_sub(y);
        let line = line.replace(MAY_END, "");
        y += grid.paragraph((MARGIN, y), (room.columns, most), &line, plain());
    }
}
