//! Addresses of the net: URLs, domains, e-mail, mentions, hashtags.

use super::lists;
use super::word::is_word_boundary;
use crate::chars::{Class, Info, ZWNJ, prev_char};

/// Last labels that make `word.word` a domain: the generic ones in common use, and the country codes that Persian text
/// meets. An unknown one costs nothing: the name stays whole as an identifier.
const TOP_LEVEL: &[&str] = &[
    "ac", "academy", "ae", "af", "agency", "ai", "am", "app", "art", "asia", "at", "au", "az", "be", "bg",
    "bh", "biz", "blog", "br", "ca", "cafe", "cc", "center", "ch", "city", "cloud", "club", "cn", "co",
    "com", "company", "cz", "de", "design", "dev", "digital", "dk", "edu", "eg", "es", "eu", "expert", "fi",
    "fm", "fr", "fund", "gallery", "ge", "gl", "global", "gov", "gr", "group", "guru", "hk", "hu", "id",
    "ie", "il", "in", "info", "int", "io", "iq", "ir", "is", "it", "jo", "jp", "kr", "kw", "lb", "life",
    "link", "live", "ly", "me", "media", "mil", "my", "name", "net", "network", "news", "nl", "no", "nz",
    "om", "online", "org", "page", "pk", "pl", "pro", "pt", "qa", "ro", "ru", "sa", "school", "se", "shop",
    "site", "store", "sy", "team", "tech", "tj", "to", "tools", "tr", "tv", "uk", "us", "wiki", "world",
    "xyz",
];

/// `scheme://…`, `www.…`, `mailto:…`, or a bare domain.
pub(super) fn url(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let head = &bytes[at..bytes.len().min(at + 32)];
    let scheme =
        head.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-')).count();
    if bytes[at + scheme..].starts_with(b"://") {
        let end = tail(text, at + scheme + 3);
        return (end > at + scheme + 3).then_some(end);
    }
    if head.starts_with(b"mailto:") {
        return email(text, at + 7);
    }
    if head.len() > 4
        && head[..4].eq_ignore_ascii_case(b"www.")
        && (head[4].is_ascii_alphanumeric() || has_label(text, at + 4))
    {
        return Some(tail(text, at));
    }
    let end = domain(text, at)?;
    let path = match bytes.get(end) {
        Some(b'/' | b'?' | b'#') => tail(text, end),
        Some(b':') if bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => tail(text, end),
        Some(b'@') => return None,
        _ => end,
    };
    Some(path)
}

/// Whether a label of any script and a point before the next one are at byte `at`: ایران.ir
fn has_label(text: &str, at: usize) -> bool {
    /// Characters of a label.
    const LONGEST: usize = 63;
    let part = |c: &char| Info::of(*c).is_arabic() || c.is_alphanumeric() || matches!(*c, '-' | ZWNJ);
    let label = text[at..].chars().take(LONGEST).take_while(part).map(char::len_utf8).sum::<usize>();
    let mut after = text[at + label..].chars();
    label > 0 && after.next() == Some('.') && after.next().is_some_and(char::is_alphanumeric)
}

/// Labels of ASCII letters, digits and hyphens with points between, the last a known top-level one.
fn domain(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..text.len().min(at + 253)];
    let length = bytes.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    // A full stop after the name is not part of it.
    let name = text[at..at + length].trim_end_matches(['.', '-']);
    let (labels, last) = name.rsplit_once('.')?;
    let good = !labels.is_empty() && labels.split('.').all(|l| !l.is_empty() && !l.starts_with('-'));
    let end = at + name.len();
    (good && lists(TOP_LEVEL, last) && is_word_boundary(text, end)).then_some(end)
}

/// The end of a URL whose start is known: up to white space or what can't stand in one, without the punctuation of the
/// sentence around it.
fn tail(text: &str, from: usize) -> usize {
    let mut depth = 0usize;
    let mut end = from;
    for c in text[from..].chars() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^' | '[' | ']' => break,
            '«' | '»' | '“' | '”' | '،' | '؛' | '؟' | '…' => break,
            ZWNJ => {}
            _ => match Info::of(c).class() {
                Class::Space | Class::Newline | Class::Control | Class::Format | Class::Emoji => break,
                _ => {}
            },
        }
        end += c.len_utf8();
    }
    let kept = text[from..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', ZWNJ]);
    from + kept.len()
}

/// `local@domain`, the domain with a point in it.
pub(super) fn email(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let window = &bytes[at..bytes.len().min(at + 65)];
    let local = window
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-'))
        .count();
    if local == 0 || bytes.get(at + local) != Some(&b'@') {
        return None;
    }
    let start = at + local + 1;
    let host = &bytes[start..bytes.len().min(start + 253)];
    let length = host.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let host = text[start..start + length].trim_end_matches(['.', '-']);
    let (labels, last) = host.rsplit_once('.')?;
    let good = !labels.is_empty() && last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic());
    (good && labels.split('.').all(|l| !l.is_empty())).then_some(start + host.len())
}

/// `@name`: letters of any script, digits, `_`, and points between ASCII ones.
pub(super) fn mention(text: &str, at: usize) -> Option<usize> {
    name(text, at, |c| c == '.')
}

/// `#name`: letters of any script, digits, `_`, and half-spaces between them.
pub(super) fn hashtag(text: &str, at: usize) -> Option<usize> {
    if prev_char(text, at) == Some('&') {
        return None;
    }
    name(text, at, |c| c == ZWNJ)
}

/// A sign and the name after it; `inner` characters stand only between others.
fn name(text: &str, at: usize, inner: fn(char) -> bool) -> Option<usize> {
    if prev_char(text, at)
        .is_some_and(|c| c == '_' || c == '@' || c == '#' || Info::of(c).is_foreign_letter())
    {
        return None;
    }
    let mut end = at + 1;
    let mut pending = 0;
    for c in text[at + 1..].chars() {
        let class = Info::of(c).class();
        let good = matches!(class, Class::Arabic | Class::Digit | Class::Connector | Class::Extend)
            || Info::of(c).is_foreign_letter();
        if good {
            end += pending + c.len_utf8();
            pending = 0;
        } else if inner(c) && pending == 0 && end > at + 1 {
            pending = c.len_utf8();
        } else {
            break;
        }
    }
    (end > at + 1).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_top_level_label_is_found() {
        assert!(TOP_LEVEL.iter().all(|known| lists(TOP_LEVEL, &known.to_uppercase())));
    }
}
