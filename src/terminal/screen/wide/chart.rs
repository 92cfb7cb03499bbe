//! Charts: columns over time, columns between bounds, bars beside their labels.

use super::{BodyLayout, TONE};
use crate::terminal::presentation::{Bar, Columns, HistogramChart};
use crate::terminal::screen::colour::{PANEL, WARN};
use crate::terminal::screen::face::{self, FontWeight};
use crate::terminal::screen::plan::{DisplayList, Rect};

/// Heights in parts of the unit: what the chart says, the numbers over and the words under it.
const SAYS: f32 = 0.115;
const OVER: f32 = 0.075;
const UNDER: f32 = 0.075;
/// Letters at the axis.
const AXIS: f32 = 0.058;

/// The frame of a chart under what it says, and the line under it.
fn plot(plan: &mut DisplayList, says: &str, layout: &BodyLayout) -> (Rect, Rect) {
    let unit = layout.unit;
    let (above, rest) = layout.body.split_top(SAYS * unit);
    plan.own(says, above, layout.letters(0.078, 0.058, TONE.ink()));
    let (plot, under) = rest.split_bottom(UNDER * unit);
    let (_, plot) = plot.split_top(OVER * unit);
    let thick = (0.006 * unit).max(1.0);
    plan.area(Rect { top: plot.bottom(), height: thick, ..plot }, TONE.soft());
    (plot, under)
}

/// How high a column of this count is.
fn tall(count: u64, most: u64, height: f32) -> f32 {
    let tall = (count as f64 / most.max(1) as f64) as f32 * height;
    if count > 0 { tall.max(1.0) } else { 0.0 }
}

pub fn columns(plan: &mut DisplayList, chart: &Columns, layout: &BodyLayout) {
    let unit = layout.unit;
    let (plot, under) = plot(plan, &chart.says, layout);
    let most = chart.values.iter().copied().max().unwrap_or(0);
    let step = plot.width / chart.values.len().max(1) as f32;
    let wide = (0.82 * step).max(1.0).min(0.2 * plot.width);
    let column = |at: usize, count: u64| {
        let left = plot.left + at as f32 * step + (step - wide) / 2.0;
        let height = tall(count, most, plot.height);
        Rect::new(left, plot.bottom() - height, wide, height)
    };
    for (at, count) in chart.values.iter().enumerate().filter(|(_, count)| **count > 0) {
        let colour = if at == chart.peak { WARN.0 } else { TONE.accent() };
        plan.area(column(at, *count), colour);
    }
    if most > 0 {
        let top = column(chart.peak, most);
        let words = most.to_string();
        let em = AXIS * unit;
        let width = FontWeight::Bold.width(&words, em) + 2.0;
        let left = top.left + (top.width - width) / 2.0;
        let left = left.clamp(plot.left, (plot.right() - width).max(plot.left));
        let over = Rect::new(left, plot.top - OVER * unit, width, OVER * unit);
        plan.own(&words, over, layout.letters(AXIS, AXIS, WARN.0).strong().middle());
    }
    ticks(plan, (&chart.ticks, 0), (step, under), layout);
}

/// As many words as there is room for, each at the left edge of its column; the one at `must` is
/// among them.
fn ticks(
    plan: &mut DisplayList,
    (ticks, must): (&[(usize, String)], usize),
    (step, under): (f32, Rect),
    layout: &BodyLayout,
) {
    let unit = layout.unit;
    let em = AXIS * unit;
    let widest = ticks.iter().map(|(_, words)| face::width(words, em)).fold(0.0, f32::max) + 1.0;
    let apart = ticks.windows(2).map(|pair| (pair[1].0 - pair[0].0) as f32 * step);
    let apart = apart.fold(f32::MAX, f32::min).max(0.1);
    // Each, each second, third and so on.
    let every = [1, 2, 3, 4, 6, 8, 12].into_iter().find(|n| apart * *n as f32 >= 1.25 * widest);
    let every = every.unwrap_or(24);
    for (at, words) in ticks.iter().skip(must % every).step_by(every) {
        let x = under.left + *at as f32 * step;
        plan.area(Rect::new(x, under.top, (0.005 * unit).max(1.0), 0.018 * unit), TONE.soft());
        let left = (x - widest / 2.0).clamp(under.left, (under.right() - widest).max(under.left));
        let frame = Rect { left, width: widest, top: under.top + 0.012 * unit, ..under };
        plan.own(words, frame, layout.letters(AXIS, 0.8 * AXIS, TONE.soft()).middle());
    }
}

pub fn histogram(plan: &mut DisplayList, chart: &HistogramChart, layout: &BodyLayout) {
    let unit = layout.unit;
    let (plot, under) = plot(plan, &chart.says, layout);
    let most = chart.buckets.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let step = plot.width / chart.buckets.len().max(1) as f32;
    for (at, (_, count)) in chart.buckets.iter().enumerate() {
        let left = plot.left + at as f32 * step;
        let height = tall(*count, most, plot.height);
        let column = Rect::new(left, plot.bottom() - height, step, height).within(0.1 * step, 0.0);
        let colour = if at < chart.quick { TONE.accent() } else { WARN.0 };
        plan.area(Rect { height, top: plot.bottom() - height, ..column }, colour);
        if *count > 0 {
            let over = Rect::new(left, plot.bottom() - height - OVER * unit, step, OVER * unit);
            plan.own(&count.to_string(), over, layout.letters(AXIS, 0.036, TONE.ink()).middle());
        }
    }
    // A bound stands where its column ends.
    let bounds = chart.buckets.iter().enumerate().filter(|(_, (label, _))| !label.is_empty());
    let bounds: Vec<_> = bounds.map(|(at, (label, _))| (at + 1, label.clone())).collect();
    ticks(plan, (&bounds, chart.quick.saturating_sub(1)), (step, under), layout);
}

pub fn bars(plan: &mut DisplayList, bars: &[Bar], layout: &BodyLayout) {
    let unit = layout.unit;
    let pitch = (layout.body.height / bars.len().max(1) as f32).min(0.12 * unit);
    let size = (0.72 * pitch / unit.max(1.0)).min(0.076);
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let widest = |words: &mut dyn Iterator<Item = String>| {
        words.map(|words| FontWeight::Bold.width(&words, size * unit)).fold(0.0, f32::max) + 1.0
    };
    let label = widest(&mut bars.iter().map(|bar| bar.label.words.clone()));
    let label = label.min(0.55 * layout.body.width) + 0.03 * unit;
    let count = widest(&mut bars.iter().map(|bar| bar.count.to_string())) + 0.02 * unit;
    let count = count.min(0.3 * layout.body.width);
    for (at, bar) in bars.iter().enumerate() {
        let row = layout.body.row(at, pitch);
        let (words, rest) = row.split_left(label);
        let words = Rect { width: words.width - 0.03 * unit, ..words };
        plan.line(&bar.label, words, layout.letters(size, 0.8 * size, TONE.ink()));
        let (track, _) = rest.split_right(count);
        let track = track.within(0.0, 0.2 * pitch);
        plan.area(track, PANEL);
        let wide = tall(bar.count, most, track.width);
        plan.area(Rect { width: wide, ..track }, TONE.accent());
        let figure = Rect { left: track.right(), width: count, ..row };
        let letters = layout.letters(size, 0.5 * size, TONE.ink()).strong().right();
        plan.own(&bar.count.to_string(), figure, letters);
    }
}
