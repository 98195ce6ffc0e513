//! A stretch of text as symbols and the separators between them.

use super::letters::{BREAK, DIGIT, FOREIGN, HALF, LETTER, MARK, NONE, SPACE, code, code_of, joins};
use super::lexicon::{Entry, Lexicon};
use crate::chars::{Class, Info, ZWNJ, next_char};
use core::ops::Range;

/// Pieces longer than this are no words; their hash covers the part next to the gap.
pub(crate) const LONGEST: usize = 48;

/// A stretch ends at the first break after so many symbols, and after `HARD_END` in any case.
const SOFT_END: usize = 512;
const HARD_END: usize = 4096;

/// Zeros around the symbols, so that eight of them can be loaded at once to each side of a gap.
const PAD: usize = 8;

/// Where the separator stands in a symbol's byte.
const SEP: u32 = 6;

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
    /// The hash of the letters; zero for a break.
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
    /// [`PAD`] zeros, then for each symbol its letter or break, and above it the separator before.
    symbols: Vec<u8>,
    /// The byte where each symbol starts.
    start: Vec<usize>,
    /// The hash of all letters before each symbol.
    prefix: Vec<u64>,
    len: usize,
    pub(crate) pieces: Vec<Piece>,
}

impl Stretch {
    /// Reads `text` from byte `from` on and returns where the next stretch starts. `skip` is asked at each byte offset
    /// where no letter stands, and says what is no running text there, such as a URL: the span may start before.
    ///
    /// Where a stretch ends depends on letters and breaks alone, which spacing never changes. Linear in what is read.
    pub fn read(
        &mut self,
        text: &str,
        from: usize,
        mut skip: impl FnMut(usize) -> Option<Range<usize>>,
    ) -> usize {
        let bytes = text.as_bytes();
        self.make_room((bytes.len() - from).min(HARD_END) + 2);
        self.len = 0;
        self.pieces.clear();
        self.push(BREAK, from);
        let (mut at, mut sep) = (from, NONE);
        // The first symbol of the piece that is being read.
        let mut first = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte & 0xFC == 0xD8 {
                let code = code(byte, bytes[at + 1]);
                if code & LETTER != 0 {
                    if self.len > HARD_END {
                        break;
                    }
                    if sep != NONE || first + 1 == self.len && self.is_break(first) {
                        self.end_piece(&mut first);
                    }
                    self.push(code | sep << SEP, at);
                    sep = NONE;
                    at += 2;
                    continue;
                }
                if code == MARK && sep == NONE {
                    at += 2;
                    continue;
                }
            } else if byte == b' ' {
                sep = SPACE;
                at += 1;
                continue;
            }
            let Some(c) = next_char(text, at) else { break };
            if c == ZWNJ {
                sep = sep.max(HALF);
                at += c.len_utf8();
                continue;
            }
            let span = skip(at);
            let code = if span.is_some() { break_of(c).max(DIGIT) } else { break_of(c) };
            let span = span.unwrap_or(at..at + c.len_utf8());
            while self.len > 1 && self.start[self.len - 1] >= span.start {
                self.len -= 1;
                sep = self.sep(self.len);
                if self.len == first {
                    first = self.pieces.pop().map_or(0, |piece| piece.first);
                }
            }
            self.end_piece(&mut first);
            self.push(code | sep << SEP, span.start);
            sep = NONE;
            at = span.end;
            if self.len >= SOFT_END {
                break;
            }
        }
        self.end_piece(&mut first);
        self.push(BREAK | sep << SEP, at);
        self.end_piece(&mut first);
        self.symbols[PAD + self.len..][..PAD].fill(0);
        at
    }

    /// The piece that starts at symbol `first` ends with the last symbol; the next starts after it.
    #[inline]
    fn end_piece(&mut self, first: &mut usize) {
        let hash = if self.is_break(*first) { 0 } else { self.hash(*first, self.len) };
        self.pieces.push(Piece { first: *first, past: self.len, hash, entry: Entry::default() });
        *first = self.len;
    }

    /// Grows the buffers to so many symbols.
    fn make_room(&mut self, symbols: usize) {
        if self.start.len() < symbols {
            self.symbols.resize(PAD + symbols + PAD, 0);
            self.start.resize(symbols, 0);
            self.prefix.resize(symbols + 1, 0);
        }
    }

    #[inline]
    fn push(&mut self, symbol: u8, start: usize) {
        self.symbols[PAD + self.len] = symbol;
        self.start[self.len] = start;
        self.prefix[self.len + 1] =
            self.prefix[self.len].wrapping_mul(BASE).wrapping_add(u64::from(symbol & LETTER));
        self.len += 1;
    }

    /// Looks the pieces up.
    pub fn look_up(&mut self, lexicon: &impl Lexicon) {
        for piece in &mut self.pieces {
            piece.entry = if piece.hash == 0 { Entry::default() } else { lexicon.get(piece.hash) };
        }
    }

    /// How many symbols there are; the two outer breaks always are.
    #[inline]
    #[expect(clippy::len_without_is_empty, reason = "never empty")]
    pub fn len(&self) -> usize {
        self.len
    }

    /// The letter or break that symbol `i` is.
    #[inline]
    pub(crate) fn letter(&self, i: usize) -> u8 {
        self.symbols[PAD + i] & LETTER
    }

    #[inline]
    pub fn is_break(&self, i: usize) -> bool {
        self.letter(i) >= BREAK
    }

    /// Whether the letter before gap `i` joins to what follows, so that a half-space may stand there.
    #[inline]
    pub fn joins(&self, i: usize) -> bool {
        joins(self.letter(i - 1))
    }

    /// Whether there is a letter on both sides of the place before symbol `i`.
    #[inline]
    pub fn is_gap(&self, i: usize) -> bool {
        i > 0 && i < self.len && !self.is_break(i) && !self.is_break(i - 1)
    }

    /// The separator before symbol `i`.
    #[inline]
    pub fn sep(&self, i: usize) -> u8 {
        self.symbols[PAD + i] >> SEP
    }

    /// All separators, one before each symbol.
    pub fn seps(&self) -> Vec<u8> {
        (0..self.len).map(|i| self.sep(i)).collect()
    }

    /// Replaces all separators; what the lexicon said is forgotten.
    pub fn set_seps(&mut self, seps: &[u8]) {
        for (symbol, sep) in self.symbols[PAD..PAD + self.len].iter_mut().zip(seps) {
            *symbol = *symbol & LETTER | sep << SEP;
        }
        self.pieces.clear();
        let (len, mut first) = (self.len, 0);
        for i in 1..=len {
            if i == len || self.sep(i) != NONE || self.is_break(i) || self.is_break(i - 1) {
                self.len = i;
                self.end_piece(&mut first);
            }
        }
    }

    /// The pieces, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The byte where symbol `i` starts.
    pub fn start(&self, i: usize) -> usize {
        self.start[i]
    }

    /// The eight symbols before gap `i`, the nearest in the highest byte.
    #[inline]
    pub(crate) fn before(&self, i: usize) -> u64 {
        self.symbols[i..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    /// The eight symbols from gap `i` on, the nearest in the lowest byte, its separator included.
    #[inline]
    pub(crate) fn after(&self, i: usize) -> u64 {
        self.symbols[PAD + i..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
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
    let letters = word.chars().map(|c| code_of(c) & LETTER).filter(|&letter| letter != 0);
    letters.fold(0u64, |hash, letter| hash.wrapping_mul(BASE).wrapping_add(u64::from(letter)))
}

/// The hash of a word of letters that take two bytes, all of them of the alphabet.
pub(crate) const fn hash_of_letters(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut hash, mut i) = (0u64, 0);
    while i < bytes.len() {
        hash = hash.wrapping_mul(BASE).wrapping_add((code(bytes[i], bytes[i + 1]) & LETTER) as u64);
        i += 2;
    }
    hash
}
