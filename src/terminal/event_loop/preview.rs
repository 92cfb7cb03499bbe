//! What the camera sees, for whoever tries it from the menu: small, and not with every frame.

use std::time::Duration;

use jiff::Timestamp;

use crate::terminal::doctor;
use crate::terminal::menu::CameraLook;
use crate::terminal::vision::Luma;

/// From one picture to the next: often enough to turn a lens by.
const EACH: Duration = Duration::from_millis(250);

/// Pixels across at most.
const WIDE: u32 = 160;

/// When the next picture is due.
#[derive(Debug, Default)]
pub(super) struct Preview {
    next: Duration,
}

impl Preview {
    /// Whether a picture is due, where somebody looks.
    pub fn is_due(&self, now: Duration) -> bool {
        now >= self.next
    }

    /// A frame as it is shown; `code`: a code was read in it.
    pub fn look(
        &mut self,
        frame: &Luma,
        code: bool,
        mono: Duration,
        taken: Timestamp,
    ) -> CameraLook {
        self.next = mono + EACH;
        let every = frame.width().div_ceil(WIDE).max(1) as usize;
        let rows = frame.rows().step_by(every);
        let pixels: Vec<u8> = rows.flat_map(|row| row.iter().step_by(every).copied()).collect();
        let width = frame.width().div_ceil(every as u32);
        let height = frame.height().div_ceil(every as u32);
        let focus = doctor::focus(frame).unwrap_or(0);
        CameraLook { pixels, width, height, focus, best: 0, code, taken }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_made_small_and_its_focus_is_told() {
        let stripes: Vec<u8> =
            (0..1280 * 720).map(|at| if at / 16 % 2 == 0 { 30 } else { 220 }).collect();
        let frame = Luma::new(&stripes, 1280, 720, 1280).unwrap();
        let mut preview = Preview::default();
        let look = preview.look(&frame, true, Duration::from_secs(1), Timestamp::UNIX_EPOCH);
        assert_eq!((look.width, look.height, look.pixels.len()), (160, 90, 160 * 90));
        assert!(look.focus > 90 && look.code, "{}", look.focus);
        assert!(!preview.is_due(Duration::from_millis(1100)));
        assert!(preview.is_due(Duration::from_millis(1250)));
    }
}
