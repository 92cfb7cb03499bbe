//! Where the program's log goes, and how much of it.

use hallgate::terminal::event_loop::journal;
use hallgate::terminal::vision;

use crate::args::Command;

/// The journal where the service manager reads it, standard error otherwise. `RUST_LOG` sets the
/// level.
pub fn start(command: &Command) {
    let running = matches!(command, Command::Run { .. } | Command::Setup(_));
    if running && systemd_journal_logger::connected_to_journal() {
        let journal = systemd_journal_logger::JournalLog::new();
        if journal.is_ok_and(|journal| journal.install().is_ok()) {
            log::set_max_level(log::LevelFilter::Info);
            return;
        }
    }
    journal::to_stderr(default_level(command));
}

/// Commands that print a result keep quiet below a warning; the demo draws in the window, and an
/// outage is part of its play.
fn default_level(command: &Command) -> &'static str {
    match command {
        Command::Run { .. } | Command::Setup(_) => "info",
        #[cfg(feature = "peer")]
        Command::Demo(_) => "error",
        _ => "warn",
    }
}

/// A panic is told in one line, but for those of decoders, which are caught and cost one frame.
pub fn of_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if !vision::guarding() {
            log::error!("a fault in the program itself, please report it: {panic}");
        }
    }));
}
