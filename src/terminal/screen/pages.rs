//! One small file a page. A page says what is to be seen, [`super::layout`] where it stands.

mod admitted;
mod checking;
mod device;
mod gate_fault;
mod idle;
mod idle_imager;
mod out_of_service;
mod refused;
mod released;
mod unread;

use jiff::civil::Date;

use super::colour::Tone;
use super::face::MAY_END;
use super::sign::Sign;
use super::status::StatusBar;
use crate::plain::plain;
use crate::terminal::door::{Outage, Page, ShownTicket};
use crate::words::Language;
use crate::words::Words;
use crate::words::screen::{self as text, Text};
use crate::words::terms::Text as Term;
pub use device::rows as device_rows;

/// What is to be seen of a page, from the loudest to the quietest.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub tone: Tone,
    pub sign: Sign,
    /// Read from two metres away.
    pub headline: String,
    /// What the visitor should do.
    pub advice: Vec<String>,
    /// The one thing to keep in mind: hall and seat, where to go, when to come back.
    pub fact: Option<String>,
    /// The rest, a line each.
    pub lines: Vec<String>,
    /// All that is told beside the headline where there is room for a few words only.
    pub brief: String,
    /// The film, the one thing that may be cut where room is short.
    pub film: Option<String>,
    /// What staff look up: drawn as a table in place of all but the headline.
    pub rows: Vec<Row>,
}

/// One line of a table.
#[derive(Debug, Clone)]
pub struct Row {
    pub label: String,
    pub value: String,
    /// A device's own, whose fault is told before any other.
    pub device: bool,
    /// Somebody should see to it: what is wrong, in the fewest words.
    pub calls: Option<String>,
}

impl Sheet {
    fn of(tone: Tone, sign: Sign, headline: String) -> Self {
        Self {
            tone,
            sign,
            headline,
            advice: Vec::new(),
            fact: None,
            lines: Vec::new(),
            brief: String::new(),
            film: None,
            rows: Vec::new(),
        }
    }
}

/// What is fixed while a page is written.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    pub language: Language,
    /// Times of this day are told without their date; absent: every time with its date.
    pub today: Option<Date>,
}

impl Setting {
    fn text(self, text: impl Words) -> String {
        text.form(self.language).to_owned()
    }

    /// A text around a time.
    fn timed(self, text: Text, at: jiff::civil::DateTime) -> String {
        text.with(self.language, &[&text::time(at, self.today, self.language)])
    }

    /// The hall's name, else its code without leading zeros.
    fn hall(self, ticket: &ShownTicket) -> String {
        if let Some(name) = written(&ticket.screen_name) {
            return name;
        }
        let digits = ticket.screen_code.as_str().trim_start_matches('0');
        let digits = if digits.is_empty() { "0" } else { digits };
        Term::HallCode.with(self.language, &[digits])
    }
}

/// A name from outside, if there is something in it.
fn written(name: &Option<String>) -> Option<String> {
    let name = clean(name.as_deref()?);
    (!name.is_empty()).then_some(name)
}

/// Words from outside on one line, and no longer than any screen is wide.
pub(super) fn clean(words: &str) -> String {
    plain(&words.replace(MAY_END, " "))
}

/// What is to be seen of `page` while the terminal fares like this.
pub fn sheet_with(page: &Page, status: &StatusBar, setting: Setting) -> Sheet {
    match page {
        Page::Device => Sheet { rows: device::rows(status, setting), ..device::sheet(setting) },
        _ => sheet(page, setting),
    }
}

/// What is to be seen of `page`, but for what the terminal's own state fills in.
pub fn sheet(page: &Page, setting: Setting) -> Sheet {
    match page {
        Page::Idle => idle::sheet(setting),
        Page::IdleImager => idle_imager::sheet(setting),
        Page::Unread(advice) => unread::sheet(*advice, setting),
        Page::Checking => checking::sheet(setting),
        Page::Admitted { ticket, reopened } => admitted::sheet(ticket, *reopened, setting),
        Page::Refused { reason, detail, ticket } => {
            refused::sheet(*reason, *detail, ticket.as_ref(), setting)
        }
        Page::GateFault => gate_fault::sheet(setting),
        Page::OutOfService(outage) => out_of_service::sheet(*outage, setting),
        Page::Released => released::sheet(setting),
        Page::Device => device::sheet(setting),
    }
}

/// The page's name in file names and captions, such as `refused-wrong_hall`.
pub fn name(page: &Page) -> String {
    match page {
        Page::Idle => "idle".into(),
        Page::IdleImager => "idle-imager".into(),
        Page::Unread(advice) => format!("unread-{advice}"),
        Page::Checking => "checking".into(),
        Page::Admitted { reopened: false, .. } => "admitted".into(),
        Page::Admitted { reopened: true, .. } => "reopened".into(),
        Page::Refused { reason, .. } => format!("refused-{reason}"),
        Page::GateFault => "gate_fault".into(),
        Page::OutOfService(Outage::Camera) => "out_of_service-camera".into(),
        Page::OutOfService(Outage::Store) => "out_of_service-store".into(),
        Page::Released => "released".into(),
        Page::Device => "device".into(),
    }
}
