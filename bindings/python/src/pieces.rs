//! Python's strings made of parts of others, which costs less than to decode them.

use crate::argument::Text;
use crate::batch::Changed;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

/// With more edits than one in so many bytes, Python decodes a text sooner than it joins the pieces between them.
const SPARSE: usize = 256;

/// What a text became, as a new string.
pub(crate) fn text_of<'py>(text: &Text<'_, 'py>, new: Changed<'_>) -> PyResult<Bound<'py, PyString>> {
    let py = text.object.py();
    if new.edits.is_empty() || new.edits.len() * SPARSE > text.utf8.len() {
        return Ok(PyString::new(py, new.text));
    }
    let pieces = PyList::empty(py);
    // Where the last edit ended, in bytes and in characters.
    let (mut byte, mut char) = (0, 0);
    for edit in new.edits {
        let span = edit.input();
        let start = char + text.utf8[byte..span.start].chars().count();
        pieces.append(substring(&text.object, char, start)?)?;
        pieces.append(PyString::new(py, &new.text[edit.output()]))?;
        (byte, char) = (span.end, start + text.utf8[span].chars().count());
    }
    pieces.append(substring(&text.object, char, usize::MAX)?)?;
    Ok(PyString::intern(py, "").call_method1(pyo3::intern!(py, "join"), (pieces,))?.cast_into()?)
}

/// Some characters of a string, to the end where there are not so many.
#[expect(unsafe_code, reason = "PyO3 has no safe way that makes no slice object first")]
pub(crate) fn substring<'py>(
    text: &Bound<'py, PyString>,
    start: usize,
    end: usize,
) -> PyResult<Bound<'py, PyAny>> {
    let index = |at: usize| isize::try_from(at).unwrap_or(isize::MAX);
    // SAFETY: the object is a string, and the function returns a new reference or null with an error set.
    unsafe {
        Bound::from_owned_ptr_or_err(
            text.py(),
            ffi::PyUnicode_Substring(text.as_ptr(), index(start), index(end)),
        )
    }
}
