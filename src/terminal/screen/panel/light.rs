//! The light behind a panel: a folder of the kernel's, or a line that switches it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::terminal::config::{Backlight, DisplayConfig};
use crate::terminal::lines::Output;
use crate::terminal::screen::ScreenError;
use crate::words::Bilingual;
use crate::words::device as words;

const KEY: &str = "display.backlight";

/// A light, and how much of it is on.
#[derive(Debug)]
pub struct Light {
    kind: LightKind,
    /// Of the full light, in hundredths.
    percent: u8,
}

#[derive(Debug)]
enum LightKind {
    Sysfs { folder: PathBuf, full: u32 },
    Line(Output),
}

impl Light {
    /// Opens the light that the configuration names, if any, and turns it on.
    pub fn open(config: &DisplayConfig) -> Result<Option<Self>, ScreenError> {
        let kind = match &config.backlight {
            None => return Ok(None),
            Some(Backlight::Sysfs(folder)) => {
                let full = full(folder, config.dim_percent)
                    .map_err(|cause| ScreenError::Light { folder: folder.clone(), cause })?;
                LightKind::Sysfs { folder: folder.clone(), full }
            }
            Some(Backlight::Line(line)) => {
                let chip = super::chip(config)?;
                LightKind::Line(Output::request(&chip, KEY, line, true)?)
            }
        };
        let mut light = Self { kind, percent: 0 };
        light.set(100)?;
        Ok(Some(light))
    }

    /// What there is of it, without a change: nothing where none is named.
    pub fn inspect(config: &DisplayConfig) -> Result<Option<Bilingual>, ScreenError> {
        Ok(match &config.backlight {
            None => None,
            Some(Backlight::Sysfs(folder)) => {
                let full = full(folder, config.dim_percent)
                    .map_err(|cause| ScreenError::Light { folder: folder.clone(), cause })?;
                let up_to = |it| words::BacklightUpTo { folder: folder.display(), full }.text(it);
                Some(Bilingual::by(up_to))
            }
            Some(Backlight::Line(line)) => {
                let found = super::chip(config)?.line(KEY, line)?;
                let line = found.info.offset;
                Some(Bilingual::by(|it| words::BacklightLine { line }.text(it)))
            }
        })
    }

    /// Leaves so much of the light on. A line can only switch: it is on unless nothing is to be
    /// left.
    pub fn set(&mut self, percent: u8) -> Result<(), ScreenError> {
        if self.percent == percent {
            return Ok(());
        }
        self.percent = percent; // tried once: a fault is not told again and again
        match &self.kind {
            LightKind::Sysfs { folder, full } => {
                let value = part(*full, percent).to_string();
                fs::write(folder.join("brightness"), value)
                    .map_err(|cause| ScreenError::Light { folder: folder.clone(), cause })
            }
            LightKind::Line(line) => Ok(line.set(percent > 0)?),
        }
    }
}

impl Drop for Light {
    fn drop(&mut self) {
        let _ = self.set(100);
    }
}

/// What the light is at its brightest: as the board has set it, unless a program left it dimmed.
fn full(folder: &Path, dim_percent: u8) -> io::Result<u32> {
    let read = |name| {
        let text = fs::read_to_string(folder.join(name))?;
        text.trim().parse::<u32>().map_err(|_| io::Error::other(format!("{name} is no number")))
    };
    let (most, now) = (read("max_brightness")?, read("brightness")?);
    Ok(if now > part(most, dim_percent) { now.min(most) } else { most })
}

/// A part of the light, but not none unless none is wanted.
fn part(full: u32, percent: u8) -> u32 {
    let part = (u64::from(full) * u64::from(percent) / 100) as u32;
    if percent > 0 { part.max(1) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn light(brightness: &str) -> (tempfile::TempDir, DisplayConfig) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("max_brightness"), "255\n").unwrap();
        fs::write(folder.path().join("brightness"), brightness).unwrap();
        let backlight = Some(Backlight::Sysfs(folder.path().to_owned()));
        (folder, DisplayConfig { backlight, ..DisplayConfig::default() })
    }

    fn now(folder: &tempfile::TempDir) -> String {
        fs::read_to_string(folder.path().join("brightness")).unwrap()
    }

    #[test]
    fn the_light_goes_down_and_comes_back_to_what_the_board_has_set() {
        let (folder, config) = light("200\n");
        let mut light = Light::open(&config).unwrap().unwrap();
        light.set(20).unwrap();
        assert_eq!(now(&folder), "40");
        light.set(100).unwrap();
        assert_eq!(now(&folder), "200");
        light.set(0).unwrap();
        assert_eq!(now(&folder), "0");
        drop(light);
        assert_eq!(now(&folder), "200", "the program's end leaves it on");
    }

    #[test]
    fn a_light_that_was_left_dimmed_is_full_again() {
        let (folder, config) = light("51\n");
        let _light = Light::open(&config).unwrap().unwrap();
        assert_eq!(now(&folder), "255");
        assert!(
            Light::inspect(&config)
                .unwrap()
                .unwrap()
                .message(Language::English)
                .ends_with("up to 255")
        );
    }

    #[test]
    fn a_little_light_is_never_none() {
        assert_eq!(part(1, 20), 1);
        assert_eq!(part(u32::MAX, 100), u32::MAX);
        assert_eq!(part(255, 0), 0);
    }

    #[test]
    fn what_is_no_light_is_told_with_its_folder() {
        let backlight = Some(Backlight::Sysfs("/sys/class/backlight/none".into()));
        let config = DisplayConfig { backlight, ..DisplayConfig::default() };
        let fault = Light::open(&config).unwrap_err().to_string();
        assert!(fault.contains("/sys/class/backlight/none"), "{fault}");
        let (folder, config) = light("x");
        assert!(Light::open(&config).is_err());
        drop(folder);
        assert!(Light::open(&DisplayConfig::default()).unwrap().is_none());
        assert_eq!(Light::inspect(&DisplayConfig::default()).unwrap(), None);
    }
}
