//! The laws of the design on generated text: Persian-like pieces in any order, and random Unicode.

use dabir_tests::laws;
use proptest::prelude::*;

fn persian_like() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(laws::PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

/// Words and marks of good text, so that the laws see the common case too.
fn prose() -> impl Strategy<Value = String> {
    const WORDS: &[&str] =
        &["کتاب", "می\u{200c}روم", "خانهٔ", "علي", "این", "که", "۱۲", "2.5", "Python", "سلام", "را", "از"];
    const MARKS: &[&str] =
        &[" ", " ", " ", " ", "، ", ". ", " (", ") ", " «", "» ", "؟ ", ": ", "\n", " ,", "  "];
    prop::collection::vec((prop::sample::select(WORDS), prop::sample::select(MARKS)), 0..40)
        .prop_map(|pairs| pairs.into_iter().flat_map(|(word, mark)| [word, mark]).collect())
}

fn unicode() -> impl Strategy<Value = String> {
    let any = prop::collection::vec(any::<char>(), 0..24).prop_map(|v| v.into_iter().collect::<String>());
    let near = prop::collection::vec(
        prop_oneof![
            prop::char::range('\u{600}', '\u{6ff}'),
            prop::char::range('\u{fb50}', '\u{feff}'),
            prop::char::range('\u{2000}', '\u{206f}'),
            prop::char::range('\u{0}', '\u{ff}'),
        ],
        0..24,
    );
    prop_oneof![any, near.prop_map(|v| v.into_iter().collect::<String>())]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![4 => persian_like(), 2 => prose(), 2 => unicode()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(debug_assertions) { 2000 } else { 20_000 }, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn normalizing_obeys_the_laws(text in text()) {
        laws::normalize(&text);
    }

    #[test]
    fn alignment_obeys_the_laws(text in text()) {
        laws::alignment(&text);
    }

    #[test]
    fn tokens_obey_the_laws(text in text()) {
        laws::tokens(&text);
    }
}
