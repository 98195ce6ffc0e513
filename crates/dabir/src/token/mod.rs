//! Tokens and sentences: borrowed spans that cover the text without gaps.

mod ascii;
mod kind;
mod letters;
mod marks;
mod sentences;
mod short;
mod words;

pub use kind::TokenKind;
pub use sentences::{Newlines, Sentence, SentenceOptions, Sentences, sentences};
pub use words::{Token, Tokens, Words, tokens, words};
