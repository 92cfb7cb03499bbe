use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use super::*;

/// A board's secrets under a folder, and a configuration whose database is there too.
fn site(folder: &Path, plain: bool) -> (CredentialStore, Config) {
    let credentials = CredentialStore {
        store: Credstore {
            encrypted: folder.join("credstore.encrypted"),
            plain: folder.join("credstore"),
        },
        is_plain: plain,
    };
    let text = format!(
        "[terminal]\ncinema_code = \"12345678\"\n[store]\npath = \"{}\"\n\
         [platform]\nurl = \"https://p.example\"\nusername = \"t\"\nprivate_key = \"credential:terminal-key\"\n",
        folder.join("data/hallgate.db").display()
    );
    (credentials, Config::parse(&text, Path::new("it")).unwrap())
}

#[test]
fn a_key_is_made_once_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let (credentials, config) = site(folder.path(), true);
    credentials.make_database_key(&config).unwrap();
    let place = folder.path().join("credstore/hallgate-db");
    let made = fs::read_to_string(&place).unwrap();
    assert_eq!((made.len(), place.metadata().unwrap().permissions().mode() & 0o777), (64, 0o600));
    assert!(made.bytes().all(|digit| digit.is_ascii_hexdigit()));
    credentials.make_database_key(&config).unwrap();
    assert_eq!(fs::read_to_string(&place).unwrap(), made);
    fs::remove_file(&place).unwrap();
    credentials.make_database_key(&config).unwrap();
    assert_ne!(fs::read_to_string(&place).unwrap(), made);
}

#[test]
fn no_key_is_made_for_a_database_that_has_another() {
    for remain in ["hallgate.db", "hallgate.db-wal", "hallgate.db.head", "hallgate.db.admitted"] {
        let folder = tempfile::tempdir().unwrap();
        let (credentials, config) = site(folder.path(), true);
        fs::create_dir(folder.path().join("data")).unwrap();
        fs::write(folder.path().join("data").join(remain), "x").unwrap();
        let fault = credentials.make_database_key(&config).unwrap_err();
        assert!(matches!(fault, SetupError::DatabaseWithoutKey(_)), "{remain}");
        assert!(!folder.path().join("credstore/hallgate-db").exists());
        fs::create_dir(folder.path().join("credstore.encrypted")).unwrap();
        fs::write(folder.path().join("credstore.encrypted/hallgate-db"), "x").unwrap();
        credentials.make_database_key(&config).unwrap();
    }
}

#[test]
fn a_keys_file_that_is_missing_is_told_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let (credentials, mut config) = site(folder.path(), true);
    let key = folder.path().join("site.key");
    config.store.key = Secret::File(key.clone());
    let fault = credentials.make_database_key(&config).unwrap_err();
    assert!(matches!(fault, SetupError::NoKeyFile(path) if path == key));
    fs::write(&key, "x").unwrap();
    credentials.make_database_key(&config).unwrap();
    assert!(!folder.path().join("credstore").exists(), "no other key is made");
}

#[test]
fn a_terminals_key_is_put_away_from_where_it_was_made() {
    let folder = tempfile::tempdir().unwrap();
    let (credentials, config) = site(folder.path(), true);
    let made = folder.path().join("terminal.key");
    credentials.put_terminal_key("terminal-key", &made).unwrap();
    assert!(!credentials.has(&config.platform.private_key));
    for pem in ["first", "second"] {
        fs::write(&made, pem).unwrap();
        credentials.put_terminal_key("terminal-key", &made).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("credstore/terminal-key")).unwrap(), pem);
    }
    assert!(credentials.has(&config.platform.private_key));
    fs::write(&made, "third").unwrap();
    assert!(credentials.has(&Secret::File(made.clone())));
    fs::remove_file(&made).unwrap();
    assert!(!credentials.has(&Secret::File(made)));
}

/// The real program, where the system has it.
#[test]
fn a_key_is_encrypted_for_this_board() {
    let has_key = Path::new("/var/lib/systemd/credential.secret").exists();
    if !rustix::process::geteuid().is_root() || !has_key {
        eprintln!("SKIPPED: not root, or no key of this system's own");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (credentials, config) = site(folder.path(), false);
    credentials.make_database_key(&config).unwrap();
    let place = folder.path().join("credstore.encrypted/hallgate-db");
    assert_eq!(place.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let decrypted = Command::new("systemd-creds")
        .args(["decrypt", "--name=hallgate-db"])
        .arg(&place)
        .arg("-")
        .output()
        .unwrap();
    assert_eq!(decrypted.stdout.len(), 64);
    assert!(!fs::read(&place).unwrap().windows(64).any(|part| part == decrypted.stdout));
    // Under another name it is refused.
    let fault = credentials.put("no/such/folder", b"x").unwrap_err();
    assert!(matches!(fault, SetupError::CredsFailed { .. } | SetupError::NotStored { .. }));
}
