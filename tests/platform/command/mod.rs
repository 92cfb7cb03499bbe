//! The real program on a configuration of its own, over either engine.

mod bad;
mod channel;
mod enrol;
mod findings;
mod first_boot;
mod health;
mod hostile;
mod kills;
mod log;
pub mod operators;
mod pipes;
mod reconcile;
mod registry;
mod report;
mod serve;
mod status;
mod store;
mod walls;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use hallgate::peer::{PeerLedger, PeerPlatform, PeerSettings};
use hallgate::platform::config::NodeConfig;
use hallgate::platform::ledger::{Place, Session};
use hallgate::wire::SignatureForm;
use postgres::config::Host;
use serde_json::Value;

use crate::{client, cluster};

/// A folder with a configuration.
pub struct Site {
    pub folder: tempfile::TempDir,
    pub engine: &'static str,
}

/// What a command came to.
pub struct CommandOutput {
    pub code: i32,
    pub out: Vec<u8>,
    pub err: String,
}

impl Site {
    /// An empty ledger of the engine; `more` stands behind `[store]`.
    pub fn with(engine: &'static str, more: &str) -> Self {
        match engine {
            "sqlite" => Self::over("sqlite:platform.db", more),
            _ => Self::over(&server_url("owner", &cluster::shared().database()), more),
        }
    }

    /// Over the ledger at this address.
    pub fn over(url: &str, more: &str) -> Self {
        let engine = if url.starts_with("sqlite:") { "sqlite" } else { "postgres" };
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        secret(&at("db.key"), &"07".repeat(32));
        let text = format!(
            "[store]\ndata = {:?}\nurl = {url:?}\nkey = \"file:{}\"\n{more}",
            at("data"),
            at("db.key").display()
        );
        fs::write(at("platform.toml"), text).unwrap();
        Self { folder, engine }
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn config(&self) -> PathBuf {
        self.at("platform.toml")
    }

    /// Carries out a command; the configuration stands behind it.
    pub fn run(&self, words: &[&str]) -> CommandOutput {
        self.run_in("C.UTF-8", words)
    }

    pub fn run_in(&self, locale: &str, words: &[&str]) -> CommandOutput {
        let mut command = program(locale);
        command.args(words).arg("--config").arg(self.config());
        output_of(command)
    }

    /// Likewise, and it is done.
    pub fn done(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert_eq!(output.code, 0, "{}: {words:?}: {}", self.engine, output.err);
        String::from_utf8(output.out).unwrap()
    }

    pub fn json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.done(words)).unwrap()
    }

    pub fn place(&self) -> Place {
        NodeConfig::load(&self.config()).unwrap().place().unwrap()
    }

    /// The ledger itself, as a serving platform has it.
    pub fn session(&self) -> Session {
        fs::create_dir_all(self.at("data")).unwrap();
        self.place().connect().unwrap()
    }
}

/// Carries a trial out over an empty site of each engine.
pub fn over_each(trial: impl Fn(&Site)) {
    for engine in ["sqlite", "postgres"] {
        trial(&Site::with(engine, ""));
    }
}

/// Where a database of the cluster is, for a role.
pub fn server_url(role: &str, place: &Place) -> String {
    let Place::Postgres(server) = place else { panic!("no server") };
    let Some(Host::Unix(folder)) = server.config.get_hosts().first() else { panic!("no socket") };
    let folder = folder.display().to_string().replace('/', "%2F");
    format!("postgres://{role}@{folder}/{}", server.config.get_dbname().unwrap())
}

/// A national platform at which this one is known, and one cinema's key.
pub fn national(database: &Path) -> PeerPlatform {
    let settings = PeerSettings { database: Some(database.to_owned()), ..PeerSettings::default() };
    let national = PeerPlatform::start(settings).unwrap();
    let start = "2019-01-01T00:00:00".parse().unwrap();
    national.add_cinema_key_pair(client::cinema(), &client::pem("rsa1024"), start).unwrap();
    let users = PeerLedger::open(Some(database)).unwrap();
    let form = SignatureForm::LowerHex;
    users.add_user("platform-001", &client::public_pem("terminal"), None, form).unwrap();
    national
}

/// Sends a site's records up to there.
pub fn under(site: &Site, national: &PeerPlatform, more: &str) {
    secret(&site.at("national.key"), &client::pem("terminal"));
    fs::write(site.at("national.pem"), national.ca_pem()).unwrap();
    let config = fs::read_to_string(site.config()).unwrap();
    let section = format!(
        "{config}[national]\nurl = \"{}\"\nusername = \"platform-001\"\n\
         private_key = \"file:{}\"\nca = {:?}\n{more}",
        national.url(),
        site.at("national.key").display(),
        site.at("national.pem"),
    );
    fs::write(site.config(), section).unwrap();
}

/// A file that only its owner reads.
pub fn secret(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, PermissionsExt::from_mode(0o600)).unwrap();
}

pub fn program(locale: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate-platform"));
    for name in ["RUST_LOG", "CREDENTIALS_DIRECTORY", "LC_MESSAGES", "PGPASSWORD"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", locale).stdin(Stdio::null());
    command
}

pub fn output_of(mut command: Command) -> CommandOutput {
    let ended = command.output().unwrap();
    CommandOutput {
        code: ended.status.code().unwrap(),
        out: ended.stdout,
        err: String::from_utf8(ended.stderr).unwrap(),
    }
}

/// The keys of an object, sorted.
pub fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}
