//! A warm worker takes no memory from the heap, and neither do the iterators over tokens and sentences.

use allocation_counter::measure;
use dabir::{Normalizer, Preset, Tokens, sentences, tokens};
use std::hint::black_box;

/// Good text, and what befalls it: lost half-spaces, spaces in their place, letters and digits of old keyboards.
fn texts() -> Vec<String> {
    const GOOD: &str = include_str!("../../benches/text/persian.txt");
    let damaged = [
        GOOD.to_owned(),
        GOOD.replace('\u{200c}', ""),
        GOOD.replace('\u{200c}', " "),
        GOOD.replace('ی', "ي").replace('،', ","),
        include_str!("../../docs/sample.txt").to_owned(),
    ];
    damaged.iter().flat_map(|text| text.lines().map(str::to_owned)).collect()
}

/// Calls `run` on all texts a few times, for some buffers trade places, and then counts.
fn assert_no_allocation(name: &str, mut run: impl FnMut(&str)) {
    let texts = texts();
    for _ in 0..4 {
        texts.iter().for_each(|text| run(text));
    }
    for text in &texts {
        assert_eq!(measure(|| run(text)).count_total, 0, "{name}: {text}");
    }
}

#[test]
fn a_warm_worker_allocates_nothing() {
    for preset in [Preset::Standard, Preset::Characters, Preset::Search, Preset::Corpus] {
        let normalizer = Normalizer::builder().preset(preset).build();
        let mut worker = normalizer.worker();
        assert_no_allocation(preset.name(), |text| {
            let result = worker.normalize(text);
            black_box((result.text(), result.edits(), result.alignment().to_output(0)));
        });
    }
}

#[test]
fn tokens_and_sentences_allocate_nothing() {
    assert_no_allocation("tokens", |text| {
        let tokens: Tokens<'_> = tokens(text);
        black_box(tokens.count());
    });
    assert_no_allocation("sentences", |text| {
        black_box(sentences(text).count());
    });
}
