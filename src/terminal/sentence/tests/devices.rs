//! Faults of running, and of devices.

use std::path::PathBuf;
use std::time::Duration;

use super::super::{Left, Unfinished};
use super::{Faults, Message, io, secret};
use crate::terminal::doctor::{MoveError, WatchError};
use crate::terminal::event_loop::TerminalError;
use crate::terminal::keypad::KeypadError;
use crate::terminal::lines::LineError;
use crate::terminal::neighbours::NeighboursFault;
use crate::terminal::screen::{BadSetting, BadShape, ScreenError};
use crate::terminal::sound::SoundFault;
use crate::terminal::store::{CredstoreError, DoorName, StoreError, TaskFault};
use crate::terminal::sync::SyncError;
use crate::terminal::vision::{CameraError, PictureError, ReadError};
use crate::transport::Fault;

fn wires() -> gpiocdev::Error {
    gpiocdev::Error::InvalidArgument("error 16".into())
}

pub(super) fn of_running() -> Faults {
    let line = || LineError::NoSuchName { key: "gate.x", chip: "c".into(), name: "n".into() };
    let path = || PathBuf::from("/dev/it");
    faults![
        TerminalError::Store(StoreError::InUse("/db".into())) => "/db",
        TerminalError::DatabaseKey(secret().into()) => "store.key" "/secret",
        TerminalError::Sync(SyncError::Thread(io())) => "13",
        TerminalError::Gate(line()) => "gate.x" "c" "\"n\"",
        TerminalError::Imager(io()) => "13",
        TerminalError::Loop(calloop::Error::IoError(io())) => "13",
        TerminalError::TaskEnded { task: "sync", fault: TaskFault::Panicked("broken off".into()) } => "sync" "broken off",
        MoveError::Simulated => "gate.driver = \"gpio\"",
        MoveError::NobodyAsked => "--yes",
        MoveError::Declined =>,
        MoveError::Running =>,
        MoveError::Line(line()) => "gate.x",
        MoveError::Fault(line()) => "gate.x",
        MoveError::Stopped =>,
        MoveError::Loop(calloop::Error::IoError(io())) => "13",
        MoveError::Output(io()) => "13",
        WatchError::Busy(path()) => "/dev/it" "systemctl stop hallgate",
        WatchError::Camera(CameraError::Absent(path())) => "/dev/it",
        WatchError::Output(io()) => "13",
        Unfinished::Output(io()) => "13",
        Unfinished::UnknownCode("HG9999".into()) => "HG9999" "hallgate explain",
        Unfinished::Incomplete =>,
        Unfinished::Attention =>,
        Unfinished::NotWell => "FAULT",
        Unfinished::NobodySeen =>,
        Unfinished::FireAlarm =>,
        Unfinished::Unasked { unasked: 3, records: 7, cause: Fault::Refused } => "3" "7",
        Unfinished::EventFile { path: path(), cause: io() } => "/dev/it" "13",
        Unfinished::Signals(io()) => "13",
        Unfinished::NotSafe(line()) => "gate.x",
        Unfinished::Left(Left::Lines { open: false, alarm: false, faults: vec![line()] }) => "gate.x",
        Unfinished::Left(Left::Lines { open: true, alarm: false, faults: vec![] }) =>,
        Unfinished::Left(Left::Lines { open: true, alarm: true, faults: vec![] }) =>,
        Unfinished::Left(Left::Simulated) =>,
        ReadError::Missing(path()) => "/dev/it",
        ReadError::Folder { path: path(), cause: io() } => "/dev/it" "13",
        ReadError::NoImage => "PNG",
        ReadError::Picture { path: path(), cause: PictureError::Unopened(io()) } => "/dev/it" "13",
        ReadError::Picture { path: path(), cause: PictureError::NoFile } => "/dev/it",
        ReadError::Picture { path: path(), cause: PictureError::TooLarge } => "/dev/it" "JPEG",
        ReadError::Picture { path: path(), cause: PictureError::Torn } => "/dev/it",
        ReadError::Unexplained { folder: path(), cause: io() } => "/dev/it" "13",
        ReadError::Output(io()) => "13",
    ]
}

pub(super) fn of_devices() -> Faults {
    let path = || PathBuf::from("/dev/it");
    let (key, chip, name) = ("gate.x", || String::from("c"), || String::from("n"));
    let (device, folder, label) = (path, path, name);
    let size = |pixels| embedded_graphics::prelude::Size::new(pixels, pixels);
    faults![
        NeighboursFault::Secret(secret()) => "/secret",
        NeighboursFault::Credstore(CredstoreError::Refused { path: path(), said: "no".into() }) => "/dev/it" "no",
        NeighboursFault::KeyForm => "openssl rand -hex 32",
        NeighboursFault::Thread(io()) => "13",
        NeighboursFault::TellsTooMuch { door: DoorName::of("n"), most: 7 } => "n" "7",
        NeighboursFault::OtherTerminal { address: "192.0.2.7".into(), door: "x7".into(), name: "n".into() } =>
            "192.0.2.7" "x7" "n",
        LineError::Chip { chip: chip(), cause: wires() } => "c" "16",
        LineError::NoSuchLabel { label: label(), others: vec![chip()], closed: vec![] } =>
            "\"n\"" "gpiodetect" "\"c\"",
        LineError::NoSuchLabel { label: label(), others: vec![], closed: vec![path()] } => "/dev/it",
        SoundFault::NoPlayer => "aplay" "alsa-utils",
        SoundFault::NotBegun(io()) => "aplay" "13",
        SoundFault::NotWaited(io()) => "aplay" "13",
        SoundFault::Ended(Some("x7".into())) => "aplay" "x7",
        SoundFault::Ended(None) => "aplay",
        SoundFault::Hangs =>,
        SoundFault::Waiting =>,
        LineError::ManyChips { label: label(), paths: vec![path(); 2] } => "2" "\"n\"" "/dev/it",
        LineError::NoSuchNumber { key, chip: chip(), number: 54, lines: 53 } => "gate.x" "54" "53",
        LineError::NoSuchName { key, chip: chip(), name: name() } => "gate.x" "\"n\"",
        LineError::ManyNames { key, chip: chip(), name: name(), count: 2 } => "gate.x" "2" "\"n\"",
        LineError::Held { key, chip: chip(), line: 9, holder: name() } => "gate.x" "9" "\"n\"",
        LineError::NotToBeHad { key, chip: chip(), line: 9, cause: wires() } => "gate.x" "9" "16",
        LineError::NotSet { key, cause: wires() } => "gate.x" "16",
        LineError::NotRead { key, cause: wires() } => "gate.x" "16",
        KeypadError::Absent { path: path() } => "/dev/it" "ls /dev/input/by-id",
        KeypadError::NoPad =>,
        KeypadError::NoTouch { path: None } =>,
        KeypadError::NoTouch { path: Some(path()) } => "/dev/it" "[touch]",
        KeypadError::Unopened { path: path(), cause: io() } => "/dev/it" "13" "input",
        KeypadError::NoKeyboard { path: path() } => "/dev/it" "-event-kbd",
        KeypadError::Held { path: path() } => "fuser -v /dev/it",
        KeypadError::Unplugged { path: path() } => "/dev/it",
        KeypadError::Unreadable { path: path(), cause: io() } => "/dev/it" "13",
        KeypadError::IsImager =>,
        KeypadError::NoWindow =>,
        KeypadError::Buttons(LineError::NotRead { key, cause: wires() }) => "gate.x",
        ScreenError::Unopened { device: device(), cause: io() } => "/dev/it" "13" "display.device",
        ScreenError::NoFramebuffer { device: device(), cause: io() } => "/dev/it" "/dev/fb0",
        ScreenError::Shape { device: device(), why: BadShape::Size { size: size(1), least: size(2), most: size(3) } } => "/dev/it" "1" "2" "3",
        ScreenError::Shape { device: device(), why: BadShape::Bits(8) } => "/dev/it" "8" "16",
        ScreenError::Shape { device: device(), why: BadShape::Grey(4) } => "/dev/it" "4" "32",
        ScreenError::Shape { device: device(), why: BadShape::Order { kind: 7, visual: 9 } } => "/dev/it" "7" "9",
        ScreenError::Shape { device: device(), why: BadShape::Channel { length: 5, offset: 30, bits: 32 } } => "5" "30" "32",
        ScreenError::Shape { device: device(), why: BadShape::Memory { size: size(1), column: 2, row: 3, stride: 4, memory: 5 } } => "1" "2" "3" "4" "5",
        ScreenError::Setting(BadSetting::NoChip) => "display.chip",
        ScreenError::Setting(BadSetting::NoDataLine) => "display.dc_line" "D/C",
        ScreenError::Setting(BadSetting::Upright) => "display.rotation" "180",
        ScreenError::Setting(BadSetting::Size { size: (320, 240), offset: (1, 2), memory: (240, 321) }) => "display.width" "320" "240" "321" "display.rotation",
        ScreenError::Unsent { device: device(), cause: io() } => "/dev/it" "13",
        ScreenError::Unanswered { device: device(), address: 60, cause: io() } => "0x3c" "/dev/it",
        ScreenError::Light { folder: folder(), cause: io() } => "/dev/it" "brightness",
        ScreenError::Line(LineError::NotSet { key, cause: wires() }) => "gate.x",
        ScreenError::Folder { path: path(), cause: io() } => "/dev/it" "display.device",
        ScreenError::Unwritten { path: path(), cause: io() } => "/dev/it" "13",
        ScreenError::Encode(image::ImageError::IoError(io())) => "13",
        ScreenError::Terminal(io()) => "13",
        CameraError::Folder { path: path(), cause: io() } => "/dev/it" "13",
        CameraError::Thread(io()) => "13",
        CameraError::Absent(path()) => "/dev/it",
        CameraError::Denied(path()) => "/dev/it" "video",
        CameraError::Busy(path()) => "/dev/it",
        CameraError::NoCamera(path()) => "/dev/it" "[camera] source",
        CameraError::NoFormat(path()) => "/dev/it" "MJPG",
        CameraError::Damaged(path()) => "/dev/it",
        CameraError::Silent { path: path(), silence: Duration::from_millis(1500) } => "/dev/it" "1.5",
        CameraError::Strange(path()) => "/dev/it" "V4L2",
        CameraError::Failed { path: path(), cause: io() } => "/dev/it" "13",
        CameraError::Hangs =>,
        CameraError::OpenerGone =>,
    ]
}
