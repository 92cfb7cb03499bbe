//! `serve` itself: ready once terminals are answered, one process for a folder, commands beside it.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::{Site, program};
use crate::client::{Client, cinema, pem, public_pem};
use hallgate::wire::calls::PublicKeysQuery;

/// A platform that serves; it is ended with SIGTERM.
pub struct Serving {
    child: Child,
    pub url: String,
    /// What it says on its standard error.
    told: PathBuf,
}

impl Serving {
    pub fn start(site: &Site) -> Self {
        let mut command = program("C.UTF-8");
        command.arg("serve").arg("--config").arg(site.config());
        command.arg("--events").arg(site.at("events.jsonl"));
        let told = site.at("stderr");
        command.stdout(Stdio::piped()).stderr(std::fs::File::create(&told).unwrap());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("ready ").unwrap_or_else(|| panic!("{line:?}"));
        Self { url: url.to_owned(), child, told }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// As a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn stop(mut self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
        let told = std::fs::read_to_string(&self.told).unwrap_or_default();
        assert!(!told.contains("panicked"), "{told}");
    }
}

#[test]
fn it_serves_until_it_is_told_to_stop_and_commands_work_beside_it() {
    for engine in ["sqlite", "postgres"] {
        let site = Site::with(engine, "[listen]\naddress = \"127.0.0.1:0\"\n");
        let serving = Serving::start(&site);
        let second = site.run(&["serve"]);
        assert_eq!(second.code, 1, "one process for a folder");

        let code = "44010201";
        let enrol = ["terminal", "enrol", "--cinema", code, "hall-12"];
        let output = site.done(&enrol);
        let one_time = output.lines().find_map(|line| line.strip_prefix("code ")).unwrap();
        let ca = std::fs::read_to_string(site.at("data/ca.pem")).unwrap();
        let client = Client::at(serving.url.clone(), &ca);
        let body: String =
            public_pem("terminal").lines().filter(|line| !line.starts_with('-')).collect();
        assert!(BASE64_STANDARD.decode(&body).is_ok());
        let asked = json!({ "Version": "1.0", "Code": one_time, "PublicKey": body }).to_string();
        let url = format!("{}enrol", serving.url);
        let reply =
            client.agent.post(url).send(asked).unwrap().into_body().read_to_string().unwrap();
        let reply: Value = serde_json::from_str(&reply).unwrap();
        assert_eq!(reply["ReplyData"]["Username"], "hall-12", "{reply}");
        // The key that it handed in is its own from now on.
        assert!(!pem("terminal").is_empty());
        let (status, answer) = client.call(&PublicKeysQuery { cinema_code: cinema() });
        assert_eq!(status, 200, "{engine}: {answer}");
        site.done(&["terminal", "revoke", "hall-12", "--yes"]);
        let revoked = (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            client.call(&PublicKeysQuery { cinema_code: cinema() }).0 == 401
        });
        assert!(revoked, "{engine}: it is believed still");
        serving.stop();

        let events = std::fs::read_to_string(site.at("events.jsonl")).unwrap();
        assert!(!events.contains(one_time), "the code stands in no log");
        let events: Vec<Value> =
            events.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(events.first().unwrap()["event"], "ready", "{events:?}");
        assert_eq!(events.last().unwrap()["event"], "stopped", "{events:?}");
    }
}
