//! What a page and what moves on it cost: drawn on this machine, and sent over the bus of a panel of that
//! size; a framebuffer's pixels packed and written to a file in memory, as the program writes them to the device.
//! The ratio of strip and page holds on every machine.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::time::{Duration, Instant};

use embedded_graphics::prelude::*;
use hallgate::terminal::door::{Page, Reason, RefusalDetail, ShownTicket};
use hallgate::terminal::screen::{
    Canvas, Movement, MovingStrip, Pose, ScreenPage, ScreenSettings, StatusBar, draw_moving,
    scene_name,
};
use hallgate::terminal::store::{Programme, ProgrammeShow};
use hallgate::words::Language;
use jiff::civil::datetime;

/// A panel: its size, and how it is reached.
struct PanelSize {
    name: &'static str,
    size: (u32, u32),
    way: WayToPanel,
}

/// How pixels come to a panel.
#[derive(Clone, Copy)]
enum WayToPanel {
    /// So many bits a pixel, so many a second.
    Bus(u32, f64),
    /// Packed to so many bytes a pixel, and copied by the processor.
    Memory(u32),
}

/// An I²C byte takes a ninth bit.
const PANELS: [PanelSize; 7] = [
    PanelSize {
        name: "SSD1306, I2C 400 kHz",
        size: (128, 64),
        way: WayToPanel::Bus(1, 400e3 * 8.0 / 9.0),
    },
    PanelSize { name: "ST7789, SPI 32 MHz", size: (240, 240), way: WayToPanel::Bus(16, 32e6) },
    PanelSize {
        name: "ST7789/ILI9341, SPI 32 MHz",
        size: (320, 240),
        way: WayToPanel::Bus(16, 32e6),
    },
    PanelSize { name: "framebuffer, 16 bits", size: (480, 320), way: WayToPanel::Memory(2) },
    PanelSize { name: "framebuffer, 32 bits", size: (480, 320), way: WayToPanel::Memory(4) },
    PanelSize { name: "framebuffer, 16 bits", size: (800, 480), way: WayToPanel::Memory(2) },
    PanelSize { name: "framebuffer, 32 bits", size: (800, 480), way: WayToPanel::Memory(4) },
];

/// The addresses of a window and the commands around them, in bytes.
const WINDOW: u32 = 14;
/// The frames of a camera, of which the loop looks at each.
const FRAME_MS: f64 = 1000.0 / 30.0;
const TRIES: usize = 9;

pub fn print() {
    println!("pages and what moves on them: drawn here, sent over the panel's bus or to memory");
    println!(
        "| panel | size | page | drawn, ms | sent, bytes | sent, ms | strip drawn, ms | to its page | sent, bytes | sent, ms | of a frame |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    let memory = File::create("/dev/shm/hallgate-figures").or_else(|_| tempfile::tempfile());
    let memory = memory.unwrap();
    // Open it stays, and has no name that would be left over.
    let _ = std::fs::remove_file("/dev/shm/hallgate-figures");
    for panel in &PANELS {
        for page in [Page::Idle, Page::Checking, admitted(), refused(), Page::Released] {
            row(panel, &page, &memory);
        }
    }
    println!(
        "wanted: no step takes the bus longer than a frame ({FRAME_MS:.0} ms), nor a strip a tenth of its page"
    );
}

fn refused() -> Page {
    let at = datetime(2026, 7, 27, 19, 2, 0, 0);
    let detail = RefusalDetail::AdmittedAt(at);
    Page::Refused { reason: Reason::AlreadyChecked, detail, ticket: None }
}

fn admitted() -> Page {
    let ticket = ShownTicket {
        admitted_at: None,
        film_ticket_code: "0123456789012345".parse().unwrap(),
        screen_code: "0000000000000003".parse().unwrap(),
        show_time: datetime(2026, 7, 27, 19, 30, 0, 0),
        film_name: None,
        screen_name: Some("3号激光厅".into()),
        seat: Some((7, 12)),
        lobby: false,
    };
    Page::Admitted { ticket, reopened: false }
}

fn row(panel: &PanelSize, page: &Page, memory: &File) {
    let (width, height) = panel.size;
    let settings = ScreenSettings::new(Language::Chinese, "3号厅入口");
    let show = |film: &str, hour, minute| ProgrammeShow {
        film_name: film.into(),
        start: datetime(2026, 7, 27, hour, minute, 0, 0),
    };
    let programme = Programme {
        present: Some(show("流浪地球", 17, 15)),
        next: Some(show("哪吒之魔童闹海", 19, 30)),
    };
    let status = StatusBar {
        programme,
        clock_trusted: true,
        ..StatusBar::unknown(datetime(2026, 7, 27, 19, 12, 0, 0))
    };
    let scene = ScreenPage::Door(page.clone());
    let mut canvas = Canvas::new(width, height);
    let mut strip = None;
    let drawn = quickest(|| strip = draw_moving(&mut canvas, &scene, &status, &settings));
    // All of it: another page differs nearly everywhere.
    let (bytes, sent) = sent(panel, &canvas, width * height, memory);
    let page = format!(
        "{} | {width}×{height} | {} | {:.2} | {bytes} | {sent:.2}",
        panel.name,
        scene_name(&scene),
        1000.0 * drawn.as_secs_f64(),
    );
    let Some(strip) = strip else {
        return println!("| {page} | | | | | |");
    };
    let poses = steps(strip.movement());
    let moved = quickest(|| poses.iter().for_each(|pose| strip.draw(&mut canvas, *pose)));
    let moved = moved / poses.len() as u32;
    let most = poses.windows(2).map(|pair| changed(panel, &strip, &mut canvas, pair)).max();
    let (bytes, sent) = self::sent(panel, &canvas, most.unwrap_or(0), memory);
    println!(
        "| {page} | {:.3} | {:.3} | {bytes} | {sent:.2} | {:.0} % |",
        1000.0 * moved.as_secs_f64(),
        moved.as_secs_f64() / drawn.as_secs_f64(),
        100.0 * sent / FRAME_MS,
    );
}

/// Bytes that so many pixels take on their way, and its milliseconds: computed of a bus, measured in memory.
fn sent(panel: &PanelSize, canvas: &Canvas, pixels: u32, memory: &File) -> (u32, f64) {
    match panel.way {
        WayToPanel::Bus(bits, rate) => {
            let bytes = pixels * bits / 8 + WINDOW;
            (bytes, 1000.0 * f64::from(8 * bytes) / rate)
        }
        WayToPanel::Memory(wide) => {
            let mut block = Vec::new();
            let took = quickest(|| {
                block.clear();
                for pixel in canvas.pixels().iter().take(pixels as usize) {
                    let (r, g, b) = (pixel.r(), pixel.g(), pixel.b());
                    match wide {
                        2 => block.extend_from_slice(&pixel.into_storage().to_le_bytes()),
                        _ => block.extend_from_slice(&[
                            b << 3 | b >> 2,
                            g << 2 | g >> 4,
                            r << 3 | r >> 2,
                            0,
                        ]),
                    }
                }
                memory.write_all_at(&block, 0).unwrap();
            });
            (wide * pixels, 1000.0 * took.as_secs_f64())
        }
    }
}

/// Some of its steps, one after the other as they come.
fn steps(movement: Movement) -> Vec<Pose> {
    let gate = |step: u32| {
        let whole = Duration::from_secs(3);
        Some((whole.saturating_sub(movement.period() * step), whole))
    };
    (0..=30).map(|step| movement.pose(movement.period() * step, gate(step))).collect()
}

/// How many pixels a panel is sent for one step: rows from the first to the last that differs, whole ones
/// where it takes no less, bytes of eight rows on an SSD1306.
fn changed(panel: &PanelSize, strip: &MovingStrip, canvas: &mut Canvas, pair: &[Pose]) -> u32 {
    let (width, height) = panel.size;
    strip.draw(canvas, pair[0]);
    let before = canvas.clone();
    strip.draw(canvas, pair[1]);
    let high = if height == 64 { 8 } else { 1 };
    let rows = |canvas: &Canvas, top: u32| {
        let start = (top * width) as usize;
        canvas.pixels()[start..start + (high * width) as usize].to_vec()
    };
    (0..height)
        .step_by(high as usize)
        .map(|top| {
            let (before, after) = (rows(&before, top), rows(canvas, top));
            let differs = |column: &u32| {
                (0..high).any(|row| {
                    let at = (row * width + column) as usize;
                    before[at] != after[at]
                })
            };
            let (first, last) = ((0..width).find(differs), (0..width).rev().find(differs));
            match (first, last) {
                (Some(_), Some(_)) if matches!(panel.way, WayToPanel::Memory(_)) => width,
                (Some(first), Some(last)) => (last - first + 1) * high,
                _ => 0,
            }
        })
        .sum()
}

/// The quickest of some tries: what the others took longer was something else's.
fn quickest(mut work: impl FnMut()) -> Duration {
    let took = (0..TRIES).map(|_| {
        let began = Instant::now();
        work();
        began.elapsed()
    });
    took.min().unwrap_or_default()
}
