//! One table look-up per character answers what it is, how it joins, and what the normalizer does with it.
//!
//! The table is generated (`table.rs`, from `data/characters.tsv` and the Unicode character database). It has two
//! stages of 64-character blocks and holds one `u32` a character:
//!
//! | bits  | content |
//! |-------|---------|
//! | 0–4   | [`Class`] |
//! | 5–7   | joining type: 0 none, 1 right, 2 dual, 3 join-causing, 4 transparent, 5 left |
//! | 8–10  | [`Action`] |
//! | 11    | the character can take part in a sequence that NFC changes |
//! | 12–15 | the value of a Persian, Arabic-Indic or ASCII digit; 15 for all others |
//! | 16–31 | which entry (rule and replacement) the action uses |

mod table;

use crate::rule::Rule;
use crate::sieve::Sieve;

/// Declares the classes, and the table that leads from their numbers to them.
macro_rules! classes {
    ($($(#[$about:meta])* $class:ident),* $(,)?) => {
        /// What a character is to tokenizer and normalizer. Unicode's word break property, with Persian letters, half-space,
        /// emoji and the kinds of punctuation set apart.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Class {
            $($(#[$about])* $class,)*
        }

        /// The class of each number that five bits hold.
        const CLASSES: [Class; 32] = {
            let mut classes = [Class::Other; 32];
            $(classes[Class::$class as usize] = Class::$class;)*
            classes
        };
    };
}

classes! {
    Other,
    /// A letter of the Arabic script.
    Arabic,
    Letter,
    Hebrew,
    Katakana,
    Digit,
    /// `_` and its like.
    Connector,
    /// Combining marks.
    Extend,
    Format,
    Zwnj,
    Zwj,
    /// A letter that is a word of its own: Han, Hiragana, Thai …
    Ideograph,
    MidLetter,
    MidNum,
    MidNumLet,
    Open,
    Close,
    Punctuation,
    Symbol,
    Emoji,
    EmojiModifier,
    RegionalIndicator,
    Space,
    Newline,
    Control,
}

/// What the normalizer does with a character; `data/characters.tsv` explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    None,
    Map,
    Form,
    Word,
    Fold,
    Space,
    Half,
    Delete,
}

const ACTIONS: [Action; 8] = {
    use Action::*;
    [None, Map, Form, Word, Fold, Space, Half, Delete]
};

/// In place of the value of a digit.
const NO_DIGIT: u32 = 15;

/// The packed properties of one character.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Info(u32);

impl Info {
    #[inline]
    pub(crate) fn of(c: char) -> Self {
        let code = c as u32;
        if code < table::LIMIT {
            let block = usize::from(table::STAGE1[(code >> 6) as usize]);
            return Info(table::STAGE2[block << 6 | (code & 63) as usize]);
        }
        // Beyond the table: ideographs, tags and variation selectors; a test compares with the database.
        let class = match code {
            0x20000..0x40000 => Class::Ideograph,
            0xE0001 => Class::Format,
            0xE0020..0xE0080 | 0xE0100..0xE01F0 => Class::Extend,
            _ => Class::Other,
        };
        Info(class as u32 | NO_DIGIT << 12)
    }

    #[inline]
    pub(crate) fn class(self) -> Class {
        CLASSES[(self.0 & 31) as usize]
    }

    /// A letter of the Arabic script.
    #[inline]
    pub(crate) fn is_arabic(self) -> bool {
        self.0 & 31 == Class::Arabic as u32
    }

    /// A letter of any script but Arabic.
    #[inline]
    pub(crate) fn is_foreign_letter(self) -> bool {
        matches!(self.class(), Class::Letter | Class::Hebrew | Class::Katakana | Class::Ideograph)
    }

    /// The letter joins to the one after it, so that a half-space there can be seen.
    #[inline]
    pub(crate) fn joins_next(self) -> bool {
        matches!(self.0 >> 5 & 7, 2 | 3)
    }

    #[inline]
    pub(crate) fn action(self) -> Action {
        ACTIONS[(self.0 >> 8 & 7) as usize]
    }

    /// Whether NFC may change a sequence with this character.
    #[inline]
    pub(crate) fn composes(self) -> bool {
        self.0 >> 11 & 1 != 0
    }

    /// The value of a Persian, Arabic-Indic or ASCII digit.
    #[inline]
    pub(crate) fn digit(self) -> Option<u8> {
        let value = (self.0 >> 12 & 15) as u8;
        (value < 10).then_some(value)
    }

    /// The rule and replacement of the action.
    #[inline]
    pub(crate) fn entry(self) -> (Rule, &'static str) {
        table::ENTRIES[((self.0 >> 16) as usize).min(table::ENTRIES.len() - 1)]
    }
}

/// The character that starts at byte `at`, or `None` at the end.
#[inline]
pub(crate) fn next_char(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends at byte `at`, or `None` at the start.
#[inline]
pub(crate) fn prev_char(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Which characters of U+0600..U+06FF, by the low byte, are letters of the Arabic script.
static ARABIC: [bool; 256] = {
    let mut letters = [false; 256];
    let mut low = 0;
    while low < 256 {
        let code = 0x600 + low;
        let block = table::STAGE1[code >> 6] as usize;
        letters[low] = table::STAGE2[block << 6 | (code & 63)] & 31 == Class::Arabic as u32;
        low += 1;
    }
    letters
};

/// Passes over the letters of the Arabic script of U+0600..U+06FF.
pub(crate) static LETTERS: Sieve = Sieve::new(&ARABIC);

/// The end of the run of letters of U+0600..U+06FF at byte `at`.
#[inline]
pub(crate) fn past_letters(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(&[lead @ 0xD8..=0xDB, trail]) = bytes.get(end..end + 2)
        && ARABIC[usize::from((lead & 3) << 6 | (trail & 0x3F))]
    {
        end += 2;
    }
    end
}

/// Whether the word of Persian letters and marks that starts at byte `at` is in the list, Arabic twins being equal. Looks
/// at no more than eight characters.
pub(crate) fn starts_word_of(text: &str, at: usize, list: &[&str]) -> bool {
    const LONGEST: usize = 8;
    let part = |c: &char| Info::of(*c).is_arabic() || Info::of(*c).class() == Class::Extend;
    let word = || text[at..].chars().take(LONGEST).take_while(part).map(untwinned);
    list.iter().any(|known| known.chars().eq(word()))
}

/// The Persian letter in place of its Arabic twin.
#[inline]
pub(crate) fn untwinned(c: char) -> char {
    match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        c => c,
    }
}

/// Finds bytes of a set, with as many look-ups as a block has bytes between two tests.
pub(crate) struct ByteSet([bool; 256]);

const BLOCK: usize = 16;

impl ByteSet {
    pub(crate) const fn new(bytes: &[u8]) -> Self {
        let mut set = [false; 256];
        let mut i = 0;
        while i < bytes.len() {
            set[bytes[i] as usize] = true;
            i += 1;
        }
        Self(set)
    }

    #[inline]
    pub(crate) fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }

    /// The first byte of the set at or after `from`.
    #[inline]
    pub(crate) fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        while let Some(block) = bytes.get(at..at + BLOCK) {
            if block.iter().fold(false, |any, &b| any | self.has(b)) {
                break;
            }
            at += BLOCK;
        }
        bytes.get(at..)?.iter().position(|&b| self.has(b)).map(|i| at + i)
    }

    /// The last byte of the set from `from` to `to`.
    #[inline]
    pub(crate) fn rfind(&self, bytes: &[u8], from: usize, to: usize) -> Option<usize> {
        let mut end = to;
        while let Some(block) = bytes[..end].last_chunk::<BLOCK>().filter(|_| from < end) {
            let start = end - BLOCK;
            let found = block.iter().rev().fold(0u32, |found, &b| found << 1 | u32::from(self.has(b)));
            // The block may reach back over the start.
            let found = found & u32::MAX << from.saturating_sub(start);
            if found != 0 {
                return Some(start + found.ilog2() as usize);
            }
            end = start;
        }
        bytes.get(from..end)?.iter().rposition(|&b| self.has(b)).map(|i| from + i)
    }
}

/// The last character boundary at or before byte `at`.
pub(crate) fn floor_boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// Tatweel, the stroke that lengthens a join.
pub(crate) const TATWEEL: char = '\u{640}';
/// The hamza above, which on a heh is the ezafe.
pub(crate) const HAMZA_ABOVE: char = '\u{654}';
/// The half-space.
pub(crate) const ZWNJ: char = '\u{200C}';

/// Tanwin, short vowels, tashdid, sukun and the other signs of vocalized and Quranic text; hamza and madda are not
/// among them.
#[inline]
pub(crate) fn is_haraka(c: char) -> bool {
    matches!(c, '\u{64B}'..='\u{652}' | '\u{656}'..='\u{65F}' | '\u{670}' | '\u{610}'..='\u{61A}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}' | '\u{6EA}'..='\u{6ED}')
}
