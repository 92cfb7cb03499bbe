//! The demo with a real webcam: a sheet of tickets to hold before it, and the door until Ctrl-C.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use calloop::signals::Signals;

use super::cast::{CINEMA, Counter, HALL};
use super::site::DemoSite;
use super::{Options, mirror, sheet, staff};
use hallgate::terminal::event_loop::{self, Demonstration, events::Sink};
use hallgate::terminal::files;

/// Tickets on the sheet.
const TICKETS: usize = 3;

pub(super) fn run(
    site: &DemoSite,
    device: &Path,
    options: &Options,
    signals: Signals,
) -> Result<()> {
    ensure!(device.exists(), "there is no camera at {}: see `ls /dev/video*`", device.display());
    let mut counter = Counter::open(&site.circle.national)?;
    let tickets: Vec<String> = (0..TICKETS)
        .map(|_| counter.sell(CINEMA, HALL, 20).map(|(_, text)| text))
        .collect::<Result<_>>()?;
    let texts: Vec<&str> = tickets.iter().map(String::as_str).collect();
    let mut out = io::stdout();
    match &options.out {
        Some(folder) => {
            files::make_folder(folder)
                .with_context(|| format!("the folder {} can't be made", folder.display()))?;
            let path = folder.join("tickets.png");
            sheet::write_sheet(&texts, &path)?;
            writeln!(
                out,
                "Hold the tickets of {} before the camera. Ctrl-C ends the demo.",
                path.display()
            )?;
        }
        None => {
            for text in &texts {
                writeln!(out, "{}", sheet::as_text(text)?)?;
            }
            writeln!(
                out,
                "Photograph these tickets with a phone and hold it before the camera. Ctrl-C ends the demo."
            )?;
            writeln!(out, "With --out DIR they are written as a picture.")?;
        }
    }
    let (mirror, sign_in) = (mirror(options), staff::sign_in(site, options)?);
    let demonstration = Demonstration { mirror: mirror.as_ref(), sign_in: sign_in.as_ref() };
    event_loop::run(site.config(options)?, demonstration, Sink::None, signals)?;
    Ok(())
}
