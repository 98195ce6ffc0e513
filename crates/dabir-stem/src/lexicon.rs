//! The lexicon: a hash table over the bytes of an artefact, read in place.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// Word class, as Universal Dependencies names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of UPOS")]
pub enum Pos {
    Noun,
    Propn,
    Adj,
    Adv,
    Verb,
    Aux,
    Pron,
    Det,
    Num,
    Adp,
    Cconj,
    Sconj,
    Part,
    Intj,
    X,
    Punct,
}

impl Pos {
    /// Every class with its name.
    const NAMES: [(Self, &'static str); 16] = [
        (Self::Noun, "NOUN"),
        (Self::Propn, "PROPN"),
        (Self::Adj, "ADJ"),
        (Self::Adv, "ADV"),
        (Self::Verb, "VERB"),
        (Self::Aux, "AUX"),
        (Self::Pron, "PRON"),
        (Self::Det, "DET"),
        (Self::Num, "NUM"),
        (Self::Adp, "ADP"),
        (Self::Cconj, "CCONJ"),
        (Self::Sconj, "SCONJ"),
        (Self::Part, "PART"),
        (Self::Intj, "INTJ"),
        (Self::X, "X"),
        (Self::Punct, "PUNCT"),
    ];

    /// The name in Universal Dependencies.
    ///
    /// ```
    /// assert_eq!(dabir_stem::Pos::Noun.name(), "NOUN");
    /// ```
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].1
    }

    /// The class of this name; `SYM` is `X`, anything unknown `None`.
    ///
    /// ```
    /// use dabir_stem::Pos;
    /// assert_eq!(Pos::from_name("ADJ"), Some(Pos::Adj));
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        let name = if name == "SYM" { "X" } else { name };
        Self::NAMES.iter().find(|(_, n)| *n == name).map(|&(pos, _)| pos)
    }
}

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PosSet(pub u16);

impl PosSet {
    /// The set and `pos`.
    #[must_use]
    pub const fn with(self, pos: Pos) -> Self {
        Self(self.0 | 1 << pos as u16)
    }

    /// Whether `pos` is in the set.
    pub const fn has(self, pos: Pos) -> bool {
        self.0 >> pos as u16 & 1 == 1
    }

    /// Whether no class is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set without the classes of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The first class of the set.
    pub fn first(self) -> Option<Pos> {
        Pos::NAMES.iter().map(|&(pos, _)| pos).find(|&pos| self.has(pos))
    }
}

/// What is known of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its classes; empty for a word that texts have and no list.
    pub pos: PosSet,
    /// How many times texts have it: 4·log2(1 + count), rounded.
    pub frequency: u8,
    /// [`Lexicon::PLURAL`], [`Lexicon::LISTED`] …
    pub flags: u8,
    /// The word it is a form of, in its usual spelling; empty if the form is its own.
    pub lemma: &'a str,
}

impl Entry<'_> {
    /// Of a word that the lexicon lacks.
    pub(crate) const UNKNOWN: Entry<'static> = Entry { pos: PosSet(0), frequency: 0, flags: 0, lemma: "" };
}

/// An entry to be written; see [`Entry`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of `Entry`")]
pub struct Record {
    pub pos: PosSet,
    pub frequency: u8,
    pub flags: u8,
    pub lemma: String,
}

impl Record {
    fn entry(&self) -> Entry<'_> {
        Entry { pos: self.pos, frequency: self.frequency, flags: self.flags, lemma: &self.lemma }
    }
}

/// The words known: class, frequency, lemma. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Lexicon {
    bytes: &'static [u8],
    user: Arc<HashMap<String, Record>>,
}

/// Bytes that are no lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LexiconError(&'static str);

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no lexicon: {}", self.0)
    }
}

impl std::error::Error for LexiconError {}

const MAGIC: &[u8; 8] = b"dabirlex";
const VERSION: u32 = 1;
/// Magic, version, log2 of the slots.
const HEADER: usize = 16;
/// Slots looked at before a key counts as unknown; the writer sees to it that this is enough.
const PROBES: usize = 64;

/// FNV-1a.
fn hash(key: &[u8]) -> u32 {
    let h = key.iter().fold(0x811C_9DC5_u32, |h, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    h ^ h >> 15
}

impl Lexicon {
    /// The form is a plural that is looked up.
    pub const PLURAL: u8 = 1;
    /// A word list has it; not only texts.
    pub const LISTED: u8 = 2;
    /// The lemma is what an annotator or the table of broken plurals says.
    pub const GIVEN: u8 = 4;
    /// Ends like a form of another word, but texts use it as a word of its own: دولتی, پیچیده
    pub const WORD: u8 = 8;
    /// Texts use it as a form of another word, whatever lists say: مردی
    pub const FORM: u8 = 16;

    /// The built-in lexicon.
    pub fn new() -> Self {
        Self::from_bytes(dabir_data::LEXICON).unwrap_or_else(|_| Self::empty())
    }

    /// A lexicon without words: only the rules and the table of verbs are left.
    ///
    /// ```
    /// use dabir_stem::{Analyzer, Lexicon};
    /// let rules = Analyzer::with_lexicon(Lexicon::empty());
    /// assert_eq!(rules.analyze("می‌رفتند")[0].lemma, "رفت#رو");
    /// ```
    pub fn empty() -> Self {
        Self { bytes: &[], user: Arc::default() }
    }

    /// A lexicon over the bytes that [`write`](Self::write) made; nothing is copied.
    ///
    /// # Errors
    /// If the header is another's or the table is not all there. Damage further in makes words unknown, never a panic.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, LexiconError> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err(LexiconError("it does not start with dabirlex"));
        }
        if number(bytes, 8) != Some(VERSION) {
            return Err(LexiconError("of another version"));
        }
        let bits = number(bytes, 12).filter(|&bits| bits < 28).ok_or(LexiconError("table too large"))?;
        if bytes.len() < HEADER + (4 << bits) {
            return Err(LexiconError("cut off"));
        }
        Ok(Self { bytes, user: Arc::default() })
    }

    /// Adds or replaces an entry, under the [`key`](crate::key) of `form`.
    ///
    /// ```
    /// use dabir_stem::{Lemmatizer, Lexicon, Pos, PosSet, Record};
    ///
    /// let mut lexicon = Lexicon::new();
    /// let pos = PosSet::default().with(Pos::Noun);
    /// lexicon.insert("دبیراک", Record { pos, flags: Lexicon::LISTED, ..Record::default() });
    /// assert_eq!(Lemmatizer::with_lexicon(lexicon).lemmatize("دبیراکهایتان", None), "دبیراک");
    /// ```
    pub fn insert(&mut self, form: &str, record: Record) {
        Arc::make_mut(&mut self.user).insert(crate::key(form), record);
    }

    /// What is known of `key`. Constant time but for the length of the key.
    pub fn get(&self, key: &str) -> Option<Entry<'_>> {
        if !self.user.is_empty()
            && let Some(record) = self.user.get(key)
        {
            return Some(record.entry());
        }
        let bits = number(self.bytes, 12)?;
        let mask = (1_u32 << bits) - 1;
        for probe in 0..PROBES as u32 {
            let slot = (hash(key.as_bytes()).wrapping_add(probe) & mask) as usize;
            let at = number(self.bytes, HEADER + 4 * slot)? as usize;
            if at == 0 {
                return None;
            }
            let &[pos0, pos1, frequency, flags, form, lemma] = self.bytes.get(at..at + 6)? else {
                return None;
            };
            let text = self.bytes.get(at + 6..at + 6 + usize::from(form) + usize::from(lemma))?;
            let (found, lemma) = text.split_at(usize::from(form));
            if found == key.as_bytes() {
                let lemma = std::str::from_utf8(lemma).ok()?;
                return Some(Entry {
                    pos: PosSet(u16::from_le_bytes([pos0, pos1])),
                    frequency,
                    flags,
                    lemma,
                });
            }
        }
        None
    }

    /// The bytes of a lexicon of these entries, by key. Keys and lemmas over 255 bytes are left out.
    pub fn write<'a>(entries: impl IntoIterator<Item = (&'a str, &'a Record)>) -> Vec<u8> {
        let entries: Vec<_> =
            entries.into_iter().filter(|(key, r)| key.len().max(r.lemma.len()) < 256).collect();
        let bits = (entries.len() * 3 / 2).next_power_of_two().trailing_zeros().max(4);
        let (mask, mut bytes) = ((1_u32 << bits) - 1, vec![0; HEADER + (4 << bits)]);
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
        bytes[12..16].copy_from_slice(&bits.to_le_bytes());
        for (key, r) in entries {
            let at = bytes.len() as u32;
            for probe in 0..PROBES as u32 {
                let slot = HEADER + 4 * (hash(key.as_bytes()).wrapping_add(probe) & mask) as usize;
                if bytes[slot..slot + 4] == [0; 4] {
                    bytes[slot..slot + 4].copy_from_slice(&at.to_le_bytes());
                    break;
                }
            }
            bytes.extend(r.pos.0.to_le_bytes());
            bytes.extend([r.frequency, r.flags, key.len() as u8, r.lemma.len() as u8]);
            bytes.extend(key.bytes().chain(r.lemma.bytes()));
        }
        bytes
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::new()
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}
