//! How fast is the stemmer, next to another one in Rust?
//!
//! Each word of the text is stemmed and its stem handed to a black box; words, not bytes, are counted. `rishe` cuts the longest suffix
//! that its lexicon allows. Neither learns the text by heart: it is retold at random, and has 4 000 different words.
//! The C Snowball stemmer for Persian has no crate: `snowball.py` of the benches times it on the same words.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dabir_benches::clean;
use dabir_stem::{StemMode, Stemmer, stop_class};
use rishe::morphology::MorphologyEngine;
use rishe::stemmer::Stemmer as Rishe;
use std::hint::black_box;
use std::time::Duration;

fn stem(criterion: &mut Criterion) {
    let text = clean();
    let words: Vec<&str> =
        dabir::words(&text).filter(|w| w.kind() == dabir::TokenKind::Word).map(|w| w.text()).collect();
    let (light, aggressive) = (Stemmer::new(), Stemmer::with_mode(StemMode::Aggressive));
    let engine = MorphologyEngine::new();
    assert_eq!(light.stem("کتاب‌هایشان"), "کتاب");
    assert_eq!(Rishe::stem("کتاب‌هایشان", &engine), "کتاب");

    let mut group = criterion.benchmark_group("stem");
    group.throughput(Throughput::Elements(words.len() as u64));
    let mut each = |name: &str, length: &dyn Fn(&str) -> usize| {
        group.bench_function(name, |b| {
            b.iter(|| words.iter().map(|word| length(black_box(word))).sum::<usize>());
        });
    };
    each("dabir-light", &|word| light.stem(word).len());
    each("dabir-aggressive", &|word| aggressive.stem(word).len());
    each("rishe", &|word| Rishe::stem(word, &engine).len());
    each("stop-words", &|word| usize::from(stop_class(word).is_some()));
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = stem
}
criterion_main!(benches);
