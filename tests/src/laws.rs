//! The laws of the design as functions that panic where one is broken; property tests and fuzz targets share them.

use crate::cases::Options;
use dabir::spacing::{Calibration, Entry, hash_of};
use dabir::{Model, Newlines, Normalizer, Offsets, Preset, Protected, Rule, SentenceOptions, TokenKind};
use dabir_stem::{StemMode, Stemmer, stop_class};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::iter::{once, repeat_n};
use std::sync::{Arc, Mutex};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text, and the choices of the normalizer to try on it.
#[derive(Clone, Debug)]
pub struct Sample<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// The choices.
    pub options: Options,
}

impl Sample<'_> {
    /// The normalizer, and its choices as a case would have them, for messages.
    fn normalizer(&self) -> (Arc<Normalizer>, String) {
        // Making one takes longer than trying a short text; those without switches are few.
        static MADE: Mutex<BTreeMap<String, Arc<Normalizer>>> = Mutex::new(BTreeMap::new());
        let name = serde_json::to_string(&self.options).unwrap();
        let make = || Arc::new(self.options.normalizer().unwrap());
        if !self.options.rules.is_empty() || !self.options.protect.is_empty() {
            return (make(), name);
        }
        let mut made = MADE.lock().unwrap();
        (Arc::clone(made.entry(name.clone()).or_insert_with(make)), name)
    }
}

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

/// The loader survives any bytes, and the laws hold with any model: of the first bytes the weights and the lexicon are made,
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
    let model = Model::from_bytes(bytes).expect("what was written can be read");
    normalize_with(&Normalizer::builder().model(model).build(), "a random model", &text);
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
        if edit.rule().id().starts_with("spaces.") || edit.rule().id().starts_with("zwnj.") {
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

    for newlines in [Newlines::Break, Newlines::Paragraph, Newlines::Ignore] {
        for semicolon in [false, true] {
            let mut options = SentenceOptions::default();
            (options.newlines, options.semicolon) = (newlines, semicolon);
            let mut at = 0;
            for sentence in options.sentences(text) {
                assert_eq!(sentence.span().start, at, "gap between sentences of {text:?}");
                assert!(!sentence.text().is_empty());
                assert_eq!(&text[sentence.span()], sentence.text());
                at = sentence.span().end;
            }
            assert_eq!(at, text.len(), "sentences end early in {text:?}");
        }
    }
}

/// Pieces that Persian text on the web is made of, the awkward ones first.
pub const PIECES: &[&str] = &[
    " ",
    "\u{200c}",
    " ",
    "ا",
    "ی",
    "ه",
    "م",
    "\n",
    ".",
    "،",
    "\u{200f}",
    "\u{200d}",
    "\u{200b}",
    "\u{ad}",
    "¬",
    "\u{feff}",
    "\u{a0}",
    "\u{654}",
    "\u{653}",
    "\u{64b}",
    "\u{651}",
    "\u{64e}",
    "ي",
    "ك",
    "ى",
    "ۀ",
    "ە",
    "ہ",
    "ے",
    "ة",
    "أ",
    "ؤ",
    "ئ",
    "ء",
    "آ",
    "ـ",
    "ﻻ",
    "ﷲ",
    "ﷺ",
    "﷼",
    "ﺳ",
    "ﹰ",
    "1",
    "۲",
    "٣",
    "12",
    "۱۲",
    "%",
    "٪",
    ",",
    ";",
    "?",
    "؟",
    "؛",
    "!",
    ":",
    "...",
    "…",
    "\"",
    "“",
    "”",
    "«",
    "»",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "-",
    "–",
    "/",
    "\\",
    "_",
    "#",
    "@",
    "&",
    "<",
    ">",
    "`",
    "```",
    "~~~",
    "*",
    "=",
    "+",
    "'",
    "’",
    "a",
    "Z",
    "é",
    "e\u{301}",
    "http://",
    "www.",
    "a.ir",
    "info@a.ir",
    "x@y",
    ".pdf",
    "file",
    "C++",
    "3D",
    "&nbsp;",
    "<b>",
    "</b>",
    "<code>",
    "](",
    ":)",
    ":(",
    "<3",
    "👨",
    "\u{1f3fd}",
    "👩",
    "❤",
    "\u{fe0f}",
    "\u{20e3}",
    "🇮",
    "🇷",
    "\t",
    "\r",
    "\u{0}",
    "\u{85}",
    "\u{2028}",
    "\u{c}",
    "کتاب",
    "می",
    "ها",
    "های",
    "خانه",
    "سلام",
    "نسخه",
    "رفت",
    "از",
    "این",
    "است",
    "الله",
    "إن",
    "الذين",
    "في",
    "ہے",
    "میں",
    "ڕۆژ",
    "ښ",
    "د",
    "ر",
    "و",
    "س",
    "ل",
    "192.168.1.1",
    "2.3.6",
    "1402/05/06",
    "12:30",
    "1,234",
    "2.5",
    "ه.ش.",
    "م. ",
    "עברית",
    "漢",
    "क्",
    "\u{200e}",
    "\u{202b}",
    "\u{202c}",
    "\u{61c}",
    "سس",
    "سسس",
    "تهران - ایرنا: ",
    "کتابهای ",
    "می ",
    "میروم ",
    "ها ",
    "های",
    "رئیسجمهور ",
    "رییس جمهور ",
    "وکشتار ",
    "خانه ",
    "ای ",
    "اش",
    "کار ها ",
    "علی اف ",
    "بزرگ ترین ",
    "نرمافزار",
    "بین المللی ",
    "هێمن",
];

/// Words of a user, at odds with the model and among each other.
const WORDS: [&str; 8] =
    ["علی\u{200c}اف", "!کتابهای", "روزافزون", "می روم", "کتابها", "خانه\u{200c}ای", "هاها", "و کشتار"];

/// What long lines are filled with: words, letters without a space, digits, marks.
pub const FILLERS: [&str; 8] = ["کتاب ", "س", "است ", "a ", "12 ", "کتب,", "الذين ", "۱-"];

/// The length of a long line: language is told in stretches of so many bytes.
const LONG: usize = 1024;

/// The text in the middle of a long line, where a stretch ends.
#[must_use]
pub fn padded(text: &str, filler: &str) -> String {
    let before = LONG.saturating_sub(text.len() / 2) / filler.len();
    let filler = |times| repeat_n(filler, times);
    filler(before).chain(once(text)).chain(filler(40)).collect()
}

/// The text again and again until it is long.
#[must_use]
pub fn repeated(text: &str) -> String {
    text.repeat(LONG * 3 / 2 / text.len().max(1) + 1)
}

/// Bytes that [`options_from`] makes switches of.
pub const SWITCHES: usize = 10;

/// Choices that bytes make: preset and policies, then a bit for each rule that is switched from what it is in the preset,
/// and for each protected class that is not protected.
#[must_use]
pub fn options_from(policies: u8, switches: [u8; SWITCHES]) -> Options {
    let bit = |i: usize| switches.get(i / 8).is_some_and(|byte| byte >> (i % 8) & 1 != 0);
    let preset = Preset::ALL[usize::from(policies % 4)];
    let digits = [None, None, None, None, Some("persian"), Some("ascii"), Some("arabic"), Some("keep")];
    let ezafe = [None, None, Some("hamza"), Some("ye")];
    let rules = Rule::ALL.iter().enumerate().filter(|&(i, _)| bit(i));
    let classes = Protected::ALL.iter().enumerate().filter(|&(i, _)| bit(64 + i));
    Options {
        preset: Some(preset.name().to_owned()),
        digits: digits[usize::from(policies >> 2 & 7)].map(str::to_owned),
        confidence: (policies >> 7 != 0).then(|| "eager".to_owned()),
        evidence: policies >> 7 != 0,
        dictionary: if policies >> 7 != 0 { WORDS.map(str::to_owned).to_vec() } else { Vec::new() },
        ezafe: ezafe[usize::from(policies >> 5 & 3)].map(str::to_owned),
        rules: rules.map(|(_, rule)| (rule.id().to_owned(), !rule.is_in(preset))).collect(),
        protect: classes.map(|(_, class)| (class.name().to_owned(), false)).collect(),
    }
}

/// A sample from arbitrary bytes. Of the first, bit 0 says whether the text is UTF-8 or numbers of [`PIECES`], bit 1 whether
/// switches come before it, bits 2 and 3 whether it is padded or repeated to a long line, the others with what. The second
/// is for the policies.
#[must_use]
pub fn sample_from(bytes: &[u8]) -> Sample<'_> {
    let (&[first, policies], mut rest) = bytes.split_first_chunk().unwrap_or((&[0, 0], bytes));
    let mut switches = [0; SWITCHES];
    if first & 2 != 0
        && let Some((bits, text)) = rest.split_first_chunk()
    {
        (switches, rest) = (*bits, text);
    }
    let mut text = match first & 1 {
        0 => String::from_utf8_lossy(rest),
        _ => rest.iter().map(|&b| PIECES[usize::from(b) % PIECES.len()]).collect(),
    };
    match first >> 2 & 3 {
        2 => text = padded(&text, FILLERS[usize::from(first >> 4 & 7)]).into(),
        3 => text = repeated(&text).into(),
        _ => {}
    }
    Sample { text, options: options_from(policies, switches) }
}
