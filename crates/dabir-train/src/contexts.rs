//! What words stand next to: evidence of whether a form is a word of its own (دولتی) or a form of another (مردی).

use dabir_stem::{Pos, PosSet, key};
use std::collections::{BTreeMap, HashMap};

/// Kinds of words that a word may stand next to. One neighbour may be of several kinds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Verb,
    Noun,
    Adjective,
    /// Both by the list: جوان
    NounAdjective,
    Unlisted,
    Mark,
    Function,
    Preposition,
    /// هر, یک, هیچ …: before what is indefinite
    Quantifier,
    And,
    That,
    ObjectMarker,
    /// بودن, شدن: behind participles and predicates
    Auxiliary,
    /// ها, ات, ان with or without ezafe: before what describes it
    Plural,
    Superlative,
}

/// How many kinds there are.
pub(crate) const KINDS: usize = 15;

const PREPOSITIONS: [&str; 7] = ["از", "به", "در", "با", "برای", "بر", "تا"];
const QUANTIFIERS: [&str; 7] = ["هر", "هیچ", "یک", "چنین", "چند", "چه", "عجب"];
const FUNCTION: [&str; 6] = ["هم", "یا", "این", "آن", "و", "که"];
const AUXILIARIES: [&str; 15] = [
    "است",
    "بود",
    "بودند",
    "باشد",
    "باشند",
    "نیست",
    "شد",
    "شدند",
    "شود",
    "شوند",
    "میشود",
    "شده",
    "خواهد",
    "بوده",
    "هستند",
];

/// Neighbours of a word, by kind: how often before it, how often behind it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    pub(crate) before: [u32; KINDS],
    pub(crate) after: [u32; KINDS],
    /// How often which word stands in which of [`PLACES`].
    beside: BTreeMap<(usize, usize), u32>,
}

/// Where neighbours stand.
pub(crate) const PLACES: [isize; 4] = [-2, -1, 1, 2];

/// A neighbour that texts have less often counts as any word of its kinds.
const COMMON: u32 = 60;

/// No word counts for more than so many of its occurrences.
const MOST: f64 = 30.0;

/// The contexts of the words that are asked about.
#[derive(Debug, Default)]
pub(crate) struct Contexts {
    pub(crate) of: BTreeMap<String, Context>,
    numbers: HashMap<String, usize>,
    /// Of each neighbour: its kinds, and how often texts have it.
    words: Vec<(u32, u32)>,
}

/// What neighbours say of a word: for each place the log odds of a word of its own by what stands there.
#[derive(Debug, Default)]
pub(crate) struct Neighbours {
    odds: [BTreeMap<usize, f64>; PLACES.len()],
}

/// The kinds of the word with this key, as bits.
fn kinds(word: &str, classes: &HashMap<String, PosSet>) -> u32 {
    let bit = |kind: Kind| 1 << kind as u32;
    if !word.chars().all(char::is_alphabetic) {
        return bit(Kind::Mark);
    }
    let class = classes.get(word).copied().unwrap_or_default();
    let mut found = match (class.has(Pos::Verb), class.has(Pos::Noun), class.has(Pos::Adj)) {
        _ if PREPOSITIONS.contains(&word) => bit(Kind::Preposition),
        _ if FUNCTION.contains(&word) => bit(Kind::Function),
        (true, ..) => bit(Kind::Verb),
        (_, true, true) => bit(Kind::NounAdjective),
        (_, true, _) => bit(Kind::Noun),
        (_, _, true) => bit(Kind::Adjective),
        _ => bit(Kind::Unlisted),
    };
    found |= if QUANTIFIERS.contains(&word) { bit(Kind::Quantifier) } else { 0 };
    found |= if AUXILIARIES.contains(&word) { bit(Kind::Auxiliary) } else { 0 };
    found |= match word {
        "و" => bit(Kind::And),
        "که" => bit(Kind::That),
        "را" => bit(Kind::ObjectMarker),
        _ if word.ends_with("ترین") => bit(Kind::Superlative),
        _ if word.ends_with("های") || word.ends_with("ات") || word.ends_with("ان") => {
            bit(Kind::Plural)
        }
        _ => 0,
    };
    found
}

impl Contexts {
    /// Counts the neighbours in a line of words and marks; the ends of the line are marks.
    pub(crate) fn count(&mut self, line: &[String], classes: &HashMap<String, PosSet>) {
        let mark = 1 << Kind::Mark as u32;
        let found: Vec<u32> = line.iter().map(|word| kinds(word, classes)).collect();
        let numbers: Vec<usize> =
            line.iter().zip(&found).map(|(word, &kinds)| self.number(word, kinds)).collect();
        let outside = self.number("", mark);
        for (i, word) in line.iter().enumerate() {
            if !word.ends_with(['ی', 'ه', 'ت']) || found[i] & mark != 0 {
                continue;
            }
            let before = if i > 0 { found[i - 1] } else { mark };
            let after = found.get(i + 1).copied().unwrap_or(mark);
            let context = self.of.entry(word.clone()).or_default();
            for kind in 0..KINDS {
                context.before[kind] += before >> kind & 1;
                context.after[kind] += after >> kind & 1;
            }
            for (place, offset) in PLACES.iter().enumerate() {
                let neighbour =
                    i.checked_add_signed(*offset).and_then(|i| numbers.get(i)).unwrap_or(&outside);
                *context.beside.entry((place, *neighbour)).or_default() += 1;
            }
        }
    }

    fn number(&mut self, word: &str, kinds: u32) -> usize {
        let next = self.words.len();
        let number = *self.numbers.entry(word.to_owned()).or_insert(next);
        if number == next {
            self.words.push((kinds, 0));
        }
        self.words[number].1 += 1;
        number
    }

    /// A common word itself, or the kinds of a rare one.
    fn sort(&self, neighbour: usize) -> usize {
        let (kinds, count) = self.words[neighbour];
        if count >= COMMON { neighbour } else { self.words.len() + kinds as usize }
    }

    /// What stands next to words of their own, and next to forms, by words of which that is known.
    pub(crate) fn learn<'k>(&self, labels: impl IntoIterator<Item = (&'k str, bool)>) -> Neighbours {
        let mut counts = vec![BTreeMap::<usize, [f64; 2]>::new(); PLACES.len()];
        let mut totals = vec![[0.0; 2]; PLACES.len()];
        for (key, is_word) in labels {
            let Some(context) = self.of.get(key) else { continue };
            let all: u32 = context.beside.iter().filter(|((place, _), _)| *place == 0).map(|(_, n)| n).sum();
            let weight = (MOST / f64::from(all)).min(1.0);
            for (&(place, neighbour), &n) in &context.beside {
                let n = weight * f64::from(n);
                counts[place].entry(self.sort(neighbour)).or_default()[usize::from(is_word)] += n;
                totals[place][usize::from(is_word)] += n;
            }
        }
        let mut neighbours = Neighbours::default();
        for (place, counts) in counts.into_iter().enumerate() {
            let [forms, words] = totals[place];
            let odds =
                |[form, word]: [f64; 2]| ((word + 1.0) / (words + 1.0) * (forms + 1.0) / (form + 1.0)).ln();
            neighbours.odds[place] = counts.into_iter().map(|(sort, seen)| (sort, odds(seen))).collect();
        }
        neighbours
    }

    /// The mean log odds at each place, less sure the rarer the word is.
    pub(crate) fn odds(&self, key: &str, neighbours: &Neighbours) -> [f64; PLACES.len()] {
        let mut odds = [0.0; PLACES.len()];
        let mut counts = [2.0; PLACES.len()];
        for (&(place, neighbour), &n) in self.of.get(key).map(|context| &context.beside).into_iter().flatten()
        {
            odds[place] += f64::from(n) * neighbours.odds[place].get(&self.sort(neighbour)).unwrap_or(&0.0);
            counts[place] += f64::from(n);
        }
        std::array::from_fn(|place| odds[place] / counts[place])
    }
}

/// The keys of the words and marks of a line.
pub(crate) fn keys(line: &str) -> Vec<String> {
    dabir::words(line).map(|token| key(token.text())).collect()
}
