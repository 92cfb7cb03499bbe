//! `hallgate enrol` against a platform that serves: both programs as they are installed.

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use hallgate::people::first_admin_number;
use hallgate::platform::enrolment::digest;
use hallgate::platform::ledger::terminals;
use hallgate::wire::TerminalKey;
use jiff::{SignedDuration, Timestamp};
use rsa::RsaPublicKey;
use rsa::pkcs8::DecodePublicKey;

use super::serve::Serving;
use super::{CommandOutput, Site, output_of};

const CINEMA: &str = "12345678";
const NAME: &str = "hall-1";
const HALL: &str = "0000000000000001";

/// A door's own folder, and the platform that it is to enrol at.
struct Door {
    site: Site,
    serving: Option<Serving>,
    folder: tempfile::TempDir,
}

/// What `terminal enrol` prints.
struct Code {
    code: String,
    ca_sha256: String,
}

impl Door {
    fn new(engine: &'static str) -> Self {
        let site = Site::with(engine, "[listen]\naddress = \"127.0.0.1:0\"\n");
        let serving = Serving::start(&site);
        let door = Self { site, serving: Some(serving), folder: tempfile::tempdir().unwrap() };
        fs::create_dir(door.at("frames")).unwrap();
        door.configure(&door.serving.as_ref().unwrap().url, NAME);
        door
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn configure(&self, url: &str, name: &str) {
        let text = format!(
            "[terminal]\ncinema_code = \"{CINEMA}\"\nscreens = [\"{HALL}\"]\nlanguage = \"en\"\n\
             [camera]\nsource = \"replay:{}\"\n[platform]\nurl = \"{url}\"\nusername = \"{name}\"\n\
             private_key = \"file:{}\"\nca = {:?}\nrequest_timeout_ms = 60000\n",
            self.at("frames").display(),
            self.at("terminal.key").display(),
            self.at("platform-ca.pem"),
        );
        fs::write(self.at("hallgate.toml"), text).unwrap();
    }

    fn code(&self, name: &str, more: &[&str]) -> Code {
        let words = ["terminal", "enrol", "--cinema", CINEMA, name, "--screen", HALL];
        let output = self.site.done(&[&words[..], more].concat());
        let of = |key: &str| {
            let mut lines = output.lines().filter_map(|line| line.strip_prefix(key));
            lines.next().unwrap().trim().to_owned()
        };
        Code { code: of("code "), ca_sha256: of("ca_sha256 ") }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate"));
        command.env_remove("RUST_LOG").env_remove("CREDENTIALS_DIRECTORY").stdin(Stdio::null());
        command.arg("enrol").args(words).arg("--config").arg(self.at("hallgate.toml"));
        command
    }

    fn enrol(&self, words: &[&str]) -> CommandOutput {
        output_of(self.command(words))
    }

    fn typed(&self, code: &Code) -> CommandOutput {
        self.enrol(&["--code", &code.code, "--ca-sha256", &code.ca_sha256])
    }

    /// The terminal's files, by name.
    fn files(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.path()).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> =
            names.filter(|name| name != "frames" && name != "hallgate.toml").collect();
        names.sort();
        names
    }

    /// Whether the key here is the one that the platform knows the terminal by.
    fn is_known(&self, name: &str) -> bool {
        let known = terminals::find(&mut self.site.session(), name).unwrap().unwrap();
        let Some(known) = known.public_key else { return false };
        let own = fs::read_to_string(self.at("terminal.key")).unwrap();
        RsaPublicKey::from_public_key_pem(&known).unwrap()
            == TerminalKey::from_pem(&own).unwrap().public()
    }

    /// It is enrolled, and all that it needs is there.
    fn is_whole(&self, output: &CommandOutput, name: &str) {
        assert_eq!(output.code, 0, "{}", output.err);
        assert_eq!(self.files(), ["platform-ca.pem", "terminal.key"]);
        let mode = self.at("terminal.key").metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let pem = |path: &Path| fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        assert_eq!(pem(&self.at("platform-ca.pem")), pem(&self.site.at("data/ca.pem")));
        assert!(self.is_known(name));
    }

    fn ends(mut self) {
        self.serving.take().unwrap().stop();
    }
}

/// Refused, and nothing is here that was not before.
fn is_refused(output: &CommandOutput, words: &[&str]) {
    assert_eq!(output.code, 1, "{}", String::from_utf8_lossy(&output.out));
    for word in words {
        assert!(output.err.contains(word), "{word}: {}", output.err);
    }
}

#[test]
fn a_code_that_is_typed_enrols_once() {
    for engine in ["sqlite", "postgres"] {
        let door = Door::new(engine);
        let code = door.code(NAME, &[]);
        // Neither a wrong code nor somebody in between makes anything of it.
        let wrong = Code { code: "7K2M-0000-0000-0000".to_owned(), ..door.code("hall-2", &[]) };
        let somebody = Code { code: code.code.clone(), ca_sha256: "07".repeat(32) };
        is_refused(&door.typed(&somebody), &["ca_sha256", "was not sent", "HG0538"]);
        is_refused(&door.enrol(&["--code", &code.code]), &["--ca-sha256", "HG0537"]);
        is_refused(&door.enrol(&["--code", "a;b"]), &["no code", "HG0535"]);
        assert_eq!(door.files(), [""; 0]);

        let output = door.typed(&code);
        door.is_whole(&output, NAME);
        let output = String::from_utf8(output.out).unwrap();
        assert!(output.contains(NAME) && output.contains("restart"), "{output}");
        assert!(
            !output.contains(&code.code) && !output.contains("set in the configuration"),
            "{output}"
        );

        let key = fs::read(door.at("terminal.key")).unwrap();
        is_refused(&door.typed(&code), &["--yes", "HG0539"]);
        let again = ["--code", &code.code, "--ca-sha256", &code.ca_sha256, "--yes"];
        is_refused(&door.enrol(&again), &["used", "HG0533"]);
        // Each wrong code doubles the wait, which however slow a machine is in the end is not over.
        let waits = (0..12).map(|_| door.typed_yes(&wrong)).find(|it| it.err.contains("HG0534"));
        is_refused(&waits.unwrap(), &["try again in"]);
        assert_eq!(fs::read(door.at("terminal.key")).unwrap(), key);
        assert_eq!(door.files(), ["platform-ca.pem", "terminal.key"]);
        door.ends();
    }
}

#[test]
fn a_key_is_replaced_once_the_platform_has_the_next_one() {
    let door = Door::new("sqlite");
    door.is_whole(&door.typed(&door.code(NAME, &[])), NAME);
    let first = fs::read(door.at("terminal.key")).unwrap();
    // The certificate is there by now: no digest is needed.
    let code = door.code(NAME, &[]);
    let expired = "UPDATE enrolments SET expires_at = 1";
    door.site.session().execute(expired, &[]).unwrap();
    is_refused(&door.enrol(&["--code", &code.code, "--yes"]), &["expired", "HG0533"]);
    assert_eq!(fs::read(door.at("terminal.key")).unwrap(), first);
    // The place that was wrong once waits a second.
    std::thread::sleep(Duration::from_millis(1100));
    let code = door.code(NAME, &[]);
    door.is_whole(&door.enrol(&["--code", &code.code, "--yes"]), NAME);
    assert_ne!(fs::read(door.at("terminal.key")).unwrap(), first);
    door.ends();
}

#[test]
fn a_qr_code_enrols_from_a_picture_the_camera_or_an_imager() {
    let door = Door::new("sqlite");
    let picture = door.site.at("qr.png");
    let shown = picture.display().to_string();
    door.code("hall-2", &["--qr", &shown]);
    is_refused(&door.enrol(&["--qr", &shown]), &["hall-2", NAME, "not used", "HG0536"]);
    fs::write(door.at("frames/none.png"), "no picture").unwrap();
    is_refused(&door.enrol(&["--qr", &door.at("frames/none.png").display().to_string()]), &["HG"]);
    is_refused(&door.enrol(&[]), &["--code", "--qr", "HG0535"]);
    assert_eq!(door.files(), [""; 0]);

    door.code(NAME, &["--qr", &shown]);
    door.is_whole(&door.enrol(&["--qr", &shown]), NAME);

    fs::remove_file(door.at("frames/none.png")).unwrap();
    door.code(NAME, &["--qr", &door.at("frames/1.png").display().to_string()]);
    door.is_whole(&door.enrol(&["--yes"]), NAME);

    // What an imager types, or a pipe: with the address of another machine somebody is asked.
    let code = door.code(NAME, &[]);
    let url = &door.serving.as_ref().unwrap().url;
    let line = format!(
        "{{\"version\":1,\"url\":\"{url}\",\"ca_sha256\":\"{}\",\"name\":\"{NAME}\",\"cinema\":\"{CINEMA}\",\"screens\":[],\"code\":\"{}\"}}\n",
        code.ca_sha256, code.code
    );
    fs::remove_file(door.at("frames/1.png")).unwrap();
    let piped = |line: &str, words: &[&str]| {
        let mut command = door.command(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(line.as_bytes()).unwrap();
        let ended = child.wait_with_output().unwrap();
        let err = String::from_utf8(ended.stderr).unwrap();
        CommandOutput { code: ended.status.code().unwrap(), out: ended.stdout, err }
    };
    fs::remove_file(door.at("terminal.key")).unwrap();
    let elsewhere = line.replace("127.0.0.1", "localhost");
    is_refused(&piped(&elsewhere, &[]), &["--yes", "HG0539"]);
    let output = piped(&line, &[]);
    door.is_whole(&output, NAME);
    let output = String::from_utf8(output.out).unwrap();
    assert!(output.contains("terminal.screens = []"), "{output}");
    door.ends();
}

#[test]
fn a_printed_code_outlives_one_that_is_typed() {
    let door = Door::new("sqlite");
    let sheet = door.site.at("sheet.html").display().to_string();
    let mut session = door.site.session();
    let mut enrols = |code: &Code, minutes| {
        let now = Timestamp::now() + SignedDuration::from_mins(minutes);
        let sum = digest(&code.code);
        session.transaction(|it| terminals::enrol(it, &sum, "key", now)).unwrap().is_some()
    };
    let typed = door.code(NAME, &[]);
    assert!(!enrols(&typed, 16));
    let printed = door.code(NAME, &["--sheet", &sheet]);
    assert!(!enrols(&printed, 24 * 60 + 1));
    assert!(enrols(&printed, 23 * 60));
    let said = door.code(NAME, &["--sheet", &sheet, "--valid", "30"]);
    assert!(!enrols(&said, 31));
    // The number for the first admin is the code's own, in two halves to be read out.
    let number = first_admin_number(&said.code);
    let (first, last) = number.split_at(4);
    let page = fs::read_to_string(&sheet).unwrap();
    assert!(page.contains(&format!("<td>{first} {last}</td>")), "{page}");
}

#[test]
fn many_doors_enrol_by_sheets_that_are_printed_at_once() {
    let door = Door::new("sqlite");
    let list = door.site.at("doors.csv");
    let names: Vec<String> = (1..=12).map(|number| format!("hall-{number}")).collect();
    let lines = names.iter().map(|name| format!("{name},{HALL}\n"));
    fs::write(&list, lines.collect::<String>()).unwrap();
    let (list, page) = (list.display().to_string(), door.site.at("sheets.html"));
    let to = page.display().to_string();
    let words = ["terminal", "sheets", "--cinema", CINEMA, &list, "--to", &to];
    // A list with a mistake makes nothing known, and neither does a place that can't be written.
    let nowhere = door.site.at("no/sheets.html").display().to_string();
    let refused =
        door.site.run(&["terminal", "sheets", "--cinema", CINEMA, &list, "--to", &nowhere]);
    is_refused(&refused, &["no/sheets.html"]);
    assert!(!door.site.done(&["terminal", "list"]).contains("hall-1"));

    let output = door.site.done(&words);
    assert!(output.contains("12") && output.contains("sheets.html"), "{output}");
    assert_eq!(page.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let html = fs::read_to_string(&page).unwrap();
    assert_eq!(html.matches("<svg").count(), 12);
    for name in &names {
        assert!(html.contains(&format!("<h1>{name}</h1>")), "{name}");
    }
    // The third one's code enrols the third one, by the sheet's own words.
    let sheet = html.split("<section>").nth(3).unwrap();
    let code = sheet
        .split("<td>")
        .find(|cell| {
            cell.matches('-').count() == 3
                && cell.starts_with(|sign: char| sign.is_ascii_alphanumeric())
                && cell.find('<') == Some(19)
        })
        .unwrap();
    let sum = door.code("hall-0", &[]).ca_sha256;
    let code = Code { code: code[..19].to_owned(), ca_sha256: sum };
    door.configure(&door.serving.as_ref().unwrap().url, "hall-3");
    door.is_whole(&door.typed(&code), "hall-3");
    door.ends();
}

#[test]
fn a_code_is_given_out_only_where_it_can_be_written_down() {
    let door = Door::new("sqlite");
    let before = door.code(NAME, &[]);
    let entries = || door.site.done(&["audit", "show"]);
    let logged = entries();
    let words = ["terminal", "enrol", "--cinema", CINEMA, NAME, "--screen", HALL];
    for option in ["--qr", "--sheet"] {
        for nowhere in [door.at("no/a.file"), door.at("frames")] {
            let nowhere = nowhere.display().to_string();
            let refused = door.site.run(&[&words[..], &[option, &nowhere]].concat());
            is_refused(&refused, &[&nowhere]);
            assert!(refused.out.is_empty(), "{}", String::from_utf8_lossy(&refused.out));
        }
    }
    assert_eq!(entries(), logged);
    // What a disk has no room for is told all the same, as the code of before is void by then.
    let full = door.site.run(&[&words[..], &["--qr", "/dev/full"]].concat());
    is_refused(&full, &["/dev/full"]);
    let told = String::from_utf8(full.out).unwrap();
    let code = told.lines().find_map(|line| line.strip_prefix("code ")).unwrap();
    is_refused(&door.typed(&before), &["HG0533"]);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let code = Code { code: code.trim().to_owned(), ca_sha256: before.ca_sha256 };
    door.is_whole(&door.typed(&code), NAME);
    door.ends();
}

#[test]
fn a_code_of_another_terminal_waits_for_the_right_name() {
    let door = Door::new("sqlite");
    let code = door.code("hall-2", &[]);
    is_refused(&door.typed(&code), &["hall-2", NAME, "same code", "HG0536"]);
    assert!(!door.at("terminal.key").exists());
    door.configure(&door.serving.as_ref().unwrap().url, "hall-2");
    door.is_whole(&door.typed(&code), "hall-2");
    door.ends();
}

#[test]
fn a_power_cut_between_loses_no_code() {
    let door = Door::new("postgres");
    door.is_whole(&door.typed(&door.code(NAME, &[])), NAME);
    let first = fs::read(door.at("terminal.key")).unwrap();
    let code = door.code(NAME, &[]);
    let url = door.serving.as_ref().unwrap().url.clone();
    let between = Between::holding(url.trim_start_matches("https://").trim_end_matches('/'));
    door.configure(&format!("https://127.0.0.1:{}/", between.port), NAME);
    let words = ["--code", &code.code, "--ca-sha256", &code.ca_sha256, "--yes"];
    let mut killed = door.command(&words).stderr(Stdio::null()).spawn().unwrap();
    let began = Instant::now();
    let before = terminals::find(&mut door.site.session(), NAME).unwrap().unwrap().public_key;
    let is_taken =
        || terminals::find(&mut door.site.session(), NAME).unwrap().unwrap().public_key != before;
    while !is_taken() {
        assert!(began.elapsed() < Duration::from_secs(60), "it is never taken");
        std::thread::sleep(Duration::from_millis(20));
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    assert_eq!(fs::read(door.at("terminal.key")).unwrap(), first, "replaced before it was told");
    assert_eq!(door.files(), ["platform-ca.pem", "terminal.key", "terminal.key.next"]);
    between.holds.store(false, Ordering::SeqCst);
    // The code is used, by the very key that waits here.
    door.is_whole(&door.enrol(&words), NAME);
    assert_ne!(fs::read(door.at("terminal.key")).unwrap(), first);
    // Whoever was wrong once waits a second.
    std::thread::sleep(Duration::from_millis(1100));
    is_refused(&door.enrol(&words), &["used", "HG0533"]);
    door.ends();
}

impl Door {
    fn typed_yes(&self, code: &Code) -> CommandOutput {
        self.enrol(&["--code", &code.code, "--ca-sha256", &code.ca_sha256, "--yes"])
    }
}

/// Somebody on the line who lets no answer through while `holds` stands.
struct Between {
    port: u16,
    holds: Arc<AtomicBool>,
}

impl Between {
    fn holding(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (server, holds) = (server.to_owned(), Arc::new(AtomicBool::new(true)));
        let own = holds.clone();
        std::thread::spawn(move || {
            while let Ok((client, _)) = listener.accept() {
                let above = TcpStream::connect(&server).unwrap();
                carry(client, above, own.clone());
            }
        });
        Self { port, holds }
    }
}

/// Carries both ways; where answers are held, what the server says is lost from the moment on at
/// which the client has finished its half of the handshake and asked.
fn carry(client: TcpStream, above: TcpStream, holds: Arc<AtomicBool>) {
    let asked = Arc::new(AtomicBool::new(false));
    let (mut from, mut to) = (client.try_clone().unwrap(), above.try_clone().unwrap());
    let own = asked.clone();
    std::thread::spawn(move || {
        let mut buffer = [0; 16 << 10];
        let mut flights = 0;
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            flights += 1;
            own.store(flights > 1, Ordering::SeqCst);
            if to.write_all(&buffer[..read]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
    let (mut from, mut to) = (above, client);
    std::thread::spawn(move || {
        let mut buffer = [0; 16 << 10];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            let held = holds.load(Ordering::SeqCst) && asked.load(Ordering::SeqCst);
            if !held && to.write_all(&buffer[..read]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
}
