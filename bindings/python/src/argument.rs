//! What Python passes: texts, and options by name.

use crate::{unicode, utf8};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use std::borrow::Cow;

/// Below this length, in bytes, it takes longer to let go of the interpreter and come back than to do the work.
const SHORT: usize = 512;

/// A `str` and its UTF-8.
pub(crate) struct Text<'a, 'py> {
    pub(crate) object: Borrowed<'a, 'py, PyString>,
    /// Borrowed where Python keeps it.
    pub(crate) utf8: Cow<'a, str>,
}

impl<'a, 'py> FromPyObject<'a, 'py> for Text<'a, 'py> {
    type Error = PyErr;

    /// # Errors
    /// `TypeError` for what is no `str`, `UnicodeEncodeError` for lone surrogates.
    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let Ok(text) = object.cast::<PyString>() else { return Err(no_text(&object)) };
        let own =
            if unicode::is_for_python(&text)? { None } else { unicode::with_points(&text, utf8::encoded)? };
        let utf8 = match own {
            Some(own) => Cow::Owned(own),
            // Which has the error for lone surrogates as well.
            None => Cow::Borrowed(object.extract()?),
        };
        Ok(Self { object: text, utf8 })
    }
}

impl<'py> Text<'_, 'py> {
    /// Works on the text while other Python threads may run, unless there is little of it.
    pub(crate) fn detached<'t, R: Send>(&'t self, work: impl FnOnce(&'t str) -> R + Send) -> R {
        let utf8 = &*self.utf8;
        if utf8.len() < SHORT { work(utf8) } else { self.object.py().detach(|| work(utf8)) }
    }

    /// The text, to be kept for longer than what was passed.
    pub(crate) fn held(self) -> Held<'py> {
        let object = self.as_is();
        match self.utf8 {
            Cow::Owned(own) => Held { object, own: Some(own) },
            Cow::Borrowed(_) => Held { object, own: None },
        }
    }

    /// The same object, or an exact `str` of it where it is of a subclass.
    pub(crate) fn as_is(&self) -> Bound<'py, PyString> {
        if self.object.is_exact_instance_of::<PyString>() {
            self.object.to_owned()
        } else {
            PyString::new(self.object.py(), &self.utf8)
        }
    }
}

/// What a [`Text`] borrows from.
pub(crate) struct Held<'py> {
    object: Bound<'py, PyString>,
    /// The UTF-8, unless the object keeps it.
    own: Option<String>,
}

impl<'py> Held<'py> {
    pub(crate) fn text(&self) -> PyResult<Text<'_, 'py>> {
        let utf8 = self.own.as_deref().map_or_else(|| self.object.to_str(), Ok)?;
        Ok(Text { object: self.object.as_borrowed(), utf8: Cow::Borrowed(utf8) })
    }
}

/// The string that an option is; `None` says what was expected as it does for a text.
pub(crate) fn string<'a>(value: &'a Bound<'_, PyAny>) -> PyResult<&'a str> {
    value.cast::<PyString>().map_err(|_| no_text(value))?.to_str()
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
