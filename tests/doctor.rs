//! The installer's check against a platform in this process: all well, and each fault at its line.
#![cfg(feature = "peer")]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use hallgate::peer::{PeerFault, PeerPlatform, PeerSettings};
use hallgate::terminal::config::Config;
use hallgate::terminal::doctor;
use hallgate::terminal::store::{Admission, Basis, DatabaseKey, Store};
use hallgate::ticket::{Fen, Ticket};
use hallgate::words::Language;
use hallgate::words::colour::Palette;
use jiff::Timestamp;
use tempfile::TempDir;

const CINEMA: &str = "12345678";
const NAMES: [&str; 12] = [
    "storage",
    "clock",
    "platform",
    "camera",
    "imager",
    "gate",
    "keypad",
    "sound",
    "display",
    "operators",
    "export",
    "secrets",
];

/// A site as an installer leaves it when all is well.
struct Site {
    folder: TempDir,
    platform: PeerPlatform,
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let platform = PeerPlatform::start(PeerSettings::default()).unwrap();
        let cinema = CINEMA.parse().unwrap();
        let private = platform.add_terminal_with_new_key("terminal-001", cinema).unwrap();
        platform.mint_cinema_key(cinema, 1024, "2024-01-01T00:00:00".parse().unwrap()).unwrap();
        let site = Self { folder, platform };
        site.secret("db.key", "42".repeat(32));
        site.secret("terminal.key", private);
        fs::write(site.path("ca.pem"), site.platform.ca_pem()).unwrap();
        fs::create_dir(site.path("frames")).unwrap();
        draw_code(&site.path("frames/001.png"));
        site
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn secret(&self, name: &str, text: String) {
        fs::write(self.path(name), text).unwrap();
        fs::set_permissions(self.path(name), Permissions::from_mode(0o600)).unwrap();
    }

    fn store(&self) -> Store {
        let key = DatabaseKey::from_bytes(&[0x42; 32]).unwrap();
        Store::open(&self.path("hallgate.db"), &key).unwrap()
    }

    fn config(&self) -> Config {
        let text = format!(
            r#"
            [terminal]
            cinema_code = "{CINEMA}"
            language = "en"
            [store]
            path = "{0}/hallgate.db"
            key = "file:{0}/db.key"
            [camera]
            source = "replay:{0}/frames"
            [gate]
            driver = "simulated"
            [display]
            driver = "png"
            device = "{0}/screens"
            [platform]
            url = "{1}"
            username = "terminal-001"
            private_key = "file:{0}/terminal.key"
            ca = "{0}/ca.pem"
            request_timeout_ms = 5000
            "#,
            self.folder.path().display(),
            self.platform.url(),
        );
        Config::parse(&text, Path::new("hallgate.toml")).unwrap()
    }
}

/// A printed code on paper.
fn draw_code(path: &Path) {
    let code = qrcode::QrCode::new(b"a ticket").unwrap();
    let side = code.width() as u32;
    let colours = code.to_colors();
    let picture = image::GrayImage::from_fn((side + 8) * 6, (side + 8) * 6, |x, y| {
        let (x, y) = ((x / 6).wrapping_sub(4), (y / 6).wrapping_sub(4));
        let dark = x < side && y < side && colours[(y * side + x) as usize] == qrcode::Color::Dark;
        image::Luma([if dark { 0 } else { 255 }])
    });
    picture.save(path).unwrap();
}

/// The verdict and the lines, which are always the same.
fn examine(config: &Config) -> (bool, Vec<String>) {
    let mut out = Vec::new();
    let well = doctor::run(config, Palette::Plain, &mut out).unwrap();
    let lines: Vec<String> = String::from_utf8(out).unwrap().lines().map(str::to_owned).collect();
    let names: Vec<&str> =
        lines.iter().map(|line| line.split_whitespace().nth(1).unwrap()).collect();
    // In Chinese they are Chinese too.
    if config.terminal.language == Language::English {
        assert_eq!(names, NAMES);
    }
    (well, lines)
}

/// The lines at fault.
fn faults(config: &Config) -> Vec<String> {
    let (well, lines) = examine(config);
    let faults: Vec<String> = lines.into_iter().filter(|line| line.starts_with("FAULT")).collect();
    assert_eq!(well, faults.is_empty());
    faults
}

/// The one line at fault: begins with its name, says what is wrong and what to do.
#[track_caller]
fn assert_fault(config: &Config, name: &str, words: &[&str]) {
    let faults = faults(config);
    let [fault] = &faults[..] else { panic!("{faults:#?}") };
    assert!(fault.starts_with(&format!("FAULT  {name:<9}  ")), "{fault}");
    for words in words {
        assert!(fault.contains(words), "{words:?} in {fault}");
    }
}

#[test]
fn all_is_well_before_and_while_the_terminal_runs() {
    let site = Site::new();
    let (well, lines) = examine(&site.config());
    assert!(well, "{lines:#?}");
    assert!(lines[0].contains("is not there yet: the terminal makes it"), "{}", lines[0]);
    assert!(lines[2].contains("keys: 1"), "{}", lines[2]);
    assert!(lines[2].contains("its certificate lasts"), "{}", lines[2]);
    assert!(
        lines[3].contains("in the camera's place: 1, ")
            && lines[3].contains("a code was read, 6.0 pixels a module"),
        "{}",
        lines[3]
    );
    assert!(lines[5].starts_with("note") && lines[5].contains("simulated"), "{}", lines[5]);
    let first = "nobody can sign in at the terminal: add the first admin";
    assert!(lines[9].starts_with("note") && lines[9].contains(first), "{}", lines[9]);
    assert!(lines[11].starts_with("ok") && lines[11].contains("RSA, 2048 bits"), "{}", lines[11]);
    for made in ["hallgate.db", "hallgate.db.lock", "screens"] {
        assert!(!site.path(made).exists(), "{made} is left to the terminal");
    }
    let _running = site.store();
    let (well, lines) = examine(&site.config());
    assert!(well, "{lines:#?}");
    assert!(lines[0].contains("0 records, 0 waiting for upload"), "{}", lines[0]);
    assert!(lines[9].starts_with("note") && lines[9].contains(first), "{}", lines[9]);
}

#[test]
fn the_lines_are_in_the_terminals_language() {
    let site = Site::new();
    let _running = site.store();
    let mut config = site.config();
    let (_, english) = examine(&config);
    config.terminal.language = Language::Chinese;
    let (well, chinese) = examine(&config);
    assert!(well, "{chinese:#?}");
    let is_chinese = |line: &&String| line.chars().any(|sign| ('一'..='龥').contains(&sign));
    for (chinese, english) in chinese.iter().zip(&english) {
        assert!(is_chinese(&chinese) && !is_chinese(&english), "{chinese}\n{english}");
        let first = chinese.split_whitespace().take(2).collect::<String>().replace("U盘", "");
        assert!(!first.contains(|sign: char| sign.is_ascii()), "{chinese}");
    }
    assert!(chinese[0].contains("可以用密钥打开：结构版本"), "{}", chinese[0]);
    assert!(chinese[9].contains("还没有操作员"), "{}", chinese[9]);
}

#[test]
fn a_stick_is_looked_for_where_it_would_be() {
    let site = Site::new();
    let mut config = site.config();
    config.export.folder = site.path("sticks");
    let (_, lines) = examine(&config);
    assert!(lines[10].contains("install the package or run systemd/install"), "{}", lines[10]);
    fs::create_dir(site.path("sticks")).unwrap();
    let (_, lines) = examine(&config);
    // This machine may have a stick of its own in a socket.
    assert!(lines[10].contains("USB stick"), "{}", lines[10]);
}

#[test]
fn the_lens_is_watched_until_the_replay_is_over() {
    let site = Site::new();
    let sharp = image::open(site.path("frames/001.png")).unwrap();
    sharp.blur(6.0).save(site.path("frames/000.png")).unwrap();
    let mut camera = site.config().camera;
    camera.hold_ms = 1;
    let mut out = Vec::new();
    doctor::watch(&camera, Language::English, &mut out).unwrap();
    let output = String::from_utf8(out).unwrap();
    assert!(output.starts_with("Hold a ticket"), "{output}");
    assert!(output.contains("\nfocus ") && output.contains("best 100"), "{output}");
    assert!(output.contains("code read,  6.0 pixels a module"), "{output}");

    fs::remove_file(site.path("frames/001.png")).unwrap();
    let mut out = Vec::new();
    doctor::watch(&camera, Language::English, &mut out).unwrap();
    let output = String::from_utf8(out).unwrap();
    assert!(output.contains("no code read") && !output.contains("best 100"), "{output}");

    camera.source = toml::from_str("source = \"v4l:/dev/hallgate-no-camera\"")
        .map(|camera: hallgate::terminal::config::CameraConfig| camera.source)
        .unwrap();
    let fault = doctor::watch(&camera, Language::English, &mut Vec::new()).unwrap_err();
    assert!(fault.to_string().contains("plug it in"), "{fault}");
}

#[test]
fn a_database_that_does_not_serve() {
    let site = Site::new();
    drop(site.store());
    site.secret("db.key", "43".repeat(32));
    assert_fault(&site.config(), "storage", &["give the key it was made with"]);
    fs::write(site.path("hallgate.db"), "a letter").unwrap();
    assert_fault(&site.config(), "storage", &["is no database of hallgate"]);
    let mut config = site.config();
    config.store.path = site.path("ca.pem/hallgate.db");
    assert_fault(&config, "storage", &["cannot be opened", "set store.path"]);
}

#[test]
fn a_clock_before_the_newest_record() {
    let site = Site::new();
    let at = Timestamp::now() + jiff::SignedDuration::from_hours(2);
    let ticket = Ticket {
        film_ticket_code: "1234567800000001".parse().unwrap(),
        screen_code: "0000000000000003".parse().unwrap(),
        film_code: "001105192026".parse().unwrap(),
        session_code: "2026050100000007".parse().unwrap(),
        show_time: "2026-05-01T19:00:00".parse().unwrap(),
        seat_code: "0000000000100612".parse().unwrap(),
        price: Fen(3500),
        service_fee: Fen(0),
    };
    let admission = Admission {
        cinema_code: CINEMA.parse().unwrap(),
        ticket,
        ticket_info_code: String::new(),
        electronic: false,
        at,
        business_day: "2026-05-01".parse().unwrap(),
        basis: Basis::Offline,
    };
    site.store().admit(&admission).unwrap();
    assert_fault(&site.config(), "clock", &["the newest record is of", "timedatectl"]);
}

#[test]
fn a_platform_that_does_not_serve() {
    let site = Site::new();
    let config = site.config();
    for (fault, words) in [
        (PeerFault::ClockOff(3600), "s ahead: set this terminal's clock"),
        (PeerFault::ClockOff(-3600), "s behind: set this terminal's clock"),
        (PeerFault::CaptivePortal, "a web page answers"),
        (PeerFault::HttpStatus(404), "check the path in platform.url"),
    ] {
        site.platform.set_fault(fault).unwrap();
        assert_fault(&config, "platform", &[words]);
    }
    site.platform.set_fault(PeerFault::None).unwrap();
    let mut stranger = site.config();
    stranger.platform.username = "terminal-002".into();
    assert_fault(&stranger, "platform", &["platform.username"]);
    let other = Site::new();
    let mut untrusted = site.config();
    untrusted.platform.ca = Some(other.path("ca.pem"));
    assert_fault(&untrusted, "platform", &["check platform.ca"]);
    untrusted.platform.ca = Some(site.path("frames/001.png"));
    assert_fault(&untrusted, "platform", &["holds no certificate in PEM"]);
    site.platform.pause();
    assert_fault(&config, "platform", &["refuses the connection"]);
}

#[test]
fn a_platform_without_keys_of_this_cinema() {
    let site = Site::new();
    let cinema = "87654321".parse().unwrap();
    let private = site.platform.add_terminal_with_new_key("terminal-009", cinema).unwrap();
    site.secret("terminal.key", private);
    let mut config = site.config();
    config.platform.username = "terminal-009".into();
    config.terminal.cinema_code = cinema;
    assert_fault(&config, "platform", &["no key of cinema 87654321", "terminal.cinema_code"]);
}

#[test]
fn devices_that_are_not_there() {
    let site = Site::new();
    let device = |source: &str| {
        let mut config = site.config();
        config.camera = toml::from_str(&format!("source = {source:?}")).unwrap();
        config
    };
    assert_fault(&device("v4l:/dev/hallgate-no-camera"), "camera", &["plug it in"]);
    assert_fault(&device("v4l:/dev/null"), "camera", &["name another device"]);
    fs::create_dir(site.path("empty")).unwrap();
    let empty = format!("replay:{}", site.path("empty").display());
    assert_fault(&device(&empty), "camera", &["no image is in", "camera.source"]);

    let mut config = site.config();
    config.gate = toml::from_str("driver = \"gpio\"\nchip = \"/dev/hallgate-no-chip\"").unwrap();
    assert_fault(&config, "gate", &["/dev/hallgate-no-chip does not open"]);

    let mut config = site.config();
    config.display.device = Some(site.path("ca.pem/screens"));
    assert_fault(&config, "display", &["can't be written", "display.device"]);
    for driver in ["framebuffer", "st7789", "ili9341", "ssd1306"] {
        let text = format!("driver = {driver:?}\ndevice = \"/dev/hallgate-no-panel\"");
        config.display = toml::from_str(&text).unwrap();
        assert_fault(&config, "display", &["display"]);
    }
}

#[test]
fn secrets_that_are_none() {
    let site = Site::new();
    let exposed = Permissions::from_mode(0o644);
    fs::set_permissions(site.path("terminal.key"), exposed.clone()).unwrap();
    fs::set_permissions(site.path("db.key"), exposed).unwrap();
    let found = faults(&site.config());
    let names: Vec<&str> = found.iter().map(|line| &line[7..15]).collect();
    assert_eq!(names, ["storage ", "platform", "secrets "]);
    let both = found[2].matches("chmod 600 it").count();
    assert_eq!(both, 2, "{}", found[2]);

    site.secret("terminal.key", "-----BEGIN PRIVATE KEY-----\ntorn".into());
    site.secret("db.key", "too short".into());
    let found = faults(&site.config());
    assert!(found[2].contains("openssl rand -hex 32"), "{}", found[2]);
    assert!(found[2].contains("PKCS#8"), "{}", found[2]);

    fs::remove_file(site.path("db.key")).unwrap();
    assert!(faults(&site.config())[2].contains("put it there with mode 0600"));
}
