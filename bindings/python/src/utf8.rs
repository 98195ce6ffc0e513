//! Code points as UTF-8.
//!
//! Python encodes a string character by character and branches at each space between two words. Here whether a character takes
//! one byte or two decides no jump.

use std::hint::select_unpredictable;

/// So many code points are encoded before what they gave is checked and appended to the text.
const CHUNK: usize = 256;
/// So many are encoded together, if none takes more than two bytes.
const BLOCK: usize = 8;

/// The text of these code points; `None` if there are lone surrogates among them, which are no text.
pub(crate) fn encoded(points: &[u32]) -> Option<String> {
    #[cfg(target_arch = "x86_64")]
    if std::is_x86_feature_detected!("ssse3") {
        #[expect(unsafe_code, reason = "twice as fast")]
        // SAFETY: the processor has these instructions.
        return unsafe { x86::encoded(points) };
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

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::BLOCK;
    use std::arch::x86_64::*;

    /// Where the bytes of a block come from if these of its characters take one byte: behind each of them one is left out.
    static SHUFFLES: [[i64; 2]; 1 << BLOCK] = {
        let mut shuffles = [[-1; 2]; 1 << BLOCK];
        let mut single = 0;
        while single < shuffles.len() {
            let (mut shuffle, mut len, mut from) = (u128::MAX, 0, 0);
            while from < 2 * BLOCK {
                if from % 2 == 0 || single >> (from / 2) & 1 == 0 {
                    shuffle = shuffle & !(0xFF << (8 * len)) | (from as u128) << (8 * len);
                    len += 1;
                }
                from += 1;
            }
            shuffles[single] = [shuffle as i64, (shuffle >> 64) as i64];
            single += 1;
        }
        shuffles
    };

    #[target_feature(enable = "ssse3")]
    pub(super) fn encoded(points: &[u32]) -> Option<String> {
        super::encoded_with(points, |points| short(points))
    }

    /// As the other, with a character in each lane.
    #[target_feature(enable = "ssse3")]
    #[inline]
    fn short(points: &[u32; BLOCK]) -> Option<(u128, usize)> {
        let lanes = |[a, b, c, d]: [u32; 4]| {
            let of = u32::cast_signed;
            _mm_set_epi32(of(d), of(c), of(b), of(a))
        };
        let [a, b, c, d, e, f, g, h] = *points;
        let all = |lane: u16| _mm_set1_epi16(lane.cast_signed());
        // A number that a lane can't hold becomes the highest.
        let points = _mm_packs_epi32(lanes([a, b, c, d]), lanes([e, f, g, h]));
        if _mm_movemask_epi8(_mm_cmpgt_epi16(points, all(0x7FF))) != 0 {
            return None;
        }
        let single = _mm_cmplt_epi16(points, all(0x80));
        let last = _mm_slli_epi16::<8>(_mm_and_si128(points, all(0x3F)));
        let two = _mm_or_si128(_mm_or_si128(_mm_srli_epi16::<6>(points), last), all(0x80C0));
        let bytes = _mm_or_si128(_mm_and_si128(single, points), _mm_andnot_si128(single, two));
        let single = _mm_movemask_epi8(_mm_packs_epi16(single, _mm_setzero_si128())) as usize;
        let [low, high] = SHUFFLES[single];
        let bytes = _mm_shuffle_epi8(bytes, _mm_set_epi64x(high, low));
        let half = |bytes| u128::from(_mm_cvtsi128_si64(bytes).cast_unsigned());
        let word = half(bytes) | half(_mm_unpackhi_epi64(bytes, bytes)) << 64;
        Some((word, 2 * BLOCK - single.count_ones() as usize))
    }
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
