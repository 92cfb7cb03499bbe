//! Terminals that keep their connection and say nothing.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::site::Site;
use crate::wire::runtime;

const CONNECTIONS: usize = 5000;

pub fn print() {
    // Each is a file of this process and of the platform, which inherits the limit.
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    setrlimit(Resource::Nofile, raised).unwrap();
    let site = Site::open("sqlite");
    let before = site.resident();
    let runtime = runtime();
    let kept = runtime.block_on(async {
        let mut kept = Vec::new();
        for _ in 0..CONNECTIONS {
            kept.push(site.way.connect().await);
        }
        kept
    });
    let after = site.resident();
    let mega = |bytes: u64| bytes as f64 / 1e6;
    println!(
        "{} idle connections: {:.0} MB in all (to reach: 300), {:.0} MB without them",
        kept.len(),
        mega(after),
        mega(before)
    );
}
