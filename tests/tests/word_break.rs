//! Unicode's own test of word boundaries, and every place where Dabir cuts otherwise, with the reason.
//!
//! The file is `WordBreakTest.txt` of the Unicode Character Database, the version that the character table is made from.

use icu_properties::CodePointMapData;
use icu_properties::props::WordBreak;
use std::collections::BTreeMap;

const FILE: &str = include_str!("../data/WordBreakTest.txt");

/// Why a boundary is deliberately not that of UAX #29.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// A run of white space is one token; line tabulation, form feed and next line are blanks like any other.
    Blanks,
    /// White space stays pure, so that dropping it loses no mark: what is written on it begins the next token.
    MarkOnSpace,
    /// Joiners that stray before a Persian word belong to it, as a half-space does.
    StrayJoiner,
    /// A run of points is one token.
    Points,
    /// Times and their like are one number: 12:30.
    NumberSeparator,
    /// Two regional indicators side by side are a flag; a mark between them parts them, as in grapheme clusters.
    Flag,
    /// A joiner ties an emoji to an emoji only, as in grapheme clusters; never to a word.
    JoinerBeforeEmoji,
}

/// One line of the file: the text and the byte offsets of its boundaries, both ends among them.
fn parse(line: &str) -> Option<(String, Vec<usize>)> {
    let samples = line.split('#').next()?.trim();
    let (mut text, mut boundaries) = (String::new(), Vec::new());
    for part in samples.split_ascii_whitespace() {
        match part {
            "÷" => boundaries.push(text.len()),
            "×" => {}
            code => text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()),
        }
    }
    (!text.is_empty()).then_some((text, boundaries))
}

fn property(c: char) -> WordBreak {
    CodePointMapData::<WordBreak>::new().get(c)
}

fn is_mark(c: char) -> bool {
    matches!(property(c), WordBreak::Extend | WordBreak::Format | WordBreak::ZWJ)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{B}' | '\u{C}' | '\u{85}')
}

fn is_indicator(c: char) -> bool {
    property(c) == WordBreak::RegionalIndicator
}

/// Why Dabir has a boundary that Unicode has not (`split`), or lacks one that it has, between two parts of a text.
fn reason(before: &str, after: &str, split: bool) -> Option<Reason> {
    let last = before.chars().next_back()?;
    let next = after.chars().next()?;
    let stem = before.trim_end_matches(is_mark);
    let base = stem.chars().next_back();
    let persian = ('\u{600}'..='\u{6FF}').contains(&next);
    if split {
        return match (last, next) {
            (' ', mark) if is_mark(mark) => Some(Reason::MarkOnSpace),
            (mark, second) if is_mark(mark) && is_indicator(second) && base.is_some_and(is_indicator) => {
                Some(Reason::Flag)
            }
            ('\u{200D}', '\u{A9}' | '\u{24C2}' | '\u{1F6D1}') => Some(Reason::JoinerBeforeEmoji),
            _ => None,
        };
    }
    match (last, next) {
        (a, b) if is_blank(a) && is_blank(b) => Some(Reason::Blanks),
        ('.', '.') => Some(Reason::Points),
        ('0'..='9', ':') if after[1..].starts_with(|c: char| c.is_ascii_digit()) => {
            Some(Reason::NumberSeparator)
        }
        (':', '0'..='9') if before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit()) => {
            Some(Reason::NumberSeparator)
        }
        ('\u{200D}', _) if persian && base.is_none_or(is_blank) => Some(Reason::StrayJoiner),
        // After a mark that parted two indicators, the second starts a flag of its own.
        (a, b) if is_indicator(a) && is_indicator(b) && before.contains(is_mark) => Some(Reason::Flag),
        _ => None,
    }
}

#[test]
fn word_boundaries_are_those_of_unicode_but_for_the_reasons_given() {
    let mut lines = 0;
    let mut found: BTreeMap<Reason, usize> = BTreeMap::new();
    let mut unexplained = Vec::new();
    for line in FILE.lines() {
        let Some((text, wanted)) = parse(line) else { continue };
        lines += 1;
        let mut boundaries = vec![0];
        boundaries.extend(dabir::tokens(&text).map(|token| token.span().end));
        for (at, _) in text.char_indices().skip(1) {
            let split = boundaries.contains(&at);
            if split == wanted.contains(&at) {
                continue;
            }
            match reason(&text[..at], &text[at..], split) {
                Some(reason) => *found.entry(reason).or_default() += 1,
                None => unexplained
                    .push(format!("{text:?} {} at {at}: {line}", if split { "cut" } else { "joined" })),
            }
        }
    }
    assert_eq!(lines, 1944, "lines of the file");
    assert!(unexplained.is_empty(), "{} places, first:\n{}", unexplained.len(), unexplained[0]);
    let known = [
        (Reason::Blanks, 3),
        (Reason::MarkOnSpace, 34),
        (Reason::StrayJoiner, 1),
        (Reason::Points, 13),
        (Reason::NumberSeparator, 10),
        (Reason::Flag, 3),
        (Reason::JoinerBeforeEmoji, 6),
    ];
    assert_eq!(found.into_iter().collect::<Vec<_>>(), known, "places where Dabir cuts otherwise");
}
