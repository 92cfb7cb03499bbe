//! ST7789 and ILI9341 on an SPI bus, with a line that tells commands from data.
//!
//! Waking one up takes pauses of a tenth of a second, which are not waited for here but given to
//! the loop, as everything else that takes long.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use embedded_graphics::pixelcolor::raw::ToBytes;
use embedded_graphics::prelude::*;
use linux_embedded_hal::spidev::{SpiModeFlags, Spidev, SpidevOptions};
use mipidsi::dcs::{
    BitsPerPixel, EnterNormalMode, ExitSleepMode, InterfaceExt, PixelFormat, SetAddressMode,
    SetColumnAddress, SetDisplayOff, SetDisplayOn, SetInvertMode, SetPageAddress, SetPixelFormat,
    SoftReset, WriteMemoryStart,
};
use mipidsi::interface::{Interface, InterfaceKind};
use mipidsi::options::{ColorInversion, ColorOrder, Orientation, RefreshOrder};

use super::{Area, Frame, Grain, Port, chip};
use crate::terminal::config::{ColourOrder, DisplayConfig};
use crate::terminal::lines::{LineError, Output};
use crate::terminal::screen::{BadSetting, ScreenError};
use crate::words::Bilingual;
use crate::words::device as words;

/// The controller's memory, in pixels: both have as much.
const MEMORY: (u32, u32) = (240, 320);
/// What the kernel takes in one transfer unless `spidev.bufsiz` says otherwise.
const TRANSFER: usize = 4096;

/// The steps of waking up, and how long to wait after each, in milliseconds: the longest that
/// either data sheet asks for.
const STEPS: [(InitStep, u64); 5] = [
    (InitStep::Reset(true), 1),
    (InitStep::Reset(false), 120),
    (InitStep::SoftReset, 150),
    (InitStep::ExitSleep, 120),
    (InitStep::Settings, 10),
];

#[derive(Debug, Clone, Copy)]
enum InitStep {
    /// Pulls the reset line, or lets it go.
    Reset(bool),
    SoftReset,
    ExitSleep,
    Settings,
}

/// The panel on its bus.
#[derive(Debug)]
pub struct Spi {
    wire: SpiLink,
    reset: Option<Output>,
    size: Size,
    offset: (u16, u16),
    invert: bool,
    order: ColorOrder,
    hz: u32,
    /// How many of [`STEPS`] are taken.
    step: usize,
    /// The panel shows its memory.
    on: bool,
}

/// What can never work, told before anything is opened.
pub fn check(config: &DisplayConfig) -> Result<(), ScreenError> {
    if config.dc_line.is_none() {
        return Err(ScreenError::Setting(BadSetting::NoDataLine));
    }
    let (size, offset) = (config.size(), (config.offset_x, config.offset_y));
    let ends = (size.0 + u32::from(offset.0), size.1 + u32::from(offset.1));
    if ends.0 > MEMORY.0 || ends.1 > MEMORY.1 {
        return Err(ScreenError::Setting(BadSetting::Size { size, offset, memory: MEMORY }));
    }
    Ok(())
}

/// What there is, for the installer. Nothing is sent, and no line is taken.
pub fn inspect(config: &DisplayConfig) -> Result<Bilingual, ScreenError> {
    check(config)?;
    let device = config.device();
    Spidev::open(device)
        .map_err(|cause| ScreenError::Unopened { device: device.to_owned(), cause })?;
    let chip = chip(config)?;
    let lines = [(DC, &config.dc_line), (RESET, &config.reset_line)];
    let mut free = Vec::new();
    for (key, line) in lines {
        let Some(line) = line else { continue };
        let info = chip.line(key, line)?.info;
        if info.used && info.consumer != crate::terminal::lines::HOLDER {
            let (chip, line) = (chip.path().display().to_string(), info.offset);
            return Err(LineError::Held { key, chip, line, holder: info.consumer }.into());
        }
        free.push(Bilingual::by(|it| words::PanelLine { key, line: info.offset }.text(it)));
    }
    let (width, height) = config.size();
    let lines = Bilingual::row(free);
    Ok(Bilingual::by(|language| {
        let picture = words::PanelPicture { width, height, bits: 16 }.text(language);
        let (device, driver) = (device.display(), config.driver.as_str());
        let panel = words::PanelOpens { device, picture, driver }.text(language);
        let lines = lines.message(language);
        words::SpiListens { panel, mhz: f64::from(config.spi_hz) / 1e6, lines }.text(language)
    }))
}

const DC: &str = "display.dc_line";
const RESET: &str = "display.reset_line";

impl Port for Spi {
    const GRAIN: Grain = Grain { rows: 1, whole: false };
    const WANDERS: bool = false;

    fn open(config: &DisplayConfig) -> Result<Self, ScreenError> {
        let device = config.device().to_owned();
        let fault = |cause| ScreenError::Unopened { device: device.clone(), cause };
        let mut bus = Spidev::open(&device).map_err(fault)?;
        let options = SpidevOptions {
            bits_per_word: Some(8),
            max_speed_hz: Some(config.spi_hz),
            lsb_first: None,
            spi_mode: Some(SpiModeFlags::SPI_MODE_0),
        };
        bus.configure(&options).map_err(fault)?;
        let chip = chip(config)?;
        let output = |key, line| Output::request(&chip, key, line, true);
        let dc = config.dc_line.as_ref().ok_or(ScreenError::Setting(BadSetting::NoDataLine))?;
        let (width, height) = config.size();
        Ok(Self {
            wire: SpiLink { device, bus, dc: output(DC, dc)? },
            reset: config.reset_line.as_ref().map(|line| output(RESET, line)).transpose()?,
            size: Size::new(width, height),
            offset: (config.offset_x, config.offset_y),
            invert: config.invert(),
            order: match config.colour_order() {
                ColourOrder::Rgb => ColorOrder::Rgb,
                ColourOrder::Bgr => ColorOrder::Bgr,
            },
            hz: config.spi_hz,
            step: 0,
            on: false,
        })
    }

    fn size(&self) -> Size {
        self.size
    }

    fn wake(&mut self) -> Result<Option<Duration>, ScreenError> {
        let Some((step, pause)) = STEPS.get(self.step) else { return Ok(None) };
        self.step += 1;
        self.take(*step)?;
        Ok(Some(Duration::from_millis(*pause)))
    }

    fn pixels_in(&self, time: Duration) -> u32 {
        (u64::from(self.hz) * time.as_micros() as u64 / 1_000_000 / 16) as u32
    }

    fn send(&mut self, frame: &Frame, area: Area) -> Result<(), ScreenError> {
        let (x, y) = (area.x as u16 + self.offset.0, area.y as u16 + self.offset.1);
        let (width, height) = (area.width as u16, area.height as u16);
        self.wire.write_command(SetColumnAddress::new(x, x + width - 1))?;
        self.wire.write_command(SetPageAddress::new(y, y + height - 1))?;
        self.wire.write_command(WriteMemoryStart)?;
        let pixels = area.rows(self.size.width).flat_map(|row| &frame.pixels()[row]);
        self.wire.send_pixels(pixels.map(|pixel| pixel.to_be_bytes()))
    }

    fn complete(&mut self) -> Result<(), ScreenError> {
        if std::mem::replace(&mut self.on, true) {
            return Ok(());
        }
        self.wire.write_command(SetDisplayOn)
    }

    fn sleep(&mut self) {
        let _ = self.wire.write_command(SetDisplayOff);
    }
}

impl Spi {
    fn take(&mut self, step: InitStep) -> Result<(), ScreenError> {
        match step {
            InitStep::Reset(pulled) => {
                self.reset.as_ref().map_or(Ok(()), |line| Ok(line.set(!pulled)?))
            }
            InitStep::SoftReset => self.wire.write_command(SoftReset),
            InitStep::ExitSleep => self.wire.write_command(ExitSleepMode),
            InitStep::Settings => self.settle(),
        }
    }

    /// The picture is turned before it is sent, so that the memory is always written in one way.
    fn settle(&mut self) -> Result<(), ScreenError> {
        let inversion = if self.invert { ColorInversion::Inverted } else { ColorInversion::Normal };
        self.wire.write_command(SetAddressMode::new(
            self.order,
            Orientation::new(),
            RefreshOrder::default(),
        ))?;
        self.wire.write_command(SetInvertMode::new(inversion))?;
        let sixteen = PixelFormat::with_all(BitsPerPixel::Sixteen);
        self.wire.write_command(SetPixelFormat::new(sixteen))?;
        self.wire.write_command(EnterNormalMode)
    }
}

/// The bus, and the line that is high for data.
#[derive(Debug)]
struct SpiLink {
    device: PathBuf,
    bus: Spidev,
    dc: Output,
}

impl SpiLink {
    fn write(&mut self, data: bool, bytes: &[u8]) -> Result<(), ScreenError> {
        self.dc.set(data)?;
        let written: io::Result<()> =
            bytes.chunks(TRANSFER).try_for_each(|part| self.bus.write_all(part));
        written.map_err(|cause| ScreenError::Unsent { device: self.device.clone(), cause })
    }
}

impl Interface for SpiLink {
    type Word = u8;
    type Error = ScreenError;

    const KIND: InterfaceKind = InterfaceKind::Serial4Line;

    fn send_command(&mut self, command: u8, args: &[u8]) -> Result<(), ScreenError> {
        self.write(false, &[command])?;
        if args.is_empty() { Ok(()) } else { self.write(true, args) }
    }

    fn send_pixels<const N: usize>(
        &mut self,
        pixels: impl IntoIterator<Item = [u8; N]>,
    ) -> Result<(), ScreenError> {
        let bytes: Vec<u8> = pixels.into_iter().flatten().collect();
        self.write(true, &bytes)
    }

    fn send_repeated_pixel<const N: usize>(
        &mut self,
        pixel: [u8; N],
        count: u32,
    ) -> Result<(), ScreenError> {
        self.send_pixels(std::iter::repeat_n(pixel, count as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::config::{DisplayDriver, LineName};

    fn config(driver: DisplayDriver, width: u32, height: u32, offset_y: u16) -> DisplayConfig {
        let (width, height) = (Some(width), Some(height));
        let dc_line = Some(LineName::Number(25).into());
        DisplayConfig { driver, width, height, offset_y, dc_line, ..DisplayConfig::default() }
    }

    #[test]
    fn what_can_never_work_is_known_before_anything_is_opened() {
        for (width, height, offset_y, works) in [
            (240, 240, 0, true),
            (240, 240, 80, true),
            (240, 320, 0, true),
            (135, 240, 40, true),
            (240, 240, 81, false),
            (320, 240, 0, false),
            (240, 320, 1, false),
        ] {
            let checked = check(&config(DisplayDriver::St7789, width, height, offset_y));
            assert_eq!(checked.is_ok(), works, "{width} × {height} from {offset_y}");
        }
        let wide = check(&config(DisplayDriver::Ili9341, 320, 240, 0)).unwrap_err().to_string();
        assert!(wide.contains("display.rotation"), "{wide}");
        let none = DisplayConfig { dc_line: None, ..config(DisplayDriver::St7789, 240, 240, 0) };
        assert!(check(&none).unwrap_err().to_string().starts_with("display.dc_line is missing"));
        let common = |driver| DisplayConfig {
            driver,
            dc_line: Some(LineName::Number(25).into()),
            ..DisplayConfig::default()
        };
        assert!(check(&common(DisplayDriver::St7789)).is_ok());
        assert!(check(&common(DisplayDriver::Ili9341)).is_ok());
    }
}
