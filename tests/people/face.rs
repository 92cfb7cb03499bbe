//! Names that the screen's typeface has not all of, told where they are typed.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::door::{CHEN, Door, LIN};

/// What a command says beside what it does; a fault of anything else, as in `doctor`, is none here.
fn said(site: &Door, args: &[&str], lines: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate"))
        .args(args)
        .arg("--config")
        .arg(site.file())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = command.stdin.take().unwrap().write_all((lines.join("\n") + "\n").as_bytes());
    let done = command.wait_with_output().unwrap();
    let bytes = if args == ["doctor"] { done.stdout } else { done.stderr };
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_no_screen_can_show_is_told_where_it_is_typed() {
    let site = Door::fresh();
    let text = std::fs::read_to_string(site.file()).unwrap();
    let named = text.replace("[terminal]\n", "[terminal]\nname = \"𠮷祥厅🎬\"\n");
    std::fs::write(site.file(), named).unwrap();
    let lacks = |name: &str, lacking: &str| {
        format!("{name}: the screen's typeface lacks {lacking}, which is left out")
    };

    let provision = ["provision", "--admin", "chen", "--called", "陈㐂", "--password-stdin"];
    let output = said(&site, &provision, &[CHEN]);
    assert!(output.contains(&lacks("陈㐂", "㐂")), "{output}");
    assert!(output.contains(&lacks("𠮷祥厅🎬", "𠮷🎬")), "{output}");

    let add = ["operator", "add", "lin", "--role", "staff", "--called", "林𪚥", "--as", "chen"];
    let output = said(&site, &[&add[..], &["--password-stdin"]].concat(), &[CHEN, LIN]);
    assert!(output.contains(&lacks("林𪚥", "𪚥")), "{output}");

    let doctor = said(&site, &["doctor"], &[]);
    let line = |name: &str| doctor.lines().find(|line| line[7..].starts_with(name)).unwrap();
    assert!(line("display").contains(&lacks("𠮷祥厅🎬", "𠮷🎬")), "{doctor}");
    for (name, lacking) in [("陈㐂", "㐂"), ("林𪚥", "𪚥")] {
        assert!(line("operators").contains(&lacks(name, lacking)), "{doctor}");
    }

    let call = |shown| {
        let args = ["operator", "call", "lin", shown, "--as", "chen", "--password-stdin"];
        said(&site, &args, &[CHEN])
    };
    let output = call("㐂㐂");
    assert!(output.contains(&lacks("㐂㐂", "㐂")), "{output}");
    let output = call("林喆");
    assert!(!output.contains("typeface"), "{output}");
}
