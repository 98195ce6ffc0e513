//! A stretch of text as symbols and the separators between them.

use super::letters::{BREAK, DIGIT, FOREIGN, HALF, JOINS, LETTER, MARK, NONE, SPACE, code};
use crate::chars::{Class, Info, ZWNJ};

/// Pieces longer than this are no words; their hash covers the part next to the gap.
pub(crate) const LONGEST: usize = 48;

/// The base of the polynomial hash of a piece.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

static POWERS: [u64; LONGEST + 1] = {
    let mut powers = [1u64; LONGEST + 1];
    let mut i = 1;
    while i <= LONGEST {
        powers[i] = powers[i - 1].wrapping_mul(BASE);
        i += 1;
    }
    powers
};

/// Symbols of a stretch of text. Symbol 0 and the last one are breaks that stand for what lies outside.
#[derive(Clone, Debug, Default)]
pub struct Stretch {
    /// Letter codes with [`JOINS`], or a break.
    pub(crate) code: Vec<u8>,
    /// The separator before each symbol.
    pub(crate) sep: Vec<u8>,
    /// Byte span of each symbol, marks included.
    pub(crate) start: Vec<u32>,
    pub(crate) end: Vec<u32>,
    /// First and one past the last symbol of the piece each symbol belongs to; a break is a piece.
    pub(crate) first: Vec<u32>,
    pub(crate) past: Vec<u32>,
    prefix: Vec<u64>,
}

impl Stretch {
    pub(crate) fn clear(&mut self) {
        self.code.clear();
        self.sep.clear();
        self.start.clear();
        self.end.clear();
    }

    fn push(&mut self, code: u8, sep: u8, start: usize, end: usize) {
        self.code.push(code);
        self.sep.push(sep);
        self.start.push(start as u32);
        self.end.push(end as u32);
    }

    /// Reads the symbols of `text`, whose first byte has the offset `base`.
    pub fn read(&mut self, text: &str, base: usize) {
        self.clear();
        self.push(BREAK, NONE, base, base);
        let bytes = text.as_bytes();
        let (mut at, mut sep) = (0, NONE);
        while at < bytes.len() {
            let byte = bytes[at];
            if byte & 0xFC == 0xD8 {
                let code = code(byte, bytes[at + 1]);
                if code & LETTER != 0 {
                    self.push(code, sep, base + at, base + at + 2);
                    sep = NONE;
                    at += 2;
                    continue;
                }
                if code == MARK && sep == NONE {
                    if let Some(end) = self.end.last_mut() {
                        *end += 2;
                    }
                    at += 2;
                    continue;
                }
            }
            if byte == b' ' {
                sep = SPACE;
                at += 1;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            if c == ZWNJ {
                sep = sep.max(HALF);
            } else {
                let info = Info::of(c);
                let code = match info.class() {
                    Class::Digit => DIGIT,
                    Class::Letter | Class::Arabic | Class::Hebrew | Class::Katakana | Class::Ideograph => FOREIGN,
                    _ => BREAK,
                };
                self.push(code, sep, base + at, base + at + c.len_utf8());
                sep = NONE;
            }
            at += c.len_utf8();
        }
        self.push(BREAK, sep, base + at, base + at);
        self.prefix.clear();
        let mut hash = 0u64;
        self.prefix.push(0);
        for &code in &self.code {
            hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(code & LETTER));
            self.prefix.push(hash);
        }
        self.pieces();
    }

    /// Finds the pieces, after the separators have changed.
    pub(crate) fn pieces(&mut self) {
        let n = self.code.len();
        self.first.clear();
        self.first.resize(n, 0);
        self.past.clear();
        self.past.resize(n, n as u32);
        let mut first = 0;
        for i in 0..n {
            if i > 0 && self.parts(i) {
                self.past[first..i].fill(i as u32);
                first = i;
            }
            self.first[i] = first as u32;
        }
    }

    /// Whether a piece ends before symbol `i`.
    #[inline]
    fn parts(&self, i: usize) -> bool {
        self.sep[i] != NONE || self.is_break(i) || self.is_break(i - 1)
    }

    #[inline]
    pub fn is_break(&self, i: usize) -> bool {
        self.code[i] & LETTER >= BREAK
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.code.len()
    }

    /// The letter of symbol `i`.
    #[inline]
    pub(crate) fn letter(&self, i: usize) -> u8 {
        self.code[i] & LETTER
    }

    /// Whether the letter before gap `i` joins to what follows, so that a half-space may stand there.
    #[inline]
    pub fn joins(&self, i: usize) -> bool {
        self.code[i - 1] & JOINS != 0
    }

    /// Whether gap `i`, before symbol `i`, lies between two letters.
    #[inline]
    pub fn is_gap(&self, i: usize) -> bool {
        i > 0 && i < self.len() && !self.is_break(i) && !self.is_break(i - 1)
    }

    /// The hash of the letters `from..to`; of at most [`LONGEST`], the nearer to `to`.
    #[inline]
    pub fn hash(&self, from: usize, to: usize) -> u64 {
        let from = from.max(to.saturating_sub(LONGEST));
        self.prefix[to].wrapping_sub(self.prefix[from].wrapping_mul(POWERS[to - from]))
    }

    /// The separator before symbol `i`.
    #[inline]
    pub fn sep(&self, i: usize) -> u8 {
        self.sep[i]
    }

    /// Replaces all separators.
    pub fn set_seps(&mut self, seps: &[u8]) {
        self.sep.copy_from_slice(seps);
        self.pieces();
    }

    pub fn left_hash(&self, i: usize) -> u64 {
        self.hash(self.first[i - 1] as usize, i)
    }

    pub fn right_hash(&self, i: usize) -> u64 {
        self.hash(i, self.past[i] as usize)
    }

    pub fn both_hash(&self, i: usize) -> u64 {
        self.hash(self.first[i - 1] as usize, self.past[i] as usize)
    }

    pub fn both_len(&self, i: usize) -> usize {
        (self.past[i] - self.first[i - 1]) as usize
    }

    /// Whether the piece after gap `i` is the last of its word.
    pub fn ends_word(&self, i: usize) -> bool {
        let past = self.past[i] as usize;
        past >= self.len() || self.sep[past] != HALF
    }

    /// Whether the piece before gap `i` is the first of its word.
    pub fn starts_word(&self, i: usize) -> bool {
        self.sep[self.first[i - 1] as usize] != HALF
    }

    pub fn left_is_waw(&self, i: usize) -> bool {
        self.first[i - 1] as usize == i - 1 && self.letter(i - 1) == 31
    }

    /// Letters `from..to`, to be read.
    pub fn show(&self, text: &str, from: usize, to: usize) -> String {
        text[self.start[from] as usize..self.end[to - 1] as usize].into()
    }

    /// The piece before gap `i`.
    #[inline]
    pub fn left(&self, i: usize) -> (usize, usize) {
        (self.first[i - 1] as usize, i)
    }

    /// The piece after gap `i`.
    #[inline]
    pub fn right(&self, i: usize) -> (usize, usize) {
        (i, self.past[i] as usize)
    }
}

/// The hash of a word, as [`Stretch::hash`] gives it for its letters.
#[must_use]
pub fn hash_of(word: &str) -> u64 {
    let codes = word.chars().map(super::letters::code_of).filter(|c| c & LETTER != 0 && c & LETTER < BREAK);
    codes.fold(0u64, |hash, code| hash.wrapping_mul(BASE).wrapping_add(u64::from(code & LETTER)))
}
