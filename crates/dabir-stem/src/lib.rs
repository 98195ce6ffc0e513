//! Persian morphology: what a word form is made of and which word it is a form of.
//!
//! ```
//! use dabir_stem::{Lemmatizer, Pos};
//!
//! let lemmatizer = Lemmatizer::new();
//! assert_eq!(lemmatizer.lemmatize("کتاب‌هایشان", None), "کتاب");
//! assert_eq!(lemmatizer.lemmatize("كتابهايشان", None), "کتاب");
//! assert_eq!(lemmatizer.lemmatize("اخبار", Some(Pos::Noun)), "خبر");
//! assert_eq!(lemmatizer.lemmatize("نمی‌روند", None), "رفت#رو");
//! ```
//!
//! * [`Lexicon`]: the words known, with class, count and lemma; entries of your own.
//! * [`Analyzer`]: all [`Analysis`]es of a form, best first, with their affixes as spans.
//! * [`Lemmatizer`]: the lemma of the best analysis.
//! * [`Conjugator`]: all forms of a [`Verb`], as [`Form`]s and as a [`table`].
//! * [`Stemmer`]: a light stemmer for search, without a lexicon; [`stop_class`]: the words that a search leaves out.
//!
//! Forms are looked up without half-spaces, vowel marks and Arabic letters, so that it does not matter how they are typed.

#![forbid(unsafe_code)]

mod affix;
mod analysis;
mod analyzer;
mod conjugator;
mod endings;
mod inflection;
mod lemmatizer;
mod letters;
mod lexicon;
mod nominal;
mod phrase;
mod reading;
mod stemmer;
mod stop;
mod verbal;
mod verbs;
mod word;

pub use affix::{Affix, Function};
pub use analysis::Analysis;
pub use analyzer::Analyzer;
pub use conjugator::{
    Conjugator, Form, Mood, Number, Person, Polarity, Register, Tense, UnknownVerb, Voice, table,
};
pub use lemmatizer::{Lemmatizer, VerbLemma};
pub use lexicon::{Entry, Lexicon, LexiconError, Pos, PosSet, Record};
pub use stemmer::{StemMode, Stemmer};
pub use stop::{StopClass, stop_class, stop_words};
pub use verbs::Verb;
pub use word::key;
