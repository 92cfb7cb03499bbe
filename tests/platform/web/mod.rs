//! The pages, over real TLS, by a small client and in a real browser.

mod browser;
#[path = "../../pages/driver.rs"]
pub mod driver;
mod language;
mod rights;
mod rules;
#[path = "../../pages/browser.rs"]
#[allow(dead_code)] // the terminal's pages use the rest
mod small;

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::command::{Site, operators, program};
pub use small::Browser;

pub const PASSWORD: &str = "saal drei links";

/// A platform that serves with pages; it is ended with SIGTERM.
pub struct Serving {
    child: Child,
    /// Without the slash at its end.
    pub url: String,
    ca: String,
    /// What it says on its standard error.
    told: std::path::PathBuf,
}

impl Serving {
    pub fn start(site: &Site) -> Self {
        let mut command = program("C.UTF-8");
        command.arg("serve").arg("--config").arg(site.config());
        let told = site.at("stderr");
        command.stdout(Stdio::piped()).stderr(std::fs::File::create(&told).unwrap());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.next().unwrap().unwrap().starts_with("ready "));
        let line = lines.next().unwrap().unwrap();
        let url = line.strip_prefix("pages ").unwrap_or_else(|| panic!("{line:?}"));
        let ca = std::fs::read_to_string(site.at("data/ca.pem")).unwrap();
        Self { url: url.trim_end_matches('/').to_owned(), child, ca, told }
    }

    pub fn browser(&self) -> Browser {
        Browser::at(&self.url, Client::at(self.url.clone(), &self.ca).agent)
    }

    /// Somebody who is signed in.
    pub fn signed_in(&self, name: &str) -> Browser {
        let browser = self.browser();
        let answer = browser.sign_in(name, PASSWORD);
        assert_eq!((answer.status, answer.location()), (303, Some("/")), "{}", answer.body);
        browser
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        let ended = self.child.wait();
        if !std::thread::panicking() {
            assert!(ended.unwrap().success());
            let told = std::fs::read_to_string(&self.told).unwrap_or_default();
            assert!(!told.contains("panicked"), "{told}");
        }
    }
}

/// A site with pages, two cinemas, and somebody of each role.
pub fn site(engine: &'static str, session_s: u32) -> Site {
    let web = format!(
        "[listen]\naddress = \"127.0.0.1:0\"\n[web]\naddress = \"127.0.0.1:0\"\nsession_s = {session_s}\n"
    );
    let site = Site::with(engine, &web);
    for (code, name) in [("12345678", "和平影都"), ("87654321", "<b>bold & brave</b>")] {
        site.done(&["cinema", "add", code, "--name", name]);
    }
    for (name, role, more) in [
        ("chen", "admin", &[][..]),
        ("wang", "viewer", &[]),
        ("zhao", "clerk", &["--cinema", "12345678"]),
    ] {
        operators::add(&site, name, role, more);
    }
    site
}

/// Waits until something holds; the test harness ends what never does.
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !holds() {
        assert!(Instant::now() < deadline, "never: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Kinds and details of the log.
pub fn logged(site: &Site) -> Vec<(String, serde_json::Value, String)> {
    let log = site.json(&["audit", "show", "--format", "json"]);
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let entry =
        |it: &serde_json::Value| (text(&it["kind"]), it["detail"].clone(), text(&it["who"]));
    log.as_array().unwrap().iter().map(entry).collect()
}
