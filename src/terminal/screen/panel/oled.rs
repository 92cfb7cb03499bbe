//! An SSD1306 of 128 × 64 pixels on an I²C bus.

use std::cell::Cell;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use display_interface::{DataFormat, DisplayError, WriteOnlyDataCommand};
use embedded_graphics::prelude::*;
use linux_embedded_hal::i2cdev::core::I2CDevice;
use linux_embedded_hal::i2cdev::linux::{LinuxI2CDevice, LinuxI2CError};
use rustix::ioctl::{IntegerSetter, Opcode, ioctl};
use ssd1306::Ssd1306;
use ssd1306::command::AddrMode;
use ssd1306::mode::BasicMode;
use ssd1306::prelude::*;

use super::{Area, Frame, Grain, Port};
use crate::terminal::config::{DisplayConfig, Rotation};
use crate::terminal::screen::{BadSetting, ScreenError};
use crate::words::Bilingual;
use crate::words::device as words;

/// What the bus carries in a second: the fast mode that every SSD1306 can, nine bits a byte.
const BYTES_A_SECOND: u64 = 400_000 / 9;
/// Of those, what each window costs: addresses and control bytes.
const WINDOW: u64 = 14;
/// The brightest that does not wear the panel out early, of 255.
const CONTRAST: u8 = 0xCF;

/// What can never work, told before anything is opened.
pub fn check(config: &DisplayConfig) -> Result<(), ScreenError> {
    match config.rotation() {
        Rotation::Deg0 | Rotation::Deg180 => Ok(()),
        Rotation::Deg90 | Rotation::Deg270 => Err(ScreenError::Setting(BadSetting::Upright)),
    }
}

/// What there is, for the installer. A byte of the panel's state is read and nothing written.
pub fn inspect(config: &DisplayConfig) -> Result<Bilingual, ScreenError> {
    check(config)?;
    let device = config.device();
    let mut bus = open(config)?;
    bus.read(&mut [0]).map_err(|fault| ScreenError::Unanswered {
        device: device.to_owned(),
        address: config.address,
        cause: plain(fault),
    })?;
    Ok(Bilingual::by(|language| {
        let picture = words::PanelPicture { width: 128, height: 64, bits: 1 }.text(language);
        let (device, address) = (device.display(), format!("{:#04x}", config.address));
        let driver = config.driver.as_str();
        words::OledAnswers { device, address, picture, driver }.text(language)
    }))
}

fn open(config: &DisplayConfig) -> Result<LinuxI2CDevice, ScreenError> {
    let device = config.device();
    let bus = LinuxI2CDevice::new(device, config.address.into()).map_err(|fault| {
        ScreenError::Unopened { device: device.to_owned(), cause: plain(fault) }
    })?;
    // Adapters that can't be told so keep their own.
    if let Err(fault) = hurry(&bus) {
        log::debug!("{}: no shorter time limit: {fault}", device.display());
    }
    Ok(bus)
}

/// A bus that hangs holds the loop for so long and not for the kernel's second, in 10 ms.
const PATIENCE: usize = 5;
/// `I2C_TIMEOUT` of `linux/i2c-dev.h`.
const I2C_TIMEOUT: Opcode = 0x0702;

#[allow(unsafe_code)]
fn hurry(bus: &LinuxI2CDevice) -> rustix::io::Result<()> {
    // SAFETY: the descriptor is the bus's own and open as long as it is borrowed here.
    let bus = unsafe { BorrowedFd::borrow_raw(bus.as_raw_fd()) };
    // SAFETY: the opcode takes a number, no pointer.
    unsafe { ioctl(bus, IntegerSetter::<I2C_TIMEOUT>::new_usize(PATIENCE)) }
}

fn plain(fault: LinuxI2CError) -> io::Error {
    match fault {
        LinuxI2CError::Errno(number) => io::Error::from_raw_os_error(number),
        LinuxI2CError::Io(fault) => fault,
    }
}

/// The panel on its bus.
pub struct Oled {
    driver: Ssd1306<I2cLink, DisplaySize128x64, BasicMode>,
    /// What went wrong on the wire: the driver keeps it to itself.
    fault: Rc<Cell<Option<io::Error>>>,
    device: PathBuf,
    address: u8,
}

impl std::fmt::Debug for Oled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Oled({}, {:#04x})", self.device.display(), self.address)
    }
}

impl Port for Oled {
    const GRAIN: Grain = Grain { rows: 8, whole: false };
    const WANDERS: bool = true;

    fn open(config: &DisplayConfig) -> Result<Self, ScreenError> {
        let fault = Rc::new(Cell::new(None));
        let wire = I2cLink { bus: open(config)?, fault: Rc::clone(&fault) };
        // The picture is turned before it is sent.
        let driver = Ssd1306::new(wire, DisplaySize128x64, DisplayRotation::Rotate0);
        Ok(Self { driver, fault, device: config.device().to_owned(), address: config.address })
    }

    fn size(&self) -> Size {
        Size::new(DisplaySize128x64::WIDTH.into(), DisplaySize128x64::HEIGHT.into())
    }

    fn wake(&mut self) -> Result<Option<Duration>, ScreenError> {
        let done = self.driver.init_with_addr_mode(AddrMode::Horizontal);
        self.noted(done)?;
        Ok(None)
    }

    fn pixels_in(&self, time: Duration) -> u32 {
        let bytes = BYTES_A_SECOND * time.as_micros() as u64 / 1_000_000;
        8 * bytes.saturating_sub(WINDOW) as u32
    }

    fn send(&mut self, frame: &Frame, area: Area) -> Result<(), ScreenError> {
        let (left, top) = (area.x as u8, area.y as u8);
        let end = (left + area.width as u8, top + area.height as u8);
        let done = self.driver.set_draw_area((left, top), end);
        self.noted(done)?;
        let done = self.driver.draw(&columns(frame, area));
        self.noted(done)
    }

    fn dim(&mut self, percent: u8) -> Result<(), ScreenError> {
        let contrast = u16::from(CONTRAST) * u16::from(percent) / 100;
        // A shorter precharge makes the low end darker than contrast alone can.
        let precharge = if percent < 50 { 1 } else { 2 };
        let done = self.driver.set_brightness(Brightness::custom(precharge, contrast as u8));
        self.noted(done)
    }

    fn sleep(&mut self) {
        let _ = self.driver.set_display_on(false);
    }
}

impl Oled {
    fn noted(&mut self, done: Result<(), DisplayError>) -> Result<(), ScreenError> {
        let Err(fault) = done else { return Ok(()) };
        let unknown = || io::Error::other(format!("{fault:?}"));
        let cause = self.fault.take().unwrap_or_else(unknown);
        let (device, address) = (self.device.clone(), self.address);
        Err(ScreenError::Unanswered { device, address, cause })
    }
}

/// The bytes of a rectangle as the controller wants them: a column of eight pixels each, the
/// uppermost in the lowest bit.
fn columns(frame: &Frame, area: Area) -> Vec<u8> {
    let width = frame.size().width;
    let lit = |x: u32, y: u32| {
        frame.pixels().get((y * width + x) as usize).is_some_and(|pixel| pixel.g() >= 32)
    };
    let pages = (area.y..area.y + area.height).step_by(8);
    pages
        .flat_map(|page| (area.x..area.x + area.width).map(move |x| (x, page)))
        .map(|(x, page)| (0..8).fold(0, |byte, bit| byte | u8::from(lit(x, page + bit)) << bit))
        .collect()
}

/// The bus with the panel's address.
struct I2cLink {
    bus: LinuxI2CDevice,
    fault: Rc<Cell<Option<io::Error>>>,
}

impl I2cLink {
    fn write(&mut self, control: u8, bytes: &[u8]) -> Result<(), DisplayError> {
        let mut message = Vec::with_capacity(bytes.len() + 1);
        message.push(control);
        message.extend_from_slice(bytes);
        self.bus.write(&message).map_err(|fault| {
            self.fault.set(Some(plain(fault)));
            DisplayError::BusWriteError
        })
    }
}

impl WriteOnlyDataCommand for I2cLink {
    fn send_commands(&mut self, commands: DataFormat<'_>) -> Result<(), DisplayError> {
        match commands {
            DataFormat::U8(bytes) => self.write(0x00, bytes),
            _ => Err(DisplayError::DataFormatNotImplemented),
        }
    }

    fn send_data(&mut self, data: DataFormat<'_>) -> Result<(), DisplayError> {
        match data {
            DataFormat::U8(bytes) => self.write(0x40, bytes),
            _ => Err(DisplayError::DataFormatNotImplemented),
        }
    }
}

#[cfg(test)]
mod tests {
    use embedded_graphics::pixelcolor::Rgb565;

    use super::*;
    use crate::terminal::screen::Canvas;

    #[test]
    fn eight_rows_make_a_byte_the_uppermost_lowest() {
        let mut canvas = Canvas::new(4, 16);
        let lit = [(0, 0), (1, 7), (2, 8), (3, 9), (3, 15)];
        let dots = lit.map(|(x, y)| Pixel(Point::new(x, y), Rgb565::WHITE));
        let Ok(()) = canvas.draw_iter(dots);
        let mut frame = Frame::new(Size::new(4, 16));
        assert!(frame.take(&canvas, Rotation::Deg0, (0, 0)));
        let whole = Area { x: 0, y: 0, width: 4, height: 16 };
        assert_eq!(columns(&frame, whole), [0x01, 0x80, 0, 0, 0, 0, 0x01, 0x82]);
        let below = Area { x: 2, y: 8, width: 2, height: 8 };
        assert_eq!(columns(&frame, below), [0x01, 0x82]);
    }

    #[test]
    fn an_upright_oled_is_told_to_be_none() {
        let config = |rotation| DisplayConfig { rotation, ..DisplayConfig::default() };
        assert!(check(&config(None)).is_ok() && check(&config(Some(Rotation::Deg180))).is_ok());
        let fault = check(&config(Some(Rotation::Deg90))).unwrap_err().to_string();
        assert!(fault.starts_with("display.rotation is 0 or 180"), "{fault}");
    }

    #[test]
    fn a_part_is_some_milliseconds_of_the_bus() {
        // 4 ms at 400 kHz are 177 bytes: one row of eight pixels.
        let bytes = BYTES_A_SECOND * 4 / 1000 - WINDOW;
        assert!((128..200).contains(&bytes), "{bytes}");
    }
}
