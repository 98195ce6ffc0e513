//! Lemmas and analyses: the case files of `tests/cases/morphology`, and what holds for any input.

use dabir_stem::{Analyzer, Lemmatizer};
use dabir_tests::morphology;
use dabir_tests::samples::PIECES;
use proptest::prelude::*;
use serde::Deserialize;

/// A word, its lemma, its surface segments, and what its affixes say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordCase {
    id: String,
    input: String,
    lemma: String,
    segments: Option<Vec<String>>,
    functions: Option<Vec<String>>,
}

#[test]
fn words_of_the_case_file() {
    let (lemmatizer, analyzer) = (Lemmatizer::new(), Analyzer::new());
    let mut wrong = Vec::new();
    for line in include_str!("../cases/morphology/words.jsonl").lines() {
        let case: WordCase = serde_json::from_str(line).expect("a case");
        let lemma = lemmatizer.lemmatize(&case.input, None);
        let best = &analyzer.analyze(&case.input)[0];
        let segments: Vec<_> = best.segments().map(|s| case.input[s].to_owned()).collect();
        let functions: Vec<_> = best.affixes.iter().map(|affix| affix.function.name().to_owned()).collect();
        if lemma != case.lemma
            || case.segments.as_ref().is_some_and(|wanted| *wanted != segments)
            || case.functions.as_ref().is_some_and(|wanted| *wanted != functions)
        {
            let wanted = (&case.lemma, &case.segments, &case.functions);
            wrong.push(format!("{}: {lemma} {segments:?} {functions:?}, wanted {wanted:?}", case.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(form: &str) {
    morphology::analyze(form);
    morphology::lemmatize(form);
    morphology::conjugate(form);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(form in ".{0,40}") {
        check(&form);
    }

    #[test]
    fn anything_that_looks_like_a_word(form in "(می|ن|ب|بر)?\u{200C}?[ا-یکگچپژآ]{1,5}\u{200C}?(ها|تر|ان|ه)?\u{200C}?(ی|یم|ش|ام|اند|ست|مان)?(و|رو)?") {
        check(&form);
    }

    #[test]
    fn pieces_of_web_text(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..8)) {
        check(&pieces.concat());
    }

    #[test]
    fn verb_like(form in "(خواه(م|د|ند) |داشت(م|ند)? |دار(م|د) )?(بر|در)?(ن?می\u{200C}|ن|ب)?(رفت|گفت|شد|بود|رو|گو|آمد|آ|افت|انداخت)(ه|ن|ند|م)?( شد(ه|ند)?| بود(ند|ه‌ام)?| است)?") {
        check(&form);
    }

    #[test]
    fn damaged_lexicon(bytes in proptest::collection::vec(any::<u8>(), 0..200), bits in 0u8..8) {
        morphology::lexicon(morphology::lexicon_bytes(bits, &bytes).leak(), "کتاب‌ها");
        morphology::lexicon(bytes.leak(), "کتاب‌ها");
    }

    #[test]
    fn verbs_of_any_stems(past in "[ا-یکگچپژآ]{0,4}(ید|د|ت|اد|ست)?", present in "[ا-یکگچپژآ]{0,4}", transitive: bool) {
        morphology::define(&past, &present, transitive);
    }
}

/// What the fuzzer found.
#[test]
fn verbs_with_a_stem_of_another() {
    for present in ["گوگل", "ایست", "ست"] {
        morphology::define("ایستاد", present, false);
    }
}
