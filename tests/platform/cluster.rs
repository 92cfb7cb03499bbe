//! A PostgreSQL of the tests' own: a cluster in a temporary folder, reached by a socket there.

use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use hallgate::platform::ledger::Place;
use hallgate::platform::ledger::postgres::Server;

/// A cluster that serves until it is dropped.
pub struct Cluster {
    folder: tempfile::TempDir,
    server: Child,
    port: u16,
    databases: AtomicU32,
}

/// The one that tests share, each with a database of its own.
#[allow(dead_code)] // the benches have one each
pub fn shared() -> &'static Cluster {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(Cluster::start)
}

impl Cluster {
    /// One that waits for no disk.
    pub fn start() -> Self {
        Self::with(&["-c", "fsync=off"], None)
    }

    /// One whose commits are on the disk, as in service.
    #[allow(dead_code)] // the tests need none, the benches nothing else
    pub fn durable() -> Self {
        Self::with(&["-c", "fsync=on"], None)
    }

    /// One that is also reached over TLS, with a password and not without.
    #[allow(dead_code)] // the benches need none
    pub fn secured(tls: &Secured) -> Self {
        Self::with(&["-c", "fsync=off"], Some(tls))
    }

    fn with(options: &[&str], tls: Option<&Secured>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        if rustix::process::geteuid().is_root() {
            // It refuses to run as root.
            let (user, group) = (id("-u"), id("-g"));
            chown(folder.path(), Some(user), Some(group)).unwrap();
        }
        let made = program("initdb")
            .args(["--no-sync", "-A", "trust", "-U", "owner", "-E", "UTF8", "--locale=C", "-D"])
            .arg(&data)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let socket = folder.path().display().to_string();
        let mut command = Command::new("setpriv");
        command
            .args(["--pdeathsig", "INT"])
            .args(as_its_user())
            .arg(binary("postgres"))
            .args(["-c", "max_connections=200"])
            .args(options)
            .args(tls.map_or_else(
                || vec!["-c".into(), "listen_addresses=".into()],
                |it| it.settings(&data),
            ))
            .args(["-k", &socket, "-D"])
            .arg(&data)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let server = spawn_for_good(command);
        let port = tls.map_or(5432, |it| it.port);
        let cluster = Self { folder, server, port, databases: AtomicU32::new(0) };
        while cluster.config("owner", "postgres").connect(postgres::NoTls).is_err() {
            std::thread::sleep(Duration::from_millis(50));
        }
        cluster
    }

    /// A way into a database of the cluster.
    pub fn config(&self, user: &str, database: &str) -> postgres::Config {
        let mut config = postgres::Config::new();
        config.host_path(self.folder.path()).port(self.port).user(user).dbname(database);
        config
    }

    /// An empty database, owned by the role that serves.
    pub fn database(&self) -> Place {
        let name = format!("trial{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut owner = self.config("owner", "postgres").connect(postgres::NoTls).unwrap();
        owner.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        Place::Postgres(Server { config: self.config("owner", &name), tls: None, log_key: None })
    }
}

/// What a cluster shows to those who come over TLS.
pub struct Secured {
    pub port: u16,
    pub certificate_pem: String,
    pub key_pem: String,
}

impl Secured {
    /// Settings of the server; its files lie with its data.
    fn settings(&self, data: &Path) -> Vec<String> {
        let write = |name: &str, text: &str| {
            let path = data.join(name);
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
            if rustix::process::geteuid().is_root() {
                chown(&path, Some(id("-u")), Some(id("-g"))).unwrap();
            }
            path.display().to_string()
        };
        let rules = "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n";
        let (certificate, key) =
            (write("server.crt", &self.certificate_pem), write("server.key", &self.key_pem));
        [
            "ssl=on".to_owned(),
            format!("ssl_cert_file={certificate}"),
            format!("ssl_key_file={key}"),
            format!("hba_file={}", write("rules.conf", rules)),
            "listen_addresses=127.0.0.1".to_owned(),
            format!("port={}", self.port),
        ]
        .into_iter()
        .flat_map(|setting| ["-c".to_owned(), setting])
        .collect()
    }
}

/// It dies with this process, however that ends: with the thread that started it, which never does.
fn spawn_for_good(mut command: Command) -> Child {
    let (started, server) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        started.send(command.spawn().unwrap()).unwrap();
        loop {
            std::thread::park();
        }
    });
    server.recv().unwrap()
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let pid = rustix::process::Pid::from_child(&self.server);
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::INT);
        let _ = self.server.wait();
    }
}

/// A program of PostgreSQL's, as a user that it accepts.
fn program(name: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.args(as_its_user()).arg(binary(name));
    command
}

fn as_its_user() -> Vec<String> {
    if !rustix::process::geteuid().is_root() {
        return Vec::new();
    }
    let (user, group) = (id("-u"), id("-g"));
    vec![format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".to_owned()]
}

/// The user that Debian's package makes.
fn id(what: &str) -> u32 {
    let found = Command::new("id").args([what, "postgres"]).output().unwrap();
    let found = String::from_utf8(found.stdout).unwrap();
    found.trim().parse().expect("Debian's package postgresql is not installed")
}

/// Debian keeps the programs out of the path, a folder a version.
fn binary(name: &str) -> PathBuf {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .expect("Debian's package postgresql is not installed")
        .map(|entry| entry.unwrap().path())
        .collect();
    versions.sort();
    let found = versions.pop().map(|version| Path::join(&version, "bin").join(name));
    found.expect("Debian's package postgresql is not installed")
}
