//! Passes over the bytes of a text that a scan need not look at, many at once.
//!
//! This is the one room with vector instructions, and with `unsafe`: what it saves is in `docs/performance.md`. A machine
//! without the instructions, and the last bytes of a text, take the way of the caller, byte by byte.
#![allow(unsafe_code)]
#![cfg_attr(not(target_arch = "x86_64"), allow(dead_code, unused_variables))]

#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::*;

/// Bytes that are looked at together.
pub(crate) const BLOCK: usize = 64;

/// Characters of U+0600..U+06FF, a row for each sixteen: bit `row % 8` of `[row / 8][column]`.
type Set = [[u8; 16]; 2];

const fn set_of(members: &[bool; 256]) -> Set {
    let mut set = [[0; 16]; 2];
    let mut low = 0;
    while low < members.len() {
        if members[low] {
            set[low >> 7][low & 15] |= 1 << (low >> 4 & 7);
        }
        low += 1;
    }
    set
}

/// Tells which bytes of a text are *loud*. Quiet are those of some letters of U+0600..U+06FF, and of what goes on within running
/// text.
#[derive(Clone)]
pub(crate) struct Sieve {
    /// The quiet letters, and those of all that join to the next; after none of them a half-space is quiet.
    quiet: Set,
    joining: Option<Set>,
    /// Whether the third of the same letter is loud.
    repeats: bool,
}

impl Sieve {
    /// A sieve for these quiet letters, by the low byte of their code point.
    pub(crate) const fn new(quiet: &[bool; 256]) -> Self {
        Self { quiet: set_of(quiet), joining: None, repeats: false }
    }

    /// The same for text in which marks may be quiet: half-spaces after these letters, which join to the next, commas, and
    /// words that start with ی.
    pub(crate) fn with_marks(self, joining: &[bool; 256]) -> Self {
        Self { joining: Some(set_of(joining)), ..self }
    }

    /// The same for text in which the first byte of a letter is loud if two of the same are before it, or if the letter is not
    /// quiet.
    pub(crate) fn with_repeats(self) -> Self {
        Self { repeats: true, ..self }
    }

    /// The bytes of a block of UTF-8 that are not those of quiet letters, the first the lowest bit; the first byte of any
    /// character of U+0600..U+06FF is none of them. The block comes with the byte before it. `None` if the machine lacks the
    /// instructions.
    #[inline]
    pub(crate) fn others(&self, block: &[u8; 1 + BLOCK]) -> Option<u64> {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the machine has AVX2, which is all that the function asks for.
            return Some(unsafe { self.others_avx2(block) });
        }
        None
    }

    /// The first block with loud bytes, of those that start at byte `from` and follow one another, and these bytes; or where the
    /// last whole block ends, and none. A block comes with the byte before it. `None` if the machine lacks the instructions.
    ///
    /// Loud are of the others those that are not of spaces and half-spaces as they should be. Quiet are a single space
    /// and the second and third byte of a half-space; but the first byte of ی and its like after a space is loud. With marks,
    /// quiet are also a half-space after a letter that joins and before a quiet one; a comma after a word and before a space; ی
    /// after a space with a quiet letter behind it. Over `LINES`, quiet are also a line feed that no space is beside and a full
    /// stop after a quiet letter and before a space or a line feed. What has a neighbour beyond the block may be loud all the same.
    #[inline]
    pub(crate) fn find_loud<const LINES: bool>(&self, bytes: &[u8], from: usize) -> Option<(usize, u64)> {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the machine has AVX2, which is all that the function asks for.
            return Some(unsafe { self.find_loud_avx2::<LINES>(bytes, from) });
        }
        None
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn find_loud_avx2<const LINES: bool>(&self, bytes: &[u8], from: usize) -> (usize, u64) {
        let mut start = from;
        while let Some(block) = bytes.get(start.wrapping_sub(1)..).and_then(<[u8]>::first_chunk) {
            let loud = self.loud_avx2::<LINES>(block);
            if loud != 0 {
                return (start, loud);
            }
            start += BLOCK;
        }
        (start, 0)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn others_avx2(&self, block: &[u8; 1 + BLOCK]) -> u64 {
        !(complete(block, &self.quiet) | mask(block, |bytes| are(masked(bytes, 0xFC), 0xD8)))
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    #[inline]
    fn loud_avx2<const LINES: bool>(&self, block: &[u8; 1 + BLOCK]) -> u64 {
        let letters = complete(block, &self.quiet);
        let [spaces, d8, db, e2, x80, x8c] =
            [b' ', 0xD8, 0xDB, 0xE2, 0x80, 0x8C].map(|byte| mask(block, |bytes| are(bytes, byte)));
        let leads = mask(block, |bytes| are(masked(bytes, 0xFC), 0xD8));
        // Where such a byte is just before. From beyond the block no bit comes in but these.
        let after = |mask: u64, byte: u8| mask << 1 | u64::from(block[0] == byte);
        let after_space = after(spaces, b' ');
        let yeh_word = db & after_space;
        let first = if self.repeats { letters >> 1 & !third_of_the_same(block) } else { u64::MAX };
        let plain = letters
            | leads & !yeh_word & first
            | spaces & !after_space
            | x80 & after(e2, 0xE2)
            | x8c & after(x80, 0x80);
        let marks = self.joining.as_ref().map_or(0, |joining| {
            // E2 80 8C
            e2 & x80 >> 1 & x8c >> 2 & complete(block, joining) << 1 & letters >> 4
                // D8 8C; before the first two bytes may be a space.
                | x8c & d8 << 1 & spaces >> 1 & !(spaces << 2) & !3
                // DB 8C
                | yeh_word & x8c >> 1 & letters >> 1 & letters >> 3
        });
        let ends = if LINES {
            let [stops, feeds] = [b'.', b'\n'].map(|byte| mask(block, |bytes| are(bytes, byte)));
            // Of a feed at the edge the next byte is not seen.
            feeds & !after_space & !(spaces >> 1) & u64::MAX >> 1
                | stops & letters << 1 & (spaces | feeds) >> 1
        } else {
            0
        };
        !(plain | marks | ends)
    }
}

/// A bit for each byte of a block, the highest of that byte in what `of` makes of its half.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn mask(block: &[u8; 1 + BLOCK], of: impl Fn(__m256i) -> __m256i) -> u64 {
    let half = |at| u64::from(_mm256_movemask_epi8(of(load(block, at))) as u32);
    half(1) | half(33) << 32
}

/// A bit for each byte that completes a character of the set.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn complete(block: &[u8; 1 + BLOCK], set: &Set) -> u64 {
    let half = |at| {
        let (before, byte) = (load(block, at), load(block, at + 1));
        // Shifts go over two bytes; what comes from the neighbour is masked away, or does not reach the highest bit.
        let high = masked(_mm256_slli_epi16::<2>(before), 12);
        let row = _mm256_or_si256(high, masked(_mm256_srli_epi16::<4>(byte), 3));
        let column = masked(byte, 15);
        let rows = _mm256_blendv_epi8(
            _mm256_shuffle_epi8(twice(&set[0]), column),
            _mm256_shuffle_epi8(twice(&set[1]), column),
            _mm256_slli_epi16::<6>(before),
        );
        let bit =
            _mm256_shuffle_epi8(twice(&[1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128]), row);
        let others = are(_mm256_and_si256(rows, bit), 0);
        let members = _mm256_andnot_si256(others, are(masked(before, 0xFC), 0xD8));
        u64::from(_mm256_movemask_epi8(members) as u32)
    };
    half(0) | half(32) << 32
}

/// A bit for each byte where, and right behind it, the same stands as two and as four bytes before. What is beyond the block may
/// be the same.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn third_of_the_same(block: &[u8; 1 + BLOCK]) -> u64 {
    let half = |at| {
        let same = _mm256_cmpeq_epi8(load(block, at), load(block, at + 2));
        u64::from(_mm256_movemask_epi8(same) as u32)
    };
    let same = half(0) << 1 | half(31) << 32 | 1;
    same & (same >> 1 | 1 << 63) & (same << 1 | 1) & (same << 2 | 3)
}

/// All bits of the bytes that are this one.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn are(bytes: __m256i, byte: u8) -> __m256i {
    _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte.cast_signed()))
}

/// These bits of each byte.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn masked(bytes: __m256i, bits: u8) -> __m256i {
    _mm256_and_si256(bytes, _mm256_set1_epi8(bits.cast_signed()))
}

/// The same sixteen bytes in both halves.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn twice(bytes: &[u8; 16]) -> __m256i {
    // SAFETY: as many bytes are read as there are, and any address will do.
    _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) })
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

    /// Texts of letters, spaces and signs at random.
    fn texts() -> impl Iterator<Item = String> {
        const SOME: [&str; 20] = [
            "سسس", "ااا", "ییی", " ", "ا", "س", "ی", "ۀ", "ک", "ڈ", "؟", "،", "ـ", "\u{200C}", "「", "a",
            "é", "«", ".", "\n",
        ];
        // Each piece has a byte or more.
        crate::random::texts(&SOME, 1 + BLOCK, if cfg!(miri) { 40 } else { 4000 })
    }

    fn bits(is: impl Fn(usize) -> bool) -> u64 {
        (1..=BLOCK).fold(0, |bits, i| bits | u64::from(is(i)) << (i - 1))
    }

    #[test]
    fn others_are_told_as_one_by_one() {
        let letters = core::array::from_fn(|low| low * low % 7 > 2);
        let sieve = Sieve::new(&letters);
        for text in texts() {
            let Some(block) = text.as_bytes().last_chunk() else { continue };
            let is_letter = |i: usize| match [block[i - 1], block[i]] {
                [before @ 0xD8..=0xDB, byte] => letters[usize::from(before << 6 | byte & 0x3F)],
                [_, byte] => matches!(byte, 0xD8..=0xDB),
            };
            if let Some(others) = sieve.others(block) {
                assert_eq!(others, bits(|i| !is_letter(i)), "{text:?}");
            }
        }
    }

    #[test]
    fn what_is_loud_is_told_as_one_by_one() {
        // Alef does not join; ڈ is loud.
        let is = |letters: &str, low: usize| letters.chars().any(|c| c as usize == 0x600 + low);
        let quiet = core::array::from_fn(|low| is("اسیک", low));
        let sieve = Sieve::new(&quiet).with_marks(&core::array::from_fn(|low| is("سیکڈ", low)));
        for (number, text) in texts().enumerate() {
            let repeats = number % 2 == 0;
            let sieve = if repeats { sieve.clone().with_repeats() } else { sieve.clone() };
            let Some(block) = text.as_bytes().last_chunk::<{ 1 + BLOCK }>() else { continue };
            let starts = |i: usize, with: &[&str]| with.iter().any(|c| block[i..].starts_with(c.as_bytes()));
            let ends = |i: usize, with: &[&str]| with.iter().any(|c| block[..i].ends_with(c.as_bytes()));
            let quiet = ["ا", "س", "ی", "ک"];
            // The same two bytes stand before, and before these; or may, beyond the block.
            let same = |i: usize| i < 2 || block.get(i).is_none_or(|&byte| byte == block[i - 2]);
            let is_third = |i: usize| (i.saturating_sub(2)..i + 2).all(same);
            let is_quiet = |i: usize| match block[i] {
                b' ' => block[i - 1] != b' ',
                0xDB if block[i - 1] == b' ' => starts(i, &["ی"]) && starts(i + 2, &quiet),
                0xD8..=0xDB => !repeats || starts(i, &quiet) && !is_third(i),
                0xE2 => {
                    let left = i > 1 && ends(i, &["س", "ی", "ک", "ڈ"]);
                    left && starts(i, &["\u{200C}"]) && starts(i + 3, &quiet)
                }
                0x80 => block[i - 1] == 0xE2,
                0x8C if block[i - 1] == 0x80 => true,
                0x8C if block[i - 1] == 0xD8 => i > 2 && block[i - 2] != b' ' && starts(i + 1, &[" "]),
                _ => ends(i + 1, &quiet),
            };
            let is_end = |i: usize| match block[i] {
                b'\n' => i < BLOCK && block[i - 1] != b' ' && block[i + 1] != b' ',
                b'.' => i > 1 && ends(i, &quiet) && (starts(i + 1, &[" "]) || starts(i + 1, &["\n"])),
                _ => false,
            };
            let wanted = |loud: u64| if loud == 0 { (1 + BLOCK, 0) } else { (1, loud) };
            if let Some(found) = sieve.find_loud::<false>(block, 1) {
                assert_eq!(found, wanted(bits(|i| !is_quiet(i))), "{text:?}");
            }
            if let Some(found) = sieve.find_loud::<true>(block, 1) {
                assert_eq!(found, wanted(bits(|i| !is_quiet(i) && !is_end(i))), "{text:?}");
            }
        }
    }
}
