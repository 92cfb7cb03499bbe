use crate::terminal::vision::qr::finder::Finder;
use crate::terminal::vision::qr::group::{Group, groups};
use crate::terminal::vision::qr::plane::Point;

fn finder((x, y): Point, module: f32) -> Finder {
    Finder { x, y, module, hits: 4, inverted: false }
}

/// A code's patterns, the top left one first: 40 modules of 5 pixels apart.
fn patterns() -> [Finder; 3] {
    [(300.0, 200.0), (500.0, 200.0), (300.0, 400.0)].map(|at| finder(at, 5.0))
}

fn centres(group: &Group) -> [Point; 3] {
    group.finders().map(|finder| (finder.x, finder.y))
}

#[test]
fn each_pattern_has_its_corner_whatever_the_order_and_the_angle() {
    for degrees in [0.0f32, 30.0, 90.0, 145.0, 270.0] {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let turned = patterns().map(|it| {
            let (x, y) = (it.x - 400.0, it.y - 300.0);
            finder((400.0 + x * cos - y * sin, 300.0 + y * cos + x * sin), it.module)
        });
        let [a, b, c] = turned;
        for order in [[a, b, c], [b, c, a], [c, b, a], [c, a, b]] {
            let found = groups(&order);
            assert_eq!(found.len(), 1, "{degrees}°");
            assert_eq!(centres(&found[0]), turned.map(|it| (it.x, it.y)), "{degrees}°");
        }
    }
}

#[test]
fn in_a_mirror_the_top_left_one_is_still_between_the_others() {
    let mirrored = patterns().map(|it| finder((800.0 - it.x, it.y), it.module));
    let found = groups(&mirrored);
    assert_eq!(centres(&found[0])[0], (500.0, 200.0));
    // What then is top right and bottom left is turned round.
    assert_eq!(centres(&found[0])[1], (500.0, 400.0));
}

#[test]
fn a_tilted_code_is_one_too() {
    let tilted =
        [finder((300.0, 200.0), 5.0), finder((470.0, 240.0), 4.0), finder((310.0, 400.0), 4.6)];
    let found = groups(&tilted);
    assert_eq!(found.len(), 1);
    assert_eq!(centres(&found[0]), tilted.map(|it| (it.x, it.y)));
}

#[test]
fn of_many_patterns_those_of_one_code_come_first() {
    let mut many = patterns().to_vec();
    let mut random = fastrand::Rng::with_seed(6);
    many.extend((0..15).map(|_| Finder {
        hits: 1 + random.u32(0..2),
        ..finder((random.f32() * 1280.0, random.f32() * 720.0), 3.0 + random.f32() * 6.0)
    }));
    for _ in 0..20 {
        random.shuffle(&mut many);
        let best = centres(&groups(&many)[0]);
        assert_eq!(best, [(300.0, 200.0), (500.0, 200.0), (300.0, 400.0)]);
    }
}

#[test]
fn two_codes_make_the_two_best_groups() {
    let mut both = patterns().to_vec();
    both.extend(patterns().map(|it| Finder { x: it.x + 420.0, y: it.y + 37.0, ..it }));
    let found = groups(&both);
    let mut lefts = [centres(&found[0])[0].0, centres(&found[1])[0].0];
    lefts.sort_by(f32::total_cmp);
    assert_eq!(lefts, [300.0, 720.0]);
}

#[test]
fn the_likeliest_group_comes_first() {
    let mut many = patterns().to_vec();
    many.push(finder((520.0, 390.0), 5.4));
    let strangeness: Vec<f32> = groups(&many).iter().map(|group| group.strangeness).collect();
    assert!(strangeness.len() > 1 && strangeness.is_sorted(), "{strangeness:?}");
}

#[test]
fn what_can_be_no_code_is_no_group() {
    let [a, b, c] = patterns();
    let cases = [
        ("of two polarities", [a, b, Finder { inverted: true, ..c }]),
        ("too near for the smallest code", [a, Finder { x: 330.0, ..b }, Finder { y: 230.0, ..c }]),
        ("too far for the largest code", [a, Finder { x: 1400.0, ..b }, Finder { y: 1300.0, ..c }]),
        ("in a line", [a, b, Finder { x: 700.0, y: 201.0, ..c }]),
        ("one side three times the other", [a, b, Finder { y: 267.0, ..c }]),
        ("one three times as large", [a, b, Finder { module: 15.0, ..c }]),
        ("in one place", [a, a, a]),
    ];
    for (why, three) in cases {
        assert_eq!(groups(&three), [], "{why}");
    }
    assert_eq!(groups(&[a, b]), []);
    assert_eq!(groups(&[]), []);
}

#[test]
fn those_met_most_often_are_combined_when_there_are_too_many() {
    let faint = (0..500).map(|at| Finder {
        hits: 1,
        ..finder(((at % 25 * 50) as f32, (at / 25 * 36) as f32), 4.0)
    });
    let many: Vec<Finder> = faint.chain(patterns()).collect();
    let found = groups(&many);
    assert!(found.len() <= 2024);
    assert_eq!(centres(&found[0]), [(300.0, 200.0), (500.0, 200.0), (300.0, 400.0)]);
}
