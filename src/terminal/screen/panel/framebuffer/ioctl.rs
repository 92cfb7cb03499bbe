//! What the kernel tells of a framebuffer (`linux/fb.h`).

#![allow(unsafe_code)]

use std::fs::File;
use std::io;

use rustix::ioctl::{Getter, IntegerSetter, Opcode, ioctl};

const FBIOGET_VSCREENINFO: Opcode = 0x4600;
const FBIOGET_FSCREENINFO: Opcode = 0x4602;
const FBIOBLANK: Opcode = 0x4611;
const FB_BLANK_UNBLANK: usize = 0;

/// Where a channel lies in a pixel: `struct fb_bitfield`.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default)]
pub struct Channel {
    /// From the lowest bit.
    pub offset: u32,
    /// In bits.
    pub length: u32,
    msb_right: u32,
}

impl Channel {
    #[cfg(test)]
    pub const fn at(offset: u32, length: u32) -> Self {
        Self { offset, length, msb_right: 0 }
    }
}

/// What a mode may change: `struct fb_var_screeninfo`.
#[repr(C)]
#[derive(Debug, Clone, Default)]
pub struct Changing {
    pub xres: u32,
    pub yres: u32,
    pub xres_virtual: u32,
    pub yres_virtual: u32,
    pub xoffset: u32,
    pub yoffset: u32,
    pub bits_per_pixel: u32,
    pub grayscale: u32,
    pub red: Channel,
    pub green: Channel,
    pub blue: Channel,
    pub transp: Channel,
    pub nonstd: u32,
    pub activate: u32,
    pub height_mm: u32,
    pub width_mm: u32,
    pub accel_flags: u32,
    pub timing: [u32; 11],
    pub reserved: [u32; 4],
}

/// What the device is: `struct fb_fix_screeninfo`.
#[repr(C)]
#[derive(Debug, Clone, Default)]
pub struct Fixed {
    pub id: [u8; 16],
    pub smem_start: usize,
    pub smem_len: u32,
    pub kind: u32,
    pub type_aux: u32,
    pub visual: u32,
    pub steps: [u16; 3],
    /// Bytes from row to row.
    pub line_length: u32,
    pub mmio_start: usize,
    pub mmio_len: u32,
    pub accel: u32,
    pub capabilities: u16,
    pub reserved: [u16; 2],
}

// The kernel writes as many bytes as its own structures have.
const _: () = assert!(size_of::<Changing>() == 160);
const _: () = assert!(size_of::<Fixed>() == if size_of::<usize>() == 8 { 80 } else { 68 });

impl Fixed {
    /// The driver's name.
    pub fn name(&self) -> String {
        let end = self.id.iter().position(|byte| *byte == 0).unwrap_or(self.id.len());
        String::from_utf8_lossy(&self.id[..end]).into_owned()
    }
}

/// Asks for both.
pub fn geometry(file: &File) -> io::Result<(Changing, Fixed)> {
    // SAFETY: the opcode writes one `fb_var_screeninfo`, which `Changing` is, field by field; any
    // bits are a valid value of it.
    let changing = unsafe { ioctl(file, Getter::<FBIOGET_VSCREENINFO, Changing>::new())? };
    // SAFETY: likewise with `fb_fix_screeninfo` and `Fixed`.
    let fixed = unsafe { ioctl(file, Getter::<FBIOGET_FSCREENINFO, Fixed>::new())? };
    Ok((changing, fixed))
}

/// Ends a blanking of the console's.
pub fn unblank(file: &File) -> io::Result<()> {
    // SAFETY: the opcode takes a number, no pointer.
    unsafe { ioctl(file, IntegerSetter::<FBIOBLANK>::new_usize(FB_BLANK_UNBLANK))? };
    Ok(())
}
