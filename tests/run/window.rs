//! The demo in a real window: pages that can be read at 80 by 24, keys that walk the menus, and a window
//! that is left as it was found.

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pty::OpenptFlags;
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};
use unicode_width::UnicodeWidthChar;

/// Only a hang takes longer.
const PATIENCE: Duration = Duration::from_secs(120);
const SIZE: (usize, usize) = (80, 24);

/// A window, what is started in it, and what it shows.
struct Window {
    outside: std::fs::File,
    inside: OwnedFd,
    child: Child,
    rows: Vec<Vec<char>>,
    place: (usize, usize),
    /// All that was told, for what is no letter.
    told: Vec<u8>,
    /// Bytes that are not shown yet: the beginning of a sequence or of a character.
    rest: Vec<u8>,
}

impl Window {
    fn start(words: &[&str]) -> Self {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let outside = rustix::pty::openpt(flags).unwrap();
        rustix::pty::grantpt(&outside).unwrap();
        rustix::pty::unlockpt(&outside).unwrap();
        let name = rustix::pty::ptsname(&outside, Vec::new()).unwrap().into_string().unwrap();
        let open = || std::fs::OpenOptions::new().read(true).write(true).open(&name).unwrap();
        let size = Winsize { ws_col: 80, ws_row: 24, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&outside, size).unwrap();
        // A session of its own, with that window as its terminal.
        let mut shell = Command::new("setsid");
        shell.args(["--ctty", "--wait", env!("CARGO_BIN_EXE_hallgate")]).args(words);
        shell.env_remove("RUST_LOG").stdin(open()).stdout(open()).stderr(Stdio::null());
        let child = shell.spawn().unwrap();
        let rows = vec![vec![' '; SIZE.0]; SIZE.1];
        let (outside, inside) = (std::fs::File::from(outside), open().into());
        Self { outside, inside, child, rows, place: (0, 0), told: Vec::new(), rest: Vec::new() }
    }

    fn press(&mut self, keys: &str) {
        self.outside.write_all(keys.as_bytes()).unwrap();
    }

    /// Reads until the window shows a text, and returns all of its lines.
    fn until(&mut self, text: &str) -> Vec<String> {
        let end = Instant::now() + PATIENCE;
        loop {
            let lines = self.lines();
            if lines.iter().any(|line| line.contains(text)) {
                return lines;
            }
            assert!(Instant::now() < end, "{text} never comes:\n{}", lines.join("\n"));
            self.read();
        }
    }

    fn lines(&self) -> Vec<String> {
        // The right half of a wide character holds nothing.
        let line = |row: &Vec<char>| row.iter().filter(|sign| **sign != '\0').collect::<String>();
        self.rows.iter().map(line).collect()
    }

    /// What has come, for a tenth of a second; false when nobody is inside any more.
    fn read(&mut self) -> bool {
        let wait = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };
        let mut windows = [PollFd::new(&self.outside, PollFlags::IN)];
        poll(&mut windows, Some(&wait)).unwrap();
        if !windows[0].revents().contains(PollFlags::IN) {
            return true;
        }
        let mut bytes = [0; 65536];
        let Ok(count) = self.outside.read(&mut bytes) else { return false };
        self.told.extend(&bytes[..count]);
        self.rest.extend(&bytes[..count]);
        self.show();
        count > 0
    }

    fn show(&mut self) {
        let bytes = std::mem::take(&mut self.rest);
        let whole = match std::str::from_utf8(&bytes) {
            Ok(_) => bytes.len(),
            Err(fault) => fault.valid_up_to(),
        };
        let text = std::str::from_utf8(&bytes[..whole]).unwrap();
        let mut left = text;
        while let Some(sign) = left.chars().next() {
            if sign == '\x1b' {
                let Some(end) = left.find(|sign: char| sign.is_ascii_alphabetic()) else { break };
                self.obey(&left[..=end]);
                left = &left[end + 1..];
                continue;
            }
            left = &left[sign.len_utf8()..];
            let wide = sign.width().unwrap_or(0);
            let (x, y) = self.place;
            if wide == 0 || y >= SIZE.1 || x + wide > SIZE.0 {
                continue;
            }
            self.rows[y][x..x + wide].fill('\0');
            self.rows[y][x] = sign;
            self.place.0 += wide;
        }
        self.rest = [left.as_bytes(), &bytes[whole..]].concat();
    }

    fn obey(&mut self, sequence: &str) {
        let numbers = sequence.trim_start_matches("\x1b[").trim_end_matches(char::is_alphabetic);
        if sequence.ends_with('H') {
            let mut numbers = numbers.split(';').map(|it| it.parse::<usize>().unwrap_or(1));
            let (row, column) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
            self.place = (column - 1, row - 1);
        } else if sequence.ends_with('J') {
            self.rows.iter_mut().for_each(|row| row.fill(' '));
        }
    }

    /// Each key is told at once and none is shown.
    fn is_raw(&self) -> bool {
        let modes = tcgetattr(&self.inside).unwrap().local_modes;
        !modes.intersects(LocalModes::ICANON | LocalModes::ECHO)
    }

    /// Waits for the end, and reads what is left; the exit code.
    fn end(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        loop {
            self.read();
            if let Some(status) = self.child.try_wait().unwrap() {
                self.read();
                return status.code();
            }
            assert!(Instant::now() < end, "it does not end");
        }
    }

    fn told(&self, bytes: &[u8]) -> bool {
        self.told.windows(bytes.len()).any(|told| told == bytes)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Leaves the other page of the terminal, and shows the cursor.
const LEFT: &[u8] = b"\x1b[?25h\x1b[?1049l";

#[test]
fn a_newcomer_walks_the_menus_of_the_demo_by_keys_and_finds_the_window_as_it_was() {
    let mut window = Window::start(&["demo", "--language", "en"]);
    let lines = window.until("Sign in with".to_lowercase().as_str());
    assert!(lines[22].contains("Enter menu") && lines[22].contains("Ctrl-C ends"), "{}", lines[22]);
    assert!(window.is_raw());
    let hint = lines[23].trim().to_owned();
    let password = hint.rsplit(' ').next().unwrap().to_owned();
    assert!(password.len() == 8 && password.bytes().all(|it| it.is_ascii_digit()), "{hint}");
    // While a visitor is told something no key does anything.
    let front = loop {
        window.until("Scan ticket");
        window.press("\r");
        let end = Instant::now() + Duration::from_secs(1);
        while Instant::now() < end {
            window.read();
        }
        let lines = window.lines();
        if lines.iter().any(|line| line.contains("1 Sign in")) {
            break lines;
        }
    };
    assert!(front.iter().any(|line| line.contains("Esc")), "{front:?}");
    window.press("1");
    window.until("Staff number");
    window.press("1\r");
    window.until("PIN or password");
    window.press(&password);
    let typed = window.until("••••••••");
    assert!(!typed[..22].concat().contains(&password), "a password is not shown");
    window.press("\r");
    window.until("Demo");
    window.press("\x1b[B\x1b[B");
    window.press("\x1b");
    window.press("\x03");
    assert_eq!(window.end(), Some(0));
    assert!(window.told(LEFT), "the other page is left");
    assert!(!window.is_raw(), "keys are shown again");
}

/// A signal that nobody sends by a key.
#[test]
fn a_demo_that_is_told_to_end_leaves_the_window_as_it_was() {
    let mut window = Window::start(&["demo"]);
    window.until("Ctrl-C 结束");
    assert!(window.is_raw());
    // `setsid` has become the program.
    let pid = rustix::process::Pid::from_child(&window.child);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert_eq!(window.end(), Some(0));
    assert!(window.told(LEFT));
    assert!(!window.is_raw());
}

/// What is piped in is nobody's keys: it is left alone, and the demo goes to its end by itself.
#[test]
fn without_a_window_the_demo_takes_no_keys() {
    for input in [Some(&b"\r1\r\x1b[A\x03\xFF"[..]), None] {
        let mut command = super::process::hallgate();
        command.arg("demo").stdout(Stdio::piped()).stderr(Stdio::piped());
        if input.is_some() {
            command.stdin(Stdio::piped());
        }
        let mut child = command.spawn().unwrap();
        if let (Some(input), Some(mut stdin)) = (input, child.stdin.take()) {
            let _ = stdin.write_all(input);
        }
        let ended = child.wait_with_output().unwrap();
        let (told, faults) =
            (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
        assert!(ended.status.code().is_some(), "{told}\n{faults}");
        assert!(told.contains("15 scans follow") && told.contains("Order "), "{told}");
        assert!(told.contains("[idle] 请扫票码") && !told.contains("menu-"), "{told}");
        assert!(!told.contains('\x1b') && !told.contains("密码"), "{told}");
    }
}
