use super::super::canvas::eight_bits;
use super::*;

/// What a page tells by its field.
const STATES: [Tone; 5] = [Tone::Calm, Tone::Admit, Tone::Refuse, Tone::Caution, Tone::Closed];

/// From linear RGB to what somebody sees who lacks one kind of cones, severity 1.0: Machado, Oliveira and
/// Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009).
const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
    ("full", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ),
];

/// A colour as the panel shows it, in linear parts of its light (IEC 61966-2-1).
fn linear(colour: Rgb565) -> [f64; 3] {
    eight_bits(colour).map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

fn times(matrix: [[f64; 3]; 3], [r, g, b]: [f64; 3]) -> [f64; 3] {
    matrix.map(|[x, y, z]| x * r + y * g + z * b)
}

/// WCAG 2's contrast ratio of two colours.
fn contrast(a: Rgb565, b: Rgb565) -> f64 {
    let luminance = |colour| {
        let [r, g, b] = linear(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// CIE L*a*b* under D65.
fn lab(light: [f64; 3]) -> [f64; 3] {
    const XYZ: [[f64; 3]; 3] = [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ];
    let [x, y, z] = times(XYZ, light.map(|part| part.clamp(0.0, 1.0)));
    let root = |t: f64| {
        let step = 6.0_f64 / 29.0;
        if t > step.powi(3) { t.cbrt() } else { t / (3.0 * step * step) + 4.0 / 29.0 }
    };
    let (x, y, z) = (root(x / 0.95047), root(y), root(z / 1.08883));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIEDE2000: Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula", Color Res. Appl. 30 (2005).
fn delta_e([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let seventh = |c: f64| (c.powi(7) / (c.powi(7) + 25.0_f64.powi(7))).sqrt();
    let g = 0.5 * (1.0 - seventh((a1.hypot(b1) + a2.hypot(b2)) / 2.0));
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| b.atan2(a).to_degrees().rem_euclid(360.0);
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = if grey { 0.0 } else { (h2 - h1 + 180.0).rem_euclid(360.0) - 180.0 };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let h = if grey { h1 + h2 } else { h1 + turn / 2.0 };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0)
        - 0.20 * cos(4.0 * h - 63.0);
    let off = (l - 50.0).powi(2);
    let sl = 1.0 + 0.015 * off / (20.0 + off).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let h = h.rem_euclid(360.0);
    let rt = -2.0 * seventh(c) * (60.0 * (-((h - 275.0) / 25.0).powi(2)).exp()).to_radians().sin();
    let (l, c, h) = (dl / sl, dc / sc, dh / sh);
    (l * l + c * c + h * h + rt * c * h).sqrt()
}

#[test]
fn the_measures_are_those_of_the_literature() {
    assert!((contrast(BLACK, WHITE) - 21.0).abs() < 0.01);
    // From the table of Sharma, Wu and Dalal.
    for (one, other, expected) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 2.5, 0.0], [50.0, 3.1736, 0.5854], 1.0000),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
    ] {
        let found = delta_e(one, other);
        assert!((found - expected).abs() < 0.0001, "{found} {expected}");
    }
    // Nobody's sight makes white a colour.
    for (sight, matrix) in SIGHTS {
        let [_, a, b] = lab(times(matrix, linear(WHITE)));
        assert!(a.hypot(b) < 0.5, "{sight}");
    }
}

#[test]
fn every_text_stands_out_from_its_ground() {
    for tone in Tone::ALL {
        assert!(contrast(tone.ground(), tone.ink()) >= 4.5, "{tone:?}");
        assert!(contrast(tone.ground(), tone.soft()) >= 4.5, "{tone:?}");
        let (ground, ink, soft) = tone.foot();
        assert!(contrast(ground, ink) >= 4.5 && contrast(ground, soft) >= 4.5, "{tone:?}");
    }
    let panel = (PANEL, Tone::Calm.soft());
    for (ground, ink) in [(BAR, BAR_INK), WARN, ALARM, CHOSEN, panel] {
        assert!(contrast(ground, ink) >= 4.5, "{ground:?}");
    }
}

#[test]
fn come_in_is_bright_and_not_now_is_dark() {
    let [admit, refuse, caution] = [Tone::Admit, Tone::Refuse, Tone::Caution].map(Tone::ground);
    assert!(contrast(admit, refuse) >= 4.0, "{}", contrast(admit, refuse));
    assert!(contrast(caution, refuse) >= 4.0, "{}", contrast(caution, refuse));
    assert!(contrast(admit, BLACK) > contrast(admit, WHITE));
    assert!(contrast(refuse, BLACK) < contrast(refuse, WHITE));
}

/// The way out is told by its halves: for everybody's sight one of them is far from any other field.
#[test]
fn the_way_out_is_half_dark_and_half_bright_as_no_other_field_is() {
    let halves = [Tone::Exit.ground(), Tone::Exit.accent()];
    assert!(contrast(halves[0], halves[1]) >= 4.5, "{}", contrast(halves[0], halves[1]));
    for (sight, matrix) in SIGHTS {
        let seen = |colour| lab(times(matrix, linear(colour)));
        for other in STATES {
            let apart = halves.map(|half| delta_e(seen(half), seen(other.ground())));
            let most = apart.into_iter().fold(0.0, f64::max);
            assert!(most >= 25.0, "{sight}: {other:?}: {apart:?}");
        }
    }
}

#[test]
fn whoever_does_not_see_all_colours_tells_every_state_from_every_other() {
    for (sight, matrix) in SIGHTS {
        let seen = |tone: Tone| lab(times(matrix, linear(tone.ground())));
        for (at, one) in STATES.iter().enumerate() {
            for other in &STATES[at + 1..] {
                let found = delta_e(seen(*one), seen(*other));
                assert!(found >= 25.0, "{sight}: {one:?} and {other:?}: {found:.1}");
            }
        }
    }
}
