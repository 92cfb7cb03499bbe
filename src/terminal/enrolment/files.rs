//! The terminal's key on the disk. The next one waits beside the one in use, under its own name with
//! [`NEXT`] behind it, until the platform has taken it: whatever ends the program, one of both is whole,
//! and a key that the platform may know already is handed in again and not made anew.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, fchown};
use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD, Engine};
use rsa::pkcs8::{EncodePrivateKey, LineEnding};
use rsa::{RsaPrivateKey, RsaPublicKey};
use rustls::pki_types::CertificateDer;
use zeroize::Zeroizing;

use super::EnrolmentError;
use crate::config::Secret;
use crate::terminal::files::AsOwner;
use crate::wire::TerminalKey;

/// Of a key that is made.
const BITS: usize = 2048;

/// Behind the name of a key that is not in use yet.
const NEXT: &str = ".next";

/// The file that the key goes to.
pub(super) struct KeyFile(PathBuf);

/// A key that the platform is to take.
pub(super) struct NextKey<'a> {
    file: &'a KeyFile,
    path: PathBuf,
    pem: Zeroizing<String>,
    public: RsaPublicKey,
    was_there: bool,
}

impl KeyFile {
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn is_there(&self) -> bool {
        self.0.symlink_metadata().is_ok()
    }

    /// The key that waits from a run before, or one that is made now; it is on the disk either way.
    pub fn next(&self) -> Result<NextKey<'_>, EnrolmentError> {
        let path = beside(&self.0, NEXT);
        let waiting = Secret::File(path.clone()).read_private().ok();
        let waiting = waiting
            .and_then(|pem| Some(Zeroizing::new(std::str::from_utf8(&pem).ok()?.to_owned())));
        if let Some(pem) = waiting
            && let Ok(key) = TerminalKey::from_pem(&pem)
        {
            return Ok(NextKey { file: self, path, pem, public: key.public(), was_there: true });
        }
        let not_made = |_| EnrolmentError::KeyMaking;
        let key = RsaPrivateKey::new(&mut rand::rngs::OsRng, BITS).map_err(not_made)?;
        let pem = key.to_pkcs8_pem(LineEnding::LF).map_err(|_| EnrolmentError::KeyMaking)?;
        write(&path, pem.as_bytes(), 0o600).map_err(|cause| stored(&path, cause))?;
        Ok(NextKey { file: self, path, pem, public: key.to_public_key(), was_there: false })
    }
}

impl NextKey<'_> {
    pub fn key(&self) -> &RsaPublicKey {
        &self.public
    }

    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// It waited from a run before: the platform may know it.
    pub fn was_there(&self) -> bool {
        self.was_there
    }

    /// The platform does not take it.
    pub fn discard(&self) {
        let removed =
            AsOwner::on_the_way(&self.path).and_then(|_owner| fs::remove_file(&self.path));
        if let Err(fault) = removed {
            log::warn!("{} stays, and is of no use: {fault}", self.path.display());
        }
    }

    /// The platform has not seen it, unless in a run before.
    pub fn discard_unless_there(&self) {
        if !self.was_there {
            self.discard();
        }
    }

    /// Takes the place of the key in use, whose owner it gets.
    pub fn put(&self) -> Result<(), EnrolmentError> {
        let place = &self.file.0;
        let put = || {
            let _owner = AsOwner::on_the_way(place)?;
            if let Ok(old) = place.metadata() {
                let file = File::open(&self.path)?;
                let own = file.metadata()?;
                if (old.uid(), old.gid()) != (own.uid(), own.gid()) {
                    fchown(&file, Some(old.uid()), Some(old.gid()))?;
                }
            }
            fs::rename(&self.path, place)?;
            sync_folder(place)
        };
        put().map_err(|cause| stored(place, cause))
    }
}

/// Keeps the authority's certificate as what `platform.ca` names, PEM, whole or not at all.
pub(super) fn write_authority(
    path: &Path,
    authority: &CertificateDer<'_>,
) -> Result<(), EnrolmentError> {
    let base64 = BASE64_STANDARD.encode(authority);
    let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        // Base64 is ASCII: every place is one between characters.
        let (line, behind) = rest.split_at(rest.len().min(64));
        pem.push_str(line);
        pem.push('\n');
        rest = behind;
    }
    pem.push_str("-----END CERTIFICATE-----\n");
    let next = beside(path, NEXT);
    let write = || {
        write(&next, pem.as_bytes(), 0o644)?;
        let _owner = AsOwner::on_the_way(path)?;
        fs::rename(&next, path)?;
        sync_folder(path)
    };
    write().map_err(|cause| stored(path, cause))
}

fn stored(path: &Path, cause: io::Error) -> EnrolmentError {
    EnrolmentError::NotStored { path: path.to_owned(), cause }
}

fn beside(path: &Path, behind: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(behind);
    name.into()
}

/// Writes a file of its own: what stood there, whole or not, is of no use.
fn write(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let _owner = AsOwner::on_the_way(path)?;
    if path.symlink_metadata().is_ok() {
        fs::remove_file(path)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    sync_folder(path)
}

/// A name is on the disk with its folder.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_key_waits_beside_the_one_in_use_until_it_is_put() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("terminal.key");
        fs::write(&place, "the old one").unwrap();
        let file = KeyFile::at(&place);
        let waiting = folder.path().join("terminal.key.next");
        // Torn by a power cut: made anew.
        fs::write(&waiting, "-----BEGIN").unwrap();
        let first = file.next().unwrap();
        assert!(!first.was_there());
        assert_eq!(mode(&waiting), 0o600);
        assert_eq!(fs::read(&place).unwrap(), b"the old one");
        let again = file.next().unwrap();
        assert!(again.was_there());
        assert_eq!(again.pem(), first.pem());
        again.discard_unless_there();
        again.put().unwrap();
        assert_eq!(
            (fs::read_to_string(&place).unwrap().as_str(), mode(&place)),
            (first.pem(), 0o600)
        );
        assert!(!waiting.exists());
        let other = file.next().unwrap();
        assert_ne!(other.pem(), first.pem());
        other.discard();
        assert!(!waiting.exists());
    }

    #[test]
    fn an_authority_is_kept_as_other_programs_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("ca.pem");
        fs::write(&place, "another").unwrap();
        let der = CertificateDer::from(vec![7; 200]);
        write_authority(&place, &der).unwrap();
        use rustls::pki_types::pem::PemObject;
        let read = CertificateDer::from_pem_slice(&fs::read(&place).unwrap()).unwrap();
        assert_eq!((read, mode(&place)), (der, 0o644));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
