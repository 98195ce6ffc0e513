//! Python's strings made of parts of others, which costs less than to decode all of their UTF-8.

use crate::argument::Text;
use crate::batch::Changed;
use crate::unicode::{from_utf16, is_huge, with_points};
use pyo3::prelude::*;
use pyo3::types::PyString;

/// With more edits than one in so many bytes, Python decodes a text sooner than it is put together from the pieces between them.
const SPARSE: usize = 32;

/// What a text became, as a new string.
pub(crate) fn text_of<'py>(text: &Text<'_, 'py>, new: Changed<'_>) -> PyResult<Bound<'py, PyString>> {
    let py = text.object.py();
    let is_sparse = !new.edits.is_empty() && new.edits.len() * SPARSE <= text.utf8.len();
    if !is_sparse || is_huge(&text.object)? {
        return Ok(PyString::new(py, new.text));
    }
    with_points(&text.object, |points| from_utf16(py, &spliced(points, &text.utf8, new)))?
}

/// The new text in UTF-16: the code points of the old one where they are the same.
fn spliced(points: &[u32], utf8: &str, new: Changed<'_>) -> Vec<u16> {
    let mut units = Vec::with_capacity(points.len() + points.len() / 16 + new.edits.len());
    // Where the last edit ended, in bytes and in characters.
    let (mut byte, mut char) = (0, 0);
    for edit in new.edits {
        let span = edit.input();
        let start = char + utf8[byte..span.start].chars().count();
        push(&mut units, &points[char..start]);
        units.extend(new.text[edit.output()].encode_utf16());
        (byte, char) = (span.end, start + utf8[span].chars().count());
    }
    push(&mut units, &points[char..]);
    units
}

/// Appends code points as UTF-16.
fn push(units: &mut Vec<u16>, points: &[u32]) {
    if points.iter().fold(0, |all, point| all | point) < 0x1_0000 {
        units.extend(points.iter().map(|&point| point as u16));
    } else {
        for &point in points {
            let char = char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER);
            units.extend_from_slice(char.encode_utf16(&mut [0; 2]));
        }
    }
}
