use super::draw::{DARK_MODE, DrawnCode, DrawnPicture, DrawnView, PRINT};
use crate::terminal::vision::qr::sample::{ModuleCut, Modules, levels};

const PLAIN: ModuleCut = ModuleCut { reach: 4, sharpen: 0.0 };

fn of(code: &DrawnCode, tones: [u8; 2]) -> Modules {
    let level = |dark: bool| f32::from(tones[usize::from(!dark)]);
    Modules { side: code.side, values: code.dark.iter().map(|dark| level(*dark)).collect() }
}

/// Modules that were told wrongly.
fn wrong(levels: &Modules, code: &DrawnCode, cut: ModuleCut, inverted: bool) -> usize {
    let cut = levels.cut(cut, inverted);
    let modules = (0..code.side * code.side).map(|at| (at % code.side, at / code.side));
    modules.filter(|&(x, y)| (cut.darkness((x, y)) > 0.0) != code.is_dark(x, y)).count()
}

#[test]
fn a_drawn_code_is_sampled_module_by_module() {
    let code = DrawnCode::of_version(7);
    for (tones, inverted) in [(PRINT, false), (DARK_MODE, true)] {
        for (module, degrees) in [(2.5, 0.0), (4.0, 20.0), (10.0, 45.0)] {
            let size = (code.side as f32 * module * 1.6) as usize;
            let middle = size as f32 / 2.0;
            let view = DrawnView::flat(code.side, (middle, middle), module, degrees);
            let mut picture = DrawnPicture::new(size, size, tones[1]);
            picture.draw(&code, &view, tones);
            let levels = levels(&picture.luma(), code.side, module, |at| view.pixel(at));
            assert_eq!(wrong(&levels, &code, PLAIN, inverted), 0, "{module}, {degrees}°");
            let (low, high) = levels.tones();
            assert!((f32::from(PRINT[0]) - low).abs() < 25.0, "{low} at {module}, {degrees}°");
            assert!((f32::from(PRINT[1]) - high).abs() < 25.0, "{high} at {module}, {degrees}°");
        }
    }
}

#[test]
fn a_grid_has_the_dark_modules() {
    let code = DrawnCode::of_version(3);
    let grid = of(&code, PRINT).cut(PLAIN, false).grid().unwrap();
    for (at, dark) in code.dark.iter().enumerate() {
        assert_eq!(grid.get((at % code.side) as u32, (at / code.side) as u32), *dark);
    }
}

#[test]
fn light_that_falls_unevenly_changes_nothing() {
    let code = DrawnCode::of_version(9);
    let mut modules = of(&code, [20, 200]);
    for (at, value) in modules.values.iter_mut().enumerate() {
        *value = *value * 0.3 + (at % code.side) as f32 * 3.0;
    }
    let one_for_all = modules.values.iter().sum::<f32>() / modules.values.len() as f32;
    let by_one = modules.values.iter().zip(&code.dark);
    assert!(by_one.filter(|(level, dark)| (**level < one_for_all) != **dark).count() > 300);
    assert_eq!(wrong(&modules, &code, PLAIN, false), 0);
}

#[test]
fn sharpening_undoes_blur() {
    let code = DrawnCode::of_version(9);
    let sharp = of(&code, PRINT);
    let side = code.side as i32;
    let at = |x: i32, y: i32| {
        sharp.values[(y.clamp(0, side - 1) * side + x.clamp(0, side - 1)) as usize]
    };
    let blurred = (0..side * side).map(|index| {
        let (x, y) = (index % side, index / side);
        let line = |y: i32| 0.2 * at(x - 1, y) + 0.6 * at(x, y) + 0.2 * at(x + 1, y);
        0.2 * line(y - 1) + 0.6 * line(y) + 0.2 * line(y + 1)
    });
    let blurred = Modules { side: code.side, values: blurred.collect() };
    let plain = wrong(&blurred, &code, PLAIN, false);
    let sharpened = wrong(&blurred, &code, ModuleCut { reach: 4, sharpen: 0.3 }, false);
    assert!(plain > 40, "only {plain}: else it proves nothing");
    assert!(sharpened < plain, "{sharpened} against {plain}");
}

#[test]
fn glare_is_measured_by_what_is_brighter_than_paper() {
    let code = DrawnCode::of_version(9);
    for tones in [[20, 120], [60, 180], [10, 215]] {
        let mut modules = of(&code, tones);
        assert_eq!(modules.glaring(), 0.0, "{tones:?}");
        for row in 20..30 {
            modules.values[row * code.side + 20..][..20].fill(255.0);
        }
        let share = 200.0 / (53.0 * 53.0);
        assert!((modules.glaring() - share).abs() < 0.001, "{tones:?}: {}", modules.glaring());
    }
    // A display's white that saturates the sensor is none.
    assert_eq!(of(&code, [10, 255]).glaring(), 0.0);
    assert_eq!(Modules::default().glaring(), 0.0);
}

#[test]
fn modules_in_glare_count_little_and_contrast_is_evened_out() {
    let code = DrawnCode::of_version(9);
    let side = code.side;
    let mut modules = of(&code, [40, 200]);
    // The right half in a quarter of the light.
    for (at, value) in modules.values.iter_mut().enumerate() {
        *value *= if at % side < side / 2 { 1.0 } else { 0.3 };
    }
    for row in 30..40 {
        modules.values[row * side + 8..][..10].fill(255.0);
    }
    let weighed = modules.cut(PLAIN, false).weighed(&modules);
    let mean = |columns: std::ops::Range<usize>, rows: std::ops::Range<usize>| {
        let count = (columns.len() * rows.len()) as f32;
        let modules = rows.flat_map(|row| columns.clone().map(move |column| (column, row)));
        modules.map(|at| weighed.darkness(at).abs()).sum::<f32>() / count
    };
    let (lit, shaded, glare) = (mean(2..20, 2..24), mean(34..50, 2..24), mean(8..18, 30..40));
    assert!((0.8..1.2).contains(&lit) && (0.8..1.2).contains(&shaded), "{lit}, {shaded}");
    assert!(glare < 0.4, "{glare}");
}

#[test]
fn what_is_empty_or_even_is_borne() {
    let none = Modules::default();
    assert_eq!(none.tones(), (0.0, 0.0));
    assert!(none.cut(PLAIN, false).values.is_empty());
    let even = Modules { side: 21, values: vec![128.0; 441] };
    let cut = even.cut(ModuleCut { reach: 3, sharpen: 0.3 }, true);
    assert!(cut.weighed(&even).values.iter().all(|value| value.abs() < 0.01));
    assert!(!cut.grid().unwrap().get(3, 3));
}
