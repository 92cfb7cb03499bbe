//! The sounds themselves, as `assets/sounds/make.py` makes them.

use crate::terminal::door::Cue;

/// What a pipe holds unless somebody changed it (pipe(7)): a sound that fits in is written at once.
const PIPE: usize = 64 * 1024;

/// Bytes before the samples in what Python's `wave` writes: RIFF, one format chunk, the data's head.
const HEAD: usize = 44;

const ADMIT: &[u8] = include_bytes!("../../../assets/sounds/admit.wav");
const REFUSE: &[u8] = include_bytes!("../../../assets/sounds/refuse.wav");
const ATTENTION: &[u8] = include_bytes!("../../../assets/sounds/attention.wav");

const _: () = assert!(ADMIT.len() <= PIPE && REFUSE.len() <= PIPE && ATTENTION.len() <= PIPE);

/// A cue's sound at `volume` percent: a WAV file.
pub(super) fn wav(cue: Cue, volume: u8) -> Vec<u8> {
    let wav = match cue {
        Cue::Admit => ADMIT,
        Cue::Refuse => REFUSE,
        Cue::Attention => ATTENTION,
    };
    scaled(wav, volume)
}

fn scaled(wav: &[u8], volume: u8) -> Vec<u8> {
    let (head, samples) = wav.split_at(HEAD.min(wav.len()));
    let mut scaled = head.to_vec();
    for &sample in samples.as_chunks().0 {
        let loud = i32::from(i16::from_le_bytes(sample)) * i32::from(volume.min(100)) / 100;
        // A hundredth times at most a hundred is no more than it was.
        scaled.extend_from_slice(&(loud as i16).to_le_bytes());
    }
    scaled
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [&[u8]; 3] = [ADMIT, REFUSE, ATTENTION];

    #[test]
    fn a_sound_is_what_the_head_says() {
        for wav in ALL {
            let u32_at = |at: usize| u32::from_le_bytes(wav[at..at + 4].try_into().unwrap());
            assert_eq!(
                (&wav[..4], &wav[8..16], &wav[36..40]),
                (&b"RIFF"[..], &b"WAVEfmt "[..], &b"data"[..])
            );
            assert_eq!(u32_at(4) as usize, wav.len() - 8);
            assert_eq!(u32_at(40) as usize, wav.len() - HEAD);
            assert_eq!((u32_at(20), u32_at(24)), (0x1_0001, 22050), "one channel of PCM");
        }
        assert!(ADMIT != REFUSE && REFUSE != ATTENTION && ATTENTION != ADMIT);
    }

    #[test]
    fn volume_scales_the_samples_alone() {
        let peak = |wav: &[u8]| {
            let samples =
                wav[HEAD..].chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]]));
            samples.map(i16::unsigned_abs).max().unwrap()
        };
        for wav in ALL {
            assert_eq!(scaled(wav, 100), wav);
            assert_eq!(scaled(wav, 255), wav, "never louder than it is");
            let half = scaled(wav, 50);
            assert_eq!(half[..HEAD], wav[..HEAD]);
            assert_eq!(half.len(), wav.len());
            assert!(peak(&half).abs_diff(peak(wav) / 2) <= 1);
            assert_eq!(peak(&scaled(wav, 0)), 0);
        }
    }
}
