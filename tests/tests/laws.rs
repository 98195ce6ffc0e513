//! The laws of the design on generated text: Persian-like pieces in any order, and random Unicode.

use dabir::{Normalizer, Protected};
use dabir_tests::cases::Options;
use dabir_tests::laws;
use dabir_tests::samples::{self, Sample};
use proptest::prelude::*;
use std::ops::Range;

fn persian_like() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(samples::PIECES), 0..24).prop_map(|pieces| pieces.concat())
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

/// Some text, the end of which is in the same line as what follows.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![prose(), persian_like()]
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

/// Mostly short, so that there are many; some in long lines.
fn text() -> impl Strategy<Value = String> {
    let short = prop_oneof![4 => persian_like(), 2 => prose(), 2 => unicode()].boxed();
    let padded = (short.clone(), prop::sample::select(&samples::FILLERS[..]));
    prop_oneof![
        20 => short.clone(),
        1 => padded.prop_map(|(text, filler)| samples::padded(&text, filler)),
        1 => short.prop_map(|text| samples::repeated(&text)),
        1 => prop::collection::vec(prose(), 10..20).prop_map(|texts| texts.concat().replace('\n', " ")),
    ]
}

/// Presets and policies with no switch thrown, with few, and with half of them.
fn options() -> impl Strategy<Value = Options> {
    let bytes = any::<[u8; samples::SWITCHES]>;
    let few = (bytes(), bytes(), bytes()).prop_map(|(a, b, c)| std::array::from_fn(|i| a[i] & b[i] & c[i]));
    let switches = prop_oneof![2 => Just([0; samples::SWITCHES]), 2 => few, 1 => bytes()];
    (any::<u8>(), switches).prop_map(|(policies, switches)| samples::options_from(policies, switches))
}

/// A word with separators as they come, now and then something else.
fn dictionary_line() -> impl Strategy<Value = String> {
    const WORDS: &[&str] =
        &["کتاب", "ها", "می", "رود", "خانه", "ای", "علی", "اف", "!", " ", "\u{200c}", "#", "ي", "a"];
    prop_oneof![
        6 => prop::collection::vec(prop::sample::select(WORDS), 1..4).prop_map(|words| words.concat()),
        1 => persian_like(),
    ]
}

fn sample() -> impl Strategy<Value = Sample<'static>> {
    (text(), options()).prop_map(|(text, options)| Sample { text: text.into(), options })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(debug_assertions) { 10_000 } else { 50_000 }, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn normalizing_obeys_the_laws(sample in sample()) {
        laws::normalize(&sample);
    }

    #[test]
    fn parts_in_any_order_are_the_whole(sample in sample(), more in text(), cuts: u32) {
        laws::parts(&Sample { text: format!("{}\n{more}\n{}", sample.text, sample.text).into(), ..sample }, cuts);
    }

    #[test]
    fn dictionaries_are_obeyed(lines in prop::collection::vec(dictionary_line(), 0..6), text in text()) {
        let words = lines.join("\n");
        laws::dictionary(&words, &format!("{text}{}", words.replace('\n', " ")));
    }

    #[test]
    fn any_model_obeys_the_laws(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        laws::model(&bytes);
    }

    #[test]
    fn alignment_obeys_the_laws(sample in sample()) {
        laws::alignment(&sample);
    }

    #[test]
    fn protected_spans_survive(
        before in line(),
        (_, span) in prop::sample::select(samples::PROTECTED),
        after in line(),
        options in options(),
    ) {
        let (sample, part) = samples::around_span(&before, span, &after, options);
        laws::untouched(&sample, part);
    }

    #[test]
    fn protected_spans_are_in_order(sample in sample()) {
        laws::protected(&sample);
    }

    #[test]
    fn other_languages_survive(
        before in text(),
        line in prop::sample::select(samples::FOREIGN),
        after in text(),
        options in options(),
    ) {
        let (sample, part) = samples::around_line(&before, line, &after, options);
        laws::untouched(&sample, part);
    }

    #[test]
    fn tokens_obey_the_laws(text in text()) {
        laws::tokens(&text);
    }
}

#[test]
fn protected_spans_are_told() {
    let normalizer = Normalizer::new();
    for &(class, span) in samples::PROTECTED {
        let (sample, part) = samples::around_span("متن ", span, " متن", Options::default());
        let told = normalizer.protected(&sample.text);
        let within = |told: &Range<usize>| told.start <= part.start && part.end <= told.end;
        assert!(
            told.iter().any(|told| told.class() == class && within(&told.span())),
            "{class} {span:?}: {told:?}"
        );
    }
}

#[test]
fn each_class_has_a_protected_span() {
    for class in Protected::ALL {
        assert!(samples::PROTECTED.iter().any(|(of, _)| of == class), "no span for {class}");
    }
}
