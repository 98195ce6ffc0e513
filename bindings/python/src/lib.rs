//! The extension module `dabir._dabir`: the classes of the libraries `dabir` and `dabir-stem` for Python, with offsets in
//! Python's unit, the code point.

mod argument;
mod arrow;
mod batch;
mod conjugator;
mod lexicon;
mod morphology;
mod normalized;
mod normalizer;
mod offsets;
mod options;
mod pieces;
mod pool;
mod record;
mod rules;
mod tokens;
mod unicode;
mod utf8;
mod words;

use pyo3::prelude::*;

/// Dabir's classes; import them from `dabir`.
#[pymodule]
mod _dabir {
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_export]
    use crate::arrow::{StringArray, StringChunks};
    #[pymodule_export]
    use crate::conjugator::{Conjugator, Form, verbs};
    #[pymodule_export]
    use crate::lexicon::Lexicon;
    #[pymodule_export]
    use crate::morphology::{Affix, Analysis, Analyzer, Lemmatizer, Stemmer};
    #[pymodule_export]
    use crate::normalized::{Edit, Normalized};
    #[pymodule_export]
    use crate::normalizer::Normalizer;
    #[pymodule_export]
    use crate::rules::{Rule, rules};
    #[pymodule_export]
    use crate::tokens::{Sentence, Span, Token, sentence_spans, sentences, tokens, words};
    #[pymodule_export]
    use crate::words::{key, stop_class, stop_words};
}
