//! Abbreviations spelt out by the names of Latin letters: سی‌ان‌ان, دی‌ان‌ای.
//!
//! Most of these names are written with two letters. Three and more in a row, with a half-space or a space between them, were
//! never anything else in the texts of training; a word that no text has by itself, and that is three of them, seldom was.

use super::letters::{HALF, SPACE, code};
use super::lexicon::Lexicon;
use super::stretch::{Gap, Piece, Stretch};

/// The names of two letters, one after the other.
const NAMES: &str = "بیسیدیایانامالآرآیتیپیجیویاسافاچیوکی";
/// Those that are no everyday words: in سی ام دی there is none.
const TELLING: &str = "انالآرآیتیجیاسافاچیو";

/// For each letter a bit for every letter that follows it in a name.
const fn pairs(names: &str) -> [u64; 64] {
    let bytes = names.as_bytes();
    let (mut pairs, mut i) = ([0; 64], 0);
    while i < bytes.len() {
        let [first, second] = [code(bytes[i], bytes[i + 1]), code(bytes[i + 2], bytes[i + 3])];
        pairs[first as usize] |= 1 << second;
        i += 4;
    }
    pairs
}

static IS_NAME: [u64; 64] = pairs(NAMES);
static TELLS: [u64; 64] = pairs(TELLING);

/// What the names of letters say at a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelt {
    /// It lies in an abbreviation of three letters or more.
    Abbreviation,
    /// It lies between two names with a space between them, and no third.
    Pair,
    No,
}

/// Whether two words that follow each other are names of letters.
#[inline]
pub(crate) fn are_names(s: &Stretch, left: &Piece, right: &Piece) -> bool {
    right.past - left.first == 4 && is_name(s, left) && is_name(s, right)
}

/// Whether a piece is the name of a letter.
#[inline(never)]
fn is_name(s: &Stretch, piece: &Piece) -> bool {
    piece.past - piece.first == 2 && names(s, &IS_NAME, piece.first)
}

/// Whether two letters are one of the names.
#[inline]
fn names(s: &Stretch, pairs: &[u64; 64], at: usize) -> bool {
    pairs[usize::from(s.letter(at))] >> s.letter(at + 1) & 1 != 0
}

impl Spelt {
    /// What is said has to do with the word around the gap, or with the nearest two letters and separators beyond the
    /// two words that meet there: no more of what is around than is compared between rounds.
    #[inline]
    pub(crate) fn of(s: &Stretch, gap: Gap, lexicon: &impl Lexicon) -> Self {
        // Most gaps are soon told, by the two letters to each side.
        let is_name = |first: u64, second: u64| IS_NAME[(first & 63) as usize] >> (second & 63) & 1 != 0;
        let (before, after) = (s.before(gap.at), s.after(gap.at));
        if is_name(after, after >> 8) && is_name(before >> 48, before >> 56) {
            return Self::between_names(s, gap, lexicon);
        }
        Self::No
    }

    #[inline(never)]
    fn between_names(s: &Stretch, gap: Gap, lexicon: &impl Lexicon) -> Self {
        let (left, right) = (&s.pieces()[gap.left], &s.pieces()[gap.right]);
        let tells = |piece: &Piece| (piece.first..piece.past).step_by(2).any(|i| names(s, &TELLS, i));
        if gap.left == gap.right {
            return if tells_in_one(s, left, gap.at, lexicon) { Self::Abbreviation } else { Self::No };
        }
        if s.sep(gap.at) != SPACE || !is_name(s, left) || !is_name(s, right) {
            return Self::No;
        }
        let piece =
            |p: Option<usize>, at| s.pieces().get(p?).filter(|piece| s.is_gap(at) && is_name(s, piece));
        let before = piece(gap.left.checked_sub(1), left.first);
        let after = piece(Some(gap.right + 1), right.past);
        if before.is_none() && after.is_none() {
            return Self::Pair;
        }
        let all = [before, Some(left), Some(right), after];
        if all.into_iter().flatten().any(tells) { Self::Abbreviation } else { Self::No }
    }
}

/// Whether a word that no text has by itself is three names or more, `at` is between two of them, and none of its parts is a
/// word: بیاساس is بی and اساس.
fn tells_in_one(
    s: &Stretch,
    &Piece { first, past, entry, .. }: &Piece,
    at: usize,
    lexicon: &impl Lexicon,
) -> bool {
    let even = |from: usize, to: usize| (to - from).is_multiple_of(2);
    let is_word = |from: usize, to: usize| to - from > 2 && lexicon.get(s.hash(from, to)).bucket() > 1;
    even(first, past)
        && even(first, at)
        && past - first >= 6
        && entry.bucket() == 0
        && s.sep(first) != HALF
        && s.sep(past) != HALF
        && (first..past).step_by(2).all(|i| names(s, &IS_NAME, i))
        && (first..past).step_by(2).any(|i| names(s, &TELLS, i))
        && !(first + 2..past).step_by(2).any(|i| is_word(first, i) || is_word(i, past))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spacing::lexicon::Blank;

    #[test]
    fn three_letters_of_which_one_tells() {
        use Spelt::*;
        for (text, at, wanted) in [
            ("سی ان ان", 3, Abbreviation),
            ("سی ان ان", 5, Abbreviation),
            ("سیانان", 3, Abbreviation),
            ("سیانان", 4, No),
            ("سیان", 3, No),
            ("سی ان", 3, Pair),
            ("سی ام دی", 3, No),
            ("سی ان، ان", 3, Pair),
        ] {
            let mut s = Stretch::default();
            s.read(text, 0, |_| None);
            assert_eq!(Spelt::of(&s, s.gap_at(at), &Blank), wanted, "{text} {at}");
        }
    }
}
