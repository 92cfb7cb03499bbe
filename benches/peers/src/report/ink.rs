//! The tables of ink: what each reads, by pixels a module and the amount of what is wrong.

use crate::measure::Measured;
use crate::measure::ink::Inked;

/// Prints each table for which there are frames.
pub fn print(measured: &Measured) {
    for frames in measured.inked.chunk_by(|one, next| one.table == next.table) {
        println!("\n{}; hallgate, zxing-cpp, of", frames[0].table);
        lines(frames).iter().for_each(|line| println!("{line}"));
    }
}

/// A row for each size, a column for each amount, both as they come.
fn lines(frames: &[Inked]) -> Vec<String> {
    let rows = distinct(frames, |frame| &frame.pixels);
    let columns = distinct(frames, |frame| &frame.amount);
    let titles = columns.iter().map(|amount| format!("{amount:>14}")).collect::<String>();
    let mut lines = vec![format!("{:<8}{titles}", "px")];
    lines.extend(rows.into_iter().map(|pixels| {
        let cells = columns.iter().map(|amount| {
            let of = || frames.iter().filter(|it| it.pixels == pixels && it.amount == *amount);
            let read = |way: usize| of().filter(|frame| frame.hits[way]).count();
            format!("{:>14}", format!("{} {:>3} {:>3}", read(0), read(1), of().count()))
        });
        format!("{pixels:<8}{}", cells.collect::<String>())
    }));
    lines
}

fn distinct(frames: &[Inked], of: fn(&Inked) -> &String) -> Vec<&str> {
    let mut known = Vec::new();
    for value in frames.iter().map(|frame| of(frame).as_str()) {
        if !known.contains(&value) {
            known.push(value);
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_counts_its_own_frames() {
        let frame = |pixels: &str, amount: &str, hits: [bool; 2]| Inked {
            table: "texture".to_owned(),
            pixels: pixels.to_owned(),
            amount: amount.to_owned(),
            hits,
            false_texts: [0, 0],
        };
        let frames = [
            frame("12", "3", [true, true]),
            frame("12", "3", [false, true]),
            frame("12", "16", [false, false]),
            frame("18", "3", [true, false]),
        ];
        assert_eq!(
            lines(&frames),
            [
                "px                   3            16",
                "12           1   2   2     0   0   1",
                "18           1   0   1     0   0   0",
            ]
        );
    }
}
