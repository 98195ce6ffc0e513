//! One pass over one line: the scan finds events, and each kind of event has a handler that looks around and decides.

use super::code::Code;
use super::config::{Config, Ezafe};
use super::events::Events;
use super::language::{LONGEST, Language};
use super::patch::Patch;
use super::scan::Scanner;
use super::spacing::Made;
use crate::chars::{Action, Class, Info, TATWEEL, ZWNJ, next_char, prev_char};
use crate::protect::{Protected, plain_word, protected_at};
use crate::rule::Rule;
use crate::spacing::{Asked, Document, Gap, Stretch};
use core::ops::Range;

/// How many characters a decision looks to each side for the nearest letter.
pub(super) const REACH: usize = 64;

/// A protected span and its class.
pub(super) type Span = (Range<usize>, Protected);

/// So many answers about protected spans are kept for the spacing stage.
const MOST_SPANS: usize = 1024;

/// What a pass keeps from one line to the next to save allocations.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    pub(super) patch: Patch,
    pub(super) language: Language,
    /// Whether another pass would find nothing, if only spaces and half-spaces between letters come or go; but for a lone ی.
    pub(super) undisturbed: bool,
    /// What the pass asked for protected spans and heard, in ascending order.
    pub(super) spans: Vec<(usize, Option<Span>)>,
    pub(super) stretch: Stretch,
    /// Of the spacing stage: the gaps that the model decides, what was changed, and the gaps that the dictionary decides.
    pub(super) asked: Asked,
    pub(super) made: Vec<Made>,
    pub(super) forced: Vec<(Gap, Option<u8>)>,
    pub(super) document: Document,
}

pub(super) struct Pass<'a> {
    pub(super) config: &'a Config,
    pub(super) line: &'a str,
    pub(super) patch: &'a mut Patch,
    language: &'a mut Language,
    spans: &'a mut Vec<(usize, Option<Span>)>,
    pub(super) code: Code,
    /// The event at hand, and a byte from where to there is no delimiter.
    here: usize,
    undelimited: usize,
    /// The script that most letters of the line belong to, once asked.
    mostly_persian: Option<bool>,
    /// A character came or went, so that what was decided around it must be looked at again.
    pub(super) unsettled: bool,
    /// Nothing so far depends on the spaces and half-spaces between letters: see [`Scanner::is_undisturbed`].
    pub(super) undisturbed: bool,
}

impl<'a> Pass<'a> {
    /// Fills the patch of `scratch` with what the rules want changed in `line`, where nothing is to do before byte `from`;
    /// true if another pass must look at the result. A change that keeps the kind of its character settles itself.
    pub(super) fn run(
        config: &'a Config,
        scanner: &Scanner,
        line: &'a str,
        from: usize,
        scratch: &'a mut Scratch,
    ) -> bool {
        let Scratch { patch, language, undisturbed, spans, .. } = scratch;
        patch.clear();
        language.clear();
        spans.clear();
        let mut events = Events::new(scanner, line, from);
        let mut pass = Pass {
            config,
            line,
            patch,
            language,
            spans,
            code: Code::default(),
            here: 0,
            undelimited: 0,
            mostly_persian: None,
            unsettled: false,
            // A half-space that comes before ی may make an ezafe of it where there was no event; one that goes may bring a third of
            // the same letter together.
            undisturbed: config.ezafe != Ezafe::Hamza && !config.has(Rule::LettersRepeated),
        };
        // In a line that may be cut for its length the language has to be asked for at numbers too.
        let numbers = line.len() <= LONGEST;
        let mut at = pass.indentation();
        loop {
            let undelimited;
            (at, undelimited) = events.next(at);
            if at >= line.len() {
                break;
            }
            if let Some(end) = scanner.past_settled(line.as_bytes(), at, numbers) {
                at = end;
                continue;
            }
            (pass.here, pass.undelimited) = (at, undelimited);
            let next = if let Some(twin) = scanner.twin(line.as_bytes(), at) {
                pass.letter_twin(at, twin)
            } else if let Some(end) = pass.word_at_once(at) {
                events.pass_over(end);
                end
            } else {
                pass.undisturbed = pass.undisturbed && scanner.is_undisturbed(line.as_bytes(), at);
                pass.event(at)
            };
            debug_assert!(next > at && line.is_char_boundary(next), "{at} {next} {line:?}");
            at = next;
        }
        pass.trailing();
        pass.patch.settle();
        let unsettled =
            pass.unsettled || (line.len() > LONGEST && !pass.patch.is_empty() && pass.may_move_cuts());
        *undisturbed = pass.undisturbed;
        unsettled
    }

    /// Where a run is cut for its length, any change of length may move the cut. The run that is longest may have gained
    /// all that the line has.
    fn may_move_cuts(&self) -> bool {
        let growth = usize::try_from(self.patch.growth()).unwrap_or(0);
        self.language.may_cut(growth)
    }

    #[inline]
    pub(super) fn has(&self, rule: Rule) -> bool {
        self.config.has(rule)
    }

    #[inline]
    pub(super) fn before(&self, at: usize) -> Option<char> {
        prev_char(self.line, at)
    }

    #[inline]
    pub(super) fn after(&self, at: usize) -> Option<char> {
        next_char(self.line, at)
    }

    /// Replaces one character by one of its kind.
    pub(super) fn replace(&mut self, at: usize, from: char, to: char, rule: Rule) {
        self.patch.push_char(at..at + from.len_utf8(), to, rule);
    }

    /// Replaces, inserts or deletes; the neighbourhood must be looked at again.
    pub(super) fn change(&mut self, start: usize, end: usize, text: &str, rule: Rule) {
        self.patch.push(start..end, text, rule);
        self.unsettled = true;
    }

    /// The same by characters that come one after the other.
    pub(super) fn change_to(
        &mut self,
        start: usize,
        end: usize,
        chars: impl Iterator<Item = char>,
        rule: Rule,
    ) {
        self.patch.push_chars(start..end, chars, rule);
        self.unsettled = true;
    }

    pub(super) fn is_persian(&mut self, at: usize) -> bool {
        let undelimited = |at: usize| if at <= self.here { self.undelimited.min(at) } else { at };
        self.language.is_persian(self.line, at, undelimited)
    }

    /// Handles the event at byte `at` and returns where to go on.
    #[inline]
    fn event(&mut self, at: usize) -> usize {
        let bytes = self.line.as_bytes();
        let byte = bytes[at];
        if byte < 0x80 {
            return self.ascii(at, byte);
        }
        let Some(c) = self.after(at) else { return self.line.len() };
        let end = at + c.len_utf8();
        let info = Info::of(c);
        match info.class() {
            Class::Zwnj => return self.half_space(at, end),
            Class::Digit => return self.number(at),
            Class::Extend => return self.mark(at, c),
            Class::Emoji | Class::RegionalIndicator => {
                return self.protected(at).map_or(end, |(end, _)| end);
            }
            _ => {}
        }
        if let Some(next) = self.repeated(at, c) {
            return next;
        }
        match info.action() {
            Action::Space | Action::Delete => self.gap(at),
            Action::Half if c == '\u{AC}' => self.not_sign(at, end),
            Action::Half => self.gap(at),
            Action::Map => self.mapped(at, c, info),
            Action::Form | Action::Word | Action::Fold => self.form(at, c, info),
            Action::None if c == TATWEEL => self.tatweel(at),
            Action::None if info.is_foreign_letter() => self.foreign(at),
            Action::None => self.sign(at, c, end),
        }
    }

    fn ascii(&mut self, at: usize, byte: u8) -> usize {
        match byte {
            b' ' => return self.gap(at),
            0..0x20 | 0x7F => return self.gap(at),
            b'.' => return self.point(at),
            b'0'..=b'9' => return self.number(at),
            b'A'..=b'Z' | b'a'..=b'z' | b'_' => return self.foreign(at),
            b'#' | b'@' | b'`' | b'<' | b'&' | b']' | b':' | b';' | b'=' | b'(' | b'^' | b'*' => {
                if let Some((end, _)) = self.protected(at) {
                    return end;
                }
            }
            _ => {}
        }
        self.sign(at, byte as char, at + 1)
    }

    /// The end of the protected span at byte `at`. What was changed before it in the same file name is taken back.
    pub(super) fn protected(&mut self, at: usize) -> Option<(usize, Protected)> {
        let found = protected_at(self.line, at, self.config.protected);
        self.tell(at, found.as_ref());
        let (span, class) = found?;
        if span.start < at {
            self.patch.retract(span.start);
        }
        Some((span.end, class))
    }

    /// The end of the word of ASCII at byte `at`, if it is one of those that are told at once: most are.
    #[inline]
    fn word_at_once(&mut self, at: usize) -> Option<usize> {
        let starts = matches!(self.line.as_bytes()[at], b'A'..=b'Z' | b'a'..=b'z' | b'_');
        if !starts || !self.config.protected.has(Protected::Identifier) {
            return None;
        }
        let end = plain_word(self.line.as_bytes(), at)?;
        self.tell(at, Some(&(at..end, Protected::Identifier)));
        Some(end)
    }

    /// Tells the spacing stage of a protected span, or that none is there.
    #[inline]
    fn tell(&mut self, at: usize, span: Option<&Span>) {
        if self.config.spacing.is_some() && self.spans.len() < MOST_SPANS {
            self.spans.push((at, span.cloned()));
        }
    }

    /// A word of another script: it leaves as it came, but for canonical composition.
    fn foreign(&mut self, at: usize) -> usize {
        let Some((end, class)) = self.protected(at) else {
            return at + self.after(at).map_or(1, char::len_utf8);
        };
        if class == Protected::Identifier && !self.line.as_bytes()[at..end].is_ascii() {
            self.compose(at, end);
        }
        end
    }

    /// An ezafe written as a lone ی after silent heh: `خانه ی ما`. The event is the ی.
    pub(super) fn lone_yeh(&mut self, at: usize) {
        const YEH: char = 'ی';
        let heh = at.saturating_sub(1);
        let free = |c: Option<char>| c.is_none_or(|c| c == ' ' || matches!(c, '«' | '(' | '"'));
        let word = self.line[..heh].chars().rev().take_while(|&c| Info::of(c).is_arabic()).take(3).count();
        if self.has(Rule::ZwnjEzafe)
            && self.before(heh) == Some('ه')
            && word == 3
            && free(self.after(at + YEH.len_utf8()))
            && self.after(at + YEH.len_utf8()).is_some()
            && self.patch.end() <= heh
            && self.is_persian(at)
        {
            if self.config.ezafe == Ezafe::Hamza && self.has(Rule::LettersEzafe) {
                self.change(heh, at + YEH.len_utf8(), "\u{654}", Rule::LettersEzafe);
            } else {
                self.change(heh, at, ZWNJ.encode_utf8(&mut [0; 4]), Rule::ZwnjEzafe);
            }
        }
    }

    /// Whether a number that spans these bytes stands in Persian text: by the nearest letters.
    pub(super) fn in_persian(&mut self, start: usize, end: usize) -> bool {
        let mut left_is_foreign = false;
        let mut close = true;
        for c in self.line[..start].chars().rev().take(REACH) {
            let info = Info::of(c);
            if info.is_arabic() {
                return self.is_persian(start);
            }
            if info.is_foreign_letter() {
                // `Windows 11`: the number belongs to the word.
                if close {
                    return false;
                }
                left_is_foreign = true;
                break;
            }
            close &= matches!(info.class(), Class::Space | Class::Digit | Class::Connector) || c == '-';
        }
        match self.letter_after(end) {
            Some(info) => info.is_arabic() && self.is_persian(start),
            None => !left_is_foreign,
        }
    }

    /// Whether a punctuation mark at these bytes belongs to Persian text.
    pub(super) fn is_persian_mark(&mut self, start: usize, end: usize) -> bool {
        let Some(left) = self.side_before(start) else { return false };
        let right = self.letter_after(end).map(Info::is_arabic);
        let persian = match (left, right) {
            (Some(true), Some(true) | None) | (None, Some(true)) => true,
            (Some(true), Some(false)) | (Some(false), Some(true)) => self.is_mostly_persian(),
            _ => false,
        };
        persian && self.is_persian(start)
    }

    /// Whether the text before byte `at` is Persian, by the nearest letters: `Some(None)` without any, `None` inside a
    /// sentence of another script. One foreign word, as in «نظرت دربارهٔ Rust», makes no foreign sentence.
    fn side_before(&self, at: usize) -> Option<Option<bool>> {
        let mut foreign_word = false;
        let mut between = false;
        for c in self.line[..at].chars().rev().take(REACH) {
            let info = Info::of(c);
            if info.is_arabic() {
                return Some(Some(true));
            }
            if info.is_foreign_letter() {
                if foreign_word && between {
                    return None;
                }
                foreign_word = true;
            } else {
                between |= foreign_word && c == ' ';
            }
        }
        Some(foreign_word.then_some(false))
    }

    fn letter_after(&self, end: usize) -> Option<Info> {
        self.line[end..].chars().take(REACH).map(Info::of).find(|i| i.is_arabic() || i.is_foreign_letter())
    }

    fn is_mostly_persian(&mut self) -> bool {
        let line = self.line;
        *self.mostly_persian.get_or_insert_with(|| {
            let (mut arabic, mut foreign) = (0usize, 0usize);
            for info in line.chars().map(Info::of) {
                arabic += usize::from(info.is_arabic());
                foreign += usize::from(info.is_foreign_letter());
            }
            arabic >= foreign
        })
    }

    /// The character before byte `at` that the marks there stand on.
    pub(super) fn base_before(&self, at: usize) -> Option<Info> {
        let mut marks = self.line[..at].chars().rev().take(4).map(Info::of);
        marks.find(|i| i.class() != Class::Extend)
    }

    /// Whether the letter before byte `at` is of the Arabic script.
    pub(super) fn follows_arabic(&self, at: usize) -> bool {
        self.base_before(at).is_some_and(Info::is_arabic)
    }

    /// Whether a letter of the Arabic script, and not just a stroke, follows at byte `at`.
    pub(super) fn precedes_arabic(&self, at: usize) -> bool {
        self.after(at).is_some_and(|c| c != TATWEEL && Info::of(c).is_arabic())
    }
}
