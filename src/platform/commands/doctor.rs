//! `doctor`: whether all is there that serving takes, a line each, with what to do.

mod fault;

use std::io::{ErrorKind, Write};
use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use super::cinema::read_list;
use super::status::free;
use super::{CommandContext, CommandFault};
use crate::clock::{CHINA, EARLIEST, LATEST, civil_time};
use crate::platform::config::{ConfigFault, National};
use crate::platform::enrolment;
use crate::platform::serving;
use crate::platform::upstream::UpstreamError;
use crate::transport::check_roots;
use crate::wire::TerminalKey;
use crate::words::colour::Shade;
use crate::words::platform::{self as words, Text};
use crate::words::table::padded;
use crate::words::{Message, size};

pub use fault::DoctorFault;

/// How long the national platform may take to be reached.
const PATIENCE: Duration = Duration::from_secs(5);

/// So much has to be free, in bytes.
const LEAST_FREE: u64 = 1 << 30;

/// What was found: well, or what is at fault, with its code.
type Checked = Result<String, Box<dyn Message>>;

/// Looks at everything; a fault where something is not well. A configuration that does not read is told
/// by itself.
pub fn run(context: &CommandContext, out: &mut impl Write) -> Result<(), CommandFault> {
    let language = context.language;
    let mut well = true;
    let found = [
        (Text::Configuration, configuration(context)),
        (Text::Disk, disk(context)),
        (Text::Key, key(context)),
        (Text::Database, database(context)),
        (Text::Listening, listening(context)),
        (Text::Certificate, certificate(context)),
        (Text::National, national(context)),
        (Text::ClockOfMachine, clock()),
    ];
    for (name, found) in found {
        let (mark, shade, shown) = match found {
            Ok(shown) => (Text::Fine, Shade::Well, shown),
            Err(fault) => {
                well = false;
                (Text::AtFault, Shade::Amiss, fault.with_code(language))
            }
        };
        let mark = context.palette.paint(&padded(mark.form(language), 5), shade);
        writeln!(out, "{mark}  {}  {shown}", name.form(language))?;
    }
    if well { Ok(()) } else { Err(CommandFault::NotWell) }
}

/// It reads by now; what it names is read too.
fn configuration(context: &CommandContext) -> Checked {
    let list = &context.config.cinemas.list;
    if !list.is_empty() {
        read_list(list.as_ref())?;
    }
    Ok(Text::Well.plain(context.language))
}

fn disk(context: &CommandContext) -> Checked {
    context.config.make_data()?;
    let free = free(context).unwrap_or(0);
    if free < LEAST_FREE {
        return Err(DoctorFault::DiskLow { free }.into());
    }
    Ok(words::Free { free: size(free) }.text(context.language))
}

fn key(context: &CommandContext) -> Checked {
    context.config.place()?;
    Ok(Text::Well.plain(context.language))
}

fn database(context: &CommandContext) -> Checked {
    Ok(context.session()?.engine().to_owned())
}

/// Whether the address can be had, or the platform has it.
fn listening(context: &CommandContext) -> Checked {
    let address = &context.config.listen.address;
    let cause = match TcpListener::bind(address) {
        Ok(_) => return Ok(address.clone()),
        Err(cause) => cause,
    };
    let serves = matches!(serving::hold(&context.config.store.data), Ok(None));
    if cause.kind() == ErrorKind::AddrInUse && serves {
        return Ok(words::ServesAt { address }.text(context.language));
    }
    Err(DoctorFault::NoListening { address: address.clone(), cause }.into())
}

fn certificate(context: &CommandContext) -> Checked {
    let listen = &context.config.listen;
    let Some(secret) = listen.key_secret() else {
        return Ok(Text::OwnAuthority.plain(context.language));
    };
    check_roots(Some(Path::new(&listen.certificate)))
        .map_err(|_| DoctorFault::NoCertificate { path: listen.certificate.clone() })?;
    let file = PathBuf::from(&listen.certificate);
    if enrolment::ca_sha256(&file).is_none() {
        return Err(CommandFault::NoAuthorityInChain(file).into());
    }
    secret.read_private().map_err(|cause| ConfigFault::Secret { key: "listen.key", cause })?;
    Ok(listen.certificate.clone())
}

fn national(context: &CommandContext) -> Checked {
    let national = context.config.national.as_ref().ok_or(DoctorFault::NoNational)?;
    let key = TerminalKey::from_pem(&String::from_utf8_lossy(&national.private_key_pem()?));
    key.map_err(|_| CommandFault::NationalKey)?;
    let ca = Some(Path::new(&national.ca)).filter(|path| !path.as_os_str().is_empty());
    check_roots(ca).map_err(UpstreamError::Roots)?;
    reached(national)
}

fn reached(national: &National) -> Checked {
    let url = &national.url;
    let authority = url.trim_start_matches("https://").split('/').next().unwrap_or_default();
    let unreached = |cause| DoctorFault::NationalUnreached { url: url.clone(), cause };
    let mut fault = std::io::Error::from(ErrorKind::NotFound);
    for address in authority.to_socket_addrs().map_err(unreached)? {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(_) => return Ok(url.clone()),
            Err(cause) => fault = cause,
        }
    }
    Err(unreached(fault).into())
}

/// Nothing here tells the true time; what can't be is told.
fn clock() -> Checked {
    let now = Timestamp::now();
    let shown = civil_time(now, &CHINA);
    if (EARLIEST..=LATEST).contains(&now) {
        return Ok(shown);
    }
    Err(DoctorFault::ClockWrong { shown }.into())
}
