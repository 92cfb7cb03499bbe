//! What visitors and gate staff see: a canvas, one small file a page, texts in two languages, and
//! panels that only push pixels. Where the facts come from is not known here.

mod canvas;
mod colour;
mod face;
mod ink;
mod layout;
mod mark;
mod pages;
mod panel;
mod sign;
mod status;
mod table;
mod text;

use std::io;
use std::path::PathBuf;

use embedded_graphics::prelude::*;

use crate::config::{DisplayConfig, DisplayDriver, Language};
use crate::door::Page;
use panel::{Caption, Panel};

pub use canvas::Canvas;
pub use pages::name as page_name;
pub use status::{DeviceState, Devices, Network, StatusBar};

/// Why a page is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    #[error(
        "this build does not drive the display \"{}\" yet: set display.driver to \"terminal\", \"png\" or \"none\"",
        format!("{driver:?}").to_lowercase()
    )]
    Undriven { driver: DisplayDriver },
    #[error(
        "cannot use the folder {} for pictures of the screen: {cause}; set display.device to one that can be written",
        path.display()
    )]
    Folder { path: PathBuf, cause: io::Error },
    #[error("cannot write the picture of the screen {}: {cause}", path.display())]
    Unwritten { path: PathBuf, cause: io::Error },
    #[error("cannot make a picture of the screen: {0}")]
    Encode(image::ImageError),
    #[error("cannot draw in the terminal window: {0}")]
    Terminal(io::Error),
}

/// The screen at the door: a panel, and what it shows.
#[derive(Debug)]
pub struct Screen {
    panel: Panel,
    canvas: Canvas,
    language: Language,
    name: String,
    /// What the panel shows; nothing before the first page and after a fault.
    shown: Option<(Page, StatusBar)>,
}

impl Screen {
    /// Opens the panel; `name` is the door's, for the status bar.
    pub fn open(
        config: &DisplayConfig,
        language: Language,
        name: &str,
    ) -> Result<Self, ScreenError> {
        let panel = Panel::open(config)?;
        let canvas = Canvas::new(config.width, config.height);
        Ok(Self { panel, canvas, language, name: name.to_owned(), shown: None })
    }

    /// Shows a page. Draws and pushes only when something to be seen has changed; after a failure
    /// the next call tries again.
    pub fn show(&mut self, page: &Page, status: &StatusBar) -> Result<(), ScreenError> {
        let time = status.time;
        let status =
            StatusBar { time: time.date().at(time.hour(), time.minute(), 0, 0), ..status.clone() };
        if self.shown.as_ref().is_some_and(|shown| shown.0 == *page && shown.1 == status) {
            return Ok(());
        }
        let before = self.shown.take();
        let turned = before.is_none_or(|(before, _)| before != *page);
        draw(&mut self.canvas, page, &status, self.language, &self.name);
        let today = Some(status.time.date());
        let setting = pages::Setting { language: self.language, today };
        let words = words_of(pages::sheet_with(page, &status, setting));
        let name = page_name(page);
        self.panel.push(&self.canvas, Caption { name: &name, words: &words, turned })?;
        self.shown = Some((page.clone(), status));
        Ok(())
    }
}

/// Draws a page with its status bar on a canvas of any size.
pub fn draw(canvas: &mut Canvas, page: &Page, status: &StatusBar, language: Language, name: &str) {
    let setting = pages::Setting { language, today: Some(status.time.date()) };
    layout::draw(canvas, &pages::sheet_with(page, status, setting), language);
    let bar = layout::bar_height(canvas.size());
    status::draw(canvas, status, language, name, bar);
}

/// The words of a page, from the loudest to the quietest: headline, advice, fact, the rest.
/// Times carry their date.
pub fn words(page: &Page, language: Language) -> Vec<String> {
    words_of(pages::sheet(page, pages::Setting { language, today: None }))
}

fn words_of(sheet: pages::Sheet) -> Vec<String> {
    let mut words = vec![sheet.headline];
    words.extend(sheet.advice);
    words.extend(sheet.fact);
    words.extend(sheet.lines);
    words.extend(sheet.film);
    words.extend(sheet.rows.into_iter().map(|row| format!("{} {}", row.label, row.value)));
    words.iter().map(|words| words.replace(face::MAY_END, "")).collect()
}

#[cfg(test)]
mod tests;
