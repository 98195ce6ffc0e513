//! The normalizer.

use crate::argument::{Text, named, names, string};
use crate::batch::{self, Block, Changed, Map};
use crate::normalized::Normalized;
use crate::offsets::Chars;
use crate::options::{self, Options};
use crate::pieces;
use crate::pool::Pool;
use crate::tokens::Span;
use dabir::{Digits, Ezafe, Preset, Protected};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use std::collections::BTreeMap;

/// Normalizes Persian text. Immutable: share it between threads, pickle it to other processes.
///
/// It takes a fifth of a millisecond to make; make it once.
///
/// >>> from dabir import Normalizer
/// >>> Normalizer().normalize("قيمت 12.5% بالا رفت ,چرا?")
/// 'قیمت ۱۲٫۵٪ بالا رفت، چرا؟'
/// >>> Normalizer().normalize("رئیسجمهور کتاب ها را میخواند")
/// 'رئیس\u200cجمهور کتاب\u200cها را می\u200cخواند'
///
/// :param preset: the rules to start from: ``standard`` (publishable text), ``characters`` (no spacing changes),
///     ``search`` (folds for matching), ``corpus`` (for language models)
/// :param enable: ids of rules to switch on; ``dabir.rules()`` lists them
/// :param disable: ids of rules, or groups of them such as ``zwnj``, to switch off; beats ``enable``
/// :param digits: ``persian``, ``ascii``, ``arabic``, ``keep``; the preset's if None
/// :param ezafe: how the ezafe after silent heh is written: ``keep`` (as the writer has it), ``hamza``, ``ye``
/// :param unprotect: classes of text to normalize although they usually leave as they came, such as ``hashtag``
/// :param confidence: how sure the spacing model must be: ``careful``, ``standard``, ``eager``, or a probability
/// :param dictionary: words of your own, which beat the model: the path of a file with one a line, or a list of such
///     lines. A word is written as it is to be; ``!`` stands before one that is left as the writer has it
/// :param evidence: whether a word that a text writes with a half-space in one place is more likely to get it later on
/// :param model: another spacing model than the one built in: a path, or bytes
/// :raises ValueError: for a value that is none of these, or a line of the dictionary that is no word
/// :raises OSError: for a file that can't be read
#[pyclass(frozen, module = "dabir")]
pub(crate) struct Normalizer {
    pool: Pool,
    options: Options,
}

#[pymethods]
impl Normalizer {
    #[new]
    #[pyo3(signature = (preset = "standard", *, enable = None, disable = None, digits = None, ezafe = "keep",
        unprotect = None, confidence = None, dictionary = None, evidence = false, model = None))]
    fn new(
        #[pyo3(from_py_with = string)] preset: &str,
        enable: Option<&Bound<'_, PyAny>>,
        disable: Option<&Bound<'_, PyAny>>,
        digits: Option<&str>,
        #[pyo3(from_py_with = string)] ezafe: &str,
        unprotect: Option<&Bound<'_, PyAny>>,
        confidence: Option<&Bound<'_, PyAny>>,
        dictionary: Option<&Bound<'_, PyAny>>,
        evidence: bool,
        model: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        macro_rules! name {
            ($type:ident, $what:literal, $name:expr) => {
                named($what, $name, $type::from_name, $type::ALL.iter().map(|value| value.name()))
            };
        }
        let rules = |names: Option<&Bound<'_, PyAny>>, groups| {
            names.map_or_else(|| Ok(Vec::new()), |names| options::rules(names, groups))
        };
        let unprotect = unprotect.map(names).transpose()?.unwrap_or_default();
        let options = Options {
            preset: name!(Preset, "preset", preset)?,
            enable: rules(enable, false)?,
            disable: rules(disable, true)?,
            digits: digits.map(|digits| name!(Digits, "digits", digits)).transpose()?,
            ezafe: name!(Ezafe, "ezafe", ezafe)?,
            unprotect: options::ordered(
                Protected::ALL,
                unprotect.iter().map(|class| name!(Protected, "class", class)).collect::<PyResult<_>>()?,
            ),
            confidence: confidence.map(options::confidence).transpose()?.unwrap_or_default(),
            dictionary: dictionary.map(options::dictionary).transpose()?,
            evidence,
            model: model.map(options::model).transpose()?,
        };
        Ok(Self { pool: Pool::new(options.build()?), options })
    }

    /// The normalized text: the same object where nothing changes. Linear in the text.
    ///
    /// >>> from dabir import Normalizer
    /// >>> text = "سلام، خوبی؟"
    /// >>> Normalizer().normalize(text) is text
    /// True
    ///
    /// :raises TypeError: for anything but ``str``
    /// :raises UnicodeEncodeError: for lone surrogates, which are no text
    fn normalize<'py>(&self, text: Text<'_, 'py>) -> PyResult<Bound<'py, PyString>> {
        self.pool.with(|worker| {
            let result = text.detached(|text| worker.normalize(text));
            normalized(&text, &result)
        })
    }

    /// The normalized text with each change, its rule, and the way of offsets between the two. Linear in the text.
    ///
    /// >>> from dabir import Normalizer
    /// >>> result = Normalizer().explain("كتاب ,قلم")
    /// >>> result.text
    /// 'کتاب، قلم'
    /// >>> [(edit.before, edit.after, edit.rule) for edit in result.edits][0]
    /// ('ك', 'ک', 'letters.arabic-kaf')
    fn explain(slf: &Bound<'_, Self>, text: Text<'_, '_>) -> PyResult<Normalized> {
        slf.get().pool.with(|worker| {
            let result = text.detached(|text| worker.normalize(text));
            Normalized::of(slf, &text, &result)
        })
    }

    /// The normalized text, and how often each rule changed it, by the rule's id. For those who want no more than numbers it
    /// is quicker than `explain`. Linear in the text.
    ///
    /// >>> from dabir import Normalizer
    /// >>> Normalizer().normalize_counted("كتاب كه ,قلم")
    /// ('کتاب که، قلم', {'letters.arabic-kaf': 2, 'punctuation.comma': 1, ...})
    fn normalize_counted<'py>(
        &self,
        text: Text<'_, 'py>,
    ) -> PyResult<(Bound<'py, PyString>, BTreeMap<&'static str, usize>)> {
        self.pool.with(|worker| {
            let result = text.detached(|text| worker.normalize(text));
            let mut counts = BTreeMap::new();
            for edit in result.edits() {
                *counts.entry(edit.rule().id()).or_default() += 1;
            }
            Ok((normalized(&text, &result)?, counts))
        })
    }

    /// Whether `normalize` would return the text as it is. Stops at the first change.
    ///
    /// >>> from dabir import Normalizer
    /// >>> Normalizer().is_normalized("كتاب")
    /// False
    fn is_normalized(&self, text: Text<'_, '_>) -> bool {
        text.detached(|text| self.pool.normalizer().is_normalized(text))
    }

    /// The parts of a text that leave as they came, and what they are: addresses, code, emoji …
    ///
    /// >>> from dabir import Normalizer
    /// >>> [(span.text, span.kind) for span in Normalizer().protected("نشانی info@site.ir و كتاب")]
    /// [('info@site.ir', 'email')]
    fn protected(&self, text: Text<'_, '_>) -> Vec<Span> {
        text.detached(|text| {
            let mut chars = Chars::of(text);
            let span = |protected: &dabir::ProtectedSpan| {
                let (start, end) = chars.span(protected.span());
                let kind = protected.class().name().to_owned();
                Span { text: text[protected.span()].to_owned(), start, end, kind }
            };
            self.pool.normalizer().protected(text).iter().map(span).collect()
        })
    }

    /// Normalizes many texts and returns them as they came: a list for an iterable of ``str`` and None, an Arrow array for an
    /// Arrow array; pyarrow, Polars and pandas get their own kind back. None and nulls stay.
    ///
    /// Arrow data (``string``, ``large_string``, ``string_view``) is read in place. Of dictionaries of these, such as the
    /// categoricals of pandas and Polars, each value is normalized once a chunk; they come back as plain strings, and so does an
    /// array of type ``null``. The result does not depend on `jobs`.
    ///
    /// >>> from dabir import Normalizer
    /// >>> Normalizer().normalize_batch(["كتاب", None, "قلم"])
    /// ['کتاب', None, 'قلم']
    ///
    /// :param texts: a list or another iterable, or anything that speaks the Arrow C data interface
    /// :param jobs: how many threads work, 256 at most; 0 is one for each processor. Fewer do where the system has no more
    /// :raises TypeError: for an item that is no ``str``, or an array that holds none
    /// :raises UnicodeEncodeError: for an item with lone surrogates
    /// :raises ValueError: for an array with invalid UTF-8 or one that was consumed, or `jobs` below 0
    /// :raises OverflowError: for a ``string`` array whose result is 2 GiB or longer; cast it to ``large_string``
    #[pyo3(signature = (texts, *, jobs = 1))]
    fn normalize_batch<'py>(&self, texts: &Bound<'py, PyAny>, jobs: isize) -> PyResult<Bound<'py, PyAny>> {
        batch::map(texts, jobs, &self.pool)
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        Ok((PyTuple::empty(py), self.options.keywords(py)?))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.options == other.options
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyString::new(py, &self.__repr__(py)?).hash()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let keywords = self.options.keywords(py)?;
        let mut shown = Vec::new();
        for (name, value) in &keywords {
            shown.push(match name.extract::<&str>()? {
                // As long as a file.
                "dictionary" => format!("dictionary=<{} lines>", value.len()?),
                "model" => format!("model=<{} bytes>", value.len()?),
                name => format!("{name}={}", value.repr()?),
            });
        }
        Ok(format!("Normalizer({})", shown.join(", ")))
    }
}

impl Map for Pool {
    fn map(&self, texts: &[Option<&str>], out: &mut Block) {
        self.with(|worker| {
            for text in texts {
                let result = worker.normalize(text.unwrap_or_default());
                match changed(&result) {
                    Some(changed) => out.push(changed),
                    None => out.push_same(),
                }
            }
        });
    }
}

/// What a text became; `None` where it is the same.
fn changed<'a>(result: &dabir::Normalized<'a>) -> Option<Changed<'a>> {
    let (text, edits) = (result.text(), result.edits());
    (!edits.is_empty()).then_some(Changed { text, edits })
}

/// The normalized text: the same object where nothing changes.
pub(crate) fn normalized<'py>(
    text: &Text<'_, 'py>,
    result: &dabir::Normalized<'_>,
) -> PyResult<Bound<'py, PyString>> {
    changed(result).map_or_else(|| Ok(text.as_is()), |changed| pieces::text_of(text, changed))
}
