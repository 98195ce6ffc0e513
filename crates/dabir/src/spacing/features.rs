//! What the model looks at to decide one gap.

use super::ending::{Reading, reading};
use super::letters::{HALF, SPACE};
use super::lexicon::{Entry, Lexicon};
use super::stretch::{Gap, Piece, Stretch, hash_of_letters};

/// How many features a gap has whatever the state of its stretch, and how many more in a state.
pub const LASTING: usize = 33;
pub const OF_STATE: usize = 7;

/// How many of the first features name whole words.
pub const LEXICAL: usize = 5;

/// Verb prefixes that careless writers set apart.
pub(crate) const VERB_PREFIXES: [u64; 2] = [hash_of_letters("می"), hash_of_letters("نمی")];

/// How a stretch is written: evidence of what befell it.
#[derive(Clone, Copy, Debug, Default)]
pub struct State(u32);

impl State {
    /// Counts half-spaces, words that lost one for certain, and spaces where one belongs.
    pub fn of(s: &Stretch) -> Self {
        /// The plural suffixes that careless writers set apart.
        const SUFFIXES: [u64; 3] = [hash_of_letters("ها"), hash_of_letters("های"), hash_of_letters("هایی")];
        let (mut half, mut lost, mut spaced) = (0u32, 0u32, 0u32);
        for &Piece { first, past, hash, entry } in s.pieces() {
            half += u32::from((s.sep(first) == HALF) & (hash != 0));
            lost +=
                u32::from((past - first > 3) & entry.is_split() & !entry.is_whole() & (entry.bucket() < 2));
            let is = |words: &[u64]| words.iter().fold(false, |is, &word| is | (word == hash));
            if is(&SUFFIXES) {
                spaced += u32::from(s.sep(first) == SPACE && s.is_gap(first) && s.joins(first));
            }
            if is(&VERB_PREFIXES) {
                spaced += u32::from(s.sep(past) == SPACE && s.is_gap(past));
            }
        }
        Self(half.min(3) + 4 * lost.min(3) + 16 * spaced.min(3))
    }
}

/// A hash of two values under a feature's number.
#[inline]
fn mix(id: u64, a: u64, b: u64) -> u32 {
    let x = a.wrapping_add(id).wrapping_mul(0xA076_1D64_78BD_642F);
    let x = (x ^ x >> 29 ^ b.rotate_left(17)).wrapping_mul(0xE703_7ED1_A0B4_28DB);
    (x >> 32) as u32
}

/// The words at a gap, which have features in every state of the stretch.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// What stands in the gap, and whether a half-space may: under it all features are hashed.
    seen: u64,
    /// The hashes of the letters left and right of the gap up to the next separators.
    left: u64,
    right: u64,
    /// What the lexicon knows of them, and of both together.
    left_entry: Entry,
    right_entry: Entry,
    both_entry: Entry,
}

/// Spreads the number of a feature over all bits.
const SPREAD: u64 = 0xD6E8_FEB8_6659_FD93;

/// Writes the hashed features of a gap to `out` that do not depend on the state of the stretch, and returns the words that
/// have more. The first [`LEXICAL`] name whole words.
pub fn extract(s: &Stretch, gap: Gap, lexicon: &impl Lexicon, out: &mut [u32; LASTING]) -> Words {
    let i = gap.at;
    let inside = gap.left == gap.right;
    let seen = (u64::from(!inside) * 2 + u64::from(s.joins(i))).wrapping_mul(SPREAD);
    let put = |id: u64, a: u64, b: u64| mix((4 * id).wrapping_mul(SPREAD).wrapping_add(seen), a, b);
    let (left, right) = (&s.pieces()[gap.left], &s.pieces()[gap.right]);
    let (l, r) = (left.first, right.past);
    let outer = |p: Option<&Piece>| p.map_or(Entry::default(), |p| p.entry);
    let be = outer(gap.left.checked_sub(1).and_then(|p| s.pieces().get(p)));
    let ae = outer(s.pieces().get(gap.right + 1));
    let all = if inside { left.hash } else { s.hash(l, r) };
    let (lw, rw) = if inside { (s.hash(l, i), s.hash(i, r)) } else { (left.hash, right.hash) };
    let (le, re) = if inside { (lexicon.get(lw), lexicon.get(rw)) } else { (left.entry, right.entry) };
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
    let (before, after) = (s.before(i), s.after(i));
    let left = |k: u32| before >> (64 - 8 * k) & !0xC0;
    let right = |k: u32| after & !0 >> (64 - 8 * k) & !0xC0;
    let around = |id: u64, a: u32, b: u32| put(id, left(a), right(b) | 1 << 63);
    *out = [
        // Words: dropped at random while training, so that the others learn to do without them.
        put(1, lw, 0),
        put(2, rw, 0),
        put(3, all, 0),
        put(4, right(5), 0),
        put(5, right(6), 0),
        // The lexicon's view.
        put(6, e(le), e(re)),
        put(7, e(le) << 12 | e(we), e(re)),
        put(8, classes, e(we)),
        put(9, e(we), size(rest.0) << 3 | size(rest.1)),
        put(10, classes, seps),
        put(11, rw, seps),
        put(12, lw, seps),
        put(13, rw, class(ae) << 8 | size(rest.0)),
        put(14, lw, class(be) << 8 | size(rest.1)),
        // The letters around.
        put(23, left(1), 0),
        put(24, left(2), 0),
        put(25, left(3), 0),
        put(26, left(4), 0),
        put(27, right(1), 0),
        put(28, right(2), 0),
        put(29, right(3), 0),
        put(30, right(4), 0),
        around(31, 1, 1),
        around(32, 2, 1),
        around(33, 1, 2),
        around(34, 2, 2),
        around(35, 3, 2),
        around(36, 2, 3),
        put(37, lw, right(2)),
        put(38, rw, left(2)),
        // The endings that join plainly.
        put(39, plain, u64::from(le.bucket()) << 3 | u64::from(re.bucket())),
        put(40, plain, rw),
        put(41, rw, left(1)),
    ];
    Words { seen, left: lw, right: rw, left_entry: le, right_entry: re, both_entry: we }
}

impl Words {
    /// The hashed features that they have in a state.
    #[inline]
    #[must_use]
    pub fn in_state(&self, state: State) -> [u32; OF_STATE] {
        let put = |id: u64, a: u64, b: u64| mix((4 * id).wrapping_mul(SPREAD).wrapping_add(self.seen), a, b);
        let (state, le, re, we) = (u64::from(state.0), self.left_entry, self.right_entry, self.both_entry);
        [
            put(15, state, 0),
            put(16, state, class(le) | class(re) << 6),
            put(
                17,
                state,
                u64::from(le.leads()) << 4 | u64::from(re.follows()) << 2 | u64::from(we.is_split()),
            ),
            put(18, state, self.right),
            put(19, state, self.left),
            put(20, state, u64::from(we.0)),
            put(21, state, u64::from(we.0 >> 10)),
        ]
    }
}

/// Class and frequency of a word.
#[inline]
fn class(e: Entry) -> u64 {
    u64::from(e.class() << 3 | e.bucket())
}
