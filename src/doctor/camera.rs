//! The camera: opens, gives frames at their rate, shows something that can be read.

use std::path::Path;
use std::time::Duration;

use image::ImageFormat;

use super::Finding;
use super::picture::{Flaw, Look};
use crate::clock::Clock;
use crate::config::{CameraConfig, CameraSource};
use crate::vision::{Camera, CameraError, Delivery, Reader, Wake};

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
struct View {
    size: (u32, u32),
    counted: u32,
    /// From the first to the last frame that was counted.
    span: Duration,
    look: Option<Look>,
    codes: usize,
}

pub(super) fn check(config: &CameraConfig) -> Finding {
    let view = match watch(config) {
        Ok(view) => view,
        Err(CameraError::Busy(path)) => {
            return Finding::note(format!(
                "{} is in use: by the running terminal if all is well; else stop that other program",
                path.display()
            ));
        }
        Err(fault) => return Finding::fault(fault),
    };
    match &config.source {
        CameraSource::Replay(folder) => replay(folder, &view),
        CameraSource::V4l(device) => judge(&device.display().to_string(), config, &view),
    }
}

fn replay(folder: &Path, view: &View) -> Finding {
    let images = std::fs::read_dir(folder)
        .map_or(0, |files| files.flatten().filter(|file| is_image(&file.path())).count());
    let folder = folder.display();
    if images == 0 {
        return Finding::fault(format!(
            "no image is in {folder}: put some there, or set camera.source"
        ));
    }
    let codes = if view.codes > 0 { "a code was read" } else { "no code was read in 2 s" };
    Finding::note(format!(
        "the images of {folder} in the camera's place: {images}, {codes}: set camera.source = \"v4l:/dev/video0\" where there is a camera"
    ))
}

fn is_image(path: &Path) -> bool {
    use ImageFormat::{Bmp, Jpeg, Png, Pnm};
    path.is_file() && matches!(ImageFormat::from_path(path), Ok(Bmp | Jpeg | Png | Pnm))
}

fn judge(device: &str, config: &CameraConfig, view: &View) -> Finding {
    let Some(look) = view.look else {
        return Finding::fault(format!(
            "{device} opens but gives no frame: check its cable and its power, then try another port"
        ));
    };
    let rate = f64::from(view.counted.saturating_sub(1)) / view.span.as_secs_f64().max(0.001);
    let sharpness = look
        .sharpness
        .map_or("nothing to focus on".into(), |sharp| format!("focus {sharp} of 100"));
    let codes = if view.codes > 0 { "a code was read" } else { "no code in view" };
    let said = format!(
        "{device} gives {}x{} at {rate:.0} a second, light {} of 255, {sharpness}, {codes}",
        view.size.0, view.size.1, look.light
    );
    let advice = match look.flaw() {
        Some(Flaw::Covered) => {
            return Finding::fault(format!("{said}: the picture is black, uncover the lens"));
        }
        // What was read can be read.
        _ if view.codes > 0 => None,
        Some(Flaw::Dark) => Some("too dark, give it light"),
        Some(Flaw::Bright) => Some("too bright, turn it away from the light"),
        Some(Flaw::Blurred) => Some("blurred, clean the lens and turn it until a ticket is sharp"),
        None => None,
    };
    let slow = rate * 2.0 < f64::from(config.fps);
    let advice =
        advice.or(slow.then_some("slower than camera.fps, give it light or a smaller size"));
    match advice {
        Some(advice) => Finding::note(format!("{said}: {advice}")),
        None => Finding::fine(said),
    }
}

/// Watches the source for about two seconds.
fn watch(config: &CameraConfig) -> Result<View, CameraError> {
    let clock = Clock::start();
    let mut camera = Camera::open(config, clock)?;
    let mut reader = Reader::new();
    let mut view = View::default();
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
                    view.look = Some(Look::at(&luma));
                }
                if !counting || replayed {
                    view.codes += reader.read(&luma).found.len();
                }
            }
        }
        let pause = match camera.wake() {
            Wake::At(at) => at.saturating_sub(clock.mono()),
            Wake::Readable(_) => PAUSE,
        };
        std::thread::sleep(pause.clamp(PAUSE, COUNTING));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Level;

    /// A view of a second at so many frames, so bright and sharp.
    fn found(counted: u32, light: u8, sharpness: u8, codes: usize) -> Finding {
        let look = Some(Look { light, sharpness: Some(sharpness) });
        let span = Duration::from_secs(1);
        let view = View { size: (1280, 720), counted, span, look, codes };
        judge("/dev/video0", &CameraConfig::default(), &view)
    }

    #[test]
    fn a_view_is_told_with_what_to_do() {
        let well = "/dev/video0 gives 1280x720 at 30 a second, light 120 of 255, focus 60 of 100, no code in view";
        assert_eq!(found(31, 120, 60, 0), Finding::fine(well));
        for (view, level, words) in [
            (found(31, 2, 60, 0), Level::Fault, "uncover the lens"),
            (found(31, 30, 60, 0), Level::Note, "too dark"),
            (found(31, 240, 60, 0), Level::Note, "too bright"),
            (found(31, 120, 10, 0), Level::Note, "blurred"),
            (found(31, 120, 10, 1), Level::Fine, "a code was read"),
            (found(11, 120, 60, 1), Level::Note, "at 10 a second"),
        ] {
            assert_eq!(view.level, level, "{}", view.said);
            assert!(view.said.contains(words), "{words:?} in {}", view.said);
        }
        let none = judge("/dev/video0", &CameraConfig::default(), &View::default());
        assert_eq!(none.level, Level::Fault);
        assert!(none.said.contains("gives no frame"), "{}", none.said);
    }
}
