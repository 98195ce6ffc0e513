//! How corpora write words and pairs of pieces.

use dabir::spacing::{Entry, HALF, Lexicon, NONE, SPACE, Stretch, hash_of};
use std::collections::HashMap;
use std::mem;

/// Words that lilak lacks.
const OWN_WORDS: &str = include_str!("../words.txt");

/// How often a string of letters was seen in each role.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    /// As a word of its own.
    pub whole: u32,
    /// As a part with a half-space after it, and before it.
    pub leads: u32,
    pub follows: u32,
    /// Written with half-spaces inside.
    pub split: u32,
    /// Written with a space inside.
    pub spaced: u32,
    /// Word class of the word list; 0 if it is not there.
    pub class: u16,
    /// The word list has it written as one.
    pub listed: bool,
    /// It is one whatever texts say.
    pub fixed: bool,
    /// A list has it as a compound.
    pub compound: bool,
}

/// Letters that do not join: after them an ending stands without a half-space.
pub(crate) const APART: [char; 8] = ['ا', 'آ', 'د', 'ذ', 'ر', 'ز', 'ژ', 'و'];

/// The class of verb forms.
const VERB: u16 = 3;

impl Seen {
    /// Adds a class of the word list: the first counts, and whether the word is also a verb form.
    fn add_class(&mut self, class: u16) {
        self.class = match (self.class, class) {
            (0, class) => class,
            (1 | 2, VERB) | (VERB, 1 | 2) => 6,
            (4, VERB) | (VERB, 4) => 7,
            (first, _) => first,
        };
    }

    pub(crate) fn less(self, other: Seen) -> Seen {
        Seen {
            whole: self.whole.saturating_sub(other.whole),
            leads: self.leads.saturating_sub(other.leads),
            follows: self.follows.saturating_sub(other.follows),
            split: self.split.saturating_sub(other.split),
            spaced: self.spaced.saturating_sub(other.spaced),
            ..self
        }
    }

    /// How much is lost if it has no place in the lexicon.
    pub(crate) fn worth(self) -> u32 {
        let seen = self.whole + self.leads + self.follows + self.split;
        if self.fixed { u32::MAX } else { seen + u32::from(self.listed) }
    }

    pub(crate) fn entry(self) -> Entry {
        let bucket = match self.whole {
            0 if self.listed => 7,
            0 => 0,
            1 => 1,
            2..=4 => 2,
            5..=14 => 3,
            15..=59 => 4,
            60..=399 => 5,
            _ => 6,
        };
        let share = |part: u32| {
            let total = self.whole + self.leads + self.follows;
            match part {
                0 => 0,
                _ if part * 20 < total => 1,
                _ if part * 2 < total => 2,
                _ => 3,
            }
        };
        // The list's word is worth fifty occurrences.
        let whole = self.whole + if self.listed { 50 } else { 0 };
        let known = self.fixed || (whole >= 3 && self.split * 50 <= whole);
        let split = match self.split {
            0 | 1 => self.split as u16,
            2..=5 => 2,
            _ => 3,
        };
        let spaced = match self.spaced {
            0 => 0,
            n if n * 12 < self.split => 1,
            n if n < self.split => 2,
            _ => 3,
        };
        Entry(
            bucket
                | self.class << 3
                | share(self.leads) << 6
                | share(self.follows) << 8
                | u16::from(known) << 10
                | split << 11
                | spaced << 13
                | u16::from(self.compound) << 15,
        )
    }
}

/// A place where two pieces meet: joined, with a half-space, with a space.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pair {
    pub none: u32,
    pub half: u32,
    pub space: u32,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    pub seen: HashMap<u64, Seen>,
    pub pairs: HashMap<(u64, u64), Pair>,
}

/// A lexicon without words.
pub(crate) struct Blank;

impl Lexicon for Blank {
    fn get(&self, _: u64) -> Entry {
        Entry::default()
    }
}

impl Lexicon for Counts {
    fn get(&self, hash: u64) -> Entry {
        self.seen.get(&hash).map_or(Entry::default(), |s| s.entry())
    }
}

/// The counts without what one line brought to them: a word that only this line has must look unknown in it.
pub(crate) struct Without<'a> {
    pub all: &'a Counts,
    pub line: &'a HashMap<u64, Seen>,
}

impl Lexicon for Without<'_> {
    fn get(&self, hash: u64) -> Entry {
        match (self.all.seen.get(&hash), self.line.get(&hash)) {
            (Some(all), Some(line)) => all.less(*line).entry(),
            (Some(all), None) => all.entry(),
            _ => Entry::default(),
        }
    }
}

/// Words of a stretch: runs of pieces between spaces and breaks, as the indices where pieces start and the last ends.
pub(crate) fn words(s: &Stretch, mut each: impl FnMut(&[usize])) {
    let mut bounds = Vec::new();
    for i in 1..s.len() {
        if s.is_gap(i) && s.sep(i) == NONE {
            continue;
        }
        if s.is_gap(i) && s.sep(i) == HALF {
            bounds.push(i);
            continue;
        }
        if bounds.last().is_some_and(|&b| b < i) {
            bounds.push(i);
            each(&bounds);
        }
        bounds.clear();
        if !s.is_break(i) {
            bounds.push(i);
        }
    }
}

pub(crate) fn count_words(s: &Stretch, seen: &mut HashMap<u64, Seen>) {
    words(s, |bounds| {
        let parts = bounds.len() - 1;
        for a in 0..parts {
            let part = seen.entry(s.hash(bounds[a], bounds[a + 1])).or_default();
            if parts == 1 {
                part.whole += 1;
            } else {
                part.leads += u32::from(a + 1 < parts);
                part.follows += u32::from(a > 0);
            }
            for b in a + 2..=parts {
                seen.entry(s.hash(bounds[a], bounds[b])).or_default().split += 1;
            }
        }
    });
}

/// Counts spaces inside what is also written with a half-space; to be called once all words are counted.
pub(crate) fn count_spaced(s: &Stretch, known: &Counts, seen: &mut HashMap<u64, Seen>) {
    s.gaps(|gap| {
        if s.sep(gap.at) == SPACE {
            let (_, _, both) = s.hashes(gap);
            if known.seen.get(&both).is_some_and(|w| w.split > 0 || w.compound) {
                seen.entry(both).or_default().spaced += 1;
            }
        }
    });
}

pub(crate) fn count_pairs(s: &Stretch, pairs: &mut HashMap<(u64, u64), Pair>) {
    s.gaps(|gap| {
        let (left, right, _) = s.hashes(gap);
        match s.sep(gap.at) {
            HALF => pairs.entry((left, right)).or_default().half += 1,
            SPACE => pairs.entry((left, right)).or_default().space += 1,
            _ => {}
        }
    });
}

impl Counts {
    /// Reads lilak: word, class, flags.
    pub(crate) fn add_list(&mut self, csv: &str) {
        let mut words = Vec::new();
        for line in csv.lines() {
            let mut fields = line.split(',').map(str::trim);
            let (Some(word), Some(class)) = (fields.next(), fields.next()) else { continue };
            let class = match class {
                "noun_singular" => 1,
                "adjective" => 2,
                "verb" => 3,
                "adverb" | "conjunction" | "adposition" | "pronoun" | "numeral" | "determiner" => 4,
                "noun_plural" | "adjective_comparative" | "adjective_superlative" => 5,
                _ => continue,
            };
            if word.contains(['#', ' ']) || word.is_empty() {
                continue;
            }
            words.push((word, class));
            let mut s = Stretch::default();
            s.read(word, 0, |_| None);
            s.look_up(&Blank);
            if word.contains('\u{200c}') {
                count_words(&s, &mut self.seen);
            } else {
                self.seen.entry(hash_of(word)).or_default().listed = true;
            }
            self.seen.entry(hash_of(word)).or_default().add_class(class);
            // کرده‌ام: a participle may stand after می too.
            if let Some(participle) = word.strip_suffix("\u{200c}ام").filter(|_| class == VERB) {
                self.seen.entry(hash_of(participle)).or_default().add_class(VERB);
            }
        }
        for word in OWN_WORDS.lines().filter(|line| !line.starts_with('#')) {
            let seen = self.seen.entry(hash_of(word)).or_default();
            (seen.listed, seen.fixed) = (true, true);
        }
        for (word, class) in words {
            self.unlist_glued(word, class);
            self.list_inflected(word, class);
        }
    }

    /// Glued plurals and comparatives of the list (اتوبوسها) are not how words are written.
    fn unlist_glued(&mut self, word: &str, class: u16) {
        let stem = ["ها", "تر", "ترین"].iter().find_map(|suffix| word.strip_suffix(suffix));
        if let Some(stem) = stem.filter(|_| class == 5)
            && !stem.ends_with(APART)
            && self.seen.get(&hash_of(stem)).is_some_and(|stem| stem.listed)
        {
            self.seen.entry(hash_of(word)).or_default().listed = false;
        }
    }

    /// Words that look like a plural, a comparative or a verb but are none (انتها, دفتر, میهن): their forms are whole too,
    /// unless the same letters are known in parts (میدانم).
    fn list_inflected(&mut self, word: &str, class: u16) {
        let suffixes: &[&str] = match word {
            _ if class == 3 || class == 5 || word.contains('\u{200c}') => &[],
            _ if word.ends_with("ها") => &["ی", "یی", "یم", "یت", "یش", "یمان", "یتان", "یشان"],
            _ if word.ends_with("تر") => &["ی", "م", "ت", "ش", "مان", "تان", "شان", "ها", "های", "هایی"],
            _ if word.ends_with('ا') => &["ی", "یی"],
            _ if word.starts_with("می") || word.starts_with("نمی") => &["ی", "ش", "مان", "شان"],
            _ => &[],
        };
        for suffix in suffixes {
            let form = self.seen.entry(hash_of(&format!("{word}{suffix}"))).or_default();
            form.listed |= form.split == 0;
        }
    }

    /// Reads a list of compounds: only those whose parts some text writes together are of use.
    pub(crate) fn add_compounds(&mut self, csv: &str) {
        for line in csv.lines() {
            let word = line.split(',').next().unwrap_or_default().trim();
            if word.contains('\u{200c}') {
                self.seen.entry(hash_of(word)).or_default().compound = true;
            }
        }
    }

    /// Whether texts write a word after می with a half-space.
    pub(crate) fn is_verb(&self, hash: u64) -> bool {
        const LEAST: u32 = 3;
        ["می", "نمی"]
            .iter()
            .any(|prefix| self.pairs.get(&(hash_of(prefix), hash)).is_some_and(|pair| pair.half >= LEAST))
    }

    /// What texts write after می with a half-space is a verb form, whatever else it is: می‌باید.
    pub(crate) fn add_verbs(&mut self) {
        let mut seen = mem::take(&mut self.seen);
        seen.iter_mut().filter(|(hash, _)| self.is_verb(**hash)).for_each(|(_, seen)| seen.add_class(VERB));
        self.seen = seen;
    }

    pub(crate) fn pair(&self, left: u64, right: u64, both: u64) -> Pair {
        let mut pair = self.pairs.get(&(left, right)).copied().unwrap_or_default();
        pair.none = self.seen.get(&both).map_or(0, |s| s.whole);
        pair
    }
}
