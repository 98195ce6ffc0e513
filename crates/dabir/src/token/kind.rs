//! What a token can be.

use crate::names::names;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// A word of any script; half-spaces are inside it.
    Word,
    /// A number with its separators and percent sign; dates, times, versions, IP addresses.
    Number,
    /// A punctuation mark; a run of points is one.
    Punctuation,
    /// A symbol, a tag or character reference of HTML, or a character that is none of the others.
    Symbol,
    /// An emoji sequence or a smiley.
    Emoji,
    /// A URL or domain.
    Url,
    /// An e-mail address.
    Email,
    /// `@name`
    Mention,
    /// `#name`
    Hashtag,
    /// A run of spaces and tabs.
    Space,
    /// One line break.
    Newline,
}

names!(TokenKind, Hashtag = "hashtag":
    Word = "word",
    Number = "number",
    Punctuation = "punctuation",
    Symbol = "symbol",
    Emoji = "emoji",
    Url = "url",
    Email = "email",
    Mention = "mention",
    Hashtag = "hashtag",
    Space = "space",
    Newline = "newline",
);

impl TokenKind {
    /// Whether the token is white space: spaces, tabs, line breaks.
    ///
    /// ```
    /// assert!(dabir::TokenKind::Newline.is_space());
    /// ```
    #[must_use]
    pub const fn is_space(self) -> bool {
        matches!(self, TokenKind::Space | TokenKind::Newline)
    }
}
