//! Code, data and phrases of other scripts in Persian text: their quotation marks, separators and values stay as they came.
//!
//! Code is told by what its strings stand behind, and goes on from there: `{"name": "علی", "age": 30}`, `x = "سلام";`.

use super::pass::{Pass, REACH};
use crate::chars::{Class, Info};

/// What of a line is code.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Code {
    /// A string of code is open.
    pub(super) string: bool,
    /// Where the last string or separator of code ended; zero before the first.
    end: usize,
    /// Whether the line is a row of a table with commas, and with semicolons, once asked.
    rows: [Option<bool>; 2],
}

impl Pass<'_> {
    /// Whether the quotation mark `"` at byte `at` bounds a string of code.
    pub(super) fn bounds_string(&mut self, at: usize) -> bool {
        let escaped = self.before(at) == Some('\\');
        if self.code.string {
            if !escaped {
                self.code = Code { string: false, end: at + 1, ..self.code };
            }
            return true;
        }
        let edge = |c: Option<char>| matches!(c, None | Some(',' | ';'));
        if (edge(self.before(at)) || edge(self.after(at + 1))) && (self.is_row(',') || self.is_row(';')) {
            return true;
        }
        self.code.string = !escaped && self.opens_string(at);
        self.code.string
    }

    fn opens_string(&self, at: usize) -> bool {
        let start = self.solid_before(at);
        if self.code.end > 0 && start == self.code.end {
            return true;
        }
        match self.before(start) {
            Some('{' | '[' | '=') => true,
            // A call: what is written on to the bracket has a Latin name.
            Some('(') => {
                let digit = |c: &char| Info::of(*c).digit().is_some();
                let name = self.line[..at - 1].chars().rev().take(REACH).find(|c| !digit(c));
                start == at && name.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '$' | ')'))
            }
            Some(':') => self.before(start - 1) == Some('"') || self.ends_key(start - 1),
            _ => false,
        }
    }

    /// Whether a Latin key at the start of the line, or of what a brace or comma opens, ends at byte `at`.
    fn ends_key(&self, at: usize) -> bool {
        let mut inside = false;
        for c in self.line[..at].chars().rev().take(REACH) {
            match c {
                'A'..='Z' | 'a'..='z' | '0'..='9' | '_' | '.' | '$' => inside = true,
                '-' | ' ' => {}
                '{' | ',' => return inside,
                _ => return false,
            }
        }
        inside && at < REACH
    }

    /// Whether a string that ends at byte `end` is the key of a value: `"name": 12`.
    pub(super) fn is_key(&self, end: usize) -> bool {
        let Some(value) = self.line[end..].strip_prefix(':') else { return false };
        matches!(
            value.strip_prefix(' ').unwrap_or(value).bytes().next(),
            Some(b'"' | b'{' | b'[' | b'-' | b'0'..=b'9')
        )
    }

    /// Notes that code goes on behind byte `end`.
    pub(super) fn goes_on_as_code(&mut self, end: usize) {
        self.code.end = end;
    }

    /// Whether the separator or mark at `at..end` belongs to code or to a phrase of another script.
    pub(super) fn separates_code(&mut self, at: usize, c: char, end: usize) -> bool {
        // Between Persian words, as most are.
        if self.follows_arabic(at) && self.after(end) == Some(' ') && self.precedes_arabic(end + 1) {
            return false;
        }
        if self.follows_code(at) || (c == ';' && self.ends_statement(at, end)) {
            self.goes_on_as_code(end);
            return true;
        }
        self.parts_latin(at, end) || (c != '?' && self.parts_fields(at, c, end))
    }

    /// Whether nothing but closing brackets and a plain value is between the last code and byte `at`.
    fn follows_code(&self, at: usize) -> bool {
        if self.code.end == 0 || self.code.end > at || at - self.code.end > REACH {
            return false;
        }
        let between = |c: char| is_value_part(c) || matches!(c, ')' | ']' | '}' | ':' | '+' | '-');
        self.line[self.code.end..at].chars().all(between)
    }

    /// Whether the number at byte `at` is a value of code: `"age": 30`.
    pub(super) fn is_value(&self, at: usize) -> bool {
        if self.code.end == 0 || self.code.string {
            return false;
        }
        let start = self.solid_before(at);
        start == self.code.end || (self.before(start) == Some(':') && start - 1 == self.code.end)
    }

    /// `y = 12;` before the end, a closing brace or more code.
    fn ends_statement(&self, at: usize, end: usize) -> bool {
        let next = self.line[end..].trim_start_matches(' ').bytes().next();
        if !next.is_none_or(|b| b == b'}' || b == b'$' || b.is_ascii_alphabetic()) {
            return false;
        }
        self.line[..at].chars().rev().take(REACH).find(|&c| !is_value_part(c)) == Some('=')
    }

    /// Whether letters of another script are on both sides, quotation marks and spaces aside: `"Hello, Sara"`.
    fn parts_latin(&self, at: usize, end: usize) -> bool {
        let blank = |c: &char| matches!(c, ' ' | '"' | '\'' | '`');
        let foreign = |c: char| Info::of(c).is_foreign_letter();
        let right = self.line[end..].chars().take(REACH).find(|c| !blank(c));
        if !right.is_some_and(foreign) {
            return false;
        }
        let mut left = self.line[..at].chars().rev().take(REACH).skip_while(blank);
        // iPhone 12 is prose, iPhone12 a name.
        left.find(|c| !c.is_ascii_digit() && !matches!(c, '+' | '#')).is_some_and(foreign)
    }

    /// Whether the separator parts two fields of a row: `علی,12,تهران`.
    fn parts_fields(&mut self, at: usize, c: char, end: usize) -> bool {
        !self.before(at).is_some_and(blank) && !self.after(end).is_some_and(blank) && self.is_row(c)
    }

    /// Whether the line is a row of a table: at least three fields, no space beside a separator, and a number, a string or
    /// nothing in a field, or one word in each.
    fn is_row(&mut self, separator: char) -> bool {
        let place = usize::from(separator == ';');
        let line = self.line;
        *self.code.rows[place].get_or_insert_with(|| is_row(line, separator))
    }

    /// Where the spaces before byte `at` start.
    fn solid_before(&self, at: usize) -> usize {
        at - self.line[..at].bytes().rev().take(REACH).take_while(|&b| b == b' ').count()
    }
}

/// What plain values are made of, whatever becomes of their digits.
fn is_value_part(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || Info::of(c).digit().is_some()
        || matches!(c, ' ' | '_' | '.' | '\u{66B}' | '\u{66C}')
}

/// Digits, with separators between them that stay or turn into another of these.
fn is_number(field: &str) -> bool {
    let digit = |c: char| Info::of(c).digit().is_some();
    let part = |c: char| digit(c) || matches!(c, '.' | '/' | ':' | '-' | '\u{66B}');
    field.starts_with(digit) && field.ends_with(digit) && field.chars().all(part)
}

fn blank(c: char) -> bool {
    Info::of(c).class() == Class::Space
}

fn is_row(line: &str, separator: char) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| Info::of(c).digit().is_some());
    let (mut fields, mut words, mut values) = (0, true, false);
    let mut start = 0;
    let ends = line.match_indices(separator).map(|(at, _)| at).chain([line.len()]);
    for end in ends {
        // 1,234 is a number.
        if digit(line[..end].chars().next_back()) && digit(line[end..].chars().nth(1)) {
            continue;
        }
        let field = &line[start..end];
        if field.starts_with(blank) || field.ends_with(blank) {
            return false;
        }
        fields += 1;
        words = words && !field.contains(' ');
        values = values
            || field.is_empty()
            || (field.len() > 1 && field.starts_with('"') && field.ends_with('"'))
            || is_number(field);
        start = end + separator.len_utf8();
    }
    fields > 2 && (words || values) && !line.ends_with(['.', '!', '?', '؟', '…', ',', ';'])
}
