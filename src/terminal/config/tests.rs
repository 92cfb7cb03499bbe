use super::*;

mod faults;

pub(super) const LEAST: &str = r#"
[terminal]
cinema_code = "12345678"
[platform]
url = "https://platform.example"
username = "terminal-001"
private_key = "file:/etc/hallgate/terminal.key"
"#;

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
