//! Stop words, and the key under which words are the same.

use crate::argument::Text;
use dabir_stem::StopClass;
use pyo3::prelude::*;
use pyo3::types::PyDict;

fn name(class: StopClass) -> &'static str {
    match class {
        StopClass::Conjunction => "conjunction",
        StopClass::Preposition => "preposition",
        StopClass::Pronoun => "pronoun",
        StopClass::Determiner => "determiner",
        StopClass::Auxiliary => "auxiliary",
        StopClass::Adverb => "adverb",
        StopClass::Particle => "particle",
    }
}

/// The class of a stop word, such as ``preposition``; None for any other word. Arabic letters, vowel marks and half-spaces make
/// no difference.
///
/// >>> from dabir import stop_class
/// >>> stop_class("برای"), stop_class("مي‌شود"), stop_class("کتاب")
/// ('preposition', 'auxiliary', None)
#[pyfunction]
pub(crate) fn stop_class(word: Text<'_, '_>) -> Option<&'static str> {
    word.detached(dabir_stem::stop_class).map(name)
}

/// All stop words with their classes, in Persian letters and without half-spaces, sorted.
///
/// >>> from dabir import stop_words
/// >>> stop_words()["است"]
/// 'auxiliary'
#[pyfunction]
pub(crate) fn stop_words(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let mut words: Vec<_> = dabir_stem::stop_words().collect();
    words.sort_unstable_by_key(|&(word, _)| word);
    let dict = PyDict::new(py);
    for (word, class) in words {
        dict.set_item(word, name(class))?;
    }
    Ok(dict)
}

/// The key under which spellings of a word are the same: Arabic letters made Persian, half-spaces and vowel marks gone.
///
/// >>> from dabir import key
/// >>> key("كتاب‌هاي")
/// 'کتابهای'
#[pyfunction]
pub(crate) fn key(form: Text<'_, '_>) -> String {
    form.detached(dabir_stem::key)
}
