//! The text that the README's main command runs on, and what the README shows of it.

use dabir::{Normalizer, Rule};

const SAMPLE: &str = include_str!("../../docs/sample.txt");
const NORMALIZED: &str = include_str!("../../docs/sample.normalized.txt");
const README: &str = include_str!("../../README.md");

#[test]
fn the_sample_comes_out_as_documented() {
    assert_eq!(Normalizer::new().normalize(SAMPLE), NORMALIZED);
    let shown =
        SAMPLE.lines().zip(NORMALIZED.lines()).any(|(b, a)| README.contains(&format!("\n{b}\n{a}\n")));
    assert!(shown, "the README shows a line before and after");
}

#[test]
fn the_sample_shows_the_main_job() {
    let normalizer = Normalizer::new();
    let mut worker = normalizer.worker();
    let rules: Vec<Rule> = worker.normalize(SAMPLE).edits().iter().map(|edit| edit.rule()).collect();
    for rule in [Rule::ZwnjCompound, Rule::ZwnjPlural, Rule::ZwnjVerbPrefix, Rule::SpaceFusedConjunction] {
        assert!(rules.contains(&rule), "{rule}");
    }
}
