//! How fast is normalization, next to the cheapest thing one can do with the bytes and to another normalizer?
//!
//! Three references, on the same text in the same process. `from-utf8` (the standard library's validation) is the floor:
//! who reads text from a file pays it anyway, and it decides nothing. `nfc` is Unicode normalization, a smaller job:
//! none of the rules, no look at the neighbours; but it copies all it reads, so `is-nfc` is its better side on clean
//! text. `rishe` is the normalizer of that crate with its default settings: letters, spaces, digits, diacritics, and
//! half-spaces before a list of suffixes; `rishe-characters` leaves out the diacritics and suffixes and so is the
//! nearest to the `characters` preset. Rishe is favoured: it protects no addresses or file names, pairs no quotation
//! marks, leaves punctuation as it is, tells Persian from no other language, and reports nothing. On clean text Dabir
//! is favoured, for it was made for text that needs no change; on mixed text, where one character in thirty is wrong,
//! it is not. `worker` does what `normalize` does and also lists the edits. Short texts, where what a call costs by
//! itself shows, are the groups whose names end in `-lines`.

use criterion::{
    BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime,
};
use dabir::{Normalizer, Preset};
use dabir_benches::{clean, is_built_in, mixed};
use rishe::normalizer::{Normalizer as Rishe, NormalizerConfig};
use std::borrow::Cow;
use std::hint::black_box;
use std::time::Duration;
use unicode_normalization::{UnicodeNormalization, is_nfc};

type Group<'a> = BenchmarkGroup<'a, WallTime>;

fn group<'a>(criterion: &'a mut Criterion, name: &str, text: &str) -> Group<'a> {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group
}

/// Times `run` on the whole text.
fn whole<T>(group: &mut Group<'_>, name: &str, text: &str, mut run: impl FnMut(&str) -> T) {
    group.bench_function(name, |b| b.iter(|| drop(black_box(run(black_box(text))))));
}

/// Times `run` on one line after the other.
fn lines<T>(group: &mut Group<'_>, name: &str, text: &str, mut run: impl FnMut(&str) -> T) {
    let lines: Vec<&str> = text.lines().collect();
    group.bench_function(name, |b| {
        b.iter(|| {
            for line in &lines {
                drop(black_box(run(black_box(line))));
            }
        });
    });
}

/// Whether a normalizer gave back its very input, of which it copied nothing.
fn is_borrowed(text: Cow<'_, str>) -> bool {
    matches!(text, Cow::Borrowed(_))
}

/// Stops with the first line that differs, not with a megabyte of text.
fn assert_same(text: &str, wanted: &str) {
    for (line, wanted) in text.lines().zip(wanted.lines()) {
        assert_eq!(line, wanted);
    }
    assert_eq!(text.len(), wanted.len());
}

/// Without the doubled spaces and half-spaces that the characters preset leaves alone.
fn single(text: &str) -> String {
    text.replace("  ", " ").replace("\u{200c}\u{200c}", "\u{200c}")
}

fn rishe() -> Rishe {
    Rishe::new(NormalizerConfig::default())
}

fn rishe_characters() -> Rishe {
    Rishe::new(NormalizerConfig { unify_digits: true, strip_diacritics: false, fix_zwnj: false })
}

fn characters(criterion: &mut Criterion) {
    let (clean, mixed) = (clean(), mixed());
    let dabir = Normalizer::builder().preset(Preset::Characters).build();
    let (rishe, rishe_characters) = (rishe(), rishe_characters());

    assert!(is_borrowed(dabir.normalize(&clean)) && dabir.is_normalized(&clean));
    let normal = dabir.normalize(&mixed);
    assert!(dabir.is_normalized(&normal) && !dabir.is_normalized(&mixed));
    assert_same(dabir.worker().normalize(&mixed).text(), &normal);
    assert!(is_nfc(&clean));
    if is_built_in() {
        assert_same(&single(&normal), &clean);
        assert!(is_borrowed(rishe_characters.normalize(&clean)));
        // It has no rule for the comma, and collapses spaces.
        assert_same(&rishe_characters.normalize(&mixed), &clean_but_comma(&clean, &mixed));
    }

    let mut group = group(criterion, "characters/clean", &clean);
    whole(&mut group, "dabir", &clean, |t| dabir.normalize(t).len());
    whole(&mut group, "dabir-is-normalized", &clean, |t| dabir.is_normalized(t));
    let mut worker = dabir.worker();
    whole(&mut group, "dabir-worker", &clean, |t| worker.normalize(t).edits().len());
    whole(&mut group, "rishe", &clean, |t| rishe.normalize(t).len());
    whole(&mut group, "rishe-characters", &clean, |t| rishe_characters.normalize(t).len());
    whole(&mut group, "nfc", &clean, |t| t.nfc().collect::<String>());
    whole(&mut group, "is-nfc", &clean, is_nfc);
    whole(&mut group, "from-utf8", &clean, |t| std::str::from_utf8(t.as_bytes()).is_ok());
    group.finish();

    let mut group = self::group(criterion, "characters/mixed", &mixed);
    whole(&mut group, "dabir", &mixed, |t| dabir.normalize(t).len());
    whole(&mut group, "dabir-worker", &mixed, |t| worker.normalize(t).edits().len());
    whole(&mut group, "rishe", &mixed, |t| rishe.normalize(t).len());
    whole(&mut group, "rishe-characters", &mixed, |t| rishe_characters.normalize(t).len());
    whole(&mut group, "nfc", &mixed, |t| t.nfc().collect::<String>());
    group.finish();

    let mut group = self::group(criterion, "characters/clean-lines", &clean);
    lines(&mut group, "dabir", &clean, |t| dabir.normalize(t).len());
    lines(&mut group, "dabir-worker", &clean, |t| worker.normalize(t).edits().len());
    lines(&mut group, "rishe", &clean, |t| rishe.normalize(t).len());
    lines(&mut group, "rishe-characters", &clean, |t| rishe_characters.normalize(t).len());
    lines(&mut group, "from-utf8", &clean, |t| std::str::from_utf8(t.as_bytes()).is_ok());
    group.finish();

    let mut group = self::group(criterion, "characters/mixed-lines", &mixed);
    lines(&mut group, "dabir", &mixed, |t| dabir.normalize(t).len());
    lines(&mut group, "dabir-worker", &mixed, |t| worker.normalize(t).edits().len());
    lines(&mut group, "rishe", &mixed, |t| rishe.normalize(t).len());
    lines(&mut group, "rishe-characters", &mixed, |t| rishe_characters.normalize(t).len());
    group.finish();
}

/// The clean text with the commas of the mixed one.
fn clean_but_comma(clean: &str, mixed: &str) -> String {
    let mut commas = mixed.chars().filter(|&c| matches!(c, ',' | '،'));
    clean.chars().map(|c| if c == '،' { commas.next().unwrap_or(c) } else { c }).collect()
}

fn standard(criterion: &mut Criterion) {
    let (clean, mixed) = (clean(), mixed());
    let dabir = Normalizer::new();

    assert!(is_borrowed(dabir.normalize(&clean)) && dabir.is_normalized(&clean));
    let normal = dabir.normalize(&mixed);
    assert!(dabir.is_normalized(&normal) && !dabir.is_normalized(&mixed));
    let mut worker = dabir.worker();
    assert_same(worker.normalize(&mixed).text(), &normal);
    if is_built_in() {
        assert_same(&normal, &clean);
    }

    for (name, text) in [("standard/clean", &clean), ("standard/mixed", &mixed)] {
        let mut group = group(criterion, name, text);
        whole(&mut group, "dabir", text, |t| dabir.normalize(t).len());
        whole(&mut group, "dabir-worker", text, |t| worker.normalize(t).edits().len());
        group.finish();
    }
    for (name, text) in [("standard/clean-lines", &clean), ("standard/mixed-lines", &mixed)] {
        let mut group = group(criterion, name, text);
        lines(&mut group, "dabir", text, |t| dabir.normalize(t).len());
        lines(&mut group, "dabir-worker", text, |t| worker.normalize(t).edits().len());
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = characters, standard
}
criterion_main!(benches);
