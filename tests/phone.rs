//! The terminal's pages for a phone, by a small client and in a real Chromium: who gets in, what stands there, and that
//! nothing on the network locks a name at the door. Their pictures lie in `assets/web`, made anew with `HALLGATE_BLESS=1`.
#![cfg(feature = "peer")]

#[path = "pages/browser.rs"]
#[allow(dead_code)] // the platform's pages use the rest
mod browser;
#[path = "national/client.rs"]
#[allow(dead_code)] // the peer's own tests use the rest
mod client;
#[path = "pages/driver.rs"]
#[allow(dead_code)] // the platform's pages use the rest
mod driver;
#[path = "report/site.rs"]
#[allow(dead_code)] // the report's tests use more of it
mod site;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use browser::Browser;
use client::Client;
use driver::Window;
use rustix::process::{Pid, Signal, kill_process};
use site::{Show, Site};

const PASSWORD: &str = "saal drei links";
const WATCHER: &str = "0123456789abcdef0123456789abcdef";

/// The program, for a site with somebody of each role.
fn program(site: &Site, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate"));
    command.args(words).arg("--config").arg(site.config_file());
    command
}

fn add(site: &Site, name: &str, role: &str, by: &[&str]) {
    let mut command = program(
        site,
        &[&["operator", "add", name, "--role", role, "--password-stdin"], by].concat(),
    );
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    // One's own password first, where somebody has to be asked.
    let typed = if by.is_empty() { 1 } else { 2 };
    let lines = format!("{PASSWORD}\n").repeat(typed);
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success(), "{name}");
}

/// A site with pages; `more` stands in `[web]`.
fn site(more: &str) -> Site {
    let site = Site::filled();
    let token = site.folder.path().join("watcher");
    fs::write(&token, format!("{WATCHER}\n")).unwrap();
    fs::set_permissions(&token, fs::Permissions::from_mode(0o600)).unwrap();
    let mut text = fs::read_to_string(site.config_file()).unwrap();
    text += &format!(
        "\n[web]\naddress = \"127.0.0.1:0\"\nmetrics_token = \"file:{}\"\n{more}\n",
        token.display()
    );
    fs::write(site.config_file(), text).unwrap();
    add(&site, "chen", "admin", &[]);
    add(&site, "zhao", "tech", &["--as", "chen"]);
    add(&site, "wang", "staff", &["--as", "chen"]);
    site
}

/// Pages that are served; ended with SIGTERM.
struct Serving {
    child: Child,
    url: String,
    ca: String,
}

impl Serving {
    fn start(site: &Site) -> Self {
        let mut child = program(site, &["web"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        let (url, print) =
            line.strip_prefix("pages ").and_then(|it| it.split_once("/ sha256 ")).unwrap();
        let ca = fs::read_to_string(site.folder.path().join("web/ca.pem")).unwrap();
        assert_eq!(print, hallgate::terminal::web::fingerprint(&ca));
        Self { child, url: url.to_owned(), ca }
    }

    fn browser(&self) -> Browser {
        Browser::at(&self.url, Client::at(self.url.clone(), &self.ca).agent)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = kill_process(Pid::from_child(&self.child), Signal::TERM);
        let ended = self.child.wait();
        if !std::thread::panicking() {
            assert!(ended.unwrap().success());
        }
    }
}

fn log(site: &Site) -> String {
    let done = program(site, &["audit", "show", "--json"]).output().unwrap();
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn a_technician_gets_in_and_nobody_else() {
    let site = site("");
    let serving = Serving::start(&site);
    let browser = serving.browser();
    for path in ["/", "/today", "/log", "/report", "/metrics"] {
        let answer = browser.get(path);
        assert_eq!((answer.status, answer.location()), (303, Some("/sign-in")), "{path}");
        assert!(answer.header("content-security-policy").is_some());
    }
    let refused = browser.sign_in("wang", PASSWORD);
    assert!(refused.status == 200 && refused.body.contains("technicians"), "{}", refused.body);
    assert_eq!(browser.get("/").status, 303);
    let wrong = browser.sign_in("zhao", "something else");
    assert!(wrong.status == 200 && wrong.body.contains("role=\"alert\""), "{}", wrong.body);
    // By the staff number too: the admin's is the first.
    for name in ["zhao", "chen"] {
        let browser = serving.browser();
        assert_eq!(browser.sign_in(name, PASSWORD).location(), Some("/"));
        for path in ["/", "/today", "/log"] {
            let page = browser.get(path);
            assert!(page.status == 200 && page.body.contains("3号厅入口"), "{}", page.body);
        }
        assert_eq!(browser.get("/none").status, 404);
        assert_eq!(browser.post("/sign-out", &[("token", "of another site")]).status, 403);
        assert_eq!(browser.get("/").status, 200);
        assert_eq!(browser.fill_in("/", "/sign-out", &[]).location(), Some("/sign-in"));
        assert_eq!(browser.get("/").status, 303);
    }
    let log = log(&site);
    assert!(log.contains("\"place\":\"phone\""), "{log}");
    // Who was turned away stands there as that.
    let of_staff = log.lines().rfind(|line| line.contains("\"who\":\"wang\"")).unwrap();
    assert!(of_staff.contains("sign_in_failed") && of_staff.contains("not_allowed"), "{of_staff}");
}

#[test]
fn who_is_disabled_is_out_at_once() {
    let site = site("");
    let serving = Serving::start(&site);
    let browser = serving.browser();
    assert_eq!(browser.sign_in("zhao", PASSWORD).location(), Some("/"));
    let mut command =
        program(&site, &["operator", "disable", "zhao", "--as", "chen", "--password-stdin"]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(format!("{PASSWORD}\n").as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(browser.get("/").status, 303);
}

#[test]
fn guessing_from_the_network_is_bounded_and_locks_nobody_at_the_door() {
    let site = site("");
    let serving = Serving::start(&site);
    let told: Vec<u16> =
        (0..8).map(|at| serving.browser().sign_in("chen", &format!("guess {at}")).status).collect();
    assert_eq!(told, [200, 200, 200, 200, 200, 429, 429, 429]);
    // Others still get in, and the name itself does where its owner stands.
    assert_eq!(serving.browser().sign_in("zhao", PASSWORD).location(), Some("/"));
    add(&site, "li", "staff", &["--as", "chen"]);
    let log = log(&site);
    assert!(!log.contains("\"locked\""), "{log}");
    assert_eq!(log.matches("sign_in_failed").count(), 5, "{log}");
}

#[test]
fn figures_are_for_whoever_brings_the_token() {
    let site = site("");
    let serving = Serving::start(&site);
    let agent = Client::at(serving.url.clone(), &serving.ca).agent;
    let ask = |token: &str| {
        let request = agent.get(format!("{}/metrics", serving.url));
        let request = request.header("authorization", &format!("Bearer {token}"));
        let mut answer = request.config().max_redirects(0).build().call().unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    };
    let (status, text) = ask(WATCHER);
    assert!(status == 200 && text.contains("hallgate_attention{") && text.ends_with("# EOF\n"));
    for token in ["", "0123456789abcdef0123456789abcdee", "0123456789abcdef"] {
        assert_eq!(ask(token).0, 303, "{token}");
    }
}

#[test]
fn what_can_not_be_served_is_told_with_what_to_do() {
    let told = |site: &Site| {
        let done = program(site, &["web"]).output().unwrap();
        assert!(!done.status.success());
        String::from_utf8(done.stderr).unwrap()
    };
    let off = Site::filled();
    let none_wanted = program(&off, &["web", "--check"]).output().unwrap();
    assert_eq!(none_wanted.status.code(), Some(1));
    // The service manager asks at each start: that there are none is no fault in its journal.
    assert!(none_wanted.stderr.is_empty(), "{:?}", none_wanted.stderr);
    let answer = String::from_utf8(none_wanted.stdout).unwrap();
    assert!(answer.contains("web.address") && !answer.contains("HG"), "{answer}");
    assert!(program(&site(""), &["web", "--check"]).output().unwrap().status.success());
    assert!(told(&off).contains("HG1701"), "{}", told(&off));
    let halved = site("certificate = \"/etc/hallgate/web.pem\"");
    assert!(told(&halved).contains("HG1703"), "{}", told(&halved));
    let short = site("");
    fs::write(short.folder.path().join("watcher"), "short").unwrap();
    assert!(told(&short).contains("HG1702"), "{}", told(&short));
}

#[test]
fn hostile_requests_are_turned_away_and_the_next_one_is_served() {
    let site = site("");
    let serving = Serving::start(&site);
    let browser = serving.browser();
    let large = "a".repeat(100_000);
    let token = browser.get("/sign-in").token().to_owned();
    let sent = browser.try_post("/sign-in", &[("token", &token), ("name", &large)]);
    assert!(sent.is_err() || sent.is_ok_and(|it| it.status == 413));
    assert_eq!(browser.post("/sign-in", &[("token", &token), ("name", "a\0b")]).status, 400);
    assert_eq!(browser.get("/today?day=%00").status, 400);
    for path in ["/..%2f..%2fetc%2fpasswd", "/language/xx", "/%ff"] {
        assert_eq!(browser.get(path).status, 404, "{path}");
    }
    assert_eq!(browser.sign_in("zhao", PASSWORD).location(), Some("/"));
    let odd = browser.get("/today?day=yesterday");
    assert!(odd.status == 200 && odd.body.contains("role=\"alert\""), "{}", odd.body);
    let markup = browser.get("/today?day=2026-05-01");
    assert!(markup.body.contains("/report?day=2026-05-01") && !markup.body.contains("<script"));
    let book = browser.file("/report?day=2026-05-01");
    assert!(book.starts_with(b"PK"));
}

#[test]
fn the_last_scans_tell_what_was_said_and_of_no_seat() {
    let site = site("");
    let serving = Serving::start(&site);
    let browser = serving.browser();
    assert_eq!(browser.sign_in("zhao", PASSWORD).location(), Some("/"));
    let page = browser.get("/today").body;
    let (_, scans) = page.split_once("Last scans").unwrap();
    let (scans, _) = scans.split_once("</section>").unwrap();
    assert_eq!(scans.matches("<li>").count(), 10, "{scans}");
    // The newest are a ticket and a code that no key opened, in the same second; then two of before.
    assert!(scans.contains("No ticket was read") && scans.contains("Admitted"), "{scans}");
    assert!(!scans.to_lowercase().contains("seat") && !scans.contains("6x"), "{scans}");
    assert!(!browser.get("/today?day=2026-05-01").body.contains("Last scans"));
}

#[test]
fn the_day_begins_with_how_many_are_inside() {
    let mut site = site("");
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(8)));
    let wire = |time: &jiff::Zoned| time.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let starts = now.saturating_add(jiff::Span::new().minutes(20));
    let show = Show { starts: wire(&starts).leak(), ..site::SHOWS[0] };
    for number in 15..18 {
        site.admit(number, &wire(&now), &show);
    }
    let serving = Serving::start(&site);
    let browser = serving.browser();
    assert_eq!(browser.sign_in("zhao", PASSWORD).location(), Some("/"));
    let page = browser.get("/today").body;
    let figure = format!("<dt>Inside for {}</dt><dd>3</dd>", starts.strftime("%H:%M"));
    assert!(page.contains(&figure), "{page}");
    let row = format!("<th scope=\"row\">{}</th><td>3号厅</td>", starts.strftime("%H:%M"));
    assert!(page.contains(&format!("{row}<td class=\"number\">3</td>")), "{page}");
    // Of another day each session is told, and none is at hand.
    let other = browser.get("/today?day=2026-05-01").body;
    assert!(!other.contains("Inside for") && other.contains(">Inside</th>"), "{other}");
}

fn pictures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/web")
}

#[test]
fn it_reads_on_a_phone_and_on_a_desk() {
    let site = site("");
    let serving = Serving::start(&site);
    for (language, tag) in [("zh-CN", "zh"), ("en-GB", "en")] {
        let Some(window) = Window::open(language) else {
            assert!(std::env::var_os("CI").is_none(), "CI has a Chromium");
            return;
        };
        for (width, kind) in [(390, "phone"), (1100, "desk")] {
            window.resize(width, 844);
            window.go(&format!("{}/sign-in", serving.url));
            if window.path() == "/sign-in" {
                keep(&window, &format!("{tag}-{kind}-sign-in"));
                window.type_into("#name", "zhao");
                window.type_into("#password", PASSWORD);
                window.click("form.narrow button");
                until("signed in", || window.path() == "/");
            }
            for (path, name) in
                [("/", "status"), ("/today?day=2026-05-01", "today"), ("/log", "log")]
            {
                window.go(&format!("{}{path}", serving.url));
                let fits = "return document.documentElement.scrollWidth <= window.innerWidth";
                assert_eq!(window.run(fits), true, "{name} at {width}");
                assert!(window.complaints().is_empty(), "{:?}", window.complaints());
                show_as_installed(&window, site.folder.path());
                if name != "log" || kind == "phone" {
                    keep(&window, &format!("{tag}-{kind}-{name}"));
                }
            }
            window.click(".me button");
            until("signed out", || window.path() == "/sign-in");
        }
    }
}

/// Waits until something holds; the test harness ends what never does.
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !holds() {
        assert!(Instant::now() < deadline, "never: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A picture, where one is wanted; times and versions in it differ each time.
/// A picture tells where the database lies on a terminal, and not where this test has its own.
fn show_as_installed(window: &Window, folder: &Path) {
    let folder = serde_json::to_string(&folder.display().to_string()).unwrap();
    let left = window.run(&format!(
        "const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
         while (texts.nextNode()) {{
             const text = texts.currentNode;
             text.data = text.data.replaceAll({folder}, '/var/lib/hallgate');
         }}
         return document.body.innerText.includes({folder});"
    ));
    assert_eq!(left, false, "a path of this machine");
}

fn keep(window: &Window, name: &str) {
    if std::env::var_os("HALLGATE_BLESS").is_some() {
        fs::create_dir_all(pictures()).unwrap();
        fs::write(pictures().join(format!("{name}.png")), window.picture()).unwrap();
    }
}
