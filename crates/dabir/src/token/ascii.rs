//! Words of ASCII that signs are part of: `U.S.A.`, `.NET`, `--help`, `/etc/passwd`, `<b>`, `C++`.

use crate::chars::{Class, Info, next_char, prev_char};

/// The end of the word with its signs that starts at byte `at`.
pub(super) fn signed(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    let word = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let letter = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic);
    match bytes {
        [b'<', ..] => tag(bytes).map(|length| at + length),
        [b'.', ..] if letter(1) && is_free(text, at) => {
            let length = word(1);
            (length > 1).then_some(at + 1 + length)
        }
        [b'-', b'-', ..] if letter(2) && is_free(text, at) => {
            let name = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
            let length = bytes[2..].iter().take_while(name).count();
            Some(at + 2 + text[at + 2..at + 2 + length].trim_end_matches(['-', '_']).len())
        }
        [b'/', ..] if letter(1) && is_free(text, at) => path(text, at),
        [b'A'..=b'Z' | b'a'..=b'z', ..] => abbreviation(bytes).map(|length| at + length),
        _ => None,
    }
}

/// Whether nothing that a sign could belong to is before byte `at`.
fn is_free(text: &str, at: usize) -> bool {
    prev_char(text, at).is_none_or(|c| {
        matches!(Info::of(c).class(), Class::Space | Class::Newline | Class::Open)
            || matches!(c, '"' | '\'' | ':')
    })
}

/// `<b>`, `</b>`, `<br/>`: a tag without attributes.
fn tag(bytes: &[u8]) -> Option<usize> {
    const LONGEST: usize = 16;
    let start = 1 + usize::from(bytes.get(1) == Some(&b'/'));
    let name = bytes[start..].iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric()).count();
    let end = start + name + usize::from(bytes.get(start + name) == Some(&b'/'));
    (bytes.get(start)?.is_ascii_alphabetic() && bytes.get(end) == Some(&b'>')).then_some(end + 1)
}

/// `/etc/passwd`: at least two names, without the punctuation of the sentence around them.
fn path(text: &str, at: usize) -> Option<usize> {
    let name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'-' | b'_');
    let length = text.as_bytes()[at..].iter().take_while(|b| name(b)).count();
    let path = text[at..at + length].trim_end_matches(['.', '-']);
    let names = path.split('/').filter(|name| !name.is_empty()).take(2).count();
    let ends = next_char(text, at + path.len()).is_none_or(|c| !Info::of(c).is_foreign_letter());
    (names == 2 && ends).then_some(at + path.len())
}

/// `U.S.A.`, `e.g.`, `Ph.D.`: at least two single letters with a point after each.
fn abbreviation(bytes: &[u8]) -> Option<usize> {
    let mut end = if bytes.starts_with(b"Ph.") { 3 } else { 0 };
    let mut points = usize::from(end > 0);
    while let Some([letter, b'.']) = bytes.get(end..end + 2)
        && letter.is_ascii_alphabetic()
    {
        end += 2;
        points += 1;
    }
    let apart = bytes.get(end).is_none_or(|b| !b.is_ascii_alphanumeric());
    (points > 1 && apart).then_some(end)
}
