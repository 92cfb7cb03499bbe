//! The command line: one function a subcommand (SPEC §10).

mod args;
#[cfg(feature = "peer")]
mod demo;
mod logging;
mod memory;
mod updates;

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use hallgate::terminal::config::{Config, GateConfig};
use hallgate::terminal::doctor::MoveOutcome;
use hallgate::terminal::event_loop::Demonstration;
use hallgate::terminal::event_loop::events::Sink;
use hallgate::terminal::event_loop::journal;
use hallgate::terminal::operators::commands::{
    self, AuditCommand, OperatorCommand, SettingsCommand,
};
use hallgate::terminal::report::commands::ReconcileArgs;
use hallgate::terminal::sentence::Unfinished;
use hallgate::terminal::{
    doctor, enrolment, event_loop, export, gate, key_sheet, maintenance, report, screen, sentence,
    setup, vision, web,
};
use hallgate::threads;
use hallgate::words::colour::Palette;
use hallgate::words::{Message, to_stderr};

use args::{Command, ConfigArg};

/// How a command ends: done, or with a fault that tells itself.
type Result<T> = std::result::Result<T, Box<dyn Message>>;

fn main() -> ExitCode {
    memory::keep_little();
    threads::run_to_end(work)
}

/// All that was asked for; the exit code.
fn work() -> u8 {
    let cli = args::parse();
    logging::start(&cli.command);
    logging::of_panics();
    let config = cli.command.config().map(Path::to_owned);
    let done = match cli.command {
        Command::Web { config, check: true } => pages_wanted(&config),
        command => perform(command).map(|()| 0),
    };
    match done {
        Ok(code) => code,
        // Somebody like `head` has read enough.
        Err(fault) if is_broken_pipe(&*fault) => 0,
        Err(fault) => {
            let language = sentence::language(config.as_deref());
            to_stderr(format_args!("hallgate: {}\n", fault.with_code(language)));
            1
        }
    }
}

fn perform(command: Command) -> Result<()> {
    match command {
        Command::Run { config, events } => run(config.load()?, events.as_deref()),
        #[cfg(feature = "peer")]
        Command::Demo(options) => Ok(demo::run(&options, watched_signals()?)?),
        Command::Report(wanted) => {
            let mut out = io::stdout().lock();
            report::commands::report(&Config::load(&wanted.options.config)?, &wanted, &mut out)?;
            flushed(out)
        }
        Command::Records(wanted) => {
            let mut out = io::stdout().lock();
            report::commands::records(&Config::load(&wanted.options.config)?, &wanted, &mut out)?;
            flushed(out)
        }
        Command::Reconcile(wanted) => reconcile(&wanted),
        Command::Status { config, metrics: Some(file), .. } => {
            Ok(report::status::write_metrics(&config.load()?, &file)?)
        }
        Command::Status { config, json, metrics: None } => {
            let mut out = io::stdout().lock();
            let well =
                report::status::run(&config.load()?, json, Palette::of(&io::stdout()), &mut out)?;
            flushed(out)?;
            if !well {
                return Err(Unfinished::Attention.into());
            }
            Ok(())
        }
        Command::Web { config, .. } => {
            let stop = threads::StopSignals::take().map_err(Unfinished::Signals)?;
            Ok(web::run(config.load()?, stop, &mut io::stdout().lock())?)
        }
        Command::Provision(wanted) => {
            let config = Config::load(&wanted.site.config)?;
            let (input, mut out) = (io::stdin().lock(), io::stdout().lock());
            let complete = commands::provision(&config, &wanted, input, &mut out)?;
            flushed(out)?;
            warn_of_lacking(&config, &config.terminal.name);
            warn_of_lacking(&config, wanted.called.as_str());
            if !complete {
                return Err(Unfinished::Incomplete.into());
            }
            Ok(())
        }
        Command::Enrol(wanted) => {
            let mut out = io::stdout().lock();
            enrolment::enrol(&Config::load(&wanted.config)?, &wanted, &mut out)?;
            flushed(out)
        }
        Command::Key(command) => {
            printed(|out| Ok(key_sheet::run(&Config::load(command.config())?, &command, out)?))
        }
        Command::Setup(places) => Ok(setup::run(&places)?),
        Command::Export { config, days, to } => {
            let mut out = io::stdout().lock();
            export::run(&config.load()?, &days, to.as_deref(), &mut out)?;
            flushed(out)
        }
        Command::Rescue(wanted) => {
            printed(|out| Ok(maintenance::rescue(&Config::load(&wanted.config)?, &wanted, out)?))
        }
        Command::Backup(wanted) => {
            printed(|out| Ok(maintenance::backup(&Config::load(&wanted.config)?, &wanted, out)?))
        }
        Command::Restore(wanted) => {
            printed(|out| Ok(maintenance::restore(&Config::load(&wanted.config)?, &wanted, out)?))
        }
        Command::Operator(command) => operator(&command),
        Command::Settings(command) => {
            let config = Config::load(command.config())?;
            let (input, mut out) = (io::stdin().lock(), io::stdout().lock());
            match &command {
                SettingsCommand::Show { .. } => commands::settings_show(&config, &mut out)?,
                SettingsCommand::Reset(wanted) => {
                    commands::settings_reset(&config, wanted, input, &mut out)?;
                }
            }
            flushed(out)
        }
        Command::Audit(command) => {
            let config = Config::load(command.config())?;
            let mut out = io::stdout().lock();
            match &command {
                AuditCommand::Show(wanted) => commands::audit_show(&config, wanted, &mut out)?,
                AuditCommand::Verify { .. } => commands::audit_verify(&config, &mut out)?,
            }
            flushed(out)
        }
        Command::Catalogue(command) => {
            let mut out = io::stdout().lock();
            Ok(command.run(&Config::load(command.config())?, &mut out)?)
        }
        Command::Doctor { config, move_gate: true, yes, .. } => move_gate(&config.load()?, yes),
        Command::Doctor { config, watch: true, .. } => {
            let config = config.load()?;
            let language = config.terminal.language;
            Ok(doctor::watch(&config.camera, language, &mut io::stdout().lock())?)
        }
        Command::Doctor { config, .. } => {
            let well =
                doctor::run(&config.load()?, Palette::of(&io::stdout()), &mut io::stdout().lock());
            if !well.map_err(Unfinished::from)? {
                return Err(Unfinished::NotWell.into());
            }
            Ok(())
        }
        Command::SelfTest(wanted) => updates::self_test(&wanted),
        Command::Update(command) => updates::update(&command),
        Command::SafeState { config } => safe_state(&config.config),
        Command::Explain { codes, language, config } => {
            let (own, mut out) = (sentence::language(Some(&config.config)), io::stdout().lock());
            sentence::explain(&codes, language, own, &mut out)?;
            flushed(out)
        }
        Command::Read { paths, explain } => {
            let mut out = io::stdout().lock();
            vision::read_files(&paths, explain.as_deref(), sentence::language(None), &mut out)?;
            flushed(out)
        }
    }
}

/// Whether pages are asked for, told by the exit code: that none are is no fault.
fn pages_wanted(config: &ConfigArg) -> Result<u8> {
    let config = config.load()?;
    printed(|out| Ok(writeln!(out, "{}", web::wanted(&config)).map_err(Unfinished::from)?))?;
    Ok(u8::from(config.web.address.is_none()))
}

fn run(config: Config, events: Option<&Path>) -> Result<()> {
    let sink = match events {
        None => Sink::None,
        Some(path) => Sink::file(path)
            .map_err(|cause| Unfinished::EventFile { path: path.to_owned(), cause })?,
    };
    // Dropped after the screen is left.
    let _waiting = journal::HeldLines::beside(&config.display);
    let kept = config.clone();
    event_loop::run(config, Demonstration::default(), sink, watched_signals()?)
        .inspect_err(|fault| event_loop::show_end(&kept, fault))?;
    Ok(())
}

fn operator(command: &OperatorCommand) -> Result<()> {
    let config = Config::load(command.config())?;
    let (input, mut out) = (io::stdin().lock(), io::stdout().lock());
    match command {
        OperatorCommand::Add(wanted) => {
            commands::add(&config, wanted, input, &mut out)?;
            warn_of_lacking(&config, wanted.called.as_str());
        }
        OperatorCommand::Passwd { change } => commands::passwd(&config, change, input, &mut out)?,
        OperatorCommand::Call(wanted) => {
            commands::call(&config, wanted, input, &mut out)?;
            warn_of_lacking(&config, wanted.called.as_str());
        }
        OperatorCommand::Disable { change } => commands::disable(&config, change, input, &mut out)?,
        OperatorCommand::Enable { change } => commands::enable(&config, change, input, &mut out)?,
        OperatorCommand::List { .. } => commands::list(&config, &mut out)?,
    }
    flushed(out)
}

/// Tells of a name, where it is typed, that no screen can show all of it.
fn warn_of_lacking(config: &Config, name: &str) {
    if let Some(message) = screen::lacking_sentence(name, config.terminal.language) {
        to_stderr(format_args!("hallgate: {message}\n"));
    }
}

fn reconcile(wanted: &ReconcileArgs) -> Result<()> {
    let mut out = io::stdout().lock();
    let config = Config::load(&wanted.options.config)?;
    let reconciliation = report::commands::reconcile(&config, wanted, &mut out)?;
    flushed(out)?;
    Unfinished::of(&reconciliation).map_or(Ok(()), |unfinished| Err(unfinished.into()))
}

fn move_gate(config: &Config, yes: bool) -> Result<()> {
    match doctor::move_gate(config, yes, &mut io::stdout().lock())? {
        MoveOutcome::Well => Ok(()),
        MoveOutcome::UnseenPassage => Err(Unfinished::NobodySeen.into()),
        MoveOutcome::FireAlarm => Err(Unfinished::FireAlarm.into()),
    }
}

/// A configuration that is not taken as a whole still has to be good for this.
fn safe_state(path: &Path) -> Result<()> {
    let language = sentence::language(Some(path));
    let config = match Config::load(path) {
        Ok(config) => config.gate,
        Err(fault) => {
            let Ok(text) = std::fs::read(path) else { return Err(fault.into()) };
            let (said, code) = (fault.gate_alone(language), fault.code());
            to_stderr(format_args!("hallgate: {said} [{code}]\n"));
            GateConfig::salvage(&String::from_utf8_lossy(&text))?
        }
    };
    let left = gate::leave_safe(&config).map_err(Unfinished::NotSafe)?;
    if !left.is_whole() {
        return Err(Unfinished::Left(left).into());
    }
    printed(|out| Ok(writeln!(out, "{}", left.message(language)).map_err(Unfinished::from)?))
}

fn watched_signals() -> Result<calloop::signals::Signals> {
    Ok(event_loop::watched_signals().map_err(Unfinished::Signals)?)
}

/// What a command prints, to its end.
fn printed(work: impl FnOnce(&mut io::StdoutLock) -> Result<()>) -> Result<()> {
    let mut out = io::stdout().lock();
    work(&mut out)?;
    flushed(out)
}

fn flushed(mut out: impl Write) -> Result<()> {
    Ok(out.flush().map_err(Unfinished::from)?)
}

fn is_broken_pipe(fault: &(dyn Message + 'static)) -> bool {
    let mut next = Some(fault as &(dyn Error + 'static));
    while let Some(cause) = next {
        let io = cause.downcast_ref::<io::Error>();
        if io.is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe) {
            return true;
        }
        next = cause.source();
    }
    false
}
