//! The laws of the design as functions that panic where one is broken; property tests and fuzz targets share them.

use crate::samples::{PIECES, Sample};
use dabir::spacing::{Calibration, Entry, hash_of};
use dabir::{
    Confidence, Context, Dictionary, Model, Newlines, Normalizer, Offsets, SentenceOptions, TokenKind,
};
use dabir_stem::{StemMode, Stemmer, stop_class};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Laws 1, 2, 6, 7: idempotent, the same through every door, lines stay lines, spacing rules touch no letter.
///
/// # Panics
/// Where one is broken.
pub fn normalize(sample: &Sample<'_>) {
    let (normalizer, name) = sample.normalizer();
    normalize_with(&normalizer, &name, &sample.text);
}

fn normalize_with(normalizer: &Normalizer, name: &str, text: &str) {
    let once = normalizer.normalize(text);
    let twice = normalizer.normalize(&once);
    assert_eq!(once, twice, "{name}: not idempotent on {text:?}");
    assert_eq!(normalizer.is_normalized(text), once == text, "{name}: is_normalized on {text:?}");
    assert!(matches!(&twice, Cow::Borrowed(_)), "{name}: copied unchanged text {once:?}");
    let mut written = String::new();
    normalizer.normalize_to(text, &mut written).unwrap();
    assert_eq!(once, written, "{name}: normalize_to on {text:?}");
    let lines = |s: &str| s.matches('\n').count();
    assert_eq!(lines(text), lines(&once), "{name}: lines of {text:?}");

    let mut worker = normalizer.worker();
    let mut parts = String::new();
    for part in text.split_inclusive('\n') {
        parts += worker.normalize_next(part).text();
    }
    assert_eq!(once, parts, "{name}: line by line, {text:?}");
    edits(name, normalizer, text, &once);
}

/// Law 6: a text that is cut at line ends comes out the same, whatever the worker did before: part after part, and, without
/// evidence, the last part first, each in the context that those before it leave. Of `cuts` each bit says whether a line ends
/// a part.
///
/// # Panics
/// Where that does not hold.
pub fn parts(sample: &Sample<'_>, cuts: u32) {
    let (text, (normalizer, name)) = (&*sample.text, sample.normalizer());
    let whole = normalizer.normalize(text);
    let (mut parts, mut start, mut lines) = (Vec::new(), 0, 0);
    for (at, _) in text.match_indices('\n') {
        if cuts >> (lines % 32) & 1 != 0 {
            parts.push(&text[start..=at]);
            start = at + 1;
        }
        lines += 1;
    }
    parts.push(&text[start..]);
    let mut worker = normalizer.worker();
    // What it did before is of another document.
    worker.normalize("کتاب\u{200c}های علی\u{200c}اف را ببین\n```\nي");
    worker.start_in(Context::default());
    let in_order: String = parts.iter().map(|part| worker.normalize_next(part).text().to_owned()).collect();
    assert_eq!(in_order, whole, "{name}: part after part of {text:?}");
    let mut contexts = vec![Context::default()];
    for part in &parts {
        contexts.push(contexts[contexts.len() - 1].after(part));
    }
    if !sample.options.evidence {
        let mut made: Vec<_> = parts
            .iter()
            .zip(contexts)
            .rev()
            .map(|(part, context)| {
                worker.start_in(context);
                worker.normalize_next(part).text().to_owned()
            })
            .collect();
        made.reverse();
        assert_eq!(made.concat(), whole, "{name}: the last part of {text:?} first");
    }
    assert_eq!(worker.normalize(text).text(), whole, "{name}: a used worker on {text:?}");
}

/// A user dictionary is refused with a line of it, or obeyed by a normalizer for which the laws hold; a word of it that is
/// normalized stays so.
///
/// # Panics
/// Where that does not hold.
pub fn dictionary(words: &str, text: &str) {
    match Dictionary::parse(words) {
        Ok(dictionary) => {
            let normalizer = Normalizer::builder().dictionary(dictionary).build();
            normalize_with(&normalizer, words, text);
            normalize_with(&normalizer, words, words);
        }
        Err(error) => {
            let line = error.line().expect("a line of the text");
            assert!((1..=words.lines().count()).contains(&line), "{error} in {words:?}");
        }
    }
}

/// A stem is there if the word is, is its own stem, and is no copy where it is a part of the word.
///
/// # Panics
/// Where that is not so.
pub fn stem(word: &str) {
    for mode in [StemMode::Light, StemMode::Aggressive] {
        let stemmer = Stemmer::with_mode(mode);
        let stem = stemmer.stem(word);
        assert_eq!(stem.is_empty(), word.is_empty(), "{mode:?}: the stem of {word:?}");
        let again = stemmer.stem(&stem);
        assert_eq!(again, stem, "{mode:?}: the stem of the stem of {word:?}");
        assert!(matches!(again, Cow::Borrowed(_)), "{mode:?}: copied the stem of {word:?}");
    }
    stop_class(word);
}

/// The loader survives any bytes and refuses a damaged model, and the laws hold with any model and confidence: of the first bytes the weights and the lexicon are made,
/// the others are numbers of [`PIECES`].
///
/// # Panics
/// When a law does not hold.
pub fn model(bytes: &[u8]) {
    let _ = Model::from_bytes(bytes);
    let (seed, rest) = bytes.split_at(bytes.len().min(64));
    let text: String = rest.iter().map(|&b| PIECES[usize::from(b) % PIECES.len()]).collect();
    let byte = |i: usize| seed.get(i % seed.len().max(1)).copied().unwrap_or_default();
    let weights: Vec<[i8; 2]> =
        (0..1 << (1 + byte(0) % 8)).map(|i| [byte(i), byte(i / 3 + 7)].map(u8::cast_signed)).collect();
    let entries: Vec<(u64, Entry)> = PIECES
        .iter()
        .enumerate()
        .map(|(i, piece)| (hash_of(piece), Entry(u16::from_le_bytes([byte(i), byte(i + 1)]))))
        .collect();
    let kinds = [0, 1, 2, 3].map(|i| Calibration {
        slope: 0.1 + f32::from(byte(i)),
        offset: f32::from(byte(i + 1)),
        least: [0.0, f32::from(byte(i + 2)) / 16.0 - 8.0, 0.0],
    });
    let (bytes, _) = Model::write(&entries, byte(1) % 4, &weights, 0.1, &kinds);
    let model = Model::from_bytes(&*bytes).expect("what was written can be read");
    let confidence = match byte(2) % 4 {
        0 => Confidence::Careful,
        1 => Confidence::Standard,
        2 => Confidence::Eager,
        _ => Confidence::AtLeast(f32::from(byte(3)) / 200.0),
    };
    let normalizer = Normalizer::builder().model(model).confidence(confidence).build();
    normalize_with(&normalizer, "a random model", &text);
    // The checksum sees a byte that is another, and the header one too many or too few.
    let mut damaged = bytes;
    let at = usize::from(u16::from_le_bytes([byte(4), byte(5)])) % damaged.len();
    damaged[at] ^= byte(6).max(1);
    assert!(Model::from_bytes(&*damaged).is_err(), "byte {at} is not {}", damaged[at]);
    damaged[at] ^= byte(6).max(1);
    assert!(Model::from_bytes(&damaged[..at]).is_err(), "only {at} bytes");
    damaged.push(byte(7));
    assert!(Model::from_bytes(damaged).is_err(), "a byte too many");
}

/// Law 7: the edits lead from the input to the output, and name places that differ.
fn edits(name: &str, normalizer: &Normalizer, text: &str, normalized: &str) {
    let mut worker = normalizer.worker();
    let result = worker.normalize(text);
    assert_eq!(result.text(), normalized, "{name}: worker on {text:?}");
    let (mut applied, mut done, mut written) = (String::new(), 0, 0);
    for edit in result.edits() {
        let (input, output) = (edit.input(), edit.output());
        assert!(done <= input.start && written <= output.start, "{name}: order of {edit:?} in {text:?}");
        assert_eq!(
            text[done..input.start],
            normalized[written..output.start],
            "{name}: {edit:?} in {text:?}"
        );
        let (removed, inserted) = (&text[input.clone()], &normalized[output.clone()]);
        assert_ne!(removed, inserted, "{name}: {edit:?} changes nothing in {text:?}");
        assert_eq!((removed, inserted), (result.removed(edit), result.inserted(edit)));
        // An edit in which a rule about letters has a part goes by the name of that rule.
        if edit.rule().is_spacing() {
            let letter = |c: &char| c.is_alphanumeric() && !is_combining_mark(*c);
            let letters = |s: &str| s.nfkc().filter(letter).collect::<String>();
            assert_eq!(letters(removed), letters(inserted), "{name}: {edit:?} lost a letter of {text:?}");
        }
        applied += &text[done..input.start];
        applied += inserted;
        (done, written) = (input.end, output.end);
    }
    applied += &text[done..];
    assert_eq!(applied, normalized, "{name}: edits of {text:?}");
    // And back.
    let (mut undone, mut written) = (String::new(), 0);
    for edit in result.edits() {
        assert!((0.0..=1.0).contains(&edit.confidence()), "{name}: {edit:?} in {text:?}");
        undone += &normalized[written..edit.output().start];
        undone += result.removed(edit);
        written = edit.output().end;
    }
    undone += &normalized[written..];
    assert_eq!(undone, text, "{name}: edits taken back");
    // In another unit they are the same edits; to count from the beginning each time is slow.
    for (edit, in_chars) in result.edits().iter().zip(result.edits_in(|position| position.char)).take(20) {
        let chars = |text: &str, Range { start, end }: Range<usize>| {
            let before = text[..start].chars().count();
            before..before + text[start..end].chars().count()
        };
        assert_eq!(in_chars.input(), chars(text, edit.input()), "{name}: {edit:?} in {text:?}");
        assert_eq!(in_chars.output(), chars(normalized, edit.output()), "{name}: {edit:?} in {text:?}");
    }
}

/// The protected spans of a text are in order, lie in it, and are not empty.
///
/// # Panics
/// Where one does not.
pub fn protected(sample: &Sample<'_>) {
    let (normalizer, name) = sample.normalizer();
    let text = &*sample.text;
    let mut done = 0;
    for protected in normalizer.protected(text) {
        let (span, class) = (protected.span(), protected.class());
        assert!(done <= span.start && span.start < span.end, "{name}: {class} at {span:?} in {text:?}");
        assert!(text.get(span.clone()).is_some(), "{name}: {class} at {span:?} in {text:?}");
        done = span.end;
    }
}

/// Laws 3 and 4: no edit reaches into this part of the text, which is protected or in another language.
///
/// # Panics
/// Where one does.
pub fn untouched(sample: &Sample<'_>, part: Range<usize>) {
    let (text, (normalizer, name)) = (&*sample.text, sample.normalizer());
    let mut worker = normalizer.worker();
    let result = worker.normalize(text);
    for edit in result.edits() {
        let Range { start, end } = edit.input();
        assert!(end <= part.start || part.end <= start, "{name}: {edit:?} in {:?} of {text:?}", &text[part]);
    }
    let there = result.alignment().range_to_output(part.clone());
    assert_eq!(result.text()[there], text[part], "{name}: in {text:?}");
}

/// Law 7: offsets map both ways, land on character boundaries, and come back in unchanged text.
///
/// # Panics
/// Where the law is broken.
pub fn alignment(sample: &Sample<'_>) {
    let (text, (normalizer, name)) = (&*sample.text, sample.normalizer());
    let mut worker = normalizer.worker();
    let result = worker.normalize(text);
    let (alignment, out) = (result.alignment(), result.text());
    let mut edits = result.edits().iter().peekable();
    let mut last = 0;
    for (at, c) in text.char_indices() {
        let there = alignment.to_output(at);
        assert!(out.is_char_boundary(there) && last <= there, "{name}: {at} -> {there} in {text:?}");
        last = there;
        while edits.next_if(|e| e.input().end <= at).is_some() {}
        if edits.peek().is_none_or(|e| e.input().start > at) {
            assert_eq!(out[there..].chars().next(), Some(c), "{name}: {at} -> {there} in {text:?}");
            assert_eq!(alignment.to_input(there), at, "{name}: {at} does not come back in {text:?}");
            let range = at..at + c.len_utf8();
            let covered = alignment.range_to_output(range.clone());
            assert_eq!(covered, there..there + c.len_utf8(), "{name}: {range:?} of {text:?}");
            assert_eq!(alignment.range_to_input(covered), range, "{name}: back to {range:?} of {text:?}");
        }
    }
    for (at, _) in out.char_indices() {
        assert!(text.is_char_boundary(alignment.to_input(at)), "{name}: output {at} of {text:?}");
    }
    offsets(text);
}

fn offsets(text: &str) {
    let mut forward = Offsets::new(text);
    let (mut chars, mut utf16) = (0, 0);
    for (byte, c) in text.char_indices() {
        let position = forward.at_byte(byte);
        assert_eq!((position.byte, position.char, position.utf16), (byte, chars, utf16), "{text:?}");
        assert_eq!(Offsets::new(text).at_char(chars), position, "{text:?}");
        assert_eq!(Offsets::new(text).at_utf16(utf16), position, "{text:?}");
        chars += 1;
        utf16 += c.len_utf16();
        if chars > 200 {
            // The checks above start from the beginning each time.
            break;
        }
    }
}

/// Law 5: tokens and sentences cover the text without gaps, on character boundaries, and none is empty.
///
/// # Panics
/// Where the law is broken.
pub fn tokens(text: &str) {
    let mut at = 0;
    for token in dabir::tokens(text) {
        assert_eq!(token.span().start, at, "gap in {text:?}");
        assert!(!token.text().is_empty(), "empty token in {text:?}");
        assert_eq!(&text[token.span()], token.text());
        let blank = token.text().chars().all(|c| c.is_whitespace());
        assert!(!token.kind().is_space() || blank, "{token:?} in {text:?}");
        assert!(token.kind() != TokenKind::Newline || token.text().chars().count() <= 2, "{token:?}");
        at = token.span().end;
    }
    assert_eq!(at, text.len(), "tokens end early in {text:?}");
    let words: Vec<_> = dabir::tokens(text).filter(|t| !t.kind().is_space()).collect();
    assert!(dabir::words(text).eq(words), "words are not the tokens of {text:?}");
    sentences(text);
}

/// Law 5: sentences cover the text, none is empty, and one ends with its line where lines end sentences.
///
/// # Panics
/// Where the law is broken.
pub fn sentences(text: &str) {
    for newlines in [Newlines::Break, Newlines::Paragraph, Newlines::Ignore] {
        for semicolon in [false, true] {
            let mut options = SentenceOptions::default();
            (options.newlines, options.semicolon) = (newlines, semicolon);
            let mut at = 0;
            for sentence in options.sentences(text) {
                assert_eq!(sentence.span().start, at, "gap between sentences of {text:?}");
                assert!(!sentence.text().is_empty());
                assert_eq!(&text[sentence.span()], sentence.text());
                let is_line = newlines != Newlines::Break || !sentence.trimmed().contains('\n');
                assert!(is_line, "{sentence:?} of {text:?}");
                at = sentence.span().end;
            }
            assert_eq!(at, text.len(), "sentences end early in {text:?}");
        }
    }
}
