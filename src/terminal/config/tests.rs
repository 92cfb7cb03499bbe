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
fn a_catalogue_has_its_times_and_may_lack_its_cinema() {
    let least = "[catalogue]\nurl = \"http://c/\"\nchannel_code = \"c\"\nsecret = \"file:/s\"\n";
    let parse = |text: &str| Config::parse(text, Path::new("hallgate.toml"));
    let catalogue = parse(&format!("{LEAST}{least}")).unwrap().catalogue.unwrap();
    assert_eq!((catalogue.movies_s, catalogue.shows_s), (86_400, 1800));
    assert_eq!((catalogue.cinema_id, catalogue.screens.len()), (None, 0));
    let shortest = format!("{LEAST}{least}movies_s = 1\nshows_s = 1\ncinema_id = 5809\n");
    let catalogue = parse(&shortest).unwrap().catalogue.unwrap();
    assert_eq!((catalogue.movies_s, catalogue.shows_s), (1, 1));
    assert_eq!(catalogue.cinema_id, Some(5809));
    for key in ["movies_s", "shows_s"] {
        let fault = parse(&format!("{LEAST}{least}{key} = 0\n")).unwrap_err().to_string();
        assert!(fault.contains("0 is not between 1 and"), "{fault}");
    }
}

#[test]
fn names_of_halls_are_made_plain() {
    let name = "screen_names = { \"0000000000000003\" = \" 3号\\u202e厅\\u0007\" }\n[platform]";
    let text = LEAST.replace("[platform]", name);
    let config = Config::parse(&text, Path::new("hallgate.toml")).unwrap();
    let names: Vec<_> = config.terminal.screen_names.into_iter().collect();
    assert_eq!(names, [("0000000000000003".parse().unwrap(), "3号厅".to_owned())]);
    let short = text.replace("\"0000000000000003\"", "\"3\"");
    let fault = Config::parse(&short, Path::new("hallgate.toml")).unwrap_err().to_string();
    assert!(fault.contains("terminal.screen_names.3"), "{fault}");
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
