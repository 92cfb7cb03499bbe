//! The secrets that the configuration points at: there, private, of the right form.

use std::os::unix::fs::{MetadataExt, PermissionsExt};

use rsa::traits::PublicKeyParts;

use super::Finding;
use super::bilingual::bilingual;
use crate::terminal::config::{Config, Secret, SecretError};
use crate::terminal::store::DatabaseKey;
use crate::wire::TerminalKey;
use crate::words::Bilingual;
use crate::words::codes::config::SECRET_UNREADABLE;

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
            let bytes = secret.read_private().map_err(|fault| message(&fault))?;
            Ok(bilingual!(Bytes { bytes: bytes.trim_ascii().len() }))
        }));
    }
    Finding::gravest(all)
}

fn terminal_key(secret: &Secret) -> Result<Bilingual, Bilingual> {
    let pem = secret.read_private().map_err(|fault| message(&fault))?;
    let key = TerminalKey::from_pem(&String::from_utf8_lossy(&pem))
        .map_err(|fault| bilingual!(UseGivenKey { fault: Bilingual::of(&fault) }))?;
    Ok(bilingual!(RsaBits { bits: key.public().n().bits() }))
}

fn message(fault: &SecretError) -> Bilingual {
    Bilingual::of(fault)
}

/// `form` says what the secret is, or what is wrong with it.
fn judge(
    name: &str,
    secret: &Secret,
    form: impl FnOnce(&Secret) -> Result<Bilingual, Bilingual>,
) -> Finding {
    if let Err(fault @ SecretError::NoCredentials(_)) = secret.path() {
        return Finding::fault(bilingual!(CredentialsElsewhere {
            key: name,
            fault: message(&fault),
            command: BY_SERVICE
        }));
    }
    if let Some(path) = secret.path().ok().filter(|path| !path.is_file()) {
        let missing = bilingual!(SecretMissing { key: name, path: path.display() });
        return Finding::fault(missing.coded(SECRET_UNREADABLE));
    }
    let form = match form(secret) {
        Ok(form) => form,
        Err(fault) => return Finding::fault(bilingual!(Faulty { subject: name, fault })),
    };
    let Some(data) = secret.path().ok().and_then(|path| std::fs::metadata(path).ok()) else {
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
