//! What a backup costs the door: a visitor each 20 ms beside nobody, beside one from the menu (a thread of the
//! terminal), beside the nightly one (a program of its own, as its unit has it), turn by turn in one run. All are on
//! one disk; a stick on USB has a bus of its own, and takes as long as it takes.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use hallgate::terminal::export::{self, Stick};
use jiff::Timestamp;

use super::decision::Site;
use super::shelf::{Figures, Shelf};

const RECORDS: usize = 100_000;
/// In one turn of each.
const VISITORS: usize = 250;
const TURNS: usize = 4;
const EACH: Duration = Duration::from_millis(20);

pub fn print() {
    let shelf = Shelf::fill(3 * TURNS * VISITORS);
    let mut site = Site::open(&shelf, RECORDS);
    let put = Place::make(&shelf, &site);
    let mut texts = shelf.texts.chunks(VISITORS);
    let mut turn = |site: &mut Site| {
        texts.next().into_iter().flatten().map(|text| visit(site, text)).collect::<Vec<_>>()
    };
    let [mut alone, mut menu, mut nightly] = [(); 3].map(|()| Vec::new());
    let [mut of_menu, mut of_night] = [(); 2].map(|()| Vec::new());
    for _ in 0..TURNS {
        alone.extend(turn(&mut site));
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let backups = scope.spawn(|| put.by_the_menu(&shelf, &over));
            menu.extend(turn(&mut site));
            over.store(true, Ordering::Relaxed);
            of_menu.extend(backups.join().unwrap());
        });
        over.store(false, Ordering::Relaxed);
        std::thread::scope(|scope| {
            let backups = scope.spawn(|| put.by_night(&over));
            nightly.extend(turn(&mut site));
            over.store(true, Ordering::Relaxed);
            of_night.extend(backups.join().unwrap());
        });
    }
    let size = std::fs::metadata(site.database()).unwrap().len() as f64 / 1e6;
    println!(
        "a backup of {RECORDS} records ({size:.0} MB) beside a door that admits, {} visitors each",
        alone.len()
    );
    println!("                                    p50        p99");
    let [alone, menu, nightly] = [alone, menu, nightly].map(Figures::of);
    alone.print("the door alone");
    menu.print("beside one from the menu");
    nightly.print("beside the nightly one");
    for (what, times) in [("from the menu", of_menu), ("nightly", of_night)] {
        let longest = times.iter().max().copied().unwrap_or_default();
        println!(
            "a backup {what}: {} of them, the longest {:.2} s",
            times.len(),
            longest.as_secs_f64()
        );
    }
    println!(
        "p99 beside one / alone: menu {:.2}, nightly {:.2}",
        menu.p99_to(&alone),
        nightly.p99_to(&alone)
    );
    println!("wanted: the door's p99 at most 15 ms beside either");
}

fn visit(site: &mut Site, text: &str) -> Duration {
    let began = Instant::now();
    let took = site.admit(text);
    std::thread::sleep(EACH.saturating_sub(began.elapsed()));
    took
}

/// Where the backups go, and what they are made from.
struct Place {
    folder: tempfile::TempDir,
    database: PathBuf,
    config: PathBuf,
}

impl Place {
    fn make(shelf: &Shelf, site: &Site) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database, config) = (site.database(), folder.path().join("hallgate.toml"));
        let key = folder.path().join("db.key");
        let hex = shelf.pragma();
        hallgate::transport::server::write_secret(&key, hex.trim_matches(['x', '\''])).unwrap();
        let text = format!(
            "[terminal]\ncinema_code = \"33010101\"\n[gate]\ndriver = \"simulated\"\n[store]\npath = {database:?}\n\
             key = \"file:{}\"\n[platform]\nurl = \"https://127.0.0.1\"\nusername = \"bench\"\n\
             private_key = \"file:/none\"\n",
            key.display()
        );
        std::fs::write(&config, text).unwrap();
        Self { folder, database, config }
    }

    fn by_the_menu(&self, shelf: &Shelf, over: &AtomicBool) -> Vec<Duration> {
        let stick = self.folder.path().join("stick");
        repeat(over, &stick, |stick| {
            let (config, key) = (&shelf.config, shelf.key());
            let stick = Stick::at(stick).unwrap();
            let stop = &mut |_| match over.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            };
            export::back_up(&stick, config, &self.database, &key, Timestamp::now(), stop).is_ok()
        })
    }

    fn by_night(&self, over: &AtomicBool) -> Vec<Duration> {
        let stick = self.folder.path().join("night");
        repeat(over, &stick, |stick| {
            let mut program = Command::new("nice")
                .args(["-n", "19", "ionice", "-c", "3", env!("CARGO_BIN_EXE_hallgate"), "backup"])
                .arg(stick.join("backup.db"))
                .arg("--config")
                .arg(&self.config)
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            ends_well(&mut program, over)
        })
    }
}

/// Whether it came to its end before it was over.
fn ends_well(program: &mut Child, over: &AtomicBool) -> bool {
    loop {
        if let Some(status) = program.try_wait().unwrap() {
            return status.success();
        }
        if over.load(Ordering::Relaxed) {
            program.kill().unwrap();
            program.wait().unwrap();
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// One after the other until it is over; how long each took that came to its end.
fn repeat(over: &AtomicBool, stick: &Path, mut once: impl FnMut(&Path) -> bool) -> Vec<Duration> {
    let mut took = Vec::new();
    while !over.load(Ordering::Relaxed) {
        let _ = std::fs::remove_dir_all(stick);
        std::fs::create_dir_all(stick).unwrap();
        let began = Instant::now();
        if once(stick) {
            took.push(began.elapsed());
        }
    }
    took
}
