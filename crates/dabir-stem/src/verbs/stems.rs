//! Which verbs a string of letters may be a stem of.

use super::table::VERBS;
use super::{STAND, Verb};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Which stem it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StemKind {
    Past,
    Present,
}

/// A stem as it may be spelt in a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stem {
    pub(crate) verb: Verb,
    pub(crate) kind: StemKind,
    /// Of speech: تون for توان.
    pub(crate) spoken: bool,
    /// Without the alef that a prefix in ی takes the place of: فت in بیفتد, ا for آ in بیاید.
    pub(crate) joined: bool,
    /// Not how it is spelt, but how some spell it: بیافتد, میزاره.
    pub(crate) rare: bool,
    /// Speech has another present stem of the verb than writing.
    pub(crate) differs: bool,
    /// Of خواستن, whose present stem in speech is خوا.
    pub(crate) wants: bool,
}

impl Stem {
    fn new(verb: Verb, kind: StemKind, spoken: bool) -> Self {
        let heard = verb.spoken_present();
        let (differs, wants) = (heard != verb.present(), heard == "خوا");
        Self { verb, kind, spoken, joined: false, rare: false, differs, wants }
    }
}

/// Stems of speech that have no paradigm of their own, and how people spell others: past stem of the verb, the stem.
const HEARD: &[(&str, StemKind, &str)] = &[
    // After وای: وایسادم, وای‌میستم, وایسا
    ("ایستاد", StemKind::Past, "ساد"),
    ("ایستاد", StemKind::Present, "س"),
    ("ایستاد", StemKind::Present, "سا"),
    ("ایستاد", StemKind::Present, "ستا"),
    ("گذاشت", StemKind::Present, "زار"),
    ("گذاشت", StemKind::Past, "زاشت"),
    ("خواست", StemKind::Present, "خا"),
    ("خواست", StemKind::Past, "خاست"),
    ("نشست", StemKind::Past, "شست"),
    ("شناخت", StemKind::Present, "شنا"),
];

/// Calls `found` with the stems of the verb as they may be spelt.
fn spellings(verb: Verb, mut found: impl FnMut(&str, Stem)) {
    for (kind, written, spoken) in [
        (StemKind::Past, verb.past(), verb.spoken_past()),
        (StemKind::Present, verb.present(), verb.spoken_present()),
    ] {
        let spellings = [(written, false), (&spoken, true)];
        for (text, spoken) in spellings.into_iter().take(if spoken == written { 1 } else { 2 }) {
            let stem = Stem::new(verb, kind, spoken);
            found(text, stem);
            let joined = Stem { joined: true, ..stem };
            if let Some(rest) = text.strip_prefix('آ') {
                found(&format!("ا{rest}"), joined);
            } else if let Some(rest) = text.strip_prefix('ا').filter(|rest| !rest.starts_with('ی')) {
                found(rest, joined);
                found(text, Stem { rare: true, ..joined });
            }
        }
    }
}

/// Stems of verbs that a user added.
#[derive(Clone, Debug, Default)]
pub(crate) struct UserStems(HashMap<Box<str>, Vec<Stem>>);

impl UserStems {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the stems of a verb, in place of those of a verb with the same stems; none if it is in the table.
    pub(crate) fn insert(&mut self, verb: Verb) {
        let verb = verb.with_preverb("");
        if VERBS.contains(verb.row) {
            return;
        }
        spellings(verb, |text, stem| {
            let alike = self.0.entry(text.into()).or_default();
            let same = |s: &&mut Stem| {
                s.verb.has_stems_of(verb) && (s.kind, s.joined, s.rare) == (stem.kind, stem.joined, stem.rare)
            };
            match alike.iter_mut().find(same) {
                Some(before) => *before = stem,
                None => alike.push(stem),
            }
        });
    }
}

/// A hash table of the stems, with lists of those that are spelt alike.
struct Index {
    /// For each slot where its list starts in `stems`, and one behind the end; nothing is at 0.
    slots: Vec<(u16, u16)>,
    stems: Vec<(Box<str>, Stem)>,
    /// A bit for each hash of what stems start with, so that a search ends where no stem goes on.
    beginnings: Vec<u64>,
}

/// At least twice as many as there are stems.
const SLOTS: usize = 1 << 13;

/// Some ten times as many as there are beginnings of stems.
const BEGINNINGS: usize = 1 << 15;

/// No stem has more bytes.
pub(crate) const LONGEST: usize = 20;

/// FNV-1a, a byte at a time: the hash of a string goes on from that of its beginning.
fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

const START: u32 = 0x811C_9DC5;

fn slot(hash: u32) -> usize {
    (hash ^ hash >> 15) as usize % SLOTS
}

fn beginning(hash: u32) -> usize {
    (hash ^ hash >> 15) as usize % BEGINNINGS
}

fn slot_of(text: &str) -> usize {
    slot(text.bytes().fold(START, step))
}

impl Index {
    fn new() -> Self {
        let mut stems: Vec<(Box<str>, Stem)> = Vec::new();
        for row in VERBS {
            spellings(Verb { row, preverb: "" }, |text, stem| stems.push((text.into(), stem)));
        }
        for &(past, kind, text) in HEARD {
            if let Some(row) = VERBS.iter().find(|row| row.past == past) {
                let verb = Verb { row, preverb: "" };
                let rare = past != STAND;
                stems.push((text.into(), Stem { rare, ..Stem::new(verb, kind, true) }));
            }
        }
        // A stable sort: the order of the table is that of preference.
        stems.sort_by_cached_key(|(text, _)| slot_of(text));
        let mut slots = vec![(0, 0); SLOTS];
        for (i, (text, _)) in stems.iter().enumerate() {
            let slot = &mut slots[slot_of(text)];
            *slot = (if slot.1 == 0 { i as u16 } else { slot.0 }, i as u16 + 1);
        }
        let mut beginnings = vec![0; BEGINNINGS / 64];
        for (text, _) in &stems {
            let mut hash = START;
            for byte in text.bytes() {
                hash = step(hash, byte);
                let bit = beginning(hash);
                beginnings[bit / 64] |= 1 << (bit % 64);
            }
        }
        Self { slots, stems, beginnings }
    }

    /// Whether a stem may start with what has this hash.
    fn goes_on(&self, hash: u32) -> bool {
        let bit = beginning(hash);
        self.beginnings[bit / 64] >> (bit % 64) & 1 == 1
    }

    fn get(&self, slot: usize, text: &str) -> impl Iterator<Item = Stem> {
        let (start, end) = self.slots[slot];
        let alike = &self.stems[usize::from(start)..usize::from(end)];
        alike.iter().filter(move |(found, _)| **found == *text).map(|&(_, stem)| stem)
    }
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

/// The stems that are spelt like this, those of commoner verbs first. Constant time but for the length.
pub(crate) fn stems_of(text: &str) -> impl Iterator<Item = Stem> {
    INDEX.get(slot_of(text), text)
}

/// Calls `found` with each stem that `text` starts with, of the table and of the user's, and its length. Linear in the text.
pub(crate) fn stems_at_start(text: &str, user: &UserStems, mut found: impl FnMut(Stem, usize)) {
    let index = &*INDEX;
    let mut hash = START;
    for (i, byte) in text.bytes().enumerate().take(LONGEST) {
        hash = step(hash, byte);
        if user.is_empty() && !index.goes_on(hash) {
            return;
        }
        if text.is_char_boundary(i + 1) {
            index.get(slot(hash), &text[..i + 1]).for_each(|stem| found(stem, i + 1));
            if !user.is_empty() {
                user.0.get(&text[..i + 1]).into_iter().flatten().for_each(|&stem| found(stem, i + 1));
            }
        }
    }
}
