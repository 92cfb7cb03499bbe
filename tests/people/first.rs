//! The first steps on a fresh machine.

use std::path::PathBuf;

use hallgate::people::CalledName;
use hallgate::terminal::config::Config;
use hallgate::terminal::operators::PeopleError;
use hallgate::terminal::operators::commands::{Provision, SiteArgs, provision};

use crate::door::{CHEN, Door, input};

fn wanted(admin: Option<&str>, stdin: bool) -> Provision {
    Provision {
        site: SiteArgs { config: PathBuf::from("hallgate.toml") },
        admin: admin.map(|name| name.parse().unwrap()),
        number: None,
        called: CalledName::default(),
        password_stdin: stdin,
    }
}

/// Whether all is there, and the lines.
fn run(config: &Config, wanted: &Provision, lines: &[&str]) -> Result<(bool, String), PeopleError> {
    let mut out = Vec::new();
    let complete = provision(config, wanted, input(lines).as_slice(), &mut out)?;
    Ok((complete, String::from_utf8(out).unwrap()))
}

/// The first words of each line.
fn marks(output: &str) -> Vec<&str> {
    output.lines().map(|line| line.split_whitespace().next().unwrap()).collect()
}

#[test]
fn what_is_missing_is_told_and_nothing_is_made_without_a_key() {
    let site = Door::fresh();
    let mut config = site.config.clone();
    let key = site.path().with_file_name("db.key");
    std::fs::remove_file(&key).unwrap();
    config.platform.ca = Some("/none/ca.pem".into());
    let (complete, output) = run(&config, &wanted(Some("chen"), true), &[CHEN]).unwrap();
    assert!(!complete);
    assert_eq!(marks(&output), ["MISSING"; 4], "{output}");
    assert!(output.contains(&format!("openssl rand -hex 32 > {}", key.display())), "{output}");
    assert!(output.contains("there is no file /none/ca.pem"), "{output}");
    assert!(!site.path().exists());

    // A key that others may read is no key, and what to do is said.
    std::fs::write(&key, "07".repeat(32)).unwrap();
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(&key, open).unwrap();
    let (_, output) = run(&config, &wanted(Some("chen"), true), &[CHEN]).unwrap();
    assert!(output.contains("chmod 600"), "{output}");
    assert!(!site.path().exists());
}

#[test]
fn the_first_admin_is_made_once() {
    let site = Door::fresh();
    let weak = run(&site.config, &wanted(Some("chen"), true), &["admin123"]);
    assert!(matches!(weak, Err(PeopleError::Weak(_))));
    assert!(site.list().starts_with("There are no operators"));
    assert!(matches!(run(&site.config, &wanted(None, false), &[]), Err(PeopleError::NoName)));

    // The platform's key is not there yet, which keeps nobody from the first admin.
    let (complete, output) = run(&site.config, &wanted(Some("chen"), true), &[CHEN]).unwrap();
    assert!(!complete);
    assert_eq!(marks(&output), ["ok", "MISSING", "ok", "ok", "ok"], "{output}");
    assert!(output.ends_with("chen is added as admin, staff number 101.\n"), "{output}");

    let key = site.path().with_file_name("terminal.key");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire/terminal.pem"), &key).unwrap();
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&key, private).unwrap();
    let mut config = site.config.clone();
    config.platform.private_key = hallgate::terminal::config::Secret::File(key);
    let before = site.log();
    // Whoever runs it again, with whatever name: nothing changes.
    let (complete, output) =
        run(&config, &wanted(Some("mallory"), true), &["saal vier rechts"]).unwrap();
    assert!(complete, "{output}");
    assert_eq!(marks(&output), ["ok", "ok", "ok", "ok", "ok", "Next:"], "{output}");
    assert!(output.contains("operators: 1, enabled admins: 1"), "{output}");
    assert_eq!(site.log(), before);
}
