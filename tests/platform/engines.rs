//! Both engines, for what has to hold over each.

use hallgate::platform::ledger::Place;

use crate::cluster;

/// A place with nothing in it, and what keeps it there.
pub struct Empty {
    pub place: Place,
    pub engine: &'static str,
    _folder: tempfile::TempDir,
}

/// Carries a trial out over an empty ledger of each engine.
pub fn over_each(trial: impl Fn(Empty)) {
    for engine in ["sqlite", "postgres"] {
        trial(empty(engine));
    }
}

/// One of an engine.
pub fn empty(engine: &'static str) -> Empty {
    let folder = tempfile::tempdir().unwrap();
    let place = match engine {
        "sqlite" => Place::Sqlite {
            path: folder.path().join("platform.db"),
            key: zeroize::Zeroizing::new([7; 32]),
        },
        _ => cluster::shared().database(),
    };
    Empty { place, engine, _folder: folder }
}
