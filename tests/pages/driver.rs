//! A real Chromium by its driver's HTTP interface (W3C WebDriver): as much of it as the tests need.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};

/// A window of a browser that shows nothing to anybody.
pub struct Window {
    driver: Child,
    agent: ureq::Agent,
    url: String,
}

impl Window {
    /// None: there is no Chromium here.
    pub fn open(language: &str) -> Option<Self> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut driver = command.spawn().ok()?;
        let mut lines = BufReader::new(driver.stdout.take()?).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, behind) = line.split_once("started successfully on port ")?;
            behind.trim_end_matches('.').parse::<u16>().ok()
        })?;
        std::thread::spawn(move || lines.for_each(drop));
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build();
        let agent = ureq::Agent::new_with_config(config);
        let mut window = Self { driver, agent, url: format!("http://127.0.0.1:{port}/session") };
        let asked = json!({ "capabilities": { "alwaysMatch": {
            "acceptInsecureCerts": true,
            "goog:chromeOptions": {
                "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                    "--hide-scrollbars", "--force-device-scale-factor=1", "--window-size=1100,860"],
                "prefs": { "intl.accept_languages": language },
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        } } });
        let session = window.ask("", asked);
        let id = session["sessionId"].as_str().unwrap_or_else(|| panic!("{session}"));
        window.url = format!("{}/{id}", window.url);
        Some(window)
    }

    fn ask(&self, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.url);
        let sent = self.agent.post(&url).send(body.to_string());
        let text = sent.unwrap().body_mut().with_config().limit(1 << 26).read_to_string().unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["value"].clone()
    }

    fn look(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.url);
        let got = self.agent.get(&url).call();
        let text = got.unwrap().body_mut().with_config().limit(1 << 26).read_to_string().unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["value"].clone()
    }

    pub fn go(&self, url: &str) {
        let gone = self.ask("/url", json!({ "url": url }));
        assert!(gone.is_null(), "{url}: {gone}");
    }

    pub fn resize(&self, width: u32, height: u32) {
        self.ask("/window/rect", json!({ "width": width, "height": height }));
    }

    /// What a script in the page returns.
    pub fn run(&self, script: &str) -> Value {
        self.ask("/execute/sync", json!({ "script": script, "args": [] }))
    }

    pub fn text(&self) -> String {
        self.run("return document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    pub fn path(&self) -> String {
        self.run("return location.pathname").as_str().unwrap_or_default().to_owned()
    }

    fn element(&self, css: &str) -> String {
        let found = self.ask("/element", json!({ "using": "css selector", "value": css }));
        let id = found.as_object().and_then(|it| it.values().next()?.as_str());
        id.unwrap_or_else(|| panic!("{css}: {found}\n{}", self.text())).to_owned()
    }

    pub fn click(&self, css: &str) {
        let clicked = self.ask(&format!("/element/{}/click", self.element(css)), json!({}));
        assert!(clicked.is_null(), "{css}: {clicked}");
    }

    pub fn type_into(&self, css: &str, text: &str) {
        let typed = json!({ "text": text });
        let done = self.ask(&format!("/element/{}/value", self.element(css)), typed);
        assert!(done.is_null(), "{css}: {done}");
    }

    /// The window as a PNG.
    pub fn picture(&self) -> Vec<u8> {
        let png = self.look("/screenshot");
        BASE64_STANDARD.decode(png.as_str().unwrap()).unwrap()
    }

    /// What the browser complains of: a style or a script that the page's own rules forbid.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.ask("/se/log", json!({ "type": "browser" }));
        let lines = log.as_array().cloned().unwrap_or_default();
        lines.iter().map(|line| line["message"].to_string()).collect()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.url).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
