//! Numbers: digits, separators, percent signs, and the space to the word beside them.

use super::config::Digits;
use super::gap::is_opening;
use super::language::LONGEST;
use super::pass::Pass;
use crate::chars::{Class, Info, starts_word_of};
use crate::protect::number::{self, Number, Shape};
use crate::rule::Rule;

/// What may be written on to a number: ordinal and plural endings, and the copula.
const SUFFIXES: [&str; 14] =
    ["م", "ام", "مین", "امین", "اُم", "اُمین", "ها", "های", "هایی", "هام", "ی", "ای", "اند", "ست"];

/// Adjectives of a number and a unit, which writers join: ۲۰ساله, ۳بعدی
const ADJECTIVES: [&str; 27] = [
    "ساله",
    "سالگی",
    "ساعته",
    "روزه",
    "ماهه",
    "نفره",
    "بعدی",
    "متری",
    "کیلویی",
    "کیلومتری",
    "جلدی",
    "قسمتی",
    "درصدی",
    "رقمی",
    "تایی",
    "تومانی",
    "ریالی",
    "دلاری",
    "اینچی",
    "وجهی",
    "ضلعی",
    "گانه",
    "ستاره",
    "لیتری",
    "گرمی",
    "حرفی",
    "بیتی",
];

/// Words that announce the number of a part or an hour: its point is no decimal one.
const PARTS: [&str; 26] = [
    "بخش",
    "فصل",
    "شکل",
    "جدول",
    "نمودار",
    "تصویر",
    "ساعت",
    "بند",
    "گام",
    "مرحله",
    "قسمت",
    "ماده",
    "تبصره",
    "مثال",
    "تمرین",
    "درس",
    "رابطه",
    "معادله",
    "فرمول",
    "قضیه",
    "پیوست",
    "زیربخش",
    "پرسش",
    "سوال",
    "گفتار",
    "نکته",
];

/// What may follow a decimal at the start of a line: what it counts, and words with which no title begins.
const AFTER_DECIMAL: [&str; 59] = [
    "درصد",
    "میلیون",
    "میلیارد",
    "هزار",
    "تریلیون",
    "تومان",
    "تومن",
    "ریال",
    "دلار",
    "یورو",
    "پوند",
    "درهم",
    "متر",
    "کیلومتر",
    "سانتی",
    "سانتیمتر",
    "میلی",
    "میلیمتر",
    "کیلو",
    "کیلوگرم",
    "گرم",
    "تن",
    "لیتر",
    "ساعت",
    "دقیقه",
    "ثانیه",
    "سال",
    "ماه",
    "روز",
    "هفته",
    "قرن",
    "برابر",
    "بار",
    "نفر",
    "ریشتر",
    "درجه",
    "هکتار",
    "امتیاز",
    "واحد",
    "اینچ",
    "مایل",
    "مگابایت",
    "گیگابایت",
    "گیگابیت",
    "مگاپیکسل",
    "وات",
    "و",
    "تا",
    "یا",
    "است",
    "را",
    "در",
    "به",
    "که",
    "هم",
    "بود",
    "شد",
    "ولت",
    "از",
];

/// Currencies whose amounts have no decimals.
const CURRENCIES: [&str; 4] = ["ریال", "تومان", "تومن", "ریالی"];

impl Pass<'_> {
    /// The number that starts with the digit at byte `at`.
    pub(super) fn number(&mut self, at: usize) -> usize {
        let plain = number::plain(self.line, at).map(|end| Number { end, shape: Shape::Integer });
        let Some(number) = plain.or_else(|| number::at(self.line, at)) else {
            return at + self.after(at).map_or(1, char::len_utf8);
        };
        if self.line.as_bytes().get(number.end) == Some(&b'.')
            && let Some((end, _)) = self.protected(number.end)
        {
            return end;
        }
        // What starts with a Persian digit is protected no further than the number goes.
        let native = !self.line.as_bytes()[at].is_ascii();
        if native && (self.is_settled(at, &number) || self.is_right(at, number.end)) {
            return number.end;
        }
        if plain.is_none()
            && let Some((end, _)) = self.protected(at)
        {
            return end;
        }
        let foreign = |c: Option<char>| c.is_some_and(|c| Info::of(c).is_foreign_letter() || c == '_');
        // {0}, [^1]
        let placeholder = matches!(self.before(at), Some('{' | '^'));
        if placeholder || foreign(self.before(at)) || foreign(self.after(number.end)) {
            return number.end;
        }
        if self.is_settled(at, &number) {
            return number.end;
        }
        if self.is_value(at) {
            return number.end;
        }
        let in_persian = self.in_persian(at, number.end);
        if in_persian {
            self.space_before_number(at);
        }
        // ASCII is for everyone, the other digits are for their own text.
        if in_persian || (self.config.digits == Digits::Ascii && self.is_persian(at)) {
            // A decimal of a currency without cents: 1.000 ریال is a thousand.
            let money = || {
                self.line.as_bytes().get(number.end) == Some(&b' ')
                    && starts_word_of(self.line, number.end + 1, &CURRENCIES)
            };
            let decimal = number.shape == Shape::Decimal && !money() && !self.numbers_part(at, number.end);
            let shape =
                if number.shape == Shape::Decimal && !decimal { Shape::Compound } else { number.shape };
            self.rewrite(at, number.end, shape);
        }
        if in_persian {
            self.space_after_number(number.end);
        }
        number.end
    }

    /// Whether the number is as it should be in Persian text, and nothing touches it: most are.
    fn is_settled(&self, at: usize, number: &Number) -> bool {
        let digits = self.config.digits;
        let right = |c: char| match Info::of(c).digit() {
            Some(value) => digits.digit(value) == Some(c),
            None => matches!(c, '/' | ':' | '-'),
        };
        number.shape != Shape::Decimal
            && number.shape != Shape::Grouped
            && self.line[at..number.end].chars().all(right)
            && self.before(at).is_none_or(|c| !Info::of(c).is_arabic() && c != '%')
            && match self.after(number.end) {
                Some(' ') => !matches!(self.after(number.end + 1), Some('%' | '٪')),
                next => matches!(next, None | Some('.' | '،' | ')')),
            }
    }

    /// Whether no rule would change the number or the space around it, whatever the language. In a line that may be cut
    /// for its length the question for the language decides where: there it must be asked.
    fn is_right(&self, at: usize, end: usize) -> bool {
        let digits = self.config.digits;
        let right = |c: char| match Info::of(c).digit() {
            Some(value) => digits.digit(value) == Some(c),
            None => matches!(c, '/' | ':' | '-' | '\u{66B}' | '\u{66C}'),
        };
        let free = |c: Option<char>| c.is_none_or(|c| !Info::of(c).is_arabic());
        let sign = if self.after(end) == Some('٪') { '٪'.len_utf8() } else { 0 };
        self.line.len() <= LONGEST
            && digits != Digits::Ascii
            && self.line[at..end].chars().all(right)
            && free(self.before(at))
            && self.before(at) != Some('%')
            && free(self.after(end + sign))
            && !self.line[end..].trim_start_matches(' ').starts_with('%')
    }

    /// Whether the number is that of a part of a text, whose point is no decimal one: بخش 3.10, or `8.10 نکات` as a title.
    fn numbers_part(&self, at: usize, end: usize) -> bool {
        /// Bytes of indentation and list marks before a title.
        const MOST_BEFORE: usize = 16;
        let title = || {
            let starts =
                at <= MOST_BEFORE && self.line[..at].trim_matches([' ', '\t', '#', '*', '-', '•']).is_empty();
            let after = self.line[end..].strip_prefix('.').unwrap_or(&self.line[end..]);
            let word = self.line.len() - after.len() + 1;
            let worded = after.starts_with(' ') && self.precedes_arabic(word);
            starts && worded && !starts_word_of(self.line, word, &AFTER_DECIMAL)
        };
        self.line[at..end].contains('.') && (number::follows_word_of(self.line, at, &PARTS) || title())
    }

    fn rewrite(&mut self, at: usize, end: usize, shape: Shape) {
        let line = self.line;
        let target = self.config.digits;
        let rule = target.rule().filter(|&rule| self.has(rule));
        self.percent_before(at, rule);
        let mut ascii = false;
        let mut place = at;
        for c in line[at..end].chars() {
            let wanted = rule.and_then(|rule| Some((target.digit(Info::of(c).digit()?)?, rule)));
            match wanted {
                Some((digit, rule)) => {
                    ascii = digit.is_ascii();
                    if digit != c {
                        self.replace(place, c, digit, rule);
                        // ASCII digits may become part of an address.
                        self.unsettled |= ascii;
                    }
                }
                None if c.is_ascii_digit() => ascii = true,
                None if Info::of(c).digit().is_some() => ascii = false,
                None => self.separator(place, c, ascii, shape),
            }
            place += c.len_utf8();
        }
        self.percent(end, ascii);
    }

    /// A separator follows the digits before it.
    fn separator(&mut self, at: usize, c: char, ascii: bool, shape: Shape) {
        let (to, rule) = match (c, shape) {
            ('.' | '\u{66B}', Shape::Decimal | Shape::Grouped) => {
                (if ascii { '.' } else { '\u{66B}' }, Rule::NumbersDecimal)
            }
            (',' | '\u{66C}', Shape::Grouped) => {
                (if ascii { ',' } else { '\u{66C}' }, Rule::NumbersThousands)
            }
            _ => return,
        };
        if to != c && self.has(rule) {
            self.replace(at, c, to, rule);
        }
    }

    /// The sign before the number at byte `at`: %50
    fn percent_before(&mut self, at: usize, digits: Option<Rule>) {
        let Some(sign) = self.before(at).filter(|c| matches!(c, '%' | '٪')) else { return };
        let start = at - sign.len_utf8();
        let free = match self.before(start) {
            // The sign may be that of the number before: ۱۲ ٪
            Some(' ') => self.before(start - 1).is_none_or(|c| Info::of(c).class() != Class::Digit),
            before => before.is_none_or(|c| Info::of(c).class() == Class::Space || is_opening(c)),
        };
        let persian = match digits {
            Some(rule) => rule != Rule::DigitsAscii,
            None => !self.line.as_bytes()[at].is_ascii(),
        };
        let to = if persian { '٪' } else { '%' };
        if free && sign != to && self.patch.end() <= start && self.has(Rule::NumbersPercent) {
            self.replace(start, sign, to, Rule::NumbersPercent);
        }
    }

    /// The sign after the number that ends at byte `end`, at most a space away.
    fn percent(&mut self, end: usize, ascii: bool) {
        let at = if self.after(end) == Some(' ') { end + 1 } else { end };
        let to = if ascii { '%' } else { '٪' };
        if let Some(c) = self.after(at).filter(|&c| matches!(c, '%' | '٪') && c != to)
            && self.has(Rule::NumbersPercent)
        {
            self.replace(at, c, to, Rule::NumbersPercent);
        }
    }

    /// `سال۱۴۰۲`; a word of one or two letters may be part of a name such as ف۱۶.
    fn space_before_number(&mut self, at: usize) {
        let letters = self.line[..at].chars().rev().take(3).take_while(|&c| Info::of(c).is_arabic()).count();
        if letters == 3 && self.has(Rule::SpacesBeforeNumber) && self.patch.end() <= at {
            self.change(at, at, " ", Rule::SpacesBeforeNumber);
        }
    }

    /// `۱۲نفر`
    fn space_after_number(&mut self, end: usize) {
        let percent = self.after(end).filter(|&c| matches!(c, '%' | '٪'));
        let end = end + percent.map_or(0, char::len_utf8);
        if !self.precedes_arabic(end) || !self.has(Rule::SpacesAfterNumber) || self.patch.end() > end {
            return;
        }
        if !starts_word_of(self.line, end, &SUFFIXES) && !starts_word_of(self.line, end, &ADJECTIVES) {
            self.change(end, end, " ", Rule::SpacesAfterNumber);
        }
    }
}
