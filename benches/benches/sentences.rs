//! How fast is sentence splitting, next to Unicode's sentence boundaries (UAX #29) without tailoring?
//!
//! The peers are `split_sentence_bounds` of unicode-segmentation, the sentence segmenter of ICU4X and the splitter of rishe,
//! which knows thirteen abbreviations of Persian, and collects the sentences without the white space around. Dabir is favoured
//! on ordinary text: it jumps from one mark that may end a sentence to the next, and decides there only, while the
//! peers run their rules on every character, as the standard is written. They are favoured by what they need not know:
//! abbreviations, initials, file names, reported speech. The numbers of sentences differ with the rules; that no byte
//! is lost is checked for all but rishe.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dabir::sentences;
use dabir_benches::{clean, count};
use icu_segmenter::{SentenceSegmenter, options::SentenceBreakInvariantOptions};
use rishe::sbd::SentenceSplitter;
use std::time::Duration;
use unicode_segmentation::UnicodeSegmentation;

fn sentence_bounds(criterion: &mut Criterion) {
    let text = clean();
    let text = text.as_str();
    let icu = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    assert_eq!(sentences(text).map(|s| s.text()).collect::<String>(), text);
    assert_eq!(text.split_sentence_bounds().collect::<String>(), text);
    assert_eq!(icu.segment_str(text).last(), Some(text.len()));

    let mut group = criterion.benchmark_group("sentences/clean");
    group.throughput(Throughput::Bytes(text.len() as u64));
    count(&mut group, "dabir", text, sentences);
    count(&mut group, "unicode-segmentation", text, str::split_sentence_bounds);
    count(&mut group, "icu", text, |t| icu.segment_str(t));
    count(&mut group, "rishe", text, |t| SentenceSplitter::split(t).into_iter());
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = sentence_bounds
}
criterion_main!(benches);
