//! Whether a clip is speech: neither silence nor a tone nor noise, not clipped, as long as what it says, with its
//! power where a telephone has it. What is measured of each stands in `assets/sounds/README.md`.

use super::*;

/// Hertz of a telephone's band.
const BAND: (f32, f32) = (300.0, 3400.0);
/// Samples of a frame, and from frame to frame: 32 and 16 ms.
const FRAME: usize = 512;
const STEP: usize = 256;

/// What was measured of a clip.
#[derive(Debug, Clone, Copy)]
struct ClipMeasures {
    seconds: f32,
    /// The loudest sample, in parts of the most that there is.
    peak: f32,
    /// Of the power, the part within the band.
    in_band: f32,
    /// Of the power, the part in the strongest twentieth of the spectrum: nearly all of a tone.
    narrow: f32,
    /// How far the loudest frames stand above the quieter ones, in dB: nothing in noise and tones.
    swing: f32,
    /// Samples that stand at the end of the scale.
    clipped: usize,
}

/// Power at the frequencies of a frame of 512 samples.
fn spectrum(frame: &[f32]) -> Vec<f32> {
    let turn = std::f32::consts::TAU / FRAME as f32;
    let window: Vec<f32> = (0..FRAME).map(|at| 0.5 - 0.5 * (turn * at as f32).cos()).collect();
    let waves: Vec<(f32, f32)> =
        (0..FRAME).map(|at| ((turn * at as f32).cos(), (turn * at as f32).sin())).collect();
    let heard: Vec<f32> = frame.iter().zip(&window).map(|(sample, part)| sample * part).collect();
    let power = |bin: usize| {
        let (mut re, mut im) = (0.0, 0.0);
        for (at, sample) in heard.iter().enumerate() {
            let (cos, sin) = waves[at * bin % FRAME];
            re += sample * cos;
            im += sample * sin;
        }
        re * re + im * im
    };
    (0..FRAME / 2).map(power).collect()
}

fn measure(said: &Samples) -> ClipMeasures {
    let samples: Vec<f32> = said.all.iter().map(|sample| f32::from(*sample) / 32768.0).collect();
    let mut whole = vec![0.0; FRAME / 2];
    let mut frames = Vec::new();
    for start in (0..samples.len().saturating_sub(FRAME - 1)).step_by(STEP) {
        let frame = &samples[start..start + FRAME];
        frames.push(frame.iter().map(|sample| sample * sample).sum::<f32>() / FRAME as f32);
        for (sum, power) in whole.iter_mut().zip(spectrum(frame)) {
            *sum += power;
        }
    }
    let all = whole.iter().sum::<f32>().max(1e-9);
    let hertz = |bin: usize| bin as f32 * said.rate as f32 / FRAME as f32;
    let inside = |bin: &usize| (BAND.0..=BAND.1).contains(&hertz(*bin));
    let in_band = (0..whole.len()).filter(inside).map(|bin| whole[bin]).sum::<f32>() / all;
    let mut sorted = whole.clone();
    sorted.sort_by(f32::total_cmp);
    let narrow = sorted.iter().rev().take(FRAME / 40).sum::<f32>() / all;
    frames.sort_by(f32::total_cmp);
    let at = |part: f32| frames.get((part * frames.len() as f32) as usize).copied();
    let (loud, quiet) = (at(0.9).unwrap_or(0.0), at(0.15).unwrap_or(0.0));
    ClipMeasures {
        seconds: samples.len() as f32 / said.rate as f32,
        peak: samples.iter().fold(0.0, |most: f32, sample| most.max(sample.abs())),
        in_band,
        narrow,
        swing: 10.0 * ((loud + 1e-9) / (quiet + 1e-9)).log10(),
        clipped: said.all.iter().filter(|sample| sample.unsigned_abs() >= 32_600).count(),
    }
}

/// What keeps a clip from being speech, if anything. A part of a phrase may be a single syllable.
fn fault(clip: &ClipMeasures) -> Option<&'static str> {
    let faults = [
        ("it is silent", clip.peak < 0.3),
        ("it is clipped", clip.clipped > 0),
        ("it is too short", clip.seconds < 0.15),
        ("it is too long", clip.seconds > 3.0),
        ("it is not where a telephone hears", clip.in_band < 0.25),
        ("it is a tone", clip.narrow > 0.97),
        ("it is as loud all the time", clip.swing < 3.0),
    ];
    faults.into_iter().find(|(_, is)| *is).map(|(what, _)| what)
}

/// The clips of a language in the table's order, as they are told there.
fn rows(folder: &str, clips: &[(&str, &[u8])]) -> Vec<String> {
    let row = |(name, file): &(&str, &[u8])| {
        let said = wav::read(file).unwrap();
        let clip = measure(&said);
        assert_eq!(fault(&clip), None, "{folder}/{name}: {clip:?}");
        let percent = |part: f32| (100.0 * part).round();
        format!(
            "| `{folder}/{name}.wav` | {:.2} | {} | {} | {} |",
            clip.seconds,
            percent(clip.peak),
            percent(clip.in_band),
            clip.swing.round(),
        )
    };
    clips.iter().map(row).collect()
}

#[test]
fn every_clip_is_speech_and_measures_what_the_table_says() {
    let rows = [rows("zh-CN", CHINESE), rows("en", ENGLISH)].concat();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sounds/README.md");
    let page = std::fs::read_to_string(path).unwrap();
    let is_row = |line: &&str| line.starts_with("| `zh-CN/") || line.starts_with("| `en/");
    let told: Vec<&str> = page.lines().filter(is_row).collect();
    if std::env::var_os("HALLGATE_BLESS").is_some() {
        let (head, _) = page.split_once("|---|---|---|---|---|\n").unwrap();
        let table = format!("{head}|---|---|---|---|---|\n{}\n", rows.join("\n"));
        return std::fs::write(path, table).unwrap();
    }
    assert_eq!(told, rows, "HALLGATE_BLESS=1 writes it anew");
}

#[test]
fn whole_phrases_are_speech_of_a_length_that_a_visitor_waits_for() {
    for language in [Language::Chinese, Language::English] {
        for phrase in ALL.into_iter().chain((1..=MOST_HALLS).map(SpokenPhrase::Hall)) {
            let clip = measure(&built_in(phrase, language).unwrap());
            assert_eq!(fault(&clip), None, "{phrase:?} {language:?}: {clip:?}");
            assert!((0.4..=2.6).contains(&clip.seconds), "{phrase:?} {language:?}: {clip:?}");
        }
    }
}

#[test]
fn what_is_no_speech_is_found() {
    let rate = 16_000;
    let sound = |of: &dyn Fn(usize) -> f32| Samples {
        rate,
        all: (0..rate as usize)
            .map(|at| (32_767.0 * of(at)).clamp(-32_768.0, 32_767.0) as i16)
            .collect(),
    };
    let wave =
        |hertz: f32, at: usize| (std::f32::consts::TAU * hertz * at as f32 / rate as f32).sin();
    let mut seed = 1_u32;
    let mut noise: Vec<f32> = Vec::new();
    for _ in 0..rate {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.push((seed >> 8) as f32 / 8_388_608.0 - 1.0);
    }
    let spoken = built_in(SpokenPhrase::Staff, Language::Chinese).unwrap();
    let loud =
        Samples { rate, all: spoken.all.iter().map(|sample| sample.saturating_mul(4)).collect() };
    let (at, _) = (0..).zip(&spoken.all).max_by_key(|(_, sample)| sample.unsigned_abs()).unwrap();
    let at = std::cmp::max(at, 750);
    let short = Samples { rate, all: spoken.all[at - 750..at + 750].to_vec() };
    let long = Samples { rate, all: spoken.all.repeat(4) };
    for (what, said) in [
        ("it is silent", sound(&|_| 0.0)),
        ("it is a tone", sound(&|at| 0.7 * wave(1000.0, at))),
        ("it is not where a telephone hears", sound(&|at| 0.7 * wave(6000.0, at))),
        ("it is clipped", loud),
        ("it is too short", short),
        ("it is too long", long),
    ] {
        assert_eq!(fault(&measure(&said)), Some(what), "{:?}", measure(&said));
    }
    assert!(fault(&measure(&sound(&|at| 0.7 * noise[at]))).is_some());
    assert_eq!(fault(&measure(&spoken)), None);
}
