//! What is typed wrong, and what a configuration can't say.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{Site, output_of, program};

#[test]
fn wrong_usage_ends_with_2() {
    let site = Site::with("sqlite", "");
    for words in [
        &["cinema", "add", "1234567"][..],
        &["cinema", "add"],
        &["terminal", "add", "--cinema", "12345678", "../key"],
        &["terminal", "add", "--cinema", "12345678", ""],
        &["terminal", "add", "--cinema", "12345678", "a", "--signature", "sha1"],
        &["terminal", "enrol", "--cinema", "12345678", "a", "--screen", "3"],
        &["terminal", "enrol", "--cinema", "12345678", "a", "--valid", "0"],
        &["terminal", "enrol", "a"],
        &["findings", "close", "one", "--reason", "x"],
        &["status", "--yaml"],
        &[],
    ] {
        let output = site.run(words);
        assert_eq!(output.code, 2, "{words:?}: {}", output.err);
    }
    let chinese = site.run_in("zh_CN.UTF-8", &["cinema", "add"]);
    assert!(chinese.code == 2 && chinese.err.contains("缺少 <编码>"), "{}", chinese.err);
    let help = site.run_in("zh_CN.UTF-8", &["terminal", "--help"]);
    assert!(help.code == 0 && String::from_utf8(help.out).unwrap().contains("吊销终端"));
    for name in ["key", "keys", "mint", "import", "ticket", "generate"] {
        assert_eq!(site.run(&[name]).code, 2, "{name}");
        assert_eq!(site.run(&["cinema", name]).code, 2, "cinema {name}");
        assert_eq!(site.run(&["terminal", name]).code, 2, "terminal {name}");
    }
    assert!(!site.at("data").exists(), "nothing was made for it");
}

#[test]
fn the_configuration_may_be_named_anywhere_behind_the_command() {
    let site = Site::with("sqlite", "");
    let config = site.config().display().to_string();
    for words in [
        &["cinema", "--config", &config, "list"][..],
        &["cinema", "list", "--config", &config],
        &["--config", &config, "cinema", "list"],
        &["cinema", "list", "--format", "json", "--config", &config],
    ] {
        let mut command = program("C");
        command.args(words);
        assert_eq!(output_of(command).code, 0, "{words:?}");
    }
}

#[test]
fn a_public_key_that_is_none_is_refused() {
    let site = Site::with("sqlite", "");
    let file = site.at("public.pem").display().to_string();
    let short = rsa::RsaPrivateKey::new(&mut rand::rngs::OsRng, 512).unwrap().to_public_key();
    let short = rsa::pkcs8::EncodePublicKey::to_public_key_pem(&short, rsa::pkcs8::LineEnding::LF);
    for text in ["", "nonsense", "\0\0", &short.unwrap()] {
        fs::write(&file, text).unwrap();
        let output =
            site.run(&["terminal", "add", "--cinema", "12345678", "a", "--public-key", &file]);
        assert!(output.code == 1 && output.err.contains("HG1128"), "{text}: {}", output.err);
    }
    fs::remove_file(&file).unwrap();
    let output = site.run(&["terminal", "add", "--cinema", "12345678", "a", "--public-key", &file]);
    assert_eq!(output.code, 1);
    assert_eq!(site.done(&["terminal", "list", "--format", "json"]).trim(), "[]");
}

#[test]
fn a_configuration_tells_line_and_key() {
    let site = Site::with("sqlite", "");
    let good = fs::read_to_string(site.config()).unwrap();
    for (more, line, key) in [
        ("retention_days = 1095\n", 5, "store.retention_days"),
        ("retenton_days = 2000\n", 5, "store.retenton_days"),
        ("ca = 7\n", 5, "store.ca"),
        ("password = \"secret\"\n", 5, "store.password"),
        ("[listen]\naddress = \"everywhere\"\n", 6, "listen.address"),
        ("[national]\nurl = \"http://x/\"\n", 6, "national.url"),
        ("[national]\nurl = \"https://x/\"\nrefresh_s = 0\n", 7, "national.refresh_s"),
        ("[national]\nforward_after_s = 0\n", 6, "national.forward_after_s"),
        ("[national]\nsignature = \"sha1\"\n", 6, "national.signature"),
        ("[limits]\nin_hand = -1\n", 6, "limits.in_hand"),
        ("[web]\nsession_s = 99999\n", 6, "web.session_s"),
        ("[nonsense]\n", 5, "[nonsense]"),
        ("[listen\n", 5, "[listen"),
    ] {
        fs::write(site.config(), format!("{good}{more}")).unwrap();
        let output = site.run(&["cinema", "list"]);
        assert!(output.code == 1 && output.err.contains("HG1102"), "{more}: {}", output.err);
        assert!(output.err.contains(&format!("line {line}, {key}")), "{more}: {}", output.err);
        let chinese = site.run_in("zh_CN.UTF-8", &["cinema", "list"]).err;
        assert!(chinese.contains(&format!("第 {line} 行")), "{chinese}");
    }
    for (from, to, code) in [
        ("sqlite:platform.db", "postgres://u:secret@/d?host=/tmp", "HG1102"),
        ("sqlite:platform.db", "postgres://u@db.example/d", "HG1107"),
        ("sqlite:platform.db", "mysql://u@h/d", "HG1102"),
        ("[store]", "[listen]\ncertificate = \"/x\"\n[store]", "HG1103"),
    ] {
        fs::write(site.config(), good.replace(from, to)).unwrap();
        let output = site.run(&["cinema", "list"]);
        assert!(output.code == 1 && output.err.contains(code), "{to}: {}", output.err);
        assert!(!output.err.contains("u:secret"), "{}", output.err);
    }
    fs::remove_file(site.config()).unwrap();
    assert!(site.run(&["cinema", "list"]).err.contains("HG1101"));
}

#[test]
fn a_secret_that_others_may_read_is_not_used() {
    let site = Site::with("sqlite", "");
    fs::set_permissions(site.at("db.key"), PermissionsExt::from_mode(0o644)).unwrap();
    let output = site.run(&["cinema", "list"]);
    assert!(output.code == 1 && output.err.contains("store.key"), "{}", output.err);
    assert!(output.err.contains("HG0107"), "{}", output.err);
    super::secret(&site.at("db.key"), &"07".repeat(32));
    site.done(&["cinema", "list"]);
    // Another key does not open what is there.
    super::secret(&site.at("db.key"), &"08".repeat(32));
    let output = site.run(&["cinema", "list"]);
    assert!(output.code == 1 && output.err.contains("HG1112"), "{}", output.err);
}
