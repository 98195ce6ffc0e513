//! Goes from event to event: in a line for a pass over it, and over whole lines in which there is nothing to do.

use super::scan::{DELIMITS, EVENT, Scanner};
use crate::sieve::BLOCK;
use memchr::memrchr2;

/// The events of a line one after the other; or, over `LINES`, what is to do in a text of many.
pub(super) struct Events<'a, const LINES: bool = false> {
    scanner: &'a Scanner,
    bytes: &'a [u8],
    /// Where there may be events and ends of delimiters in the block looked at last, which starts at byte `base`.
    places: u64,
    base: usize,
    /// Where that block ends.
    end: usize,
    /// Just after the last byte so far that may end a delimiter.
    delimited: usize,
}

impl<'a, const LINES: bool> Events<'a, LINES> {
    /// The events at or after byte `from`.
    pub(super) fn new(scanner: &'a Scanner, text: &'a str, from: usize) -> Self {
        Self { scanner, bytes: text.as_bytes(), places: 0, base: from, end: from, delimited: from }
    }

    /// The next byte that may be flagged, and its flags; `None` at the end of the text.
    #[inline]
    fn flagged(&mut self) -> Option<(usize, u8)> {
        while self.places == 0 {
            if self.end >= self.bytes.len() {
                return None;
            }
            self.look_ahead();
        }
        let at = self.base + self.places.trailing_zeros() as usize;
        self.places &= self.places - 1;
        let before = if at > 0 { self.bytes[at - 1] } else { b'\n' };
        Some((at, self.scanner.flags(before, self.bytes[at])))
    }

    /// Passes over what is before byte `to`. In a line, no byte of it may end a delimiter; over `LINES`, nobody asks.
    #[inline]
    pub(super) fn pass_over(&mut self, to: usize) {
        let passed = to.saturating_sub(self.base) as u32;
        self.places &= u64::MAX.checked_shl(passed).unwrap_or(0);
    }

    /// The start of the event that the flagged byte at `at` tells of: what is found by its second byte is two bytes long.
    #[inline]
    fn start_of(&self, at: usize) -> usize {
        if self.bytes[at] & 0xC0 == 0x80 { at - 1 } else { at }
    }

    /// Finds places in the next blocks.
    #[inline]
    fn look_ahead(&mut self) {
        if self.end > 0
            && let Some(sieve) = &self.scanner.sieve
            && let Some((base, places)) = sieve.find_loud::<LINES>(self.bytes, self.end)
        {
            self.end = base;
            if places != 0 {
                (self.base, self.places, self.end) = (base, places, base + BLOCK);
                return;
            }
        }
        self.look_at_edge();
    }

    /// Finds the places of the next block where the sieve cannot: the first, the last, or any without it.
    #[inline]
    fn look_at_edge(&mut self) {
        let (start, length) = (self.end, self.bytes.len());
        self.end = length.min(start + BLOCK);
        self.base = start;
        if let Some(block) = self.bytes.get(start.wrapping_sub(1)..).and_then(<[u8]>::first_chunk) {
            self.places = self.scanner.places::<LINES>(block);
            return;
        }
        // The last block is a whole one too, where the line has that many bytes.
        if start > 0
            && let Some(block) = self.bytes.last_chunk()
        {
            self.base = length - BLOCK;
            // Of a whole last block nothing is left.
            let seen = (start - self.base) as u32;
            self.places = self.scanner.places::<LINES>(block) & u64::MAX.checked_shl(seen).unwrap_or(0);
            return;
        }
        // The first block, or less than one.
        let mut block = [b'\n'; 1 + BLOCK];
        if start > 0 {
            block[0] = self.bytes[start - 1];
        }
        let rest = &self.bytes[start..self.end];
        match rest.first_chunk::<BLOCK>() {
            Some(first) => block[1..].copy_from_slice(first),
            None => block[1..=rest.len()].copy_from_slice(rest),
        }
        self.places = self.scanner.places::<LINES>(&block) & u64::MAX >> (BLOCK - rest.len());
    }
}

impl Events<'_> {
    /// The start of the first event at or after `from`, a character boundary, and a byte from which to there is no
    /// delimiter; the length of the text if there is none. To be asked in ascending order.
    #[inline]
    pub(super) fn next(&mut self, from: usize) -> (usize, usize) {
        while let Some((at, flags)) = self.flagged() {
            let undelimited = self.delimited;
            self.delimited = if flags & DELIMITS != 0 { at + 1 } else { undelimited };
            if at >= from && flags & EVENT != 0 {
                return (self.start_of(at), undelimited);
            }
        }
        (self.bytes.len(), self.delimited)
    }
}

impl Events<'_, true> {
    /// The first line, of those from the one that starts at byte `line` on, that a pass has to look at, and the first place in
    /// it that it has to; the length of the text if there is none. To be asked in ascending order.
    pub(super) fn next_line(&mut self, line: usize) -> (usize, usize) {
        let bytes = self.bytes;
        let is_blank = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t'));
        let is_end = |at: usize| matches!(bytes.get(at), None | Some(b'\n' | b'\r'));
        let start_of_line =
            |at: usize| memrchr2(b'\n', b'\r', &bytes[line..at]).map_or(line, |i| line + i + 1);
        if line >= self.end {
            (self.places, self.base, self.end) = (0, line, line);
        }
        if is_blank(line) {
            return (line, line);
        }
        let mut from = line;
        while let Some((at, flags)) = self.flagged() {
            if at < from {
                continue;
            }
            if flags & EVENT != 0 {
                let start = self.start_of(at);
                match self.scanner.past_right(bytes, start) {
                    Some(end) => {
                        self.pass_over(end);
                        from = end;
                    }
                    None => return (start_of_line(start), start),
                }
            } else if matches!(bytes[at], b'\n' | b'\r') || is_blank(at) {
                // Blanks at the end of a line, or at the start of one.
                let trailing = if is_blank(at) { at + 1 } else { at };
                if trailing > line && is_blank(trailing - 1) && is_end(trailing) {
                    let start = start_of_line(at);
                    return (start, start);
                }
                let indented = if is_blank(at) { at } else { at + 1 };
                if is_blank(indented) && is_end(indented - 1) {
                    return (indented, indented);
                }
            }
        }
        let end = bytes.len();
        if end > line && is_blank(end - 1) {
            let start = start_of_line(end);
            return (start, start);
        }
        (end, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::pass::{Pass, Scratch};
    use crate::random::{Random, texts};
    use crate::{Digits, Edit, Ezafe, Normalizer, Preset, Protected, Rule};

    /// Each preset as it is, and with some rules and classes the other way.
    fn normalizers(count: usize) -> impl Iterator<Item = Normalizer> {
        let mut random = Random(7);
        (0..count).map(move |number| {
            let mut builder = Normalizer::builder().preset(Preset::ALL[number % Preset::ALL.len()]);
            if number >= Preset::ALL.len() {
                builder = builder
                    .digits([Digits::Persian, Digits::Ascii, Digits::Arabic, Digits::Keep][random.below(4)])
                    .ezafe([Ezafe::Keep, Ezafe::Hamza, Ezafe::Ye][random.below(3)]);
                for &rule in Rule::ALL {
                    if random.below(3) == 0 {
                        builder = builder.rule(rule, random.below(2) == 0);
                    }
                }
                for &class in Protected::ALL {
                    builder = builder.protect(class, random.below(3) > 0);
                }
            }
            builder.build()
        })
    }

    /// The sieve is a shortcut: without it the same comes out, whatever rules are on.
    #[test]
    fn the_sieve_changes_nothing() {
        const SOME: &str = " | | |\u{200C}|\u{200C}|،|,|.|ی|ي|ک|خانه|می|رود|كتاب|ا|\u{654}|ه|۱۲|3|«|a|و|\u{200D}|ممم|ااا|ـ|ـــ|ؤ|ؤؤ|\
            \u{651}\u{64E}|ٱ|ۀ|ۀۀۀ|ﻢ|ة|ىىى";
        let some: Vec<&str> = SOME.split('|').collect();
        let mut texts = texts(&some, 60, 20_000);
        for (number, with) in normalizers(600).enumerate() {
            let mut without = with.clone();
            let sieve = without.scanner.sieve.take();
            assert!(sieve.is_some() || number >= Preset::ALL.len());
            let (mut a, mut b) = (with.worker(), without.worker());
            for text in texts.by_ref().take(if number < Preset::ALL.len() { 1500 } else { 20 }) {
                let (a, b) = (a.normalize(&text), b.normalize(&text));
                assert_eq!((a.text(), a.edits()), (b.text(), b.edits()), "{text:?}, {:?}", with.config);
            }
        }
    }

    /// In lines that are passed over a pass would find nothing, nor before the place where it starts in another; whatever
    /// rules are on.
    #[test]
    fn lines_passed_over_are_right() {
        const SOME: &str = " | | | |کتاب|خانه|می\u{200C}رود|نامه\u{654}|و|\n|\n|\r\n|\r|.\n|\t|\u{200C}|.|. |؟ |، |،|: |! |) |(|«|».|\
            .»|…|۱۲|۱۲٫۵|۵٪ |% |۱۴۰۳/۱/۲|9|Rust|x_1 |a.ir|C++|اُ|مثلاً|\u{651}\u{64E}|-|\"|ی |ك|+|\n\u{61C} |\u{61C}|\u{A0}";
        let some: Vec<&str> = SOME.split('|').collect();
        let mut texts = texts(&some, 60, 6000);
        for normalizer in normalizers(600) {
            let (config, scanner) = (&normalizer.config, &normalizer.scanner);
            let mut scratch = Scratch::default();
            let mut changes = |line: &str, from| {
                let unsettled = Pass::run(config, scanner, line, from, &mut scratch);
                let (mut out, mut edits) = (String::new(), Vec::<Edit>::new());
                scratch.patch.apply(line, 0, 0, &mut out, &mut edits);
                (edits, unsettled)
            };
            for text in texts.by_ref().take(10) {
                let mut events = Events::<true>::new(scanner, &text, 0);
                let mut seen = events.next_line(0);
                let mut start = 0;
                for line in text.split(['\n', '\r']) {
                    if start > seen.0 {
                        seen = events.next_line(start);
                    }
                    if start < seen.0 {
                        assert_eq!(changes(line, 0), (vec![], false), "{line:?} of {text:?}, {config:?}");
                    } else if start == seen.0 && start < text.len() {
                        let [from, whole] = [seen.1 - start, 0].map(|from| changes(line, from));
                        assert_eq!(from, whole, "{line:?} of {text:?}, {config:?}");
                    }
                    start += line.len() + 1;
                }
            }
        }
    }
}
