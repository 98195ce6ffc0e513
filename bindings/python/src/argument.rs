//! What Python passes: texts, and options by name.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// Below this length, in bytes, it takes longer to let go of the interpreter and come back than to do the work.
const SHORT: usize = 512;

/// A `str` and its UTF-8, of which nothing is copied but what Python itself keeps.
pub(crate) struct Text<'a, 'py> {
    pub(crate) object: Borrowed<'a, 'py, PyString>,
    pub(crate) utf8: &'a str,
}

impl<'a, 'py> FromPyObject<'a, 'py> for Text<'a, 'py> {
    type Error = PyErr;

    /// # Errors
    /// `TypeError` for what is no `str`, `UnicodeEncodeError` for lone surrogates.
    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let Ok(text) = object.cast::<PyString>() else { return Err(no_text(&object)) };
        Ok(Self { object: text, utf8: <&'a str>::extract(object)? })
    }
}

impl<'a, 'py> Text<'a, 'py> {
    /// Works on the text while other Python threads may run, unless there is little of it.
    pub(crate) fn detached<R: Send>(&self, work: impl FnOnce(&'a str) -> R + Send) -> R {
        let utf8 = self.utf8;
        if utf8.len() < SHORT { work(utf8) } else { self.object.py().detach(|| work(utf8)) }
    }

    /// The same object, or an exact `str` of it where it is of a subclass.
    pub(crate) fn as_is(&self) -> Bound<'py, PyString> {
        if self.object.is_exact_instance_of::<PyString>() {
            self.object.to_owned()
        } else {
            PyString::new(self.object.py(), self.utf8)
        }
    }
}

/// The string that an option is; `None` says what was expected as it does for a text.
pub(crate) fn string<'a>(value: &'a Bound<'_, PyAny>) -> PyResult<&'a str> {
    Ok(Text::extract(value.as_borrowed())?.utf8)
}

fn no_text(object: &Bound<'_, PyAny>) -> PyErr {
    let hint = if object.is_instance_of::<PyBytes>() { "; decode it first: data.decode()" } else { "" };
    match object.get_type().name() {
        Ok(name) => PyTypeError::new_err(format!("expected str, got {name}{hint}")),
        Err(error) => error,
    }
}

/// The value of this name.
///
/// # Errors
/// `ValueError` with the names there are.
pub(crate) fn named<T>(
    what: &str,
    name: &str,
    from_name: impl Fn(&str) -> Option<T>,
    known: impl Iterator<Item = &'static str> + Clone,
) -> PyResult<T> {
    from_name(name).ok_or_else(|| unknown(what, name, known))
}

/// The error that there is no such thing, which says what may have been meant, or all there is.
pub(crate) fn unknown(what: &str, name: &str, known: impl Iterator<Item = &'static str> + Clone) -> PyErr {
    let score = |known: &str| strsim::jaro_winkler(name, known);
    let best = known.clone().max_by(|a, b| score(a).total_cmp(&score(b))).filter(|best| score(best) > 0.8);
    let known: Vec<_> = known.collect();
    let hint = match best {
        // The list of all rules would hide the message.
        Some(best) if known.len() > 20 => format!("did you mean {best:?}?"),
        _ => format!("known: {}", known.join(", ")),
    };
    PyValueError::new_err(format!("no {what} {name:?}; {hint}"))
}

/// The strings of an iterable that is no string itself.
pub(crate) fn names(value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if value.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err(format!("expected a list of names, got the str {}", value.repr()?)));
    }
    value.try_iter()?.map(|name| name?.extract()).collect()
}
