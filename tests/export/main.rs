//! Reports, records and log onto a stick: all of it, whole, and nothing that must not leave the door.

#![cfg(feature = "peer")]

#[path = "../report/site.rs"]
#[allow(dead_code)] // the report's tests use more of it
mod site;

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use hallgate::terminal::export::{self, ExportError, ExportProgress, Exported, SUMS, Stick};
use hallgate::terminal::report::ReportFormat;
use hallgate::terminal::store::AuditDetail;
use hallgate::words::Language;
use jiff::civil::date;
use sha2::{Digest, Sha256};

use site::{DAY, Site, at};

const NOW: &str = "2026-05-02T01:05:00";

fn export(site: &Site, to: &Path) -> Result<Exported, ExportError> {
    let days = [DAY, date(2026, 4, 30), DAY];
    let stick = Stick::at(to)?;
    export::write(&stick, &site.config, &site.reader(), &days, at(NOW), &mut to_the_end)
}

fn to_the_end(_: ExportProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// The files of a folder by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().into(), fs::read(&path).unwrap()))
        .collect()
}

fn files_and_folders(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn all_is_there_as_the_reports_tell_it() {
    let site = Site::filled();
    let logged = "a \"quoted\" word\n=1+1";
    let detail = AuditDetail::LogHeadBegun { missing: logged.into() };
    site.store.log("chen", &detail, at("2026-05-01T20:00:00")).unwrap();
    let stick = tempfile::tempdir().unwrap();
    let exported = export(&site, stick.path()).unwrap();
    assert_eq!(exported.folder, stick.path().join("hallgate-12345678-3号厅入口-20260502-010500"));
    let files = files(&exported.folder);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "SHA256SUMS",
            "audit.jsonl",
            "records-2026-04-30.csv",
            "records-2026-04-30.xlsx",
            "records-2026-05-01.csv",
            "records-2026-05-01.xlsx",
            "report-2026-04-30.json",
            "report-2026-04-30.txt",
            "report-2026-05-01.json",
            "report-2026-05-01.txt",
            "status.json",
        ]
    );
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let report = |format| site.report(DAY, format, Language::Chinese);
    assert_eq!(text("records-2026-05-01.csv"), report(ReportFormat::Csv { bom: true }));
    assert_eq!(text("report-2026-05-01.json"), report(ReportFormat::Json));
    assert_eq!(text("report-2026-05-01.txt"), report(ReportFormat::Table));
    let status: serde_json::Value = serde_json::from_str(&text("status.json")).unwrap();
    assert_eq!(status["pending"], 6);
    let entry: serde_json::Value =
        serde_json::from_str(text("audit.jsonl").lines().last().unwrap()).unwrap();
    assert_eq!(entry["at"], "2026-05-01T20:00:00.000+08:00");
    assert_eq!(
        (&entry["who"], &entry["detail"]),
        (&"chen".into(), &serde_json::json!({ "missing": logged }))
    );
    assert_eq!((exported.files, exported.records), (11, 13));
    assert_eq!(exported.bytes, files.values().map(|bytes| bytes.len() as u64).sum::<u64>());
}

#[test]
fn the_sums_are_those_of_the_files() {
    let site = Site::filled();
    let stick = tempfile::tempdir().unwrap();
    let mut files = files(&export(&site, stick.path()).unwrap().folder);
    let sums = String::from_utf8(files.remove(SUMS).unwrap()).unwrap();
    let listed: BTreeMap<&str, &str> = sums
        .lines()
        .map(|line| line.split_once("  ").unwrap())
        .map(|(sum, name)| (name, sum))
        .collect();
    assert_eq!(listed.len(), files.len());
    for (name, bytes) in &files {
        let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(listed[name.as_str()], sum, "{name}");
    }
}

/// All that a workbook holds.
fn unzipped(bytes: Vec<u8>) -> String {
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let count = book.len();
    let mut part = |at| std::io::read_to_string(book.by_index(at).unwrap()).unwrap();
    (0..count).map(&mut part).collect()
}

#[test]
fn no_ticket_can_be_printed_again_from_it() {
    let site = Site::filled();
    let stick = tempfile::tempdir().unwrap();
    let exported = export(&site, stick.path()).unwrap();
    for (name, bytes) in files(&exported.folder) {
        let text = match name.ends_with(".xlsx") {
            true => unzipped(bytes),
            false => String::from_utf8(bytes).unwrap(),
        };
        // The site's ticket information codes; its database's key, as it is and in digits.
        for secret in ["12345678…", "\u{7}\u{7}", "07070707"] {
            assert!(!text.contains(secret), "{secret:?} in {name}");
        }
    }
}

#[test]
fn a_second_one_stands_beside_the_first() {
    let site = Site::empty();
    let stick = tempfile::tempdir().unwrap();
    let first = export(&site, stick.path()).unwrap();
    let second = export(&site, stick.path()).unwrap();
    assert!(second.folder.to_str().unwrap().ends_with("-010500-2"), "{second:?}");
    let records = |export: &Exported| files(&export.folder)["records-2026-05-01.csv"].clone();
    assert_eq!(records(&first), records(&second));
}

#[test]
fn progress_goes_up_to_its_end() {
    let site = Site::filled();
    let folder = tempfile::tempdir().unwrap();
    let stick = Stick::at(folder.path()).unwrap();
    let (mut steps, mut total) = (Vec::new(), 0);
    let mut progress = |so_far: ExportProgress| {
        steps.push((so_far.done, so_far.day));
        assert!(so_far.done <= so_far.lines && so_far.days == 2, "{so_far:?}");
        total = so_far.lines;
        ControlFlow::Continue(())
    };
    let days = [DAY, date(2026, 4, 30)];
    export::write(&stick, &site.config, &site.reader(), &days, at(NOW), &mut progress).unwrap();
    assert!(steps.len() > 3, "{steps:?}");
    assert!(steps.is_sorted(), "{steps:?}");
    assert_eq!((steps[0], steps.last()), ((0, 1), Some(&(total, 2))));
}

#[test]
fn stopped_anywhere_it_leaves_nothing_on_the_stick() {
    let site = Site::filled();
    let folder = tempfile::tempdir().unwrap();
    let before = export(&site, folder.path()).unwrap().folder;
    let stick = Stick::at(folder.path()).unwrap();
    let (reader, days) = (site.reader(), [DAY, date(2026, 4, 30)]);
    let mut stopped = 0;
    loop {
        let mut turns = 0;
        let mut stop = |_| {
            turns += 1;
            if turns > stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        match export::write(&stick, &site.config, &reader, &days, at(NOW), &mut stop) {
            Err(fault) => {
                assert!(matches!(fault, ExportError::Stopped { .. }), "{stopped}: {fault}");
                assert_eq!(fault.detail().unwrap().text(), r#"{"why":"stopped"}"#);
                let left = files_and_folders(folder.path());
                assert_eq!(left, std::slice::from_ref(&before), "stopped at {stopped}");
                stopped += 1;
            }
            // Asked too late: with the checksums begun all of it comes.
            Ok(exported) => {
                assert!(files(&exported.folder).contains_key(SUMS));
                break;
            }
        }
    }
    assert!(stopped > 10, "it can be stopped in few places: {stopped}");
}

#[test]
fn it_is_not_told_that_nothing_is_left_where_something_is() {
    let site = Site::filled();
    let folder = tempfile::tempdir().unwrap();
    let stick = Stick::at(folder.path()).unwrap();
    let mut stop = |so_far: ExportProgress| match so_far.done > so_far.lines / 2 {
        true => {
            // Somebody's own file in the export's folder.
            let [own] = &files_and_folders(folder.path())[..] else { panic!("one folder") };
            fs::write(own.join("notes.txt"), "mine").unwrap();
            ControlFlow::Break(())
        }
        false => ControlFlow::Continue(()),
    };
    let days = [DAY, date(2026, 4, 30)];
    let fault =
        export::write(&stick, &site.config, &site.reader(), &days, at(NOW), &mut stop).unwrap_err();
    assert!(matches!(fault, ExportError::Failing { .. }), "{fault}");
    let [own] = &files_and_folders(folder.path())[..] else { panic!("one folder") };
    assert_eq!(files_and_folders(own), [own.join("notes.txt")]);
}

#[test]
fn what_is_no_stick_is_told() {
    let site = Site::empty();
    let folder = tempfile::tempdir().unwrap();
    let none = export::find(folder.path()).unwrap_err();
    assert!(!matches!(none, ExportError::SeveralSticks(_)), "{none}");
    let gone = folder.path().join("gone");
    assert!(matches!(Stick::at(&gone), Err(ExportError::NoStick(_))));
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(matches!(Stick::at(&file), Err(ExportError::NotWritable { .. })));
    let stick = Stick::at(folder.path()).unwrap();
    let none = export::write(&stick, &site.config, &site.reader(), &[], at(NOW), &mut to_the_end);
    assert!(matches!(none, Err(ExportError::NoDay)));
}

#[test]
fn a_stick_that_vanishes_is_told_and_nothing_is_written_in_its_place() {
    let site = Site::filled();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("stick");
    fs::create_dir(&place).unwrap();
    let stick = Stick::at(&place).unwrap();
    // Pulled once it is half done: its folder is another one then.
    let mut pull = |so_far: ExportProgress| {
        if so_far.done > so_far.lines / 2 && !folder.path().join("pulled").exists() {
            fs::rename(&place, folder.path().join("pulled")).unwrap();
            fs::remove_dir_all(folder.path().join("pulled")).unwrap();
            fs::create_dir(folder.path().join("pulled")).unwrap();
        }
        ControlFlow::Continue(())
    };
    let gone = export::write(&stick, &site.config, &site.reader(), &[DAY], at(NOW), &mut pull)
        .unwrap_err();
    assert!(matches!(gone, ExportError::PulledOut { .. }), "{gone}");
    assert!(gone.to_string().contains("start again"), "{gone}");
    assert!(!place.exists());
}

#[test]
fn a_place_that_may_not_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write everywhere but where the file system says no.
    let place =
        if rustix::process::geteuid().is_root() { Path::new("/proc") } else { folder.path() };
    let refused = export(&Site::empty(), place).unwrap_err();
    assert!(!matches!(refused, ExportError::Report(_)), "{refused}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
