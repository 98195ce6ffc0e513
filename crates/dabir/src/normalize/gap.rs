//! What stands between two visible characters: spaces, half-spaces, invisible characters.
//!
//! A gap is decided as a whole, from the visible characters on its two sides, and comes out as nothing, a half-space or
//! one space. The table of the characters is `data/characters.tsv`.

use super::pass::Pass;
use crate::chars::{Action, Class, Info, ZWNJ};
use crate::rule::Rule;

/// Whether a character may be part of a gap. Tabs and line ends are visible to this module: they structure the text.
fn is_gap(c: char) -> bool {
    c == ' '
        || c == ZWNJ
        || (c != '\u{AC}' && matches!(Info::of(c).action(), Action::Space | Action::Half | Action::Delete))
}

/// Marks that no space stands before.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '،' | '؛' | '؟' | '!' | ':' | '.' | ')' | ']' | '»' | '”')
}

/// Marks that no space stands after.
pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '«' | '“')
}

impl Pass<'_> {
    /// A half-space: nearly always right, so this is the short way.
    #[inline]
    pub(super) fn half_space(&mut self, at: usize, end: usize) -> usize {
        let left = self.base_before(at);
        let right = self.after(end).map(Info::of);
        if left.is_some_and(|i| i.is_arabic() && i.joins_next()) && right.is_some_and(Info::is_arabic) {
            if self.has(Rule::ZwnjFold) {
                self.change(at, end, "", Rule::ZwnjFold);
            } else {
                self.yeh_of_ezafe(at, end);
            }
            return end;
        }
        if self.becomes_letters(left) || self.becomes_letters(right) {
            return end;
        }
        self.gap(at)
    }

    /// A presentation form: how its letters join is seen when they are there, in the next pass.
    fn becomes_letters(&self, side: Option<Info>) -> bool {
        side.is_some_and(|i| i.action() == Action::Form && self.has(i.entry().0))
    }

    /// The gap around byte `at`, which lies in it.
    pub(super) fn gap(&mut self, at: usize) -> usize {
        let floor = self.patch.end();
        let start = at
            - self.line[floor..at]
                .chars()
                .rev()
                .take_while(|&c| is_gap(c))
                .map(char::len_utf8)
                .sum::<usize>();
        let end = at + self.line[at..].chars().take_while(|&c| is_gap(c)).map(char::len_utf8).sum::<usize>();
        if start == 0 {
            return self.leading_gap(end);
        }
        if end > at {
            self.decide_gap(start, end);
        }
        end
    }

    fn decide_gap(&mut self, start: usize, end: usize) {
        let line = self.line;
        let gap = &line[start..end];
        let (left, right) = (self.before(start), self.after(end));
        let space = gap.chars().any(|c| c == ' ' || Info::of(c).action() == Action::Space);
        let letters = self.follows_arabic(start) && self.precedes_arabic(end);
        let joins = self.base_before(start).is_some_and(Info::joins_next);
        // The joiners of other scripts are part of their spelling.
        if [left, right].into_iter().flatten().any(|c| !c.is_ascii() && Info::of(c).is_foreign_letter()) {
            return self.plain_gap(start, gap, !space);
        }
        let foreign_word =
            left.is_some_and(|c| c.is_ascii_alphanumeric() || Info::of(c).class() == Class::Digit);
        // A half-space may stand here: between Persian letters, or between API, ۱۲ and their suffixes.
        let mut half = !space
            && !self.has(Rule::ZwnjFold)
            && right.is_some_and(|c| Info::of(c).is_arabic())
            && ((letters && joins) || foreign_word);
        let mut wide = space;
        // Blanks at the end of a line have a rule of their own.
        let collapses = self.has(Rule::SpacesRepeated) && end < line.len();
        let closes = space.then(|| self.no_space_here(start, end)).flatten();
        let mut at = start;
        for c in gap.chars() {
            let to = at + c.len_utf8();
            let info = Info::of(c);
            match info.action() {
                Action::None if c == ZWNJ => {
                    let rule = match () {
                        () if half => {
                            half = false;
                            None
                        }
                        () if self.has(Rule::ZwnjFold) => Some(Rule::ZwnjFold),
                        () if letters && !joins => Some(Rule::ZwnjNonJoining),
                        () if space || !letters => Some(Rule::ZwnjEdge),
                        () => Some(Rule::ZwnjDoubled),
                    };
                    // In Kurdish and Urdu it is spelling.
                    if rule == Some(Rule::ZwnjFold) || self.is_persian(start) {
                        self.drop_char(at, to, rule);
                    }
                }
                Action::Half if half && letters && self.has(Rule::InvisibleHalfSpace) => {
                    half = false;
                    self.change(at, to, ZWNJ.encode_utf8(&mut [0; 4]), Rule::InvisibleHalfSpace);
                }
                // Without the rule for half-spaces such a mark may be one: it stays.
                Action::Half if letters && joins && !space && !self.has(Rule::InvisibleHalfSpace) => {}
                Action::Half | Action::Delete => self.drop_char(at, to, Some(info.entry().0)),
                // Spaces.
                _ if closes.is_some() => self.drop_char(at, to, closes),
                _ if wide => {
                    wide = false;
                    if c != ' ' && self.has(info.entry().0) {
                        self.change(at, to, " ", info.entry().0);
                    }
                }
                _ if collapses => self.drop_char(at, to, Some(Rule::SpacesRepeated)),
                Action::Space if self.has(info.entry().0) => self.change(at, to, " ", info.entry().0),
                _ => {}
            }
            at = to;
        }
    }

    fn drop_char(&mut self, at: usize, to: usize, rule: Option<Rule>) {
        if let Some(rule) = rule.filter(|&rule| self.has(rule)) {
            self.change(at, to, "", rule);
        }
    }

    /// Only the spaces of a gap between words of other scripts, and what is invisible by accident.
    fn plain_gap(&mut self, start: usize, gap: &str, joiners: bool) {
        let mut at = start;
        let mut first = true;
        for c in gap.chars() {
            let to = at + c.len_utf8();
            let info = Info::of(c);
            if c == ' ' || info.action() == Action::Space {
                if !first {
                    self.drop_char(at, to, Some(Rule::SpacesRepeated));
                } else if c != ' ' && self.has(info.entry().0) {
                    self.change(at, to, " ", info.entry().0);
                }
                first = false;
            } else if c != ZWNJ && !(joiners && Info::of(c).class() == Class::Zwj) {
                self.drop_char(at, to, Some(info.entry().0));
            }
            at = to;
        }
    }

    /// The rule that wants no space in the gap `start..end`, if one does.
    fn no_space_here(&mut self, start: usize, end: usize) -> Option<Rule> {
        let left = self.before(start)?;
        let right = self.after(end)?;
        if is_opening(left)
            && !is_closing(right)
            && self.has(Rule::SpacesInsideBrackets)
            && self.is_persian_mark(start, end)
        {
            return Some(Rule::SpacesInsideBrackets);
        }
        let closing = is_closing(right) || matches!(right, ',' | ';' | '?');
        if !closing || !self.has(Rule::SpacesBeforePunctuation) || is_opening(left) {
            return None;
        }
        let after = end + right.len_utf8();
        let apart = self.after(after).is_none_or(|c| {
            matches!(Info::of(c).class(), Class::Space | Class::Newline)
                || is_closing(c)
                || matches!(c, '"' | '…' | '«')
        });
        // ۲ : ۲۵۵ and ۱۲ : ۳۰ as some write them.
        let ratio = |c: char| Info::of(c).class() == Class::Digit;
        let own = match right {
            '.' if left == '.' => false,
            ':' if ratio(left) && self.line[after..].trim_start_matches(' ').starts_with(ratio) => false,
            // `.NET`, `:)`, `!=`, `[ ]`: a mark with more after it is not the end of the word before.
            '.' => apart && !self.is_dots(end),
            // «رفت !چرا» too, where a Persian word follows.
            ':' | '!' | ',' | ';' | '?' => {
                (apart || self.precedes_arabic(after) && self.follows_arabic(start)) && !self.is_smiley(end)
            }
            ')' | ']' => left != '[',
            // ”سلام“
            '”' => apart,
            _ => true,
        };
        (own && self.is_persian_mark(start, after)).then_some(Rule::SpacesBeforePunctuation)
    }

    fn is_smiley(&self, at: usize) -> bool {
        let face = crate::protect::span_at(self.line, at, self.config.protected);
        face.is_some_and(|(_, class)| class == crate::protect::Protected::Emoji)
    }

    /// Two or more points: an omission, which may stand by itself.
    fn is_dots(&self, at: usize) -> bool {
        self.line[at..].starts_with("..") || self.line[at..].starts_with(". .")
    }

    /// A space before a mark that wants none; the gap ends at byte `end`.
    pub(super) fn tighten(&mut self, end: usize) {
        if self.before(end) == Some(' ') && self.patch.end() < end {
            self.gap(end - 1);
        }
    }

    /// The blanks a line starts with; returns where its content starts.
    pub(super) fn indentation(&mut self) -> usize {
        let length = self.line.chars().take_while(|&c| is_gap(c)).map(char::len_utf8).sum();
        if length > 0 { self.leading_gap(length) } else { 0 }
    }

    fn leading_gap(&mut self, end: usize) -> usize {
        if self.patch.end() > 0 {
            return end;
        }
        let line = self.line;
        let mut at = 0;
        for c in line[..end].chars() {
            let to = at + c.len_utf8();
            let info = Info::of(c);
            match info.action() {
                Action::None if c == ZWNJ => {
                    let rule = if self.has(Rule::ZwnjFold) { Rule::ZwnjFold } else { Rule::ZwnjEdge };
                    self.drop_char(at, to, Some(rule));
                }
                Action::Half | Action::Delete => self.drop_char(at, to, Some(info.entry().0)),
                _ if self.has(Rule::SpacesIndentation) => self.change(at, to, "", Rule::SpacesIndentation),
                Action::Space if self.has(info.entry().0) => self.change(at, to, " ", info.entry().0),
                _ => {}
            }
            at = to;
        }
        end
    }

    /// The blanks a line ends with.
    pub(super) fn trailing(&mut self) {
        let content = self.line.trim_end_matches([' ', '\t']).len();
        if self.has(Rule::SpacesTrailing) && content < self.line.len() && self.patch.end() <= content {
            self.change(content, self.line.len(), "", Rule::SpacesTrailing);
        }
    }

    /// ¬ between two Persian letters is a half-space that an old keyboard left behind.
    pub(super) fn not_sign(&mut self, at: usize, end: usize) -> usize {
        let between = self.follows_arabic(at) && self.precedes_arabic(end);
        if between && self.has(Rule::InvisibleHalfSpace) && self.is_persian(at) {
            let joins = self.base_before(at).is_some_and(Info::joins_next);
            self.change(at, end, if joins { "\u{200c}" } else { "" }, Rule::InvisibleHalfSpace);
        }
        end
    }
}
