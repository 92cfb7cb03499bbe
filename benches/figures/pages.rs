//! What a page and what moves on it cost: drawn on this machine, and sent over the bus of a panel of that
//! size. The ratio of strip and page holds on every machine.

use std::time::{Duration, Instant};

use hallgate::terminal::door::{Page, ShownTicket};
use hallgate::terminal::screen::{
    Canvas, Movement, MovingStrip, Pose, ScreenPage, ScreenSettings, StatusBar, draw_moving,
};
use hallgate::words::Language;
use jiff::civil::datetime;

/// A panel: its size, and its bus: how many bits a pixel takes, how many a second go over it.
struct PanelSize {
    name: &'static str,
    size: (u32, u32),
    bus: Option<(u32, f64)>,
}

/// An I²C byte takes a ninth bit. A framebuffer is copied by the processor.
const PANELS: [PanelSize; 5] = [
    PanelSize { name: "SSD1306, I2C 400 kHz", size: (128, 64), bus: Some((1, 400e3 * 8.0 / 9.0)) },
    PanelSize { name: "ST7789, SPI 32 MHz", size: (240, 240), bus: Some((16, 32e6)) },
    PanelSize { name: "ILI9341, SPI 32 MHz", size: (320, 240), bus: Some((16, 32e6)) },
    PanelSize { name: "framebuffer", size: (480, 320), bus: None },
    PanelSize { name: "framebuffer", size: (800, 480), bus: None },
];

/// The addresses of a window and the commands around them, in bytes.
const WINDOW: u32 = 14;
/// The frames of a camera, of which the loop looks at each.
const FRAME_MS: f64 = 1000.0 / 30.0;
const TRIES: usize = 9;

pub fn print() {
    println!("pages and what moves on them: drawn here, sent over the panel's bus");
    println!(
        "panel                          size     page       draw ms  strip us  strip/page   step bytes   bus ms  of a frame"
    );
    for panel in &PANELS {
        for page in [Page::Idle, Page::Checking, admitted()] {
            row(panel, &page);
        }
    }
    println!(
        "wanted: no step takes the bus longer than a frame ({FRAME_MS:.0} ms), nor a strip a tenth of its page"
    );
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

fn row(panel: &PanelSize, page: &Page) {
    let (width, height) = panel.size;
    let settings = ScreenSettings::new(Language::Chinese, "3号厅入口");
    let status = StatusBar::unknown(datetime(2026, 7, 27, 19, 12, 0, 0));
    let scene = ScreenPage::Door(page.clone());
    let mut canvas = Canvas::new(width, height);
    let mut strip = None;
    let drawn = quickest(|| strip = draw_moving(&mut canvas, &scene, &status, &settings));
    let Some(strip) = strip else { return };
    let poses = steps(strip.movement());
    let moved = quickest(|| poses.iter().for_each(|pose| strip.draw(&mut canvas, *pose)));
    let moved = moved / poses.len() as u32;
    let most = poses.windows(2).map(|pair| changed(panel, &strip, &mut canvas, pair)).max();
    let pixels = most.unwrap_or(0);
    let sent = panel.bus.map(|(bits, rate)| {
        let bytes = pixels * bits / 8 + WINDOW;
        (bytes, 1000.0 * f64::from(8 * bytes) / rate)
    });
    let ratio = moved.as_secs_f64() / drawn.as_secs_f64();
    let bus = match sent {
        Some((bytes, ms)) => {
            format!("{bytes:>10} {ms:>8.2} {:>10.0} %", 100.0 * ms / FRAME_MS)
        }
        None => format!("{:>10}        -          -", 4 * pixels),
    };
    let name = match strip.movement() {
        Movement::ScanLine => "idle",
        Movement::Dots => "checking",
        Movement::GateBar => "admitted",
    };
    println!(
        "{:<22} {:>12} {:>10} {:>11.2} {:>9.0} {:>11.3} {bus}",
        panel.name,
        format!("{width}x{height}"),
        name,
        1000.0 * drawn.as_secs_f64(),
        1e6 * moved.as_secs_f64(),
        ratio,
    );
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
                (Some(_), Some(_)) if panel.bus.is_none() => width,
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
