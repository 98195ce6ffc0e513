//! The shortcuts of the stage give what the long way gives: one change of text at a time, everything read, cut and looked up
//! anew after each round, until nothing changes.

use super::*;
use crate::normalize::Normalizer;
use crate::rule::Preset;
use crate::spacing::{Confidence, Kind, asked};

/// The line after the long way; nothing if it finds no rest.
fn slow(normalizer: &Normalizer, line: &str) -> Option<String> {
    let config = &normalizer.config;
    let spacing = config.spacing.as_ref()?;
    let model = &spacing.model.tables();
    let mut text = line.to_owned();
    for _ in 0..2 * MOST_ROUNDS {
        let mut changes: Vec<(Range<usize>, u8)> = Vec::new();
        let mut from = 0;
        while from < text.len() {
            let mut s = Stretch::default();
            from = s.read(&text, from, |at| {
                let span = protected_at(&text, at, config.protected).map(|(span, _)| span);
                span.or_else(|| number::at(&text, at).map(|number| at..number.end))
            });
            s.look_up(model);
            let state = StateKeys::of(State::of(&s));
            let mut gaps = Vec::new();
            asked(&s, model, |gap| gaps.push(gap));
            let mut made: Vec<(Gap, u8, f32)> = Vec::new();
            for gap in gaps {
                let Some(decision) = model.decide(&s, &model.weigh(&s, gap), &state) else {
                    continue;
                };
                let mut language = Language::default();
                let mut place = Place { config, line: &text, language: &mut language };
                let to = decision.kind.to();
                if !spacing.thresholds.allow(decision) || !place.allows(&s, gap, to) {
                    continue;
                }
                let confidence = spacing.model.probability(decision);
                let follows =
                    |gap: &Gap, before: &Gap| before.left != before.right && before.right == gap.left;
                match &made[..] {
                    [.., last] if last.0.at + 1 == gap.at && last.1 == HALF => {
                        if last.2 >= confidence {
                            continue;
                        }
                        made.pop();
                    }
                    [.., first, last]
                        if [first.1, last.1, to] == [HALF; 3]
                            && follows(&gap, &last.0)
                            && follows(&last.0, &first.0)
                            && last.2 < first.2.min(confidence) =>
                    {
                        made.pop();
                    }
                    _ => {}
                }
                made.push((gap, to, confidence));
            }
            changes.extend(made.iter().map(|&(gap, to, _)| (separator(&text, &s, gap.at).unwrap(), to)));
        }
        if changes.is_empty() {
            return Some(text);
        }
        for (span, to) in changes.into_iter().rev() {
            text.replace_range(span, ["", "\u{200c}", " "][usize::from(to)]);
        }
    }
    None
}

/// The line after the stage as it is used; nothing if it finds no rest.
fn fast(normalizer: &Normalizer, line: &str) -> Option<String> {
    let spacing = normalizer.config.spacing.as_ref()?;
    let mut scratch = Scratch::default();
    let mut text = line.to_owned();
    for _ in 0..MOST_ROUNDS {
        let outcome = spacing.run(&normalizer.config, &text, &mut scratch);
        let still = scratch.patch.is_empty();
        let mut next = String::new();
        let done = scratch.patch.apply(&text, 0, 0, &mut next, &mut Vec::new());
        next.push_str(&text[done..]);
        text = next;
        if still || outcome == Outcome::Settled {
            return Some(text);
        }
    }
    None
}

/// With each preset that has the stage.
fn compare(text: &str, confidences: &[Confidence]) {
    let choices = Preset::ALL
        .iter()
        .flat_map(|&preset| confidences.iter().map(move |&confidence| (preset, confidence)));
    for (preset, confidence) in choices {
        let normalizer = Normalizer::builder().preset(preset).confidence(confidence).build();
        if normalizer.config.spacing.is_none() {
            continue;
        }
        for line in text.lines() {
            // As it is, without half-spaces, and with spaces for them.
            for line in [line.to_owned(), line.replace(ZWNJ, ""), line.replace(ZWNJ, " ")] {
                assert_eq!(
                    fast(&normalizer, &line),
                    slow(&normalizer, &line),
                    "{preset:?} {confidence:?}: {line}"
                );
            }
        }
    }
}

#[test]
fn shortcuts_change_nothing() {
    for text in [
        include_str!("../../../../../benches/text/persian.txt"),
        include_str!("../../../../../docs/sample.txt"),
        "سی ام دی ماه، شبکه سی ان ان و پیتیای، پسر ده سالهای با کتابهاش، کجا می ری؟ حرف اینهاست بچه ها😍",
        "نامهای کتابهایشان را میخواستهاند وگفت که کار ها درایران دکترمحمدی می رود https://x.ir/کتابها وکتابها.pdf",
    ] {
        compare(text, &[Confidence::Careful, Confidence::Standard, Confidence::Eager]);
    }
}

/// The same on a text of one's own, such as all that the model was trained on.
#[test]
fn shortcuts_change_nothing_in_a_text_of_the_environment() {
    if let Ok(path) = std::env::var("DABIR_TEXT") {
        compare(&std::fs::read_to_string(path).unwrap(), &[Confidence::Standard]);
    }
}

#[test]
fn kinds_and_separators_agree() {
    for (seen, joins) in [(NONE, true), (NONE, false), (SPACE, true), (SPACE, false)] {
        assert!(Kind::of(seen, joins).iter().flatten().all(|kind| kind.to() != seen));
    }
    assert_eq!(Kind::of(HALF, true), [None, None]);
}
