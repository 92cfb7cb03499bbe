//! `hallgate-peer`: everything that is not ours, so that a terminal and a platform can be tried
//! without any cinema. One function a subcommand.

mod arguments;
mod channel;
mod tickets;
mod up;

use std::fs;
use std::io::{ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use calloop::signals::{Signal, Signals};
use calloop::{EventLoop, LoopSignal};
use clap::Parser;
use hallgate::clock::{china_civil, wire_time};
use hallgate::peer::{KeyPair, PeerFault, PeerLedger, PeerPlatform, PeerSettings};
use hallgate::threads;
use hallgate::ticket::CinemaCode;
use hallgate::transport::server::{CA_FILE, ServerTls, make_folder, write_secret};
use hallgate::wire::SignatureForm;
use jiff::Timestamp;
use jiff::civil::DateTime;

use arguments::{
    CinemaCommand, Cli, Command, Data, KeyCommand, NationalCommand, PlatformCommand, Serve,
    TerminalCommand, TicketCommand,
};

fn main() -> ExitCode {
    threads::run_to_end(work)
}

/// All that was asked for; the exit code.
fn work() -> u8 {
    let level = env_logger::Env::default().default_filter_or("info");
    env_logger::Builder::from_env(level).init();
    let done = match Cli::parse().command {
        Command::Up(options) => up::up(&options),
        Command::National(NationalCommand::Serve(options)) => serve(options),
        Command::National(NationalCommand::Fault { data, fault }) => show_fault(&data, fault),
        Command::Channel(command) => channel::run(command),
        Command::Terminal(TerminalCommand::Add {
            data,
            cinema,
            public_key,
            signature,
            username,
        }) => add_user(&data, Some(cinema), public_key.as_deref(), signature, &username),
        Command::Platform(PlatformCommand::Add { data, public_key, signature, username }) => {
            add_user(&data, None, public_key.as_deref(), signature, &username)
        }
        Command::Terminal(TerminalCommand::List { data }) => terminals(&data),
        Command::Cinema(CinemaCommand::Key(KeyCommand::Mint {
            data,
            cinema,
            bits,
            start_time,
        })) => mint_key(&data, cinema, bits, start_time),
        Command::Ticket(TicketCommand::Mint(options)) => tickets::mint_ticket(&options),
        Command::Ticket(TicketCommand::Refund { data, ticket }) => tickets::refund(&data, ticket),
        Command::Ticket(TicketCommand::Check { data, ticket }) => tickets::check(&data, ticket),
        Command::Records { data, after } => records(&data, after),
    };
    let Err(fault) = done else { return 0 };
    let reader_left = fault
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == ErrorKind::BrokenPipe);
    if reader_left {
        return 0;
    }
    let _ = writeln!(std::io::stderr(), "hallgate-peer: {fault:#}");
    1
}

impl Data {
    /// The ledger; made, with its folder, if there is none.
    fn ledger(&self) -> anyhow::Result<PeerLedger> {
        make_folder(&self.folder)?;
        Ok(PeerLedger::open(Some(&self.database()))?)
    }

    /// The ledger of a platform that is there: a mistyped folder is not made.
    fn known_ledger(&self) -> anyhow::Result<PeerLedger> {
        ensure!(
            self.database().exists(),
            "nothing is in {}: add a terminal, mint a key or serve first",
            self.folder.display()
        );
        self.ledger()
    }

    fn database(&self) -> PathBuf {
        self.folder.join("national.db")
    }
}

fn now() -> DateTime {
    china_civil(Timestamp::now())
}

fn serve(options: Serve) -> anyhow::Result<()> {
    let folder = &options.data.folder;
    make_folder(folder)?;
    let tls = match (options.certificate, options.key, options.ca) {
        (Some(certificate), Some(key), Some(ca)) => ServerTls::Files { certificate, key, ca },
        _ => ServerTls::Kept(folder.clone()),
    };
    let ca_file = match &tls {
        ServerTls::Files { ca, .. } => ca.clone(),
        _ => folder.join(CA_FILE),
    };
    let ending = Ending::prepare()?;
    let platform = PeerPlatform::start(PeerSettings {
        listen: options.listen,
        database: Some(options.data.database()),
        clock_offset_s: options.clock_offset,
        tls,
        hosts: options.hosts,
    })?;
    let mut out = stdout();
    writeln!(out, "url = {:?}", platform.url())?;
    writeln!(out, "ca = {:?}", ca_file.display().to_string())?;
    out.flush()?;
    ending.wait()?;
    let counts = platform.counts()?;
    platform.stop();
    log::info!("stopped; {} records are here", counts.records);
    Ok(())
}

/// The end of serving, by SIGTERM or SIGINT.
struct Ending(EventLoop<'static, LoopSignal>);

impl Ending {
    /// Before any thread starts: each inherits that these signals are taken here alone.
    fn prepare() -> anyhow::Result<Self> {
        let signals = Signals::new(&[Signal::SIGTERM, Signal::SIGINT])?;
        let ending: EventLoop<LoopSignal> = EventLoop::try_new()?;
        ending
            .handle()
            .insert_source(signals, |_, _, stop: &mut LoopSignal| stop.stop())
            .map_err(|fault| fault.error)?;
        Ok(Self(ending))
    }

    fn wait(mut self) -> anyhow::Result<()> {
        let mut stop = self.0.get_signal();
        Ok(self.0.run(None, &mut stop, |_| {})?)
    }
}

fn show_fault(data: &Data, fault: Option<PeerFault>) -> anyhow::Result<()> {
    let ledger = data.known_ledger()?;
    match fault {
        Some(fault) => Ok(ledger.set_fault(fault)?),
        None => Ok(writeln!(stdout(), "{}", ledger.fault()?)?),
    }
}

/// Makes a terminal known, or a platform, which speaks for every cinema.
fn add_user(
    data: &Data,
    cinema: Option<CinemaCode>,
    public_key: Option<&Path>,
    signature: SignatureForm,
    username: &str,
) -> anyhow::Result<()> {
    let plain = |char: char| char.is_ascii_alphanumeric() || "._-".contains(char);
    ensure!(
        !username.is_empty() && username.chars().all(plain) && !username.starts_with('.'),
        "{username:?} is no Username: letters, digits, point, hyphen and underscore only"
    );
    let ledger = data.ledger()?;
    if let Some(path) = public_key {
        let pem = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        return Ok(ledger.add_user(username, &pem, cinema, signature)?);
    }
    let path = data.folder.join(format!("{username}.key"));
    let pair = KeyPair::generate(2048)?;
    write_secret(&path, &pair.private_pem)?;
    ledger.add_user(username, &pair.public_pem, cinema, signature)?;
    Ok(writeln!(stdout(), "{}", path.display())?)
}

fn terminals(data: &Data) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(stdout().lock());
    writeln!(out, "terminal\tcinema\theard_at\tclock_offset_s")?;
    for terminal in data.known_ledger()?.contacts()? {
        let username = terminal.username;
        let cinema = terminal.cinema.map_or_else(|| "*".to_owned(), |cinema| cinema.to_string());
        match terminal.at {
            Some(at) => writeln!(out, "{username}\t{cinema}\t{at}\t{:+}", terminal.offset_s)?,
            None => writeln!(out, "{username}\t{cinema}\t-\t-")?,
        }
    }
    Ok(out.flush()?)
}

fn mint_key(
    data: &Data,
    cinema: CinemaCode,
    bits: usize,
    start_time: Option<DateTime>,
) -> anyhow::Result<()> {
    let pair = KeyPair::generate(bits)?;
    let start_time = start_time.unwrap_or_else(now);
    let private = Some(pair.private_pem.as_str());
    let id = data.ledger()?.add_key(cinema, &pair.public_base64, private, start_time)?;
    Ok(writeln!(stdout(), "key {} from {}", id.0, wire_time(start_time))?)
}

fn records(data: &Data, mut after: i64) -> anyhow::Result<()> {
    const PAGE: u32 = 1000;
    let ledger = data.known_ledger()?;
    let mut out = std::io::BufWriter::new(stdout().lock());
    writeln!(out, "number\treceived_at\tterminal\tcheck_time\tticket\tscreen\tfilm\trepeats")?;
    loop {
        let page = ledger.received(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.number;
        for received in &page {
            let record = &received.record;
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                received.number,
                received.received_at,
                received.username,
                wire_time(record.check_time),
                record.film_ticket_code,
                record.screen_code,
                record.film_name,
                received.repeats,
            )?;
        }
    }
    Ok(out.flush()?)
}
