//! Passes over the bytes of a text that a scan need not look at, many at once.
//!
//! This is the one room with vector instructions, and with `unsafe`: what it saves is in `docs/performance.md`. A machine
//! without the instructions, and the last bytes of a text, take the way of the caller, byte by byte.
#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::*;

/// Bytes that are looked at together.
pub(crate) const BLOCK: usize = 64;

/// Which pairs of neighbouring bytes are *quiet*: the second is the first byte of a character of U+0600..U+06FF, or completes
/// one that the sieve was told of. All others are *loud*.
#[derive(Clone)]
pub(crate) struct Sieve {
    /// The loud characters of U+0600..U+06FF, a row for each sixteen: bit `row % 8` of `rows[row / 8][column]`.
    rows: [[u8; 16]; 2],
}

impl Sieve {
    /// A sieve for which these characters are loud, by the low byte of their code point.
    pub(crate) const fn new(loud: &[bool; 256]) -> Self {
        let mut rows = [[0; 16]; 2];
        let mut low = 0;
        while low < loud.len() {
            if loud[low] {
                rows[low >> 7][low & 15] |= 1 << (low >> 4 & 7);
            }
            low += 1;
        }
        Self { rows }
    }

    /// Whether this machine has the instructions.
    #[inline]
    pub(crate) fn is_possible() -> bool {
        #[cfg(target_arch = "x86_64")]
        return std::arch::is_x86_feature_detected!("avx2");
        #[cfg(not(target_arch = "x86_64"))]
        false
    }

    /// What [`loud`](Self::loud) decides, for one pair.
    pub(crate) fn is_loud<const RUNNING: bool>(&self, before: u8, byte: u8) -> bool {
        let quiet = match (before, byte) {
            // What completes it, in UTF-8.
            (0xD8..=0xDB, _) => {
                let row = usize::from((before & 3) << 2 | (byte >> 4) & 3);
                self.rows[row / 8][usize::from(byte & 15)] >> (row % 8) & 1 == 0
            }
            (b' ', b' ' | 0xDB) if RUNNING => false,
            (_, b' ') | (0xE2, 0x80) | (0x80, 0x8C) => RUNNING,
            (_, 0xD8..=0xDB) => true,
            _ => false,
        };
        !quiet
    }

    /// The loud bytes of a block of UTF-8, the first the lowest bit. The block comes with the byte before it. With `RUNNING`, what goes
    /// on within running text is quiet too: a single space, if no ی begins the word after it, and a half-space but for its
    /// first byte. `None` if the machine lacks the instructions.
    #[inline]
    pub(crate) fn loud<const RUNNING: bool>(&self, block: &[u8; 1 + BLOCK]) -> Option<u64> {
        #[cfg(target_arch = "x86_64")]
        if Self::is_possible() {
            // SAFETY: the machine has AVX2, which is all that the function asks for.
            return Some(unsafe { self.loud_avx2::<RUNNING>(block) });
        }
        None
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn loud_avx2<const RUNNING: bool>(&self, block: &[u8; 1 + BLOCK]) -> u64 {
        let half = |at| {
            let loud = self.loud_half::<RUNNING>(load(block, at), load(block, at + 1));
            u64::from(_mm256_movemask_epi8(loud) as u32)
        };
        half(0) | half(32) << 32
    }

    /// All bits of each loud byte.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    #[inline]
    fn loud_half<const RUNNING: bool>(&self, before: __m256i, byte: __m256i) -> __m256i {
        let each = |value: u8| _mm256_set1_epi8(value as i8);
        let equal = |a, value| _mm256_cmpeq_epi8(a, each(value));
        let leads = |bytes| equal(_mm256_and_si256(bytes, each(0xFC)), 0xD8);
        let table = |row: &[u8; 16]| {
            // SAFETY: as many bytes are read as the row has.
            _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(row.as_ptr().cast()) })
        };
        // Shifts go over two bytes; what comes from the neighbour is masked away, or does not reach the highest bit.
        let row = _mm256_or_si256(
            _mm256_and_si256(_mm256_slli_epi16::<2>(before), each(12)),
            _mm256_and_si256(_mm256_srli_epi16::<4>(byte), each(3)),
        );
        let column = _mm256_and_si256(byte, each(15));
        let rows = _mm256_blendv_epi8(
            _mm256_shuffle_epi8(table(&self.rows[0]), column),
            _mm256_shuffle_epi8(table(&self.rows[1]), column),
            _mm256_slli_epi16::<6>(before),
        );
        let bit =
            _mm256_shuffle_epi8(table(&[1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128]), row);
        let letter = _mm256_and_si256(leads(before), equal(_mm256_and_si256(rows, bit), 0));
        let quiet = if RUNNING {
            let spaced = equal(before, b' ');
            let start = _mm256_or_si256(
                _mm256_andnot_si256(_mm256_and_si256(spaced, equal(byte, 0xDB)), leads(byte)),
                _mm256_andnot_si256(spaced, equal(byte, b' ')),
            );
            let half_space = _mm256_or_si256(
                _mm256_and_si256(equal(before, 0xE2), equal(byte, 0x80)),
                _mm256_and_si256(equal(before, 0x80), equal(byte, 0x8C)),
            );
            _mm256_or_si256(letter, _mm256_or_si256(start, half_space))
        } else {
            _mm256_or_si256(letter, leads(byte))
        };
        _mm256_xor_si256(quiet, each(0xFF))
    }
}

/// The 32 bytes of a block from `at` on.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn load(block: &[u8; 1 + BLOCK], at: usize) -> __m256i {
    let bytes = &block[at..at + 32];
    // SAFETY: so many bytes are read, and any address will do.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loud_is_what_is_loud_by_itself() {
        const SOME: [&str; 14] =
            [" ", "ا", "س", "ی", "ۀ", "ک", "ڈ", "؟", "ـ", "\u{200C}", "\u{200B}", "a", "é", "«"];
        let sieve = Sieve::new(&core::array::from_fn(|low| low * low % 7 < 3));
        let mut state = 1u64;
        for _ in 0..4000 {
            let mut text = String::new();
            while text.len() <= BLOCK {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.push_str(SOME[(state >> 40) as usize % SOME.len()]);
            }
            let Some(block) = text.as_bytes().last_chunk::<{ 1 + BLOCK }>() else { continue };
            let wanted = |is_loud: &dyn Fn(u8, u8) -> bool| {
                (0..BLOCK).fold(0, |loud, i| loud | u64::from(is_loud(block[i], block[i + 1])) << i)
            };
            if let Some(loud) = sieve.loud::<true>(block) {
                assert_eq!(loud, wanted(&|a, b| sieve.is_loud::<true>(a, b)), "{block:x?}");
            }
            if let Some(loud) = sieve.loud::<false>(block) {
                assert_eq!(loud, wanted(&|a, b| sieve.is_loud::<false>(a, b)), "{block:x?}");
            }
        }
    }
}
