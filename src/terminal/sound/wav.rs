//! Sounds as files: samples of 16 bits or A-law, one channel, read from and written to RIFF.

/// What is heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Samples {
    /// Hertz.
    pub rate: u32,
    pub all: Vec<i16>,
}

/// Formats of the chunk `fmt `.
const PCM: u16 = 1;
const A_LAW: u16 = 6;

/// Reads a file; none where it is no WAV, or one of other samples.
pub(super) fn read(file: &[u8]) -> Option<Samples> {
    let body = file.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WAVE")?;
    let format = chunk(body, b"fmt ")?;
    let u16_at = |at: usize| Some(u16::from_le_bytes(format.get(at..at + 2)?.try_into().ok()?));
    let rate = u32::from_le_bytes(format.get(4..8)?.try_into().ok()?);
    let data = chunk(body, b"data")?;
    let all = match (u16_at(0)?, u16_at(2)?, u16_at(14)?) {
        (PCM, 1, 16) => data.as_chunks().0.iter().map(|two| i16::from_le_bytes(*two)).collect(),
        (A_LAW, 1, 8) => data.iter().map(|byte| of_a_law(*byte)).collect(),
        _ => return None,
    };
    (8000..=48_000).contains(&rate).then_some(Samples { rate, all })
}

/// A part of the file by its name; one that is cut off is what there is of it.
fn chunk<'f>(mut body: &'f [u8], name: &[u8; 4]) -> Option<&'f [u8]> {
    loop {
        let (head, rest) = body.split_at_checked(8)?;
        let length = u32::from_le_bytes(head[4..].try_into().ok()?) as usize;
        if head[..4] == *name {
            return Some(&rest[..length.min(rest.len())]);
        }
        // Each begins at an even place.
        body = rest.get(length.checked_add(length % 2)?..)?;
    }
}

/// G.711: sign, exponent, the four highest bits behind it; every second bit is turned over.
fn of_a_law(byte: u8) -> i16 {
    let bits = byte ^ 0x55;
    let (exponent, mantissa) = ((bits >> 4) & 7, i16::from(bits & 15));
    let size = match exponent {
        0 => (mantissa << 4) + 8,
        more => ((mantissa << 4) + 0x108) << (more - 1),
    };
    if bits & 0x80 == 0 { -size } else { size }
}

impl Samples {
    /// As a file of 16 bits, at `volume` percent.
    pub fn to_wav(&self, volume: u8) -> Vec<u8> {
        // A sound of seconds is far below 4 GiB.
        let bytes = u32::try_from(self.all.len() * 2).unwrap_or(u32::MAX);
        let mut wav = Vec::with_capacity(44 + self.all.len() * 2);
        wav.extend_from_slice(b"RIFF");
        wav.extend_from_slice(&bytes.saturating_add(36).to_le_bytes());
        wav.extend_from_slice(b"WAVEfmt ");
        wav.extend_from_slice(&16u32.to_le_bytes());
        wav.extend_from_slice(&PCM.to_le_bytes());
        wav.extend_from_slice(&1u16.to_le_bytes());
        wav.extend_from_slice(&self.rate.to_le_bytes());
        wav.extend_from_slice(&(self.rate * 2).to_le_bytes());
        wav.extend_from_slice(&2u16.to_le_bytes());
        wav.extend_from_slice(&16u16.to_le_bytes());
        wav.extend_from_slice(b"data");
        wav.extend_from_slice(&bytes.to_le_bytes());
        for sample in &self.all {
            let loud = i32::from(*sample) * i32::from(volume.min(100)) / 100;
            // A hundredth times at most a hundred is no more than it was.
            wav.extend_from_slice(&(loud as i16).to_le_bytes());
        }
        wav
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_at_its_volume() {
        let samples = Samples { rate: 16_000, all: vec![0, 100, -100, i16::MAX, i16::MIN] };
        assert_eq!(read(&samples.to_wav(100)), Some(samples.clone()));
        assert_eq!(read(&samples.to_wav(255)), Some(samples.clone()), "never louder than it is");
        let half = read(&samples.to_wav(50)).unwrap();
        assert_eq!(half.all, [0, 50, -50, i16::MAX / 2, i16::MIN / 2]);
        assert!(read(&samples.to_wav(0)).unwrap().all.iter().all(|sample| *sample == 0));
    }

    #[test]
    fn a_law_is_decoded_as_the_recommendation_has_it() {
        // ITU-T G.711, table 1a: 4096 of 13 bits is the largest, 1 the smallest.
        let known = [(0xd5, 8), (0x55, -8), (0xaa, 32_256), (0x2a, -32_256), (0x80, 5504)];
        for (byte, value) in known {
            assert_eq!(of_a_law(byte), value, "{byte:#x}");
        }
    }

    #[test]
    fn what_is_no_sound_is_none() {
        let good = Samples { rate: 16_000, all: vec![1; 100] }.to_wav(100);
        let with = |at: usize, byte: u8| {
            let mut bad = good.clone();
            bad[at] = byte;
            bad
        };
        let bad = [
            Vec::new(),
            b"RIFF".to_vec(),
            good[..30].to_vec(),
            with(0, b'X'),
            with(20, 3),
            with(22, 2),
            with(34, 24),
            with(36, b'x'),
            with(26, 0xff),
        ];
        for (at, file) in bad.iter().enumerate() {
            assert_eq!(read(file), None, "{at}");
        }
        // Torn in the middle: what there is.
        assert_eq!(read(&good[..100]).unwrap().all.len(), 28);
    }
}
