//! `hallgate enrol`: the terminal makes its key pair here and hands in the public half for a code that
//! an operator of the platform gave out (PLATFORM §7). The private key never leaves the device, and
//! one that is in use is replaced only once the platform has taken the next one.

mod digest;
mod exchange;
mod fault;
mod files;
mod invitation;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::config::HttpsUrl;
use crate::terminal::code_input::{CodeSource, TypedOrShown};
use crate::terminal::config::{Config, DEFAULT_FILE, Secret};
use crate::terminal::vision;
use crate::ticket::CinemaCode;
use crate::transport::Fault;
use crate::words::Language;
use crate::words::enrolment::{self as words, Text};

pub use digest::Sha256;
use digest::sha256;
use exchange::{EnrolmentAnswer, EnrolmentCall, TrustAnchor};
pub use fault::EnrolmentError;
use files::{KeyFile, write_authority};
use invitation::GivenCode;
pub use invitation::{ShownInvitation, is_printed_code};

/// `hallgate enrol`
#[derive(Debug, Args)]
pub struct EnrolArgs {
    /// The terminal's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    pub config: PathBuf,
    /// The code that the platform's operator gave out; left out: typed when asked, or its QR code shown to the camera
    #[arg(long, value_name = "CODE", conflicts_with = "qr")]
    pub code: Option<String>,
    /// A picture of the QR code, in place of the camera
    #[arg(long, value_name = "FILE")]
    pub qr: Option<PathBuf>,
    /// The platform's address, where it is not the one of the configuration
    #[arg(long, value_name = "URL", value_parser = url)]
    pub url: Option<HttpsUrl>,
    /// SHA-256 of the platform's authority, as `terminal enrol` prints it; left out: of the QR code, or the certificate in platform.ca
    #[arg(long, value_name = "SHA256", value_parser = sha256)]
    pub ca_sha256: Option<Sha256>,
    /// The terminal's name, where it is not platform.username
    #[arg(long, value_name = "TERMINAL")]
    pub name: Option<String>,
    /// Write the private key to this file and not where platform.private_key has it, such as to encrypt it for systemd
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// Do not ask before a key that is there is replaced
    #[arg(long)]
    pub yes: bool,
}

fn url(text: &str) -> Result<HttpsUrl, String> {
    HttpsUrl::parse(text).map_err(|fault| fault.message(Language::of_shell()))
}

/// Enrols the terminal, and tells what is still to be done.
pub fn enrol(
    config: &Config,
    wanted: &EnrolArgs,
    out: &mut impl Write,
) -> Result<(), EnrolmentError> {
    let language = config.terminal.language;
    let key_file = match (&wanted.key, &config.platform.private_key) {
        (Some(path), _) | (None, Secret::File(path)) => KeyFile::at(path),
        (None, Secret::Credential(name)) => {
            return Err(EnrolmentError::KeyIsCredential(name.clone()));
        }
    };
    let mut input = CodeSource::new(language);
    if key_file.is_there() && !wanted.yes {
        let question = words::AskReplace { path: key_file.path().display() }.text(language);
        confirm(&mut input, &question, out)?;
    }
    let invitation = invited(config, wanted, &mut input, out)?;
    let order = EnrolmentOrder::of(config, wanted, &invitation)?;
    if order.moves && !wanted.yes {
        let url = order.url.uri();
        confirm(
            &mut input,
            &words::AskOtherUrl { url, own: config.platform.url.uri() }.text(language),
            out,
        )?;
    }
    let name = carried_out(config, &order, &key_file)?;
    write_outcome(config, &invitation, &order, &name, &key_file, out)
}

/// Enrols with a code and whom to believe, where nobody is there to be asked: the private key goes to
/// `key`. A key that waits there from a run before is handed in again.
pub fn enrol_alone(
    config: &Config,
    code: &str,
    ca_sha256: Sha256,
    key: &Path,
) -> Result<(), EnrolmentError> {
    let given = GivenCode::typed(code).ok_or(EnrolmentError::NoCode)?;
    let Some(ca) = &config.platform.ca else { return Err(EnrolmentError::NoPlaceForAuthority) };
    let order = EnrolmentOrder {
        url: &config.platform.url,
        moves: false,
        name: &config.platform.username,
        trust: TrustAnchor::Introduced { digest: ca_sha256.0, ca: ca.clone() },
        code: &given.code,
    };
    carried_out(config, &order, &KeyFile::at(key)).map(drop)
}

/// What was typed, read from a picture, or shown.
fn invited(
    config: &Config,
    wanted: &EnrolArgs,
    input: &mut CodeSource,
    out: &mut impl Write,
) -> Result<GivenCode, EnrolmentError> {
    match (&wanted.code, &wanted.qr) {
        (Some(code), _) => GivenCode::typed(code).ok_or(EnrolmentError::NoCode),
        (None, Some(picture)) => of_picture(picture),
        (None, None) => {
            let language = config.terminal.language;
            let questions = (Text::AskCode.form(language), Text::AskTypedCode.form(language));
            match input.typed_or_shown(&config.camera, questions, GivenCode::shown, out)? {
                Some(TypedOrShown::Typed(line)) => {
                    GivenCode::typed(&line).ok_or(EnrolmentError::NoCode)
                }
                Some(TypedOrShown::Shown(code)) => Ok(code),
                None => Err(EnrolmentError::NothingCame),
            }
        }
    }
}

/// Of a picture's QR codes the one that enrols.
fn of_picture(path: &Path) -> Result<GivenCode, EnrolmentError> {
    let texts = vision::texts_of(path)?;
    let found = texts.iter().find_map(|text| GivenCode::shown(text));
    found.ok_or_else(|| EnrolmentError::NoInvitation(path.to_owned()))
}

fn confirm(
    input: &mut CodeSource,
    question: &str,
    out: &mut impl Write,
) -> Result<(), EnrolmentError> {
    match input.agrees(question, out)? {
        Some(true) => Ok(()),
        Some(false) => Err(EnrolmentError::Declined),
        None => Err(EnrolmentError::NotAsked),
    }
}

/// What is to be done, before anything is.
struct EnrolmentOrder<'a> {
    url: &'a HttpsUrl,
    /// The address is not the configuration's own.
    moves: bool,
    name: &'a str,
    trust: TrustAnchor,
    code: &'a str,
}

impl<'a> EnrolmentOrder<'a> {
    /// A code that is of another terminal, or nobody to believe, is told before the code is used up.
    fn of(
        config: &'a Config,
        wanted: &'a EnrolArgs,
        invited: &'a GivenCode,
    ) -> Result<Self, EnrolmentError> {
        let platform = &config.platform;
        let name = wanted.name.as_deref().unwrap_or(&platform.username);
        let invitation = invited.invitation.as_ref();
        if let Some(ShownInvitation { name: other, cinema, .. }) = invitation {
            if other != name {
                let (found, name) = (other.clone(), name.to_owned());
                return Err(EnrolmentError::OtherTerminal { found, name });
            }
            same_cinema(config, *cinema)?;
        }
        let own = &platform.url;
        let url = wanted.url.as_ref().or(invitation.map(|it| &it.url)).unwrap_or(own);
        let sha256 = wanted.ca_sha256.or(invitation.map(|it| it.ca_sha256));
        let trust = match (sha256, &platform.ca) {
            (Some(Sha256(digest)), Some(ca)) => TrustAnchor::Introduced { digest, ca: ca.clone() },
            (Some(_), None) => return Err(EnrolmentError::NoPlaceForAuthority),
            (None, Some(ca)) if !ca.exists() => {
                return Err(EnrolmentError::NobodyToBelieve(ca.clone()));
            }
            (None, ca) => TrustAnchor::Pinned(ca.clone()),
        };
        let moves = url.uri() != own.uri();
        Ok(Self { url, moves, name, trust, code: &invited.code })
    }
}

fn same_cinema(config: &Config, found: CinemaCode) -> Result<(), EnrolmentError> {
    let own = config.terminal.cinema_code;
    if found == own { Ok(()) } else { Err(EnrolmentError::OtherCinema { found, own }) }
}

/// Hands in the key and stores what came of it: the authority first, as the key's own name stands for
/// the whole. Gives the name that the platform knows the terminal by.
fn carried_out(
    config: &Config,
    order: &EnrolmentOrder,
    key_file: &KeyFile,
) -> Result<String, EnrolmentError> {
    let mut exchange = EnrolmentCall::with(order.url, &config.platform, &order.trust)?;
    let next = key_file.next()?;
    let answer = match exchange.hand_in(order.code, next.key()) {
        // The code may be used up by this very key, in a run whose answer was lost.
        Ok(EnrolmentAnswer::Refused) if next.was_there() => {
            let is_known = exchange.knows(
                &config.platform,
                order.name,
                config.terminal.cinema_code,
                next.pem(),
            )?;
            if is_known { Ok(EnrolmentAnswer::Known) } else { Ok(EnrolmentAnswer::Refused) }
        }
        answer => answer,
    };
    let (name, cinema) = match answer {
        Ok(EnrolmentAnswer::Enrolled { name, cinema }) => (name, cinema),
        Ok(EnrolmentAnswer::Known) => (order.name.to_owned(), config.terminal.cinema_code),
        Ok(EnrolmentAnswer::Refused) => {
            next.discard();
            return Err(EnrolmentError::Refused);
        }
        Ok(EnrolmentAnswer::Later { seconds }) => {
            next.discard_unless_there();
            return Err(EnrolmentError::Later(seconds));
        }
        Err(fault) => {
            // What may have arrived is kept: the platform may know the key by now.
            if never_arrived(&fault) {
                next.discard_unless_there();
            }
            return Err(EnrolmentError::of_exchange(fault, &order.trust));
        }
    };
    // The key is the platform's own choice of a terminal by now; it waits here for the right name.
    if name != order.name {
        return Err(EnrolmentError::EnrolledAs { name, own: order.name.to_owned() });
    }
    same_cinema(config, cinema)?;
    if let (TrustAnchor::Introduced { ca, .. }, Some(authority)) =
        (&order.trust, exchange.authority())
    {
        write_authority(ca, authority)?;
    }
    next.put()?;
    Ok(name)
}

/// Whether nothing of the request can have reached the platform: it is sent once TLS stands.
fn never_arrived(fault: &Fault) -> bool {
    fault.is_before_connection() || matches!(fault, Fault::Tls(_))
}

/// That it is done, and what in the configuration does not fit it yet.
fn write_outcome(
    config: &Config,
    invited: &GivenCode,
    order: &EnrolmentOrder,
    name: &str,
    key_file: &KeyFile,
    out: &mut impl Write,
) -> Result<(), EnrolmentError> {
    let language = config.terminal.language;
    let (path, cinema) = (key_file.path().display(), config.terminal.cinema_code);
    writeln!(out, "{}", words::Enrolled { name, cinema, path }.text(language))?;
    let mut set = Vec::new();
    if name != config.platform.username {
        set.push(format!("platform.username = {name:?}"));
    }
    if order.moves {
        set.push(format!("platform.url = \"{}\"", order.url.uri()));
    }
    if let Some(invitation) = &invited.invitation
        && invitation.screens != config.terminal.screens
    {
        let halls: Vec<String> =
            invitation.screens.iter().map(|hall| format!("{:?}", hall.as_str())).collect();
        set.push(format!("terminal.screens = [{}]", halls.join(", ")));
    }
    for setting in set {
        writeln!(out, "{}", words::Set { setting }.text(language))?;
    }
    Ok(writeln!(out, "{}", Text::Restart.form(language))?)
}
