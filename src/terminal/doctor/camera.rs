//! The camera: opens, gives frames at their rate, shows something that can be read.

use std::path::Path;
use std::time::Duration;

use image::ImageFormat;

use super::bilingual::bilingual;
use super::picture::{PictureFigures, PictureFlaw};
use super::reach::{CODE_MM, NEAREST_MM, pixels_a_module, reach_mm};
use super::{Finding, Level, names};
use crate::clock::Clock;
use crate::terminal::config::{CameraConfig, CameraSource};
use crate::terminal::vision::{Camera, CameraError, Delivery, Reader, Wake};
use crate::words::Bilingual;
use crate::words::doctor::Text;

/// How long the first frame may take: some cameras wake slowly.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long frames are only counted, so that reading them costs none; the exposure settles
/// meanwhile.
const COUNTING: Duration = Duration::from_secs(1);

/// How long frames are looked at after that.
const LOOKING: Duration = Duration::from_secs(1);

/// How often to ask a camera for the next frame: often enough to pass over none.
const PAUSE: Duration = Duration::from_millis(2);

/// What the camera showed.
#[derive(Debug, Default)]
struct CameraView {
    size: (u32, u32),
    counted: u32,
    /// From the first to the last frame that was counted.
    span: Duration,
    look: Option<PictureFigures>,
    /// Pixels a module of the largest code that was read.
    code: Option<f32>,
}

pub(super) fn check(config: &CameraConfig) -> Finding {
    let view = match watch(config) {
        Ok(view) => view,
        Err(CameraError::Busy(path)) => {
            return Finding::note(bilingual!(CameraBusy { device: path.display() }));
        }
        Err(fault @ CameraError::Absent(_)) => return Finding::fault(with_others(&fault)),
        Err(fault) => return Finding::fault(message(&fault)),
    };
    match &config.source {
        CameraSource::Replay(folder) => replay(folder, &view),
        CameraSource::V4l(device) => {
            let found = judge(&device.display().to_string(), config, &view);
            match names::stable(Path::new(names::CAMERAS), device) {
                Some(name) if found.level == Level::Fine => {
                    Finding::note(bilingual!(CameraByName {
                        found: found.sentence,
                        name: name.display()
                    }))
                }
                _ => found,
            }
        }
    }
}

fn message(fault: &CameraError) -> Bilingual {
    Bilingual::of(fault)
}

/// The fault, and the cameras that are there instead.
fn with_others(fault: &CameraError) -> Bilingual {
    let others = names::links(Path::new(names::CAMERAS));
    let named: Vec<String> = others.iter().map(|link| format!("v4l:{}", link.display())).collect();
    if named.is_empty() {
        message(fault)
    } else {
        bilingual!(Advised { found: message(fault), advice: named.join(", ") })
    }
}

fn replay(folder: &Path, view: &CameraView) -> Finding {
    let images = std::fs::read_dir(folder)
        .map_or(0, |files| files.flatten().filter(|file| is_image(&file.path())).count());
    let folder = folder.display();
    if images == 0 {
        return Finding::fault(bilingual!(NoImage { folder }));
    }
    let code = match view.code {
        Some(pixels) => bilingual!(CodeWasRead { pixels: format!("{pixels:.1}") }),
        None => bilingual!(NoCodeWasRead),
    };
    Finding::note(bilingual!(Replay { folder, images, code }))
}

fn is_image(path: &Path) -> bool {
    use ImageFormat::{Bmp, Jpeg, Png, Pnm};
    path.is_file() && matches!(ImageFormat::from_path(path), Ok(Bmp | Jpeg | Png | Pnm))
}

fn judge(device: &str, config: &CameraConfig, view: &CameraView) -> Finding {
    let Some(look) = view.look else {
        return Finding::fault(bilingual!(NoFrame { device }));
    };
    let (width, height) = view.size;
    let rate = f64::from(view.counted.saturating_sub(1)) / view.span.as_secs_f64().max(0.001);
    let reach = reach_mm(width, config.field_of_view_deg);
    let code = match view.code {
        Some(pixels) => bilingual!(CodeInView { pixels: format!("{pixels:.1}") }),
        None => bilingual!(NoCodeInView),
    };
    let size = format!("{width}x{height}");
    let (rate_text, reach_cm) = (format!("{rate:.0}"), format!("{:.0}", (reach / 10.0).floor()));
    let sentence = bilingual!(CameraGives {
        device,
        size,
        rate: rate_text,
        look,
        code_mm: CODE_MM,
        reach_cm,
        code
    });
    let flaw = look.flaw();
    if let Some(covered @ PictureFlaw::Covered) = flaw {
        return Finding::fault(bilingual!(Advised { found: sentence, advice: covered.advice() }));
    }
    let advice = [
        // What was read can be read.
        flaw.filter(|_| view.code.is_none()).map(PictureFlaw::advice),
        (rate * 2.0 < f64::from(config.fps)).then_some(Text::SlowerThanAsked),
        (reach < NEAREST_MM).then_some(Text::HeldNear),
    ];
    match advice.into_iter().flatten().next() {
        Some(advice) => Finding::note(bilingual!(Advised { found: sentence, advice })),
        None => Finding::fine(sentence),
    }
}

/// Watches the source for about two seconds.
fn watch(config: &CameraConfig) -> Result<CameraView, CameraError> {
    let clock = Clock::start();
    let mut camera = Camera::open(config, clock)?;
    let mut reader = Reader::new();
    let mut view = CameraView::default();
    let replayed = matches!(config.source, CameraSource::Replay(_));
    // When the first frame came, and when it was captured.
    let mut first: Option<(Duration, Duration)> = None;
    loop {
        let now = clock.mono();
        if now >= first.map_or(PATIENCE, |(came, _)| came + COUNTING + LOOKING) {
            return Ok(view);
        }
        match camera.next()? {
            Delivery::Ended => return Ok(view),
            Delivery::Nothing => {}
            Delivery::Frame { luma, captured } => {
                let (came, begun) = *first.get_or_insert((now, captured));
                let counting = now < came + COUNTING;
                view.size = (luma.width(), luma.height());
                if counting {
                    view.counted += 1;
                    view.span = captured.saturating_sub(begun);
                }
                if !counting || view.look.is_none() {
                    view.look = Some(PictureFigures::at(&luma));
                }
                if !counting || replayed {
                    let found = reader.read(&luma).found;
                    let largest = found.iter().map(pixels_a_module).reduce(f32::max);
                    view.code = largest.or(view.code);
                }
            }
        }
        pause(&camera, clock);
    }
}

/// Waits until it is time to ask the camera again.
pub(super) fn pause(camera: &Camera, clock: Clock) {
    let wait = match camera.wake() {
        Wake::At(at) => at.saturating_sub(clock.mono()),
        Wake::Readable(..) => PAUSE,
    };
    std::thread::sleep(wait.clamp(PAUSE, COUNTING));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A view of a second in which so many frames of this width came.
    fn found(frames: u32, width: u32, look: PictureFigures, code: Option<f32>) -> Finding {
        let (size, span) = ((width, width * 9 / 16), Duration::from_secs(1));
        let view = CameraView { size, counted: frames + 1, span, look: Some(look), code };
        judge("/dev/video0", &CameraConfig::default(), &view)
    }

    const WELL: PictureFigures = PictureFigures { light: 120, black: 0, white: 2, focus: Some(64) };

    #[test]
    fn a_view_is_told_with_what_to_do() {
        let well = "/dev/video0 gives 1280x720 at 30 a second, light 120 of 255 (2 % clipped), focus 64 of 100; a 12 mm code is read up to 8 cm away; the code in view has 4.1 pixels a module";
        let all_well = found(30, 1280, WELL, Some(4.1));
        assert_eq!((all_well.level, all_well.english().as_str()), (Level::Fine, well));
        let (fine, note) = (Level::Fine, Level::Note);
        let look =
            |light, white, focus| PictureFigures { light, white, focus: Some(focus), ..WELL };
        for (view, level, words) in [
            (found(30, 1280, WELL, None), fine, "no code in view"),
            (
                found(30, 1280, PictureFigures { focus: None, ..WELL }, None),
                fine,
                "nothing to focus on",
            ),
            (found(30, 1280, look(2, 0, 64), None), Level::Fault, "uncover the lens"),
            (found(30, 1280, look(30, 0, 64), None), note, "too dark"),
            (found(30, 1280, look(240, 0, 64), None), note, "too bright"),
            (found(30, 1280, look(150, 40, 64), None), note, "(40 % clipped)"),
            (found(30, 1280, look(120, 0, 10), None), note, "blurred"),
            (found(30, 1280, look(120, 40, 10), Some(4.0)), fine, "4.0 pixels"),
            (found(10, 1280, WELL, Some(4.0)), note, "at 10 a second"),
            (found(30, 640, WELL, Some(4.0)), note, "up to 4 cm away"),
            (found(30, 640, WELL, Some(4.0)), note, "a larger camera.width"),
        ] {
            let sentence = view.english();
            assert_eq!(view.level, level, "{sentence}");
            assert!(sentence.contains(words), "{words:?} in {sentence}");
        }
        let none = judge("/dev/video0", &CameraConfig::default(), &CameraView::default());
        assert_eq!(none.level, Level::Fault);
        assert!(none.english().contains("gives no frame"), "{}", none.english());
    }
}
