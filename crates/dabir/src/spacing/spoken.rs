//! Endings that texts hardly have, spoken ones for the most part: the model weighs them as the frequent ones they stand for.

use super::letters::{HEH, code};
use super::lexicon::Lexicon;
use super::stretch::{Gap, Piece, Stretch, hash_of_letters};

/// The endings, and those that they stand for.
const ENDINGS: [(&str, &str); 20] = [
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

/// The first two letters of all of them.
const FIRST: [u64; 2] = [letters("ها").letters, letters("تر").letters];

/// The letters of each ending, and of the written one, with its hash.
static TABLE: [(Letters, Letters, u64); ENDINGS.len()] = {
    let mut table = [(letters(""), letters(""), 0); ENDINGS.len()];
    let mut i = 0;
    while i < ENDINGS.len() {
        let (spoken, written) = ENDINGS[i];
        table[i] = (letters(spoken), letters(written), hash_of_letters(written));
        i += 1;
    }
    table
};

/// The ending that the word at a gap stands for, if it is one of those: its hash, and the symbols from the gap on as they
/// would be with it. `left` is the piece before the gap or around it.
///
/// Where the letters before it make a word of the list with its first ones, the ending is another: نامهاش is نامه and اش, تنهاست
/// تنها and ست. Set apart after a letter that does not join, it may be a word: بر هامون.
#[inline]
pub(crate) fn written(s: &Stretch, left: &Piece, gap: Gap, lexicon: &impl Lexicon) -> Option<(u64, u64)> {
    let after = s.after(gap.at);
    if FIRST.contains(&(after & 0x3F3F)) { look_up(s, left, gap, after, lexicon) } else { None }
}

#[inline(never)]
fn look_up(s: &Stretch, left: &Piece, gap: Gap, after: u64, lexicon: &impl Lexicon) -> Option<(u64, u64)> {
    let (length, sep) = (s.right(gap) - gap.at, after & 0xC0);
    let (_, written, hash) = TABLE.iter().find(|(spoken, ..)| {
        spoken.bits as usize == 8 * length && (after ^ sep ^ spoken.letters) << (64 - spoken.bits) == 0
    })?;
    let longer = |letters| lexicon.get(s.hash(left.first, gap.at + letters));
    let is_other = match (gap.left == gap.right, length) {
        (false, _) => !s.joins(gap.at),
        (true, 3) => longer(1).is_known() || longer(2).is_whole(),
        (true, 4) if s.letter(gap.at) == HEH => longer(1).class() != 0 || longer(2).is_whole(),
        (true, _) => longer(2).is_whole(),
    };
    (!is_other).then(|| (*hash, sep | written.letters | after >> (8 * length) << written.bits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spacing::lexicon::Blank;

    fn read(ending: &str) -> (Stretch, Gap) {
        let mut s = Stretch::default();
        s.read(&format!("کتاب{ending} نو بود"), 0, |_| None);
        // After the break and four letters.
        let gap = s.gap_at(5);
        (s, gap)
    }

    #[test]
    fn the_written_ending_is_as_if_it_had_been_read() {
        for (ending, stands_for) in ENDINGS {
            let ((s, gap), (other, at)) = (read(ending), read(stands_for));
            let found = written(&s, &s.pieces()[gap.left], gap, &Blank);
            let (hash, after) = found.expect(ending);
            assert_eq!(hash, other.hash(at.at, other.right(at)), "{ending}");
            // As many symbols as there are of both.
            let known = u64::MAX >> (8 * ending.chars().count().abs_diff(stands_for.chars().count()));
            assert_eq!((after ^ other.after(at.at)) & known, 0, "{ending}");
        }
        let (s, gap) = read("هایی");
        assert_eq!(written(&s, &s.pieces()[gap.left], gap, &Blank), None);
    }
}
