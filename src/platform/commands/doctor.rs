//! `doctor`: whether all is there that serving takes, a line each, with what to do.

use std::io::{ErrorKind, Write};
use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use super::status::free;
use super::{CommandContext, CommandFault};
use crate::clock::{CHINA, EARLIEST, LATEST, civil_time};
use crate::platform::config::National;
use crate::platform::serving;
use crate::transport::check_roots;
use crate::wire::TerminalKey;
use crate::words::platform::{self as words, Text};
use crate::words::{Language, Message, system};

/// How long the national platform may take to be reached.
const PATIENCE: Duration = Duration::from_secs(5);

/// So much has to be free, in bytes.
const LEAST_FREE: u64 = 1 << 30;

/// What was found: well, or what to do.
type Checked = Result<String, String>;

/// Looks at everything; a fault where something is not well. A configuration that does not read is told
/// by itself.
pub fn run(context: &CommandContext, out: &mut impl Write) -> Result<(), CommandFault> {
    let language = context.language;
    let mut well = true;
    let found = [
        (Text::Configuration, Ok(Text::Well.plain(language))),
        (Text::Disk, disk(context)),
        (Text::Key, key(context)),
        (Text::Database, database(context)),
        (Text::Listening, listening(context)),
        (Text::Certificate, certificate(context)),
        (Text::National, national(context)),
        (Text::ClockOfMachine, clock(language)),
    ];
    for (name, found) in found {
        let (mark, shown) = match found {
            Ok(shown) => ("ok   ", shown),
            Err(shown) => {
                well = false;
                ("FAULT", shown)
            }
        };
        writeln!(out, "{mark}  {}  {shown}", name.form(language))?;
    }
    if well { Ok(()) } else { Err(CommandFault::NotWell) }
}

fn disk(context: &CommandContext) -> Checked {
    context.config.make_data().map_err(|fault| fault.message(context.language))?;
    let free = free(context).unwrap_or(0);
    let shown = words::Free { megabytes: free >> 20 }.text(context.language);
    if free < LEAST_FREE { Err(shown) } else { Ok(shown) }
}

fn key(context: &CommandContext) -> Checked {
    let place = context.config.place().map_err(|fault| fault.message(context.language));
    place.map(|_| Text::Well.plain(context.language))
}

fn database(context: &CommandContext) -> Checked {
    let session = context.session().map_err(|fault| fault.message(context.language))?;
    Ok(session.engine().to_owned())
}

/// Whether the address can be had, or the platform has it.
fn listening(context: &CommandContext) -> Checked {
    let address = &context.config.listen.address;
    let fault = match TcpListener::bind(address) {
        Ok(_) => return Ok(address.clone()),
        Err(fault) => fault,
    };
    let serves = matches!(serving::hold(&context.config.store.data), Ok(None));
    if fault.kind() == ErrorKind::AddrInUse && serves {
        return Ok(words::ServesAt { address }.text(context.language));
    }
    let cause = system::io(&fault, context.language);
    Err(words::NoListening { address, cause }.text(context.language))
}

fn certificate(context: &CommandContext) -> Checked {
    let listen = &context.config.listen;
    let Some(secret) = listen.key_secret() else {
        return Ok(Text::OwnAuthority.plain(context.language));
    };
    check_roots(Some(Path::new(&listen.certificate)))
        .map_err(|_| words::NoRoot { path: &listen.certificate }.text(context.language))?;
    secret.read_private().map_err(|fault| {
        let cause = fault.message(context.language);
        words::SecretOf { key: "listen.key", cause }.text(context.language)
    })?;
    Ok(listen.certificate.clone())
}

fn national(context: &CommandContext) -> Checked {
    let language = context.language;
    let Some(national) = &context.config.national else {
        return Err(Text::NoNational.plain(language));
    };
    let key = national.private_key_pem().map_err(|fault| fault.message(language))?;
    let key = TerminalKey::from_pem(&String::from_utf8_lossy(&key));
    key.map_err(|_| Text::NationalKey.plain(language))?;
    let ca = Some(Path::new(&national.ca)).filter(|path| !path.as_os_str().is_empty());
    check_roots(ca).map_err(|_| words::NoRoot { path: &national.ca }.text(language))?;
    reached(national, language)
}

fn reached(national: &National, language: Language) -> Checked {
    let url = &national.url;
    let authority = url.trim_start_matches("https://").split('/').next().unwrap_or_default();
    let unreached = |cause: std::io::Error| {
        let cause = system::io(&cause, language);
        words::NationalUnreached { url, cause }.text(language)
    };
    let nobody = || std::io::Error::from(ErrorKind::NotFound);
    let mut fault = nobody();
    for address in authority.to_socket_addrs().map_err(unreached)? {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(_) => return Ok(url.clone()),
            Err(cause) => fault = cause,
        }
    }
    Err(unreached(fault))
}

/// Nothing here tells the true time; what can't be is told.
fn clock(language: Language) -> Checked {
    let now = Timestamp::now();
    let shown = civil_time(now, &CHINA);
    if (EARLIEST..=LATEST).contains(&now) {
        return Ok(shown);
    }
    Err(words::ClockWrong { shown }.text(language))
}
