//! What the model looks at to decide one gap.

use super::letters::{HALF, NONE, SPACE};
use super::lexicon::{Entry, Lexicon};
use super::stretch::Stretch;

/// The most features of a gap.
pub const MOST: usize = 64;

/// How a stretch is written: evidence of what befell it.
#[derive(Clone, Copy, Debug, Default)]
pub struct State(u32);

impl State {
    /// Counts half-spaces, words that lost one for certain, and spaces where one belongs.
    pub fn of(s: &Stretch, lexicon: &impl Lexicon) -> Self {
        let (mut half, mut lost, mut spaced) = (0u32, 0u32, 0u32);
        let mut i = 1;
        while i + 1 < s.len() {
            let past = s.past[i] as usize;
            if !s.is_break(i) {
                match s.sep[i] {
                    HALF => half += 1,
                    SPACE if s.is_gap(i) && s.joins(i) && is_suffix(s, i, past) => spaced += 1,
                    _ => {}
                }
                if past < s.len() && s.sep[past] == SPACE && s.is_gap(past) && is_prefix(s, i, past) {
                    spaced += 1;
                }
                if past - i > 3 {
                    let entry = lexicon.get(s.hash(i, past));
                    lost += u32::from(entry.is_split() && !entry.is_whole() && entry.bucket() < 2);
                }
            }
            i = past;
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

/// Whether the model is asked about gap `i`; everything else stays as it is.
#[inline]
pub fn is_asked(s: &Stretch, i: usize, lexicon: &impl Lexicon) -> bool {
    if !s.is_gap(i) {
        return false;
    }
    let ((l, _), (_, r)) = (s.left(i), s.right(i));
    match s.sep[i] {
        NONE => {
            if lexicon.get(s.hash(l, r)).is_whole() {
                return false;
            }
            lexicon.get(s.hash(l, i)).is_known() || lexicon.get(s.hash(i, r)).is_known()
        }
        SPACE => {
            let (left, right) = (lexicon.get(s.hash(l, i)), lexicon.get(s.hash(i, r)));
            if s.joins(i) {
                left.leads() > 0 || right.follows() > 0 || lexicon.get(s.hash(l, r)).is_known()
            } else {
                lexicon.get(s.hash(l, r)).is_known() || is_suffix(s, i, r) || right.follows() > 1
            }
        }
        _ => false,
    }
}

/// Writes the hashed features of gap `i` to `out` and returns how many. The first `LEXICAL` name whole words.
pub fn extract(s: &Stretch, i: usize, state: State, lexicon: &impl Lexicon, out: &mut [u32; MOST]) -> usize {
    let seen = u64::from(s.sep[i] == SPACE) * 2 + u64::from(s.joins(i));
    let mut n = 0;
    let mut put = |id: u64, a: u64, b: u64| {
        out[n] = mix(id * 4 + seen, a, b);
        n += 1;
    };
    let ((l, _), (_, r)) = (s.left(i), s.right(i));
    let (lw, rw, all) = (s.hash(l, i), s.hash(i, r), s.hash(l, r));
    let before = s.hash(s.first[l.saturating_sub(1)] as usize, l);
    let after = if r < s.len() { s.hash(r, s.past[r] as usize) } else { 0 };
    let (lsep, rsep) = (u64::from(s.sep[l]), if r < s.len() { u64::from(s.sep[r]) } else { 3 });
    let (le, re, we) = (lexicon.get(lw), lexicon.get(rw), lexicon.get(all));
    let (be, ae) = (lexicon.get(before), lexicon.get(after));
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
    for (id, (a, b)) in [(1, 1), (2, 1), (1, 2), (2, 2), (3, 2), (2, 3), (3, 3), (4, 2), (2, 4)].into_iter().enumerate() {
        put(60 + id as u64, left[a], right[b] | 1 << 63);
    }
    for k in [2] {
        put(70 + k as u64, lw, right[k]);
        put(74 + k as u64, rw, left[k]);
    }
    n
}

/// How many of the first features name whole words.
pub const LEXICAL: usize = 23;
