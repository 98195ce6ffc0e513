//! The lexicon: a hash table over the bytes of an artefact, read in place.

use crate::verbs::{UserStems, Verb};
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

    /// Every class, in the order of [`PosSet::first`].
    ///
    /// ```
    /// use dabir_stem::Pos;
    /// assert!(Pos::ALL.iter().all(|pos| Pos::from_name(pos.name()) == Some(*pos)));
    /// ```
    pub const ALL: [Self; 16] = {
        let mut all = [Self::X; 16];
        let mut i = 0;
        while i < all.len() {
            all[i] = Self::NAMES[i].0;
            i += 1;
        }
        all
    };

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
    verbs: Arc<UserStems>,
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
const VERSION: u32 = 2;
/// Magic, version, log2 of the slots of the words, where the answers are, log2 of their slots.
const HEADER: usize = 24;
/// Slots looked at before a key counts as unknown; the writer sees to it that this is enough.
const PROBES: u32 = 64;
/// Of a slot: the offset of an entry, and above it some bits of the hash, so that most other entries are not looked at.
const OFFSET: u32 = (1 << 24) - 1;

/// Eight bytes at a time, multiplied and folded.
fn hash(key: &[u8]) -> u32 {
    let mix = |h: u64, word: u64| {
        let product = (h ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        product ^ product >> 32
    };
    let (words, rest) = key.as_chunks::<8>();
    let h = words.iter().fold(key.len() as u64, |h, word| mix(h, u64::from_le_bytes(*word)));
    let rest = rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
    mix(h, rest) as u32
}

/// The slots of a hash table that an entry with this hash may be in.
fn probes(hash: u32, bits: u32) -> impl Iterator<Item = usize> {
    let mask = (1_u32 << bits) - 1;
    (0..PROBES).map(move |probe| (hash.wrapping_add(probe) & mask) as usize)
}

/// A hash table: slots of offsets, to which the entries are added behind it.
fn write_table(bytes: &mut Vec<u8>, entries: &[(&str, Vec<u8>)]) -> u32 {
    let bits = (entries.len() * 3 / 2).next_power_of_two().trailing_zeros().max(4);
    let start = bytes.len();
    bytes.resize(start + (4 << bits), 0);
    for (key, entry) in entries {
        let (hash, at) = (hash(key.as_bytes()), bytes.len() as u32);
        for slot in probes(hash, bits).map(|slot| start + 4 * slot) {
            if bytes[slot..slot + 4] == [0; 4] {
                bytes[slot..slot + 4].copy_from_slice(&(at | hash & !OFFSET).to_le_bytes());
                break;
            }
        }
        bytes.extend(entry);
    }
    bits
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
        Self { bytes: &[], user: Arc::default(), verbs: Arc::default() }
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
        for (start, bits) in
            [(Some(HEADER as u32), number(bytes, 12)), (number(bytes, 16), number(bytes, 20))]
        {
            let (Some(start), Some(bits)) = (start, bits.filter(|&bits| bits < 24)) else {
                return Err(LexiconError("table too large"));
            };
            if bytes.len() < start as usize + (4 << bits) {
                return Err(LexiconError("cut off"));
            }
        }
        Ok(Self { bytes, user: Arc::default(), verbs: Arc::default() })
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

    /// Adds a verb, whose forms are then found with any preverb. Entries of words win over it where they win over verbs of the
    /// table. Of verbs with the same stems the last one counts; one of the table is there already.
    ///
    /// ```
    /// use dabir_stem::{Lemmatizer, Lexicon, Verb};
    ///
    /// let mut lexicon = Lexicon::new();
    /// lexicon.insert_verb(Verb::define("گوگلید", "گوگل", true).unwrap());
    /// assert_eq!(Lemmatizer::with_lexicon(lexicon).lemmatize("نمی‌گوگلیدند", None), "گوگلید#گوگل");
    /// ```
    pub fn insert_verb(&mut self, verb: Verb) {
        Arc::make_mut(&mut self.verbs).insert(verb);
    }

    pub(crate) fn user_stems(&self) -> &UserStems {
        &self.verbs
    }

    /// What is known of `key`. Constant time but for the length of the key.
    pub fn get(&self, key: &str) -> Option<Entry<'_>> {
        if !self.user.is_empty()
            && let Some(record) = self.user.get(key)
        {
            return Some(record.entry());
        }
        let (hash, bits) = (hash(key.as_bytes()), number(self.bytes, 12)?);
        for slot in probes(hash, bits) {
            let slot = number(self.bytes, HEADER + 4 * slot)?;
            if slot == 0 {
                return None;
            }
            if (slot ^ hash) & !OFFSET != 0 {
                continue;
            }
            let at = (slot & OFFSET) as usize;
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

    /// The noun of a list that is spelt like the form of an adjective that annotators have: خوبی is a quality, and خوب with ی.
    pub(crate) fn quality(&self, key: &str, entry: Entry<'_>) -> Option<Entry<'static>> {
        let noun = entry.flags & Self::LISTED != 0 && entry.pos.has(Pos::Noun);
        let form = entry.flags & Self::GIVEN != 0 && key.strip_suffix('ی') == Some(entry.lemma);
        let is_quality = noun && form && self.get(entry.lemma).is_some_and(|base| base.pos.has(Pos::Adj));
        is_quality.then(|| Entry {
            pos: PosSet::default().with(Pos::Noun),
            frequency: entry.frequency,
            flags: Self::LISTED,
            lemma: "",
        })
    }

    /// The lemma of a form that texts often have, as it is spelt there: what the whole analysis finds, kept. None at all if
    /// the user added entries, which may change it.
    pub(crate) fn answer<'f>(&self, form: &'f str) -> Option<&'f str> {
        if !self.user.is_empty() || !self.verbs.is_empty() {
            return None;
        }
        let (start, bits) = (number(self.bytes, 16)? as usize, number(self.bytes, 20)?);
        let hash = hash(form.as_bytes());
        for slot in probes(hash, bits) {
            let slot = number(self.bytes, start + 4 * slot)?;
            if slot == 0 {
                return None;
            }
            if (slot ^ hash) & !OFFSET != 0 {
                continue;
            }
            let (found, shared, rest) = self.answer_at((slot & OFFSET) as usize)?;
            if found == form.as_bytes() {
                let lemma = if rest.is_empty() { form.get(..shared) } else { std::str::from_utf8(rest).ok() };
                return lemma;
            }
        }
        None
    }

    /// The form, how many of its bytes the lemma starts with, if it does, or all of the lemma.
    fn answer_at(&self, at: usize) -> Option<(&'static [u8], usize, &'static [u8])> {
        let &[form, shared, rest] = self.bytes.get(at..at + 3)? else { return None };
        let text = self.bytes.get(at + 3..at + 3 + usize::from(form) + usize::from(rest))?;
        let (form, rest) = text.split_at(usize::from(form));
        Some((form, usize::from(shared), rest))
    }

    /// The forms whose lemmas are kept.
    #[cfg(test)]
    pub(crate) fn answered(&self) -> impl Iterator<Item = &'static str> {
        let start = number(self.bytes, 16).unwrap_or(0) as usize;
        let slots = number(self.bytes, 20).map_or(0, |bits| 1 << bits);
        let offsets =
            (0..slots).filter_map(move |slot| number(self.bytes, start + 4 * slot)).filter(|&slot| slot != 0);
        offsets.filter_map(|slot| std::str::from_utf8(self.answer_at((slot & OFFSET) as usize)?.0).ok())
    }

    /// The bytes of a lexicon of these entries, by key, with the lemmas of these forms to be kept. Keys, forms and lemmas over
    /// 255 bytes are left out.
    pub fn write<'a>(
        entries: impl IntoIterator<Item = (&'a str, &'a Record)>,
        answers: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Vec<u8> {
        let entries: Vec<(&str, Vec<u8>)> = entries
            .into_iter()
            .filter(|(key, r)| key.len().max(r.lemma.len()) < 256)
            .map(|(key, r)| {
                let [pos0, pos1] = r.pos.0.to_le_bytes();
                let mut entry = vec![pos0, pos1, r.frequency, r.flags, key.len() as u8, r.lemma.len() as u8];
                entry.extend(key.bytes().chain(r.lemma.bytes()));
                (key, entry)
            })
            .collect();
        let answers: Vec<(&str, Vec<u8>)> = answers
            .into_iter()
            .filter(|(form, lemma)| form.len().max(lemma.len()) < 256)
            .map(|(form, lemma)| {
                // What both start with is stored once, where it is all of the lemma.
                let shared = if form.starts_with(lemma) { lemma.len() } else { 0 };
                let mut entry = vec![form.len() as u8, shared as u8, (lemma.len() - shared) as u8];
                entry.extend(form.bytes().chain(lemma[shared..].bytes()));
                (form, entry)
            })
            .collect();
        let mut bytes = vec![0; HEADER];
        let words = write_table(&mut bytes, &entries);
        let start = bytes.len() as u32;
        let kept = write_table(&mut bytes, &answers);
        bytes[..8].copy_from_slice(MAGIC);
        for (i, number) in [VERSION, words, start, kept].into_iter().enumerate() {
            bytes[8 + 4 * i..12 + 4 * i].copy_from_slice(&number.to_le_bytes());
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
