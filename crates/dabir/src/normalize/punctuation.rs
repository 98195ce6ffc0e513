//! Punctuation: the Persian marks, quotation marks in pairs, ellipses, and the spaces around them.

use super::gap::{is_closing, is_opening};
use super::pass::{Pass, REACH};
use crate::chars::{Class, Info, TATWEEL, ZWNJ, starts_word_of};
use crate::rule::Rule;

/// What may be written on to a closing bracket or quotation mark.
const SUFFIXES: [&str; 12] = ["ها", "های", "هایی", "ی", "ای", "ام", "ات", "اش", "اند", "ست", "تر", "ترین"];

/// Endings that a bracket may add to the word before it.
const ENDINGS: [&str; 14] = [
    "یان",
    "گان",
    "هایش",
    "هایم",
    "هایت",
    "هاشان",
    "هایشان",
    "هایمان",
    "هایتان",
    "شان",
    "مان",
    "تان",
    "انی",
    "ندگان",
];
/// Parts of a word that a bracket may complete.
const PREFIXES: [&str; 7] = ["می", "نمی", "بی", "نا", "هم", "پیش", "بر"];

impl Pass<'_> {
    /// A punctuation mark or symbol that starts no protected span.
    pub(super) fn sign(&mut self, at: usize, c: char, end: usize) -> usize {
        match c {
            ',' => self.twin(at, c, '،', Rule::PunctuationComma),
            ';' => self.twin(at, c, '؛', Rule::PunctuationSemicolon),
            '?' => self.twin(at, c, '؟', Rule::PunctuationQuestion),
            '"' | '“' | '”' | '„' => self.quotation(at, c, end),
            '،' | '؛' | '؟' | '!' | ':' | ')' | ']' | '»' => {
                self.tighten(at);
                self.loosen(at, c, end);
            }
            '(' if self.is_written_to_bracket(at) => self.change(at, at, " ", Rule::SpacesBeforeBracket),
            '(' | '[' | '«' if self.after(end) == Some(' ') && self.has(Rule::SpacesInsideBrackets) => {
                return self.gap(end);
            }
            // The event is the first byte of a word after a space.
            'ی' if self.before(at) == Some(' ') => self.lone_yeh(at),
            _ => {}
        }
        end
    }

    /// A mark that has a Persian twin.
    fn twin(&mut self, at: usize, c: char, to: char, rule: Rule) {
        let end = at + c.len_utf8();
        // `["a","b"]`, `/search?q=1`: what ASCII runs on from is code, unless a Persian word is before it.
        let code = self
            .after(end)
            .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '"' | '\'' | '{' | '[' | '<'));
        let word = self.follows_arabic(at)
            || (c != '?' && self.before(at) == Some(' ') && self.follows_arabic(at - 1));
        if (code && !word) || self.separates_code(at, c, end) || !self.is_persian_mark(at, end) {
            return;
        }
        self.tighten(at);
        if self.has(rule) {
            self.patch.push(at..end, to.encode_utf8(&mut [0; 4]), rule);
            // The Persian marks have spaces of their own.
            self.unsettled |=
                self.has(Rule::SpacesBeforePunctuation) || self.has(Rule::SpacesAfterPunctuation);
        }
        self.loosen(at, to, end);
    }

    /// A space between the mark `c` at `at..end` and the word after it.
    fn loosen(&mut self, at: usize, c: char, end: usize) {
        let Some(next) = self.after(end) else { return };
        if !self.has(Rule::SpacesAfterPunctuation) || self.patch.end() > end {
            return;
        }
        let info = Info::of(next);
        let digit = info.class() == Class::Digit;
        let wanted = match c {
            '،' | '؛' | '؟' => {
                let between_digits =
                    digit && self.before(at).is_some_and(|b| Info::of(b).class() == Class::Digit);
                !between_digits && (info.is_arabic() || digit || is_opening(next) || info.is_foreign_letter())
            }
            ':' if digit => {
                self.line[..at].chars().rev().take_while(|&c| Info::of(c).is_arabic()).take(2).count() == 2
            }
            ':' | '!' => (info.is_arabic() || next == '«') && self.follows_arabic(at),
            '.' => info.is_arabic() || (next == '«' && self.follows_arabic(at)),
            _ => info.is_arabic() && !starts_word_of(self.line, end, &SUFFIXES),
        };
        if wanted && self.is_persian_mark(at, end) {
            self.change(end, end, " ", Rule::SpacesAfterPunctuation);
        }
    }

    /// Whether a word is written on to the bracket that opens at byte `at`: او(علی). Not where the bracket holds letters that
    /// the word may have, کتاب(ها), or a note, علی(ع).
    fn is_written_to_bracket(&mut self, at: usize) -> bool {
        if !self.has(Rule::SpacesBeforeBracket) || !self.follows_arabic(at) || self.patch.end() > at {
            return false;
        }
        let inside = self.line[at + 1..].char_indices().take(REACH).find(|&(_, c)| c == ')');
        let Some(length) = inside.map(|(length, _)| length) else { return false };
        let inside = &self.line[at + 1..at + 1 + length];
        let before = &self.line[..at];
        let letters = |c: char| Info::of(c).is_arabic() || c == ZWNJ;
        let word =
            before.chars().rev().take(REACH).take_while(|&c| letters(c)).map(char::len_utf8).sum::<usize>();
        let word = &before[at - word..];
        let first = inside.trim_start_matches(' ');
        let content = match first.chars().next().map(Info::of) {
            Some(info) if info.is_arabic() => {
                first.chars().take_while(|&c| letters(c)).take(3).count() == 3
                    && !starts_word_of(first, 0, &SUFFIXES)
                    && !starts_word_of(first, 0, &ENDINGS)
            }
            Some(info) => {
                info.is_foreign_letter()
                    && first.chars().filter(|&c| Info::of(c).is_foreign_letter()).take(2).count() == 2
            }
            None => false,
        };
        (word == "و" || (content && !PREFIXES.contains(&word))) && self.is_persian_mark(at, at + 1)
    }

    /// A full stop, a file extension, an abbreviation, or the first of several dots.
    pub(super) fn point(&mut self, at: usize) -> usize {
        let bytes = self.line.as_bytes();
        match bytes.get(at + 1) {
            // A sentence ends: by far the most common.
            None | Some(b' ') if bytes.get(at.wrapping_sub(1)).is_some_and(|b| *b >= 0x80) => return at + 1,
            Some(b'.') => return self.dots(at),
            Some(b) if b.is_ascii_alphanumeric() => {
                if let Some((end, _)) = self.protected(at) {
                    return end;
                }
            }
            _ => {}
        }
        self.tighten(at);
        if self.after(at + 1) == Some('«') || (self.precedes_arabic(at + 1) && !self.is_abbreviation(at)) {
            self.loosen(at, '.', at + 1);
        }
        at + 1
    }

    /// A point after one letter, or in a chain of short pieces: ه.ش., ج.ا., دی.ان.ای
    fn is_abbreviation(&self, at: usize) -> bool {
        /// How many letters come first, and what comes after them; long words are cut short.
        fn piece(text: impl Iterator<Item = char>) -> (usize, Option<char>) {
            let mut letters = 0;
            for c in text.filter(|c| !matches!(*c, TATWEEL | ZWNJ | '\u{200D}')).take(5) {
                if !Info::of(c).is_arabic() {
                    return (letters, Some(c));
                }
                letters += 1;
            }
            (letters, None)
        }
        let (left, before) = piece(self.line[..at].chars().rev().take(8));
        let (right, after) = piece(self.line[at + 1..].chars().take(8));
        left == 1 || (left <= 3 && right <= 3 && (before == Some('.') || after == Some('.')))
    }

    fn dots(&mut self, at: usize) -> usize {
        let length = self.line[at..].bytes().take_while(|&b| b == b'.').count();
        let end = at + length;
        let code = |c: Option<char>| {
            c.is_some_and(|c| {
                c.is_ascii_alphabetic()
                    || Info::of(c).class() == Class::Digit
                    || matches!(c, '/' | '\\' | '<' | '=' | '_')
            })
        };
        // sk-...
        let hyphen = self.before(at) == Some('-') && code(self.before(at - 1));
        let prose = !self.code.string
            && !hyphen
            && !code(self.before(at))
            && !code(self.after(end))
            && (!matches!(self.before(at), Some('(' | '[')) || matches!(self.after(end), Some(')' | ']')));
        if prose
            && (3..=5).contains(&length)
            && self.has(Rule::PunctuationEllipsis)
            && self.is_persian_mark(at, end)
        {
            self.change(at, end, "…", Rule::PunctuationEllipsis);
        }
        end
    }

    fn quotation(&mut self, at: usize, c: char, end: usize) {
        let blank =
            |c: Option<char>| c.is_none_or(|c| matches!(Info::of(c).class(), Class::Space | Class::Newline));
        let (before, after) = (self.before(at), self.after(end));
        if c == '"' && self.bounds_string(at) {
            return;
        }
        let word = |c: Option<char>| c.is_some_and(|c| Info::of(c).is_arabic() || c.is_alphanumeric());
        let waiting = self.patch.waiting().map(|(opening, open)| (self.after(opening.start), opening, open));
        // ”سلام“ as some keyboards have it, „سلام“
        let turned = matches!(waiting, Some((Some('”' | '„'), ..)));
        let may_open = !blank(after)
            && !word(before)
            && (c != '”' || (waiting.is_none() && word(after)))
            && !after.is_some_and(|c| is_closing(c) || matches!(c, ',' | ';' | '?'));
        let may_close = !blank(before)
            && !before.is_some_and(is_opening)
            && match c {
                '“' => turned,
                c => c != '„',
            };
        match waiting {
            Some((kind, opening, open)) if may_close && !(may_open && blank(before)) => {
                let same_kind = match kind {
                    Some('"') => c == '"',
                    Some('“') => c == '”',
                    Some('„') => c != '"',
                    _ => c == '“',
                };
                let arabic = |text: &str| text.chars().any(|c| Info::of(c).is_arabic());
                let persian = open.persian || arabic(&self.line[opening.end..at]);
                if c == '"' && self.is_key(end) {
                    self.patch.open.pop();
                    self.goes_on_as_code(end);
                } else if same_kind && persian && self.is_persian(at) {
                    self.patch.pair();
                    self.change(at, end, "»", Rule::PunctuationQuotes);
                    self.loosen(at, '»', end);
                } else {
                    // What is around a pair that is none can't be told either.
                    self.patch.open.clear();
                }
            }
            _ if may_open && self.has(Rule::PunctuationQuotes) => {
                self.patch.push_waiting(at..end, "«", Rule::PunctuationQuotes);
            }
            _ => {}
        }
    }
}
