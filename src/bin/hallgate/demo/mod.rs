//! `hallgate demo`: everything in one process on this machine, and nothing of it pretended but
//! the hardware. Tickets are bought over the channel, shown as QR frames, judged by the real loop, and
//! their records go by the check-in platform to the national one, through an outage; then the day's
//! report.

mod camera;
mod cast;
mod circle;
mod director;
mod other_door;
mod purchase;
mod sheet;
mod site;
mod staff;
mod summary;

use std::error::Error;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use anyhow::{Context, Result, bail};
use calloop::signals::Signals;

use cast::Cast;
use director::Director;
use hallgate::terminal::config::{DisplayConfig, DisplayDriver};
use hallgate::terminal::event_loop::{self, Demonstration, RunEnd, TerminalError, events::Sink};
use hallgate::terminal::keypad::has_window_keys;
use hallgate::terminal::report;
use hallgate::words::codes::{FaultCode, program};
use hallgate::words::{Language, Message};
use site::DemoSite;

/// Options of the demo.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Put a picture of each page into DIR
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Read a real webcam, and make a sheet of tickets to hold before it
    #[arg(long, value_name = "/dev/videoN")]
    pub camera: Option<PathBuf>,
    /// The screen's language: zh-CN or en
    #[arg(long, default_value = "zh-CN")]
    pub language: Language,
}

/// Why the demo did not come to its end.
#[derive(Debug)]
pub struct DemoError(anyhow::Error);

impl fmt::Display for DemoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl Error for DemoError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0)
    }
}

impl Message for DemoError {
    fn code(&self) -> FaultCode {
        self.0.downcast_ref::<TerminalError>().map_or(program::DEMO, TerminalError::code)
    }

    /// The terminal's own words where it is the terminal; the demo speaks English.
    fn message(&self, language: Language) -> String {
        let of_terminal = self.0.downcast_ref::<TerminalError>();
        of_terminal.map_or_else(|| format!("{:#}", self.0), |fault| fault.message(language))
    }
}

/// Plays the demo; an error where anything came out otherwise than expected.
pub fn run(options: &Options, signals: Signals) -> Result<(), DemoError> {
    play(options, signals).map_err(DemoError)
}

fn play(options: &Options, signals: Signals) -> Result<()> {
    let site = DemoSite::build()?;
    let circle = &site.circle;
    if let Some(device) = &options.camera {
        return camera::run(&site, device, options, signals);
    }
    let cast = Cast::hire(circle)?;
    for (number, scene) in cast.scenes.iter().enumerate() {
        let path = site.frames().join(format!("{number:02}-{}.png", scene.name));
        sheet::write_frame(&scene.text, &path)?;
    }
    writeln!(
        io::stdout(),
        "A channel, a cinema and two doors of a hall, the check-in platform and the national one, all on this machine.\n{} tickets were bought, {} scans follow.",
        cast.visitors.len(),
        cast.scenes.len()
    )?;
    let _other_door = site.open_other_door(&cast)?;
    let config = site.config(options)?;
    let (sender, events) = mpsc::channel();
    let (mirror, sign_in) = (mirror(options), staff::sign_in(&site, options)?);
    let demonstration = Demonstration { mirror: mirror.as_ref(), sign_in: sign_in.as_ref() };
    let (played, ended) = std::thread::scope(|scope| {
        let director = scope.spawn(|| Director::new(circle, &cast).follow(events));
        let ended = event_loop::run(config, demonstration, Sink::Channel(sender), signals);
        (director.join(), ended)
    });
    let end = ended.context("the terminal stopped")?;
    let Ok(mut played) = played else { bail!("the demo lost its own thread") };
    played.ended_early = end == RunEnd::Told && played.verdicts.len() < cast.scenes.len();
    let mut out = io::stdout().lock();
    let faults = summary::write(&mut out, &cast, &played, circle)?;
    writeln!(out)?;
    report::run(&site.config(options)?, None, report::ReportFormat::Table, &mut out)?;
    if let Some(folder) = &options.out {
        summary::remaining_pages(folder, options.language)?;
        writeln!(out, "\nPictures of the screen: {}", folder.display())?;
    }
    out.flush()?;
    match faults.as_slice() {
        [] => Ok(()),
        [first, ..] => bail!("the demo came out otherwise than expected: {first}"),
    }
}

/// The pictures beside the window.
fn mirror(options: &Options) -> Option<DisplayConfig> {
    options.out.as_deref().map(pictures)
}

/// A folder as a display.
fn pictures(folder: &Path) -> DisplayConfig {
    let device = folder.to_owned();
    DisplayConfig { driver: DisplayDriver::Png, device: Some(device), ..DisplayConfig::default() }
}

/// The window where there is one; a line for each page otherwise.
fn is_window() -> bool {
    io::stdout().is_terminal()
}
