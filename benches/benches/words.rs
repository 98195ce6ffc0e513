//! How fast is the tokenizer, next to Unicode's word boundaries (UAX #29) without tailoring?
//!
//! `tokens` gives every token of the text with its kind, `words` those that are no white space. The peers are
//! `split_word_bounds` of unicode-segmentation and the word segmenter of ICU4X, made for scripts without dictionaries
//! so that it loads none. They are favoured: they give boundaries without kinds, and keep neither addresses and emoji
//! whole nor dates and decimals, nor part Persian letters from digits. All hand out each token to a black box. The
//! numbers of tokens differ with the rules; that no byte is lost is checked for each.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dabir::{tokens, words};
use dabir_benches::{clean, count, mixed};
use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};
use std::time::Duration;
use unicode_segmentation::UnicodeSegmentation;

fn word_bounds(criterion: &mut Criterion) {
    let icu = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    for (name, text) in [("words/clean", clean()), ("words/mixed", mixed())] {
        let text = text.as_str();
        assert_eq!(tokens(text).map(|t| t.text()).collect::<String>(), text);
        assert!(words(text).eq(tokens(text).filter(|t| !t.kind().is_space())));
        assert_eq!(text.split_word_bounds().collect::<String>(), text);
        assert_eq!(icu.segment_str(text).last(), Some(text.len()));

        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        count(&mut group, "dabir-tokens", text, tokens);
        count(&mut group, "dabir-words", text, words);
        count(&mut group, "unicode-segmentation", text, str::split_word_bounds);
        count(&mut group, "icu", text, |t| icu.segment_str(t));
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = word_bounds
}
criterion_main!(benches);
