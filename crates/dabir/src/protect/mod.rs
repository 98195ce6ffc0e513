//! Spans that leave as they came: what is recognized at a position of the text, and where it ends.
//!
//! Normalizer and tokenizer share these recognizers. Each looks at a bounded stretch of the same line, or consumes what
//! it looked at, so that all of them together are linear in the text.

mod emoji;
mod markup;
mod net;
pub(crate) mod number;
mod word;

pub(crate) use markup::Fence;
pub(crate) use word::plain as plain_word;

use crate::chars::{Class, Info, next_char, prev_char};
use crate::names::names;
use core::ops::Range;

/// A class of text that normalization leaves byte for byte as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Protected {
    /// `https://…`, `www.…`, and bare domains with a path or without (`digikala.com/a?b=1`).
    Url,
    /// `info@site.co.ir`
    Email,
    /// `@name`
    Mention,
    /// `#کتاب_خوب`
    Hashtag,
    /// IPv4 and IPv6 addresses, with a port or mask.
    Ip,
    /// Version numbers: `2.3.6`, and `2.3` after a word such as نسخه.
    Version,
    /// File names: `گزارش.pdf`
    FileName,
    /// Inline code between backticks, up to 1 KiB, and fenced blocks (three or more backticks, three or four tildes).
    Code,
    /// HTML tags and comments, with the content of `code`, `pre`, `script` and `style` on the same line, up to 1 KiB.
    Html,
    /// HTML character references: `&nbsp;`
    Entity,
    /// The destination of a Markdown link or image.
    MarkdownLink,
    /// Emoji sequences, and smileys such as `:)`.
    Emoji,
    /// Words of other scripts with their digits: `iPhone12`, `Python3.11`.
    Identifier,
}

names!(Protected, FileName = "file-name":
    Url = "url",
    Email = "email",
    Mention = "mention",
    Hashtag = "hashtag",
    Ip = "ip",
    Version = "version",
    FileName = "file-name",
    Code = "code",
    Html = "html",
    Entity = "entity",
    MarkdownLink = "markdown-link",
    Emoji = "emoji",
    Identifier = "identifier",
);

/// A set of protected classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ProtectedSet(u16);

const _: () = assert!(Protected::ALL.len() <= 16, "ProtectedSet has a bit for each class");

impl ProtectedSet {
    pub(crate) const ALL: Self = Self::of(Protected::ALL);

    pub(crate) const fn of(classes: &[Protected]) -> Self {
        let mut set = Self(0);
        let mut i = 0;
        while i < classes.len() {
            set.set(classes[i], true);
            i += 1;
        }
        set
    }

    pub(crate) const fn set(&mut self, class: Protected, on: bool) {
        let bit = 1 << class as u16;
        self.0 = if on { self.0 | bit } else { self.0 & !bit };
    }

    #[inline]
    pub(crate) fn has(self, class: Protected) -> bool {
        self.0 >> class as u16 & 1 != 0
    }
}

/// The end and the class of the protected span that starts at byte `at`. Linear in the span, or bounded.
///
/// `at` must be where a word or a mark of its own starts; the caller skips whole spans, so that it is.
pub(crate) fn span_at(text: &str, at: usize, on: ProtectedSet) -> Option<(usize, Protected)> {
    use Protected::*;
    let try_class = |class, recognize: fn(&str, usize) -> Option<usize>| {
        if on.has(class) { recognize(text, at).map(|end| (end, class)) } else { None }
    };
    // The same if the word of ASCII there has a sign without which it can't be one.
    let try_signed = |sign: bool, class, recognize: fn(&str, usize) -> Option<usize>| {
        if sign { try_class(class, recognize) } else { None }
    };
    match text.as_bytes().get(at)? {
        b'#' => try_class(Emoji, emoji::keycap).or_else(|| try_class(Hashtag, net::hashtag)),
        b'*' => try_class(Emoji, emoji::keycap),
        b'@' => try_class(Mention, net::mention),
        b'`' => try_class(Code, markup::code),
        b'<' => try_class(Html, markup::html).or_else(|| try_class(Emoji, emoji::smiley)),
        b'&' => try_class(Entity, markup::entity),
        b']' => try_class(MarkdownLink, markup::link),
        b':' => try_class(Emoji, emoji::smiley).or_else(|| try_class(Ip, number::address)),
        b';' | b'=' | b'(' | b'^' => try_class(Emoji, emoji::smiley),
        b'0'..=b'9' if number::plain(text, at).is_some() => None,
        b'0'..=b'9' if number::is_alone(text, at) => number_span(text, at, on),
        b'0'..=b'9' => {
            let Signs { point, colon, at_sign } = Signs::of(text, at);
            try_class(Emoji, emoji::keycap)
                .or_else(|| try_signed(at_sign, Email, net::email))
                .or_else(|| try_signed(point || colon, Url, net::url))
                .or_else(|| number_span(text, at, on))
                .or_else(|| try_signed(point, FileName, word::file_name))
                .or_else(|| try_class(Identifier, word::number_in_word))
        }
        b'A'..=b'Z' | b'a'..=b'z' | b'_' => match word::plain(text.as_bytes(), at) {
            Some(end) => on.has(Identifier).then_some((end, Identifier)),
            None => {
                let Signs { point, colon, at_sign } = Signs::of(text, at);
                try_signed(colon, Ip, number::address)
                    .or_else(|| try_signed(at_sign, Email, net::email))
                    .or_else(|| try_signed(point || colon, Url, net::url))
                    .or_else(|| try_signed(point, FileName, word::file_name))
                    .or_else(|| try_class(Identifier, word::foreign))
            }
        },
        0..=0x7F => None,
        _ => {
            let c = next_char(text, at)?;
            match Info::of(c).class() {
                Class::Emoji | Class::RegionalIndicator => try_class(Emoji, emoji::sequence),
                Class::Digit => number_span(text, at, on),
                Class::Letter | Class::Hebrew | Class::Katakana | Class::Ideograph => {
                    try_class(Identifier, word::foreign)
                }
                _ => None,
            }
        }
    }
}

/// Whether a list has this word, in upper or lower case. It is in ascending order, in lower case, and no word longer than eight
/// letters.
fn lists(list: &[&str], word: &str) -> bool {
    let mut lower = [0; 8];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    list.binary_search_by(|known| known.as_bytes().cmp(lower)).is_ok()
}

/// What a word of ASCII has in it, as far as an address or the name of a file may go.
struct Signs {
    point: bool,
    colon: bool,
    at_sign: bool,
}

impl Signs {
    /// The signs of the word at byte `at`; all of them, if it is too long to tell.
    fn of(text: &str, at: usize) -> Self {
        const LONGEST: usize = 64;
        const POINT: u8 = 1;
        const COLON: u8 = 2;
        const AT_SIGN: u8 = 4;
        const OTHER: u8 = 8;
        static KINDS: [u8; 256] = {
            let mut kinds = [0; 256];
            let mut byte = 0;
            while byte < 256 {
                kinds[byte] = match byte as u8 {
                    b'.' => POINT | OTHER,
                    b':' => COLON | OTHER,
                    b'@' => AT_SIGN | OTHER,
                    b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'%' | b'+' | b'-' => OTHER,
                    _ => 0,
                };
                byte += 1;
            }
            kinds
        };
        let word = &text.as_bytes()[at..text.len().min(at + LONGEST)];
        let kinds = word.iter().map(|&byte| KINDS[usize::from(byte)]).take_while(|&kind| kind != 0);
        let (length, seen) = kinds.fold((0, 0), |(length, seen), kind| (length + 1, seen | kind));
        let has = |sign| length == LONGEST || seen & sign != 0;
        Self { point: has(POINT), colon: has(COLON), at_sign: has(AT_SIGN) }
    }
}

/// The protected span that byte `at` tells of, and its class. Usually it starts there; the name of a file is told by its
/// extension, and starts before.
pub(crate) fn protected_at(text: &str, at: usize, on: ProtectedSet) -> Option<(Range<usize>, Protected)> {
    if text.as_bytes().get(at) == Some(&b'.') {
        let end = word::file_tail(text, at).filter(|_| on.has(Protected::FileName))?;
        let start = word::file_name_start(text, at).filter(|&start| start < at)?;
        return Some((start..end, Protected::FileName));
    }
    let (end, class) = span_at(text, at, on)?;
    let before = if class == Protected::FileName { word::file_name_start(text, at) } else { None };
    Some((before.unwrap_or(at)..end, class))
}

/// The kind of thing a tokenizer keeps whole, whatever a normalizer protects.
pub(crate) fn token_at(text: &str, at: usize) -> Option<(usize, Protected)> {
    const WHOLE: ProtectedSet = ProtectedSet::of(&[
        Protected::Url,
        Protected::Email,
        Protected::Mention,
        Protected::Hashtag,
        Protected::Entity,
        Protected::Emoji,
    ]);
    let address = || {
        let end = number::address(text, at)?;
        let digits = &text.as_bytes()[at..end];
        // A::A and 1::1 may be two names or numbers.
        let clear = digits.iter().any(u8::is_ascii_digit) && (digits[0] == b':' || digits.len() > 4);
        let free = prev_char(text, at).is_none_or(|c| !c.is_alphanumeric());
        (clear && free && word::is_word_boundary(text, end)).then_some(end)
    };
    let may_start = |byte: &u8| byte.is_ascii_hexdigit() || *byte == b':';
    span_at(text, at, WHOLE).or_else(|| {
        text.as_bytes().get(at).is_some_and(may_start).then(address)?.map(|end| (end, Protected::Ip))
    })
}

pub(crate) use emoji::sequence as emoji_sequence;

/// Addresses and versions.
fn number_span(text: &str, at: usize, on: ProtectedSet) -> Option<(usize, Protected)> {
    if !on.has(Protected::Ip) && !on.has(Protected::Version) {
        return None;
    }
    if on.has(Protected::Ip)
        && let Some(end) = number::address(text, at)
    {
        return Some((end, Protected::Ip));
    }
    let number = number::at(text, at)?;
    match number.shape {
        number::Shape::Ip if on.has(Protected::Ip) => Some((number.end, Protected::Ip)),
        number::Shape::Version if on.has(Protected::Version) => Some((number.end, Protected::Version)),
        number::Shape::Decimal if on.has(Protected::Version) && number::after_version_word(text, at) => {
            Some((number.end, Protected::Version))
        }
        _ => None,
    }
}
