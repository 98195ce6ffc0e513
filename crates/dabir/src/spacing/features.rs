//! What the model looks at to decide one gap.

use super::letters::{HALF, SPACE};
use super::lexicon::{Entry, Lexicon};
use super::stretch::{Gap, Piece, Stretch, hash_of_letters};

/// The most features of a gap.
pub const MOST: usize = 37;

/// Verb prefixes that careless writers set apart.
const VERB_PREFIXES: [u64; 2] = [hash_of_letters("می"), hash_of_letters("نمی")];

/// How a stretch is written: evidence of what befell it.
#[derive(Clone, Copy, Debug, Default)]
pub struct State(u32);

impl State {
    /// Counts half-spaces, words that lost one for certain, and spaces where one belongs.
    pub fn of(s: &Stretch) -> Self {
        /// The plural suffixes that careless writers set apart.
        const SUFFIXES: [u64; 3] = [hash_of_letters("ها"), hash_of_letters("های"), hash_of_letters("هایی")];
        let (mut half, mut lost, mut spaced) = (0u32, 0u32, 0u32);
        for piece in &s.pieces {
            let (first, past, hash, entry) = (piece.first, piece.past, piece.hash, piece.entry);
            let is_long = past - first > 3;
            half += u32::from((s.sep(first) == HALF) & (hash != 0));
            lost += u32::from(is_long & entry.is_split() & !entry.is_whole() & (entry.bucket() < 2));
            if SUFFIXES.contains(&hash) && s.sep(first) == SPACE && s.is_gap(first) && s.joins(first) {
                spaced += 1;
            }
            if VERB_PREFIXES.contains(&hash) && s.sep(past) == SPACE && s.is_gap(past) {
                spaced += 1;
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

/// Calls `each`, in ascending order, for every gap the model is asked about; all others stay as they are.
///
/// Nine gaps in ten are as they should be, and the lexicon alone can tell: the words around are never parts of others, or
/// the letters make no word but the one they stand in.
#[inline]
pub fn asked(s: &Stretch, lexicon: &impl Lexicon, mut each: impl FnMut(Gap)) {
    for (p, pair) in s.pieces.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let gap = Gap { at: right.first, left: p, right: p + 1 };
        if s.sep(gap.at) == SPACE && left.hash != 0 && right.hash != 0 && may_be_one(s, left, right, lexicon)
        {
            each(gap);
        }
        if right.entry.is_whole() || right.hash == 0 {
            continue;
        }
        for at in right.first + 1..right.past {
            if may_be_two(s, right, at, lexicon) {
                each(Gap { at, left: p + 1, right: p + 1 });
            }
        }
    }
}

/// Whether two words may be one, with a half-space or plainly: one of them is mostly a part of others, or both together are
/// known.
#[inline]
fn may_be_one(s: &Stretch, left: &Piece, right: &Piece, lexicon: &impl Lexicon) -> bool {
    let one_letter = right.past - right.first == 1 && !may_end_in_letter(s, left.first, right.first);
    if one_letter || right.past - left.first < 3 {
        return false;
    }
    if VERB_PREFIXES.contains(&left.hash) {
        return may_be_verb(right.entry);
    }
    let (leads, follows) = (left.entry.leads(), right.entry.follows());
    let both = || lexicon.get(s.hash(left.first, right.past));
    if s.joins(right.first) {
        // Two words that are seldom parts make no compound.
        let maybe = leads > 0 && follows > 0 && leads + follows > 2;
        return leads == 3 || follows == 3 || maybe && both().is_compound();
    }
    // The letters of two words may be those of a third by chance (با رها, بارها): the third must be as frequent as the second,
    // and the first neither short nor a function word.
    follows == 3
        || left.past - left.first > 2 && !left.entry.is_function() && {
            let (both, least) = (both().bucket(), if follows == 1 { 4 } else { 2 });
            both >= least.max(right.entry.bucket() % 7) && both < 7
        }
}

/// Whether a word may be a verb without its prefix.
#[inline]
fn may_be_verb(word: Entry) -> bool {
    word.follows() > 1 || word.is_verb() || !word.is_known()
}

/// Whether the one letter at `at` may be a pronoun or an ezafe: after a silent heh. Else it is an initial, or spelt out.
#[inline]
fn may_end_in_letter(s: &Stretch, first: usize, at: usize) -> bool {
    /// The letter ه.
    const HEH: u8 = 32;
    at > first + 2 && s.letter(at - 1) == HEH
}

/// Whether a word may be two, cut at symbol `at`.
#[inline]
fn may_be_two(s: &Stretch, word: &Piece, at: usize, lexicon: &impl Lexicon) -> bool {
    /// The one letter that is a word: و, fused with what follows. In سن‌وسال it is none.
    const WAW: u8 = 31;
    if at == word.first + 1 && (s.letter(word.first) != WAW || s.sep(word.first) == HALF) {
        return false;
    }
    if at + 1 == word.past && !may_end_in_letter(s, word.first, at) {
        return false;
    }
    let left = lexicon.get(s.hash(word.first, at));
    if s.joins(at) {
        let right = lexicon.get(s.hash(at, word.past));
        left.leads() > 1 || right.follows() > 1 || (left.is_known() && right.is_known())
    } else {
        left.is_known() && lexicon.get(s.hash(at, word.past)).is_known()
    }
}

/// Writes the hashed features of gap `i` to `out` and returns how many. The first `LEXICAL` name whole words.
pub fn extract(s: &Stretch, gap: Gap, state: State, lexicon: &impl Lexicon, out: &mut [u32; MOST]) -> usize {
    let i = gap.at;
    let inside = gap.left == gap.right;
    let seen = u64::from(!inside) * 2 + u64::from(s.joins(i));
    let mut n = 0;
    let mut put = |id: u64, a: u64, b: u64| {
        out[n] = mix((id * 4 + seen).wrapping_mul(0xD6E8_FEB8_6659_FD93), a, b);
        n += 1;
    };
    let (left, right) = (&s.pieces[gap.left], &s.pieces[gap.right]);
    let (l, r) = (left.first, right.past);
    let outer = |p: Option<&Piece>| p.map_or(Entry::default(), |p| p.entry);
    let be = outer(gap.left.checked_sub(1).and_then(|p| s.pieces.get(p)));
    let ae = outer(s.pieces.get(gap.right + 1));
    let all = if inside { left.hash } else { s.hash(l, r) };
    let (lw, rw) = if inside { (s.hash(l, i), s.hash(i, r)) } else { (left.hash, right.hash) };
    let (le, re) = if inside { (lexicon.get(lw), lexicon.get(rw)) } else { (left.entry, right.entry) };
    let we = if inside { left.entry } else { lexicon.get(all) };
    let (lsep, rsep) = (u64::from(s.sep(l)), u64::from(s.sep(r)));
    let e = |e: Entry| u64::from(e.0);
    let class = |e: Entry| u64::from(e.class() << 3 | e.bucket());
    let size = |k: usize| (k.min(7)) as u64;

    // So many letters to each side, with the separators between them.
    let (around_left, around_right) = (s.before(i), s.after(i));
    let left = |k: u32| around_left >> (64 - 8 * k) & !0xC0;
    let right = |k: u32| around_right & !0 >> (64 - 8 * k) & !0xC0;
    // Words: dropped at random while training, so that the rest learns to do without them.
    put(1, lw, 0);
    put(2, rw, 0);
    put(3, all, 0);
    put(4, right(5), 0);
    put(5, right(6), 0);

    // The lexicon's view.
    put(6, e(le), e(re));
    put(7, e(le) << 12 | e(we), e(re));
    put(8, class(le) | class(re) << 6, e(we));
    put(9, e(we), size(i - l) << 3 | size(r - i));
    put(10, class(le) | class(re) << 6, lsep << 2 | rsep);
    put(11, rw, lsep << 2 | rsep);
    put(12, lw, lsep << 2 | rsep);
    put(13, rw, class(ae) << 8 | size(i - l));
    put(14, lw, class(be) << 8 | size(r - i));

    // What befell the stretch.
    let state = u64::from(state.0);
    put(15, state, 0);
    put(16, state, class(le) | class(re) << 6);
    put(17, state, u64::from(le.leads()) << 4 | u64::from(re.follows()) << 2 | u64::from(we.is_split()));
    put(18, state, rw);
    put(19, state, lw);
    put(20, state, e(we));
    put(21, state, u64::from(we.0 >> 10));

    // The letters around.
    for k in 1..=4 {
        put(22 + u64::from(k), left(k), 0);
        put(26 + u64::from(k), right(k), 0);
    }
    for (id, (a, b)) in [(1, 1), (2, 1), (1, 2), (2, 2), (3, 2), (2, 3)].into_iter().enumerate() {
        put(31 + id as u64, left(a), right(b) | 1 << 63);
    }
    put(37, lw, right(2));
    put(38, rw, left(2));
    n
}

/// How many of the first features name whole words.
pub const LEXICAL: usize = 5;
