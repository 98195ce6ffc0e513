//! Dabir (دبیر, *scribe*): Persian text, normalized, with every change explained and every offset kept; and cut into
//! tokens and sentences without losing a byte.
//!
//! ```
//! use dabir::Normalizer;
//!
//! let normalizer = Normalizer::new();
//! let mut worker = normalizer.worker();
//! let result = worker.normalize("گفت:\"قيمت 12.5% بالا رفت\" , چرا?");
//! assert_eq!(result.text(), "گفت: «قیمت ۱۲٫۵٪ بالا رفت»، چرا؟");
//! for edit in result.edits() {
//!     println!("{}: {:?} → {:?}", edit.rule(), result.removed(edit), result.inserted(edit));
//! }
//! let words: Vec<_> = dabir::words(result.text()).map(|t| t.text()).collect();
//! assert_eq!(words[..3], ["گفت", ":", "«"]);
//! ```
//!
//! # What is here
//!
//! * [`Normalizer`]: letters, digits, punctuation, spaces, half-spaces and invisible characters, as the
//!   [`Preset`] and the single [`Rule`]s say. Returns the input itself where nothing changes.
//! * [`Worker`] and [`Normalized`]: the same with each [`Edit`] (span, replacement, rule) and the [`Alignment`] of
//!   offsets between input and output.
//! * [`Model`], [`Confidence`], [`Dictionary`]: the statistics behind the rules that restore lost half-spaces and spaces, how
//!   sure they must be, and words of your own that beat them.
//! * [`tokens`], [`words`], [`sentences`]: lossless iterators over borrowed spans.
//! * [`Offsets`]: byte offsets as counts of characters or UTF-16 units.
//!
//! # What is left alone
//!
//! URLs, e-mail addresses, mentions, hashtags, IP addresses, versions, file names, code, HTML, Markdown links, emoji and
//! Latin words leave byte for byte as they came ([`Protected`]). So does text in the other languages of the script:
//! Arabic, Urdu, Kurdish and Pashto are recognized by their words and letters.
//!
//! # What can be relied on
//!
//! * Normalizing twice is normalizing once, for every preset and option.
//! * The edits, applied to the input, give the output. They are sorted and do not overlap.
//! * Tokens and sentences, put together, are the text. All offsets fall on character boundaries.
//! * No line break is added or removed.
//! * Time is linear in the text, memory bounded by its longest line; no input panics; the same input gives the same
//!   output everywhere.
//!
//! The crate does no input or output, starts no threads and holds no global state.

#![deny(unsafe_code)]

mod alignment;
mod chars;
mod edit;
mod names;
mod normalize;
mod offset;
mod protect;
#[cfg(test)]
mod random;
mod rule;
mod sieve;
#[doc(hidden)]
pub mod spacing;
mod token;

pub use alignment::Alignment;
pub use edit::Edit;
pub use normalize::{
    Context, Digits, Ezafe, Normalized, Normalizer, NormalizerBuilder, ProtectedSpan, Worker,
};
pub use offset::{Offsets, Position};
pub use protect::Protected;
pub use rule::{Preset, Rule};
pub use spacing::{Confidence, Dictionary, DictionaryError, Model, ModelError};
pub use token::{
    Newlines, Sentence, SentenceOptions, Sentences, Token, TokenKind, Tokens, Words, sentences, tokens, words,
};

/// What is shared between threads, or made in one and used in another.
const _: () = {
    const fn crosses_threads<T: Send + Sync>() {}
    crosses_threads::<Normalizer>();
    crosses_threads::<Worker<'_>>();
    crosses_threads::<Normalized<'_>>();
    crosses_threads::<Model>();
    crosses_threads::<Dictionary>();
    crosses_threads::<Tokens<'_>>();
    crosses_threads::<Sentences<'_>>();
};
