//! A normalized text that tells how it came about.

use crate::argument::Text;
use crate::normalizer::{Normalizer, normalized};
use crate::record::record;
use dabir::Alignment;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

record! {
    /// One change. Spans count code points, as Python does: ``text[edit.start:edit.end]`` of the input is ``edit.before``.
    ///
    /// >>> from dabir import Normalizer
    /// >>> Normalizer().explain("می روم").edits[0]
    /// Edit(start=2, end=3, output_start=2, output_end=3, before=' ', after='\u200c', rule='zwnj.verb-prefix', confidence=0.99...)
    Edit {
        /// Where the change starts in the input.
        start: usize,
        /// Where it ends in the input; the start, for an insertion.
        end: usize,
        /// Where it starts in the output.
        output_start: usize,
        /// Where it ends in the output; the start, for a deletion.
        output_end: usize,
        /// What stood there.
        before: String,
        /// What stands there instead.
        after: String,
        /// The id of the rule that asked for it.
        rule: String,
        /// How sure the rule is, between 0 and 1. Rules that need no statistics say 1.
        confidence: f32,
    }

    /// Where it is in the input: ``(start, end)``.
    #[getter]
    fn span(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    /// Where it is in the output: ``(output_start, output_end)``.
    #[getter]
    fn output_span(&self) -> (usize, usize) {
        (self.output_start, self.output_end)
    }
}

/// A normalized text, its changes, and the way of offsets between input and output. Offsets count code points, as Python
/// does.
///
/// >>> from dabir import Normalizer
/// >>> result = Normalizer().explain("گفت:سلام")
/// >>> result.text
/// 'گفت: سلام'
/// >>> result.to_input(5), result.to_output(4)
/// (4, 5)
#[pyclass(frozen, module = "dabir")]
pub(crate) struct Normalized {
    normalizer: Py<Normalizer>,
    input: Py<PyString>,
    text: Py<PyString>,
    edits: Py<PyTuple>,
    /// The same in code points, for the alignment.
    spans: Box<[dabir::Edit]>,
    input_len: usize,
    output_len: usize,
}

impl Normalized {
    /// Linear in both texts.
    pub(crate) fn of(
        normalizer: &Bound<'_, Normalizer>,
        text: &Text<'_, '_>,
        result: &dabir::Normalized<'_>,
    ) -> PyResult<Self> {
        let py = normalizer.py();
        let input = text.as_is();
        let spans = result.edits_in(|position| position.char);
        let edit = |(span, bytes): (&dabir::Edit, &dabir::Edit)| Edit {
            start: span.input().start,
            end: span.input().end,
            output_start: span.output().start,
            output_end: span.output().end,
            before: result.removed(bytes).to_owned(),
            after: result.inserted(bytes).to_owned(),
            rule: span.rule().id().to_owned(),
            confidence: span.confidence(),
        };
        let output = if spans.is_empty() { input.clone() } else { normalized(text, result)? };
        let edits = PyTuple::new(py, spans.iter().zip(result.edits()).map(edit))?;
        Ok(Self {
            normalizer: normalizer.clone().unbind(),
            input_len: input.len()?,
            output_len: output.len()?,
            input: input.unbind(),
            text: output.unbind(),
            edits: edits.unbind(),
            spans: spans.into(),
        })
    }

    fn alignment(&self) -> Alignment<'_> {
        Alignment::new(&self.spans, self.input_len, self.output_len)
    }
}

#[pymethods]
impl Normalized {
    /// The text that was normalized.
    #[getter]
    fn input(&self, py: Python<'_>) -> Py<PyString> {
        self.input.clone_ref(py)
    }

    /// The normalized text.
    #[getter]
    fn text(&self, py: Python<'_>) -> Py<PyString> {
        self.text.clone_ref(py)
    }

    /// The changes in ascending order, a tuple of `Edit`. Applied to the input they give the text, exactly.
    #[getter]
    fn edits(&self, py: Python<'_>) -> Py<PyTuple> {
        self.edits.clone_ref(py)
    }

    /// The offset in the input of an offset in the text. Inside a change: the start of what was changed; at a deletion: behind
    /// it; past the end: the end. Takes the logarithm of the number of changes.
    fn to_input(&self, offset: usize) -> usize {
        self.alignment().to_input(offset)
    }

    /// The offset in the text of an offset in the input. Inside a change: the start of what came of it; at an insertion: behind
    /// it; past the end: the end. Takes the logarithm of the number of changes.
    fn to_output(&self, offset: usize) -> usize {
        self.alignment().to_output(offset)
    }

    /// The smallest span of the input that a span of the text came from, as ``(start, end)``; changes it cuts are taken in
    /// whole.
    ///
    /// >>> from dabir import Normalizer
    /// >>> text = "گفت:سلام"
    /// >>> result = Normalizer().explain(text)
    /// >>> at = result.text.index("سلام")
    /// >>> start, end = result.span_to_input(at, at + 4)
    /// >>> text[start:end]
    /// 'سلام'
    fn span_to_input(&self, start: usize, end: usize) -> (usize, usize) {
        let range = self.alignment().range_to_input(start..end);
        (range.start, range.end)
    }

    /// The smallest span of the text that holds what became of a span of the input, as ``(start, end)``.
    fn span_to_output(&self, start: usize, end: usize) -> (usize, usize) {
        let range = self.alignment().range_to_output(start..end);
        (range.start, range.end)
    }

    /// Pickled as the input and the normalizer, which gives the same again.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Py<PyString>,))> {
        Ok((self.normalizer.bind(py).getattr("explain")?, (self.input(py),)))
    }

    fn __str__(&self, py: Python<'_>) -> Py<PyString> {
        self.text(py)
    }

    fn __eq__(&self, other: &Self, py: Python<'_>) -> PyResult<bool> {
        Ok(self.input.bind(py).as_any().eq(&other.input)? && self.edits.bind(py).as_any().eq(&other.edits)?)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyTuple::new(py, [self.input.bind(py).as_any(), self.edits.bind(py).as_any()])?.hash()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let edits = self.spans.len();
        Ok(format!(
            "<Normalized {} with {edits} edit{}>",
            self.text.bind(py).repr()?,
            if edits == 1 { "" } else { "s" }
        ))
    }
}
