//! How near a ticket has to be held: the smallest code that is printed against the camera's pixels.

use crate::terminal::vision::Found;

/// The smallest code on paper tickets: a ticket of RSA-1024 is a code of version 9, printed this
/// wide. Millimetres and modules along a side.
pub(super) const CODE_MM: f64 = 12.0;
const CODE_MODULES: f64 = 53.0;

/// Pixels a module from which on a code is read well.
const PIXELS_A_MODULE: f64 = 3.0;

/// Nearer than this hands and the reader's own housing are in the way. Millimetres.
pub(super) const NEAREST_MM: f64 = 50.0;

/// The greatest distance at which that code is read, in millimetres, where a picture of `width`
/// pixels spans `field_of_view_deg`.
pub(super) fn reach_mm(width: u32, field_of_view_deg: u32) -> f64 {
    let half = f64::from(field_of_view_deg).to_radians() / 2.0;
    let share_of_width = CODE_MODULES * PIXELS_A_MODULE / f64::from(width).max(1.0);
    CODE_MM / share_of_width / (2.0 * half.tan())
}

/// Pixels along a module's side in a code that was read: the mean of its four sides.
pub(super) fn pixels_a_module(code: &Found) -> f32 {
    let corners = code.corners;
    let side = |at: usize| {
        let ((ax, ay), (bx, by)) = (corners[at], corners[(at + 1) % 4]);
        (bx - ax).hypot(by - ay)
    };
    (0..4).map(side).sum::<f32>() / 4.0 / code.modules.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reach_grows_with_the_pixels_and_with_a_narrower_view() {
        // 1280 pixels are 97 mm wide at three a module; seen under 90° from half of that.
        assert!((reach_mm(1280, 90) - 48.3).abs() < 0.1, "{}", reach_mm(1280, 90));
        assert!((reach_mm(1280, 60) - 83.7).abs() < 0.1, "{}", reach_mm(1280, 60));
        assert!((reach_mm(1920, 60) / reach_mm(640, 60) - 3.0).abs() < 1e-6);
        assert!(reach_mm(1280, 20) > reach_mm(1280, 170));
        assert!(reach_mm(0, 170) >= 0.0);
    }

    #[test]
    fn a_modules_size_does_not_depend_on_how_the_code_lies() {
        let code = |corners| Found { text: String::new(), corners, modules: 50 };
        let upright = [(10.0, 10.0), (210.0, 10.0), (210.0, 210.0), (10.0, 210.0)];
        let turned = [(100.0, 0.0), (220.0, 160.0), (60.0, 280.0), (-60.0, 120.0)];
        for corners in [upright, turned] {
            assert!((pixels_a_module(&code(corners)) - 4.0).abs() < 1e-3);
        }
        let none = Found { modules: 0, ..code([(0.0, 0.0); 4]) };
        assert!(pixels_a_module(&none).abs() < 1e-6);
    }
}
