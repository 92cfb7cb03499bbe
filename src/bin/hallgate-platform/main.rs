//! `hallgate-platform`: the third-party check-in platform's command line, one function a subcommand.

mod args;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use hallgate::platform::commands::{
    CommandContext, CommandFault, audit, channel, cinema, doctor, findings, operator, reconcile,
    records, report, serve, status, store, terminal,
};
use hallgate::threads;
use hallgate::words::{Language, Message};

use args::{Cli, Command};

fn main() -> ExitCode {
    threads::run_to_end(work)
}

/// All that was asked for; the exit code.
fn work() -> u8 {
    let level = env_logger::Env::default().default_filter_or("warn");
    env_logger::Builder::from_env(level).init();
    let language = Language::of_shell();
    let cli = args::parse(language);
    match perform(&cli, language) {
        Ok(()) => 0,
        // Somebody like `head` has read enough.
        Err(fault) if is_broken_pipe(&fault) => 0,
        Err(fault) => {
            let shown = fault.with_code(language);
            let _ = writeln!(io::stderr(), "hallgate-platform: {shown}");
            fault.exit_code()
        }
    }
}

fn perform(cli: &Cli, language: Language) -> Result<(), CommandFault> {
    let context = CommandContext::at(&cli.config, language)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = match &cli.command {
        Command::Serve(wanted) => serve::run(&context, wanted, &mut out),
        Command::Cinema(command) => cinema::run(&context, command, &mut out),
        Command::Terminal(command) => terminal::run(&context, command, &mut out),
        Command::Report(wanted) => report::run(&context, wanted, &mut out),
        Command::Records(wanted) => records::run(&context, wanted, &mut out),
        Command::Reconcile(wanted) => reconcile::run(&context, wanted, &mut out),
        Command::Findings(command) => findings::run(&context, command, &mut out),
        Command::Operator(command) => operator::run(&context, command, &mut out),
        Command::Audit(command) => audit::run(&context, command, &mut out),
        Command::Channel(command) => channel::run(&context, command, &mut out),
        Command::Status { json } => status::run(&context, *json, &mut out),
        Command::Schema(wanted) => store::schema(&context, wanted, &mut out),
        Command::Migrate(wanted) => store::migrate(&context, wanted, &mut out),
        Command::Backup(wanted) => store::backup(&context, wanted, &mut out),
        Command::Restore(wanted) => store::restore(&context, wanted, &mut out),
        Command::Doctor => doctor::run(&context, &mut out),
    };
    // What was found is told beside what is wrong with it.
    out.flush()?;
    done
}

fn is_broken_pipe(fault: &(dyn Error + 'static)) -> bool {
    let mut next = Some(fault);
    while let Some(cause) = next {
        let io = cause.downcast_ref::<io::Error>();
        if io.is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe) {
            return true;
        }
        next = cause.source();
    }
    false
}
