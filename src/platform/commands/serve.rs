//! `serve`: the platform itself, until it is told to stop.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cinema::read_list;
use super::{CommandContext, CommandFault};
use crate::platform::config::{ConfigFault, National, NodeConfig};
use crate::platform::events::Events;
use crate::platform::ledger::log::{self as audit, Actor};
use crate::platform::ledger::{LogDetail, cinemas, notes};
use crate::platform::retention::Retention;
use crate::platform::web::WebSettings;
use crate::platform::{NodeSettings, PlatformNode, serving};
use crate::threads::StopSignals;
use crate::transport::server::ServerTls;
use crate::wire::TerminalKey;

/// What `serve` takes.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Append what happens to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub events: Option<PathBuf>,
}

/// A platform that serves from its folder; dropping it stops it.
pub struct RunningPlatform {
    node: PlatformNode,
    _retention: Retention,
    _lock: serving::Serving,
}

impl RunningPlatform {
    /// What a terminal's `platform.url` is to be.
    pub fn url(&self) -> String {
        self.node.url()
    }
}

/// Serves until SIGTERM or SIGINT.
pub fn run(
    context: &CommandContext,
    wanted: &Serve,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let stop = StopSignals::take().map_err(calloop::Error::from)?;
    let platform = start(context, wanted.events.as_deref())?;
    // At one go: whoever waits for the first line may read no further.
    let pages = platform.node.web_url().map(|url| format!("pages {url}\n"));
    write!(out, "ready {}\n{}", platform.url(), pages.unwrap_or_default())?;
    out.flush()?;
    notify(sd_notify::NotifyState::Ready);
    stop.wait().map_err(calloop::Error::from)?;
    notify(sd_notify::NotifyState::Stopping);
    drop(platform);
    Ok(())
}

/// Begins to serve; calls are answered when this returns.
pub fn start(
    context: &CommandContext,
    events: Option<&Path>,
) -> Result<RunningPlatform, CommandFault> {
    let config = &context.config;
    config.make_data()?;
    let data = &config.store.data;
    let file = |cause| CommandFault::File { path: data.clone(), cause };
    let Some(lock) = serving::hold(data).map_err(file)? else {
        return Err(CommandFault::Serves(data.clone()));
    };
    let events = Events::to(events).map_err(|cause| CommandFault::File {
        path: events.map(Path::to_owned).unwrap_or_default(),
        cause,
    })?;
    let mut session = context.session()?;
    if !config.cinemas.list.is_empty() {
        let listed = read_list(config.cinemas.list.as_ref())?;
        session.transaction(|it| {
            let mut added = 0;
            for (code, name) in &listed {
                added += u64::from(cinemas::add(it, *code, name, context.now)?);
            }
            if added > 0 {
                let detail = LogDetail::CinemasListed { added };
                audit::write(it, &Actor::platform(), &detail, context.now)?;
            }
            Ok(())
        })?;
    }
    let node = PlatformNode::start(settings(config, events)?)?;
    notes::set(&mut session, notes::URL, &node.url())?;
    let retention = Retention::start(config.place()?, config.store.retention_days);
    let retention = retention.map_err(CommandFault::Output)?;
    Ok(RunningPlatform { node, _retention: retention, _lock: lock })
}

/// Tells the service manager; nothing where there is none.
fn notify(state: sd_notify::NotifyState<'_>) {
    if let Err(fault) = sd_notify::notify(&[state]) {
        log::warn!("the service manager does not listen: {fault}");
    }
}

/// The key by which this platform signs to the national one.
pub(super) fn national_key(national: &National) -> Result<TerminalKey, CommandFault> {
    let pem = national.private_key_pem()?;
    let key = std::str::from_utf8(&pem).ok().and_then(|pem| TerminalKey::from_pem(pem).ok());
    key.ok_or(CommandFault::NationalKey)
}

fn settings(config: &NodeConfig, events: Events) -> Result<NodeSettings, CommandFault> {
    let listen = &config.listen;
    let tls = match listen.key_secret() {
        Some(key) => ServerTls::Chain {
            certificate: listen.certificate.clone().into(),
            key: key
                .read_private()
                .map_err(|cause| ConfigFault::Secret { key: "listen.key", cause })?,
        },
        None => ServerTls::Kept(config.store.data.clone()),
    };
    let national = match &config.national {
        Some(national) => Some((national.clone(), national_key(national)?)),
        None => {
            log::warn!("no national platform is configured: nothing goes up");
            None
        }
    };
    Ok(NodeSettings {
        // Checked while it was read.
        listen: listen.address.parse().map_err(|_| CommandFault::NoUrl)?,
        tls,
        hosts: listen.hosts.clone(),
        place: config.place()?,
        national,
        limits: config.limits.clone(),
        events: Arc::new(events),
        // Checked while it was read, too.
        web: config.web.address.parse().ok().map(|address| WebSettings {
            address,
            session_s: config.web.session_s,
            config: config.clone(),
        }),
    })
}
