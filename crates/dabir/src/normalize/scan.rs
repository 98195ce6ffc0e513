//! Finds the few places of a text that a rule may have something to say about.
//!
//! Persian letters are two bytes, spaces one, and words are short: a loop that branches on the length of each character
//! mispredicts at every word. So the scan looks at *pairs of neighbouring bytes* instead: one load from a table of
//! 65 536 flags a byte, no branch on what the byte is, and the flags of a block are or-ed together. For the letters of
//! the Arabic block a pair is the character; for spaces it is the character and the one before.

use super::config::{Config, Digits};
use crate::chars::{Action, Class, Info, TATWEEL, is_haraka};
use crate::rule::Rule;

/// The pair says nothing of interest.
const PLAIN: u8 = 0;
/// The second byte of the pair starts an event.
const HERE: u8 = 1;
/// The first byte of the pair starts an event.
const BEFORE: u8 = 2;

/// Bytes that are looked up before the flags are tested.
const BLOCK: usize = 16;

#[derive(Clone)]
pub(super) struct Scanner {
    pairs: Box<[u8; 1 << 16]>,
}

impl Scanner {
    /// The table of the places that these rules look at.
    pub(super) fn new(config: &Config) -> Self {
        let mut pairs = vec![PLAIN; 1 << 16];
        for (pair, flag) in pairs.iter_mut().enumerate() {
            *flag = flag_of((pair >> 8) as u8, pair as u8, config);
        }
        match pairs.into_boxed_slice().try_into() {
            Ok(pairs) => Self { pairs },
            Err(_) => Self { pairs: Box::new([HERE; 1 << 16]) },
        }
    }

    #[inline]
    fn flag(&self, before: u8, byte: u8) -> u8 {
        self.pairs[usize::from(u16::from_be_bytes([before, byte]))]
    }

    /// The start of the first event at or after `from`, a character boundary; the length of the text if there is none.
    #[inline]
    pub(super) fn next(&self, bytes: &[u8], from: usize) -> usize {
        let mut at = from;
        let mut before = match from.checked_sub(1).and_then(|i| bytes.get(i)) {
            Some(&byte) => byte,
            None => b'\n',
        };
        while let Some(block) = bytes.get(at..at + BLOCK).and_then(|b| <&[u8; BLOCK]>::try_from(b).ok()) {
            let mut flags = u32::from(self.flag(before, block[0]));
            for i in 1..BLOCK {
                flags |= u32::from(self.flag(block[i - 1], block[i])) << (2 * i);
            }
            if flags != 0 {
                // The lowest bit says where, and by being even or odd what.
                let bit = flags.trailing_zeros();
                return at + (bit / 2) as usize - (bit & 1) as usize;
            }
            before = block[BLOCK - 1];
            at += BLOCK;
        }
        for (i, &byte) in bytes.iter().enumerate().skip(at) {
            match self.flag(before, byte) {
                PLAIN => before = byte,
                HERE => return i,
                _ => return i.saturating_sub(1),
            }
        }
        bytes.len()
    }
}

fn flag_of(before: u8, byte: u8, config: &Config) -> u8 {
    let has = |rule| config.has(rule);
    let spacing = has(Rule::SpacesRepeated) || has(Rule::SpacesUnicode);
    match (before, byte) {
        (b' ', b' ') => return if spacing { HERE } else { PLAIN },
        // A word that starts with ی may be the ezafe of the one before.
        (b' ', 0xDB) => return if has(Rule::ZwnjEzafe) { HERE } else { PLAIN },
        _ => {}
    }
    match byte {
        b' ' | b'\t' | b'\n' | b'\r' => PLAIN,
        0..=0x7F => HERE,
        0x80..=0xBF if (0xD8..=0xDB).contains(&before) => {
            let code = u32::from(before & 0x1F) << 6 | u32::from(byte & 0x3F);
            match char::from_u32(code) {
                Some(c) if is_event(c, config) => BEFORE,
                _ => PLAIN,
            }
        }
        // Inside a longer character, whose first byte was the event.
        0x80..=0xBF => PLAIN,
        // The same letter again: the lead byte after a letter that ends in any byte can't be told apart here.
        0xD8..=0xDB if has(Rule::LettersRepeated) && (0x80..=0xBF).contains(&before) => HERE,
        0xD8..=0xDB => PLAIN,
        _ => HERE,
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
