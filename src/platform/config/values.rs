//! Values that check themselves while they are read, so that a fault stands at its line.

use std::net::SocketAddr;

use serde::{Deserialize, Deserializer};

use crate::config::{HttpsUrl, Secret, ValueFault, wrong};
use crate::wire::SignatureForm;

/// `sqlite:` in front of the ledger's file.
pub(super) const SQLITE: &str = "sqlite:";

/// `IP:PORT`.
pub(super) fn address<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    match text.parse::<SocketAddr>() {
        Ok(_) => Ok(text),
        Err(_) => Err(wrong(ValueFault::NoListenAddress(text))),
    }
}

/// Likewise, or nothing.
pub(super) fn maybe_address<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    if text.is_empty() || text.parse::<SocketAddr>().is_ok() {
        return Ok(text);
    }
    Err(wrong(ValueFault::NoListenAddress(text)))
}

/// `file:…` or `credential:…`.
pub(super) fn needed_secret<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    if secret(&text).is_some() { Ok(text) } else { Err(wrong(ValueFault::NoSecret)) }
}

/// Likewise, or nothing.
pub(super) fn maybe_secret<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    let is_one = text.is_empty() || secret(&text).is_some();
    if is_one { Ok(text) } else { Err(wrong(ValueFault::NoSecret)) }
}

pub(super) fn secret(text: &str) -> Option<Secret> {
    text.parse().ok()
}

/// Something.
pub(super) fn filled<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    if text.trim().is_empty() { Err(wrong(ValueFault::Empty)) } else { Ok(text) }
}

/// An address of HTTPS, always with a port.
pub(super) fn https<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    HttpsUrl::deserialize(from).map(|url| url.uri().to_string())
}

/// One of the forms of a signature.
pub(super) fn signature<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    SignatureForm::deserialize(from).map(|form| form.as_str().to_owned())
}

/// `sqlite:FILE` or `postgres://…`; a password never stands in the configuration.
pub(super) fn store_url<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    let file = text.strip_prefix(SQLITE);
    let is_one = file.is_some_and(|file| !file.is_empty()) || server(&text).is_some();
    if is_one { Ok(text) } else { Err(wrong(ValueFault::NoStoreUrl(super::place::shown(&text)))) }
}

/// A PostgreSQL with a user and a database, and without a password.
fn server(text: &str) -> Option<postgres::Config> {
    let config = super::place::server(text)?;
    let whole = config.get_user().is_some() && config.get_password().is_none();
    whole.then_some(config)
}
