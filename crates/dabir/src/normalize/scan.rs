//! Finds the few places of a text that a rule may have something to say about.
//!
//! Persian letters are two bytes, spaces one, and words are short: a loop that branches on the length of each character
//! mispredicts at every word. So the scan looks at *pairs of neighbouring bytes* instead: one load from a table of
//! 65 536 flags a byte, no branch on what the byte is, and the flags of a block make one word, from which the events are
//! taken bit by bit. For the letters of the Arabic block a pair is the character; for spaces it is the character and the
//! one before.

use super::config::{Config, Digits, Ezafe};
use crate::chars::{Action, Class, Info, TATWEEL, is_haraka};
use crate::rule::Rule;

/// Bytes whose flags are looked up together, one bit each.
const BLOCK: usize = 32;

/// The letter joins to the next, so that a half-space after it can be seen.
const LEFT_OF_HALF_SPACE: u8 = 1;
/// Any letter of the script.
const RIGHT_OF_HALF_SPACE: u8 = 2;

#[derive(Clone)]
pub(super) struct Scanner {
    /// For two bytes, the first the low one: 1 if the second starts an event, or ends the character that is one.
    pairs: Box<[u8; 1 << 16]>,
    /// For the low byte of U+0600..U+06FF, next to what half-space the letter may stand without more ado.
    letters: [u8; 256],
}

impl Scanner {
    /// The tables of the places that these rules look at.
    pub(super) fn new(config: &Config) -> Self {
        let mut pairs = vec![0; 1 << 16];
        for (pair, flag) in pairs.iter_mut().enumerate() {
            *flag = u8::from(is_flagged(pair as u8, (pair >> 8) as u8, config));
        }
        let pairs = match pairs.into_boxed_slice().try_into() {
            Ok(pairs) => pairs,
            Err(_) => Box::new([1; 1 << 16]),
        };
        let keeps_half_spaces = !config.has(Rule::ZwnjFold) && config.ezafe != Ezafe::Hamza;
        let mut letters = [0; 256];
        for (c, sides) in ('\u{600}'..='\u{6FF}').zip(&mut letters) {
            let info = Info::of(c);
            if info.is_arabic() && keeps_half_spaces {
                *sides = RIGHT_OF_HALF_SPACE | if info.joins_next() { LEFT_OF_HALF_SPACE } else { 0 };
            }
        }
        Self { pairs, letters }
    }

    /// The flags of a block, that of its first byte lowest. The block comes with the byte before it.
    #[inline(never)]
    fn flags(&self, block: &[u8; 1 + BLOCK]) -> u32 {
        let mut flags = 0;
        // As two rows of chunks, for then each pair is one load.
        for odd in 0..2 {
            for (i, &pair) in block[odd..odd + BLOCK].as_chunks().0.iter().enumerate() {
                flags |= u32::from(self.pairs[usize::from(u16::from_le_bytes(pair))]) << (2 * i + odd);
            }
        }
        flags
    }

    /// The end of the event at byte `at` if it is one of those that are nearly always as they should be, and is: a
    /// half-space between letters, a mark after a word and before a space.
    #[inline]
    pub(super) fn past_settled(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let (length, settled) = match bytes[at..] {
            [0xE2, 0x80, 0x8C, lead, trail, ..] => {
                let right = self.is_beside(lead, trail, RIGHT_OF_HALF_SPACE);
                (3, right && at > 1 && self.is_beside(bytes[at - 2], bytes[at - 1], LEFT_OF_HALF_SPACE))
            }
            [b'.', b' ', ..] | [b'.'] => (1, at > 0 && bytes[at - 1] >= 0x80),
            [b':' | b'!' | b')', b' ', ..] | [b':' | b'!' | b')'] => (1, at > 0 && bytes[at - 1] != b' '),
            // ، ؛ ؟ »
            [0xD8, 0x8C | 0x9B | 0x9F, b' ', ..]
            | [0xD8, 0x8C | 0x9B | 0x9F]
            | [0xC2, 0xBB, b' ', ..]
            | [0xC2, 0xBB] => (2, at > 0 && bytes[at - 1] != b' '),
            _ => return None,
        };
        settled.then_some(at + length)
    }

    #[inline]
    fn is_beside(&self, lead: u8, trail: u8, side: u8) -> bool {
        matches!(lead, 0xD8..=0xDB) && self.letters[usize::from((lead & 3) << 6 | (trail & 0x3F))] & side != 0
    }
}

/// The events of a line one after the other. The flags of a block are kept from one event to the next.
pub(super) struct Events<'a> {
    scanner: &'a Scanner,
    bytes: &'a [u8],
    /// What has been looked up: the flags of the last block, which starts here, and where it ends.
    start: usize,
    flags: u32,
    end: usize,
}

impl<'a> Events<'a> {
    pub(super) fn new(scanner: &'a Scanner, line: &'a str) -> Self {
        Self { scanner, bytes: line.as_bytes(), start: 0, flags: 0, end: 0 }
    }

    /// The start of the first event at or after `from`, a character boundary; the length of the text if there is none.
    /// To be asked in ascending order.
    #[inline]
    pub(super) fn next(&mut self, from: usize) -> usize {
        let done = from.saturating_sub(self.start);
        self.flags = if done < BLOCK { self.flags & u32::MAX << done } else { 0 };
        while self.flags == 0 {
            if self.end.max(from) >= self.bytes.len() {
                return self.bytes.len();
            }
            self.look_up(self.end.max(from));
        }
        let at = self.start + self.flags.trailing_zeros() as usize;
        // What is found by its second byte is two bytes long.
        if self.bytes[at] & 0xC0 == 0x80 { at - 1 } else { at }
    }

    #[inline]
    fn look_up(&mut self, start: usize) {
        let rest = &self.bytes[start..];
        self.start = start;
        self.flags = match self.bytes.get(start.wrapping_sub(1)..).and_then(<[u8]>::first_chunk) {
            Some(block) => self.scanner.flags(block),
            // At the edges of the line.
            None => {
                let mut block = [b'\n'; 1 + BLOCK];
                if start > 0 {
                    block[0] = self.bytes[start - 1];
                }
                let length = rest.len().min(BLOCK);
                block[1..=length].copy_from_slice(&rest[..length]);
                self.scanner.flags(&block)
            }
        };
        self.end = start + rest.len().min(BLOCK);
    }
}

/// Whether the second of two bytes starts an event, or ends a character of two bytes that is one.
fn is_flagged(before: u8, byte: u8, config: &Config) -> bool {
    let has = |rule| config.has(rule);
    let spacing = has(Rule::SpacesRepeated) || has(Rule::SpacesUnicode);
    match (before, byte) {
        (b' ', b' ') => return spacing,
        // A word that starts with ی may be the ezafe of the one before.
        (b' ', 0xDB) => return has(Rule::ZwnjEzafe),
        _ => {}
    }
    match byte {
        b' ' | b'\t' | b'\n' | b'\r' => false,
        0..=0x7F => true,
        0x80..=0xBF if (0xD8..=0xDB).contains(&before) => {
            let code = u32::from(before & 0x1F) << 6 | u32::from(byte & 0x3F);
            char::from_u32(code).is_some_and(|c| is_event(c, config))
        }
        // Inside a longer character, whose first byte was the event.
        0x80..=0xBF => false,
        // The same letter again: the lead byte after a letter that ends in any byte can't be told apart here.
        0xD8..=0xDB if has(Rule::LettersRepeated) && (0x80..=0xBF).contains(&before) => true,
        0xD8..=0xDB => false,
        _ => true,
    }
}

/// Whether a character of the Arabic block is looked at under these rules.
fn is_event(c: char, config: &Config) -> bool {
    let info = Info::of(c);
    let has = |rule| config.has(rule);
    let acts = match info.action() {
        Action::None => false,
        _ => has(info.entry().0),
    };
    acts || match info.class() {
        Class::Digit => {
            const OF_NUMBERS: [Rule; 5] = [
                Rule::NumbersDecimal,
                Rule::NumbersThousands,
                Rule::NumbersPercent,
                Rule::SpacesAfterNumber,
                Rule::SpacesBeforeNumber,
            ];
            config.digits != Digits::Keep || OF_NUMBERS.into_iter().any(has)
        }
        Class::Extend => {
            let hamza = [Rule::LettersFoldHamza, Rule::LettersFoldAlef, Rule::LettersEzafe, Rule::LettersNfc];
            hamza.into_iter().any(has) || (has(Rule::LettersHarakat) && is_haraka(c))
        }
        Class::Arabic | Class::Letter => c == TATWEEL && has(Rule::LettersTatweel),
        Class::MidNum | Class::Punctuation => {
            has(Rule::SpacesBeforePunctuation) || has(Rule::SpacesAfterPunctuation)
        }
        _ => false,
    }
}
