//! Where a sheet is in front of the camera, and which of its points a pixel sees.
//!
//! The unit of length is one module of the code; the sheet's origin is the code's centre. The camera
//! is a pinhole that looks along +z, x to the right and y down.

use std::f32::consts::FRAC_PI_2;

type Vector = [f32; 3];

/// The camera's frame in pixels and its focal length in the same unit.
#[derive(Debug, Clone, Copy)]
pub struct Camera {
    pub width: usize,
    pub height: usize,
    pub focal: f32,
}

/// How a sheet is held.
#[derive(Debug, Clone, Copy)]
pub struct Hold {
    /// The frame's pixel that sees the code's centre.
    pub at: (f32, f32),
    /// Pixels a module there, but for the foreshortening.
    pub pixels: f32,
    /// In the plane of the frame, clockwise, in radians.
    pub turn: f32,
    /// Out of that plane, in radians.
    pub tilt: f32,
    /// The direction in the frame that stays unchanged by the tilt, in radians.
    pub hinge: f32,
}

/// How a sheet is bent: rolled about an axis in its plane.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bend {
    /// 1 / radius; 0 is flat, positive bends the edges away from the camera.
    pub curvature: f32,
    /// The axis' direction on the sheet, in radians.
    pub axis: f32,
}

/// A point of the sheet that a pixel sees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    pub u: f32,
    pub v: f32,
    /// How far the bend has turned the paper here, in radians.
    pub lean: f32,
}

/// A held sheet as the camera sees it.
#[derive(Debug, Clone, Copy)]
pub struct Pose {
    curvature: f32,
    /// Sine and cosine of the bend's axis.
    axis: (f32, f32),
    /// Sheet (before the bend's own axis) to camera.
    rotation: [Vector; 3],
    centre: Vector,
    /// The camera's eye as the sheet sees it.
    eye: Vector,
    camera: Camera,
}

impl Pose {
    pub fn new(camera: Camera, hold: &Hold, bend: Bend) -> Self {
        let about_z = |angle: f32| {
            let (sin, cos) = angle.sin_cos();
            [[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]]
        };
        let (sin, cos) = hold.tilt.sin_cos();
        let about_x = [[1.0, 0.0, 0.0], [0.0, cos, -sin], [0.0, sin, cos]];
        let tilted = times(times(about_z(hold.hinge), about_x), about_z(-hold.hinge));
        let rotation = times(times(tilted, about_z(hold.turn)), about_z(bend.axis));
        let distance = camera.focal / hold.pixels;
        let centre = camera.ray(hold.at.0, hold.at.1).map(|value| value * distance);
        let eye = back(rotation, centre.map(|value| -value));
        Self { curvature: bend.curvature, axis: bend.axis.sin_cos(), rotation, centre, eye, camera }
    }

    /// The pixel that sees the sheet's point; `None` behind the camera.
    pub fn project(&self, u: f32, v: f32) -> Option<(f32, f32)> {
        let (sin, cos) = self.axis;
        let (along, across) = (u * cos + v * sin, v * cos - u * sin);
        let k = self.curvature;
        let point = if k == 0.0 {
            [along, across, 0.0]
        } else {
            [along, (k * across).sin() / k, (1.0 - (k * across).cos()) / k]
        };
        let [x, y, z] = forth(self.rotation, point);
        let (x, y, z) = (x + self.centre[0], y + self.centre[1], z + self.centre[2]);
        let Camera { width, height, focal } = self.camera;
        (z > 1e-3)
            .then(|| (x / z * focal + width as f32 / 2.0, y / z * focal + height as f32 / 2.0))
    }

    /// The nearest point of the sheet, whose half sizes `within` tests, that a pixel sees.
    pub fn spot(&self, x: f32, y: f32, within: impl Fn(f32, f32) -> bool) -> Option<Spot> {
        let ray = back(self.rotation, self.camera.ray(x, y));
        let k = self.curvature;
        let ways = if k == 0.0 {
            [-self.eye[2] / ray[2], f32::INFINITY]
        } else {
            // The bent sheet is the cylinder k (y² + z²) = 2 z.
            let a = k * (ray[1] * ray[1] + ray[2] * ray[2]);
            let half_b = k * (self.eye[1] * ray[1] + self.eye[2] * ray[2]) - ray[2];
            let c = k * (self.eye[1] * self.eye[1] + self.eye[2] * self.eye[2]) - 2.0 * self.eye[2];
            let root = half_b * half_b - a * c;
            if root < 0.0 {
                return None;
            }
            let q = -(half_b + root.sqrt().copysign(half_b));
            let (one, other) = (c / q, q / a);
            [one.min(other), one.max(other)]
        };
        let (sin, cos) = self.axis;
        ways.into_iter().filter(|way| way.is_finite() && *way > 0.0).find_map(|way| {
            let [along, y, z] = [0, 1, 2].map(|axis| self.eye[axis] + way * ray[axis]);
            let (lean, across) = if k == 0.0 {
                (0.0, y)
            } else {
                let lean = (k * y).atan2(1.0 - k * z);
                (lean, lean / k)
            };
            let (u, v) = (along * cos - across * sin, along * sin + across * cos);
            (lean.abs() < FRAC_PI_2 && within(u, v)).then_some(Spot { u, v, lean })
        })
    }
}

impl Camera {
    /// The direction in which a pixel looks, one unit deep.
    fn ray(&self, x: f32, y: f32) -> Vector {
        let (cx, cy) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        [(x - cx) / self.focal, (y - cy) / self.focal, 1.0]
    }
}

fn times(a: [Vector; 3], b: [Vector; 3]) -> [Vector; 3] {
    a.map(|row| [0, 1, 2].map(|column| (0..3).map(|k| row[k] * b[k][column]).sum()))
}

fn forth(rotation: [Vector; 3], v: Vector) -> Vector {
    rotation.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

fn back(rotation: [Vector; 3], v: Vector) -> Vector {
    [0, 1, 2].map(|column| (0..3).map(|row| rotation[row][column] * v[row]).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAMERA: Camera = Camera { width: 640, height: 480, focal: 560.0 };

    fn hold(turn: f32, tilt: f32, hinge: f32) -> Hold {
        Hold { at: (300.0, 220.0), pixels: 4.0, turn, tilt, hinge }
    }

    #[test]
    fn a_pixel_sees_the_point_that_is_projected_to_it() {
        for curvature in [0.0, 0.02, -0.02] {
            for (turn, tilt, hinge) in [(0.0, 0.0, 0.0), (2.0, 0.8, 0.5), (-1.0, -0.6, 3.0)] {
                let bend = Bend { curvature, axis: 0.7 };
                let pose = Pose::new(CAMERA, &hold(turn, tilt, hinge), bend);
                for (u, v) in [(0.0, 0.0), (20.0, -13.0), (-26.0, 26.0)] {
                    let (x, y) = pose.project(u, v).unwrap();
                    let seen = pose.spot(x, y, |u, v| u.abs() < 27.0 && v.abs() < 27.0).unwrap();
                    let off = (seen.u - u).hypot(seen.v - v);
                    assert!(off < 0.02, "{curvature} {turn} {tilt}: {u} {v} seen as {seen:?}");
                }
            }
        }
    }

    #[test]
    fn a_level_sheet_shows_its_scale_and_its_turn() {
        let pose = Pose::new(CAMERA, &hold(FRAC_PI_2, 0.0, 0.0), Bend::default());
        let (x, y) = pose.project(10.0, 0.0).unwrap();
        assert!((x - 300.0).abs() < 0.01 && (y - 260.0).abs() < 0.01, "{x} {y}");
    }

    #[test]
    fn a_tilted_square_is_wider_where_it_is_nearer() {
        let pose = Pose::new(CAMERA, &hold(0.0, 0.7, 0.0), Bend::default());
        let width = |v: f32| pose.project(25.0, v).unwrap().0 - pose.project(-25.0, v).unwrap().0;
        assert!((width(0.0) - 200.0).abs() < 0.1);
        assert!(width(-25.0) > 1.1 * width(0.0) && width(25.0) < 0.9 * width(0.0));
    }

    #[test]
    fn a_pixel_beside_the_sheet_sees_nothing() {
        let pose = Pose::new(CAMERA, &hold(0.3, 0.4, 0.2), Bend { curvature: 0.03, axis: 1.0 });
        assert_eq!(pose.spot(5.0, 5.0, |u, v| u.abs() < 30.0 && v.abs() < 30.0), None);
    }
}
