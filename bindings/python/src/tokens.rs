//! Words and sentences.

use crate::argument::{Text, named, string};
use crate::offsets::Chars;
use crate::record::record;
use crate::unicode::substring;
use dabir::{Newlines, SentenceOptions};
use pyo3::prelude::*;
use pyo3::types::PyList;

record! {
    /// A token: a part of a text and what it is. Spans count code points: ``text[token.start:token.end] == token.text``.
    ///
    /// >>> from dabir import tokens
    /// >>> tokens("می‌روم.")[0]
    /// Token(text='می\u200cروم', start=0, end=6, kind='word')
    Token {
        /// The token as it stands in the text.
        text: String,
        /// Where it starts.
        start: usize,
        /// Where it ends.
        end: usize,
        /// ``word``, ``number``, ``punctuation``, ``symbol``, ``emoji``, ``url``, ``email``, ``mention``, ``hashtag``,
        /// ``space`` (a run of spaces and tabs), ``newline`` (one line break).
        kind: String,
    }

    /// Whether it is white space: spaces, tabs, line breaks.
    #[getter]
    fn is_space(&self) -> bool {
        matches!(&*self.kind, "space" | "newline")
    }
}

record! {
    /// A part of a text that normalizing leaves as it came. ``text[span.start:span.end] == span.text``.
    Span {
        /// The part.
        text: String,
        /// Where it starts, in code points.
        start: usize,
        /// Where it ends.
        end: usize,
        /// What it is: ``url``, ``email``, ``code`` …
        kind: String,
    }
}

record! {
    /// A sentence with the white space after it. ``text[sentence.start:sentence.end] == sentence.text``.
    Sentence {
        /// The sentence, and the white space after it.
        text: String,
        /// Where it starts, in code points.
        start: usize,
        /// Where it ends.
        end: usize,
    }

    /// The sentence without the white space around it.
    #[getter]
    fn trimmed(&self) -> &str {
        self.text.trim()
    }
}

/// The words of a text, with numbers, marks, addresses and emoji; white space is left out. Half-spaces stay inside words. Linear
/// in the text.
///
/// >>> from dabir import words
/// >>> words("قیمت: ۱۲٫۵٪ (info@site.ir)")
/// ['قیمت', ':', '۱۲٫۵٪', '(', 'info@site.ir', ')']
#[pyfunction]
pub(crate) fn words<'py>(py: Python<'py>, text: Text<'_, 'py>) -> PyResult<Bound<'py, PyList>> {
    let spans: Vec<_> = text.detached(|text| {
        let mut chars = Chars::of(text);
        dabir::words(text).map(|word| chars.span(word.span())).collect()
    });
    let words = PyList::empty(py);
    for (start, end) in spans {
        words.append(substring(&text.object, start, end)?)?;
    }
    Ok(words)
}

/// All tokens of a text with their spans and kinds, white space included: put together they are the text. Linear in the text.
///
/// >>> from dabir import tokens
/// >>> [(token.text, token.kind) for token in tokens("۱۲ کتاب!") if not token.is_space]
/// [('۱۲', 'number'), ('کتاب', 'word'), ('!', 'punctuation')]
#[pyfunction]
pub(crate) fn tokens(text: Text<'_, '_>) -> Vec<Token> {
    text.detached(|text| {
        let mut chars = Chars::of(text);
        let token = |token: dabir::Token<'_>| {
            let (start, end) = chars.span(token.span());
            Token { text: token.text().to_owned(), start, end, kind: token.kind().name().to_owned() }
        };
        dabir::tokens(text).map(token).collect()
    })
}

/// The sentences of a text, without the white space around them; what is white space only is none. Linear in the text.
///
/// >>> from dabir import sentences
/// >>> sentences("م. رضایی رفت. چرا؟بله!")
/// ['م. رضایی رفت.', 'چرا؟', 'بله!']
///
/// :param newlines: what a line break means: ``break`` (a sentence ends), ``paragraph`` (only an empty line ends it),
///     ``ignore`` (a space)
/// :param semicolon: whether ؛ ends a sentence
/// :raises ValueError: for another value of `newlines`
#[pyfunction]
#[pyo3(signature = (text, *, newlines = "break", semicolon = false))]
pub(crate) fn sentences<'py>(
    py: Python<'py>,
    text: Text<'_, 'py>,
    #[pyo3(from_py_with = string)] newlines: &str,
    semicolon: bool,
) -> PyResult<Bound<'py, PyList>> {
    let options = options(newlines, semicolon)?;
    let sentences: Vec<_> = text.detached(|text| {
        let sentences = options.sentences(text).map(|sentence| sentence.trimmed());
        sentences.filter(|sentence| !sentence.is_empty()).collect()
    });
    PyList::new(py, sentences)
}

/// The sentences of a text with their spans: put together they are the text. White space belongs to the sentence before it.
/// Linear in the text.
///
/// >>> from dabir import sentence_spans
/// >>> sentence_spans("رفت. آمد.")[1]
/// Sentence(text='آمد.', start=5, end=9)
///
/// :param newlines: as for `sentences`
/// :param semicolon: as for `sentences`
/// :raises ValueError: for another value of `newlines`
#[pyfunction]
#[pyo3(signature = (text, *, newlines = "break", semicolon = false))]
pub(crate) fn sentence_spans(
    text: Text<'_, '_>,
    #[pyo3(from_py_with = string)] newlines: &str,
    semicolon: bool,
) -> PyResult<Vec<Sentence>> {
    let options = options(newlines, semicolon)?;
    Ok(text.detached(|text| {
        let mut chars = Chars::of(text);
        let sentence = |sentence: dabir::Sentence<'_>| {
            let (start, end) = chars.span(sentence.span());
            Sentence { text: sentence.text().to_owned(), start, end }
        };
        options.sentences(text).map(sentence).collect()
    }))
}

fn options(newlines: &str, semicolon: bool) -> PyResult<SentenceOptions> {
    let known = Newlines::ALL.iter().map(|value| value.name());
    let mut options = SentenceOptions::default();
    options.newlines = named("newlines", newlines, Newlines::from_name, known)?;
    options.semicolon = semicolon;
    Ok(options)
}
