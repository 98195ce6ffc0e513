//! Numbers as people write them: how far one reaches and what kind of number it is.

use crate::chars::{Class, Info, ZWNJ, next_char, untwinned};

/// What a number is, by its separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Digits only.
    Integer,
    /// `12.5`
    Decimal,
    /// `1,234,567`, with or without a decimal part.
    Grouped,
    /// `192.168.1.1`, `10.0.0.0/8`, `127.0.0.1:8080`
    Ip,
    /// `2.3.6`
    Version,
    /// Year, month and day in either order: `1402/05/06`
    Date,
    /// Times, fractions, phone numbers, ranges: the separators stay.
    Compound,
}

/// A number in the text: it ends before byte `end`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number {
    pub(crate) end: usize,
    pub(crate) shape: Shape,
}

/// More parts than this and it is a compound whatever its separators: no address or version is longer.
const PARTS: usize = 8;

#[derive(Clone, Copy, Default)]
struct Part {
    digits: u8,
    value: u32,
}

/// The number that starts with the digit at byte `at`. Linear in its length.
pub(crate) fn at(text: &str, at: usize) -> Option<Number> {
    if let Some(end) = plain(text, at) {
        return Some(Number { end, shape: Shape::Integer });
    }
    digit(text, at)?;
    let mut parts = [Part::default(); PARTS];
    let mut separators = [' '; PARTS];
    let mut n = 0;
    let mut end = at;
    // Two hyphens make a date; a number that starts at each of a thousand must not look at all of them.
    let mut hyphens = 0;
    loop {
        let mut part = Part::default();
        while let Some((digit, length)) = digit(text, end) {
            part.digits = part.digits.saturating_add(1);
            part.value = part.value.saturating_mul(10).saturating_add(u32::from(digit));
            end += length;
        }
        if n < PARTS {
            parts[n] = part;
        }
        n += 1;
        let Some(separator) = next_char(text, end) else { break };
        if !matches!(separator, '.' | ',' | '/' | ':' | '-' | '\u{66B}' | '\u{66C}') {
            break;
        }
        hyphens += u32::from(separator == '-');
        if hyphens > 2 {
            break;
        }
        let after = end + separator.len_utf8();
        if digit(text, after).is_none() {
            break;
        }
        if n <= PARTS {
            separators[n - 1] = separator;
        }
        end = after;
    }
    let shape = match n {
        1 => Shape::Integer,
        2..=PARTS => shape(&parts[..n], &separators[..n - 1]),
        _ => Shape::Compound,
    };
    Some(Number { end, shape })
}

/// The value of the digit at byte `at`, and its length in bytes.
#[inline]
fn digit(text: &str, at: usize) -> Option<(u8, usize)> {
    match text.as_bytes()[at..] {
        [digit @ b'0'..=b'9', ..] => Some((digit - b'0', 1)),
        [0xDB, digit @ 0xB0..=0xB9, ..] | [0xD9, digit @ 0xA0..=0xA9, ..] => Some((digit & 15, 2)),
        _ => None,
    }
}

/// The end of the digits at byte `at`, of ASCII or Persian, if they are a number by themselves and nothing that is protected: before
/// a space, the end, or a character of U+0600..U+063F, none of which goes on with a number.
#[inline]
pub(crate) fn plain(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    let ascii = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let persian = || rest.as_chunks().0.iter().take_while(|pair| matches!(pair, [0xDB, 0xB0..=0xB9])).count();
    let length = if ascii > 0 { ascii } else { 2 * persian() };
    let alone = matches!(rest.get(length), None | Some(b' ' | b'\n' | 0xD8));
    (length > 0 && alone).then_some(at + length)
}

/// Whether the digits of ASCII at byte `at`, with the signs between them, stand by themselves: no address, name of a file or
/// word with digits goes on there, only a number can be meant.
#[inline]
pub(super) fn is_alone(text: &str, at: usize) -> bool {
    /// What is longer is looked at more closely.
    const LONGEST: usize = 48;
    let bytes = text.as_bytes();
    let mut end = at;
    while end < at + LONGEST {
        match bytes[end..] {
            // 1://2 is an address of the net.
            [b':', b'/', ..] => break,
            [b'0'..=b'9' | b'.' | b',' | b'/' | b':' | b'-', ..] => end += 1,
            // ٫ ٬
            [0xD9, 0xAB | 0xAC, ..] => end += 2,
            // ٪ ،
            [b' ' | b'\n', ..] | [0xD9, 0xAA, ..] | [0xD8, 0x8C, ..] => return true,
            _ => break,
        }
    }
    false
}

fn shape(parts: &[Part], separators: &[char]) -> Shape {
    let point = |c: &char| matches!(c, '.' | '\u{66B}');
    let comma = |c: &char| matches!(c, ',' | '\u{66C}');
    let dots = separators.iter().take_while(|&&c| c == '.').count();
    if dots == 3 && parts[..4].iter().all(|p| p.digits <= 3 && p.value <= 255) {
        match separators[3..] {
            [] | [':' | '/'] => return Shape::Ip,
            _ => {}
        }
    }
    if separators.len() == 1 && point(&separators[0]) {
        return Shape::Decimal;
    }
    if is_date(parts) && separators[0] == separators[1] && matches!(separators[0], '.' | '/' | '-') {
        return Shape::Date;
    }
    if dots == separators.len() {
        return Shape::Version;
    }
    let commas = separators.iter().take_while(|c| comma(c)).count();
    let decimal = commas + 1 == separators.len() && point(&separators[commas]);
    if commas > 0
        && (commas == separators.len() || decimal)
        && (1..=3).contains(&parts[0].digits)
        && parts[1..=commas].iter().all(|p| p.digits == 3)
    {
        return Shape::Grouped;
    }
    Shape::Compound
}

/// Year, month, day in either order.
fn is_date(parts: &[Part]) -> bool {
    let ymd = |y: Part, m: Part, d: Part| {
        y.digits == 4
            && (1..=12).contains(&m.value)
            && (1..=31).contains(&d.value)
            && m.digits <= 2
            && d.digits <= 2
    };
    match *parts {
        [a, b, c] => ymd(a, b, c) || ymd(c, b, a),
        _ => false,
    }
}

/// An IPv6 or MAC address.
pub(crate) fn address(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..text.len().min(at + 45)];
    let length = bytes.iter().take_while(|b| b.is_ascii_hexdigit() || **b == b':').count();
    let address = bytes[..length].strip_suffix(b":").unwrap_or(&bytes[..length]);
    let colons = address.iter().filter(|&&b| b == b':').count();
    if colons < 2 {
        return None;
    }
    let short = memchr::memmem::find(address, b"::").is_some();
    let groups = address.split(|&b| b == b':').all(|g| g.len() <= 4);
    let end = at + address.len();
    let ends = || next_char(text, end).is_none_or(|c| !c.is_alphanumeric());
    let counts = colons == 7 || colons == 5 || (short && (2..=7).contains(&colons));
    (counts && groups && ends()).then_some(end)
}

/// Words before a number that make it a version: نسخهٔ 2.3
const VERSION_WORDS: [&str; 6] = ["نسخه", "نسخۀ", "ویرایش", "ورژن", "version", "Version"];

/// Whether the word before byte `at` announces a version.
pub(crate) fn after_version_word(text: &str, at: usize) -> bool {
    follows_word_of(text, at, &VERSION_WORDS)
}

/// Whether a word of the list announces the number at byte `at`: بخش 3.10, also in the plural, with an ezafe, and the
/// first number of several: نسخه‌های 26.0 تا 26.5
pub(crate) fn follows_word_of(text: &str, at: usize, list: &[&str]) -> bool {
    /// Words and numbers to look back over.
    const MOST_STEPS: usize = 6;
    const LONGEST: usize = 16;
    let part = |c: &char| {
        let info = Info::of(*c);
        info.is_arabic() || info.is_foreign_letter() || info.class() == Class::Extend || *c == ZWNJ
    };
    let number = |c: char| Info::of(c).digit().is_some() || matches!(c, '.' | '\u{66B}');
    let mut before = &text[..at];
    for _ in 0..MOST_STEPS {
        before = before.trim_end_matches(' ');
        let length = before.chars().rev().take(LONGEST).take_while(part).map(char::len_utf8).sum::<usize>();
        let word;
        (before, word) = before.split_at(before.len() - length);
        match word {
            "" => return false,
            "تا" | "و" | "یا" | "الی" => {
                let first = before.trim_end_matches(' ').trim_end_matches(number);
                if first.len() == before.trim_end_matches(' ').len() {
                    return false;
                }
                before = first;
            }
            "ها" | "های" | "هاي" | "ی" | "ي" => {}
            _ => {
                let (stem, ending) = word.split_once(ZWNJ).unwrap_or((word, ""));
                let stem = stem.trim_end_matches('\u{654}');
                let whole = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
                return whole
                    && matches!(ending, "" | "ها" | "های" | "هاي" | "ی" | "ي")
                    && list.iter().any(|known| known.chars().eq(stem.chars().map(untwinned)));
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_the_table() {
        for c in '\0'..=char::MAX {
            let wanted = Info::of(c).digit().map(|value| (value, c.len_utf8()));
            assert_eq!(digit(&c.to_string(), 0), wanted, "{c:?}");
        }
    }

    /// What goes on with another character is recognized the long way.
    #[test]
    fn what_stands_alone_is_no_other_span() {
        use crate::protect::{ProtectedSet, span_at};
        use crate::random::Random;
        const SIGNS: [&str; 8] = [".", ",", "/", ":", "-", "://", "٫", "٬"];
        let (mut random, mut told) = (Random(1), 0);
        for _ in 0..20_000 {
            let mut number = String::new();
            for _ in 0..=random.below(8) {
                number += &random.below(400).to_string();
                number += SIGNS[random.below(SIGNS.len())];
            }
            let [short, long] = [' ', '\u{2003}'].map(|end| format!("{number}{end}"));
            assert!(!is_alone(&long, 0), "{number}");
            if is_alone(&short, 0) {
                told += 1;
                let [short, long] = [short, long].map(|text| span_at(&text, 0, ProtectedSet::ALL));
                assert_eq!(short, long, "{number}");
            }
        }
        assert!(told > 5000, "{told}");
    }
}
