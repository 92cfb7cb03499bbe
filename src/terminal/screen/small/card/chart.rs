//! Charts, and what the camera sees.

use super::{EM, TONE, letters, line};
use crate::terminal::presentation::{CameraSheet, Columns, HistogramChart, Sign};
use crate::terminal::screen::face;
use crate::terminal::screen::picture;
use crate::terminal::screen::plan::{Align, DisplayList, Rect};

/// The frame of a chart under what it says, over the words at its axis.
fn plot(plan: &mut DisplayList, says: &str, body: Rect) -> (Rect, Rect) {
    let above = line(body, 0);
    plan.own(says, above, letters(Align::Left));
    let under = line(body, 3);
    let plot =
        Rect { top: above.bottom() + 1.0, height: under.top - above.bottom() - 2.0, ..above };
    plan.area(Rect { top: plot.bottom(), height: 1.0, ..plot }, TONE.ink());
    (plot, under)
}

fn column(plan: &mut DisplayList, plot: Rect, (left, wide): (f32, f32), (count, most): (u64, u64)) {
    if count > 0 {
        let height = ((count as f64 / most.max(1) as f64) as f32 * plot.height).max(1.0);
        plan.area(Rect::new(left, plot.bottom() - height, wide.max(1.0), height), TONE.ink());
    }
}

pub fn columns(plan: &mut DisplayList, chart: &Columns, body: Rect) {
    let (plot, under) = plot(plan, &chart.says, body);
    let most = chart.values.iter().copied().max().unwrap_or(0);
    let step = plot.width / chart.values.len().max(1) as f32;
    let wide = if step >= 3.0 { step - 1.0 } else { step }.min(12.0);
    for (at, count) in chart.values.iter().enumerate() {
        column(plan, plot, (plot.left + at as f32 * step, wide), (*count, most));
    }
    ticks(plan, &chart.ticks, step, under);
}

pub fn histogram(plan: &mut DisplayList, chart: &HistogramChart, body: Rect) {
    let (plot, under) = plot(plan, &chart.says, body);
    let most = chart.buckets.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let step = plot.width / chart.buckets.len().max(1) as f32;
    for (at, (_, count)) in chart.buckets.iter().enumerate() {
        column(plan, plot, (plot.left + at as f32 * step, step - 2.0), (*count, most));
    }
    let bounds = chart.buckets.iter().enumerate().filter(|(_, (label, _))| !label.is_empty());
    // Where there is room for few, the bound of what is quick enough is among them.
    let bounds: Vec<_> = bounds
        .filter(|(at, _)| (at + 1) % chart.quick.max(1) == 0)
        .map(|(at, (label, _))| (at + 1, label.clone()))
        .collect();
    ticks(plan, &bounds, step, under);
}

/// Words in the middle under their places, those left out that have no room.
fn ticks(plan: &mut DisplayList, ticks: &[(usize, String)], step: f32, under: Rect) {
    let mut free = under.left;
    for (at, words) in ticks {
        let wide = face::width(words, EM) + 1.0;
        let middle = under.left + *at as f32 * step;
        let left = (middle - wide / 2.0).clamp(under.left, (under.right() - wide).max(under.left));
        if left < free {
            continue;
        }
        plan.own(words, Rect { left, width: wide, ..under }, letters(Align::Middle));
        free = left + wide + 4.0;
    }
}

pub fn camera(plan: &mut DisplayList, camera: &CameraSheet, body: Rect) {
    let (view, readings) = body.within(0.0, 1.0).split_right(46.0);
    let Some(look) = &camera.look else {
        plan.own(&camera.waiting, line(body, 1), letters(Align::Middle));
        return;
    };
    if let Some((frame, size, mut pixels)) = picture::scaled(look, view) {
        picture::dithered(size, &mut pixels);
        plan.picture(frame, size, pixels);
    }
    let (bar, figures) = readings.split_left(9.0);
    let bar = bar.within(2.0, 0.0);
    let up = |part: u8| bar.height * f32::from(part.min(100)) / 100.0;
    plan.area(bar, TONE.ink());
    plan.area(bar.within(1.0, 1.0), TONE.ground());
    plan.area(bar.split_bottom(up(look.focus)).1, TONE.ink());
    let best = (bar.bottom() - up(look.best)).min(bar.bottom() - 1.0).max(bar.top);
    plan.area(Rect::new(bar.left - 2.0, best, bar.width + 4.0, 1.0), TONE.ink());
    let pitch = figures.height / 4.0;
    let row = |at| figures.row(at, pitch);
    plan.own(&camera.focus, row(0), letters(Align::Left));
    plan.own(&format!("{}/{}", look.focus, look.best), row(1), letters(Align::Left));
    if look.code {
        plan.sign(Sign::Tick, TONE, row(3).square(12.0));
    }
}
