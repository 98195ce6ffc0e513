//! Verbs that a program defined.

use super::Row;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// There is room for so many: all of them together take less than a megabyte.
pub(super) const MOST: usize = 4096;

/// The verbs defined so far. They stay for good, so that a verb can be copied wherever those of the table can.
#[derive(Default)]
struct Defined(HashMap<(&'static str, &'static str, bool), &'static Row>);

impl Defined {
    /// The verb with these stems; `None` if it is new and there is no room. Constant time but for the length.
    fn row(&mut self, past: &str, present: &str, transitive: bool) -> Option<&'static Row> {
        if let Some(row) = self.0.get(&(past, present, transitive)) {
            return Some(row);
        }
        if self.0.len() >= MOST {
            return None;
        }
        let [past, present] = [past, present].map(|stem| &*stem.to_owned().leak());
        let row: &'static Row = Box::leak(Box::new(Row::defined(past, present, transitive)));
        self.0.insert((past, present, transitive), row);
        Some(row)
    }
}

/// The verb with these stems, the same for the same; `None` if it is new and there is no room.
pub(super) fn row(past: &str, present: &str, transitive: bool) -> Option<&'static Row> {
    static DEFINED: Mutex<Option<Defined>> = Mutex::new(None);
    let mut defined = DEFINED.lock().unwrap_or_else(PoisonError::into_inner);
    defined.get_or_insert_default().row(past, present, transitive)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analyzer, Lexicon, Verb};

    /// A stem that is like no other.
    fn stem(n: usize) -> String {
        let letters: Vec<char> = "بپتجچخدرزسشفکگلم".chars().collect();
        (0..4).map(|i| letters[n >> (4 * i) & 15]).collect()
    }

    #[test]
    fn memory_is_bounded() {
        let mut defined = Defined::default();
        for n in 0..10 * MOST {
            let row = defined.row(&stem(n), "گوگل", true);
            assert_eq!(row.is_some(), n < MOST, "verb {n}");
        }
        assert_eq!(defined.0.len(), MOST);
        let first = defined.row(&stem(0), "گوگل", true).map(|row| row.past);
        assert_eq!(first, Some(&*stem(0)), "what is defined stays so");
        assert_eq!(defined.row(&stem(0), "گوگل", false), None);
    }

    #[test]
    fn stems_are_letters_of_one_word() {
        let define = |past| Verb::define(past, "گوگل", true).map(|verb| verb.past());
        assert_eq!(define("گوگ\u{200C}ليد "), Some("گوگلید"), "as the key spells it");
        assert_eq!(define("ابپتجچخدرز"), Some("ابپتجچخدرز"), "twenty bytes");
        for past in ["", "\u{200C}", "گوگ لید", "گوگلید2", "ابپتجچخدرزس"] {
            assert_eq!(define(past), None, "{past:?}");
        }
    }

    #[test]
    fn a_lexicon_has_a_verb_once() {
        let transitive = |verbs: &[Verb], form| -> Vec<bool> {
            let mut lexicon = Lexicon::empty();
            verbs.iter().for_each(|&verb| lexicon.insert_verb(verb));
            let analyses = Analyzer::with_lexicon(lexicon).analyze(form);
            analyses.into_iter().filter_map(|a| a.verb).map(Verb::is_transitive).collect()
        };
        let [tr, intr] = [true, false].map(|is| Verb::define("گوگلید", "گوگل", is).expect("stems"));
        assert_eq!(transitive(&[intr, tr], "می‌گوگلیدند"), [true], "the last one inserted");
        assert_eq!(transitive(&[tr, intr], "می‌گوگلیدند"), [false], "the last one inserted");
        let go = Verb::define("رفت", "رو", true).expect("a verb of the table");
        assert_eq!(transitive(&[go, go], "می‌رفتند"), [false], "the table has it");
    }
}
