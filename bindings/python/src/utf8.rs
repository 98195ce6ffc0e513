//! Code points as UTF-8.
//!
//! Python encodes a string character by character and branches at each space between two words. Here whether a character takes
//! one byte or two decides no jump.

// By its path, as the tests take this file by its own.
#[cfg(target_arch = "x86_64")]
#[path = "utf8/ssse3.rs"]
mod ssse3;

use std::hint::select_unpredictable;

/// So many code points are encoded before what they gave is checked and appended to the text.
const CHUNK: usize = 256;
/// So many are encoded together, if none takes more than two bytes.
const BLOCK: usize = 8;

/// The text of these code points; `None` if there are lone surrogates among them, which are no text.
pub(crate) fn encoded(points: &[u32]) -> Option<String> {
    #[cfg(target_arch = "x86_64")]
    if let Some(text) = ssse3::encoded(points) {
        return text;
    }
    encoded_with(points, short)
}

/// The text, of blocks that `short` encodes where it can.
#[inline(always)]
fn encoded_with(points: &[u32], short: impl Fn(&[u32; BLOCK]) -> Option<(u128, usize)>) -> Option<String> {
    let mut text = String::with_capacity(2 * points.len());
    // Behind what a chunk takes at most, the rest of what is written for its last block.
    let mut bytes = [0; 4 * CHUNK + 2 * BLOCK];
    for chunk in points.chunks(CHUNK) {
        let (blocks, rest) = chunk.as_chunks();
        let mut end = 0;
        for block in blocks {
            if let Some((word, len)) = short(block) {
                bytes[end..end + 2 * BLOCK].copy_from_slice(&word.to_le_bytes());
                end += len;
            } else {
                end += long(block, &mut bytes[end..])?;
            }
        }
        end += long(rest, &mut bytes[end..])?;
        text.push_str(simdutf8::basic::from_utf8(&bytes[..end]).ok()?);
    }
    Some(text)
}

/// The bytes of a block, the first in the lowest, and how many they are; `None` if a character takes more than two.
fn short(points: &[u32; BLOCK]) -> Option<(u128, usize)> {
    if points.iter().fold(0, |all, point| all | point) >= 0x800 {
        return None;
    }
    let half = |points: &[u32]| {
        let (mut word, mut bits) = (0, 0);
        for &point in points {
            let two = point >= 0x80;
            let bytes = select_unpredictable(two, 0x80C0 | point >> 6 | (point & 0x3F) << 8, point);
            word |= u64::from(bytes) << bits;
            bits += 8 + 8 * u32::from(two);
        }
        (word, bits)
    };
    let ((first, len), (second, more)) = (half(&points[..BLOCK / 2]), half(&points[BLOCK / 2..]));
    Some((u128::from(first) | u128::from(second) << len, (len + more) as usize / 8))
}

/// Encodes any code points, and says how many bytes they take.
fn long(points: &[u32], bytes: &mut [u8]) -> Option<usize> {
    let mut end = 0;
    for &point in points {
        end += char::from_u32(point)?.encode_utf8(&mut bytes[end..]).len();
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both ways give the same, which is what the standard library has for these characters.
    fn check(points: &[u32]) {
        let chars: Option<String> = points.iter().map(|&point| char::from_u32(point)).collect();
        assert!(encoded(points) == chars, "{points:x?}");
        assert!(encoded_with(points, short) == chars, "{points:x?}");
    }

    #[test]
    fn every_code_point_in_every_place_of_a_block() {
        for point in 0..=0x11_0000 {
            let mut block = ['ب' as u32; BLOCK];
            block[point as usize % BLOCK] = point;
            check(&block);
        }
        check(&('\0'..=char::MAX).map(u32::from).collect::<Vec<_>>());
    }

    #[test]
    fn every_block_of_one_and_two_bytes() {
        for pattern in 0..1 << BLOCK {
            for [one, two] in [[0, 0x80], [0x7F, 0x7FF], ['a' as u32, 'ب' as u32]] {
                let point = |at| if pattern >> at & 1 == 0 { one } else { two };
                check(&(0..BLOCK).map(point).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn mixtures_of_every_length() {
        let kinds =
            [0x20..0x7F, 0x600..0x6FF, 0x620..0x64A, 0x200C..0x200D, 0xFFFE..0x1_0002, 0x1_F600..0x1_F640];
        let mut state = 1u32;
        let mut random = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % below
        };
        for len in 0..3 * CHUNK {
            // From ASCII only to all there is.
            let some = random(kinds.len()) + 1;
            let mut points: Vec<u32> = (0..len)
                .map(|_| {
                    let kind = &kinds[random(some)];
                    kind.start + random(kind.len()) as u32
                })
                .collect();
            check(&points);
            if len > 0 {
                points[random(len)] = 0xD800 + random(0x800) as u32;
                check(&points);
                assert!(encoded(&points).is_none());
            }
        }
    }
}
