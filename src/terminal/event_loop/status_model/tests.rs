//! How long the oldest record has waited, whatever the clock does.

use std::path::Path;

use super::*;
use crate::terminal::store::DatabaseKey;

const CONFIG: &str = r#"
[terminal]
cinema_code = "12345678"
[platform]
url = "https://platform.example"
username = "terminal-001"
private_key = "file:/etc/hallgate/terminal.key"
"#;

#[test]
fn a_record_that_waits_counts_by_the_clock_that_shows_more() {
    let folder = tempfile::tempdir().unwrap();
    let key = DatabaseKey::from_bytes(&[7; 32]).unwrap();
    let store = Store::open(&folder.path().join("hallgate.db"), &key).unwrap();
    let config = Config::parse(CONFIG, Path::new("it.toml")).unwrap();
    let mut status = StatusModel::open(&store, &config, 0).unwrap();
    let at = |wall: i64, mono: u64| Now {
        wall: Timestamp::from_second(1_777_600_000 + wall).unwrap(),
        mono: Duration::from_secs(mono),
    };
    assert_eq!(status.oldest_min(at(9000, 9000)), None, "none waits");
    status.oldest = Some(at(0, 0).wall);
    status.oldest_since = Duration::from_secs(100);
    for (wall, mono, minutes) in [
        (0, 100, 0),
        (660, 760, 11),
        // Set back by a day: what the terminal has seen of it counts.
        (-86_400, 760, 11),
        // Older than this run.
        (7200, 110, 120),
    ] {
        assert_eq!(status.oldest_min(at(wall, mono)), Some(minutes), "{wall} {mono}");
    }
}
