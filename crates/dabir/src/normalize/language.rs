//! Tells Persian from the other languages of the script, run by run, so that they are left alone.
//!
//! A run is what stands between two delimiters: brackets, quotation marks, ends of sentences and lines. Its words are
//! evidence: function words, letters that only one language has, the article of Arabic. Without clear evidence for
//! another language a run is Persian. Where little speaks for another and nothing for Persian, a quotation is left as it
//! came, and so is what follows a run of another language. Sources: the alphabets in the Unicode core specification (chapter 9.2) and the
//! most frequent function words of each language.

use super::evidence::{Reader, Stop, Verdict};
use crate::chars::{ByteSet, Info, floor_boundary, next_char};
use core::ops::Range;
use memchr::memchr;

/// The longest run, in bytes: what is longer is cut at the next space.
pub(super) const LONGEST: usize = 1024;
/// In so many bytes, a character less, only a delimiter ends a run.
const CERTAIN: usize = LONGEST - 3;

/// The verdict on the run that was looked at last.
#[derive(Clone, Debug, Default)]
pub(super) struct Language {
    run: Range<usize>,
    /// The verdict was clear before the end of the run, of which no more is known than that it comes later.
    open: bool,
    persian: bool,
    /// How far from the start of its run anything was that was read or asked for, at most.
    reach: usize,
}

impl Language {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whether a run that was asked for is cut for its length, or would be if it were so much longer.
    pub(super) fn may_cut(&self, growth: usize) -> bool {
        self.reach + growth >= CERTAIN
    }

    /// Whether the run around byte `at` is Persian. Asked in ascending order, linear over the line. `undelimited` tells of a
    /// byte a place at or before it, between which there is no delimiter.
    #[inline]
    pub(super) fn is_persian(
        &mut self,
        line: &str,
        at: usize,
        undelimited: impl FnOnce(usize) -> usize,
    ) -> bool {
        if !self.run.contains(&at) {
            let undelimited = undelimited(at);
            if self.open && undelimited <= self.run.end && self.run.end <= at && at < self.run.start + CERTAIN
            {
                self.run.end = at;
            } else {
                self.look(line, at, undelimited);
            }
            self.reach = self.reach.max(self.run.end.max(at) - self.run.start);
        }
        self.persian
    }

    fn look(&mut self, line: &str, at: usize, undelimited: usize) {
        if self.open && self.run.end <= at {
            if at < self.run.start + CERTAIN {
                match last_delimiter(line, self.run.end, undelimited) {
                    Some(start) => self.judge(line, start),
                    None => self.run.end = at,
                }
                return;
            }
            self.open = false;
            self.run.end = end_of_run(line, self.run.start, self.run.end);
            if at < self.run.end {
                return;
            }
        }
        // What has been looked at lies behind; if not, a little is looked at again.
        let floor =
            if self.run.end <= at { self.run.end } else { floor_boundary(line, at.saturating_sub(LONGEST)) };
        let mut start = last_delimiter(line, floor, undelimited).unwrap_or(floor);
        // No delimiter lies between: only by its length the run may end before.
        while at >= start + CERTAIN {
            let end = end_of_run(line, start, start);
            if at < end || end == line.len() {
                break;
            }
            start = end;
        }
        self.judge(line, start);
    }

    /// Reads the run that starts at byte `start`, as far as it takes.
    fn judge(&mut self, line: &str, start: usize) {
        let limit = floor_boundary(line, start + LONGEST);
        let mut reader = Reader::new(start);
        self.open = false;
        // What stands in ornate brackets is the Quran.
        if line[..start].ends_with('﴿') {
            self.persian = false;
            self.run = start..end_of_run(line, start, start);
            return;
        }
        match reader.read(line, limit) {
            Stop::Enough => self.open = true,
            Stop::Delimiter => {}
            Stop::Limit => {
                // Too long: cut at a space, whatever delimiter comes before that.
                let end = end_of_run(line, start, limit);
                while matches!(reader.read(&line[..end], end), Stop::Delimiter) {}
                reader.at = end;
            }
        }
        self.run = start..reader.at;
        self.persian = self.open
            || match reader.verdict() {
                Verdict::Persian => true,
                Verdict::Other => false,
                Verdict::Doubt(signs) => {
                    let quoted = signs > 1 && line[..start].ends_with(['«', '"', '“']);
                    !(quoted || self.follows_other(line, start))
                }
            };
    }

    /// Whether the words of the run before the one that starts at byte `start` are clearly of another language.
    fn follows_other(&mut self, line: &str, start: usize) -> bool {
        /// Delimiters and spaces that part two runs: `: «`
        const MOST_BETWEEN: usize = 8;
        let mut end = start;
        for c in line[..start].chars().rev().take(MOST_BETWEEN) {
            if c != ' ' && delimiter(line, end - c.len_utf8()).is_none() {
                break;
            }
            end -= c.len_utf8();
        }
        let floor = floor_boundary(line, end.saturating_sub(LONGEST));
        let before = last_delimiter(line, floor, end);
        self.reach = self.reach.max(start - before.unwrap_or(floor));
        let Some(before) = before.or((floor == 0).then_some(0)) else { return false };
        let mut reader = Reader::new(before);
        matches!(reader.read(line, start), Stop::Delimiter) && reader.verdict() == Verdict::Other
    }
}

/// The end of the last delimiter between two bytes of the line, where its run starts.
fn last_delimiter(line: &str, floor: usize, at: usize) -> Option<usize> {
    // Nearly always it ends there.
    let is_end = match line.as_bytes().get(floor..at) {
        // ( ) « » ؛ ؟
        Some([.., b'(' | b')'] | [.., 0xC2, 0xAB | 0xBB] | [.., 0xD8, 0x9B | 0x9F]) => true,
        Some([.., b'.' | b':']) => line.as_bytes().get(at) == Some(&b' '),
        _ => false,
    };
    if is_end {
        return Some(at);
    }
    let mut to = at;
    while let Some(i) = DELIMITERS.rfind(line.as_bytes(), floor, to) {
        if let Some(end) = end_of_delimiter(line, i) {
            return Some(end);
        }
        to = i;
    }
    None
}

/// The end of the run that starts at byte `start` and has no delimiter before byte `known`: a delimiter, or where it
/// gets too long the next space.
fn end_of_run(line: &str, start: usize, known: usize) -> usize {
    let bytes = line.as_bytes();
    let limit = floor_boundary(line, start + LONGEST);
    let mut from = known;
    while let Some(i) = DELIMITERS.find(&bytes[..limit], from) {
        if let Some(end) = end_of_delimiter(line, i) {
            return end;
        }
        from = i + 1;
    }
    let most = floor_boundary(line, limit + LONGEST);
    memchr(b' ', &bytes[limit..most]).map_or(most, |i| limit + i)
}

/// Bytes that are a delimiter or may start or end one.
static DELIMITERS: ByteSet = ByteSet::new(b".!?;:\"()[]{}\n\x9B\x9F\x94\x9C\x9D\xA6\xC2\xEF");

/// The end of the delimiter that the byte at `i`, one of [`DELIMITERS`], belongs to.
#[inline]
fn end_of_delimiter(line: &str, i: usize) -> Option<usize> {
    // ؟ ؛ ۔ are found by their second byte; “ ” … by their third, for the first is that of the half-space too.
    let start = match line.as_bytes()[i] {
        0x9B | 0x9F | 0x94 => i.checked_sub(1)?,
        0x9C | 0x9D | 0xA6 => i.checked_sub(2)?,
        _ => i,
    };
    // In `.ئ` the byte before the letter is a delimiter that ends there.
    delimiter(line, start).filter(|&end| end > i)
}

/// The end of the delimiter that starts at byte `start`.
pub(super) fn delimiter(line: &str, start: usize) -> Option<usize> {
    let c = next_char(line, start)?;
    let end = start + c.len_utf8();
    // Not in 12.5, ۱۲:۳۰, a.ir: digits and the signs between them may change.
    let part = |c: char| c.is_ascii_alphanumeric() || Info::of(c).digit().is_some();
    let inside = matches!(c, '.' | ':') && next_char(line, end).is_some_and(part);
    (is_delimiter(c) && !inside).then_some(end)
}

fn is_delimiter(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | ';'
            | ':'
            | '"'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '\n'
            | '؟'
            | '؛'
            | '۔'
            | '…'
            | '«'
            | '»'
            | '“'
            | '”'
            | '﴾'
            | '﴿'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::texts;

    #[test]
    fn languages() {
        let persian =
            ["اين كتاب را علي به من داد", "ہمه ەمه", "علي كتاب", "ك", "خانۀ پدري او", "البته الهام آمد"];
        let other = [
            "إن الله مع الصابرين",
            "السلام عليكم ورحمة الله",
            "یہ کتاب ہے",
            "ئەم کتێبە جوانە",
            "زه په کابل کې اوسېږم",
            "بسم الله الرحمن الرحيم",
        ];
        for run in persian {
            assert!(Language::default().is_persian(run, 0, |at| at), "{run}");
        }
        for run in other {
            assert!(!Language::default().is_persian(run, 0, |at| at), "{run}");
        }
    }

    #[test]
    fn the_last_delimiter_is_the_nearest() {
        const SOME: [&str; 18] =
            ["س", "ا", " ", " ", ".", ":", "(", ")", "«", "»", "؛", "؟", "1", "۲", "a", "…", "!", "ئ"];
        for text in texts(&SOME, 24, 3000) {
            let ends: Vec<usize> = text.char_indices().filter_map(|(at, _)| delimiter(&text, at)).collect();
            for to in (0..=text.len()).filter(|&to| text.is_char_boundary(to)) {
                let wanted = ends.iter().rfind(|&&end| end <= to).copied();
                assert_eq!(last_delimiter(&text, 0, to), wanted, "{text:?} {to}");
            }
        }
    }

    #[test]
    fn a_delimiter_ends_behind_the_byte_that_tells_of_it() {
        for c in ['\u{80}'..='\u{7ff}', '\u{2000}'..='\u{20ff}'].into_iter().flatten() {
            for before in [".", "!", "؟", "”", "س"] {
                let text = format!("{before}{c}");
                let start = before.len();
                let end = DELIMITERS.find(text.as_bytes(), start).and_then(|i| end_of_delimiter(&text, i));
                assert_eq!(end.is_some(), is_delimiter(c), "{text:?}");
                assert!(end.is_none_or(|end| end == text.len()), "{text:?}");
                assert!(end_of_run(&text, start, start) > start, "{text:?}");
            }
        }
    }
}
