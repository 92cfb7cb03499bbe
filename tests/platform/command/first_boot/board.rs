//! A board that is set up for the first time: its card's partition as a folder, its camera's frames as pictures, a real platform.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use hallgate::platform::ledger::terminals;
use hallgate::wire::TerminalKey;
use rsa::RsaPublicKey;
use rsa::pkcs8::DecodePublicKey;

use crate::command::serve::Serving;
use crate::command::{CommandOutput, Site, output_of};

const CINEMA: &str = "12345678";
pub const NAME: &str = "hall-3";
pub const HALL: &str = "0000000000000003";

/// As long as a slow machine takes; nothing is judged by it but that something never comes.
const PATIENCE: Duration = Duration::from_secs(120);

/// A board with a flashed card, and the platform that it is to enrol at.
pub struct Board {
    pub site: Site,
    serving: Option<Serving>,
    folder: tempfile::TempDir,
}

impl Board {
    pub fn new() -> Self {
        let site = Site::with("sqlite", "[listen]\naddress = \"127.0.0.1:0\"\n");
        let serving = Serving::start(&site);
        let board = Self { site, serving: Some(serving), folder: tempfile::tempdir().unwrap() };
        for name in ["card", "boards", "frames", "data"] {
            fs::create_dir(board.at(name)).unwrap();
        }
        fs::write(board.at("model"), "Raspberry Pi 4 Model B Rev 1.4\0").unwrap();
        // The wiring of a machine without wires.
        let wiring = format!(
            "[terminal]\ncinema_code = \"99999999\"\n[store]\npath = {:?}\n[gate]\ndriver = \"simulated\"\n\
             [display]\ndriver = \"png\"\ndevice = {:?}\n[camera]\nsource = \"replay:{}\"\n\
             [platform]\nurl = \"https://wrong.example/\"\nusername = \"wrong\"\nprivate_key = \"file:/wrong\"\n",
            board.at("data/hallgate.db"),
            board.at("shown"),
            board.at("frames").display(),
        );
        fs::write(board.at("boards/raspberry-pi-4.toml"), wiring).unwrap();
        board
    }

    /// With a card that names all, and its code.
    pub fn with_whole_card() -> (Self, String) {
        let board = Self::new();
        let (code, sum) = board.code(NAME, &[]);
        board.write_card(&board.whole(&code, &sum));
        (board, code)
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn url(&self) -> &str {
        &self.serving.as_ref().unwrap().url
    }

    pub fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate"));
        command.env_remove("RUST_LOG").env_remove("CREDENTIALS_DIRECTORY").stdin(Stdio::null());
        command.arg("setup").arg("--plain").args(more);
        for (option, name) in [
            ("--card", "card"),
            ("--etc", "etc"),
            ("--runtime", "run"),
            ("--boards", "boards"),
            ("--model", "model"),
            ("--credentials", "secrets.encrypted"),
        ] {
            command.arg(option).arg(self.at(name));
        }
        command
    }

    pub fn once(&self) -> CommandOutput {
        output_of(self.command(&["--once"]))
    }

    pub fn start(&self) -> Child {
        self.command(&[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Writes over the card's file as an image has it: large already, and padded.
    pub fn write_card(&self, text: &str) {
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(64 * 1024, b'\n');
        fs::write(self.at("card/hallgate.toml"), bytes).unwrap();
    }

    /// A card's file that names all; `code` and `sum` as `terminal enrol` prints them.
    pub fn whole(&self, code: &str, sum: &str) -> String {
        format!(
            "# first-boot file with room for a line of the terminal's own, whatever the terminal's name is\n\
             [terminal]\ncinema_code = \"{CINEMA}\"\nscreens = [\"{HALL}\"]\nname = \"Hall 3\"\nlanguage = \"en\"\n\
             [platform]\nurl = \"{}\"\nusername = \"{NAME}\"\nrequest_timeout_ms = 60000\n\
             [enrolment]\ncode = \"{code}\"\nca_sha256 = \"{sum}\"\n",
            self.url(),
        )
    }

    /// A code for a terminal, and whom to show it to.
    pub fn code(&self, name: &str, more: &[&str]) -> (String, String) {
        let words = ["terminal", "enrol", "--cinema", CINEMA, name, "--screen", HALL];
        let output = self.site.done(&[&words[..], more].concat());
        let of = |key: &str| {
            let mut lines = output.lines().filter_map(|line| line.strip_prefix(key));
            lines.next().unwrap().trim().to_owned()
        };
        (of("code "), of("ca_sha256 "))
    }

    pub fn status(&self) -> String {
        fs::read_to_string(self.at("card/STATUS.TXT")).unwrap_or_default()
    }

    /// The names of the pages that were shown.
    pub fn pages(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.at("shown")) else { return Vec::new() };
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    pub fn waits_for(&self, what: &str, is_there: impl Fn() -> bool) {
        let began = Instant::now();
        while !is_there() {
            assert!(began.elapsed() < PATIENCE, "{what} never comes: {}", self.status());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// All that a terminal needs is there, it is known by its key, and it starts.
    pub fn is_whole(&self, name: &str) {
        for (path, mode) in [("secrets/hallgate-db", 0o600), ("secrets/terminal-key", 0o600)] {
            let found = self.at(path).metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(found, mode, "{path}");
        }
        let mode = self.at("etc/hallgate.toml").metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        let own = fs::read_to_string(self.at("secrets/terminal-key")).unwrap();
        let known = terminals::find(&mut self.site.session(), name).unwrap().unwrap();
        let known = RsaPublicKey::from_public_key_pem(&known.public_key.unwrap()).unwrap();
        assert_eq!(known, TerminalKey::from_pem(&own).unwrap().public());
        let names = fs::read_dir(self.at("etc")).unwrap();
        let names: Vec<_> =
            names.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        assert!(
            !names.iter().any(|name| name.contains("key") || name.ends_with(".next")),
            "{names:?}"
        );
        self.runs();
    }

    /// `hallgate run` on what was made is ready.
    fn runs(&self) {
        let events = self.at("events.jsonl");
        let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate"));
        command.env_remove("RUST_LOG").env("CREDENTIALS_DIRECTORY", self.at("secrets"));
        command.arg("run").arg("--config").arg(self.at("etc/hallgate.toml"));
        command.arg("--events").arg(&events).stdin(Stdio::null()).stdout(Stdio::null());
        let said = fs::File::create(self.at("said")).unwrap();
        let mut running = command.stderr(said).spawn().unwrap();
        let is_ready = || fs::read_to_string(&events).is_ok_and(|text| text.contains("\"ready\""));
        let began = Instant::now();
        while !is_ready() {
            let ended = running.try_wait().unwrap();
            let said = fs::read_to_string(self.at("said")).unwrap();
            assert!(ended.is_none() && began.elapsed() < PATIENCE, "{ended:?} {said}");
            std::thread::sleep(Duration::from_millis(20));
        }
        let pid = rustix::process::Pid::from_child(&running);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        let ended = running.wait().unwrap();
        // Its camera's pictures may be over just then, and with them whoever minds signals.
        let is_stopped = ended.success() || ended.signal() == Some(15);
        assert!(is_stopped, "{ended}: {}", fs::read_to_string(self.at("said")).unwrap());
        fs::remove_file(&events).unwrap();
    }

    pub fn ends(mut self) {
        self.serving.take().unwrap().stop();
    }
}
