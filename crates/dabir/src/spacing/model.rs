//! The model: a lexicon and weights in one block of bytes, checked once and used as it lies.
//!
//! All numbers are little-endian.
//!
//! | bytes | content |
//! |-------|---------|
//! | 0–7   | `dabirspc` |
//! | 8–9   | version |
//! | 10    | log2 of the shelves of the lexicon |
//! | 11    | log2 of the buckets of the weights |
//! | 12–15 | `f32`: the log odds of one unit of weight |
//! | 16–23 | checksum of all other bytes |
//! | 24–103 | for each [`Kind`] its [`Calibration`]: slope, offset, least scores, all `f32` |
//! | 128…  | for each shelf eight bytes of filter: a bit is set if a word with these bits of hash may be there |
//! | …     | the shelves, 64 bytes each: fingerprints of 16 words, then their [`Entry`]s; empty where a place is free |
//! | …     | the buckets, two signed bytes each: what a feature says for the first and the second change of a gap |

use super::counted;
use super::features::{StateKeys, Words, extract};
use super::kind::{Calibration, Confidence, Kind};
use super::letters::HALF;
use super::lexicon::{Entry, Lexicon};
use super::spelt::Spelt;
use super::stretch::{Gap, Stretch};
use core::fmt;
use std::sync::Arc;

const MAGIC: &[u8; 8] = b"dabirspc";
const VERSION: u16 = 1;
const HEADER: usize = 128;
/// Where the checksum stands, and the calibrations.
const CHECKSUM: usize = 16;
const KINDS: usize = 24;
/// A word is on the shelf that its hash tells, or it is not in the lexicon. A shelf is a cache line; most strings that are
/// no words are found out by the filter, which is small enough to stay near.
const WORDS: usize = 16;
const SHELF: usize = 4 * WORDS;
const FILTER: usize = 8;
/// The log odds that a half-space gains between the names of letters.
const SPELT: f32 = 5.5;
/// What one gains before the ending of a word that is counted, or loses.
const COUNTED: f32 = 9.0;

#[derive(Clone)]
enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

/// A spacing model: what is known of words, and the weights that decide where half-spaces and spaces belong. Cheap to
/// clone.
///
/// ```
/// use dabir::{Model, Normalizer};
/// let normalizer = Normalizer::builder().model(Model::built_in()).build();
/// assert_eq!(normalizer.normalize("می روم"), "می\u{200c}روم");
/// assert!(Model::from_bytes(b"no model".to_vec()).is_err());
/// ```
#[derive(Clone)]
pub struct Model {
    bytes: Bytes,
    lexicon_bits: u32,
    weight_bits: u32,
    unit: f32,
    kinds: [Calibration; 4],
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model").field("bytes", &self.bytes().len()).finish_non_exhaustive()
    }
}

/// A gap, and what the model says of its two changes as far as the state of the stretch does not matter.
#[derive(Clone, Copy, Debug)]
pub struct Weighed {
    /// The symbol after the gap.
    pub at: usize,
    /// Whether it was weighed since the last round.
    pub(crate) is_new: bool,
    words: Words,
    scores: [i32; 2],
}

/// What the model wants at a gap.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// The change.
    pub kind: Kind,
    /// By how much it beats leaving the gap alone, in units of weight.
    pub score: i32,
}

/// The least score of each kind of change, in units of weight.
#[derive(Clone, Copy, Debug, Default)]
pub struct Thresholds([i32; 4]);

impl Thresholds {
    /// Whether a decision is sure enough.
    #[inline]
    #[must_use]
    pub fn allow(&self, decision: Decision) -> bool {
        decision.score >= self.0[decision.kind as usize]
    }
}

impl Model {
    /// The model that comes with Dabir.
    ///
    /// ```
    /// let model = dabir::Model::built_in();
    /// ```
    #[must_use]
    pub fn built_in() -> Self {
        // The checksum would read all of it at each start; a test compares it instead.
        Self::read(Bytes::Static(dabir_data::SPACING)).expect("the bytes that come with Dabir are a model")
    }

    /// A model from the bytes of a file that `dabir-train` wrote. Linear in its size.
    ///
    /// # Errors
    /// When the bytes are no model, one of another version, or damaged.
    ///
    /// ```
    /// let error = dabir::Model::from_bytes(b"no model".to_vec()).unwrap_err();
    /// assert_eq!(error.to_string(), "not a spacing model of Dabir");
    /// ```
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Result<Self, ModelError> {
        let model = Self::read(Bytes::Shared(bytes.into()))?;
        let bytes = model.bytes();
        if bytes[CHECKSUM..CHECKSUM + 8] != checksum(bytes).to_le_bytes() {
            return Err(ModelError(Fault::Checksum));
        }
        Ok(model)
    }

    /// The bytes of a model: `entries` by the hash of their word, and weights in buckets of a power of two.
    ///
    /// Words that come when their shelf is full are left out; the number of these is returned too.
    #[doc(hidden)]
    #[must_use]
    pub fn write(
        entries: &[(u64, Entry)],
        lexicon_bits: u8,
        weights: &[[i8; 2]],
        unit: f32,
        kinds: &[Calibration; 4],
    ) -> (Vec<u8>, usize) {
        let mut bytes = Vec::new();
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&[lexicon_bits, weights.len().ilog2() as u8]);
        bytes.extend_from_slice(&unit.to_le_bytes());
        bytes.resize(KINDS, 0);
        for kind in kinds {
            for value in [kind.slope, kind.offset].iter().chain(&kind.least) {
                bytes.extend_from_slice(&value.to_le_bytes());
            }
        }
        bytes.resize(HEADER, 0);
        let mut shelves = vec![[[0u16; WORDS]; 2]; 1 << lexicon_bits];
        let mut filters = vec![0u64; 1 << lexicon_bits];
        let mut lost = 0;
        for &(hash, entry) in entries.iter().filter(|(_, entry)| entry.is_known()) {
            let Place { shelf, bit, print } = Place::of(hash, u32::from(lexicon_bits));
            let [prints, words] = &mut shelves[shelf];
            match words.iter().position(|&word| word == 0) {
                Some(free) if !prints[..free].contains(&print) => {
                    (prints[free], words[free]) = (print, entry.0);
                    filters[shelf] |= 1 << bit;
                }
                _ => lost += 1,
            }
        }
        bytes.extend(filters.iter().flat_map(|filter| filter.to_le_bytes()));
        bytes.extend(shelves.iter().flatten().flatten().flat_map(|word| word.to_le_bytes()));
        bytes.extend(weights.as_flattened().iter().map(|w| w.cast_unsigned()));
        let sum = checksum(&bytes).to_le_bytes();
        bytes[CHECKSUM..CHECKSUM + 8].copy_from_slice(&sum);
        (bytes, lost)
    }

    fn read(bytes: Bytes) -> Result<Self, ModelError> {
        let mut model =
            Self { bytes, lexicon_bits: 0, weight_bits: 0, unit: 0.0, kinds: [Calibration::default(); 4] };
        let bytes = model.bytes();
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError(Fault::Magic));
        }
        let Some(header) = bytes.first_chunk::<HEADER>() else {
            return Err(ModelError(Fault::Size { is: bytes.len(), wants: HEADER }));
        };
        let version = u16::from_le_bytes([header[8], header[9]]);
        if version != VERSION {
            return Err(ModelError(Fault::Version(version)));
        }
        let (lexicon_bits, weight_bits) = (u32::from(header[10]), u32::from(header[11]));
        let mut numbers = header[KINDS..].as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b));
        let unit = f32::from_le_bytes([header[12], header[13], header[14], header[15]]);
        let mut next = || numbers.next().unwrap_or(f32::NAN);
        let kinds =
            Kind::ALL.map(|_| Calibration { slope: next(), offset: next(), least: [next(), next(), next()] });
        let is_sound = |k: &Calibration| {
            k.slope > 0.0 && [k.slope, k.offset].iter().chain(&k.least).all(|x| x.is_finite())
        };
        let sizes = lexicon_bits <= 24 && (1..=28).contains(&weight_bits);
        if !(sizes && unit > 0.0 && unit.is_finite() && kinds.iter().all(is_sound)) {
            return Err(ModelError(Fault::Header));
        }
        // As many as the tables have places, for [`Model::tables`] cuts without asking.
        let wants = HEADER + ((FILTER + SHELF) << lexicon_bits) + (2 << weight_bits);
        if bytes.len() != wants {
            return Err(ModelError(Fault::Size { is: bytes.len(), wants }));
        }
        (model.lexicon_bits, model.weight_bits, model.unit, model.kinds) =
            (lexicon_bits, weight_bits, unit, kinds);
        Ok(model)
    }

    #[inline]
    fn bytes(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Static(bytes) => bytes,
            Bytes::Shared(bytes) => bytes,
        }
    }

    /// What a confidence means for each kind of change.
    #[doc(hidden)]
    #[must_use]
    pub fn thresholds(&self, confidence: Confidence) -> Thresholds {
        Thresholds(self.kinds.map(|kind| (kind.threshold(confidence) / self.unit).ceil() as i32))
    }

    /// The probability that a decision is right.
    #[doc(hidden)]
    #[must_use]
    pub fn probability(&self, decision: Decision) -> f32 {
        self.kinds[decision.kind as usize].probability(self.log_odds(decision))
    }

    /// A decision with its score raised by so many log odds.
    pub(crate) fn raised(&self, decision: Decision, log_odds: f32) -> Decision {
        Decision { score: decision.score + (log_odds / self.unit) as i32, ..decision }
    }

    /// The score of a decision in log odds.
    #[doc(hidden)]
    #[must_use]
    pub fn log_odds(&self, decision: Decision) -> f32 {
        decision.score as f32 * self.unit
    }

    /// What is looked up in the model.
    #[doc(hidden)]
    #[must_use]
    pub fn tables(&self) -> Tables<'_> {
        let (filters, rest) = self.bytes()[HEADER..].split_at(FILTER << self.lexicon_bits);
        let (shelves, weights) = rest.split_at(SHELF << self.lexicon_bits);
        Tables {
            filters: filters.as_chunks().0,
            shelves: shelves.as_chunks().0,
            weights: weights.as_chunks().0,
            lexicon_bits: self.lexicon_bits,
            shift: 32 - self.weight_bits,
            unit: self.unit,
        }
    }
}

/// The parts of a model, found once for many look-ups.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'m> {
    filters: &'m [[u8; FILTER]],
    shelves: &'m [[u8; SHELF]],
    weights: &'m [[u8; 2]],
    lexicon_bits: u32,
    /// What the hash of a feature is shifted by to tell its bucket.
    shift: u32,
    /// The log odds of one unit of weight.
    unit: f32,
}

impl Tables<'_> {
    /// Whether some text writes the word by itself.
    #[must_use]
    pub fn is_word(&self, hash: u64) -> bool {
        (1..=6).contains(&self.get(hash).bucket())
    }

    /// Weighs a gap.
    #[must_use]
    pub fn weigh(&self, s: &Stretch, gap: Gap) -> Weighed {
        let mut scores = [0; 2];
        let words = extract(s, gap, self, |feature| scores = self.plus(scores, feature));
        let mut gain = |log_odds: f32| scores[0] += (log_odds / self.unit) as i32;
        match Spelt::of(s, gap, self) {
            Spelt::Abbreviation => gain(SPELT),
            Spelt::Pair if !words.are_compound() => gain(-SPELT),
            Spelt::Pair => {}
            Spelt::No => match counted::is_half(s, gap, words.right(), self) {
                Some(true) => gain(COUNTED),
                Some(false) => gain(-COUNTED),
                None => {}
            },
        }
        Weighed { at: gap.at, is_new: true, words, scores }
    }

    /// Weighs a gap between the same words again, if something around them has changed.
    #[inline]
    pub(crate) fn weigh_again(&self, s: &Stretch, weighed: &Weighed) -> Weighed {
        let gap = s.gap_at(weighed.at);
        match weighed.words.are_surrounded_as_before(s, gap) {
            true => Weighed { is_new: false, ..*weighed },
            false => self.weigh(s, gap),
        }
    }

    /// The best change of a gap.
    #[inline]
    #[must_use]
    pub fn decide(&self, s: &Stretch, gap: &Weighed, state: &StateKeys) -> Option<Decision> {
        let [a, b] = self.in_state(gap, state);
        match Kind::of(s.sep(gap.at), s.joins(gap.at)) {
            [Some(kind), Some(_)] if a >= b => Some(Decision { kind, score: a }),
            [_, Some(kind)] => Some(Decision { kind, score: b }),
            [Some(kind), None] => Some(Decision { kind, score: a }),
            [None, None] => None,
        }
    }

    /// The score of a half-space for a gap; nothing where none can stand.
    pub(crate) fn half(&self, s: &Stretch, gap: Gap, state: &StateKeys) -> Option<Decision> {
        let kind = Kind::of(s.sep(gap.at), s.joins(gap.at))[0].filter(|kind| kind.to() == HALF)?;
        let [score, _] = self.in_state(&self.weigh(s, gap), state);
        Some(Decision { kind, score })
    }

    /// Both scores of a gap in a state.
    #[inline]
    fn in_state(&self, gap: &Weighed, state: &StateKeys) -> [i32; 2] {
        gap.words.in_state(state).into_iter().fold(gap.scores, |scores, feature| self.plus(scores, feature))
    }

    /// Adds to both scores what a feature says.
    #[inline]
    fn plus(&self, [a, b]: [i32; 2], feature: u32) -> [i32; 2] {
        let [first, second] = self.weights[(feature >> self.shift) as usize];
        [a + i32::from(first.cast_signed()), b + i32::from(second.cast_signed())]
    }
}

impl Lexicon for Tables<'_> {
    #[inline]
    fn get(&self, hash: u64) -> Entry {
        let place = Place::of(hash, self.lexicon_bits);
        if u64::from_le_bytes(self.filters[place.shelf]) >> place.bit & 1 == 0 {
            return Entry::default();
        }
        find(&self.shelves[place.shelf], place.print)
    }
}

/// The entry of a word on its shelf.
#[inline(never)]
fn find(shelf: &[u8; SHELF], print: u16) -> Entry {
    let (prints, words) = shelf.split_at(2 * WORDS);
    // Without a branch: which word it is, or that it is none, can't be foreseen.
    let mut entry = 0;
    for (p, word) in prints.as_chunks::<2>().0.iter().zip(words.as_chunks::<2>().0) {
        let same = u16::from(u16::from_le_bytes(*p) == print).wrapping_neg();
        entry |= u16::from_le_bytes(*word) & same;
    }
    Entry(entry)
}

/// Where a word stands: its shelf, its bit of the filter there, its fingerprint.
struct Place {
    shelf: usize,
    bit: u32,
    print: u16,
}

impl Place {
    #[inline]
    fn of(hash: u64, bits: u32) -> Self {
        let x = (hash ^ hash >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        // Two shifts, so that none is by the whole width when there is one shelf only.
        Self { shelf: (x >> 1 >> (63 - bits)) as usize, bit: (x >> 24 & 63) as u32, print: (x >> 8) as u16 }
    }
}

/// FNV-1a over words of eight bytes, without the place where it is kept itself.
fn checksum(bytes: &[u8]) -> u64 {
    let add = |sum: u64, word: u64| (sum ^ word).wrapping_mul(0x100_0000_01B3);
    let (words, rest) = bytes.as_chunks::<8>();
    let words = words.iter().enumerate().filter(|&(i, _)| i != CHECKSUM / 8);
    let sum = words.fold(0xCBF2_9CE4_8422_2325, |sum, (_, word)| add(sum, u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, &byte| add(sum, u64::from(byte)))
}

/// Why bytes are no model: see its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelError(Fault);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Magic,
    Version(u16),
    Size { is: usize, wants: usize },
    Header,
    Checksum,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Fault::Magic => f.write_str("not a spacing model of Dabir"),
            Fault::Version(v) => write!(f, "a spacing model of version {v}, where {VERSION} can be read"),
            Fault::Size { is, wants } => write!(f, "a spacing model of {is} bytes, where {wants} are due"),
            Fault::Header => f.write_str("a spacing model with a damaged header"),
            Fault::Checksum => f.write_str("a damaged spacing model: its checksum differs"),
        }
    }
}

impl core::error::Error for ModelError {}
