//! The channel: served, and what its cinema does beside it.

use std::fs;
use std::io::{ErrorKind, Write, stdout};
use std::path::Path;

use anyhow::{Context, ensure};
use hallgate::clock::wire_time;
use hallgate::peer::channel::{
    CINEMA_ID, HALLS, PeerChannel, PeerChannelSettings, prepare, screens_line,
};
use hallgate::peer::{ChannelAccess, ChannelManner, PeerLedger, PlannedShow};
use hallgate::ticket::{CinemaCode, Fen};
use hallgate::transport::server::{ServerTls, write_secret};
use jiff::ToSpan;

use crate::arguments::{
    ChannelCommand, Data, OrderCommand, ServeChannel, ShowCommand, ShowOptions,
};
use crate::{Ending, now};

/// The secret with which calls are signed, in the folder.
const SECRET: &str = "channel.secret";

pub fn run(command: ChannelCommand) -> anyhow::Result<()> {
    match command {
        ChannelCommand::Serve(options) => serve(&options),
        ChannelCommand::Show(command) => show(command),
        ChannelCommand::Order(command) => order(command),
        ChannelCommand::Fault { data, fault } => {
            let shown = |manner: &ChannelManner| manner.fault.to_string();
            change(&data, fault, |manner, fault| manner.fault = fault, shown)
        }
        ChannelCommand::Sloppy { data, sloppy } => {
            let shown = |manner: &ChannelManner| manner.sloppy.to_string();
            change(&data, sloppy, |manner, sloppy| manner.sloppy = sloppy, shown)
        }
        ChannelCommand::Way { data, lock, issue, lock_seconds } => {
            let is_asked = lock.is_none() && issue.is_none() && lock_seconds.is_none();
            let put = |manner: &mut ChannelManner, ()| {
                manner.locking = lock.unwrap_or(manner.locking);
                manner.issuing = issue.unwrap_or(manner.issuing);
                manner.lock_s = lock_seconds.unwrap_or(manner.lock_s);
            };
            let shown = |manner: &ChannelManner| {
                let ChannelManner { locking, issuing, lock_s, .. } = manner;
                format!("lock {locking}, issue {issuing}, seats kept {lock_s} s")
            };
            change(&data, (!is_asked).then_some(()), put, shown)
        }
    }
}

fn serve(options: &ServeChannel) -> anyhow::Result<()> {
    let mut ledger = options.data.ledger()?;
    let folder = fs::canonicalize(&options.data.folder)?;
    open(&mut ledger, &folder, options.cinema)?;
    if let Some(sloppy) = options.sloppy {
        ledger.set_channel_manner(&ChannelManner { sloppy, ..ledger.channel_manner()? })?;
    }
    let ending = Ending::prepare()?;
    let channel = PeerChannel::start(PeerChannelSettings {
        listen: options.listen,
        database: Some(options.data.database()),
        tls: options.https.then(|| ServerTls::Kept(folder.clone())),
    })?;
    let mut out = stdout();
    write!(out, "{}", catalogue_lines(&ledger, &folder, &channel.url())?)?;
    out.flush()?;
    drop(ledger);
    ending.wait()?;
    channel.stop();
    log::info!("stopped");
    Ok(())
}

/// Prepares the channel of a folder, and the secret beside its database. A secret that is there already stays the one.
pub fn open(ledger: &mut PeerLedger, folder: &Path, cinema: CinemaCode) -> anyhow::Result<()> {
    prepare(ledger, cinema, now())?;
    let access = ledger.channel_access()?.context("nobody may call the channel")?;
    let path = folder.join(SECRET);
    match fs::read_to_string(&path) {
        Ok(kept) => {
            let secret = kept.trim().to_owned().into();
            Ok(ledger.set_channel_access(&ChannelAccess { secret, ..access })?)
        }
        Err(fault) if fault.kind() == ErrorKind::NotFound => {
            Ok(write_secret(&path, &access.secret)?)
        }
        Err(fault) => Err(fault).with_context(|| path.display().to_string()),
    }
}

/// What a configuration has to say of the channel, a terminal's `[catalogue]` as it is.
pub fn catalogue_lines(ledger: &PeerLedger, folder: &Path, url: &str) -> anyhow::Result<String> {
    let screens = screens_line();
    Ok(format!("{}cinema_id = {CINEMA_ID}\n{screens}\n", access_lines(ledger, folder, url)?))
}

/// Of these what a platform's `[channel]` has to say too.
pub fn access_lines(ledger: &PeerLedger, folder: &Path, url: &str) -> anyhow::Result<String> {
    let access = ledger.channel_access()?.context("nobody may call the channel")?;
    let secret = format!("file:{}", folder.join(SECRET).display());
    let code = access.channel_code;
    Ok(format!("url = {url:?}\nchannel_code = {code:?}\nsecret = {secret:?}\n"))
}

/// Changes how the channel answers, or tells it.
fn change<T>(
    data: &Data,
    value: Option<T>,
    put: impl FnOnce(&mut ChannelManner, T),
    shown: impl FnOnce(&ChannelManner) -> String,
) -> anyhow::Result<()> {
    let ledger = data.known_ledger()?;
    let mut manner = ledger.channel_manner()?;
    let Some(value) = value else { return Ok(writeln!(stdout(), "{}", shown(&manner))?) };
    put(&mut manner, value);
    Ok(ledger.set_channel_manner(&manner)?)
}

fn show(command: ShowCommand) -> anyhow::Result<()> {
    match command {
        ShowCommand::Add { data, plan } => {
            let mut ledger = house(&data)?;
            let film = ledger.films(None)?.into_iter().next().context("the channel has no film")?;
            let start = now().saturating_add(15.minutes());
            let usual = PlannedShow {
                movie_id: film.movie_id,
                hall_id: HALLS[2].1,
                start,
                sale_end: start,
                price: Fen(3500),
                service: Fen(300),
                minutes: None,
            };
            let id = ledger.put_show_on(&planned(usual, &plan))?;
            Ok(writeln!(stdout(), "{id}")?)
        }
        ShowCommand::Change { data, plan, show } => {
            let ledger = house(&data)?;
            let known =
                ledger.show(show)?.with_context(|| format!("the channel has no show {show}"))?;
            Ok(ledger.change_show(show, &planned(known.plan, &plan))?)
        }
        ShowCommand::Remove { data, show } => Ok(house(&data)?.take_show_off(show)?),
        ShowCommand::List { data } => list_shows(&house(&data)?),
    }
}

/// A show as it is, but for what is asked for. Its sale ends with its start, where not both are.
fn planned(usual: PlannedShow, asked: &ShowOptions) -> PlannedShow {
    PlannedShow {
        movie_id: asked.film.unwrap_or(usual.movie_id),
        hall_id: asked.hall.unwrap_or(usual.hall_id),
        start: asked.start.unwrap_or(usual.start),
        sale_end: asked.sale_end.or(asked.start).unwrap_or(usual.sale_end),
        price: asked.price.unwrap_or(usual.price),
        service: asked.service.unwrap_or(usual.service),
        minutes: asked.minutes.or(usual.minutes),
    }
}

fn list_shows(ledger: &PeerLedger) -> anyhow::Result<()> {
    let (halls, films) = (ledger.halls(CINEMA_ID)?, ledger.films(None)?);
    let mut out = std::io::BufWriter::new(stdout().lock());
    writeln!(out, "show\tstart\tsale_end\thall\thall_name\tfilm\tfen\tstate")?;
    for show in ledger.shows(CINEMA_ID)? {
        let plan = &show.plan;
        let hall = halls.iter().find(|(hall, _)| hall.hall_id == plan.hall_id);
        let film = films.iter().find(|film| film.movie_id == plan.movie_id);
        let state = match (show.is_offered, show.is_on_sale(now())) {
            (false, _) => "taken_off",
            (true, false) => "sale_over",
            (true, true) => "on_sale",
        };
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{state}",
            show.showtime_id,
            wire_time(plan.start),
            wire_time(plan.sale_end),
            plan.hall_id,
            hall.map_or("-", |(hall, _)| hall.name.as_str()),
            film.map_or("-", |film| film.name.as_str()),
            show.seat_fen(),
        )?;
    }
    Ok(out.flush()?)
}

fn order(command: OrderCommand) -> anyhow::Result<()> {
    match command {
        OrderCommand::List { data } => {
            let ledger = house(&data)?;
            ledger.end_locks(jiff::Timestamp::now())?;
            let mut out = std::io::BufWriter::new(stdout().lock());
            writeln!(out, "order\tcreated_at\tshow\tseats\tfen\tstate\tpaid\trefund\ttickets")?;
            for order in ledger.orders()? {
                let joined = |texts: Vec<String>| {
                    if texts.is_empty() { "-".to_owned() } else { texts.join(",") }
                };
                let seats = order.seats.iter().map(|seat| seat.seat_id.clone()).collect();
                let tickets = order.seats.iter().filter_map(|seat| seat.ticket);
                writeln!(
                    out,
                    "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                    order.id,
                    order.created_at,
                    order.showtime_id,
                    joined(seats),
                    order.amount,
                    order.state.number(),
                    u8::from(order.is_paid),
                    order.refund.number(),
                    joined(tickets.map(|ticket| ticket.to_string()).collect()),
                )?;
            }
            Ok(out.flush()?)
        }
        OrderCommand::Refund { data, by, order } => {
            Ok(house(&data)?.refund_order(&order, by.state(), jiff::Timestamp::now())?)
        }
    }
}

/// The ledger of a channel that was served once.
fn house(data: &Data) -> anyhow::Result<PeerLedger> {
    let ledger = data.known_ledger()?;
    ensure!(
        ledger.channel_access()?.is_some(),
        "no channel is in {}: serve it once",
        data.folder.display()
    );
    Ok(ledger)
}
