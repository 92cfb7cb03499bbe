//! What `hallgate-peer up` builds in a folder: begun, asked and ended.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

/// What was begun and ends with the test. Everything is in the folder's `trial`.
pub struct Up {
    child: Child,
    lines: Vec<String>,
}

impl Up {
    pub fn begin(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hallgate-peer"))
            .args(["up", "--data", "trial", "--platform", "127.0.0.1:0"])
            .args(["--national", "127.0.0.1:0", "--channel", "127.0.0.1:0"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let told = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let lines: Vec<String> = told.take_while(|line| line != "ready").collect();
        assert_eq!(lines.len(), 5, "{lines:?}");
        Self { child, lines }
    }

    /// The second word of the line that begins with it.
    pub fn value(&self, name: &str) -> &str {
        let line = self.lines.iter().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap()
    }

    pub fn end(mut self) {
        kill_process(Pid::from_child(&self.child), Signal::INT).unwrap();
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Up {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Carries out a command beside the one that serves: what it prints.
pub fn peer(folder: &Path, words: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate-peer"));
    let output =
        command.args(words).args(["--data", "trial"]).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
