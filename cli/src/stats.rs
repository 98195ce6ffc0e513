//! What is counted of texts.

use dabir::{Normalized, TokenKind};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The classes of characters.
const CLASSES: [&str; 11] = [
    "persian letters",
    "other letters of the script",
    "latin letters",
    "other letters",
    "persian digits",
    "arabic digits",
    "ascii digits",
    "half-spaces",
    "white space",
    "diacritics",
    "marks and other characters",
];

/// The class of a character as an index of [`CLASSES`].
fn class(c: char) -> usize {
    match c {
        'ء'..='غ' | 'ف' | 'ق' | 'ل'..='و' | 'پ' | 'چ' | 'ژ' | 'ک' | 'گ' | 'ی'
            if !matches!(c, 'ـ' | 'ى' | 'ي' | 'ك' | 'ة') =>
        {
            0
        }
        '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}' => 9,
        '۰'..='۹' => 4,
        '٠'..='٩' => 5,
        '0'..='9' => 6,
        '\u{200C}' => 7,
        'a'..='z' | 'A'..='Z' => 2,
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            if c.is_alphabetic() =>
        {
            1
        }
        _ if c.is_whitespace() => 8,
        _ if c.is_alphabetic() => 3,
        _ => 10,
    }
}

fn by_class<S: serde::Serializer>(counts: &[usize; CLASSES.len()], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(CLASSES.iter().zip(counts).filter(|(_, count)| **count > 0))
}

/// Counts of texts, before they are normalized unless it says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Stats {
    bytes: usize,
    bytes_out: usize,
    lines: usize,
    words: usize,
    sentences: usize,
    /// By class, in the order of [`CLASSES`].
    #[serde(serialize_with = "by_class")]
    characters: [usize; CLASSES.len()],
    /// By rule.
    edits: BTreeMap<&'static str, usize>,
}

impl Stats {
    /// Counts a text that was normalized.
    pub(crate) fn count(&mut self, text: &str, normalized: Normalized<'_>) {
        self.bytes += text.len();
        self.bytes_out += normalized.text().len();
        self.lines += memchr::memchr_iter(b'\n', text.as_bytes()).count();
        self.words += dabir::words(text).filter(|word| word.kind() == TokenKind::Word).count();
        self.sentences += dabir::sentences(text).filter(|s| !s.text().trim().is_empty()).count();
        for c in text.chars() {
            self.characters[class(c)] += 1;
        }
        for edit in normalized.edits() {
            *self.edits.entry(edit.rule().id()).or_default() += 1;
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.bytes += other.bytes;
        self.bytes_out += other.bytes_out;
        self.lines += other.lines;
        self.words += other.words;
        self.sentences += other.sentences;
        for (sum, count) in self.characters.iter_mut().zip(other.characters) {
            *sum += count;
        }
        for (rule, count) in &other.edits {
            *self.edits.entry(rule).or_default() += count;
        }
    }
}

/// What a run came to, as people or programs want to see it.
#[derive(Debug, Serialize)]
pub(crate) struct Report<'a> {
    pub(crate) documents: usize,
    pub(crate) changed: usize,
    #[serde(flatten)]
    pub(crate) stats: &'a Stats,
    pub(crate) seconds: f64,
}

impl Report<'_> {
    /// An object on one line.
    pub(crate) fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        writeln!(out)
    }

    /// A table: a name and a number a line.
    pub(crate) fn write_table(&self, out: &mut impl Write) -> io::Result<()> {
        let Stats { bytes, bytes_out, lines, words, sentences, characters, edits } = self.stats;
        let sums = [
            ("documents", self.documents),
            ("documents changed", self.changed),
            ("bytes", *bytes),
            ("bytes of output", *bytes_out),
            ("lines", *lines),
            ("words", *words),
            ("sentences", *sentences),
            ("edits", edits.values().sum()),
        ];
        let mut row = |indent: &str, name: &str, count: usize| {
            writeln!(out, "{:<36}{count:>14}", format!("{indent}{name}"))
        };
        for (name, count) in sums {
            row("", name, count)?;
        }
        let mut by_count: Vec<_> = edits.iter().collect();
        by_count.sort_by_key(|&(rule, count)| (std::cmp::Reverse(count), rule));
        for (rule, count) in by_count {
            row("  ", rule, *count)?;
        }
        row("", "characters", characters.iter().sum())?;
        for (class, &count) in CLASSES.iter().zip(characters).filter(|(_, count)| **count > 0) {
            row("  ", class, count)?;
        }
        let rate = *bytes as f64 / self.seconds / f64::from(1 << 20);
        writeln!(out, "{:<36}{:>14.2}", "seconds", self.seconds)?;
        writeln!(out, "{:<36}{rate:>14.1}", "MiB a second")
    }
}
