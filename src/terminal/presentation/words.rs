//! A page in words alone, for transcripts and for a terminal window.

use super::{
    Ask, Body, CameraSheet, Card, Columns, Dial, HistogramChart, Item, ItemList, MAY_END, Phrase,
    Poster, ProgrammeLine, Say, ScreenTable, TextEntry, Typed,
};

impl Card {
    /// All words, from the loudest to the quietest.
    pub fn words(self) -> Vec<String> {
        let mut words = vec![self.title.words, self.aside];
        words.extend(self.body.words());
        words.retain(|words| !words.is_empty());
        without_line_ends(words)
    }
}

impl Poster {
    /// All words, from the loudest to the quietest: headline, what to keep in mind, the rest.
    pub fn words(self) -> Vec<String> {
        let mut words = vec![self.headline];
        words.extend(self.second);
        if let Some(hero) = self.hero {
            words.extend(hero.day);
            words.push(hero.words.words);
        }
        words.extend(self.advice);
        words.extend(self.second_detail);
        words.extend(self.foot.phrases().map(|phrase| phrase.words.clone()));
        words.extend(self.programme.iter().map(ProgrammeLine::words));
        without_line_ends(words)
    }
}

fn without_line_ends(words: Vec<String>) -> Vec<String> {
    words.iter().map(|words| words.replace(MAY_END, "")).collect()
}

impl Body {
    fn words(self) -> Vec<String> {
        match self {
            Body::List(list) => list.words(),
            Body::Entry(entry) => entry.words(),
            Body::Ask(ask) => ask.words(),
            Body::Say(say) => say.words(),
            Body::Facts(facts) => facts
                .into_iter()
                .map(|fact| format!("{} {}", fact.label, fact.value.words))
                .collect(),
            Body::Table(table) => table.words(),
            Body::Columns(Columns { says, .. }) => vec![says],
            Body::Histogram(chart) => chart.words(),
            Body::Bars(bars) => {
                bars.into_iter().map(|bar| format!("{} {}", bar.label.words, bar.count)).collect()
            }
            Body::Lines(lines) => lines
                .into_iter()
                .map(|(works, line)| format!("{} {}", if works { '+' } else { '!' }, line.words))
                .collect(),
            Body::Camera(camera) => camera.words(),
            Body::Code(sheet) => sheet.lines,
            Body::Pattern(pattern) => vec![format!("{pattern:?}").to_lowercase()],
        }
    }
}

impl ItemList {
    fn words(self) -> Vec<String> {
        let digits: Vec<Option<u8>> = (0..self.items.len()).map(|at| self.digit_of(at)).collect();
        let line = |(at, item): (usize, Item)| {
            let mark = if at == self.chosen { ">" } else { "" };
            let number = digits[at].map_or_else(String::new, |digit| format!("{digit} "));
            let changed = if item.changed { "*" } else { "" };
            let value = format!("{}{changed}", item.value.words);
            let gap = if value.is_empty() { "" } else { " " };
            format!("{mark}{number}{}{gap}{value}", item.label.words)
        };
        self.items.into_iter().enumerate().map(line).collect()
    }
}

impl TextEntry {
    fn words(self) -> Vec<String> {
        let typed = match self.typed {
            Typed::Shown(typed) => typed,
            Typed::Hidden(count) => "•".repeat(count.min(64)),
        };
        let dial = match self.dial {
            Some(Dial::Sign(sign)) => format!("[{sign}]"),
            Some(Dial::Erase) => "[<]".into(),
            Some(Dial::Done) => format!("[{}]", self.done),
            None => "_".into(),
        };
        vec![self.field, format!("{typed}{dial}"), self.note]
    }
}

impl Ask {
    fn words(self) -> Vec<String> {
        let mut words = vec![self.question];
        words.extend(self.lines.into_iter().map(|line| line.words));
        words.extend(self.answers.into_iter().enumerate().map(|(at, answer)| {
            let mark = if at == self.chosen { ">" } else { "" };
            format!("{mark}{answer}")
        }));
        words
    }
}

impl Say {
    fn words(self) -> Vec<String> {
        let progress = self.progress.map(|(done, total)| format!("{done}/{total}"));
        let lines = self.lines.into_iter().map(|line| line.words);
        [self.headline].into_iter().chain(lines).chain(progress).collect()
    }
}

impl ScreenTable {
    fn words(self) -> Vec<String> {
        let heads = self.columns.into_iter().map(|head| head.words).collect::<Vec<_>>().join(" ");
        let line =
            |row: Vec<Phrase>| row.into_iter().map(|cell| cell.words).collect::<Vec<_>>().join(" ");
        [heads].into_iter().chain(self.rows.into_iter().map(line)).collect()
    }
}

impl HistogramChart {
    fn words(self) -> Vec<String> {
        let line = |(label, count): (String, u64)| format!("{label}: {count}");
        [self.says].into_iter().chain(self.buckets.into_iter().map(line)).collect()
    }
}

impl CameraSheet {
    fn words(self) -> Vec<String> {
        match self.look {
            None => vec![self.waiting],
            Some(look) => vec![
                format!("{} {}", self.focus, look.focus),
                format!("{} {}", self.best, look.best),
                self.code,
            ],
        }
    }
}
