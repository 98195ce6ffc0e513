//! Short ways to the tokens that nearly all are.

use super::kind::TokenKind;
use super::letters::Letters;
use super::words::any_token;
use crate::chars::TATWEEL;
use crate::protect::{number, plain_word};

/// The end and kind of the token at byte `at`; `None` at the end of the text.
#[inline]
pub(super) fn token(text: &str, at: usize, letters: &mut Letters) -> Option<(usize, TokenKind)> {
    let bytes = text.as_bytes();
    // Nearly all tokens: letters up to a space, a space up to a letter, a number before a space, a mark.
    match bytes.get(at)? {
        0xD8..=0xDB => {
            let mut end = letters.past(bytes, at);
            while let [0xE2, 0x80, 0x8C, 0xD8..=0xDB, ..] = bytes[end..]
                && let after = letters.past(bytes, end + 3)
                && after > end + 3
            {
                end = after;
            }
            if end > at && ends_word(&bytes[at..end], &bytes[end..]) {
                return Some((end, TokenKind::Word));
            }
            if end == at
                && let Some(token) = mark_or_number(text, at)
            {
                return Some(token);
            }
        }
        b' ' if matches!(bytes.get(at + 1), None | Some(b'!'..=b'~' | 0xD8..=0xDB)) => {
            return Some((at + 1, TokenKind::Space));
        }
        b'A'..=b'Z' | b'a'..=b'z' => {
            if let Some(end) = plain_word(bytes, at).or_else(|| name(bytes, at)) {
                return Some((end, TokenKind::Word));
            }
        }
        b'!' | b'"' | b'('..=b')' | b',' | b'.' | b'0'..=b'9' | b'?' | b'[' | b']' | b'{' | b'}' | 0xC2 => {
            if let Some(token) = mark_or_number(text, at) {
                return Some(token);
            }
        }
        _ => {}
    }
    any_token(text, at)
}

/// The end of a word of ASCII before a sign that never belongs to a word: `parse(`, `key=`.
fn name(bytes: &[u8], at: usize) -> Option<usize> {
    let length = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
    let sign = bytes.get(at + length)?;
    matches!(sign, b'!' | b'"' | b'(' | b')' | b'/' | b'<'..=b'?' | b'['..=b'^' | b'`' | b'{'..=b'~')
        .then_some(at + length)
}

/// A mark that is one by itself whatever is around it, but for what is written over it; or digits before white space.
#[inline]
fn mark_or_number(text: &str, at: usize) -> Option<(usize, TokenKind)> {
    let ends = |after: &[u8]| matches!(after, [] | [b' ' | b'\n' | b'\r', ..]);
    let mark = |length| Some((at + length, TokenKind::Punctuation));
    match text.as_bytes()[at..] {
        [b'!' | b'"' | b')' | b',' | b'?' | b'[' | b']' | b'{' | b'}', ref after @ ..]
            if starts_anew(after) =>
        {
            mark(1)
        }
        [b'(', ref after @ ..] if starts_with_letter(after) => mark(1),
        [b'.', ref after @ ..] if ends(after) => mark(1),
        // ، ؛ ؟ « »
        [0xD8, 0x8C | 0x9B | 0x9F, ref after @ ..] | [0xC2, 0xAB | 0xBB, ref after @ ..]
            if starts_anew(after) =>
        {
            mark(2)
        }
        _ => {
            let end = number::plain(text, at)?;
            ends(&text.as_bytes()[end..]).then_some((end, TokenKind::Number))
        }
    }
}

/// Whether no mark or invisible character that belongs to the one before comes first.
#[inline]
fn starts_anew(after: &[u8]) -> bool {
    matches!(after, [] | [0..=0x7F, ..] | [0xC2, 0xAB | 0xBB, ..]) || starts_with_letter(after)
}

/// Whether one of the usual letters of the Arabic script comes first.
#[inline]
fn starts_with_letter(after: &[u8]) -> bool {
    matches!(after, [0xD8, 0xA1..=0xBF, ..] | [0xD9, 0x81..=0x8A, ..] | [0xDA, ..] | [0xDB, 0x8C, ..])
}

/// Whether a word of Persian letters ends for certain before what comes after it: all that usually follows one.
#[inline]
fn ends_word(word: &[u8], after: &[u8]) -> bool {
    match after {
        [] | [b' ' | b'\n' | b'\r' | b'!' | b'"' | b'(' | b')', ..] => true,
        // Two letters may be an abbreviation, and what looks like more if tatweel is among them.
        [b'.' | b':'] | [b'.' | b':', b' ' | b'\n' | b'\r', ..] => {
            word.len() > 4 && !word.ends_with(TATWEEL.encode_utf8(&mut [0; 2]).as_bytes())
        }
        // ، ؛ ؟ « »
        [0xD8, 0x8C | 0x9B | 0x9F, ..] | [0xC2, 0xAB | 0xBB, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::texts;
    use crate::tokens;

    #[test]
    fn the_short_way_to_a_token_is_the_long_way() {
        const SOME: &str = "می|\u{200C}| |رود|.|،|«|»|:|\n|1|۲|ـ|a|ه|سلام|؟|!|(|\"|C|_|,|)|Ph|x9|؛|?|\r|۱۲٪|3|\u{651}|[|]|{|}|=|/|+|#|-|'|\
            `|<|>|@|ir|;|&|^|~|\\|$|%|*|D|www|://|\u{301}|\u{200D}|\u{200E}|א|カ|é|🙂|۔|\u{6DF}|\u{610}|٬|\u{AB}|8|\u{20E3}";
        let some: Vec<&str> = SOME.split('|').collect();
        for text in texts(&some, 40, 9000) {
            for found in tokens(&text) {
                let span = found.span();
                assert_eq!(any_token(&text, span.start), Some((span.end, found.kind())), "{text:?}");
            }
        }
    }
}
