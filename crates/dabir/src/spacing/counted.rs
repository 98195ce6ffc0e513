//! A noun after a number is singular: in `ده سالهای` stands ساله‌ای, elsewhere سال‌های. So were all such words written that the texts
//! of training have after a number, where the list has a word in ه.

use super::asked::{INDEFINITE, PLURAL};
use super::letters::{DIGIT, HEH, SPACE};
use super::lexicon::Lexicon;
use super::stretch::{Gap, Stretch, hash_of_letters};

/// Not the tens, by which decades are called: `دههٔ هشتاد سال‌های خوبی بود`; nor نه and سی, which are other words too.
const NUMBERS: [&str; 14] =
    ["یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "ده", "پانزده", "صد", "هزار", "میلیون", "چند"];

static HASHES: [u64; NUMBERS.len()] = {
    let mut hashes = [0; NUMBERS.len()];
    let mut i = 0;
    while i < NUMBERS.len() {
        hashes[i] = hash_of_letters(NUMBERS[i]);
        i += 1;
    }
    hashes
};

/// Whether a half-space belongs into a gap inside a counted word that may be read in both ways, before the ending `right`;
/// nothing if that is no question there.
#[inline]
pub(crate) fn is_half(s: &Stretch, gap: Gap, right: u64, lexicon: &impl Lexicon) -> Option<bool> {
    if right == INDEFINITE || right == PLURAL { look(s, gap, right, lexicon) } else { None }
}

#[inline(never)]
fn look(s: &Stretch, gap: Gap, right: u64, lexicon: &impl Lexicon) -> Option<bool> {
    if gap.left != gap.right {
        return None;
    }
    let first = s.left(gap);
    let past = if right == PLURAL { gap.at + 1 } else { gap.at };
    let is_counted = || {
        let before = &s.pieces()[gap.left - 1];
        s.sep(first) == SPACE && (s.letter(before.first) == DIGIT || HASHES.contains(&before.hash))
    };
    let is_singular =
        s.letter(past - 1) == HEH && is_counted() && lexicon.get(s.hash(first, past)).class() != 0;
    is_singular.then_some(right == INDEFINITE)
}
