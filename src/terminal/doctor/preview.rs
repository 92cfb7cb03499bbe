//! `hallgate doctor --watch`: the picture's figures once a second, while somebody turns the lens.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use super::bilingual::bilingual;
use super::camera::pause;
use super::picture::{PictureFigures, PictureFlaw};
use super::reach::pixels_a_module;
use crate::clock::Clock;
use crate::terminal::config::CameraConfig;
use crate::terminal::vision::{Camera, CameraError, Delivery, Reader};
use crate::words::Bilingual;
use crate::words::codes::{FaultCode, camera, program};
use crate::words::doctor::Text;
use crate::words::{Language, Message, display_in_english, errors, system};

/// From one line to the next.
const SECOND: Duration = Duration::from_secs(1);

/// It ends by itself: the terminal may stand still meanwhile.
const LONGEST: Duration = Duration::from_secs(300);

/// Why the preview can't be watched.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    Busy(PathBuf),
    Camera(#[source] CameraError),
    Output(#[from] io::Error),
}

display_in_english!(WatchError);

impl Message for WatchError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Busy(_) => camera::BUSY,
            Self::Camera(cause) => cause.code(),
            Self::Output(_) => program::OUTPUT,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Busy(path) => errors::CameraBusy { path: path.display() }.text(language),
            Self::Camera(cause) => cause.message(language),
            Self::Output(cause) => {
                errors::FiguresNotWritten { cause: system::io(cause, language) }.text(language)
            }
        }
    }
}

impl From<CameraError> for WatchError {
    fn from(fault: CameraError) -> Self {
        match fault {
            CameraError::Busy(path) => Self::Busy(path),
            fault => Self::Camera(fault),
        }
    }
}

/// Writes a line a second, until a replay is over or five minutes have passed.
pub fn watch(
    config: &CameraConfig,
    language: Language,
    out: &mut impl Write,
) -> Result<(), WatchError> {
    let clock = Clock::start();
    let mut camera = Camera::open(config, clock)?;
    let mut reader = Reader::new();
    let mut preview = CameraCheck::default();
    writeln!(out, "{}", Text::WatchHead.plain(language))?;
    let mut due = SECOND;
    loop {
        let now = clock.mono();
        if now >= due {
            writeln!(out, "{}", preview.line(language))?;
            out.flush()?;
            due = now + SECOND;
        }
        match camera.next()? {
            Delivery::Ended => {
                if preview.look.is_some() {
                    writeln!(out, "{}", preview.line(language))?;
                }
                return Ok(());
            }
            _ if now >= LONGEST => return Ok(()),
            Delivery::Nothing => {}
            Delivery::Frame { luma, .. } => {
                let found = reader.read(&luma).found;
                let code = found.iter().map(pixels_a_module).reduce(f32::max);
                preview.see(PictureFigures::at(&luma), code);
            }
        }
        pause(&camera, clock);
    }
}

/// What the preview showed so far.
#[derive(Debug, Default)]
struct CameraCheck {
    /// The sharpest picture since the last line.
    look: Option<PictureFigures>,
    /// Pixels a module of the largest code since then.
    code: Option<f32>,
    best: Option<u8>,
}

impl CameraCheck {
    fn see(&mut self, look: PictureFigures, code: Option<f32>) {
        if self.look.is_none_or(|sharpest| look.focus >= sharpest.focus) {
            self.look = Some(look);
        }
        self.code = [self.code, code].into_iter().flatten().reduce(f32::max);
        self.best = self.best.max(look.focus);
    }

    /// The line of this second; the next one begins.
    fn line(&mut self, language: Language) -> String {
        let code = self.code.take();
        let Some(look) = self.look.take() else {
            return Text::NoPicture.plain(language);
        };
        let figure = |focus: Option<u8>| focus.map_or("-".into(), |focus| focus.to_string());
        let (focus, best) = (figure(look.focus), figure(self.best));
        let light = (format!("{:3}", look.light), format!("{:2} %", look.clipped()));
        let code = code.map(|pixels| bilingual!(CodeRead { pixels: format!("{pixels:4.1}") }));
        // What was read can be read, and about the focus something is being done.
        let flaw = look.flaw().filter(|flaw| code.is_none() && *flaw != PictureFlaw::Blurred);
        let advice = flaw.map_or(Bilingual::from(""), |flaw| flaw.advice().into());
        let code = code.unwrap_or(bilingual!(NoCodeRead));
        let (focus, best) = (format!("{focus:>3}"), format!("{best:>3}"));
        let line =
            bilingual!(WatchLine { focus, best, light: light.0, clipped: light.1, code, advice });
        line.message(language).trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WELL: PictureFigures = PictureFigures { light: 120, black: 0, white: 2, focus: Some(41) };

    #[test]
    fn a_line_tells_the_best_of_its_second_and_the_best_so_far() {
        let mut preview = CameraCheck::default();
        preview.see(WELL, None);
        preview.see(PictureFigures { focus: Some(64), ..WELL }, Some(4.12));
        preview.see(PictureFigures { focus: Some(60), light: 9, ..WELL }, Some(3.9));
        assert_eq!(
            preview.line(Language::English),
            "focus  64, best  64   light 120 ( 2 % clipped)   code read,  4.1 pixels a module"
        );
        preview.see(WELL, None);
        assert_eq!(
            preview.line(Language::English),
            "focus  41, best  64   light 120 ( 2 % clipped)   no code read"
        );
    }

    #[test]
    fn what_hinders_is_told() {
        let mut preview = CameraCheck::default();
        assert!(preview.line(Language::English).starts_with("no picture"));
        preview.see(PictureFigures { focus: None, ..WELL }, None);
        assert!(preview.line(Language::English).starts_with("focus   -, best   -   light"));
        preview.see(PictureFigures { light: 20, ..WELL }, None);
        assert!(
            preview.line(Language::English).ends_with("no code read   too dark, give it light")
        );
        preview.see(PictureFigures { focus: Some(9), ..WELL }, None);
        assert!(preview.line(Language::English).ends_with("no code read"), "it is being turned");
        preview.see(PictureFigures { light: 20, ..WELL }, Some(4.0));
        assert!(
            preview.line(Language::English).ends_with("pixels a module"),
            "what was read can be read"
        );
    }

    #[test]
    fn a_camera_in_use_is_told_with_what_to_stop() {
        let fault = WatchError::from(CameraError::Busy("/dev/video0".into())).to_string();
        assert!(
            fault.contains("/dev/video0") && fault.contains("systemctl stop hallgate"),
            "{fault}"
        );
        let other = WatchError::from(CameraError::Absent("/dev/video0".into())).to_string();
        assert!(other.contains("plug it in"), "{other}");
    }
}
