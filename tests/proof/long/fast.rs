//! Runs a test of this program anew in a time of its own (see fasttime.c).

use std::path::Path;
use std::process::Command;

use rustix::time::{ClockId, clock_gettime};

/// How many times faster.
pub const SPEED: u32 = 100;

/// Whether this process is one whose time runs faster.
pub fn is_fast() -> bool {
    std::env::var_os("FASTTIME").is_some()
}

/// Whether it can be done on this machine.
pub fn is_here() -> bool {
    cfg!(all(target_os = "linux", target_arch = "x86_64"))
}

/// Whether the test holds with this seed.
pub fn run(test: &str, seed: u64) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("fasttime.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/proof/long/fasttime.c");
    let built = Command::new("cc")
        .args(["-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o"])
        .args([&library, &source])
        .arg("-ldl")
        .status();
    assert!(built.expect("a C compiler").success());
    let begin = [ClockId::Realtime, ClockId::Monotonic, ClockId::Boottime].map(|clock| {
        let now = clock_gettime(clock);
        (i128::from(now.tv_sec) * 1_000_000_000 + i128::from(now.tv_nsec)).to_string()
    });
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env("FASTTIME", format!("{SPEED}:{}", begin.join(":")))
        .env("LD_PRELOAD", &library)
        .env("HALLGATE_PROOF_SEED", seed.to_string())
        .status();
    status.unwrap().success()
}
