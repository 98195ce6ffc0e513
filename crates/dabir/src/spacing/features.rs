//! What the model looks at to decide one gap.

use super::letters::{HALF, SPACE};
use super::lexicon::{Entry, Lexicon};
use super::stretch::{Gap, Piece, Stretch};

/// The most features of a gap.
pub const MOST: usize = 64;

/// How a stretch is written: evidence of what befell it.
#[derive(Clone, Copy, Debug, Default)]
pub struct State(u32);

impl State {
    /// Counts half-spaces, words that lost one for certain, and spaces where one belongs.
    pub fn of(s: &Stretch) -> Self {
        let (mut half, mut lost, mut spaced) = (0u32, 0u32, 0u32);
        for piece in &s.pieces {
            let (first, past) = (piece.first, piece.past);
            if s.is_break(first) {
                continue;
            }
            match s.sep[first] {
                HALF => half += 1,
                SPACE if s.is_gap(first) && s.joins(first) && is_suffix(s, first, past) => spaced += 1,
                _ => {}
            }
            if past < s.len() && s.sep[past] == SPACE && s.is_gap(past) && is_prefix(s, first, past) {
                spaced += 1;
            }
            let entry = piece.entry;
            lost +=
                u32::from(past - first > 3 && entry.is_split() && !entry.is_whole() && entry.bucket() < 2);
        }
        Self(half.min(3) + 4 * lost.min(3) + 16 * spaced.min(3))
    }
}

/// ها های هایی: plural suffixes.
fn is_suffix(s: &Stretch, from: usize, to: usize) -> bool {
    (2..=4).contains(&(to - from))
        && s.letter(from) == 32
        && s.letter(from + 1) == 1
        && s.code[from + 2..to].iter().all(|&c| c & 0x3F == 33)
}

/// می نمی: verb prefixes.
fn is_prefix(s: &Stretch, from: usize, to: usize) -> bool {
    let at = match to - from {
        2 => from,
        3 if s.letter(from) == 30 => from + 1,
        _ => return false,
    };
    s.letter(at) == 29 && s.letter(at + 1) == 33
}

#[inline]
fn mix(id: u64, a: u64, b: u64) -> u32 {
    let x = (a ^ id.wrapping_mul(0xD6E8_FEB8_6659_FD93)).wrapping_mul(0xA076_1D64_78BD_642F)
        ^ b.wrapping_add(id).wrapping_mul(0xE703_7ED1_A0B4_28DB).rotate_left(23);
    let x = (x ^ x >> 32).wrapping_mul(0x8EBC_6AF0_9C88_C6E3);
    (x >> 32) as u32
}

/// Calls `each`, in ascending order, for every gap the model is asked about; all others stay as they are.
///
/// Nine gaps in ten are as they should be, and the lexicon alone can tell: the words around are never parts of others, or
/// the letters make no word but the one they stand in.
#[inline]
pub fn asked(s: &Stretch, lexicon: &impl Lexicon, mut each: impl FnMut(Gap)) {
    for (p, right) in s.pieces.iter().enumerate().skip(1) {
        if s.is_break(right.first) {
            continue;
        }
        if s.sep[right.first] == SPACE && !s.is_break(right.first - 1) {
            let left = &s.pieces[p - 1];
            let gap = Gap { at: right.first, left: p - 1, right: p };
            let both = || lexicon.get(s.hash(left.first, right.past));
            if if s.joins(gap.at) { may_need_half(left, right, both) } else { may_be_one(right, both) } {
                each(gap);
            }
        }
        if right.entry.is_whole() {
            continue;
        }
        for at in right.first + 1..right.past {
            let (left, rest) = (s.hash(right.first, at), s.hash(at, right.past));
            if may_be_two(s, right.first, at, lexicon.get(left), lexicon.get(rest)) {
                each(Gap { at, left: p, right: p });
            }
        }
    }
}

/// Whether a half-space may belong between two words: one of them is mostly a part of others, or both together are known
/// with one.
fn may_need_half(left: &Piece, right: &Piece, both: impl Fn() -> Entry) -> bool {
    let (leads, follows) = (left.entry.leads(), right.entry.follows());
    if leads == 3 || follows == 3 {
        return true;
    }
    leads > 0 && follows > 0 && {
        let both = both();
        both.is_compound() || (both.is_split() && leads + follows > 2)
    }
}

/// Whether two words may be one, the second of them a suffix or part that joins plainly.
fn may_be_one(right: &Piece, both: impl Fn() -> Entry) -> bool {
    let follows = right.entry.follows();
    follows == 3 || {
        let both = both();
        let least = if follows == 1 { 4 } else { 2 };
        both.bucket() >= least || (both.is_split() && follows != 1)
    }
}

/// Whether a word may be two, cut at symbol `at`.
fn may_be_two(s: &Stretch, first: usize, at: usize, left: Entry, right: Entry) -> bool {
    /// The one letter that is a word: و, fused with what follows. In سن‌وسال it is none.
    const WAW: u8 = 31;
    if at == first + 1 && (s.letter(first) != WAW || s.sep[first] == HALF) {
        return false;
    }
    (left.is_known() && right.is_known()) || (s.joins(at) && (left.leads() > 1 || right.follows() > 1))
}

/// Writes the hashed features of gap `i` to `out` and returns how many. The first `LEXICAL` name whole words.
pub fn extract(s: &Stretch, gap: Gap, state: State, lexicon: &impl Lexicon, out: &mut [u32; MOST]) -> usize {
    let i = gap.at;
    let inside = gap.left == gap.right;
    let seen = u64::from(!inside) * 2 + u64::from(s.joins(i));
    let mut n = 0;
    let mut put = |id: u64, a: u64, b: u64| {
        out[n] = mix(id * 4 + seen, a, b);
        n += 1;
    };
    let (left, right) = (&s.pieces[gap.left], &s.pieces[gap.right]);
    let (l, r) = (left.first, right.past);
    let outer = |p: Option<&Piece>| p.map_or((0, Entry::default()), |p| (p.hash, p.entry));
    let (before, be) = outer(gap.left.checked_sub(1).and_then(|p| s.pieces.get(p)));
    let (after, ae) = outer(s.pieces.get(gap.right + 1));
    let all = if inside { left.hash } else { s.hash(l, r) };
    let (lw, rw) = if inside { (s.hash(l, i), s.hash(i, r)) } else { (left.hash, right.hash) };
    let (le, re) = if inside { (lexicon.get(lw), lexicon.get(rw)) } else { (left.entry, right.entry) };
    let we = if inside { left.entry } else { lexicon.get(all) };
    let (lsep, rsep) = (u64::from(s.sep[l]), s.sep.get(r).map_or(3, |&sep| u64::from(sep)));
    let e = |e: Entry| u64::from(e.0);
    let class = |e: Entry| u64::from(e.class() << 3 | e.bucket());
    let size = |k: usize| (k.min(7)) as u64;

    // Letters around, with the separators between them.
    let mut left = [0u64; 7];
    let mut key = 0u64;
    for (k, slot) in left.iter_mut().enumerate().skip(1) {
        let Some(at) = i.checked_sub(k) else {
            *slot = key;
            continue;
        };
        let sep = if k == 1 { 0 } else { u64::from(s.sep[at + 1]) };
        key = key << 8 | sep << 6 | u64::from(s.letter(at));
        *slot = key;
    }
    let mut right = [0u64; 7];
    key = 0;
    for (k, slot) in right.iter_mut().enumerate().skip(1) {
        let at = i + k - 1;
        if at < s.len() {
            let sep = if k == 1 { 0 } else { u64::from(s.sep[at]) };
            key = key << 8 | sep << 6 | u64::from(s.letter(at));
        }
        *slot = key;
    }
    // Words: dropped at random while training, so that the rest learns to do without them.
    put(1, lw, 0);
    put(2, rw, 0);
    put(3, lw, rw);
    put(4, all, 0);
    put(5, lw, before);
    put(6, rw, after);
    put(7, lw ^ rw.rotate_left(17), before);
    put(8, lw ^ rw.rotate_left(17), after);
    put(9, rw, before);
    put(10, lw, after);
    put(11, lw, e(re));
    put(12, rw, e(le));
    put(13, lw, class(re) << 8 | e(we));
    put(14, rw, class(le) << 8 | e(we));

    for k in 5..=6 {
        put(40 + k, left[k as usize], 0);
        put(50 + k, right[k as usize], 0);
    }
    put(69, left[4], right[4] | 1 << 63);
    for k in [3, 4] {
        put(70 + k as u64, lw, right[k]);
        put(74 + k as u64, rw, left[k]);
    }

    // The lexicon's view.
    put(20, e(le), e(re));
    put(21, e(le) << 12 | e(we), e(re));
    put(22, class(le) | class(re) << 6, e(we));
    put(23, e(we), size(i - l) << 3 | size(r - i));
    put(24, class(le) | class(re) << 6, lsep << 2 | rsep);
    put(25, class(be) | class(ae) << 6, class(le) << 6 | class(re));
    put(26, u64::from(le.sides()), u64::from(re.sides()) << 8 | lsep << 2 | rsep);
    put(27, rw, lsep << 2 | rsep);
    put(28, lw, lsep << 2 | rsep);
    put(29, rw, class(ae) << 8 | size(i - l));
    put(30, lw, class(be) << 8 | size(r - i));

    // What befell the stretch.
    let state = u64::from(state.0);
    put(31, state, 0);
    put(32, state, class(le) | class(re) << 6);
    put(33, state, u64::from(le.leads()) << 4 | u64::from(re.follows()) << 2 | u64::from(we.is_split()));
    put(34, state, rw);
    put(35, state, lw);
    put(36, state, e(we));
    put(37, u64::from(we.0 >> 10), u64::from(le.sides()) << 8 | u64::from(re.sides()));
    put(38, u64::from(we.0 >> 10), class(le) | class(re) << 6);
    put(39, u64::from(we.0 >> 10), state);

    for k in 1..=4 {
        put(40 + k, left[k as usize], 0);
        put(50 + k, right[k as usize], 0);
    }
    for (id, (a, b)) in
        [(1, 1), (2, 1), (1, 2), (2, 2), (3, 2), (2, 3), (3, 3), (4, 2), (2, 4)].into_iter().enumerate()
    {
        put(60 + id as u64, left[a], right[b] | 1 << 63);
    }
    put(72, lw, right[2]);
    put(76, rw, left[2]);
    n
}

/// How many of the first features name whole words.
pub const LEXICAL: usize = 23;
