//! Code page 936, as Unicode's table CP936 has it: the signature is over its bytes (CHANNEL §7).

use encoding_rs::{EncoderResult, GBK};

/// What the web's GBK writes and the code page lacks: letters that GB18030 added, parts of characters, rare
/// characters, private use, vertical signs.
const NOT_IN_IT: [std::ops::RangeInclusive<char>; 8] = [
    '\u{1f9}'..='\u{1f9}',
    '\u{1e3f}'..='\u{1e3f}',
    '\u{2e80}'..='\u{2fff}',
    '\u{303e}'..='\u{303e}',
    '\u{3400}'..='\u{4dff}',
    '\u{9fa6}'..='\u{9fff}',
    '\u{e000}'..='\u{f8ff}',
    '\u{fe10}'..='\u{fe1f}',
];

/// The text's bytes; the error is the first character that the code page lacks.
pub(super) fn encode(text: &str) -> Result<Vec<u8>, char> {
    if let Some(lacking) = text.chars().find(|sign| is_lacking(*sign)) {
        return Err(lacking);
    }
    let mut encoder = GBK.new_encoder();
    // Two bytes a character at most, and the encoder wants a little room.
    let mut bytes = vec![0; 2 * text.len() + 16];
    match encoder.encode_from_utf8_without_replacement(text, &mut bytes, true) {
        (EncoderResult::Unmappable(lacking), ..) => Err(lacking),
        (EncoderResult::InputEmpty | EncoderResult::OutputFull, _, written) => {
            bytes.truncate(written);
            Ok(bytes)
        }
    }
}

fn is_lacking(sign: char) -> bool {
    NOT_IN_IT.iter().any(|range| range.contains(&sign))
}

#[cfg(test)]
mod tests {
    use md5::{Digest, Md5};

    use super::*;

    /// Every character there is, as `XXXX=bytes` a line, has this digest. It was made of Python's codec `gbk`, which
    /// follows Unicode's table CP936, and 0x80 for the euro, which it leaves out.
    #[test]
    fn every_character_is_as_in_unicodes_table() {
        let mut digest = Md5::new();
        let mut count = 0;
        for sign in '\0'..=char::MAX {
            if let Ok(bytes) = encode(sign.encode_utf8(&mut [0; 4])) {
                count += 1;
                digest.update(format!("{:04X}={}\n", u32::from(sign), hex::encode(bytes)));
            }
        }
        assert_eq!(count, 21_920);
        assert_eq!(hex::encode(digest.finalize()), "30ce43ba03cbfe6267e28dd6c3ca7264");
    }

    #[test]
    fn what_is_lacking_is_named() {
        for (text, wanted) in
            [("3排ǹ座", 'ǹ'), ("𠮷", '𠮷'), ("ḿ", 'ḿ'), ("㐂厅", '㐂'), ("厅🎬", '🎬')]
        {
            assert_eq!(encode(text), Err(wanted), "{text}");
        }
        assert_eq!(encode("€"), Ok(vec![0x80]));
        assert_eq!(encode("座"), Ok(vec![0xd7, 0xf9]));
        let long = "座".repeat(100_000);
        assert_eq!(encode(&long).map(|bytes| bytes.len()), Ok(200_000));
        assert_eq!(encode(""), Ok(Vec::new()));
    }
}
