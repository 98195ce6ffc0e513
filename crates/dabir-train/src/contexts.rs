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
}

/// The contexts of the words that are asked about.
#[derive(Debug, Default)]
pub(crate) struct Contexts {
    pub(crate) of: BTreeMap<String, Context>,
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
        }
    }
}

/// The keys of the words and marks of a line.
pub(crate) fn keys(line: &str) -> Vec<String> {
    dabir::words(line).map(|token| key(token.text())).collect()
}
