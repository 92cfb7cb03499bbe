//! zxing-cpp with everything switched on that helps it, asked for what hallgate reads.

mod wheel;

use std::time::Duration;

use anyhow::{Context, Result};
use image::GrayImage;
use zxingcpp::{BarcodeFormat, BarcodeReader, ImageFormat, ImageView};

use crate::reader::{Answer, timed};
use wheel::Wheel;

/// Where zxing-cpp comes from.
pub enum Peer {
    /// Built here from the source in its crate, in this process.
    Built(BarcodeReader),
    /// PyPI's.
    Wheel(Wheel),
}

impl Peer {
    pub fn built() -> Self {
        let reader = zxingcpp::read()
            .formats(BarcodeFormat::QRCodeModel2)
            .try_harder(true)
            .try_rotate(true)
            .try_invert(true)
            .try_downscale(true);
        Self::Built(reader)
    }

    pub fn wheel() -> Result<Self> {
        Ok(Self::Wheel(Wheel::start()?))
    }

    pub fn read(&mut self, image: &GrayImage) -> Result<Answer> {
        let reader = match self {
            Self::Built(reader) => reader,
            Self::Wheel(wheel) => return wheel.read(image),
        };
        let (width, height) = image.dimensions();
        let (codes, cpu) = timed(|| {
            let view = ImageView::from_slice(image.as_raw(), width, height, ImageFormat::Lum)?;
            reader.from(&view)
        });
        let codes = codes.context("zxing-cpp refused a frame")?;
        Ok(Answer {
            texts: codes.iter().map(|code| code.text()).collect(),
            cpu,
            waited: Duration::ZERO,
        })
    }
}
