//! What was expected, what came out, and the pictures of pages that the play did not show.

use std::io::Write;
use std::path::Path;

use anyhow::Result;

use super::cast::Cast;
use super::circle::{Circle, TicketTrace};
use super::director::Played;
use hallgate::channel::OrderState;
use hallgate::terminal::door::{Outage, Page, Reason};
use hallgate::terminal::screen::{Devices, Network, Screen, ScreenPage, ScreenSettings, StatusBar};
use hallgate::terminal::store::Programme;
use hallgate::words::Language;

/// Writes a line for each scene and what became of the records; returns what came out wrong.
pub(super) fn write(
    out: &mut impl Write,
    cast: &Cast,
    played: &Played,
    circle: &Circle,
) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    writeln!(out, "\nWhat was shown                         verdict                          ms")?;
    for (number, scene) in cast.scenes.iter().enumerate() {
        let verdict = played.verdicts.get(number);
        let reason = verdict.map(|verdict| verdict.reason);
        let good = reason == Some(scene.expected) || (reason.is_none() && played.ended_early);
        let verb = if reason.is_some_and(Reason::admits) { "admitted" } else { "refused " };
        let none = if good { "not shown" } else { "no verdict" };
        let verdict_text = reason.map_or(none.to_owned(), |reason| format!("{verb} {reason}"));
        let basis = verdict.map_or("", |verdict| verdict.basis.as_str());
        let ms = verdict.map_or(0.0, |verdict| verdict.frame.as_secs_f64() * 1000.0);
        let mark = match (good, reason) {
            (true, Some(_)) => "✓",
            (true, None) => "-",
            (false, _) => "✗",
        };
        writeln!(out, "{mark} {:<36} {verdict_text:<25} {basis:<7} {ms:>6.1}", scene.description)?;
        if !good {
            let expected = scene.expected;
            faults.push(format!(
                "{} was to be {expected}, and was: {}",
                scene.description,
                verdict_text.trim()
            ));
        }
    }
    if played.ended_early {
        writeln!(out, "\nThe demo was ended before all of it was shown.")?;
        return Ok(faults);
    }
    let admitted = cast.scenes.iter().filter(|scene| scene.expected == Reason::Ok).count();
    writeln!(out, "\nDuring the outage {} records piled up.", played.piled_up)?;
    circle.settle(admitted)?;
    let received = circle.national.received()?;
    let codes: Vec<String> =
        received.iter().map(|record| record.record.film_ticket_code.to_string()).collect();
    let made: Vec<String> = played
        .verdicts
        .iter()
        .filter(|verdict| verdict.reason == Reason::Ok)
        .filter_map(|verdict| verdict.codes.map(|codes| codes.0.to_string()))
        .collect();
    writeln!(
        out,
        "The national platform has {} of {admitted} records, oldest first.",
        received.len()
    )?;
    if played.piled_up < 2 {
        faults.push("no records piled up while the network was down".into());
    }
    if codes != made || made.len() != admitted {
        faults.push(
            "the national platform does not have all records in the order of admission".into(),
        );
    }
    if let Some(fault) = &played.platform_lost {
        faults.push(format!("the platform did not come back: {fault}"));
    }
    for (visitor, trace) in stand(out, cast, played, circle)? {
        faults.push(format!("{visitor} did not come round: {trace:?}"));
    }
    Ok(faults)
}

/// Where each who bought a ticket stands in each system; returns who did not come round.
fn stand(
    out: &mut impl Write,
    cast: &Cast,
    played: &Played,
    circle: &Circle,
) -> Result<Vec<(String, TicketTrace)>> {
    writeln!(
        out,
        "\nOrder              seat     channel   door      platform   national platform"
    )?;
    let mut lost = Vec::new();
    for visitor in &cast.visitors {
        let trace = circle.trace(visitor)?;
        let seq = played.verdicts.iter().find_map(|verdict| {
            let is_own = verdict.codes.is_some_and(|(code, ..)| code == visitor.number);
            verdict.seq.filter(|_| is_own && verdict.reason == Reason::Ok)
        });
        let order = match trace.order {
            Some(OrderState::Issued) => "issued".to_owned(),
            other => other.map_or_else(String::new, |state| state.number().to_string()),
        };
        let door = seq.map_or_else(|| "-".to_owned(), |seq| format!("record {seq}"));
        let here = match &trace.here {
            Some(record) if record.forwarded_at.is_some() => "forwarded",
            Some(_) => "waits",
            None => "-",
        };
        let above = if trace.is_national { "received" } else { "-" };
        let (id, seat) = (&visitor.order, &visitor.seat);
        writeln!(out, "{id:<18} {seat:<6} {order:<9} {door:<9} {here:<10} {above}")?;
        if seq.is_none() || here != "forwarded" || !trace.is_national {
            lost.push((id.clone(), trace));
        }
    }
    Ok(lost)
}

/// Pages for what a demo does not do: losing the camera, the gate, the disk; a fire.
pub(super) fn remaining_pages(folder: &Path, language: Language) -> Result<()> {
    let status = StatusBar {
        network: Network::Down,
        pending: 42,
        oldest_pending_min: Some(25),
        clock_trusted: false,
        time: hallgate::clock::china_civil(jiff::Timestamp::now()),
        keys: 0,
        disk_low: true,
        on_shift: None,
        devices: Devices::default(),
        programme: Programme::default(),
        neighbours: None,
    };
    let pages = [
        Page::Checking,
        Page::GateFault,
        Page::OutOfService(Outage::Camera),
        Page::OutOfService(Outage::Store),
        Page::Released,
    ];
    let display = super::pictures(folder);
    let mut screen = Screen::open(&display, ScreenSettings::new(language, "3号厅入口"))?;
    for page in pages {
        screen.show(&ScreenPage::Door(page), &status)?;
    }
    Ok(())
}
