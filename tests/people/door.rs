//! A door with its disk, and the commands as an installer gives them.

use std::path::PathBuf;

use hallgate::people::Password;
use hallgate::people::{CalledName, Role};
use hallgate::terminal::config::Config;
use hallgate::terminal::operators::commands::{
    OperatorAdd, OperatorCall, OperatorChangeArgs, SiteArgs, add, audit_verify, call, disable,
    enable, list, passwd,
};
use hallgate::terminal::operators::{OperatorPlace, PeopleError, SignedIn, sign_in};
use hallgate::terminal::store::{AdminStore, AuditFilter, DatabaseKey};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

pub const CHEN: &str = "saal drei links";
pub const LIN: &str = "947183";
pub const START: Timestamp = Timestamp::constant(1_777_600_000, 0);

/// A terminal at some door, by its disk.
pub struct Door {
    folder: tempfile::TempDir,
    pub config: Config,
}

impl Door {
    /// One on which nothing ever ran.
    pub fn fresh() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("db.key");
        std::fs::write(&key, "07".repeat(32)).unwrap();
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(&key, private).unwrap();
        let text = format!(
            "[terminal]\ncinema_code = \"12345678\"\nlanguage = \"en\"\n[store]\npath = \"{}\"\nkey = \"file:{}\"\n
             [platform]\nurl = \"https://platform.example\"\nusername = \"t\"\nprivate_key = \"file:/none\"",
            folder.path().join("hallgate.db").display(),
            key.display(),
        );
        let file = folder.path().join("hallgate.toml");
        let config = Config::parse(&text, &file).unwrap();
        std::fs::write(&file, text).unwrap();
        Self { folder, config }
    }

    /// One with the admin chen and the staff lin.
    pub fn staffed() -> Self {
        let site = Self::fresh();
        site.add("chen", None, Role::Admin, &[CHEN]).unwrap();
        site.add("lin", Some("chen"), Role::Staff, &[CHEN, LIN]).unwrap();
        site
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("hallgate.db")
    }

    /// The configuration's file, for the commands themselves.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("hallgate.toml")
    }

    pub fn admin_store(&self) -> AdminStore {
        AdminStore::open(&self.path(), &key()).unwrap()
    }

    /// The database as somebody opens it around the program.
    pub fn raw(&self) -> Connection {
        let db = Connection::open(self.path()).unwrap();
        db.pragma_update(None, "key", format!("x'{}'", "07".repeat(32))).unwrap();
        db
    }

    pub fn add(&self, name: &str, by: Option<&str>, role: Role, lines: &[&str]) -> Output {
        let wanted = new_operator(name, by, role);
        output_of(|out| add(&self.config, &wanted, input(lines).as_slice(), out))
    }

    pub fn passwd(&self, name: &str, by: Option<&str>, lines: &[&str]) -> Output {
        output_of(|out| passwd(&self.config, &change(name, by), input(lines).as_slice(), out))
    }

    pub fn call(&self, name: &str, shown: &str, by: Option<&str>, lines: &[&str]) -> Output {
        let wanted = OperatorCall { change: change(name, by), called: shown.parse().unwrap() };
        output_of(|out| call(&self.config, &wanted, input(lines).as_slice(), out))
    }

    pub fn disable(&self, name: &str, by: &str, password: &str) -> Output {
        let change = change(name, Some(by));
        output_of(|out| disable(&self.config, &change, input(&[password]).as_slice(), out))
    }

    pub fn enable(&self, name: &str, by: &str, password: &str) -> Output {
        let change = change(name, Some(by));
        output_of(|out| enable(&self.config, &change, input(&[password]).as_slice(), out))
    }

    pub fn list(&self) -> String {
        output_of(|out| list(&self.config, out)).unwrap()
    }

    pub fn verify(&self) -> Output {
        output_of(|out| audit_verify(&self.config, out))
    }

    pub fn sign_in(
        &self,
        name: &str,
        password: &str,
        at: Timestamp,
    ) -> Result<SignedIn, PeopleError> {
        let password = Password::new(password.into()).unwrap();
        sign_in(&mut self.admin_store(), name, &password, OperatorPlace::Screen, at)
    }

    /// Who and what of the log, but for good sign-ins.
    pub fn log(&self) -> Vec<String> {
        let entries = self.admin_store().audit(&AuditFilter::default()).unwrap();
        entries
            .into_iter()
            .filter(|entry| entry.what != "sign_in")
            .map(|entry| format!("{} {}: {}", entry.who, entry.what, entry.detail))
            .collect()
    }
}

pub type Output = Result<String, PeopleError>;

pub fn output_of(run: impl FnOnce(&mut Vec<u8>) -> Result<(), PeopleError>) -> Output {
    let mut out = Vec::new();
    run(&mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

pub fn input(lines: &[&str]) -> Vec<u8> {
    lines.iter().flat_map(|line| format!("{line}\n").into_bytes()).collect()
}

pub fn change(name: &str, by: Option<&str>) -> OperatorChangeArgs {
    OperatorChangeArgs {
        name: name.parse().unwrap(),
        acting: by.map(str::to_owned),
        password_stdin: true,
        site: SiteArgs { config: PathBuf::new() },
    }
}

pub fn new_operator(name: &str, by: Option<&str>, role: Role) -> OperatorAdd {
    OperatorAdd { change: change(name, by), role, number: None, called: CalledName::default() }
}

pub fn key() -> DatabaseKey {
    DatabaseKey::from_bytes(&[7; 32]).unwrap()
}

pub fn after(minutes: i64) -> Timestamp {
    START + SignedDuration::from_mins(minutes)
}
