//! Letters: twins of other alphabets, presentation forms, marks and hamza, tatweel, emphasis.

use super::config::Ezafe;
use super::pass::Pass;
use super::scan::Twin;
use crate::chars::{Action, Class, HAMZA_ABOVE, Info, TATWEEL, ZWNJ, is_haraka};
use crate::rule::Rule;
use unicode_normalization::UnicodeNormalization;

const HEH: char = 'ه';
const YEH: char = 'ی';
/// Marks after one letter beyond which this is no writing and stays as it is.
const MOST_MARKS: usize = 30;

impl Pass<'_> {
    /// A letter with a Persian twin.
    pub(super) fn mapped(&mut self, at: usize, c: char, info: Info) -> usize {
        let end = at + c.len_utf8();
        // ي with hamza above is ئ, not ی with hamza above: the mark comes first.
        if self.after(end).is_some_and(|next| Info::of(next).composes())
            && let Some(composed) = self.cluster(at)
        {
            return composed;
        }
        let (rule, to) = info.entry();
        if !self.has(rule) || !self.is_persian(at) {
            return end;
        }
        if rule == Rule::LettersEzafe {
            // ۀ does not join to the left; what replaces it would.
            let apart = if self.precedes_arabic(end) { "\u{200c}" } else { "" };
            let to = if self.config.ezafe == Ezafe::Ye { "ه\u{200c}ی" } else { to };
            self.change_to(at, end, to.chars().chain(apart.chars()), rule);
        } else {
            self.patch.push(at..end, to, rule);
            // A lone yeh, or a heh at the end, may be part of an ezafe; twins may now be one letter repeated.
            let ezafe = match rule {
                Rule::LettersHehVariant => matches!(self.after(end), Some(' ' | ZWNJ)),
                _ => self.is_lone(at, end),
            };
            let joins = to.chars().next().is_some_and(|to| Info::of(to).joins_next());
            self.unsettled |= ezafe || joins != info.joins_next() || self.has(Rule::LettersRepeated);
        }
        end
    }

    /// The same in short, for a letter whose twin joins as it does and that no mark stands on.
    #[inline]
    pub(super) fn letter_twin(&mut self, at: usize, (to, rule): Twin) -> usize {
        let end = at + 2;
        if self.is_persian(at) {
            self.patch.push_char(at..end, to, rule);
            self.unsettled |= self.is_lone(at, end);
        } else {
            self.undisturbed = false;
        }
        end
    }

    /// Whether a letter is a word by itself, or written on after a half-space.
    #[inline]
    fn is_lone(&self, at: usize, end: usize) -> bool {
        // Their last bytes first, for hardly any is.
        matches!(self.line.as_bytes()[..at], [.., b' ' | 0x8C])
            && matches!(self.before(at), Some(' ' | ZWNJ))
            && !self.precedes_arabic(end)
    }

    /// A presentation form, a ligature of words, or a letter that is folded for search.
    pub(super) fn form(&mut self, at: usize, c: char, info: Info) -> usize {
        let end = at + c.len_utf8();
        if self.after(end).is_some_and(|next| Info::of(next).composes())
            && info.action() == Action::Fold
            && let Some(composed) = self.cluster(at)
        {
            return composed;
        }
        let (rule, to) = info.entry();
        if !self.has(rule) || (info.action() != Action::Fold && !self.is_persian(at)) {
            return end;
        }
        if info.action() != Action::Word {
            self.change(at, end, to, rule);
            return end;
        }
        let glued = |c: Option<char>| {
            c.is_some_and(|c| {
                let info = Info::of(c);
                info.is_arabic() || info.is_foreign_letter() || info.class() == Class::Digit
            })
        };
        let left = if glued(self.before(at)) { " " } else { "" };
        let right = if glued(self.after(end)) { " " } else { "" };
        self.change_to(at, end, [left, to, right].into_iter().flat_map(str::chars), rule);
        end
    }

    /// A combining mark.
    pub(super) fn mark(&mut self, at: usize, c: char) -> usize {
        let end = at + c.len_utf8();
        let folded = match c {
            '\u{653}' => Some(Rule::LettersFoldAlef),
            HAMZA_ABOVE | '\u{655}' => Some(Rule::LettersFoldHamza),
            _ if is_haraka(c) => Some(Rule::LettersHarakat),
            _ => None,
        };
        if let Some(rule) = folded.filter(|&rule| self.has(rule)) {
            self.change(at, end, "", rule);
            return end;
        }
        let base = self.before(at);
        let single = self.after(end).is_none_or(|next| !Info::of(next).composes());
        // Common and already as it should be: one haraka, or the hamza of ezafe.
        if single && (is_haraka(c) || (c == HAMZA_ABOVE && base == Some(HEH))) {
            return if c == HAMZA_ABOVE { self.hamza_of_ezafe(at, end) } else { end };
        }
        // In a run of marks it is the first that decides for all.
        let Some(base) = base.filter(|&b| Info::of(b).class() != Class::Extend) else { return end };
        let start = at - base.len_utf8();
        if self.patch.end() > start {
            // The letter under the mark has just changed: look at both in the next pass.
            self.unsettled = true;
            return end;
        }
        self.cluster(start).unwrap_or(end)
    }

    /// هٔ: its spelling is a choice.
    fn hamza_of_ezafe(&mut self, at: usize, end: usize) -> usize {
        if self.config.ezafe == Ezafe::Ye && self.has(Rule::LettersEzafe) && !self.precedes_arabic(end) {
            self.change(at, end, "\u{200c}ی", Rule::LettersEzafe);
        }
        end
    }

    /// ه‌ی at the end of a word, with the half-space at byte `at`: its spelling is a choice.
    pub(super) fn yeh_of_ezafe(&mut self, at: usize, end: usize) {
        let wanted = self.config.ezafe == Ezafe::Hamza
            && self.has(Rule::LettersEzafe)
            && self.before(at) == Some(HEH)
            && self.after(end) == Some(YEH);
        let after = end + YEH.len_utf8();
        let ends = wanted
            && self.after(after).is_none_or(|c| !Info::of(c).is_arabic() && c != ZWNJ && !is_haraka(c));
        if ends {
            self.change(at, after, "\u{654}", Rule::LettersEzafe);
        }
    }

    /// A letter at byte `start` with the marks after it, composed. Returns its end if it changed.
    fn cluster(&mut self, start: usize) -> Option<usize> {
        let mut end = start + self.after(start)?.len_utf8();
        for _ in 0..MOST_MARKS {
            let Some(mark) = self.after(end).filter(|&m| Info::of(m).class() == Class::Extend) else { break };
            end += mark.len_utf8();
        }
        self.compose(start, end).then_some(end)
    }

    /// Replaces a span by its NFC if that differs. ی with hamza above is ئ, which NFC knows of ي only.
    pub(super) fn compose(&mut self, start: usize, end: usize) -> bool {
        let line = self.line;
        let span = &line[start..end];
        if !self.has(Rule::LettersNfc)
            || span.chars().filter(|&c| Info::of(c).composes()).count() > MOST_MARKS
        {
            return false;
        }
        let arabic = span.chars().map(|c| match c {
            YEH | 'ى' if span.contains(HAMZA_ABOVE) => 'ي',
            c => c,
        });
        let composed = || arabic.clone().nfc().map(|c| if c == 'ي' && !span.contains(c) { YEH } else { c });
        if composed().eq(span.chars()) {
            return false;
        }
        self.change_to(start, end, composed(), Rule::LettersNfc);
        true
    }

    /// A run of tatweel: decoration after a letter, a dash elsewhere.
    pub(super) fn tatweel(&mut self, at: usize) -> usize {
        let rest = &self.line[at..];
        let end = at + rest.len() - rest.trim_start_matches(TATWEEL).len();
        let dash = self
            .after(end)
            .is_some_and(|c| Info::of(c).is_foreign_letter() || Info::of(c).class() == Class::Digit);
        if self.has(Rule::LettersTatweel) && self.follows_arabic(at) && !dash && self.is_persian(at) {
            self.change(at, end, "", Rule::LettersTatweel);
        }
        end
    }

    /// The third and later of the same letter in a row.
    pub(super) fn repeated(&mut self, at: usize, c: char) -> Option<usize> {
        if !self.has(Rule::LettersRepeated) || !Info::of(c).is_arabic() {
            return None;
        }
        let width = c.len_utf8();
        if self.line[..at].chars().rev().take_while(|&b| b == c).take(2).count() < 2 || !self.is_persian(at) {
            return None;
        }
        let more = self.line[at..].chars().take_while(|&b| b == c).count() * width;
        self.change(at, at + more, "", Rule::LettersRepeated);
        Some(at + more)
    }
}
