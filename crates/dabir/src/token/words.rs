//! Words, numbers, marks and white space.
//!
//! The rules are those of Unicode's word boundaries (UAX #29), tailored for Persian:
//! a point or colon between two Persian letters ends a word, unless the pieces are an abbreviation (ه.ش.); Persian
//! letters and digits part where a reader parts them (۱۲نفر, but ۱۲م and ف۱۶); numbers keep their separators and
//! percent sign, dates and times are whole; addresses, mentions, hashtags, emoji and smileys are one token each.

use super::ascii;
use super::kind::TokenKind;
use super::letters::Letters;
use super::short::token;
use crate::chars::{Class, Info, TATWEEL, ZWNJ, next_char, past_letters, starts_word_of};
use crate::protect::number::{self, Shape};
use crate::protect::{Protected, emoji_sequence, token_at};
use core::iter::FusedIterator;
use core::ops::Range;

/// A span of the text and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token<'t> {
    text: &'t str,
    start: usize,
    kind: TokenKind,
}

impl<'t> Token<'t> {
    /// The token as it stands in the text.
    ///
    /// ```
    /// assert_eq!(dabir::tokens("می\u{200c}روم.").next().unwrap().text(), "می\u{200c}روم");
    /// ```
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The bytes it takes in the text.
    ///
    /// ```
    /// let spans: Vec<_> = dabir::tokens("a و").map(|t| t.span()).collect();
    /// assert_eq!(spans, [0..1, 1..2, 2..4]);
    /// ```
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// What it is.
    ///
    /// ```
    /// use dabir::TokenKind;
    /// let kinds: Vec<_> = dabir::words("۱۲ کتاب!").map(|t| t.kind()).collect();
    /// assert_eq!(kinds, [TokenKind::Number, TokenKind::Word, TokenKind::Punctuation]);
    /// ```
    #[must_use]
    pub fn kind(&self) -> TokenKind {
        self.kind
    }
}

/// All tokens of a text, white space included: put together they are the text.
///
/// Works on text that was not normalized. Linear in the text; allocates nothing.
///
/// ```
/// let text = "قیمت: ۱۲٫۵٪ (info@site.ir)";
/// let tokens: Vec<_> = dabir::tokens(text).map(|t| t.text()).collect();
/// assert_eq!(tokens, ["قیمت", ":", " ", "۱۲٫۵٪", " ", "(", "info@site.ir", ")"]);
/// assert_eq!(tokens.concat(), text);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0, letters: Letters::default() }
}

/// The tokens of a text without white space.
///
/// ```
/// let words: Vec<_> = dabir::words("سلام، دنیا!").map(|t| t.text()).collect();
/// assert_eq!(words, ["سلام", "،", "دنیا", "!"]);
/// ```
#[must_use]
pub fn words(text: &str) -> Words<'_> {
    Words { tokens: tokens(text) }
}

/// The iterator of [`tokens`].
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
    letters: Letters,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    #[inline(always)]
    fn next(&mut self) -> Option<Token<'t>> {
        let start = self.at;
        let (end, kind) = token(self.text, start, &mut self.letters)?;
        self.at = end;
        Some(Token { text: &self.text[start..end], start, kind })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let rest = self.text.len() - self.at;
        (usize::from(rest > 0), Some(rest))
    }
}

impl FusedIterator for Tokens<'_> {}

/// The iterator of [`words`].
#[derive(Clone, Debug)]
pub struct Words<'t> {
    tokens: Tokens<'t>,
}

impl<'t> Iterator for Words<'t> {
    type Item = Token<'t>;

    #[inline]
    fn next(&mut self) -> Option<Token<'t>> {
        self.tokens.by_ref().find(|t| !t.kind.is_space())
    }
}

impl FusedIterator for Words<'_> {}

/// The end and kind of the token at byte `at`, whatever it is; `None` at the end of the text.
#[inline(never)]
pub(super) fn any_token(text: &str, at: usize) -> Option<(usize, TokenKind)> {
    let c = next_char(text, at)?;
    let info = Info::of(c);
    let end = at + c.len_utf8();
    match info.class() {
        Class::Arabic => Some(match abbreviation(text, at) {
            Some(end) => (extended(text, end), TokenKind::Word),
            None => (word(text, end, Some(c)), TokenKind::Word),
        }),
        Class::Space => Some((spaces(text, end), TokenKind::Space)),
        // A stray half-space before a word belongs to it.
        Class::Zwnj | Class::Zwj | Class::Format => {
            let start = extended(text, end);
            match next_char(text, start).filter(|&c| Info::of(c).is_arabic()) {
                Some(first) => Some((word(text, start + first.len_utf8(), Some(first)), TokenKind::Word)),
                None => Some((start, TokenKind::Symbol)),
            }
        }
        Class::Newline if text[at..].starts_with("\r\n") => Some((at + 2, TokenKind::Newline)),
        Class::Newline => Some((end, TokenKind::Newline)),
        _ if c.is_ascii() => Some(match token_at(text, at) {
            Some((end, Protected::Emoji)) => (pictured_end(text, end), TokenKind::Emoji),
            Some((end, kind @ (Protected::Ip | Protected::Entity))) => {
                (extended(text, end), protected_kind(kind))
            }
            Some((end, kind)) => (marked(text, end), protected_kind(kind)),
            None => match ascii::signed(text, at) {
                Some(end) if c == '<' => (extended(text, end), TokenKind::Symbol),
                // .NET‌ها goes on as iPhone‌ها does.
                Some(end) if extended(text, end) > end => (word(text, end, Some('a')), TokenKind::Word),
                Some(end) => (end, TokenKind::Word),
                None => plain(text, at, c, info),
            },
        }),
        _ => Some(plain(text, at, c, info)),
    }
}

fn spaces(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let space = |c: char| Info::of(c).class() == Class::Space;
    from + rest.len() - rest.trim_start_matches(space).len()
}

fn protected_kind(kind: Protected) -> TokenKind {
    match kind {
        Protected::Url => TokenKind::Url,
        Protected::Email => TokenKind::Email,
        Protected::Mention => TokenKind::Mention,
        Protected::Hashtag => TokenKind::Hashtag,
        Protected::Ip => TokenKind::Number,
        Protected::Entity => TokenKind::Symbol,
        _ => TokenKind::Emoji,
    }
}

/// A token that is no address.
fn plain(text: &str, at: usize, c: char, info: Info) -> (usize, TokenKind) {
    let end = at + c.len_utf8();
    match info.class() {
        Class::Digit => number(text, at, end),
        Class::Letter | Class::Hebrew | Class::Katakana => (foreign(text, at, c), TokenKind::Word),
        Class::Connector => {
            let to = word(text, end, Some(c));
            let named = text[at..to].chars().any(char::is_alphanumeric);
            (to, if named { TokenKind::Word } else { TokenKind::Punctuation })
        }
        Class::Ideograph => (extended(text, end), TokenKind::Word),
        Class::Emoji | Class::RegionalIndicator => {
            let to = emoji_sequence(text, at).unwrap_or(end);
            // ©, ™ and arrows are emoji only when they ask for it.
            let pictured = c as u32 >= 0x2600 || to > end;
            (pictured_end(text, to), if pictured { TokenKind::Emoji } else { TokenKind::Symbol })
        }
        Class::EmojiModifier => (extended(text, end), TokenKind::Emoji),
        Class::MidNumLet if c == '.' => {
            let rest = &text[at..];
            let dots = rest.len() - rest.trim_start_matches('.').len();
            (extended(text, at + dots), TokenKind::Punctuation)
        }
        Class::Open
        | Class::Close
        | Class::Punctuation
        | Class::MidLetter
        | Class::MidNum
        | Class::MidNumLet => (extended(text, end), TokenKind::Punctuation),
        _ => (extended(text, end), TokenKind::Symbol),
    }
}

/// Past the marks after an address; a half-space there starts what is written on to it: @ali‌ها.
fn marked(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    end + rest.len() - rest.trim_start_matches(|c| Info::of(c).class() == Class::Extend).len()
}

/// Past the marks and invisible characters that belong to the character before byte `end`.
pub(super) fn extended(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    let part =
        |c: char| matches!(Info::of(c).class(), Class::Extend | Class::Format | Class::Zwj | Class::Zwnj);
    end + rest.len() - rest.trim_start_matches(part).len()
}

/// Past the marks after an emoji that ends at byte `end`, and the emoji that a joiner among them ties to it.
fn pictured_end(text: &str, end: usize) -> usize {
    let mut end = end;
    loop {
        let marks = extended(text, end);
        let next = next_char(text, marks).map(|c| Info::of(c).class());
        end = match next {
            Some(Class::EmojiModifier) if marks > end => marks + '\u{1F3FB}'.len_utf8(),
            Some(Class::Emoji) if text[end..marks].ends_with('\u{200D}') => {
                emoji_sequence(text, marks).unwrap_or(marks)
            }
            _ => return marks,
        };
    }
}

/// The end of a word that goes on at byte `at` after the letter, digit or connector `last`.
fn word(text: &str, at: usize, last: Option<char>) -> usize {
    let mut end = at;
    let mut last = last.map_or(Class::Other, |c| Info::of(c).class());
    // Persian letters since the start or the last other character.
    let mut letters = usize::from(last == Class::Arabic);
    while let Some(c) = next_char(text, end) {
        let class = Info::of(c).class();
        let after = end + c.len_utf8();
        match class {
            Class::Arabic => {
                if matches!(last, Class::Digit | Class::Katakana) {
                    break;
                }
                let run = past_letters(text.as_bytes(), end).max(after);
                letters += (run - end) / 2;
                end = run;
            }
            Class::Extend | Class::Format | Class::Zwj | Class::Zwnj => {
                end = after;
                continue;
            }
            Class::Letter | Class::Hebrew if last != Class::Katakana => end = after,
            Class::Katakana if matches!(last, Class::Katakana | Class::Connector) => end = after,
            Class::Connector => end = after,
            Class::Digit => {
                if last == Class::Katakana || (last == Class::Arabic && letters > 2) {
                    break;
                }
                end = after;
            }
            // The gershayim of Hebrew abbreviations.
            Class::Punctuation if c == '"' && last == Class::Hebrew => {
                let marks = extended(text, after);
                if next_char(text, marks).is_none_or(|n| Info::of(n).class() != Class::Hebrew) {
                    break;
                }
                end = marks;
                continue;
            }
            Class::MidLetter | Class::MidNumLet | Class::MidNum => {
                let after = extended(text, after);
                let next = next_char(text, after).map_or(Class::Other, |n| Info::of(n).class());
                let letter = |c: Class| matches!(c, Class::Arabic | Class::Letter | Class::Hebrew);
                let persian = last == Class::Arabic && next == Class::Arabic;
                let joins = match class {
                    Class::MidNum => last == Class::Digit && next == Class::Digit,
                    Class::MidLetter => letter(last) && letter(next) && !persian,
                    _ => {
                        (letter(last) && letter(next) && !persian)
                            || (last == Class::Digit && next == Class::Digit)
                    }
                };
                if !joins {
                    // The geresh of Hebrew ones ends a word.
                    return if c == '\'' && last == Class::Hebrew { after } else { end };
                }
                end = after;
                letters = 0;
                continue;
            }
            // COVID-19
            Class::Punctuation if c == '-' && last == Class::Letter => {
                if !text.as_bytes().get(after).is_some_and(u8::is_ascii_digit) {
                    break;
                }
                end = after;
                continue;
            }
            // می¬روم, which an old keyboard left behind.
            Class::Symbol if c == '\u{AC}' && last == Class::Arabic => {
                if next_char(text, after).is_none_or(|n| !Info::of(n).is_arabic()) {
                    break;
                }
                end = after;
                continue;
            }
            _ => break,
        }
        if class != Class::Arabic {
            letters = 0;
        }
        last = class;
    }
    end
}

/// A word that starts with a letter of another script; `C++` and `C#` keep their signs.
fn foreign(text: &str, at: usize, c: char) -> usize {
    let end = word(text, at + c.len_utf8(), Some(c));
    if end - at > 2 {
        return end;
    }
    match &text.as_bytes()[end..] {
        [b'+', b'+', ..] => extended(text, end + 2),
        [b'#', next, ..] if !next.is_ascii_alphanumeric() && *next < 0x80 => end + 1,
        [b'#'] => end + 1,
        _ => end,
    }
}

/// `ه.ش.`, `ق.م.`: single letters with a point after each, or but the last; `م.` before a name.
fn abbreviation(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    let mut points = 0;
    while let Some(letter) = next_char(text, end).filter(|&c| Info::of(c).is_arabic()) {
        // هـ. and ه‍. show the letter's first form.
        let shown = text[end + letter.len_utf8()..].trim_start_matches([TATWEEL, '\u{200D}']);
        let after = text.len() - shown.len();
        if !shown.starts_with('.') {
            let last = |c: char| !c.is_alphanumeric() && Info::of(c).class() != Class::Extend;
            if points >= 1 && next_char(shown, 0).is_none_or(last) {
                return Some(after);
            }
            break;
        }
        end = after + 1;
        points += 1;
    }
    let initial = points == 1
        && text.as_bytes().get(end) == Some(&b' ')
        && next_char(text, end + 1).is_some_and(|c| Info::of(c).is_arabic());
    (points >= 2 || initial).then_some(end)
}

/// Endings that are written on to a number.
const ORDINALS: [&str; 6] = ["م", "ام", "مین", "امین", "اُم", "اُمین"];

fn number(text: &str, at: usize, end: usize) -> (usize, TokenKind) {
    let Some(number) = number::at(text, at) else {
        // A digit of another script.
        return (word(text, end, next_char(text, at)), TokenKind::Number);
    };
    let mut end = number.end;
    if number.shape == Shape::Compound {
        end = at + text[at..end].find('-').unwrap_or(end - at);
    }
    if let Some(percent) = next_char(text, end).filter(|&c| matches!(c, '%' | '٪')) {
        return (extended(text, end + percent.len_utf8()), TokenKind::Number);
    }
    let joined = extended(text, end);
    match next_char(text, joined).map(|c| (c, Info::of(c).class())) {
        Some((_, Class::Letter | Class::Hebrew | Class::Connector)) => {
            (word(text, joined, Some('0')), TokenKind::Word)
        }
        // 1'000, and what a mark or a digit of another script parted.
        Some((',' | '.' | '\'' | '’', _) | (_, Class::Digit)) => {
            let to = word(text, joined, Some('0'));
            let lettered =
                text[joined..to].chars().any(|c| Info::of(c).is_arabic() || Info::of(c).is_foreign_letter());
            (to, if lettered { TokenKind::Word } else { TokenKind::Number })
        }
        // ۲۰‌ساله
        Some((c, Class::Arabic)) if text[end..joined].contains(ZWNJ) => {
            (word(text, joined + c.len_utf8(), Some(c)), TokenKind::Word)
        }
        Some((c, Class::Arabic)) => {
            if starts_word_of(text, end, &ORDINALS) {
                return (word(text, end + c.len_utf8(), Some(c)), TokenKind::Number);
            }
            (joined, TokenKind::Number)
        }
        _ => (joined, TokenKind::Number),
    }
}
