//! The journal on standard error, where no service manager reads it: a line for whoever runs the
//! terminal by hand. Lines that would be written across a screen in the same window wait until
//! that screen is left.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

use crate::config::{DisplayConfig, DisplayDriver};

/// Bytes that wait at the most; the oldest go first.
const MOST: usize = 64 << 10;

/// What waits; none: nothing has to.
static WAITING: Mutex<Option<Vec<u8>>> = Mutex::new(None);

/// Writes to standard error from now on: time of day, level, sentence. `RUST_LOG` replaces
/// `level`.
pub fn to_stderr(level: &str) {
    let environment = env_logger::Env::default().default_filter_or(level);
    env_logger::Builder::from_env(environment)
        .target(env_logger::Target::Pipe(Box::new(Lines)))
        .format(|line, record| {
            let time = jiff::Zoned::now().strftime("%H:%M:%S").to_string();
            writeln!(line, "{time} {:<5} {}", record.level(), record.args())
        })
        .init();
}

/// Lets lines wait where the display is the window in which they would be read.
#[derive(Debug)]
pub struct Hold(());

impl Hold {
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

impl Drop for Hold {
    fn drop(&mut self) {
        let waited = WAITING.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Nobody is left to be told of a fault.
        drop(io::stderr().write_all(&waited.unwrap_or_default()));
    }
}

/// Takes whole lines of the log.
struct Lines;

impl Write for Lines {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_wait_but_not_without_bounds() {
        *WAITING.lock().unwrap() = Some(Vec::new());
        for number in 0..10_000 {
            Lines.write_all(format!("line {number}\n").as_bytes()).unwrap();
        }
        let waited = WAITING.lock().unwrap().take().unwrap();
        assert_eq!(waited.len(), MOST);
        assert!(waited.ends_with(b"line 9998\nline 9999\n"));
    }
}
