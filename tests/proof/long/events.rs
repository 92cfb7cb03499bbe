//! The events of a run as they come, each line read once.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde_json::Value;

pub struct Events {
    path: PathBuf,
    at: u64,
    pub verdicts: Vec<Value>,
    /// How often keys were heard of.
    pub keys: usize,
}

impl Events {
    /// What is written from now on.
    pub fn follow(path: &Path) -> Self {
        let at = std::fs::metadata(path).map_or(0, |data| data.len());
        Self { path: path.to_owned(), at, verdicts: Vec::new(), keys: 0 }
    }

    pub fn look(&mut self) {
        let Ok(mut file) = File::open(&self.path) else { return };
        let mut text = String::new();
        file.seek(SeekFrom::Start(self.at)).unwrap();
        file.read_to_string(&mut text).unwrap();
        let Some(end) = text.rfind('\n') else { return };
        self.at += end as u64 + 1;
        for line in text[..end].lines() {
            let event: Value = serde_json::from_str(line).expect("a line of JSON");
            match event["event"].as_str() {
                Some("verdict") => self.verdicts.push(event),
                Some("keys") if event["result"] != "failed" => self.keys += 1,
                _ => {}
            }
        }
    }
}
