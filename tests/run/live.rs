//! How the running terminal stands, told beside it, by what `hallgate self-test` and `hallgate update quiet` make of it.

use std::path::Path;
use std::time::Instant;

use super::process::{PATIENCE, Running, hallgate};
use super::site::Site;

/// A command beside it: whether it is done, and what it says.
fn beside(root: &Path, config: &Path, words: &[&str]) -> (bool, String) {
    let mut command = hallgate();
    command.env("HALLGATE_ROOT", root).args(words).arg("--config").arg(config);
    let done = command.output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8(said).unwrap())
}

/// Waits until a command says what is wanted.
fn until(root: &Path, config: &Path, words: &[&str], wanted: (bool, &str)) -> String {
    let end = Instant::now() + PATIENCE;
    loop {
        let (done, said) = beside(root, config, words);
        if done == wanted.0 && said.contains(wanted.1) {
            return said;
        }
        assert!(Instant::now() < end, "{words:?}: {done}: {said}");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

#[test]
fn a_running_terminal_tells_how_it_stands_and_whether_somebody_is_at_the_door() {
    let mut site = Site::new();
    site.set("camera.hold_ms", 600_000);
    site.set("gate.passage_after_ms", -1);
    site.set("gate.unlock_ms", 600_000);
    site.set("terminal.language", "en");
    let (_, texts) = site.sell(1);
    site.show_each(&texts);
    let (config, root) = (site.write_config(), site.path("root"));
    let ask = |words: &[&str]| beside(&root, &config, words);
    let (done, said) = ask(&["self-test"]);
    assert!(!done && said.contains("[HG1501]"), "nothing runs: {said}");

    std::fs::create_dir_all(root.join("run/hallgate")).unwrap();
    let mut running = Running::start(&config, &site.events_file(), &[("HALLGATE_ROOT", &root)]);
    running.until(|event| event["state"] == "unlocked");
    let said = until(&root, &config, &["self-test"], (true, "camera=works"));
    assert_eq!(said, "store=works\ncamera=works\nlines=works\ndisplay=none\n");
    until(&root, &config, &["update", "quiet", "--asked"], (false, "somebody is at the door"));

    // A terminal that has ended lets nobody in.
    drop(running);
    std::fs::write(root.join("run/hallgate/live"), "at=0\n").unwrap();
    assert!(ask(&["update", "quiet"]).0);
    assert!(!ask(&["self-test"]).0);
    let (done, said) = ask(&["update", "status"]);
    assert!(done && said.starts_with("this board does not run the image"), "{said}");
}
