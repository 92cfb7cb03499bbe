//! From the capture of a frame to the gate: the whole terminal as a process of its own, before a
//! replay of camera-sized frames, each with a ticket that lies a little askew in uneven light.

use std::path::Path;
use std::time::Duration;

use image::{GrayImage, Luma};
use qrcode::{Color, EcLevel, QrCode};
use serde_json::Value;

use super::life::Site;
use super::shelf::Figures;

const TICKETS: usize = 200;
const WIDTH: u32 = 1280;
const HEIGHT: u32 = 720;

/// The stages of a verdict's event, in the order in which they happen.
const STAGES: [&str; 4] = ["decode", "decrypt", "online", "commit"];

pub fn print() {
    let site = Site::build();
    let frames = site.path("tickets");
    std::fs::create_dir_all(&frames).unwrap();
    for number in 0..TICKETS {
        draw(&site.text(number), number as u32, &frames.join(format!("{number:04}.png")));
    }
    let more = "hold_ms = 100\n[admission]\nonline = \"never\"";
    let mut terminal = site.start("frame.db", "tickets", more);
    let verdicts = terminal.verdicts();
    let admitted = verdicts.iter().filter(|event| event["verdict"] == "admit").count();
    println!(
        "capture -> verdict, record committed, gate told; {admitted} of {TICKETS} tickets at {WIDTH}x{HEIGHT}"
    );
    println!("                                    p50        p99");
    let all = |pick: &dyn Fn(&Value) -> f64| {
        let ms = verdicts.iter().map(|event| pick(event).max(0.0) / 1000.0);
        Figures::of(ms.map(Duration::from_secs_f64).collect())
    };
    let stage = |event: &Value, name: &str| event["stages_ms"][name].as_f64().unwrap();
    let whole = |event: &Value| event["frame_ms"].as_f64().unwrap();
    for name in STAGES {
        all(&|event| stage(event, name)).print(&format!("  {name}"));
    }
    let rest =
        |event: &Value| whole(event) - STAGES.iter().map(|name| stage(event, name)).sum::<f64>();
    all(&rest).print("  the loop between them");
    all(&whole).print("capture -> gate");
    println!("p50 wanted: at most 25 ms, p99: at most 60 ms");
}

/// A ticket's code before a camera: askew, at another place and size each time, light from one
/// side, a camera's noise.
fn draw(text: &str, number: u32, path: &Path) {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
    let (side, colours) = (code.width() as f32, code.to_colors());
    let mut random = fastrand::Rng::with_seed(u64::from(number));
    let module = 4.0 + 3.0 * random.f32();
    let (sin, cos) = ((random.f32() - 0.5) * 0.5).sin_cos();
    let room = (side + 8.0) * module * 0.65;
    let within = |random: &mut fastrand::Rng, size: u32| {
        let half = size as f32 / 2.0;
        half + (random.f32() - 0.5) * 2.0 * (half - room).max(0.0)
    };
    let centre = (within(&mut random, WIDTH), within(&mut random, HEIGHT));
    let frame = GrayImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let (dx, dy) = (x as f32 - centre.0, y as f32 - centre.1);
        let column = (dx * cos + dy * sin) / module + side / 2.0;
        let row = (dy * cos - dx * sin) / module + side / 2.0;
        let quiet = |at: f32| (-4.0..side + 4.0).contains(&at);
        let inside = |at: f32| (0.0..side).contains(&at);
        let light = 0.6 + 0.4 * x as f32 / WIDTH as f32;
        let grey = if inside(column) && inside(row) {
            let dark = colours[row as usize * side as usize + column as usize] == Color::Dark;
            if dark { 40.0 } else { 220.0 }
        } else if quiet(column) && quiet(row) {
            220.0
        } else {
            110.0 + 40.0 * ((x / 37 + y / 23) % 2) as f32
        };
        Luma([(grey * light + (random.f32() - 0.5) * 16.0).clamp(0.0, 255.0) as u8])
    });
    frame.save(path).unwrap();
}
