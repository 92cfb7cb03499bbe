//! One word for one thing on every face: of two Chinese words for the same, one is kept, wherever
//! people read it.

use std::path::{Path, PathBuf};

use super::root;

/// Where people read Chinese: folders and files, from the root on.
const FACES: [&str; 6] =
    ["src/words", "src/platform/web/pages", "docs", "board", "systemd", "README.md"];
const ENDINGS: [&str; 7] = ["rs", "html", "md", "py", "svg", "toml", "service"];

/// What is not said any more, and what is said for it.
#[rustfmt::skip] // a table
const RETIRED: [(&str, &str); 16] = [
    ("闸门", "闸机"),
    ("消防", "火警"),
    ("新增", "添加"),
    ("增加", "添加"),
    ("离线", "断网"),
    ("脱机", "断网"),
    ("扫码枪", "扫码器"),
    ("扫描器", "扫码器"),
    ("相机", "摄像头"),
    ("技术人员", "技术员"),
    ("登陆", "登录"),
    ("帐号", "账号"),
    ("优盘", "U盘"),
    ("放映厅", "影厅"),
    ("显示器", "显示屏"),
    ("未能验票", "验票失败"),
];

/// Where a retired word means another thing: what it stands in, and what that is.
#[rustfmt::skip] // a table
const OTHER_THINGS: [(&str, &str); 4] = [
    ("消防主机", "the building's own panel, which is not ours"),
    ("消防联动", "what that panel does by itself, without this program"),
    ("消防触点", "the contacts of that panel"),
    ("离线验票", "the method: a ticket is proved by its signature alone, with a network or without"),
];

/// The retired words of a line, each with what to say.
fn retired(line: &str) -> Vec<(&'static str, &'static str)> {
    let others = OTHER_THINGS.iter();
    let left = others.fold(line.to_owned(), |line, (whole, _)| line.replace(whole, ""));
    RETIRED.into_iter().filter(|(word, _)| left.contains(word)).collect()
}

fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        return entries.flat_map(|path| files(&path)).collect();
    }
    let read = path.extension().and_then(|ending| ending.to_str());
    let read = read.is_some_and(|ending| ENDINGS.contains(&ending));
    if read { vec![path.to_owned()] } else { Vec::new() }
}

#[test]
fn one_word_is_used_for_one_thing_on_every_face() {
    let files: Vec<PathBuf> = FACES.iter().flat_map(|face| files(&root().join(face))).collect();
    let mut faults = Vec::new();
    let mut kept = [0; RETIRED.len()];
    for path in &files {
        let text = std::fs::read_to_string(path).unwrap();
        for (count, (_, word)) in kept.iter_mut().zip(RETIRED) {
            *count += text.matches(word).count();
        }
        for (number, line) in (1..).zip(text.lines()) {
            for (word, instead) in retired(line) {
                let place = path.strip_prefix(root()).unwrap().display();
                faults.push(format!("{place}:{number}: {word}, elsewhere {instead}: {line}"));
            }
        }
    }
    assert!(files.len() > 150, "only {} files were found", files.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for (count, (retired, word)) in kept.iter().zip(RETIRED) {
        assert!(*count > 0, "{word} is not said anywhere, and {retired} is no other word for it");
    }
    let whole: String = files.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    for (other, what) in OTHER_THINGS {
        assert!(whole.contains(other), "{other} ({what}) is not said any more");
    }
}

#[test]
fn a_retired_word_is_found_beside_one_that_means_another_thing() {
    assert_eq!(retired("消防主机打开闸机"), []);
    assert_eq!(retired("消防主机：拔掉一根消防线，闸门打开"), [("闸门", "闸机"), ("消防", "火警")]);
    assert_eq!(retired("可以离线验票，离线也行"), [("离线", "断网")]);
}
