//! Endings that texts hardly have, spoken ones for the most part: the model weighs them as the frequent ones they stand for.

use super::letters::{ALEF, HEH, code};
use super::stretch::hash_of_letters;

/// What follows ها in speech, and what follows it in writing.
const PLURALS: [(&str, &str); 21] = [
    ("هام", "هایم"),
    ("هات", "هایت"),
    ("هاش", "هایش"),
    ("هامان", "هایمان"),
    ("هاتان", "هایتان"),
    ("هاشان", "هایشان"),
    ("هامون", "هایمان"),
    ("هاتون", "هایتان"),
    ("هاشون", "هایشان"),
    ("هارو", "هایش"),
    ("هامو", "هایم"),
    ("هاتو", "هایت"),
    ("هاشو", "هایش"),
    ("هامونو", "هایمان"),
    ("هاتونو", "هایتان"),
    ("هاشونو", "هایشان"),
    ("هاست", "هایش"),
    ("هاس", "هایش"),
    ("ترها", "تر"),
    ("ترهای", "تر"),
    ("ترند", "تر"),
];

/// An ending as [`Stretch::after`](super::Stretch) gives its letters, the first in the lowest byte.
#[derive(Clone, Copy)]
struct Letters {
    letters: u64,
    bits: u32,
}

const fn letters(word: &str) -> Letters {
    let bytes = word.as_bytes();
    let (mut letters, mut i) = (0, 0);
    while i < bytes.len() {
        letters |= (code(bytes[i], bytes[i + 1]) as u64) << (4 * i);
        i += 2;
    }
    Letters { letters, bits: 4 * bytes.len() as u32 }
}

/// The letters of each ending, and of the written one, with its hash.
static TABLE: [(Letters, Letters, u64); PLURALS.len()] = {
    let mut table = [(letters(""), letters(""), 0); PLURALS.len()];
    let mut i = 0;
    while i < PLURALS.len() {
        let (spoken, written) = PLURALS[i];
        table[i] = (letters(spoken), letters(written), hash_of_letters(written));
        i += 1;
    }
    table
};

/// The written ending for the word of so many letters at a gap, if it is a spoken one: its hash, and the symbols from the gap
/// on as they would be with it.
#[inline]
pub(crate) fn written(after: u64, length: usize) -> Option<(u64, u64)> {
    const LETTERS: u64 = 0x3F3F;
    if ![HEH as u64 | (ALEF as u64) << 8, 5 | 13 << 8].contains(&(after & LETTERS)) || !(3..=6).contains(&length) {
        return None;
    }
    let sep = after & 0xC0;
    let (_, written, hash) = TABLE.iter().find(|(spoken, ..)| {
        spoken.bits == 8 * length as u32 && (after ^ sep ^ spoken.letters) << (64 - spoken.bits) == 0
    })?;
    Some((*hash, sep | written.letters | after >> (8 * length) << written.bits))
}
