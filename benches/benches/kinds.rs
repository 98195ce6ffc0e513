//! How fast is everything on texts of several kinds: chat, an encyclopedia, prose with code in it?
//!
//! `dabir-characters` and `dabir-standard` normalize, the latter with the spacing model; `rishe` is the default normalizer of
//! that crate, without spacing, and `rishe-spacing` its spacing stages. `dabir-words` and `dabir-sentences` stand beside the
//! segmenters of ICU4X and of unicode-segmentation. What speaks for whom is in the benches of each.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dabir::{Normalizer, Preset, sentences, tokens};
use dabir_benches::{count, kinds};
use icu_segmenter::options::{SentenceBreakInvariantOptions, WordBreakInvariantOptions};
use icu_segmenter::{SentenceSegmenter, WordSegmenter};
use rishe::morphology::MorphologyEngine;
use rishe::normalize_ops;
use rishe::normalizer::{Normalizer as Rishe, NormalizerConfig};
use std::hint::black_box;
use std::time::Duration;
use unicode_segmentation::UnicodeSegmentation;

fn texts(criterion: &mut Criterion) {
    let standard = Normalizer::new();
    let characters = Normalizer::builder().preset(Preset::Characters).build();
    let (rishe, engine) = (Rishe::new(NormalizerConfig::default()), MorphologyEngine::new());
    let icu_words = WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    let icu_sentences = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    for (name, text) in kinds() {
        let text = text.as_str();
        for normalizer in [&standard, &characters] {
            assert!(normalizer.is_normalized(&normalizer.normalize(text)));
        }
        assert_eq!(tokens(text).map(|t| t.text()).collect::<String>(), text);
        assert_eq!(sentences(text).map(|s| s.text()).collect::<String>(), text);

        let mut group = criterion.benchmark_group(format!("kinds/{name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        let (mut of_characters, mut of_standard) = (characters.worker(), standard.worker());
        group.bench_function("dabir-characters", |b| {
            b.iter(|| of_characters.normalize(black_box(text)).edits().len());
        });
        group.bench_function("rishe", |b| b.iter(|| rishe.normalize(black_box(text)).len()));
        count(&mut group, "dabir-words", text, tokens);
        count(&mut group, "icu-words", text, |t| icu_words.segment_str(t));
        count(&mut group, "unicode-words", text, str::split_word_bounds);
        count(&mut group, "dabir-sentences", text, sentences);
        count(&mut group, "icu-sentences", text, |t| icu_sentences.segment_str(t));
        group.sample_size(10);
        group.bench_function("dabir-standard", |b| {
            b.iter(|| of_standard.normalize(black_box(text)).edits().len());
        });
        group.bench_function("rishe-spacing", |b| {
            b.iter(|| normalize_ops::spacing(black_box(text), &engine).len());
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = texts
}
criterion_main!(benches);
