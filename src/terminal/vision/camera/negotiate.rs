//! Settling with a camera on format, size and rate.

use std::io;

use v4l::device::Device;
use v4l::video::Capture;
use v4l::video::capture::Parameters;
use v4l::{Format, FourCC};

use super::pixels::{Layout, Pixels};
use crate::terminal::config::CameraConfig;

/// How far an offer is from what is wanted: first the size, in pixels along both sides, then the
/// frames a second that are missing.
type Distance = (u32, u32);

/// Sets the format that comes nearest to the configuration; `None` if the camera speaks none that
/// can be read. Drivers answer with what they can do, so each format is tried.
pub(super) fn negotiate(device: &Device, config: &CameraConfig) -> io::Result<Option<Layout>> {
    let spoken = device.enum_formats()?;
    let mut best: Option<(Distance, (Pixels, [u8; 4]))> = None;
    for (pixels, name) in Pixels::ALL {
        if !spoken.iter().any(|format| format.fourcc.repr == name) {
            continue;
        }
        let Some((layout, fps)) = settle(device, config, pixels, name)? else { continue };
        let offer = distance(config, layout.width, layout.height, fps);
        if best.is_none_or(|(nearest, _)| offer < nearest) {
            best = Some((offer, (pixels, name)));
        }
    }
    let Some((_, (pixels, name))) = best else { return Ok(None) };
    Ok(settle(device, config, pixels, name)?.map(|(layout, _)| layout))
}

/// Asks for one format; what the driver makes of it, and its frames a second.
fn settle(
    device: &Device,
    config: &CameraConfig,
    pixels: Pixels,
    name: [u8; 4],
) -> io::Result<Option<(Layout, u32)>> {
    let wanted = Format::new(config.width, config.height, FourCC::new(&name));
    let format = match device.set_format(&wanted) {
        Err(cause) if cause.kind() == io::ErrorKind::InvalidInput => return Ok(None),
        settled => settled?,
    };
    if format.fourcc.repr != name {
        return Ok(None);
    }
    let layout = Layout {
        pixels,
        width: format.width,
        height: format.height,
        stride: format.stride as usize,
    };
    // Not every driver has a rate to set: then it is what it is.
    let rate = device.set_params(&Parameters::with_fps(config.fps));
    let fps =
        rate.map_or(config.fps, |rate| rate.interval.denominator / rate.interval.numerator.max(1));
    Ok(Some((layout, fps)))
}

fn distance(config: &CameraConfig, width: u32, height: u32, fps: u32) -> Distance {
    let size = config.width.abs_diff(width).saturating_add(config.height.abs_diff(height));
    (size, config.fps.saturating_sub(fps))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_size_comes_first_then_the_rate() {
        let config = CameraConfig::default();
        let exact = distance(&config, 1280, 720, 30);
        assert_eq!(exact, distance(&config, 1280, 720, 60), "more frames do no harm");
        let slow = distance(&config, 1280, 720, 10);
        let small = distance(&config, 640, 480, 30);
        assert!(exact < slow && slow < small);
    }
}
