//! Tokens and sentences: borrowed spans that cover the text without gaps.

mod ascii;
mod sentences;
mod words;

pub use sentences::{Newlines, Sentence, SentenceOptions, Sentences, sentences};
pub use words::{Token, TokenKind, Tokens, Words, tokens, words};
