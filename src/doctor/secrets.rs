//! The secrets that the configuration points at: there, private, of the right form.

use std::os::unix::fs::{MetadataExt, PermissionsExt};

use rsa::traits::PublicKeyParts;

use super::Finding;
use crate::config::{Config, Secret, SecretError};
use crate::store::DatabaseKey;
use crate::wire::TerminalKey;

/// What helps where the service manager's credentials are wanted but not passed.
const BY_SERVICE: &str = "while the service runs, try: sudo CREDENTIALS_DIRECTORY=/run/credentials/hallgate.service hallgate doctor";

pub(super) fn check(config: &Config) -> Finding {
    let mut all = vec![
        judge("store.key", &config.store.key, |secret| {
            DatabaseKey::load(secret)
                .map(|_| "256 bits".to_owned())
                .map_err(|fault| fault.to_string())
        }),
        judge("platform.private_key", &config.platform.private_key, terminal_key),
    ];
    if let Some(catalogue) = &config.catalogue {
        all.push(judge("catalogue.secret", &catalogue.secret, |secret| {
            let bytes = secret.read_private().map_err(|fault| fault.to_string())?;
            Ok(format!("{} bytes", bytes.trim_ascii().len()))
        }));
    }
    Finding::gravest(all)
}

fn terminal_key(secret: &Secret) -> Result<String, String> {
    let pem = secret.read_private().map_err(|fault| fault.to_string())?;
    let key = TerminalKey::from_pem(&String::from_utf8_lossy(&pem))
        .map_err(|fault| format!("{fault}: use the key that the platform gave out"))?;
    Ok(format!("RSA, {} bits", key.public().n().bits()))
}

/// `form` says what the secret is, or what is wrong with it.
fn judge(
    name: &str,
    secret: &Secret,
    form: impl FnOnce(&Secret) -> Result<String, String>,
) -> Finding {
    if let Err(fault @ SecretError::NoCredentials(_)) = secret.path() {
        return Finding::fault(format!("{name}: {fault}; {BY_SERVICE}"));
    }
    if let Some(path) = secret.path().ok().filter(|path| !path.is_file()) {
        return Finding::fault(format!(
            "{name}: there is no file {}: put it there with mode 0600, for the terminal's user alone",
            path.display()
        ));
    }
    let form = match form(secret) {
        Ok(form) => form,
        Err(fault) => return Finding::fault(format!("{name}: {fault}")),
    };
    let Some(data) = secret.path().ok().and_then(|path| std::fs::metadata(path).ok()) else {
        return Finding::fine(format!("{name} {form}"));
    };
    let mode = data.permissions().mode() & 0o7777;
    let own = data.uid() == rustix::process::geteuid().as_raw();
    if matches!(secret, Secret::File(_)) && !own {
        // Only root gets so far: the file is its owner's alone.
        return Finding::note(format!(
            "{name} {form}, mode {mode:04o}, is user {}'s: see that the terminal runs as that user",
            data.uid()
        ));
    }
    Finding::fine(format!("{name} {form}, mode {mode:04o}"))
}
