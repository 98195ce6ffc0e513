//! What is known of a word: how often it stands alone, how often as a part, what class it has.

/// What the lexicon knows of one string of letters, in 16 bits.
///
/// | bits  | content |
/// |-------|---------|
/// | 0–2   | how often it stands as a word of its own, in steps of about five; 0 never; 7: only the word list has it |
/// | 3–5   | word class: 0 unknown, 1 noun, 2 adjective, 3 verb, 4 adverb or function word, 5 plural or comparative, 6 noun or adjective that is also a verb form, 7 function word that is |
/// | 6–7   | how often a half-space follows it: 0 never, 1 rarely, 2 sometimes, 3 mostly |
/// | 8–9   | how often a half-space goes before it |
/// | 10    | never split: there is nothing to ask inside it |
/// | 11–12 | how often its letters are written with a half-space inside: 0 never, 1 once, 2 a few times, 3 often |
/// | 13–14 | and with a space inside, measured by the half-space: 0 never, 1 rarely, 2 sometimes, 3 mostly |
/// | 15    | a list of compounds has it |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry(pub u16);

impl Entry {
    #[inline]
    pub(crate) fn bucket(self) -> u16 {
        self.0 & 7
    }
    #[inline]
    pub(crate) fn class(self) -> u16 {
        self.0 >> 3 & 7
    }
    #[inline]
    pub(crate) fn follows(self) -> u16 {
        self.0 >> 8 & 3
    }
    #[inline]
    pub(crate) fn leads(self) -> u16 {
        self.0 >> 6 & 3
    }
    #[inline]
    pub(crate) fn is_whole(self) -> bool {
        self.0 & 1 << 10 != 0
    }
    #[inline]
    pub(crate) fn is_split(self) -> bool {
        self.0 & 3 << 11 != 0
    }
    /// Whether it is an adposition, a conjunction, a pronoun or an adverb.
    #[inline]
    pub(crate) fn is_function(self) -> bool {
        matches!(self.class(), 4 | 7)
    }
    #[inline]
    pub(crate) fn is_verb(self) -> bool {
        matches!(self.class(), 3 | 6 | 7)
    }
    /// Whether a text or a list has it with a half-space inside.
    #[inline]
    pub(crate) fn is_compound(self) -> bool {
        self.0 & (1 << 15 | 3 << 11) != 0
    }
    #[inline]
    pub(crate) fn is_known(self) -> bool {
        self.0 != 0
    }
}

/// A lexicon: the entry of a piece by its hash; the empty entry if it is not known.
pub trait Lexicon {
    fn get(&self, hash: u64) -> Entry;
}

/// A lexicon without a word.
#[cfg(test)]
pub(crate) struct Blank;

#[cfg(test)]
impl Lexicon for Blank {
    fn get(&self, _: u64) -> Entry {
        Entry::default()
    }
}
