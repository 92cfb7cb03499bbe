//! Keys of terminals: a public one that is handed in, or a pair that is made here.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rsa::pkcs8::{DecodePublicKey, EncodePrivateKey, EncodePublicKey, LineEnding};
use rsa::traits::PublicKeyParts;
use rsa::{RsaPrivateKey, RsaPublicKey};

use crate::platform::commands::CommandFault;

/// The shortest key whose signatures are believed.
const LEAST_BITS: usize = 1024;

/// Of a key that is made.
const BITS: usize = 2048;

/// Reads a public key, PEM; gives it in the form that is kept.
pub(super) fn read(path: &Path) -> Result<String, CommandFault> {
    let file = |cause| CommandFault::File { path: path.to_owned(), cause };
    let pem = std::fs::read(path).map_err(file)?;
    let text = String::from_utf8_lossy(&pem);
    let key = RsaPublicKey::from_public_key_pem(text.trim());
    let key = key.map_err(|_| CommandFault::NoPublicKey(path.to_owned()))?;
    let bits = key.n().bits();
    if bits < LEAST_BITS {
        return Err(CommandFault::ShortKey { path: path.to_owned(), bits });
    }
    of(&key)
}

/// Makes a key pair: the private key into a file that is not there yet, 0600; gives the public one.
pub(super) fn make(path: &Path) -> Result<String, CommandFault> {
    let key = RsaPrivateKey::new(&mut rand::rngs::OsRng, BITS);
    let key = key.map_err(|_| CommandFault::KeyMaking)?;
    let pem = key.to_pkcs8_pem(LineEnding::LF).map_err(|_| CommandFault::KeyMaking)?;
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(pem.as_bytes()).and_then(|()| file.sync_all()))
        .map_err(|cause| CommandFault::File { path: path.to_owned(), cause })?;
    of(&key.to_public_key())
}

fn of(key: &RsaPublicKey) -> Result<String, CommandFault> {
    key.to_public_key_pem(LineEnding::LF).map_err(|_| CommandFault::KeyMaking)
}
