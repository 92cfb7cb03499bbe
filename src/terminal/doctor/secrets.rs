//! The secrets that the configuration points at: there, private, of the right form.

use std::os::unix::fs::{MetadataExt, PermissionsExt};

use rsa::traits::PublicKeyParts;
use zeroize::Zeroizing;

use super::Finding;
use super::bilingual::bilingual;
use crate::terminal::config::{Config, Secret};
use crate::terminal::neighbours::NeighbourKey;
use crate::terminal::store::{Credstore, DatabaseKey, open_secret};
use crate::wire::TerminalKey;
use crate::words::codes::config::SECRET_UNREADABLE;
use crate::words::{Bilingual, Message};

/// What helps where the service manager's credentials are wanted but not passed.
const BY_SERVICE: &str =
    "sudo CREDENTIALS_DIRECTORY=/run/credentials/hallgate.service hallgate doctor";

pub(super) fn check(config: &Config) -> Finding {
    let mut all = vec![
        judge("store.key", &config.store.key, |secret| {
            DatabaseKey::load(secret)
                .map(|_| bilingual!(Bits { bits: 256 }))
                .map_err(|fault| Bilingual::of(&fault))
        }),
        judge("platform.private_key", &config.platform.private_key, terminal_key),
    ];
    if let Some(catalogue) = &config.catalogue {
        all.push(judge("catalogue.secret", &catalogue.secret, |secret| {
            let bytes = opened(secret)?;
            Ok(bilingual!(Bytes { bytes: bytes.trim_ascii().len() }))
        }));
    }
    if let Some(neighbours) = &config.neighbours {
        all.push(judge("neighbours.key", &neighbours.key, |secret| {
            NeighbourKey::load(secret)
                .map(|_| bilingual!(Bits { bits: 256 }))
                .map_err(|fault| Bilingual::of(&fault))
        }));
    }
    Finding::gravest(all)
}

fn terminal_key(secret: &Secret) -> Result<Bilingual, Bilingual> {
    let pem = opened(secret)?;
    let key = TerminalKey::from_pem(&String::from_utf8_lossy(&pem))
        .map_err(|fault| bilingual!(UseGivenKey { fault: Bilingual::of(&fault) }))?;
    Ok(bilingual!(RsaBits { bits: key.public().n().bits() }))
}

fn opened(secret: &Secret) -> Result<Zeroizing<Vec<u8>>, Bilingual> {
    open_secret(secret).map_err(|fault: Box<dyn Message>| Bilingual::of(&*fault))
}

/// `form` says what the secret is, or what is wrong with it.
fn judge(
    name: &str,
    secret: &Secret,
    form: impl FnOnce(&Secret) -> Result<Bilingual, Bilingual>,
) -> Finding {
    let place = match (secret.path(), secret) {
        (Ok(path), _) => path,
        // What systemd passes to the service, where it is kept.
        (Err(_), Secret::Credential(kept)) if Credstore::default().place(kept).is_file() => {
            Credstore::default().place(kept)
        }
        (Err(fault), _) => {
            let (key, fault, command) = (name, Bilingual::of(&fault), BY_SERVICE);
            return Finding::fault(bilingual!(CredentialsElsewhere { key, fault, command }));
        }
    };
    if !place.is_file() {
        let missing = bilingual!(SecretMissing { key: name, path: place.display() });
        return Finding::fault(missing.coded(SECRET_UNREADABLE));
    }
    let form = match form(secret) {
        Ok(form) => form,
        Err(fault) => return Finding::fault(bilingual!(Faulty { subject: name, fault })),
    };
    let Ok(data) = std::fs::metadata(&place) else {
        return Finding::fine(Bilingual::row([name.into(), form]));
    };
    let mode = data.permissions().mode() & 0o7777;
    let sentence = bilingual!(SecretIs { key: name, form, mode: format!("{mode:04o}") });
    let own = data.uid() == rustix::process::geteuid().as_raw();
    if matches!(secret, Secret::File(_)) && !own {
        // Only root gets so far: the file is its owner's alone.
        return Finding::note(bilingual!(SecretOfOther { secret: sentence, user: data.uid() }));
    }
    Finding::fine(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_at_fault_with_a_secret_has_a_code() {
        let folder = tempfile::tempdir().unwrap();
        let open = folder.path().join("open");
        std::fs::write(&open, "x").unwrap();
        std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o644)).unwrap();
        let missing = folder.path().join("missing");
        let nobodys = Secret::Credential("terminal.key".into());
        for secret in [Secret::File(missing), Secret::File(open), nobodys] {
            let found = judge("platform.private_key", &secret, terminal_key);
            assert_eq!(found.level, crate::terminal::doctor::Level::Fault);
            assert!(!found.sentence.codes().is_empty(), "{}", found.english());
        }
    }
}
