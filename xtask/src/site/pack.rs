//! Packs files into a text that a script can hold and `www/alone/unpack.js` can read.

use std::io::Write;

use anyhow::Result;
use lzma_rust2::{LzmaOptions, LzmaWriter};

/// The strongest preset of LZMA.
const PRESET: u32 = 9;

/// More is never packed; the reader needs no dictionary besides what it has written.
const DICTIONARY: u32 = 1 << 22;

/// The bytes as a JavaScript literal between backticks: a raw LZMA stream, seven bits a character.
pub fn literal(bytes: &[u8]) -> Result<String> {
    let stream = compressed(bytes)?;
    let mut text = String::with_capacity(stream.len() * 6 / 5);
    text.push('`');
    let characters = sevens(&stream);
    for (index, &code) in characters.iter().enumerate() {
        let next = characters.get(index + 1).copied().unwrap_or(b'`');
        match code {
            // No page may hold it.
            0 => text.push('\u{80}'),
            // A page reads it as a line's end.
            b'\r' => text.push_str("\\r"),
            b'`' => text.push_str("\\`"),
            b'\\' => text.push_str("\\\\"),
            b'$' if next == b'{' => text.push_str("\\$"),
            // Neither the end of a script nor a comment may seem to begin.
            b'<' if matches!(next, b'/' | b'!' | b's' | b'S') => text.push_str("\\x3c"),
            _ => text.push(char::from(code)),
        }
    }
    text.push('`');
    Ok(text)
}

fn compressed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut options = LzmaOptions::with_preset(PRESET);
    (options.lc, options.lp, options.pb) = (4, 0, 0);
    options.dict_size = DICTIONARY;
    // The longest that there is: it gains a thousandth.
    options.nice_len = 273;
    let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, false)?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// The bits in groups of seven; the last is filled up with zeros.
fn sevens(bytes: &[u8]) -> Vec<u8> {
    let mut groups = Vec::with_capacity(bytes.len() * 8 / 7 + 1);
    let (mut held, mut bits) = (0u32, 0);
    for &byte in bytes {
        held = held << 8 | u32::from(byte);
        bits += 8;
        while bits >= 7 {
            bits -= 7;
            groups.push((held >> bits & 127) as u8);
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        groups.push((held << (7 - bits) & 127) as u8);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_stand_in_groups_of_seven() {
        assert_eq!(sevens(&[0xff, 0x00]), [0b111_1111, 0b100_0000, 0b000_0000]);
        assert_eq!(sevens(&[1, 2, 3, 4, 5, 6, 7]).len(), 8);
        assert_eq!(sevens(&[]), [0; 0]);
    }

    #[test]
    fn nothing_in_the_literal_ends_it_or_is_changed_by_a_page() {
        // Random enough that every character occurs beside every other.
        let bytes: Vec<u8> = (0..200_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let text = literal(&bytes).unwrap();
        let inside = &text[1..text.len() - 1];
        for never in ["\0", "\r", "${", "</", "<!", "<s"] {
            assert!(!inside.replace("\\$", "").contains(never), "{never:?}");
        }
        let unescaped = inside.replace("\\\\", "").replace("\\`", "").replace("\\r", "");
        assert!(!unescaped.contains('`'));
    }
}
