//! How fast are words lemmatized, next to rishe?
//!
//! Both are given the same words one by one, those of the text in its order, and hand out each lemma to a black box; the
//! time to find the words is in neither. `clean` is text as it should be; in `lost` two thirds of the half-spaces are
//! gone, so that many forms are in no list. `dabir-analyses` finds all readings of each word, without the lemmas that the
//! lexicon keeps. Bytes are those of the words. The answers are checked: two words by hand, and that both agree on four
//! of five words; rishe names a verb by its past stem.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dabir::{TokenKind, words};
use dabir_benches::{clean, lost};
use dabir_stem::{Analyzer, Lemmatizer};
use rishe::morphology::MorphologyEngine;
use std::hint::black_box;
use std::time::Duration;

fn lemmatize(criterion: &mut Criterion) {
    let (dabir, rishe) = (Lemmatizer::new(), MorphologyEngine::new());
    let analyzer = Analyzer::new();
    for (word, lemma, peer) in [("کتاب\u{200c}ها", "کتاب", "کتاب"), ("می\u{200c}روند", "رفت#رو", "رفت")]
    {
        assert_eq!((&*dabir.lemmatize(word, None), &*rishe.lemmatize(word)), (lemma, peer));
    }
    for (name, text) in [("lemmatize/clean", clean()), ("lemmatize/lost", lost())] {
        let words: Vec<&str> =
            words(&text).filter(|token| token.kind() == TokenKind::Word).map(|token| token.text()).collect();
        let past = |lemma: &str| lemma.split('#').next().map(str::to_owned);
        let same =
            words.iter().filter(|word| past(&dabir.lemmatize(word, None)) == past(&rishe.lemmatize(word)));
        let share = same.count() as f64 / words.len() as f64;
        assert!(share > 0.8, "{name}: the same lemma for {share} of the words only");

        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(words.iter().map(|word| word.len() as u64).sum()));
        group.bench_function("dabir", |b| {
            b.iter(|| {
                black_box(&words)
                    .iter()
                    .map(|word| black_box(dabir.lemmatize(word, None)).len())
                    .sum::<usize>()
            });
        });
        group.bench_function("rishe", |b| {
            b.iter(|| {
                black_box(&words).iter().map(|word| black_box(rishe.lemmatize(word)).len()).sum::<usize>()
            });
        });
        group.bench_function("dabir-analyses", |b| {
            b.iter(|| {
                black_box(&words).iter().map(|word| black_box(analyzer.analyze(word)).len()).sum::<usize>()
            });
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = lemmatize
}
criterion_main!(benches);
