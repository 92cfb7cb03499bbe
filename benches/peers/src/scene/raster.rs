//! A picture in linear light and the strokes that are painted on it: 0 is black, 1 white paper in
//! full light, and a reflection may be brighter.

/// A grey picture, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Raster {
    pub width: usize,
    pub height: usize,
    pub light: Vec<f32>,
}

/// An ellipse: centre, half axes, and the turn of its first axis in radians.
#[derive(Debug, Clone, Copy)]
pub struct Ellipse {
    pub centre: (f32, f32),
    pub radii: (f32, f32),
    pub turn: f32,
}

impl Ellipse {
    /// 0 in the centre, 1 on the edge, growing outwards.
    pub fn reach(&self, x: f32, y: f32) -> f32 {
        let (dx, dy) = (x - self.centre.0, y - self.centre.1);
        let (sin, cos) = self.turn.sin_cos();
        let along = (dx * cos + dy * sin) / self.radii.0;
        let across = (dy * cos - dx * sin) / self.radii.1;
        along.hypot(across)
    }
}

impl Raster {
    /// All of one light.
    pub fn filled(width: usize, height: usize, light: f32) -> Self {
        Self { width, height, light: vec![light; width * height] }
    }

    /// The light between four pixels; beyond the edge that of the edge.
    pub fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) =
            (x.clamp(0.0, self.width as f32 - 1.0), y.clamp(0.0, self.height as f32 - 1.0));
        let (left, top) = (x as usize, y as usize);
        let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (fx, fy) = (x - left as f32, y - top as f32);
        let row = |row: usize| {
            let row = &self.light[row * self.width..];
            row[left] + fx * (row[right] - row[left])
        };
        let (above, below) = (row(top), row(bottom));
        above + fy * (below - above)
    }

    /// Paints `light` wherever `cover` (0..=1 at a pixel's centre) says so, within
    /// `bounds` (left, top, right, bottom).
    pub fn paint(
        &mut self,
        bounds: (f32, f32, f32, f32),
        light: f32,
        cover: impl Fn(f32, f32) -> f32,
    ) {
        let to = |value: f32, end: usize| (value.max(0.0) as usize).min(end);
        let (left, right) = (to(bounds.0.floor(), self.width), to(bounds.2.ceil(), self.width));
        let (top, bottom) = (to(bounds.1.floor(), self.height), to(bounds.3.ceil(), self.height));
        for y in top..bottom {
            for x in left..right {
                let cover = cover(x as f32 + 0.5, y as f32 + 0.5).clamp(0.0, 1.0);
                let pixel = &mut self.light[y * self.width + x];
                *pixel += cover * (light - *pixel);
            }
        }
    }

    /// An upright rectangle with smooth edges.
    pub fn rectangle(&mut self, bounds: (f32, f32, f32, f32), light: f32) {
        let (left, top, right, bottom) = bounds;
        self.paint((left - 1.0, top - 1.0, right + 1.0, bottom + 1.0), light, |x, y| {
            let wide = (x - left).min(right - x) + 0.5;
            let high = (y - top).min(bottom - y) + 0.5;
            wide.clamp(0.0, 1.0) * high.clamp(0.0, 1.0)
        });
    }

    /// The outline of a rectangle, `stroke` pixels wide.
    pub fn outline(&mut self, bounds: (f32, f32, f32, f32), stroke: f32, light: f32) {
        let (left, top, right, bottom) = bounds;
        self.rectangle((left, top, right, top + stroke), light);
        self.rectangle((left, bottom - stroke, right, bottom), light);
        self.rectangle((left, top, left + stroke, bottom), light);
        self.rectangle((right - stroke, top, right, bottom), light);
    }

    /// A filled ellipse whose edge is `soft` pixels wide.
    pub fn ellipse(&mut self, shape: Ellipse, soft: f32, light: f32) {
        let size = shape.radii.0.max(shape.radii.1) + soft;
        let (x, y) = shape.centre;
        let narrow = shape.radii.0.min(shape.radii.1);
        self.paint((x - size, y - size, x + size, y + size), light, |x, y| {
            (1.0 - shape.reach(x, y)) * narrow / soft + 0.5
        });
    }

    /// A straight stroke.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), stroke: f32, light: f32) {
        let half = stroke / 2.0;
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).max(1e-6);
        let bounds = (
            from.0.min(to.0) - half - 1.0,
            from.1.min(to.1) - half - 1.0,
            from.0.max(to.0) + half + 1.0,
            from.1.max(to.1) + half + 1.0,
        );
        self.paint(bounds, light, |x, y| {
            let along = (((x - from.0) * dx + (y - from.1) * dy) / length).clamp(0.0, 1.0);
            let off = (x - from.0 - along * dx).hypot(y - from.1 - along * dy);
            half - off + 0.5
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_between_pixels_is_mixed_and_ends_at_the_edge() {
        let raster = Raster { width: 2, height: 2, light: vec![0.0, 1.0, 2.0, 3.0] };
        assert_eq!(raster.at(0.5, 0.5), 1.5);
        assert_eq!(raster.at(-9.0, 0.0), 0.0);
        assert_eq!(raster.at(9.0, 9.0), 3.0);
    }

    #[test]
    fn a_stroke_covers_its_area_and_no_more() {
        let mut raster = Raster::filled(40, 40, 0.0);
        raster.rectangle((10.0, 10.0, 20.0, 15.0), 1.0);
        assert!((raster.light.iter().sum::<f32>() - 50.0).abs() < 0.01);
        let mut raster = Raster::filled(40, 40, 0.0);
        let disk = Ellipse { centre: (20.0, 20.0), radii: (10.0, 10.0), turn: 0.3 };
        raster.ellipse(disk, 1.0, 1.0);
        let area = std::f32::consts::PI * 100.0;
        assert!((raster.light.iter().sum::<f32>() - area).abs() < 3.0);
    }

    #[test]
    fn strokes_beyond_the_edge_are_cut() {
        let mut raster = Raster::filled(4, 4, 0.0);
        raster.rectangle((-10.0, -10.0, 2.0, 90.0), 1.0);
        raster.line((-5.0, -5.0), (-1.0, -3.0), 1.0, 1.0);
        assert_eq!(raster.light.iter().sum::<f32>(), 8.0);
    }
}
