//! The binary as a process that is started, signalled and waited for.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::contract;

/// Only a hang takes longer.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The binary, with nothing of this process's surroundings that it would listen to.
pub fn hallgate() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate"));
    for name in ["RUST_LOG", "JOURNAL_STREAM", "NOTIFY_SOCKET", "CREDENTIALS_DIRECTORY"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// A run under way. Dropped, it is killed.
pub struct Running {
    child: Child,
    events: PathBuf,
    /// Where this run's lines begin in the file.
    from: u64,
    stderr: PathBuf,
    over: bool,
}

/// A run that is over.
#[derive(Debug)]
pub struct Ended {
    /// None: by a signal.
    pub code: Option<i32>,
    pub stderr: String,
    pub events: Vec<Value>,
}

impl Running {
    /// Starts `hallgate run`; its journal goes to a file beside `config`.
    pub fn start(config: &Path, events: &Path, more: &[(&str, &Path)]) -> Self {
        let mut command = hallgate();
        command.envs(more.iter().copied());
        Self::start_as(command, config, events)
    }

    /// The same by a command that ends as the binary.
    pub fn start_as(mut command: Command, config: &Path, events: &Path) -> Self {
        let from = std::fs::metadata(events).map_or(0, |data| data.len());
        let folder = config.parent().unwrap();
        let stderr = folder.join("stderr");
        let log = File::create(&stderr).unwrap();
        command.arg("run").arg("--config").arg(config).arg("--events").arg(events);
        command.stdout(Stdio::null()).stderr(log);
        let child = command.spawn().unwrap();
        Self { child, events: events.to_owned(), from, stderr, over: false }
    }

    /// The lines that are whole so far.
    pub fn events(&self) -> Vec<Value> {
        let mut text = String::new();
        let Ok(mut file) = File::open(&self.events) else { return Vec::new() };
        file.seek(SeekFrom::Start(self.from)).unwrap();
        file.read_to_string(&mut text).unwrap();
        let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
        whole.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }

    /// Waits for an event.
    pub fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let over = self.child.try_wait().unwrap();
            if let Some(event) = self.events().into_iter().find(&wanted) {
                return event;
            }
            if over.is_some() || Instant::now() > end {
                let (events, stderr) = (self.events(), self.stderr());
                panic!("it never came ({over:?}); {events:#?}\n{stderr}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits for an event, at most so long; none too where the run is over without it.
    pub fn within(&mut self, patience: Duration, wanted: impl Fn(&Value) -> bool) -> Option<Value> {
        let end = Instant::now() + patience;
        loop {
            let over = self.is_over();
            let found = self.events().into_iter().find(&wanted);
            if found.is_some() || over || Instant::now() > end {
                return found;
            }
            std::thread::sleep(Duration::from_millis(4));
        }
    }

    /// The files that it holds open, by their names in /proc.
    pub fn open_files(&self) -> Vec<String> {
        let folder = format!("/proc/{}/fd", self.child.id());
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = entries.filter_map(|path| std::fs::read_link(path).ok());
        files.map(|file| file.display().to_string()).collect()
    }

    /// Whether it has ended by itself.
    pub fn is_over(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits until so many verdicts are given.
    pub fn until_verdicts(&mut self, count: usize) {
        let end = Instant::now() + PATIENCE;
        while of(&self.events(), "verdict").len() < count {
            assert!(Instant::now() < end, "{:#?}\n{}", self.events(), self.stderr());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Cuts the power; what was told so far is not held against the contract.
    pub fn kill(mut self) -> Vec<Value> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.over = true;
        self.events()
    }

    /// Waits for the end and holds the events against the contract.
    pub fn end(self) -> Ended {
        let ended = self.end_however();
        assert_eq!(ended.code, Some(0), "{}\n{:#?}", ended.stderr, ended.events);
        contract::check(&ended.events);
        ended
    }

    /// Waits for the end.
    pub fn end_however(mut self) -> Ended {
        let ended = self.wait(PATIENCE);
        ended.unwrap_or_else(|| panic!("it does not end; {:#?}\n{}", self.events(), self.stderr()))
    }

    /// Waits for the end, at most so long.
    pub fn end_within(mut self, patience: Duration) -> Option<Ended> {
        self.wait(patience)
    }

    fn wait(&mut self, patience: Duration) -> Option<Ended> {
        let end = Instant::now() + patience;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if Instant::now() > end {
                return None;
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        self.over = true;
        Some(Ended { code: status.code(), stderr: self.stderr(), events: self.events() })
    }

    fn stderr(&self) -> String {
        std::fs::read_to_string(&self.stderr).unwrap_or_default()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.over {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// The events of one name.
pub fn of<'a>(events: &'a [Value], name: &str) -> Vec<&'a Value> {
    events.iter().filter(|event| event["event"] == name).collect()
}

impl Ended {
    pub fn of(&self, name: &str) -> Vec<&Value> {
        of(&self.events, name)
    }

    /// The verdicts' reasons in their order.
    pub fn reasons(&self) -> Vec<&str> {
        self.of("verdict").iter().map(|verdict| verdict["reason"].as_str().unwrap()).collect()
    }

    /// The gate's states in their order.
    pub fn gate(&self) -> Vec<&str> {
        self.of("gate").iter().map(|gate| gate["state"].as_str().unwrap()).collect()
    }
}
