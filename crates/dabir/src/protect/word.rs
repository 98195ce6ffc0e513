//! Words of other scripts, and file names.

use super::lists;
use crate::chars::{ByteSet, Class, Info, ZWNJ, next_char};

/// Extensions that make `name.ext` a file name, whatever script the name is in.
const EXTENSIONS: &[&str] = &[
    "7z", "aac", "ai", "apk", "avi", "bash", "bat", "bin", "bmp", "bz2", "c", "cfg", "conf", "cpp", "cs",
    "css", "csv", "db", "deb", "dll", "doc", "docx", "eps", "epub", "exe", "flac", "flv", "gif", "go", "gz",
    "h", "htm", "html", "ico", "ini", "iso", "jar", "java", "jpeg", "jpg", "js", "json", "log", "md", "mkv",
    "mov", "mp3", "mp4", "mpeg", "odt", "ogg", "pdf", "php", "png", "ppt", "pptx", "psd", "py", "rar", "rs",
    "rtf", "sh", "sql", "srt", "svg", "tar", "tex", "tif", "toml", "ts", "txt", "wav", "webm", "webp", "xls",
    "xlsx", "xml", "yaml", "yml", "zip",
];

/// Whether no letter, digit or `_` follows at byte `at`, nor would if half-spaces there went.
pub(crate) fn is_word_boundary(text: &str, at: usize) -> bool {
    text[at..].trim_start_matches(ZWNJ).chars().next().is_none_or(|c| {
        let info = Info::of(c);
        !(info.is_foreign_letter() || matches!(info.class(), Class::Digit | Class::Connector))
    })
}

/// The end of the ASCII letters, digits and `_` at byte `at` if they are a word by themselves: before a space or the end of a
/// line, with a mark between or without. No address, file name or code starts so. Looks at no more than most words have.
#[inline]
pub(crate) fn plain(bytes: &[u8], at: usize) -> Option<usize> {
    const LONGEST: usize = 32;
    static PARTS: ByteSet = ByteSet::new(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
    let length = bytes[at..].iter().take(LONGEST).take_while(|&&b| PARTS.has(b)).count();
    let end = at + length;
    let alone = match bytes[end..] {
        [] | [b' ' | b'\n' | b'\r', ..] => true,
        [b',' | b'.' | b')', ref after @ ..] => matches!(after, [] | [b' ' | b'\n' | b'\r', ..]),
        _ => false,
    };
    (alone && length > 0).then_some(end)
}

/// Where the file name ends whose extension starts with the point at byte `dot`.
pub(super) fn file_tail(text: &str, dot: usize) -> Option<usize> {
    let rest = text.as_bytes().get(dot..text.len().min(dot + 6))?;
    if rest.first() != Some(&b'.') {
        return None;
    }
    let length = rest[1..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    // Most points end a sentence.
    if length == 0 {
        return None;
    }
    let end = dot + 1 + length;
    (lists(EXTENSIONS, &text[dot + 1..end]) && is_word_boundary(text, end)).then_some(end)
}

/// Where the letters, digits and hyphens before byte `at` start, which may be part of a file name; `None` if they are more
/// than a file name may have.
pub(super) fn file_name_start(text: &str, at: usize) -> Option<usize> {
    const LONGEST_NAME: usize = 255;
    let part = |c: char| {
        let info = Info::of(c);
        info.is_arabic() || matches!(info.class(), Class::Digit | Class::Connector) || matches!(c, '-' | ZWNJ)
    };
    let mut start = at;
    for c in text[..at].chars().rev().take_while(|&c| part(c)) {
        start -= c.len_utf8();
        if at - start > LONGEST_NAME {
            return None;
        }
    }
    Some(start)
}

/// `name.ext` of ASCII letters, digits, `-` and `_`.
pub(super) fn file_name(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..text.len().min(at + 255)];
    let name =
        bytes.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')).count();
    let dot = memchr::memrchr(b'.', &bytes[..name]).filter(|&dot| dot > 0)?;
    let end = file_tail(text, at + dot)?;
    // test.py:12:3
    let mut end = (end == at + name).then_some(end)?;
    while text.as_bytes().get(end) == Some(&b':') {
        let digits = text.as_bytes()[end + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            break;
        }
        end += 1 + digits;
    }
    Some(end)
}

/// A word of another script, with its digits and what ties its parts together: `Python3.11`, `COVID-19`, `C++`.
pub(super) fn foreign(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = at;
    while let Some(c) = next_char(text, end) {
        let info = Info::of(c);
        let inside = match c {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '_' => true,
            '.' | '-' | '\'' | '/' | '+' | '&' | ':' | '@' | '=' | '\\' | '%' | '~' | '*' | '#' | '$'
            | ',' => end > at && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric),
            '’' | '\u{200C}' => {
                end > at
                    && next_char(text, end + c.len_utf8()).is_some_and(|n| Info::of(n).is_foreign_letter())
            }
            _ => info.is_foreign_letter() || (end > at && matches!(info.class(), Class::Extend | Class::Zwj)),
        };
        if !inside {
            break;
        }
        end += c.len_utf8();
    }
    if end == at {
        return None;
    }
    let rest = &bytes[end..];
    if end - at <= 2 && rest.starts_with(b"++") {
        // C++, C++17
        end += 2 + rest[2..].iter().take_while(|b| b.is_ascii_digit()).count();
    } else if end - at <= 2 && rest.starts_with(b"#") {
        end += 1;
    }
    end += call(&bytes[end..]);
    Some(end)
}

/// The length of the arguments or the index right behind a name, `(foo, 1)` or `[0]`, if they are plain ASCII.
fn call(bytes: &[u8]) -> usize {
    const LONGEST: usize = 128;
    let closing = match bytes.first() {
        Some(b'(') => b')',
        Some(b'[') => b']',
        _ => return 0,
    };
    let plain = |b: &&u8| b.is_ascii() && !matches!(b, b'\n' | b'\r');
    let reach = bytes.iter().take(LONGEST).take_while(plain).count();
    memchr::memchr(closing, &bytes[..reach]).map_or(0, |end| end + 1)
}

/// A number that belongs to a word of ASCII letters: `3D`, `12px`, `2nd`, `2020-Q1`.
pub(super) fn number_in_word(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    let mut length = bytes
        .iter()
        .take(64)
        .take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'/' | b':'))
        .count();
    // The separators before the letters are theirs only if a letter follows at once.
    let starts = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_');
    if !starts(bytes.get(length)) {
        return None;
    }
    if !bytes[length - 1].is_ascii_digit() && !matches!(bytes[length - 1], b'-' | b'.') {
        length = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
        if !starts(bytes.get(length)) {
            return None;
        }
    }
    foreign(text, at + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protect::{Signs, net, number};
    use crate::random::texts;

    #[test]
    fn every_extension_is_found() {
        assert!(EXTENSIONS.iter().all(|known| lists(EXTENSIONS, &known.to_uppercase())));
    }

    /// Words that are told at once are words for all who ask, and no address is without its signs.
    #[test]
    fn plain_words_are_nothing_else() {
        const LONG: &str = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz";
        const SOME: [&str; 29] = [
            "a", "Z", "_", "9", ".", ".", "-", ",", ")", "(", "@", "/", ":", "::", "://", "+", "%", " ", " ",
            "\n", "ir", "pdf", "www.", LONG, "mailto", "C", "#", "fe80", "ل",
        ];
        let (mut told, mut spans) = (0, 0);
        for text in texts(&SOME, 9, 20_000) {
            for (at, _) in text.match_indices(|c: char| c.is_ascii_alphanumeric() || c == '_') {
                let Signs { point, colon, at_sign } = Signs::of(&text, at);
                let signed = [
                    (colon, number::address(&text, at)),
                    (at_sign, net::email(&text, at)),
                    (point || colon, net::url(&text, at)),
                    (point, file_name(&text, at)),
                ];
                for (sign, found) in signed {
                    assert!(sign || found.is_none(), "{text:?} at {at}");
                    spans += usize::from(found.is_some());
                }
            }
            for (at, _) in text.match_indices(|c: char| c.is_ascii_alphabetic() || c == '_') {
                let Some(end) = plain(text.as_bytes(), at) else { continue };
                told += 1;
                let others = [number::address, net::email, net::url, file_name];
                assert!(others.iter().all(|other| other(&text, at).is_none()), "{text:?} at {at}");
                assert_eq!(foreign(&text, at), Some(end), "{text:?} at {at}");
            }
        }
        assert!(told > 10_000 && spans > 1000, "{told} {spans}");
    }
}
