//! Stems, lemmas, analyses, the forms of verbs, stop words.

use crate::argument::{Text, named, string};
use crate::batch::{self, Block, Changed, Map};
use crate::lexicon::Lexicon;
use crate::offsets::Chars;
use crate::record::{Tuple, record};
use dabir_stem::{Pos, StemMode, VerbLemma};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

/// The same object where the text is the same.
fn given_back<'py>(py: Python<'py>, text: &Text<'_, 'py>, new: &str) -> Bound<'py, PyString> {
    if new == text.utf8 { text.as_is() } else { PyString::new(py, new) }
}

fn push(out: &mut Block, text: &str, new: &str) {
    if new == text { out.push_same() } else { out.push(Changed { text: new, edits: &[] }) }
}

/// The class of this name.
pub(crate) fn class(name: &str) -> PyResult<Pos> {
    named("class", name, Pos::from_name, Pos::ALL.iter().map(|pos| pos.name()))
}

const MODES: [(&str, StemMode); 2] = [("light", StemMode::Light), ("aggressive", StemMode::Aggressive)];

const VERB_LEMMAS: [(&str, VerbLemma); 3] = [
    ("past", VerbLemma::Past),
    ("infinitive", VerbLemma::Infinitive),
    ("past-present", VerbLemma::PastPresent),
];

/// The value of this name in a table.
pub(crate) fn of_table<T: Copy>(what: &str, name: &str, table: &'static [(&'static str, T)]) -> PyResult<T> {
    let find = |name: &str| table.iter().find(|(known, _)| *known == name).map(|&(_, value)| value);
    named(what, name, find, table.iter().map(|&(known, _)| known))
}

pub(crate) fn name_of<T: PartialEq>(value: T, table: &'static [(&'static str, T)]) -> &'static str {
    table.iter().find(|(_, known)| *known == value).map_or("", |(name, _)| name)
}

/// Cuts a word down to what its forms have in common, for search; without a lexicon.
///
/// >>> from dabir import Stemmer
/// >>> [Stemmer().stem(word) for word in ["کتاب‌هایشان", "كتابهاي", "پرندگان", "ایران"]]
/// ['کتاب', 'کتاب', 'پرنده', 'ایران']
/// >>> Stemmer("aggressive").stem("ایرانیان")
/// 'ایران'
///
/// :param mode: ``light`` (inflection) or ``aggressive`` (derivation too)
/// :raises ValueError: for another mode
#[pyclass(frozen, eq, module = "dabir")]
#[derive(PartialEq)]
pub(crate) struct Stemmer(dabir_stem::Stemmer, StemMode);

#[pymethods]
impl Stemmer {
    #[new]
    #[pyo3(signature = (mode = "light"))]
    fn new(#[pyo3(from_py_with = string)] mode: &str) -> PyResult<Self> {
        let mode = of_table("mode", mode, &MODES)?;
        Ok(Self(dabir_stem::Stemmer::with_mode(mode), mode))
    }

    /// The stem of a word, in Persian letters. The stem of a stem is itself. Linear in the word.
    fn stem<'py>(&self, py: Python<'py>, word: Text<'_, 'py>) -> Bound<'py, PyString> {
        given_back(py, &word, &word.detached(|word| self.0.stem(word)))
    }

    /// The stems of many words, as `Normalizer.normalize_batch` does with texts.
    ///
    /// >>> from dabir import Stemmer
    /// >>> Stemmer().stem_batch(["درخت‌ها", None])
    /// ['درخت', None]
    #[pyo3(signature = (words, *, jobs = 1))]
    fn stem_batch<'py>(&self, words: &Bound<'py, PyAny>, jobs: isize) -> PyResult<Bound<'py, PyAny>> {
        batch::map(words, jobs, &self.0)
    }

    fn __getnewargs__(&self) -> (&'static str,) {
        (name_of(self.1, &MODES),)
    }

    fn __hash__(&self) -> isize {
        self.1 as isize
    }

    fn __repr__(&self) -> String {
        format!("Stemmer('{}')", name_of(self.1, &MODES))
    }
}

impl Map for dabir_stem::Stemmer {
    fn map(&self, texts: &[Option<&str>], out: &mut Block) {
        for text in texts.iter().map(|text| text.unwrap_or_default()) {
            push(out, text, &self.stem(text));
        }
    }
}

/// Finds the dictionary word that a form is a form of.
///
/// >>> from dabir import Lemmatizer
/// >>> lemmatizer = Lemmatizer()
/// >>> [lemmatizer.lemmatize(word) for word in ["کتاب‌هایشان", "اخبار", "نمی‌روند", "میگه"]]
/// ['کتاب', 'خبر', 'رفت#رو', 'گفت#گو']
/// >>> Lemmatizer(verb_lemma="infinitive").lemmatize("برنخواهد گشت")
/// 'برگشتن'
///
/// :param verb_lemma: how the lemma of a verb is written: ``past`` (رفت), ``infinitive`` (رفتن), ``past-present`` (رفت#رو)
/// :param become_as_do: give forms of شدن the lemma of کردن, as the treebank UD Persian-Seraji does
/// :param lexicon: words and verbs of your own
/// :raises ValueError: for another `verb_lemma`
#[pyclass(frozen, module = "dabir")]
pub(crate) struct Lemmatizer {
    lemmatizer: dabir_stem::Lemmatizer,
    verb_lemma: VerbLemma,
    become_as_do: bool,
    lexicon: Option<Py<Lexicon>>,
}

#[pymethods]
impl Lemmatizer {
    #[new]
    #[pyo3(signature = (*, verb_lemma = "past-present", become_as_do = false, lexicon = None))]
    fn new(
        #[pyo3(from_py_with = string)] verb_lemma: &str,
        become_as_do: bool,
        lexicon: Option<Py<Lexicon>>,
    ) -> PyResult<Self> {
        let verb_lemma = of_table("verb_lemma", verb_lemma, &VERB_LEMMAS)?;
        let words = own(&lexicon).map(Lexicon::lexicon).unwrap_or_default();
        let lemmatizer = dabir_stem::Lemmatizer::with_lexicon(words);
        let lemmatizer = lemmatizer.verb_lemma(verb_lemma).become_as_do(become_as_do);
        Ok(Self { lemmatizer, verb_lemma, become_as_do, lexicon })
    }

    /// The lemma of a word; the word itself, in Persian letters, if nothing is known of it. A form of a verb in several words
    /// is given as one string.
    ///
    /// >>> from dabir import Lemmatizer
    /// >>> Lemmatizer().lemmatize("گفته شده بود")
    /// 'گفت#گو'
    ///
    /// :param pos: the class of the word as a tagger has it, such as ``NOUN``: analyses of that class come first
    /// :raises ValueError: for a class that is none of Universal Dependencies
    #[pyo3(signature = (word, pos = None))]
    fn lemmatize<'py>(
        &self,
        py: Python<'py>,
        word: Text<'_, 'py>,
        pos: Option<&str>,
    ) -> PyResult<Bound<'py, PyString>> {
        let pos = pos.map(class).transpose()?;
        Ok(given_back(py, &word, &word.detached(|word| self.lemmatizer.lemmatize(word, pos))))
    }

    /// The lemmas of many words, as `Normalizer.normalize_batch` does with texts.
    ///
    /// >>> from dabir import Lemmatizer
    /// >>> Lemmatizer().lemmatize_batch(["رفتم", "بزرگ‌ترین"])
    /// ['رفت#رو', 'بزرگ']
    #[pyo3(signature = (words, *, jobs = 1))]
    fn lemmatize_batch<'py>(&self, words: &Bound<'py, PyAny>, jobs: isize) -> PyResult<Bound<'py, PyAny>> {
        batch::map(words, jobs, &self.lemmatizer)
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let keywords = PyDict::new(py);
        keywords.set_item("verb_lemma", name_of(self.verb_lemma, &VERB_LEMMAS))?;
        keywords.set_item("become_as_do", self.become_as_do)?;
        keywords.set_item("lexicon", &self.lexicon)?;
        Ok((PyTuple::empty(py), keywords))
    }

    fn __eq__(&self, other: &Self) -> bool {
        (self.verb_lemma, self.become_as_do) == (other.verb_lemma, other.become_as_do)
            && own(&self.lexicon) == own(&other.lexicon)
    }

    fn __hash__(&self) -> u64 {
        let lexicon = own(&self.lexicon).map_or(0, Lexicon::hashed);
        lexicon.wrapping_add(2 * self.verb_lemma as u64 + u64::from(self.become_as_do))
    }

    fn __repr__(&self) -> String {
        let as_do = if self.become_as_do { ", become_as_do=True" } else { "" };
        let lexicon =
            own(&self.lexicon).map(|lexicon| format!(", lexicon={}", lexicon.shown())).unwrap_or_default();
        format!("Lemmatizer(verb_lemma='{}'{as_do}{lexicon})", name_of(self.verb_lemma, &VERB_LEMMAS))
    }
}

/// The user's words, if there are any.
pub(crate) fn own(lexicon: &Option<Py<Lexicon>>) -> Option<&Lexicon> {
    lexicon.as_ref().map(Py::get)
}

impl Map for dabir_stem::Lemmatizer {
    fn map(&self, texts: &[Option<&str>], out: &mut Block) {
        for text in texts.iter().map(|text| text.unwrap_or_default()) {
            push(out, text, &self.lemmatize(text, None));
        }
    }
}

record! {
    /// An affix of a word: which part of it, and what it says.
    Affix {
        /// The affix as it stands in the word.
        text: String,
        /// Where it starts in the word, in code points.
        start: usize,
        /// Where it ends.
        end: usize,
        /// What it says: ``plural``, ``poss3sg``, ``negation`` …
        function: String,
    }
}

record! {
    /// One reading of a form.
    Analysis {
        /// The dictionary word; for a verb past#present, without its preverb.
        lemma: String,
        /// Its class as Universal Dependencies names it; ``X`` for a word nothing is known of.
        pos: String,
        /// All classes that it may have.
        classes: Tuple<String>,
        /// The infinitive of the verb that it is a form of, with its preverb; None for other words.
        verb: Option<String>,
        /// The part that is no affix.
        stem: String,
        /// The affixes in the order they are written.
        affixes: Tuple<Affix>,
        /// Stem and affixes in order; together they are the form.
        segments: Tuple<String>,
        /// The form in words of syntax: one, or more where clitics start.
        words: Tuple<String>,
        /// How unlikely it is, in quarter bits or so.
        cost: i32,
    }
}

/// Finds what a word is made of.
///
/// >>> from dabir import Analyzer
/// >>> best = Analyzer().analyze("کتاب‌هایمان")[0]
/// >>> best.lemma, best.pos, best.segments
/// ('کتاب', 'NOUN', ('کتاب\u200c', 'ها', 'ی', 'مان'))
/// >>> [affix.function for affix in best.affixes]
/// ['plural', 'yeh', 'poss1pl']
///
/// :param lexicon: words and verbs of your own
#[pyclass(frozen, module = "dabir")]
pub(crate) struct Analyzer(dabir_stem::Analyzer, Option<Py<Lexicon>>);

#[pymethods]
impl Analyzer {
    #[new]
    #[pyo3(signature = (*, lexicon = None))]
    fn new(lexicon: Option<Py<Lexicon>>) -> Self {
        let words = own(&lexicon).map(Lexicon::lexicon).unwrap_or_default();
        Self(dabir_stem::Analyzer::with_lexicon(words), lexicon)
    }

    /// All analyses of a form, best first; there is at least one, the form itself. A form of a verb in several words is
    /// analyzed like one word, its auxiliaries as affixes.
    ///
    /// >>> from dabir import Analyzer
    /// >>> Analyzer().analyze("گفته شده بود")[0].verb
    /// 'گفتن'
    fn analyze(&self, form: Text<'_, '_>) -> Vec<Analysis> {
        form.detached(|form| {
            self.0.analyze(form).iter().map(|analysis| Analysis::of(form, analysis)).collect()
        })
    }

    /// The form in the words of its best analysis: what clitics are split off. Together they are the form.
    ///
    /// >>> from dabir import Analyzer
    /// >>> Analyzer().split_clitics("کتابش"), Analyzer().split_clitics("دانش")
    /// (['کتاب', 'ش'], ['دانش'])
    fn split_clitics(&self, form: Text<'_, '_>) -> Vec<String> {
        form.detached(|form| self.0.split_clitics(form).into_iter().map(str::to_owned).collect())
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let keywords = PyDict::new(py);
        keywords.set_item("lexicon", &self.1)?;
        Ok((PyTuple::empty(py), keywords))
    }

    fn __eq__(&self, other: &Self) -> bool {
        own(&self.1) == own(&other.1)
    }

    fn __hash__(&self) -> u64 {
        own(&self.1).map_or(0, Lexicon::hashed)
    }

    fn __repr__(&self) -> String {
        let lexicon = own(&self.1).map(|lexicon| format!("lexicon={}", lexicon.shown()));
        format!("Analyzer({})", lexicon.unwrap_or_default())
    }
}

impl Analysis {
    fn of(form: &str, analysis: &dabir_stem::Analysis) -> Self {
        let mut chars = Chars::of(form);
        let affix = |affix: &dabir_stem::Affix| {
            let (start, end) = chars.span(affix.span.clone());
            let (text, function) = (form[affix.span.clone()].to_owned(), affix.function.name().to_owned());
            Affix { text, start, end, function }
        };
        let affixes = Tuple(analysis.affixes.iter().map(affix).collect());
        let classes = Pos::ALL.iter().filter(|&&pos| analysis.classes.has(pos));
        Self {
            lemma: analysis.lemma.clone(),
            pos: analysis.pos.name().to_owned(),
            classes: Tuple(classes.map(|pos| pos.name().to_owned()).collect()),
            verb: analysis.verb.map(|verb| verb.infinitive()),
            stem: form[analysis.stem.clone()].to_owned(),
            affixes,
            segments: Tuple(analysis.segments().map(|span| form[span].to_owned()).collect()),
            words: Tuple(analysis.words().into_iter().map(|span| form[span].to_owned()).collect()),
            cost: analysis.cost,
        }
    }
}
