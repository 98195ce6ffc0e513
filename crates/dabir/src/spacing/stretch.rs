//! A stretch of text as symbols and the separators between them.

use super::features::Signs;
use super::letters::{
    BREAK, DIGIT, FOREIGN, HALF, LETTER, MARK, NONE, SPACE, code, code_of, code_of_pair, is_letter, is_mark,
    joins,
};
use super::lexicon::{Entry, Lexicon};
use crate::chars::{Class, Info, next_char};
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
    /// The hash of the letters; zero for what is no word.
    pub hash: u64,
    /// What the lexicon knows of them.
    pub entry: Entry,
    /// What it tells of the state of the stretch.
    pub signs: Signs,
}

impl Piece {
    /// A piece that is yet to be looked up.
    #[inline]
    fn new(first: usize, past: usize, hash: u64) -> Self {
        Self { first, past, hash, entry: Entry::default(), signs: Signs::default() }
    }
}

/// A place between two letters: before symbol `at`, inside piece `right` if `left` is the same, else between the two.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    pub at: usize,
    pub left: usize,
    pub right: usize,
}

/// What is known of a symbol by its place.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// The hash of all letters before it.
    before: u64,
    /// The byte where it starts.
    start: usize,
}

/// Symbols of a stretch of text. The first and the last are breaks that stand for what lies outside.
#[derive(Clone, Debug, Default)]
pub struct Stretch {
    /// [`PAD`] zeros, then for each symbol its letter or break, and above it the separator before.
    symbols: Vec<u8>,
    /// For each symbol, and after the last.
    places: Vec<Place>,
    len: usize,
    pieces: Vec<Piece>,
    /// The pieces before the last change.
    previous: Vec<Piece>,
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
        // The letters up to the hard end, a break there, and the two outer ones.
        self.make_room((bytes.len() - from).min(HARD_END + 1) + 2);
        self.len = 0;
        self.pieces.clear();
        self.push_break(BREAK, from);
        let (mut at, mut sep) = (from, NONE);
        // The first symbol of the word that is being read.
        let mut first = self.len;
        while self.len <= HARD_END {
            (at, first, sep) = self.push_words(bytes, at, first, sep);
            match bytes[at..] {
                [] => break,
                [lead, trail, ..] if sep == NONE && is_mark(lead, trail) => at += 2,
                [lead, trail, ..] if is_letter(lead, trail) => {}
                _ => {
                    let Some(c) = next_char(text, at) else { break };
                    let span = skip(at);
                    let code = match span {
                        Some(_) if !is_picture(c) => break_of(c).max(DIGIT),
                        _ => break_of(c),
                    };
                    let span = span.unwrap_or(at..at + c.len_utf8());
                    if span.start < at {
                        (first, sep) = self.take_back(text, span.start, first, sep);
                    }
                    self.end_word(first, self.len, code | sep << SEP);
                    self.push_break(code | sep << SEP, span.start);
                    (first, sep, at) = (self.len, NONE, span.end);
                    if self.len >= SOFT_END {
                        break;
                    }
                }
            }
        }
        self.end_word(first, self.len, BREAK);
        self.push_break(BREAK | sep << SEP, at);
        self.symbols[PAD + self.len..][..PAD].fill(0);
        at
    }

    /// Grows the buffers to so many symbols.
    fn make_room(&mut self, symbols: usize) {
        if self.places.len() <= symbols {
            self.symbols.resize(PAD + symbols + PAD, 0);
            self.places.resize(symbols + 1, Place::default());
        }
    }

    /// Adds a break, which is a piece by itself.
    fn push_break(&mut self, symbol: u8, start: usize) {
        let at = self.len;
        self.symbols[PAD + at] = symbol;
        self.places[at].start = start;
        self.places[at + 1].before = longer(self.places[at].before, symbol & LETTER);
        self.len += 1;
        self.pieces.push(Piece::new(at, at + 1, 0));
    }

    /// Adds the letters, spaces and half-spaces from byte `at` on, and the words that end there. The word that is open
    /// starts at symbol `first`, `sep` comes after it. Returns all three as they are then.
    fn push_words(
        &mut self,
        bytes: &[u8],
        mut at: usize,
        mut first: usize,
        mut sep: u8,
    ) -> (usize, usize, u8) {
        let end = self.places.len().min(HARD_END + 2) - 1;
        let (symbols, places) = (&mut self.symbols[PAD..][..end], &mut self.places[..=end]);
        let (mut i, mut before) = (self.len, places[self.len].before);
        // The hash before the open word, if it started after a separator here: then nothing is glued to it.
        let mut before_word = None;
        while i <= HARD_END {
            let (start, before_start) = (i, before);
            let room = symbols[i..].iter_mut().zip(&mut places[i..]);
            for (&pair, (symbol, place)) in bytes[at..].as_chunks().0.iter().zip(room) {
                let code = code_of_pair(pair);
                if code & LETTER == 0 {
                    break;
                }
                (*symbol, *place) = (code, Place { before, start: at });
                before = longer(before, code);
                (i, at) = (i + 1, at + 2);
            }
            if sep != NONE && start < i {
                if first < start {
                    self.pieces.push(match (before_word, POWERS.get(start - first)) {
                        (Some(before), Some(power)) => {
                            Piece::new(first, start, before_start.wrapping_sub(power.wrapping_mul(before)))
                        }
                        _ => word(symbols, places, first, start, 0),
                    });
                }
                symbols[start] |= sep << SEP;
                (first, sep, before_word) = (start, NONE, Some(before_start));
            }
            match bytes[at..] {
                [b' ', ..] => (sep, at) = (SPACE, at + 1),
                // A half-space.
                [0xE2, 0x80, 0x8C, ..] => (sep, at) = (sep.max(HALF), at + 3),
                _ => break,
            }
        }
        places[i].before = before;
        self.len = i;
        (at, first, sep)
    }

    /// The word that starts at symbol `first`, if there is one, ends before symbol `past`, which is `next`, its separator
    /// included.
    #[inline]
    fn end_word(&mut self, first: usize, past: usize, next: u8) {
        if first < past {
            self.pieces.push(word(&self.symbols[PAD..], &self.places, first, past, next));
        }
    }

    /// Takes back the pieces that reach beyond byte `to`, and returns the first symbol of the word that is open then, and
    /// the separator after it.
    fn take_back(&mut self, text: &str, to: usize, mut first: usize, mut sep: u8) -> (usize, u8) {
        // A mark before: the piece goes on there.
        let inside = text[..to].chars().next_back().is_some_and(|c| code_of(c) == MARK);
        if first == self.len {
            first = self.pieces.pop().map_or(0, |piece| piece.first);
        }
        while self.len > 1 && (self.start(first) >= to || inside && self.start(self.len - 1) >= to) {
            (self.len, sep) = (first, self.sep(first));
            first = self.pieces.pop().map_or(0, |piece| piece.first);
        }
        if self.is_break(first) {
            self.pieces.push(Piece::new(first, self.len, 0));
            first = self.len;
        }
        (first, sep)
    }

    /// Looks the pieces up.
    pub fn look_up(&mut self, lexicon: &impl Lexicon) {
        self.look_up_from(0, lexicon);
    }

    /// Looks up the pieces from number `from` on.
    fn look_up_from(&mut self, from: usize, lexicon: &impl Lexicon) {
        let mut pieces = core::mem::take(&mut self.pieces);
        for piece in pieces[from..].iter_mut().filter(|piece| piece.hash != 0) {
            piece.entry = lexicon.get(piece.hash);
            piece.signs = Signs::of(self, piece);
        }
        self.pieces = pieces;
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

    /// Replaces the separator before symbol `i`. The pieces stay as they are until they are cut anew.
    #[inline]
    pub fn set_sep(&mut self, i: usize, sep: u8) {
        let symbol = &mut self.symbols[PAD + i];
        *symbol = *symbol & LETTER | sep << SEP;
    }

    /// Replaces all separators, and cuts and looks up what is between them.
    pub fn set_seps(&mut self, seps: &[u8], lexicon: &impl Lexicon) {
        for (i, &sep) in seps.iter().enumerate() {
            self.set_sep(i, sep);
        }
        self.pieces.clear();
        self.cut(0, self.len);
        self.look_up(lexicon);
    }

    /// Cuts anew around the gaps that changed, in ascending order, and looks up the pieces that are new.
    pub(crate) fn recut(&mut self, changes: impl Iterator<Item = usize>, lexicon: &impl Lexicon) {
        core::mem::swap(&mut self.pieces, &mut self.previous);
        self.pieces.clear();
        let old = core::mem::take(&mut self.previous);
        let mut changes = changes.peekable();
        let mut rest = &old[..];
        while let Some(change) = changes.next() {
            // The pieces that meet there, and those that meet at the next changes if they are the same.
            let first = rest.partition_point(|piece| piece.past < change);
            let mut past = rest.partition_point(|piece| piece.first <= change);
            while let Some(next) = changes.next_if(|&next| next <= rest[past - 1].past) {
                past = rest.partition_point(|piece| piece.first <= next);
            }
            self.pieces.extend_from_slice(&rest[..first]);
            let kept = self.pieces.len();
            self.cut(rest[first].first, rest[past - 1].past);
            self.look_up_from(kept, lexicon);
            rest = &rest[past..];
        }
        self.pieces.extend_from_slice(rest);
        self.previous = old;
    }

    /// Finds the pieces between two symbols where pieces start.
    fn cut(&mut self, mut first: usize, past: usize) {
        for i in first + 1..=past {
            if i == past || self.sep(i) != NONE || self.is_break(i) || self.is_break(i - 1) {
                if self.is_break(first) {
                    self.pieces.push(Piece::new(first, i, 0));
                } else {
                    self.end_word(first, i, self.symbols[PAD + i]);
                }
                first = i;
            }
        }
    }

    /// Which piece symbol `i` belongs to.
    pub(crate) fn piece_at(&self, i: usize) -> usize {
        self.pieces.partition_point(|piece| piece.past <= i)
    }

    /// The gap before symbol `at`, which is no break and not the first.
    pub(crate) fn gap_at(&self, at: usize) -> Gap {
        let right = self.piece_at(at);
        Gap { at, left: if self.pieces[right].first == at { right - 1 } else { right }, right }
    }

    /// The first symbol after the last break before a gap.
    pub(crate) fn first_after_break(&self, gap: Gap) -> usize {
        let breaks = |piece: &Piece| self.is_break(piece.first);
        self.pieces[..=gap.left].iter().rfind(|piece| breaks(piece)).map_or(0, |piece| piece.past)
    }

    /// The pieces, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The byte where symbol `i` starts.
    #[inline]
    pub fn start(&self, i: usize) -> usize {
        self.places[i].start
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
        hash(&self.places, from, to)
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

/// The word of the letters `first..past`, before symbol `next`, its separator included.
#[inline]
fn word(symbols: &[u8], places: &[Place], first: usize, past: usize, next: u8) -> Piece {
    // What is glued to a number or a foreign word is no word by itself.
    let is_foreign = |symbol: u8| (DIGIT..1 << SEP).contains(&symbol);
    let before = symbols[first - 1] & LETTER | symbols[first] & !LETTER;
    let is_glued = is_foreign(before) || is_foreign(next);
    Piece::new(first, past, if is_glued { 0 } else { hash(places, first, past) })
}

/// The hash of the letters `from..to`; of at most [`LONGEST`], the nearer to `to`.
#[inline]
fn hash(places: &[Place], from: usize, to: usize) -> u64 {
    let from = from.max(to.saturating_sub(LONGEST));
    places[to].before.wrapping_sub(places[from].before.wrapping_mul(POWERS[to - from]))
}

/// The hash of letters and one more.
#[inline]
const fn longer(hash: u64, letter: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(letter as u64)
}

/// What kind of break a character is that is no Persian letter.
fn break_of(c: char) -> u8 {
    match Info::of(c).class() {
        Class::Digit => DIGIT,
        Class::Letter | Class::Arabic | Class::Hebrew | Class::Katakana | Class::Ideograph => FOREIGN,
        _ => BREAK,
    }
}

/// Whether an emoji or a smiley starts with this character: the words next to it are words, with or without a space.
fn is_picture(c: char) -> bool {
    matches!(Info::of(c).class(), Class::Emoji | Class::RegionalIndicator)
        || matches!(c, ':' | ';' | '=' | '(' | '^')
}

/// The hash of a word, as [`Stretch::hash`] gives it for its letters.
#[must_use]
pub fn hash_of(word: &str) -> u64 {
    let letters = word.chars().map(|c| code_of(c) & LETTER).filter(|&letter| letter != 0);
    letters.fold(0, longer)
}

/// The hash of a word of letters that take two bytes, all of them of the alphabet.
pub(crate) const fn hash_of_letters(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut hash, mut i) = (0u64, 0);
    while i < bytes.len() {
        hash = longer(hash, code(bytes[i], bytes[i + 1]));
        i += 2;
    }
    hash
}
