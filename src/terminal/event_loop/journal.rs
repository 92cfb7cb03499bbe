//! The journal: events as sentences, and standard error where no service manager reads them.
//! Lines that would be written across a screen in the same window wait until that screen is left.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

use crate::clock::Trust;
use crate::terminal::config::{DisplayConfig, DisplayDriver};
use crate::terminal::core::{Event, KeysOutcome, UploadOutcome, ms};
use crate::terminal::door::{GateState, Reason, RefusalDetail};
use crate::terminal::keypad::{InputKind, KeypadError};
use crate::terminal::store::CataloguePart;
use crate::wire::calls::Api;
use crate::wire::{Flaw, What};

/// Bytes that wait at the most; the oldest go first.
const MOST: usize = 64 << 10;

/// What waits; none: nothing has to.
static WAITING: Mutex<Option<Vec<u8>>> = Mutex::new(None);

/// Writes to standard error from now on: time of day, level, sentence. `RUST_LOG` replaces
/// `level`.
pub fn to_stderr(level: &str) {
    let environment = env_logger::Env::default().default_filter_or(level);
    env_logger::Builder::from_env(environment)
        .target(env_logger::Target::Pipe(Box::new(LogLines)))
        .format(|line, record| {
            let time = jiff::Zoned::now().strftime("%H:%M:%S").to_string();
            writeln!(line, "{time} {:<5} {}", record.level(), record.args())
        })
        .init();
}

/// Lets lines wait where the display is the window in which they would be read.
#[derive(Debug)]
pub struct HeldLines(());

impl HeldLines {
    /// For as long as the value lives.
    pub fn beside(display: &DisplayConfig) -> Option<Self> {
        let shared = display.driver == DisplayDriver::Terminal
            && io::stdout().is_terminal()
            && io::stderr().is_terminal();
        if shared {
            *WAITING.lock().unwrap_or_else(PoisonError::into_inner) = Some(Vec::new());
        }
        shared.then_some(Self(()))
    }
}

impl Drop for HeldLines {
    fn drop(&mut self) {
        let waited = WAITING.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Nobody is left to be told of a fault.
        drop(io::stderr().write_all(&waited.unwrap_or_default()));
    }
}

/// Takes whole lines of the log.
struct LogLines;

impl Write for LogLines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        match &mut *WAITING.lock().unwrap_or_else(PoisonError::into_inner) {
            None => io::stderr().write_all(line)?,
            Some(waiting) => {
                waiting.extend_from_slice(line);
                let surplus = waiting.len().saturating_sub(MOST);
                waiting.drain(..surplus);
            }
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

/// The same facts as text. A ticket's number is never logged whole.
pub(super) fn note(event: &Event, trouble: &mut Trouble) {
    match event {
        Event::Verdict(verdict) => {
            let ticket = match (verdict.codes, verdict.reason) {
                (Some(codes), _) => format!("ticket …{}", &codes.0.as_str()[12..]),
                (None, Reason::Forged) if verdict.detail == RefusalDetail::KeysUntried => {
                    "a code that no key opened in time".to_owned()
                }
                (None, Reason::Forged) => "a code that no known key opens".to_owned(),
                (None, _) => "a code that is no ticket of ours".to_owned(),
            };
            let verb = if verdict.reason.admits() { "admitted" } else { "refused" };
            let seq = verdict.seq.map(|seq| format!(", record {seq}")).unwrap_or_default();
            let detail = verdict.detail.as_str();
            let detail = detail.map(|detail| format!(", {detail}")).unwrap_or_default();
            log::info!(
                "{verb} {ticket}: {}{detail} ({}{seq}, {:.1} ms)",
                verdict.reason,
                verdict.basis.as_str(),
                ms(verdict.frame)
            );
            if verdict.detail == RefusalDetail::KeysUntried {
                log::warn!(
                    "there was no time to try all keys of the cinema for it: the platform gives out too many; report it to the platform's operator"
                );
            }
        }
        Event::Gate { state, seq } => {
            let seq = seq.map(|seq| format!(" for record {seq}")).unwrap_or_default();
            match state {
                GateState::Fault => {
                    log::error!("the gate does not obey: look at its lines and its supply")
                }
                GateState::Released => log::warn!("the fire alarm holds the gate open"),
                _ => log::debug!("gate {}{seq}", state.as_str()),
            }
        }
        Event::Keys { result: KeysOutcome::Failed, error, .. } => {
            let error = sentence(error.as_ref());
            log::log!(
                trouble.level(&error),
                "the cinema's keys could not be fetched, which is tried again: {error}"
            );
        }
        Event::Keys { result, count, .. } => {
            trouble.end();
            log::info!("keys {}: {count} of this cinema", result.as_str());
        }
        Event::Upload { result, first, last, count, error } => {
            let range = first
                .zip(*last)
                .map(|(first, last)| format!(" ({first} to {last})"))
                .unwrap_or_default();
            let error = error.as_ref().map(ToString::to_string);
            let level = match (result, &error) {
                (UploadOutcome::Accepted, _) => {
                    trouble.end();
                    log::Level::Info
                }
                (_, Some(error)) => trouble.level(error),
                (_, None) => log::Level::Warn,
            };
            let error = error.map(|error| format!(": {error}")).unwrap_or_default();
            log::log!(level, "upload of {count} records{range} {}{error}", result.as_str());
        }
        Event::StandsAside { seq } => log::warn!(
            "record {seq} stands aside: the platform refused it again; later ones go up past it, and it is tried again in each round"
        ),
        Event::DoubleAdmission { seq, door: Some(door) } => log::warn!(
            "record {seq} is a double admission: {door} has admitted its ticket too; see `hallgate audit show --what double_admission`"
        ),
        Event::DoubleAdmission { seq, door: None } => log::warn!(
            "record {seq} is a double admission: it was admitted offline, and the platform had its ticket checked before; see `hallgate audit show --what double_admission`"
        ),
        Event::SetAside { seq } => log::error!(
            "record {seq} is set aside: the platform keeps refusing it; it is tried once a day, see `hallgate status`"
        ),
        Event::Catalogue { part, result, count, error: None } => {
            trouble.catalogue.remove(part);
            log::debug!("catalogue: {} {}, {count} in use", part.as_str(), result.as_str());
        }
        Event::Catalogue { part, error, .. } => {
            let error = sentence(error.as_ref());
            log::log!(
                trouble.catalogue_level(*part, &error),
                "the catalogue's {} stay as they are as far as they were not told, and are asked for again: {error}",
                part.as_str()
            );
        }
        Event::Camera { streaming: true, .. } => log::info!("the camera streams"),
        Event::Camera { error, .. } => {
            log::error!("the camera is lost: {}", sentence(error.as_ref()));
        }
        Event::Keypad { part, connected: true, .. } => log::info!("the {} at hand", keys_of(*part)),
        Event::Keypad { part, error, .. } => {
            log::warn!("the {} not at hand: {}", keys_of(*part), sentence(error.as_ref()));
        }
        Event::Imager { connected: true, .. } => log::info!("the imager is connected"),
        // Since the start: a board's defaults name one that not every door has.
        Event::Imager { error: Some(fault @ KeypadError::Absent { .. }), .. } => {
            log::warn!(
                "{}; where the door has none, set imager.device = \"none\"",
                sentence(Some(fault))
            );
        }
        Event::Imager { error, .. } => {
            log::error!("the imager is lost: {}", sentence(error.as_ref()));
        }
        Event::Clock { trust: Trust::Trusted } => log::info!("the clock is trusted"),
        Event::Clock { trust: Trust::Differs } => {
            log::error!(
                "the clock differs from the platform's by more than 5 minutes: see `timedatectl`"
            );
        }
        Event::Clock { trust: Trust::Behind } => {
            log::error!("the clock stands before the newest record: set it, see `timedatectl`");
        }
        Event::Hint { advice } => log::debug!("a code is seen but not read: {advice}"),
        Event::Help { on: true, who } => log::warn!("{who} calls for help at this door"),
        Event::Help { who, .. } => log::info!("the call for help of {who} is over"),
        Event::Neighbours { here, missing: 0 } => {
            log::info!("other doors of the cinema: {here} here");
        }
        Event::Neighbours { here, missing } => {
            log::warn!("other doors of the cinema: {here} here, {missing} away");
        }
        Event::Ready => log::info!("ready"),
        Event::Stopped => log::info!("stopped"),
    }
}

/// What is told of a fault.
fn sentence(fault: Option<&impl Display>) -> String {
    fault.map_or_else(|| "no reason given".to_owned(), ToString::to_string)
}

/// Something in the platform's replies that was not known of before.
pub(super) fn flaw(flaw: &Flaw) {
    let (api, field, count) = (flaw.api.as_str(), &flaw.field, flaw.count);
    let message = match flaw.what {
        What::Unreadable if flaw.api == Api::GetPublicKeys => {
            format!("{count} of its {field} do not read and are left out")
        }
        What::Unreadable if flaw.weighs() => {
            format!("its {field} can't be read, so that it decides nothing")
        }
        What::Unreadable => format!("its {field} can't be read and is left out"),
        What::Missing => format!("it has no {field}, which decides nothing"),
        What::Contradictory => format!("its {field} is told twice, and Yes counts"),
        What::Surplus => format!("{count} of its {field} are more than are kept, the oldest go"),
    };
    log::warn!("the platform's reply to {api}: {message}; report it to the platform's operator");
}

fn keys_of(part: InputKind) -> &'static str {
    match part {
        InputKind::Buttons => "buttons are",
        InputKind::Touch => "touch panel is",
        InputKind::Pad | InputKind::Imager => "number pad is",
    }
}

/// The trouble with the platform, and with the channel, that was told last: it is told once, not at each new try.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    platform: Option<String>,
    catalogue: BTreeMap<CataloguePart, String>,
}

impl Trouble {
    fn level(&mut self, error: &str) -> log::Level {
        let last = self.platform.replace(error.to_owned());
        level_of(last.as_deref() != Some(error))
    }

    fn catalogue_level(&mut self, part: CataloguePart, error: &str) -> log::Level {
        let last = self.catalogue.insert(part, error.to_owned());
        level_of(last.as_deref() != Some(error))
    }

    fn end(&mut self) {
        self.platform = None;
    }
}

/// What was told last is no news.
fn level_of(news: bool) -> log::Level {
    if news { log::Level::Warn } else { log::Level::Debug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trouble_is_told_once_until_it_changes() {
        let mut trouble = Trouble::default();
        let levels =
            ["no route", "no route", "timed out", "timed out"].map(|error| trouble.level(error));
        let (warn, debug) = (log::Level::Warn, log::Level::Debug);
        assert_eq!(levels, [warn, debug, warn, debug]);
        trouble.end();
        assert_eq!(trouble.level("timed out"), warn);
    }

    #[test]
    fn lines_wait_but_not_without_bounds() {
        *WAITING.lock().unwrap() = Some(Vec::new());
        for number in 0..10_000 {
            LogLines.write_all(format!("line {number}\n").as_bytes()).unwrap();
        }
        let waited = WAITING.lock().unwrap().take().unwrap();
        assert_eq!(waited.len(), MOST);
        assert!(waited.ends_with(b"line 9998\nline 9999\n"));
    }
}
