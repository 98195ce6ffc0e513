//! What the model looks at to decide one gap.

use super::ending::{Reading, reading};
use super::letters::{HALF, SPACE};
use super::lexicon::{Entry, Lexicon};
use super::spoken;
use super::stretch::{Gap, Piece, Stretch, hash_of_letters};
use core::array::from_fn;

/// How many features a gap has whatever the state of its stretch, and how many more in a state.
pub const LASTING: usize = 33;
pub const OF_STATE: usize = 7;

/// How many of the first features name whole words.
pub const LEXICAL: usize = 5;

/// Verb prefixes that careless writers set apart.
pub(crate) const VERB_PREFIXES: [u64; 2] = [hash_of_letters("می"), hash_of_letters("نمی")];

/// How a stretch is written: evidence of what befell it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State(u32);

impl State {
    /// Counts half-spaces, words that lost one for certain, and spaces where one belongs.
    pub fn of(s: &Stretch) -> Self {
        let counts = s.pieces().iter().fold(0, |counts, piece| counts + piece.signs.counts());
        let count = |i: u32| (counts >> (16 * i) & 0xFFFF).min(3) as u32;
        Self(count(0) + 4 * count(1) + 16 * count(2))
    }
}

/// What one piece says of the state: a bit for a half-space before it, a lost one inside, a space where one belongs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signs(u8);

impl Signs {
    /// The signs of a piece that was looked up.
    #[inline]
    pub(crate) fn of(s: &Stretch, &Piece { first, past, hash, entry, .. }: &Piece) -> Self {
        /// The plural suffixes that careless writers set apart.
        const SUFFIXES: [u64; 3] = [hash_of_letters("ها"), hash_of_letters("های"), hash_of_letters("هایی")];
        /// A bit for each of them and of the verb prefixes, by the highest bits of its hash.
        const MAYBE: u64 = bit(SUFFIXES[0])
            | bit(SUFFIXES[1])
            | bit(SUFFIXES[2])
            | bit(VERB_PREFIXES[0])
            | bit(VERB_PREFIXES[1]);
        const fn bit(hash: u64) -> u64 {
            1 << (hash >> 58)
        }
        if hash == 0 {
            return Self(0);
        }
        let half = s.sep(first) == HALF;
        let lost = past - first > 3 && entry.is_split() && !entry.is_whole() && entry.bucket() < 2;
        let spaced = MAYBE & bit(hash) != 0
            && (s.sep(first) == SPACE && SUFFIXES.contains(&hash) && s.is_gap(first) && s.joins(first)
                || s.sep(past) == SPACE && VERB_PREFIXES.contains(&hash) && s.is_gap(past));
        Self(u8::from(half) | u8::from(lost) << 1 | u8::from(spaced) << 2)
    }

    /// One for each sign, in 16 bits each.
    #[inline]
    fn counts(self) -> u64 {
        const COUNTS: [u64; 8] =
            [0, 1, 1 << 16, 1 << 16 | 1, 1 << 32, 1 << 32 | 1, 1 << 32 | 1 << 16, 1 << 32 | 1 << 16 | 1];
        COUNTS[usize::from(self.0 & 7)]
    }
}

/// What the first value of a feature is multiplied by.
const FIRST: u64 = 0xA076_1D64_78BD_642F;
/// Spreads the number of a feature over all bits.
const SPREAD: u64 = 0xD6E8_FEB8_6659_FD93;

/// How many numbers of features there are.
const NUMBERS: usize = 42;

/// The numbers of the features under what stands in the gap: whether it is something, and whether a half-space may.
/// Multiplied like the first values, so that no product is made twice.
static NUMBERED: [[u64; NUMBERS]; 4] = {
    let mut numbered = [[0; NUMBERS]; 4];
    let mut i = 0;
    while i < 4 * NUMBERS {
        let (seen, id) = (i % 4, i / 4);
        numbered[seen][id] = (i as u64).wrapping_mul(SPREAD).wrapping_mul(FIRST);
        i += 1;
    }
    numbered
};

/// The key of a feature: its number and its first value.
#[inline]
fn key(number: u64, a: u64) -> u64 {
    let x = a.wrapping_mul(FIRST).wrapping_add(number);
    x ^ x >> 29
}

/// The hash of a feature's key and its second value.
#[inline]
fn mix(key: u64, b: u64) -> u32 {
    ((key ^ b.rotate_left(17)).wrapping_mul(0xE703_7ED1_A0B4_28DB) >> 32) as u32
}

/// What takes part in the features of a gap beyond the words that meet there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Around {
    /// The letters to each side, with the separators between them: four, the nearest in the highest byte, and six, the
    /// nearest in the lowest.
    before: u64,
    after: u64,
    /// What the lexicon knows of the words before and after the two.
    outer: [Entry; 2],
}

impl Around {
    #[inline]
    fn of(s: &Stretch, gap: Gap) -> Self {
        let entry = |p: usize| s.pieces().get(p).map_or(Entry::default(), |piece| piece.entry);
        Self {
            before: s.before(gap.at) & 0xFFFF_FFFF_0000_0000,
            after: s.after(gap.at) & 0x0000_FFFF_FFFF_FF3F,
            outer: [entry(gap.left.wrapping_sub(1)), entry(gap.right + 1)],
        }
    }
}

/// The words at a gap, which have features in every state of the stretch, and what is around them.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// What stands in the gap, and whether a half-space may: under it all features are hashed.
    seen: usize,
    /// The hashes of the letters left and right of the gap up to the next separators.
    left: u64,
    right: u64,
    /// What the lexicon knows of them, and of both together.
    left_entry: Entry,
    right_entry: Entry,
    both_entry: Entry,
    around: Around,
}

/// Calls `each` with the hashed features of a gap that do not depend on the state of the stretch, [`LASTING`] of them, and
/// returns the words that have more. The first [`LEXICAL`] name whole words.
pub fn extract(s: &Stretch, gap: Gap, lexicon: &impl Lexicon, mut each: impl FnMut(u32)) -> Words {
    let i = gap.at;
    let inside = gap.left == gap.right;
    let seen = usize::from(!inside) * 2 + usize::from(s.joins(i));
    let numbers = &NUMBERED[seen];
    let mut put = |id: usize, a: u64, b: u64| each(mix(key(numbers[id], a), b));
    let (left, right) = (&s.pieces()[gap.left], &s.pieces()[gap.right]);
    let (l, r) = (left.first, right.past);
    let surroundings = Around::of(s, gap);
    let Around { before, mut after, outer: [be, ae] } = surroundings;
    let all = if inside { left.hash } else { s.hash(l, r) };
    let (lw, mut rw) = if inside { (s.hash(l, i), s.hash(i, r)) } else { (left.hash, right.hash) };
    let (le, mut re) = if inside { (lexicon.get(lw), lexicon.get(rw)) } else { (left.entry, right.entry) };
    if let Some(written) = spoken::written(s, left, gap, lexicon) {
        (rw, after) = written;
        re = lexicon.get(rw);
    }
    let we = if inside { left.entry } else { lexicon.get(all) };
    let seps = u64::from(s.sep(l)) << 2 | u64::from(s.sep(r));
    let e = |e: Entry| u64::from(e.0);
    let size = |k: usize| (k.min(7)) as u64;
    let (classes, rest) = (class(le) | class(re) << 6, (i - l, r - i));
    let reading = if inside {
        reading(s, gap.left.checked_sub(1).and_then(|p| s.pieces().get(p)), left, lexicon)
    } else {
        Reading::default()
    };
    let plain = u64::from(reading.kind) << 6 | class(reading.stem);

    // So many letters to each side, with the separators between them.
    let left = |k: u32| before >> (64 - 8 * k) & !0xC0;
    let right = |k: u32| after & !0 >> (64 - 8 * k) & !0xC0;
    // Words: dropped at random while training, so that the others learn to do without them.
    put(1, lw, 0);
    put(2, rw, 0);
    put(3, all, 0);
    put(4, right(5), 0);
    put(5, right(6), 0);
    // The lexicon's view.
    put(6, e(le), e(re));
    put(7, e(le) << 12 | e(we), e(re));
    put(8, classes, e(we));
    put(9, e(we), size(rest.0) << 3 | size(rest.1));
    put(10, classes, seps);
    put(11, rw, seps);
    put(12, lw, seps);
    put(13, rw, class(ae) << 8 | size(rest.0));
    put(14, lw, class(be) << 8 | size(rest.1));
    // The letters around.
    put(23, left(1), 0);
    put(24, left(2), 0);
    put(25, left(3), 0);
    put(26, left(4), 0);
    put(27, right(1), 0);
    put(28, right(2), 0);
    put(29, right(3), 0);
    put(30, right(4), 0);
    put(31, left(1), right(1) | 1 << 63);
    put(32, left(2), right(1) | 1 << 63);
    put(33, left(1), right(2) | 1 << 63);
    put(34, left(2), right(2) | 1 << 63);
    put(35, left(3), right(2) | 1 << 63);
    put(36, left(2), right(3) | 1 << 63);
    put(37, lw, right(2));
    put(38, rw, left(2));
    // The endings that join plainly.
    put(39, plain, u64::from(le.bucket()) << 3 | u64::from(re.bucket()));
    put(40, plain, rw);
    put(41, rw, left(1));
    Words { seen, left: lw, right: rw, left_entry: le, right_entry: re, both_entry: we, around: surroundings }
}

/// The keys of the features that a state has part in, whatever the words: made once for all gaps of a stretch.
#[derive(Clone, Copy, Debug)]
pub struct StateKeys([[u64; OF_STATE]; 4]);

impl StateKeys {
    /// The keys of a state.
    #[must_use]
    pub fn of(state: State) -> Self {
        Self(from_fn(|seen| from_fn(|i| key(NUMBERED[seen][15 + i], u64::from(state.0)))))
    }
}

impl Words {
    /// Whether all that is around a gap between the same words is as it was when they were extracted.
    pub(crate) fn are_surrounded_as_before(&self, s: &Stretch, gap: Gap) -> bool {
        self.around == Around::of(s, gap)
    }

    /// The hash of what is right of the gap.
    pub(crate) fn right(&self) -> u64 {
        self.right
    }

    /// Whether a text or a list has both with a half-space between.
    pub(crate) fn are_compound(&self) -> bool {
        self.both_entry.is_compound()
    }

    /// The hashed features that they have in a state.
    #[inline]
    #[must_use]
    pub fn in_state(&self, state: &StateKeys) -> [u32; OF_STATE] {
        let (le, re, we) = (self.left_entry, self.right_entry, self.both_entry);
        let parts = u64::from(le.leads()) << 4 | u64::from(re.follows()) << 2 | u64::from(we.is_split());
        let values = [
            0,
            class(le) | class(re) << 6,
            parts,
            self.right,
            self.left,
            u64::from(we.0),
            u64::from(we.0 >> 10),
        ];
        let keys = &state.0[self.seen & 3];
        from_fn(|i| mix(keys[i], values[i]))
    }
}

/// Class and frequency of a word.
#[inline]
fn class(e: Entry) -> u64 {
    u64::from(e.class() << 3 | e.bucket())
}
