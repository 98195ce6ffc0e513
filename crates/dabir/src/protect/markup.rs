//! Code, HTML and Markdown inside a line.

use memchr::{memchr, memchr_iter, memmem};

/// How far a construct may reach: what is longer is not one, and a search that fails costs no more than this.
const REACH: usize = 1024;

/// The rest of the line from `at`, at most [`REACH`] bytes.
fn window(text: &str, at: usize) -> &[u8] {
    let bytes = &text.as_bytes()[at..text.len().min(at + REACH)];
    &bytes[..memchr(b'\n', bytes).unwrap_or(bytes.len())]
}

/// `` `code` `` with any number of backticks.
pub(super) fn code(text: &str, at: usize) -> Option<usize> {
    let bytes = window(text, at);
    let run = |from: usize| bytes[from..].iter().take_while(|&&b| b == b'`').count();
    let opening = run(0);
    let mut skip = opening;
    for i in memchr_iter(b'`', &bytes[opening..]).map(|i| i + opening) {
        if i < skip {
            continue;
        }
        let length = run(i);
        if length == opening {
            return Some(at + i + length);
        }
        skip = i + length;
    }
    None
}

/// Elements whose content is not prose.
const VERBATIM: [&str; 6] = ["code", "kbd", "pre", "samp", "script", "style"];

/// A tag, a comment, or a verbatim element with its content.
pub(super) fn html(text: &str, at: usize) -> Option<usize> {
    let bytes = window(text, at);
    if bytes.starts_with(b"<!--") {
        return memmem::find(bytes, b"-->").map(|i| at + i + 3);
    }
    let closing = usize::from(bytes.get(1) == Some(&b'/'));
    let first = bytes.get(1 + closing)?;
    if !(first.is_ascii_alphabetic() || (closing == 0 && matches!(first, b'!' | b'?'))) {
        return None;
    }
    let end = 1 + memchr::memchr2(b'>', b'<', &bytes[1..])?;
    if bytes[end] != b'>' {
        return None;
    }
    let name = bytes[1..end].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let name = &text[at + 1..at + 1 + name];
    if VERBATIM.iter().any(|v| v.eq_ignore_ascii_case(name))
        && let Some(close) = closing_tag(bytes, name)
    {
        return Some(at + close);
    }
    Some(at + end + 1)
}

/// The end of the first `</name>`.
fn closing_tag(bytes: &[u8], name: &str) -> Option<usize> {
    memmem::find_iter(bytes, b"</").find_map(|i| {
        let end = i + 2 + name.len();
        let found =
            bytes.get(i + 2..end)?.eq_ignore_ascii_case(name.as_bytes()) && bytes.get(end) == Some(&b'>');
        found.then_some(end + 1)
    })
}

/// `&name;`, `&#1705;`, `&#x6A9;`
pub(super) fn entity(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..text.len().min(at + 34)];
    let end = memchr(b';', bytes)?;
    let good = match &bytes[1..end] {
        [b'#', b'x' | b'X', hex @ ..] => !hex.is_empty() && hex.iter().all(u8::is_ascii_hexdigit),
        [b'#', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        [first, rest @ ..] => first.is_ascii_alphabetic() && rest.iter().all(u8::is_ascii_alphanumeric),
        [] => false,
    };
    good.then_some(at + end + 1)
}

/// `](destination "title")`, from the closing bracket.
pub(super) fn link(text: &str, at: usize) -> Option<usize> {
    let bytes = window(text, at);
    if bytes.get(1) != Some(&b'(') || memchr(b')', bytes).is_none() {
        return None;
    }
    let mut depth = 0usize;
    for (i, b) in bytes.iter().enumerate().skip(1) {
        match b {
            b'(' => depth += 1,
            b')' if depth > 1 => depth -= 1,
            b')' => return Some(at + i + 1),
            // White space ends the destination: a title in quotes may follow, prose in brackets may not.
            b' ' => {
                let rest = bytes[i..].trim_ascii_start();
                let quote = *rest.first().filter(|q| matches!(q, b'"' | b'\''))?;
                let title = rest.len() - 1 - memchr(quote, &rest[1..]).map(|n| n + 1)?;
                let after = bytes.len() - title;
                let close = bytes[after..].iter().take_while(|b| **b == b' ').count() + after;
                return (bytes.get(close) == Some(&b')')).then_some(at + close + 1);
            }
            _ => {}
        }
    }
    None
}

/// An open fenced code block: lines up to one with at least as many of the same character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fence {
    mark: u8,
    length: usize,
}

impl Fence {
    /// The fence that this line opens.
    pub(crate) fn opened_by(line: &str) -> Option<Self> {
        let (mark, length, rest) = Self::parse(line)?;
        // A longer row of tildes is decoration.
        let plausible = if mark == b'~' { length <= 4 } else { !rest.contains('`') };
        plausible.then_some(Self { mark, length })
    }

    /// Whether this line closes the block.
    pub(crate) fn is_closed_by(self, line: &str) -> bool {
        Self::parse(line).is_some_and(|(mark, length, rest)| {
            mark == self.mark && length >= self.length && rest.trim().is_empty()
        })
    }

    fn parse(line: &str) -> Option<(u8, usize, &str)> {
        let indent = line.bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'>')).count();
        let body = &line[indent..];
        let mark = *body.as_bytes().first().filter(|b| matches!(b, b'`' | b'~'))?;
        let length = body.bytes().take_while(|&b| b == mark).count();
        (length >= 3).then(|| (mark, length, &body[length..]))
    }
}
