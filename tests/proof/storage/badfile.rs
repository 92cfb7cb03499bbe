//! Bad storage to order: the hand on `badfile.c`, which is built here and loaded into the program.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What the disk does to the calls that are to fail; as in `badfile.c`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Kind {
    /// Reading: input/output error.
    EioRead = 1,
    /// Writing and changing the length: input/output error.
    EioWrite,
    /// Whatever needs room: no space left on the device.
    Full,
    /// Half of what is written arrives, then an input/output error.
    ShortWrite,
    /// A sync fails; the data stays in the page cache, as with Linux's file systems.
    FailedSync,
    /// Whatever changes something: read-only file system.
    ReadOnly,
    /// Opening, renaming, deleting, making folders: input/output error.
    EioNames,
    /// Writing and syncing alike: input/output error. A sync that fails is then the last that reached the disk.
    Dying,
}

impl Kind {
    pub const ALL: [(&str, Self); 8] = [
        ("eio-read", Self::EioRead),
        ("eio-write", Self::EioWrite),
        ("full", Self::Full),
        ("short-write", Self::ShortWrite),
        ("failed-sync", Self::FailedSync),
        ("read-only", Self::ReadOnly),
        ("eio-names", Self::EioNames),
        ("dying", Self::Dying),
    ];
}

/// Places in `struct control`.
const ARMED: u64 = 0;
const KIND: u64 = 4;
const FROM: u64 = 8;
const COUNT: u64 = 16;
const CALLS: u64 = 24;
const FAILED: u64 = 32;
const GO: u64 = 40;
const READY: u64 = 44;
const SIZE: u64 = 48;

/// The disk under one folder, for whatever process is started with [`BadFile::surroundings`].
pub struct BadFile {
    library: PathBuf,
    control: PathBuf,
    file: File,
    folder: PathBuf,
}

impl BadFile {
    /// The disk under `folder`; its control file is `control`.
    pub fn under(folder: &Path, control: PathBuf) -> Self {
        let mut options = OpenOptions::new();
        let file =
            options.read(true).write(true).create(true).truncate(true).open(&control).unwrap();
        file.set_len(SIZE).unwrap();
        Self { library: library(), control, file, folder: folder.to_owned() }
    }

    /// What the process needs in its environment.
    pub fn surroundings(&self) -> [(&'static str, &Path); 3] {
        [
            ("LD_PRELOAD", &self.library),
            ("BADFILE_CONTROL", &self.control),
            ("BADFILE_FOLDER", &self.folder),
        ]
    }

    /// From now on the calls from number `from` on fail, `count` of them.
    pub fn arm(&self, kind: Kind, from: u64, count: u64) {
        for (at, value) in [(FROM, from), (COUNT, count), (CALLS, 0), (FAILED, 0)] {
            self.file.write_all_at(&value.to_ne_bytes(), at).unwrap();
        }
        self.put(KIND, kind as u32);
        self.put(ARMED, 1);
    }

    /// The disk is well again.
    pub fn lift(&self) {
        self.put(ARMED, 0);
    }

    /// Lets the images up to this number be read; 0 holds them all.
    pub fn go(&self, number: u32) {
        self.put(GO, number);
    }

    /// Calls since it was armed that this kind of fault concerns.
    pub fn calls(&self) -> u64 {
        self.number(CALLS)
    }

    /// How many of them failed.
    pub fn failed(&self) -> u64 {
        self.number(FAILED)
    }

    /// Whether the library was taken up by a process since the last time this was asked.
    pub fn was_loaded(&self) -> bool {
        let mut bytes = [0; 4];
        self.file.read_exact_at(&mut bytes, READY).unwrap();
        self.put(READY, 0);
        bytes != [0; 4]
    }

    fn put(&self, at: u64, value: u32) {
        self.file.write_all_at(&value.to_ne_bytes(), at).unwrap();
    }

    fn number(&self, at: u64) -> u64 {
        let mut bytes = [0; 8];
        self.file.read_exact_at(&mut bytes, at).unwrap();
        u64::from_ne_bytes(bytes)
    }
}

/// Builds the library once in a process.
fn library() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT
        .get_or_init(|| {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
            let source =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/proof/storage/badfile.c");
            let made = folder.join(format!("badfile-{}.so", std::process::id()));
            let mut cc = Command::new("cc");
            cc.args(["-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o"]).arg(&made).arg(source);
            assert!(cc.status().unwrap().success(), "badfile.c does not build");
            // Whole under its name, as other processes of the tests build it too.
            let library = folder.join("badfile.so");
            std::fs::rename(&made, &library).unwrap();
            library
        })
        .clone()
}
