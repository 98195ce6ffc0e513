//! What Python's own functions for strings do that PyO3 has no safe way to.
#![expect(unsafe_code, reason = "functions of C")]

use pyo3::prelude::*;
use pyo3::types::PyString;
use pyo3::{ffi, intern};
use std::cell::Cell;
use std::ptr;

/// With fewer characters, it does not matter who encodes them.
const LONG: usize = 128;
/// With more characters, copies of them take more memory than is worth the time they save.
const HUGE: usize = 1 << 20;

/// How many characters a string has, whatever `__len__` of a subclass says.
fn len(text: &Bound<'_, PyString>) -> PyResult<usize> {
    // SAFETY: the object is a string; -1 comes with an error set.
    let len = unsafe { ffi::PyUnicode_GetLength(text.as_ptr()) };
    usize::try_from(len).map_err(|_| PyErr::fetch(text.py()))
}

/// Whether a string is too long to be copied as code points.
pub(crate) fn is_huge(text: &Bound<'_, PyString>) -> PyResult<bool> {
    Ok(len(text)? > HUGE)
}

/// Whether Python is to be asked for the string's UTF-8: for long strings only if that costs next to nothing, as it keeps what it
/// was asked for once, and of ASCII has nothing else. A guess from the memory the string takes: with one byte a character it is
/// mostly ASCII; with two, much more is the UTF-8 beside it, or four bytes a character.
pub(crate) fn is_for_python(text: &Bound<'_, PyString>) -> PyResult<bool> {
    // A subclass may say anything of itself.
    if !text.is_exact_instance_of::<PyString>() {
        return Ok(true);
    }
    let len = len(text)?;
    if !(LONG..=HUGE).contains(&len) {
        return Ok(true);
    }
    let size: usize = text.call_method0(intern!(text.py(), "__sizeof__"))?.extract()?;
    Ok(size < 2 * len || size > 3 * len + LONG)
}

thread_local! {
    /// Space for the next string: to get it anew costs as much as to fill it.
    static POINTS: Cell<Vec<u32>> = const { Cell::new(Vec::new()) };
}

/// Longer strings than this leave no space for the next one.
const MOST: usize = 1 << 16;

/// What comes of the code points of a string.
pub(crate) fn with_points<R>(text: &Bound<'_, PyString>, work: impl FnOnce(&[u32]) -> R) -> PyResult<R> {
    let len = len(text)?;
    let mut points = POINTS.take();
    points.clear();
    points.reserve(len);
    // SAFETY: there is space for as many code points as the string has, and all are set unless there is an error.
    unsafe {
        if ffi::PyUnicode_AsUCS4(text.as_ptr(), points.as_mut_ptr(), signed(len), 0).is_null() {
            return Err(PyErr::fetch(text.py()));
        }
        points.set_len(len);
    }
    let result = work(&points);
    if points.capacity() <= MOST {
        POINTS.set(points);
    }
    Ok(result)
}

/// The string of this UTF-16.
pub(crate) fn from_utf16<'py>(py: Python<'py>, units: &[u16]) -> PyResult<Bound<'py, PyString>> {
    let mut order = if cfg!(target_endian = "little") { -1 } else { 1 };
    let len = signed(size_of_val(units));
    // SAFETY: it reads so many bytes, and returns a new string or null with an error set.
    unsafe {
        let text = ffi::PyUnicode_DecodeUTF16(units.as_ptr().cast(), len, ptr::null(), &raw mut order);
        Ok(Bound::from_owned_ptr_or_err(py, text)?.cast_into_unchecked())
    }
}

/// Some characters of a string, to the end where there are not so many.
pub(crate) fn substring<'py>(
    text: &Bound<'py, PyString>,
    start: usize,
    end: usize,
) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: the object is a string, and the function returns a new reference or null with an error set.
    unsafe {
        let part = ffi::PyUnicode_Substring(text.as_ptr(), signed(start), signed(end));
        Bound::from_owned_ptr_or_err(text.py(), part)
    }
}

fn signed(len: usize) -> isize {
    isize::try_from(len).unwrap_or(isize::MAX)
}
