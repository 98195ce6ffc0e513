//! Blocks of code points as UTF-8, with a character in each lane of a vector.
//!
//! The one `unsafe` is a call, sound where SSSE3 was found; what it saves is in `docs/performance.md`.
#![expect(unsafe_code, reason = "instructions that not every processor has")]

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

/// The text of these code points, as the other way has it; `None` if the machine lacks the instructions.
pub(super) fn encoded(points: &[u32]) -> Option<Option<String>> {
    // SAFETY: the function is safe but for its instructions, which the machine has.
    std::is_x86_feature_detected!("ssse3").then(|| unsafe { with_blocks(points) })
}

#[target_feature(enable = "ssse3")]
fn with_blocks(points: &[u32]) -> Option<String> {
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
