//! How fast is the standard preset with the spacing model, next to the spacing stages of another normalizer?
//!
//! `dabir` does all that the standard preset does: characters, digits, punctuation, spaces, and then the model. `rishe` is
//! its `normalize_ops::spacing` alone: orthographic, punctuation, word and verbal spacing, by lists and a morphology engine.
//! `clean` is text with its half-spaces in place, `lost` the same with a third of them gone and a third made spaces.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dabir::Normalizer;
use dabir_benches::{clean, is_built_in, lost};
use rishe::morphology::MorphologyEngine;
use rishe::normalize_ops;
use std::hint::black_box;
use std::time::Duration;

fn spacing(criterion: &mut Criterion) {
    let dabir = Normalizer::new();
    let mut worker = dabir.worker();
    let engine = MorphologyEngine::new();
    let (clean, lost) = (clean(), lost());
    if is_built_in() {
        assert!(dabir.is_normalized(&clean));
        // Lines of ten words and more: most come out as they were.
        let mended = dabir.normalize(&lost);
        let right = mended.lines().zip(clean.lines()).filter(|(a, b)| a == b).count();
        assert!(right * 10 > clean.lines().count() * 6, "{right} of {}", clean.lines().count());
    }
    for (name, text) in [("spacing/clean", clean), ("spacing/lost", lost)] {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("dabir", |b| b.iter(|| dabir.normalize(black_box(&text)).len()));
        group.bench_function("dabir-worker", |b| b.iter(|| worker.normalize(black_box(&text)).edits().len()));
        group.sample_size(10);
        group.bench_function("rishe", |b| b.iter(|| normalize_ops::spacing(black_box(&text), &engine).len()));
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = spacing
}
criterion_main!(benches);
