//! The case files of `tests/cases`: texts and what should come of them. Failures are collected, and reported together.

use dabir::{Digits, Edit, Ezafe, Normalizer, Preset, Protected, Rule};
use dabir_tests::cases::{Loaded, NormalizeCase, SentenceCase, TokenCase, load};
use std::collections::BTreeSet;
use std::fmt::{Debug, Write};

/// What went wrong, case by case.
#[derive(Default)]
struct Failures {
    report: String,
    count: usize,
}

impl Failures {
    /// Notes a failure unless the two are equal.
    fn check<T: Debug + PartialEq + ?Sized>(
        &mut self,
        id: &str,
        what: &str,
        input: &str,
        wanted: &T,
        got: &T,
    ) {
        if wanted != got {
            self.note(id, what, input, &format!("{wanted:?}"), &format!("{got:?}"));
        }
    }

    fn check_text(&mut self, id: &str, what: &str, input: &str, wanted: &str, got: &str) {
        if wanted != got {
            let quoted = |s: &str| format!("{s}\n          \"{}\"", s.escape_debug());
            self.note(id, what, input, &quoted(wanted), &quoted(got));
        }
    }

    fn note(&mut self, id: &str, what: &str, input: &str, wanted: &str, got: &str) {
        self.count += 1;
        let input = input.escape_debug();
        let _ = write!(
            self.report,
            "\n{id}: {what}\n  input:  \"{input}\"\n  wanted: {wanted}\n  got:    {got}\n"
        );
    }

    fn finish(self) {
        assert!(self.count == 0, "{} failures\n{}", self.count, self.report);
    }
}

/// The input with the edits put in, their replacements taken from the output.
fn apply(input: &str, output: &str, edits: &[Edit]) -> String {
    let mut text = String::new();
    let mut done = 0;
    for edit in edits {
        text.push_str(input.get(done..edit.input().start).unwrap_or("<overlap>"));
        text.push_str(output.get(edit.output()).unwrap_or("<no such span>"));
        done = edit.input().end;
    }
    text.push_str(input.get(done..).unwrap_or("<overlap>"));
    text
}

#[test]
fn normalize() {
    let mut failures = Failures::default();
    for Loaded { case: NormalizeCase { id, input, output, options, .. }, .. } in load("normalize").unwrap() {
        let normalizer = options.normalizer().unwrap_or_else(|e| panic!("{id}: {e}"));
        let got = normalizer.normalize(&input);
        failures.check_text(&id, "normalize", &input, &output, &got);

        // The other ways to the text must agree with the first, whatever it is.
        let mut written = String::new();
        normalizer.normalize_to(&input, &mut written).unwrap();
        failures.check_text(&id, "normalize_to", &input, &got, &written);
        failures.check(&id, "is_normalized", &input, &(got == input), &normalizer.is_normalized(&input));
        let mut worker = normalizer.worker();
        for _ in 0..2 {
            let result = worker.normalize(&input);
            failures.check_text(&id, "worker", &input, &got, result.text());
            failures.check_text(&id, "edits", &input, &got, &apply(&input, result.text(), result.edits()));
        }
        failures.check_text(&id, "again", &got, &got, &normalizer.normalize(&got));
    }
    failures.finish();
}

#[test]
fn tokens() {
    let mut failures = Failures::default();
    for Loaded { case: TokenCase { id, input, output, kinds, .. }, .. } in load("tokens").unwrap() {
        let all: String = dabir::tokens(&input).map(|t| t.text()).collect();
        failures.check_text(&id, "tokens put together", &input, &input, &all);
        let (got, got_kinds): (Vec<_>, Vec<_>) =
            dabir::words(&input).map(|t| (t.text().to_owned(), t.kind().name().to_owned())).unzip();
        failures.check(&id, "tokens", &input, &output, &got);
        if let Some(kinds) = kinds {
            failures.check(&id, "kinds", &input, &kinds, &got_kinds);
        }
        let mut at = 0;
        for token in dabir::tokens(&input) {
            failures.check(&id, "span", &input, &(at..at + token.text().len()), &token.span());
            at = token.span().end;
        }
    }
    failures.finish();
}

#[test]
fn sentences() {
    let mut failures = Failures::default();
    for Loaded { case: SentenceCase { id, input, output, options, .. }, .. } in load("sentences").unwrap() {
        let options = options.sentence_options().unwrap_or_else(|e| panic!("{id}: {e}"));
        let got: Vec<_> = options.sentences(&input).map(|s| s.trimmed().to_owned()).collect();
        failures.check(&id, "sentences", &input, &output, &got);
        let mut at = 0;
        for sentence in options.sentences(&input) {
            failures.check(&id, "span", &input, &(at..at + sentence.text().len()), &sentence.span());
            failures.check_text(&id, "text", &input, &input[sentence.span()], sentence.text());
            at = sentence.span().end;
        }
        failures.check(&id, "cover", &input, &input.len(), &at);
    }
    failures.finish();
}

#[test]
fn ids_are_unique_and_name_their_file() {
    let mut seen = BTreeSet::new();
    let mut ids = Vec::new();
    ids.extend(load::<NormalizeCase>("normalize").unwrap().into_iter().map(|l| (l.file, l.case.id)));
    ids.extend(
        load::<TokenCase>("tokens").unwrap().into_iter().map(|l| (format!("tokens/{}", l.file), l.case.id)),
    );
    let sentences = load::<SentenceCase>("sentences").unwrap();
    ids.extend(sentences.into_iter().map(|l| (format!("sentences/{}", l.file), l.case.id)));
    for (file, id) in ids {
        let name = id.strip_prefix(&file).and_then(|rest| rest.strip_prefix('/'));
        let good =
            name.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
        assert!(good, "{id} should be {file}/…");
        assert!(seen.insert(id.clone()), "{id} twice");
    }
}

#[test]
fn every_choice_has_a_case() {
    let cases = load::<NormalizeCase>("normalize").unwrap();
    let has = |f: &dyn Fn(&NormalizeCase) -> bool| cases.iter().any(|l| f(&l.case));
    for rule in Rule::ALL {
        for &preset in Preset::ALL {
            // Off where it is on, and on where it is off.
            let other = !rule.is_in(preset);
            let switched = has(&|c| {
                c.options.rules.get(rule.id()) == Some(&other)
                    && c.options.preset.as_deref().unwrap_or("standard") == preset.name()
            });
            let digits = matches!(rule, Rule::DigitsAscii | Rule::DigitsArabic | Rule::DigitsPersian);
            assert!(preset != Preset::Standard || digits || switched, "no case switches {rule}");
        }
    }
    for class in Protected::ALL {
        assert!(
            has(&|c| c.options.protect.get(class.name()) == Some(&false)),
            "no case for {}",
            class.name()
        );
    }
    for &preset in Preset::ALL {
        let name = preset.name();
        assert!(has(&|c| c.options.preset.as_deref() == Some(name)), "no case for the preset {name}");
    }
    for digits in Digits::ALL {
        assert!(has(&|c| c.options.digits.as_deref() == Some(digits.name())), "no case for {digits} digits");
    }
    for ezafe in Ezafe::ALL {
        assert!(
            has(&|c| c.options.ezafe.as_deref() == Some(ezafe.name())),
            "no case for the ezafe policy {ezafe}"
        );
    }
}

#[test]
fn rules_do_what_their_examples_say() {
    let mut failures = Failures::default();
    for &only in Rule::ALL {
        let digits = match only {
            Rule::DigitsPersian => Digits::Persian,
            Rule::DigitsAscii => Digits::Ascii,
            Rule::DigitsArabic => Digits::Arabic,
            _ => Digits::Keep,
        };
        let builder = Normalizer::builder().digits(digits);
        let normalizer = Rule::ALL.iter().fold(builder, |b, &rule| b.rule(rule, rule == only)).build();
        let (from, to) = only.example();
        failures.check_text(only.id(), "example", from, to, &normalizer.normalize(from));
        let mut worker = normalizer.worker();
        for edit in worker.normalize(from).edits() {
            failures.check(only.id(), "the rule of the edit", from, &only, &edit.rule());
        }
    }
    failures.finish();
}
