//! The tables: by scenario, by way of reading, the videos.

use crate::measure::{Group, Measured, WAYS};
use crate::scene::SCENARIOS;
use crate::tally::{Tallies, Tally};

/// Prints what was measured.
pub fn print(measured: &Measured, tallies: &Tallies) {
    scenarios(measured);
    ways("scenarios and empty frames", &tallies.door);
    if tallies.photos[0].of > 0 {
        ways("real photos", &tallies.photos);
    }
    clips(tallies);
}

fn scenarios(measured: &Measured) {
    println!("\n{:<12}{:>13}{:>13}{:>13}{:>7}", "scenario", WAYS[0], WAYS[1], WAYS[2], "of");
    for (name, _) in SCENARIOS {
        let of = || {
            let stills = measured.stills.iter();
            stills.filter(|still| still.group == Group::Gate && still.scenario == name)
        };
        let read = [0, 1, 2].map(|way| of().filter(|still| still.is_hit(way)).count());
        println!("{name:<12}{:>13}{:>13}{:>13}{:>7}", read[0], read[1], read[2], of().count());
    }
}

fn ways(title: &str, tallies: &[Tally; 3]) {
    println!(
        "\n{title}; CPU in ms, medians but for p95 and worst\n{:<12}{:>11}{:>8}{:>7}{:>8}{:>8}{:>8}{:>8}{:>9}",
        "", "read", "rate", "false", "hit", "miss", "empty", "p95", "worst"
    );
    for (name, tally) in WAYS.iter().zip(tallies) {
        let rate = match tally.of {
            0 => "-".to_owned(),
            of => format!("{:.1}%", 100.0 * tally.read as f64 / of as f64),
        };
        println!(
            "{name:<12}{:>11}{rate:>8}{:>7}{:>8}{:>8}{:>8}{:>8}{:>9}",
            format!("{}/{}", tally.read, tally.of),
            tally.false_texts,
            time(tally.hit),
            time(tally.miss),
            time(tally.empty),
            time(tally.p95),
            time(tally.worst)
        );
    }
}

fn clips(tallies: &Tallies) {
    let clips = &tallies.clips;
    println!(
        "\nclips; frames until read over those that both read, CPU in ms\n{:<12}{:>11}{:>8}{:>14}{:>12}{:>14}",
        "", "read", "false", "until read", "whole clip", "worst frame"
    );
    for (index, name) in [WAYS[1], WAYS[2]].into_iter().enumerate() {
        println!(
            "{name:<12}{:>11}{:>8}{:>14}{:>12}{:>14}",
            format!("{}/{}", clips.read[index], clips.of),
            clips.false_texts[index],
            clips.until.map_or("-".to_owned(), |until| format!("{:.1}", until[index])),
            time(clips.cpu[index]),
            time(clips.worst[index])
        );
    }
}

fn time(millis: Option<f64>) -> String {
    millis.map_or("-".to_owned(), |millis| format!("{millis:.2}"))
}
