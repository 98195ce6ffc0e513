//! Words and verbs of the user's own.

use crate::argument::string;
use crate::morphology::{class, name_of, of_table};
use dabir_stem::{Pos, PosSet, Record, Verb};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString, PyTuple};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

const TRANSITIVITY: [(&str, bool); 2] = [("transitive", true), ("intransitive", false)];

/// Words and verbs that Dabir's own lexicon lacks, or has otherwise, for `Lemmatizer`, `Analyzer` and `Conjugator`.
///
/// >>> from dabir import Conjugator, Lemmatizer, Lexicon
/// >>> lexicon = Lexicon({"دبیراک": "NOUN", "دباریک": ("NOUN", "دبیراک")}, verbs={"گوگلید#گوگل": "transitive"})
/// >>> lemmatizer = Lemmatizer(lexicon=lexicon)
/// >>> [lemmatizer.lemmatize(word) for word in ["دبیراک‌هایتان", "دباریک", "نمی‌گوگلند"]]
/// ['دبیراک', 'دبیراک', 'گوگلید#گوگل']
/// >>> Conjugator("گوگلیدن", lexicon=lexicon).forms()[0].text
/// 'می\u200cگوگلم'
///
/// :param words: the class of each word as Universal Dependencies names it, or a pair of class and lemma for a form that no
///     rule takes to its lemma. They beat the entries that Dabir has
/// :param verbs: by both stems, past#present, whether each is ``transitive`` (has a passive) or ``intransitive``; a verb that Dabir
///     has must be what it is there
/// :raises ValueError: for a class that there is not, an empty word or lemma or one with a space, a verb that Dabir has otherwise, stems that are no letters or more than
///     ten, and where 4096 verbs have been defined in this process
#[pyclass(frozen, eq, module = "dabir")]
pub(crate) struct Lexicon {
    /// By their keys: of two spellings of a word the last one counts.
    words: BTreeMap<String, Word>,
    /// By both stems as Dabir spells them.
    verbs: BTreeMap<String, Definition>,
    lexicon: dabir_stem::Lexicon,
}

/// A word as it was given, and what was said of it.
#[derive(PartialEq, Hash)]
struct Word {
    form: String,
    pos: Pos,
    lemma: Option<String>,
}

/// A verb, and what was said of it.
#[derive(Clone, Copy)]
struct Definition {
    verb: Verb,
    transitive: bool,
}

#[pymethods]
impl Lexicon {
    #[new]
    #[pyo3(signature = (words = None, *, verbs = None))]
    fn new(words: Option<&Bound<'_, PyAny>>, verbs: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let mut new =
            Self { words: BTreeMap::new(), verbs: BTreeMap::new(), lexicon: dabir_stem::Lexicon::new() };
        for (word, value) in items("words", words)? {
            new.insert(&word, &value)?;
        }
        for (name, value) in items("verbs", verbs)? {
            new.define(&name, string(&value)?)?;
        }
        Ok(new)
    }

    /// The words, each with its class, or with class and lemma.
    #[getter]
    fn words<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let words = PyDict::new(py);
        for Word { form, pos, lemma } in self.words.values() {
            match lemma {
                Some(lemma) => words.set_item(form, (pos.name(), lemma))?,
                None => words.set_item(form, pos.name())?,
            }
        }
        Ok(words)
    }

    /// The verbs by both stems, each ``transitive`` or ``intransitive``.
    #[getter]
    fn verbs(&self) -> BTreeMap<&str, &'static str> {
        let verbs = self.verbs.iter();
        verbs.map(|(name, verb)| (name.as_str(), name_of(verb.transitive, &TRANSITIVITY))).collect()
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let keywords = PyDict::new(py);
        keywords.set_item("words", self.words(py)?)?;
        keywords.set_item("verbs", self.verbs())?;
        Ok((PyTuple::empty(py), keywords))
    }

    fn __hash__(&self) -> u64 {
        self.hashed()
    }

    fn __repr__(&self) -> String {
        self.shown()
    }
}

impl PartialEq for Lexicon {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words && self.verbs() == other.verbs()
    }
}

impl Lexicon {
    /// For the libraries.
    pub(crate) fn lexicon(&self) -> dabir_stem::Lexicon {
        self.lexicon.clone()
    }

    pub(crate) fn hashed(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.words, self.verbs()).hash(&mut hasher);
        hasher.finish()
    }

    /// Not the words themselves, which may be as many as those of a file.
    pub(crate) fn shown(&self) -> String {
        format!("<Lexicon of {} words and {} verbs>", self.words.len(), self.verbs.len())
    }

    /// The verb of this infinitive or these stems, in any spelling; `None` if it is none of the user's own.
    pub(crate) fn verb(&self, name: &str) -> Option<Verb> {
        let name = dabir_stem::key(name.trim());
        let of_infinitive = || self.verbs.values().find(|known| known.verb.infinitive() == name);
        self.verbs.get(&name).or_else(of_infinitive).map(|known| known.verb)
    }

    fn insert(&mut self, word: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let key = word_key(word)?;
        let (pos, lemma) = if let Ok(name) = value.cast::<PyString>() {
            (class(name.to_str()?)?, None)
        } else {
            let pair = value.extract::<(Bound<'_, PyString>, Bound<'_, PyString>)>();
            let (name, lemma) = pair.map_err(|_| {
                PyTypeError::new_err(format!("words: expected a class, or a class and a lemma, for {word:?}"))
            })?;
            word_key(lemma.to_str()?)?;
            (class(name.to_str()?)?, Some(lemma.to_str()?.to_owned()))
        };
        let given = if lemma.is_some() { dabir_stem::Lexicon::GIVEN } else { 0 };
        let flags = dabir_stem::Lexicon::LISTED | given;
        let classes = PosSet::default().with(pos);
        let record =
            Record { pos: classes, flags, lemma: lemma.clone().unwrap_or_default(), ..Record::default() };
        self.lexicon.insert(word, record);
        self.words.insert(key, Word { form: word.to_owned(), pos, lemma });
        Ok(())
    }

    fn define(&mut self, name: &str, transitivity: &str) -> PyResult<()> {
        let transitive = of_table("verb", transitivity, &TRANSITIVITY)?;
        let verb = name.split_once('#').and_then(|(past, present)| Verb::define(past, present, transitive));
        let Some(verb) = verb else {
            return Err(PyValueError::new_err(format!(
                "verbs: {name:?} can't be defined: wanted are both stems, such as گوگلید#گوگل, of up to ten letters each; and \
                 4096 verbs at most in a process"
            )));
        };
        if verb.is_transitive() != transitive {
            let has = name_of(verb.is_transitive(), &TRANSITIVITY);
            return Err(PyValueError::new_err(format!("verbs: Dabir has {name:?} as {has}")));
        }
        self.lexicon.insert_verb(verb);
        self.verbs.insert(format!("{}#{}", verb.past(), verb.present()), Definition { verb, transitive });
        Ok(())
    }
}

/// What tells a word from others, whatever its spelling.
fn word_key(word: &str) -> PyResult<String> {
    let key = dabir_stem::key(word);
    if key.is_empty() || key.contains(char::is_whitespace) {
        return Err(PyValueError::new_err(format!("words: {word:?} is no word")));
    }
    Ok(key)
}

/// The items of a mapping whose keys are strings.
fn items<'py>(
    argument: &str,
    mapping: Option<&Bound<'py, PyAny>>,
) -> PyResult<Vec<(String, Bound<'py, PyAny>)>> {
    let Some(mapping) = mapping else { return Ok(Vec::new()) };
    let Ok(mapping) = mapping.cast::<PyMapping>() else {
        let got = mapping.get_type().name()?;
        return Err(PyTypeError::new_err(format!("{argument}: expected a mapping, got {got}")));
    };
    let item = |item: Bound<'py, PyAny>| {
        let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
        Ok((string(&key)?.to_owned(), value))
    };
    mapping.items()?.iter().map(item).collect()
}
