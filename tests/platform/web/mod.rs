//! The pages, over real TLS, by a small client and in a real browser.

mod browser;
pub mod driver;
mod language;
mod rights;
mod rules;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::command::{Site, operators, program};

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
        let agent = Client::at(self.url.clone(), &self.ca).agent;
        Browser { agent, url: self.url.clone(), cookies: RefCell::default(), accepts: "en" }
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

/// What a browser does: it keeps cookies, and goes nowhere by itself.
pub struct Browser {
    agent: ureq::Agent,
    url: String,
    pub cookies: RefCell<BTreeMap<String, String>>,
    pub accepts: &'static str,
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }

    /// The token of the page's first form.
    pub fn token(&self) -> &str {
        let (_, behind) = self.body.split_once("name=\"token\" value=\"").unwrap();
        behind.split('"').next().unwrap()
    }
}

impl Browser {
    pub fn get(&self, path: &str) -> Answer {
        let request = self.agent.get(format!("{}{path}", self.url));
        let request = request.header("accept-language", self.accepts);
        let request = request.header("cookie", self.cookie());
        self.taken(request.config().max_redirects(0).build().call().unwrap())
    }

    /// A form as a browser sends it.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.try_post(path, fields).unwrap()
    }

    /// Likewise; an error where the connection ends before all of it is sent.
    pub fn try_post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, ureq::Error> {
        let plain = percent_encoding::NON_ALPHANUMERIC;
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| {
                format!("{name}={}", percent_encoding::utf8_percent_encode(value, plain))
            })
            .collect();
        let request = self.agent.post(format!("{}{path}", self.url));
        let request = request.header("accept-language", self.accepts);
        let request = request.header("cookie", self.cookie());
        let request = request.content_type("application/x-www-form-urlencoded");
        let sent = request.config().max_redirects(0).build().send(body.join("&"));
        Ok(self.taken(sent?))
    }

    /// Likewise, with the token that the page at `from` gives out.
    pub fn fill_in(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(from);
        assert_eq!(page.status, 200, "{from}: {}", page.body);
        self.post(path, &[&[("token", page.token())], fields].concat())
    }

    pub fn sign_in(&self, name: &str, password: &str) -> Answer {
        self.fill_in("/sign-in", "/sign-in", &[("name", name), ("password", password)])
    }

    fn cookie(&self) -> String {
        let pairs = self.cookies.borrow();
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn taken(&self, mut response: ureq::http::Response<ureq::Body>) -> Answer {
        let headers: Vec<(String, String)> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        for (_, cookie) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
        }
        let status = response.status().as_u16();
        Answer { status, headers, body: response.body_mut().read_to_string().unwrap() }
    }
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
