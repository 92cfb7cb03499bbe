use super::*;

pub(super) const LEAST: &str = r#"
[terminal]
cinema_code = "12345678"
[platform]
url = "https://platform.example"
username = "terminal-001"
private_key = "file:/etc/hallgate/terminal.key"
"#;

fn fault(text: &str) -> String {
    Config::parse(text, Path::new("hallgate.toml")).unwrap_err().to_string()
}

#[test]
fn what_is_left_out_stands_at_the_specifications_defaults() {
    let config = Config::parse(LEAST, Path::new("hallgate.toml")).unwrap();
    assert_eq!(config.platform.url.uri().to_string(), "https://platform.example:9000/");
    assert_eq!(config.store.retention_days, 400);
    assert_eq!(config.gate.unlock_ms, 5000);
    assert_eq!(config.camera.field_of_view_deg, 60);
    assert_eq!(config.vision.budget_ms, 60);
    assert_eq!(config.admission.online_timeout_ms, 400);
    assert_eq!(config.store.key, Secret::Credential("hallgate-db".into()));
    assert!(config.eticket.require_time);
}

#[test]
fn a_fault_names_file_line_and_key() {
    for (added, expected) in [
        (
            "[store]\nretention_days = 364\n",
            "hallgate.toml, line 9, store.retention_days: 364 is not between 365 and 36500",
        ),
        ("[store]\nretention = 400\n", "line 9, store.retention: unknown field"),
        ("[door]\n", "line 8, [door]: unknown field"),
        ("[sync]\nbatch = 1001\n", "line 9, sync.batch: 1001"),
        ("[gate]\ndriver = \"steam\"\n", "line 9, gate.driver: unknown variant"),
        ("[camera]\nsource = \"/dev/video0\"\n", "line 9, camera.source: is neither"),
        ("[store]\nkey = \"sesame\"\n", "line 9, store.key: is neither"),
        (
            "[camera]\nfield_of_view_deg = 171\n",
            "line 9, camera.field_of_view_deg: 171 is not between 20 and 170",
        ),
        ("[camera]\nfocus = \"sharp\"\n", "line 9, camera.focus: is neither \"auto\" nor a whole"),
        ("[camera]\nexposure_us = 99\n", "line 9, camera.exposure_us: 99 is not between 100 and"),
        ("[camera]\npower_line_hz = 16\n", "line 9, camera.power_line_hz: 16 is none of 0, 50"),
        ("[vision]\nbudget_ms = 4\n", "line 9, vision.budget_ms: 4 is not between 5 and 1000"),
        ("[keys]\nrefresh_s = \"soon\"\n", "line 9, keys.refresh_s: invalid type"),
        ("[terminal]\n", "line 8, [terminal]: duplicate key"),
        ("[store\n", "line 8, "),
        ("[store]\npath = \"/a\"\nkey\n", "line 10, store.key: key with no value"),
    ] {
        let told = fault(&format!("{LEAST}{added}"));
        assert!(told.contains(expected), "{added:?}: {told}");
        assert!(!told.contains('\n'), "one sentence: {told}");
    }
    assert!(fault("").contains("missing field `terminal`"));
}

#[test]
fn an_address_is_https_or_nothing() {
    for text in [
        "http://platform.example",
        "platform.example:9000",
        "https://",
        "https://me@platform.example",
        "ftp://x",
    ] {
        assert!(HttpsUrl::parse(text).is_err(), "{text}");
    }
    let url = HttpsUrl::parse("https://[::1]:443/check?x=1").unwrap();
    assert_eq!(url.uri().to_string(), "https://[::1]:443/check?x=1");
}

#[test]
fn a_private_secret_is_refused_when_others_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("db.key");
    std::fs::write(&path, "secret").unwrap();
    let secret = Secret::File(path.clone());
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).unwrap();
    assert!(secret.read_private().unwrap_err().to_string().contains("mode 0640"));
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
    assert_eq!(**secret.read_private().unwrap(), *b"secret");
}
