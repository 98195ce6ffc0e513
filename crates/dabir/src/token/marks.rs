//! Where the marks are that may end a sentence.

/// All bits set where the second of two bytes is, or ends, a mark of interest: `. ! ? :` and line ends, ؟ ؛ … ۔ U+2028
/// U+2029. In masks of bytes, which compilers make vector instructions of.
#[inline(always)]
fn mark(before: u8, byte: u8) -> u8 {
    let equal = |a: u8, b: u8| if a == b { u8::MAX } else { 0 };
    let ascii = equal(byte, b'.') | equal(byte, b'!') | equal(byte, b'?') | equal(byte, b':');
    let line = equal(byte, b'\n') | equal(byte, b'\r');
    let arabic = equal(before, 0xD8) & (equal(byte, 0x9F) | equal(byte, 0x9B))
        | equal(before, 0xDB) & equal(byte, 0x94);
    let general = equal(before, 0x80) & (equal(byte, 0xA6) | equal(byte & 0xFE, 0xA8));
    ascii | line | arabic | general
}

/// The first byte that ends a mark of interest which starts at `from` or later, or a character that ends in the same two bytes.
pub(super) fn find_mark(bytes: &[u8], from: usize) -> Option<usize> {
    /// Bytes that are looked at together.
    const BLOCK: usize = 32;
    let first = mark(b' ', *bytes.get(from)?);
    if first != 0 {
        return Some(from);
    }
    let mut at = from;
    while let Some(block) = bytes[at..].first_chunk::<{ 1 + BLOCK }>() {
        let mut marks = [0; BLOCK];
        for (mark_here, (&before, &byte)) in marks.iter_mut().zip(block[..BLOCK].iter().zip(&block[1..])) {
            *mark_here = mark(before, byte);
        }
        for (i, &eight) in marks.as_chunks().0.iter().enumerate() {
            let marks = u64::from_le_bytes(eight);
            if marks != 0 {
                return Some(at + 1 + 8 * i + (marks.trailing_zeros() / 8) as usize);
            }
        }
        at += BLOCK;
    }
    bytes[at..].windows(2).position(|pair| mark(pair[0], pair[1]) != 0).map(|i| at + 1 + i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn the_next_mark_is_found_wherever_it_is() {
        const SOME: [&str; 12] = ["ب", "ئ", "ک", " ", ".", "؟", "؛", "…", "۔", "\u{2028}", "\n", "\u{200C}"];
        let mut random = Random(1);
        for _ in 0..400 {
            let mut text = String::new();
            for _ in 0..60 {
                let some = if random.below(16) == 0 { &SOME[..] } else { &SOME[..4] };
                text.push_str(some[random.below(some.len())]);
            }
            for (from, _) in text.char_indices() {
                let is_mark = |c: char| ".!?؟…۔؛:\n\r\u{2028}\u{2029}".contains(c);
                let wanted = text[from..].char_indices().find(|&(_, c)| is_mark(c));
                let wanted = wanted.map(|(i, c)| from + i + c.len_utf8() - 1);
                assert_eq!(find_mark(text.as_bytes(), from), wanted, "{from} {text:?}");
            }
        }
    }
}
