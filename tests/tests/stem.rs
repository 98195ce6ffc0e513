//! Stems: the case files of `tests/cases/stem`, the tables, and what holds for any input.

use dabir_stem::{StemMode, Stemmer, stop_class, stop_words};
use dabir_tests::cases::{StemCase, load};
use dabir_tests::{laws, samples};
use proptest::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::time::Instant;

#[test]
fn cases() {
    let mut wrong = Vec::new();
    for loaded in load::<StemCase>("stem").unwrap() {
        let case = loaded.case;
        let mode = match case.mode.as_deref() {
            None | Some("light") => StemMode::Light,
            Some("aggressive") => StemMode::Aggressive,
            Some(mode) => panic!("{}: unknown mode {mode}", case.id),
        };
        let stem = Stemmer::with_mode(mode).stem(&case.input);
        if stem != case.output {
            wrong.push(format!(
                "{}: {} becomes {stem}, not {}. {}",
                case.id, case.input, case.output, case.note
            ));
        }
        laws::stem(&case.input);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The tables of words that are given: what they say comes out, and is final.
#[test]
fn given_words() {
    let inflection = include_str!("../../crates/dabir-stem/data/whole.txt");
    let plurals = include_str!("../../crates/dabir-train/plurals.txt");
    let derivation = include_str!("../../crates/dabir-stem/data/whole-derivation.txt");
    let tables =
        [(StemMode::Light, inflection), (StemMode::Light, plurals), (StemMode::Aggressive, derivation)];
    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    for (mode, table) in tables {
        for line in table.lines().filter(|line| !line.starts_with(['#', '-'])) {
            let mut fields = line.split_whitespace();
            let word = fields.next().unwrap();
            // The first line on a word counts, and a stem has none.
            if seen.insert((mode as u8, word)) {
                let stem = fields.next().unwrap_or(word);
                seen.insert((mode as u8, stem));
                let found = Stemmer::with_mode(mode).stem(word);
                if found != stem {
                    wrong.push(format!("{line}: {found}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a table says of an ending is true of a word that has it, and ends.
#[test]
fn endings_of_the_tables() {
    for table in [
        include_str!("../../crates/dabir-stem/data/inflection.txt"),
        include_str!("../../crates/dabir-stem/data/derivation.txt"),
    ] {
        for line in table.lines() {
            let ending = line.split('\t').next().unwrap().replace('|', "\u{200C}");
            match ending.strip_prefix('^') {
                Some(word) => laws::stem(word),
                None => ["", "ب", "کتاب", "ABC", "هم\u{200C}"]
                    .iter()
                    .for_each(|start| laws::stem(&format!("{start}{ending}"))),
            }
        }
    }
}

/// Words that look as if they had parts. A tenth of the list is inflected (اخبار, دنیای); of the others few may be hurt.
#[test]
fn whole_words() {
    let words =
        || include_str!("../cases/whole-words.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    let changed: Vec<_> = words().filter(|word| Stemmer::new().stem(word) != *word).collect();
    assert!(changed.len() * 100 < words().count() * 8, "{}", changed.join(" "));
}

#[test]
fn borrowed_where_a_part_of_the_word() {
    for word in ["ایران", "کتاب\u{200C}هایشان", "\u{200C}درختان\u{200C}", "DVDها", "", "abc", "۱۲"]
    {
        assert!(matches!(Stemmer::new().stem(word), Cow::Borrowed(_)), "{word}");
    }
    assert!(matches!(Stemmer::new().stem("كتاب"), Cow::Owned(_)));
}

#[test]
fn stop_words_are_their_own_keys() {
    for (word, class) in stop_words() {
        assert_eq!(stop_class(word), Some(class), "{word}");
    }
    for word in ["کتاب", "ایران", "باد", "چشم", "خوب", "رفت", "abc", "", "\u{200C}"] {
        assert_eq!(stop_class(word), None, "{word}");
    }
    assert_eq!(stop_class("آن\u{200C}ها"), stop_class("آنها"));
    assert_eq!(stop_class("مثلا"), stop_class("مثلاً"));
}

/// Suffix upon suffix comes off in time that grows as the word does: sixteen times the word, not 256 times as long.
#[test]
fn time_is_linear() {
    for pattern in ["ها", "\u{200C}ها", "هایشان", "ان", "گان", "ات", "ی", "\u{200C}", "ا\u{200C}", "ي", "ب"]
    {
        let time = |times: usize| {
            let word = pattern.repeat(times);
            let run = || {
                let start = Instant::now();
                std::hint::black_box(Stemmer::with_mode(StemMode::Aggressive).stem(&word));
                start.elapsed().as_secs_f64()
            };
            (0..5).map(|_| run()).fold(f64::INFINITY, f64::min).max(1e-5)
        };
        let (short, long) = (time(1 << 12), time(1 << 16));
        assert!(long < short * 16.0 * 6.0, "{pattern:?}: {short} s, {long} s");
    }
}

proptest! {
    #[test]
    fn any_text(word in ".{0,40}") {
        laws::stem(&word);
    }

    #[test]
    fn anything_that_looks_like_a_word(word in "[ا-یکگچپژآئيكىۀةً\u{200C}]{0,6}\u{200C}?(ها|تر|ان|گان|ات|ه|انه|گر)?\u{200C}?(ین|ی|ای|یی)?\u{200C}?(م|ش|یم|ام|اند|ست|مان|شان)?\u{200C}?") {
        laws::stem(&word);
    }

    #[test]
    fn pieces(pieces in prop::collection::vec(prop::sample::select(samples::PIECES), 0..12)) {
        laws::stem(&pieces.concat());
    }
}
