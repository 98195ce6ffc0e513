//! Sentences.
//!
//! A sentence ends at `.` `!` `?` `؟` (`؛` by option) with the marks that follow, and at line breaks by policy; not
//! inside numbers, domains, file names and abbreviations, after initials (م. رضایی) and the numbers of a list (۱. ), in
//! the middle of reported speech («برو.» گفت, «نمی‌آیم. خسته‌ام.» و رفت), nor at an ellipsis with more to come. Of a list on
//! one line (۱. سیب ۲. گلابی) each item is a sentence. The dateline of a news item
//! (تهران - ایرنا:) is a sentence of its own, as the Uppsala Persian treebank has it. Faces behind the marks belong to the sentence.

use super::marks::find_mark;
use super::words::extended;
use crate::chars::{Class, Info, floor_boundary, next_char, prev_char, starts_word_of};
use crate::names::names;
use crate::protect::{Protected, emoji_sequence, token_at};
use core::iter::FusedIterator;
use core::ops::Range;
use memchr::memrchr_iter;

/// What a line break means.
///
/// ```
/// use dabir::{Newlines, SentenceOptions};
/// let mut options = SentenceOptions::default();
/// options.newlines = Newlines::Ignore;
/// assert_eq!(options.sentences("یک\nدو").count(), 1);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Newlines {
    /// Every line break ends a sentence.
    #[default]
    Break,
    /// An empty line does; a single line break is a space.
    Paragraph,
    /// It is a space.
    Ignore,
}

names!(Newlines, Paragraph = "paragraph": Break = "break", Paragraph = "paragraph", Ignore = "ignore");

/// How text is cut into sentences.
///
/// ```
/// use dabir::{Newlines, SentenceOptions};
/// let mut options = SentenceOptions::default();
/// options.newlines = Newlines::Paragraph;
/// let text = "این خط\nدوم است.";
/// assert_eq!(options.sentences(text).count(), 1);
/// assert_eq!(dabir::sentences(text).count(), 2);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SentenceOptions {
    /// What a line break means.
    pub newlines: Newlines,
    /// Whether ؛ ends a sentence.
    pub semicolon: bool,
}

impl SentenceOptions {
    /// The sentences of a text under these options.
    ///
    /// ```
    /// use dabir::SentenceOptions;
    /// assert_eq!(SentenceOptions::default().sentences("رفت. آمد.").count(), 2);
    /// ```
    #[must_use]
    pub fn sentences(self, text: &str) -> Sentences<'_> {
        Sentences { text, at: 0, options: self }
    }
}

/// The sentences of a text: put together they are the text. White space belongs to the sentence before it.
///
/// Linear in the text; allocates nothing.
///
/// ```
/// let text = "م. رضایی در a.ir نوشت: ۲.۵ درصد. چرا؟بله!";
/// let sentences: Vec<_> = dabir::sentences(text).map(|s| s.text()).collect();
/// assert_eq!(sentences, ["م. رضایی در a.ir نوشت: ۲.۵ درصد. ", "چرا؟", "بله!"]);
/// ```
#[must_use]
pub fn sentences(text: &str) -> Sentences<'_> {
    SentenceOptions::default().sentences(text)
}

/// A span of the text that is one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sentence<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Sentence<'t> {
    /// The sentence with the white space after it.
    ///
    /// ```
    /// assert_eq!(dabir::sentences("رفت. آمد.").next().unwrap().text(), "رفت. ");
    /// ```
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The sentence without the white space around it.
    ///
    /// ```
    /// assert_eq!(dabir::sentences(" رفت. آمد.").next().unwrap().trimmed(), "رفت.");
    /// ```
    #[must_use]
    pub fn trimmed(&self) -> &'t str {
        self.text.trim()
    }

    /// The bytes it takes in the text.
    ///
    /// ```
    /// assert_eq!(dabir::sentences("رفت. آمد.").nth(1).unwrap().span(), 8..15);
    /// ```
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// The iterator of [`sentences`].
#[derive(Clone, Debug)]
pub struct Sentences<'t> {
    text: &'t str,
    at: usize,
    options: SentenceOptions,
}

impl<'t> Iterator for Sentences<'t> {
    type Item = Sentence<'t>;

    fn next(&mut self) -> Option<Sentence<'t>> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let end = self.end_of(start);
        self.at = end;
        Some(Sentence { text: &self.text[start..end], start })
    }
}

impl FusedIterator for Sentences<'_> {}

fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔')
}

/// Emoji and smileys that show a feeling, by their first character. A keycap starts with what it shows.
fn is_face(c: char) -> bool {
    match c {
        ':' | ';' | '=' | '<' | '^' | '(' => true,
        // Faces.
        '\u{2639}'..='\u{263A}'
        | '\u{1F600}'..='\u{1F64F}'
        | '\u{1F970}'..='\u{1F97A}'
        | '\u{1FAE0}'..='\u{1FAE8}' => true,
        // Hearts.
        '\u{2764}' | '\u{1F493}'..='\u{1F49F}' | '\u{1F5A4}' | '\u{1F90D}'..='\u{1F90F}' | '\u{1F9E1}' => {
            true
        }
        // Hands, and more faces.
        '\u{1F44B}'..='\u{1F450}' | '\u{1F910}'..='\u{1F92F}' => true,
        _ => false,
    }
}

fn is_closer(c: char) -> bool {
    matches!(c, '»' | '”' | '"' | ')' | ']' | '}' | '’' | '\'')
}

/// Marks that may end a sentence.
struct Marks {
    /// The run of final marks `at..run`.
    at: usize,
    run: usize,
    /// Closing quotation marks and brackets follow it.
    closed: bool,
    /// And behind them more final marks.
    outside: bool,
    /// The end of all, with the invisible characters that belong to the last.
    end: usize,
}

impl Sentences<'_> {
    fn end_of(&self, start: usize) -> usize {
        let text = self.text;
        let mut from = start;
        while let Some(byte) = find_mark(text.as_bytes(), from) {
            // The mark's first byte.
            let mut at = byte;
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let Some(c) = next_char(text, at) else { break };
            let after = at + c.len_utf8();
            from = after;
            match c {
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                    if let Some(end) = self.line_break(at) {
                        return end;
                    }
                }
                ':' if self.is_dateline(start, at) => {
                    return self.past_space(after);
                }
                '؛' if self.options.semicolon => return self.past_space(extended(text, after)),
                c if is_end(c) => {
                    let marks = self.marks(at);
                    from = marks.end;
                    if let Some(item) = self.next_item(start, at) {
                        return item;
                    }
                    if self.ends(start, &marks) && !self.goes_on_behind_quotation(start, &marks) {
                        return self.past_space(self.past_emoji(marks.end));
                    }
                }
                _ => {}
            }
        }
        text.len()
    }

    /// A run of final marks from byte `at`, and the closing marks after it.
    fn marks(&self, at: usize) -> Marks {
        let past = |from: usize, part: fn(char) -> bool| {
            let rest = &self.text[from..];
            from + rest.len() - rest.trim_start_matches(part).len()
        };
        let run = past(at, is_end);
        let closers = past(run, is_closer);
        // «چی؟»! and (بله!).
        let end = if closers > run { past(closers, is_end) } else { closers };
        Marks {
            at,
            run,
            closed: closers > run && end == closers,
            outside: end > closers,
            end: extended(self.text, end),
        }
    }

    /// Whether these marks end the sentence that began at `start`.
    fn ends(&self, start: usize, marks: &Marks) -> bool {
        let text = self.text;
        let Marks { at, closed, outside, end, .. } = *marks;
        let run = &text[at..marks.run];
        let next = next_char(text, end);
        let newlines = self.options.newlines != Newlines::Break;
        let blank = |c: char| match Info::of(c).class() {
            Class::Space => true,
            Class::Newline => newlines,
            _ => false,
        };
        let Some(first_word) = text[end..].trim_start_matches(blank).chars().next() else { return true };
        if Info::of(first_word).class() == Class::Newline {
            // The line break decides.
            return false;
        }
        let question = run.contains(['!', '?', '؟']);
        if !question && run != "." && run != "۔" {
            // An ellipsis with more to come, unless a full stop follows it.
            return outside || run == "…." || run == "....";
        }
        if question && prev_char(text, at).is_some_and(|c| matches!(c, '(' | '[')) {
            // (!) and (؟)
            return false;
        }
        if closed {
            // «برو.» گفت goes on; گفت: «برو.» is complete, but for و رفت; so it is when the next speaks at once.
            let word = text.len() - text[end..].trim_start_matches(blank).len();
            let goes_on = starts_word_of(text, word, &GOES_ON);
            return matches!(first_word, '«' | '“' | '-' | '–' | '—' | '•')
                || (self.is_introduced(start, at) && !goes_on);
        }
        if question {
            return next.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '=' | '،' | '؛' | ','));
        }
        if run == "." && !outside {
            return self.full_stop(start, at, end, next);
        }
        true
    }

    /// Whether the quotation that closes after byte `at` was opened behind a colon in the sentence that starts at `start`, or
    /// in one before it: such a quotation holds several.
    fn is_introduced(&self, start: usize, at: usize) -> bool {
        const LONGEST: usize = 1024;
        let sentence = &self.text[start..at];
        let near = sentence.char_indices().rev().take(LONGEST);
        let opening = near.take_while(|&(_, c)| c != '»').find(|&(_, c)| matches!(c, '«' | '“' | '('));
        opening.is_none_or(|(i, c)| c != '(' && sentence[..i].trim_end().ends_with(':'))
    }

    /// Whether the marks are inside a quotation behind which the sentence goes on: گفت: «نمی‌آیم. خسته‌ام.» و رفت.
    fn goes_on_behind_quotation(&self, start: usize, marks: &Marks) -> bool {
        const LONGEST: usize = 512;
        let text = self.text;
        // Most sentences hold no quotation.
        let near = floor_boundary(text, marks.at.saturating_sub(LONGEST)).max(start);
        let opened = last_guillemet(&text[near..marks.at]) == Some('«');
        if !opened || text[marks.at..marks.end].contains('»') {
            return false;
        }
        let rest = &text[marks.end..floor_boundary(text, marks.end + LONGEST)];
        let Some(closing) = rest.find(['«', '»', '\n', '\r']).filter(|&i| rest[i..].starts_with('»'))
        else {
            return false;
        };
        let closing = marks.end + closing;
        let behind = text[closing + '»'.len_utf8()..].trim_start_matches(' ');
        let word = behind.len() - behind.trim_start_matches(|c| Info::of(c).is_arabic()).len();
        match text[..closing].chars().next_back() {
            Some(c) if is_end(c) => GOES_ON.contains(&&behind[..word]),
            _ => word > 0,
        }
    }

    /// Where the next item of a list on one line begins, if its number ends before the point at byte `at`: in a sentence
    /// that began with ۱. the number is ۲.
    fn next_item(&self, start: usize, at: usize) -> Option<usize> {
        /// Digits of a number of a list.
        const MOST_DIGITS: usize = 3;
        let number = |digits: &str| {
            let value = |n: Option<u32>, c| Some(10 * n? + u32::from(Info::of(c).digit()?));
            digits.chars().fold((!digits.is_empty()).then_some(0), value)
        };
        if !self.text[at..].starts_with(". ") {
            return None;
        }
        let digit = |c: &char| Info::of(*c).digit().is_some();
        let digits = self.text[start..at].chars().rev().take(MOST_DIGITS).take_while(digit);
        let item = at - digits.map(char::len_utf8).sum::<usize>();
        let here = number(&self.text[item..at])?;
        let apart = self.text[start..item].ends_with(' ');
        let first = self.text[start..item].trim_start();
        let length = first.chars().take(MOST_DIGITS).take_while(digit).map(char::len_utf8).sum::<usize>();
        let numbered = apart && first[length..].starts_with(". ");
        (numbered && number(&first[..length])? + 1 == here).then_some(item)
    }

    /// A single point at byte `at`.
    fn full_stop(&self, start: usize, at: usize, end: usize, next: Option<char>) -> bool {
        let text = self.text;
        let before = &text[start..at];
        let Some(last) = before.chars().next_back() else { return false };
        if let Some(next) = next {
            let info = Info::of(next);
            let digit = info.class() == Class::Digit;
            if next.is_ascii_alphanumeric() || (digit && Info::of(last).class() == Class::Digit) {
                return false;
            }
            if matches!(next, '،' | '؛' | ',' | ':' | '/' | '-' | '_' | '@') {
                return false;
            }
        }
        let word = before.trim_end_matches(|c: char| {
            let info = Info::of(c);
            info.is_arabic()
                || matches!(info.class(), Class::Extend | Class::Zwnj | Class::Zwj)
                || c.is_alphanumeric()
        });
        let word = &before[word.len()..];
        let letters =
            word.chars().filter(|&c| Info::of(c).is_arabic() || Info::of(c).is_foreign_letter()).count();
        // م. رضایی, ه.ش., J. Smith
        let apart = prev_char(text, at - word.len()).is_none_or(|c| {
            matches!(Info::of(c).class(), Class::Space | Class::Newline | Class::Open)
                || matches!(c, '.' | '"')
        });
        if letters == 1 && word.chars().count() <= 2 && apart {
            return false;
        }
        // دی.ان.ای
        let glued = next.is_some_and(|c| Info::of(c).is_arabic());
        let dotted = text[..at - word.len()].ends_with('.')
            && text[..at - word.len()].trim_end_matches('.').ends_with(char::is_alphanumeric);
        if glued
            && letters <= 3
            && !WORDS.contains(&word)
            && !starts_word_of(text, end, &WORDS)
            && (dotted || self.dot_follows(end))
        {
            return false;
        }
        if LATIN.iter().any(|a| a.eq_ignore_ascii_case(word)) {
            return false;
        }
        // ۱. and الف.
        let item = before.trim_start();
        let number = !item.is_empty() && item.chars().all(|c| Info::of(c).class() == Class::Digit);
        !(number || item == "الف")
    }

    /// Whether the short word at byte `at` is followed by a point at once.
    fn dot_follows(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        let letters =
            rest.chars().take(4).take_while(|&c| Info::of(c).is_arabic()).map(char::len_utf8).sum::<usize>();
        rest[letters..].starts_with('.')
    }

    /// `تهران - ایرنا:` at the start of a sentence: a place of few words, a dash, an agency of few words.
    fn is_dateline(&self, start: usize, colon: usize) -> bool {
        const LONGEST: usize = 120;
        if colon - start > LONGEST || !self.text[colon + 1..].starts_with(' ') {
            return false;
        }
        let head = self.text[start..colon].trim_start();
        let few = |words: &str, most: usize| {
            let count = words.split(' ').count();
            let plain = |c: char| Info::of(c).is_arabic() || matches!(c, ' ' | '\u{200C}');
            count <= most && !words.is_empty() && words.chars().all(plain)
        };
        let parts = head.split_once(" - ").or_else(|| head.split_once(" – "));
        parts.is_some_and(|(place, agency)| few(place, 3) && few(agency, 3))
    }

    /// Past a line break at byte `at` if it ends the sentence.
    fn line_break(&self, at: usize) -> Option<usize> {
        if self.options.newlines == Newlines::Ignore {
            return None;
        }
        let end = self.past_space(at);
        let run = &self.text[at..end];
        let breaks = run.chars().filter(|&c| Info::of(c).class() == Class::Newline).count();
        let lines = breaks - run.matches("\r\n").count();
        (self.options.newlines == Newlines::Break || lines > 1).then_some(end)
    }

    /// Past the emoji and smileys behind the marks of a sentence that say how it is meant: faces, hearts and hands, what is
    /// written on to the marks, and whatever ends the line. Others may begin what follows: `📞 ۰۹۱۲…`
    fn past_emoji(&self, marks: usize) -> usize {
        let text = self.text;
        let (mut end, mut faces) = (marks, marks);
        loop {
            let rest = &text[end..];
            let at = end + rest.len() - rest.trim_start_matches(' ').len();
            let Some(c) = next_char(text, at) else { return end };
            let emoji = match Info::of(c).class() {
                Class::Emoji | Class::RegionalIndicator => emoji_sequence(text, at),
                Class::Newline => return if self.line_break(at).is_some() { end } else { faces },
                _ if c.is_ascii() => {
                    token_at(text, at).filter(|&(_, kind)| kind == Protected::Emoji).map(|(end, _)| end)
                }
                _ => None,
            };
            let Some(past) = emoji.map(|past| extended(text, past)) else { return faces };
            let is_keycap = matches!(c, '0'..='9' | '#' | '*');
            let written_on =
                at == end && !is_keycap && next_char(text, past).is_none_or(|c| !c.is_alphanumeric());
            if faces == end && (is_face(c) || written_on) {
                faces = past;
            }
            end = past;
        }
    }

    /// Past the white space after a sentence; line breaks too, as it is they that would end it.
    fn past_space(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let blank = |c: char| matches!(Info::of(c).class(), Class::Space | Class::Newline);
        at + rest.len() - rest.trim_start_matches(blank).len()
    }
}

/// The last of « and » in a text. Both start with a byte that no letter of the script has.
fn last_guillemet(text: &str) -> Option<char> {
    let mut found = memrchr_iter(0xC2, text.as_bytes()).filter_map(|i| next_char(text, i));
    found.find(|c| matches!(c, '«' | '»'))
}

/// Words with which a sentence goes on behind a quotation that is complete by itself.
const GOES_ON: [&str; 4] = ["و", "که", "را", "ولی"];

/// Latin abbreviations that a name or a number follows, or that seldom end a sentence.
const LATIN: [&str; 17] = [
    "al", "cf", "Corp", "Dr", "ed", "eds", "Fig", "Inc", "Ltd", "Mr", "Mrs", "Ms", "No", "pp", "Prof", "St",
    "vs",
];

/// Short words that are no piece of an abbreviation: بله.نه.شاید
const WORDS: [&str; 28] = [
    "بله", "نه", "آره", "خب", "خوب", "اما", "ولی", "چون", "پس", "اگر", "من", "تو", "او", "ما", "شد", "بود",
    "رفت", "کرد", "داد", "زد", "دید", "گفت", "این", "آن", "هم", "که", "باش", "برو",
];
