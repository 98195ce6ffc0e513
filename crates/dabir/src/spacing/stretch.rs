//! A stretch of text as symbols and the separators between them.

use super::letters::{BREAK, DIGIT, FOREIGN, HALF, JOINS, LETTER, MARK, NONE, SPACE, code};
use super::lexicon::{Entry, Lexicon};
use crate::chars::{Class, Info, ZWNJ};
use core::ops::Range;

/// Pieces longer than this are no words; their hash covers the part next to the gap.
pub(crate) const LONGEST: usize = 48;

/// A stretch ends at the first break after so many symbols, and after `HARD_END` in any case.
const SOFT_END: usize = 512;
const HARD_END: usize = 4096;

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

/// A run of letters without a separator inside, or a single break.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// First symbol, and one past the last.
    pub first: usize,
    pub past: usize,
    /// The hash of the letters.
    pub hash: u64,
    /// What the lexicon knows of them.
    pub entry: Entry,
}

/// A place between two letters: before symbol `at`, inside piece `right` if `left` is the same, else between the two.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    pub at: usize,
    pub left: usize,
    pub right: usize,
}

/// Symbols of a stretch of text. The first and the last are breaks that stand for what lies outside.
#[derive(Clone, Debug, Default)]
pub struct Stretch {
    /// Letter codes with [`JOINS`], or a break.
    pub(crate) code: Vec<u8>,
    /// The separator before each symbol.
    pub(crate) sep: Vec<u8>,
    /// The byte where each symbol starts.
    pub(crate) start: Vec<usize>,
    /// The hash of all letters up to each symbol.
    prefix: Vec<u64>,
    pub(crate) pieces: Vec<Piece>,
}

impl Stretch {
    /// Reads `text` from byte `from` on and returns where the next stretch starts. `skip` is asked at each byte offset
    /// where no letter stands, and says what is no running text there, such as a URL: the span may start before.
    ///
    /// Where a stretch ends depends on letters and breaks alone, which spacing never changes.
    pub fn read(&mut self, text: &str, from: usize, mut skip: impl FnMut(usize) -> Option<Range<usize>>) -> usize {
        self.code.clear();
        self.sep.clear();
        self.start.clear();
        self.push(BREAK, NONE, from);
        let bytes = text.as_bytes();
        let (mut at, mut sep) = (from, NONE);
        while at < bytes.len() {
            let byte = bytes[at];
            if byte & 0xFC == 0xD8 {
                let code = code(byte, bytes[at + 1]);
                if code & LETTER != 0 {
                    if self.code.len() >= HARD_END {
                        break;
                    }
                    self.push(code, sep, at);
                    sep = NONE;
                    at += 2;
                    continue;
                }
                if code == MARK && sep == NONE {
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
                at += c.len_utf8();
                continue;
            }
            let span = skip(at);
            let code = if span.is_some() { break_of(c).max(DIGIT) } else { break_of(c) };
            let span = span.unwrap_or(at..at + c.len_utf8());
            while self.start.len() > 1 && self.start.last().is_some_and(|&start| start >= span.start) {
                sep = self.sep.pop().unwrap_or(NONE);
                self.code.pop();
                self.start.pop();
            }
            self.push(code, sep, span.start);
            sep = NONE;
            at = span.end;
            if self.code.len() >= SOFT_END {
                break;
            }
        }
        self.push(BREAK, sep, at);
        self.prefix.clear();
        let mut hash = 0u64;
        self.prefix.push(0);
        for &code in &self.code {
            hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(code & LETTER));
            self.prefix.push(hash);
        }
        at
    }

    fn push(&mut self, code: u8, sep: u8, start: usize) {
        self.code.push(code);
        self.sep.push(sep);
        self.start.push(start);
    }

    /// Finds the pieces and looks them up.
    pub fn look_up(&mut self, lexicon: &impl Lexicon) {
        self.pieces.clear();
        let mut first = 0;
        for i in 1..=self.code.len() {
            if i < self.code.len() && self.sep[i] == NONE && !self.is_break(i) && !self.is_break(i - 1) {
                continue;
            }
            let hash = self.hash(first, i);
            let entry = if self.is_break(first) { Entry::default() } else { lexicon.get(hash) };
            self.pieces.push(Piece { first, past: i, hash, entry });
            first = i;
        }
    }

    #[inline]
    pub fn is_break(&self, i: usize) -> bool {
        self.code[i] & LETTER >= BREAK
    }

    /// How many symbols there are; the two outer breaks always are.
    #[inline]
    #[expect(clippy::len_without_is_empty, reason = "never empty")]
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

    /// Whether there is a letter on both sides of the place before symbol `i`.
    #[inline]
    pub fn is_gap(&self, i: usize) -> bool {
        i > 0 && i < self.len() && !self.is_break(i) && !self.is_break(i - 1)
    }

    /// The separator before symbol `i`.
    #[inline]
    pub fn sep(&self, i: usize) -> u8 {
        self.sep[i]
    }

    /// All separators, one before each symbol.
    pub fn seps(&self) -> &[u8] {
        &self.sep
    }

    /// Replaces all separators.
    pub fn set_seps(&mut self, seps: &[u8]) {
        self.sep.copy_from_slice(seps);
    }

    /// The pieces that [`Stretch::look_up`] found.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The byte where symbol `i` starts.
    pub fn start(&self, i: usize) -> usize {
        self.start[i]
    }

    /// The hash of the letters `from..to`; of at most [`LONGEST`], the nearer to `to`.
    #[inline]
    pub fn hash(&self, from: usize, to: usize) -> u64 {
        let from = from.max(to.saturating_sub(LONGEST));
        self.prefix[to].wrapping_sub(self.prefix[from].wrapping_mul(POWERS[to - from]))
    }

    /// The letters to the left of a gap up to the next separator, as symbols `from..gap.at`.
    #[inline]
    pub fn left(&self, gap: Gap) -> usize {
        self.pieces[gap.left].first
    }

    /// Where the letters to the right of a gap end.
    #[inline]
    pub fn right(&self, gap: Gap) -> usize {
        self.pieces[gap.right].past
    }

    /// The hashes of the letters left and right of a gap up to the next separators, and of both together.
    pub fn hashes(&self, gap: Gap) -> (u64, u64, u64) {
        let (first, past) = (self.left(gap), self.right(gap));
        (self.hash(first, gap.at), self.hash(gap.at, past), self.hash(first, past))
    }

    /// Calls `each` for every place between two letters, separated or not.
    pub fn gaps(&self, mut each: impl FnMut(Gap)) {
        for (p, piece) in self.pieces.iter().enumerate() {
            if self.is_break(piece.first) {
                continue;
            }
            if self.is_gap(piece.first) {
                each(Gap { at: piece.first, left: p - 1, right: p });
            }
            for at in piece.first + 1..piece.past {
                each(Gap { at, left: p, right: p });
            }
        }
    }
}

/// What kind of break a character is that is no Persian letter.
fn break_of(c: char) -> u8 {
    match Info::of(c).class() {
        Class::Digit => DIGIT,
        Class::Letter | Class::Arabic | Class::Hebrew | Class::Katakana | Class::Ideograph => FOREIGN,
        _ => BREAK,
    }
}

/// The hash of a word, as [`Stretch::hash`] gives it for its letters.
#[must_use]
pub fn hash_of(word: &str) -> u64 {
    let codes = word.chars().map(super::letters::code_of).filter(|c| c & LETTER != 0 && c & LETTER < BREAK);
    codes.fold(0u64, |hash, code| hash.wrapping_mul(BASE).wrapping_add(u64::from(code & LETTER)))
}
