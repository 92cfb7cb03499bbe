//! Commands that somebody types in a shell of an image, where systemd passes no credentials.

use std::process::Command;

use super::process::hallgate;
use super::site::Site;

/// Runs a command as root of a machine whose `/etc/credstore` has these files; none where nobody may
/// have mounts of his own here.
fn at_the_shell(site: &Site, kept: &[(&str, &str)], words: &[&str]) -> Option<(i32, String)> {
    let script = "mount -t tmpfs etc /etc && mkdir /etc/credstore || exit 77\n\
                  while [ \"$1\" != -- ]; do cp \"$2\" \"/etc/credstore/$1\" || exit 77; shift 2; done\n\
                  shift; \"$@\"";
    let program = hallgate();
    let mut command = Command::new("unshare");
    command.env_remove("CREDENTIALS_DIRECTORY").env_remove("RUST_LOG");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]);
    for (name, file) in kept {
        command.arg(name).arg(site.path(file));
    }
    command.arg("--").arg(program.get_program()).args(words);
    command.arg("--config").arg(site.write_config());
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    if output.status.code() == Some(77) || said.contains("unshare: ") {
        println!("SKIPPED: no mounts of one's own here: {said}");
        return None;
    }
    Some((output.status.code().unwrap(), said))
}

#[test]
fn doctor_and_provision_open_the_services_own_credentials() {
    let mut site = Site::new();
    site.set("terminal.language", "en");
    site.set("store.key", "credential:hallgate-db");
    site.set("platform.private_key", "credential:terminal-key");
    let kept = [("hallgate-db", "db.key"), ("terminal-key", "terminal.key")];
    let Some((_, said)) = at_the_shell(&site, &kept, &["doctor"]) else { return };
    let line = |of: &str| said.lines().find(|it| it.contains(of)).unwrap_or_default().to_owned();
    assert!(line("  secrets  ").starts_with("ok "), "{said}");
    assert!(line("  platform  ").starts_with("ok "), "{said}");
    let words = ["provision", "--admin", "admin", "--password-stdin"];
    let (_, said) = at_the_shell(&site, &kept, &words).unwrap();
    let missing: Vec<&str> = said.lines().filter(|line| line.starts_with("MISSING")).collect();
    assert!(said.contains("platform's key") && missing.len() < 2, "{said}");
    assert!(!missing.iter().any(|line| line.contains("key")), "{said}");

    // What is not kept at all is told as before.
    let (code, said) = at_the_shell(&site, &kept[..1], &["doctor"]).unwrap();
    assert_eq!(code, 1, "{said}");
    for of in ["  platform  ", "  secrets  "] {
        let line = said.lines().find(|line| line.contains(of)).unwrap_or_default();
        assert!(line.starts_with("FAULT") && line.contains("terminal-key"), "{said}");
    }
}
