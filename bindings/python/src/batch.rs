//! Many texts at once: from a list or an Arrow array, on one thread or several, to the same kind.

use crate::argument::{Held, Text};
use crate::arrow;
use crate::pieces;
use dabir::Edit;
use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyString};
use std::num::NonZero;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::{Builder, available_parallelism, scope};

/// Bytes of text that a thread takes at a time: what it makes of them is still in the cache when it is gathered.
const BLOCK: usize = 1 << 15;
/// Blocks for each thread before the results are gathered.
const ROUND: usize = 64;

/// What is done to each text.
pub(crate) trait Map: Sync {
    /// Pushes what becomes of each text to `out`, in their order.
    fn map(&self, texts: &[Option<&str>], out: &mut Block);
}

/// What became of some texts, one behind the other.
#[derive(Default)]
pub(crate) struct Block {
    text: String,
    edits: Vec<Edit>,
    /// Of each text: nothing if it is the same, or the part of `text` that it became and its edits.
    rows: Vec<Option<(Range<usize>, Range<usize>)>>,
}

/// What a text became.
#[derive(Clone, Copy)]
pub(crate) struct Changed<'a> {
    pub(crate) text: &'a str,
    /// How it came about; empty where nobody knows.
    pub(crate) edits: &'a [Edit],
}

impl Block {
    /// The text stays as it is, or is null and stays it.
    pub(crate) fn push_same(&mut self) {
        self.rows.push(None);
    }

    /// The text becomes this.
    pub(crate) fn push(&mut self, new: Changed<'_>) {
        let (start, first) = (self.text.len(), self.edits.len());
        self.text.push_str(new.text);
        self.edits.extend_from_slice(new.edits);
        self.rows.push(Some((start..self.text.len(), first..self.edits.len())));
    }

    /// Forgets the texts, keeps the space.
    fn clear(&mut self) {
        self.text.clear();
        self.edits.clear();
        self.rows.clear();
    }

    /// What became of each text; `None` where it is the same.
    fn rows(&self) -> impl Iterator<Item = Option<Changed<'_>>> {
        let changed = |(text, edits)| Changed { text: &self.text[text], edits: &self.edits[edits] };
        self.rows.iter().map(move |row| row.clone().map(changed))
    }
}

/// More threads than this are not started.
const MOST: usize = 256;

/// Threads to work on texts.
#[derive(Clone, Copy)]
pub(crate) struct Jobs(usize);

impl Jobs {
    /// So many, up to [`MOST`]; for 0 one for each processor.
    ///
    /// # Errors
    /// `ValueError` for fewer than 0.
    pub(crate) fn new(jobs: isize) -> PyResult<Self> {
        let jobs = usize::try_from(jobs)
            .map_err(|_| PyValueError::new_err(format!("jobs must be 0 or more, not {jobs}")))?;
        let jobs = if jobs == 0 { available_parallelism().map_or(1, NonZero::get) } else { jobs };
        Ok(Self(jobs.min(MOST)))
    }

    /// How many bytes of text are worth to start the threads.
    pub(crate) fn round(self) -> usize {
        self.0 * ROUND * BLOCK
    }

    /// Maps the texts, then calls `each` for each of them in their order with what became of it; `None` where it is the same.
    pub(crate) fn map<E>(
        self,
        py: Python<'_>,
        texts: &[Option<&str>],
        map: &dyn Map,
        mut each: impl FnMut(Option<Changed<'_>>) -> Result<(), E>,
    ) -> Result<(), E> {
        let parts = cut(texts);
        if self.0 > 1 {
            let blocks = py.detach(|| self.blocks(&parts, map));
            return blocks.iter().flat_map(Block::rows).try_for_each(each);
        }
        let mut block = Block::default();
        for part in parts {
            block.clear();
            py.detach(|| map.map(part, &mut block));
            block.rows().try_for_each(&mut each)?;
        }
        Ok(())
    }

    /// What becomes of each part; threads take the next one as they come.
    fn blocks(self, parts: &[&[Option<&str>]], map: &dyn Map) -> Vec<Block> {
        let next = AtomicUsize::new(0);
        let blocks: Vec<_> = parts.iter().map(|_| OnceLock::new()).collect();
        let work = || {
            while let Some((part, block)) = {
                let i = next.fetch_add(1, Relaxed);
                parts.get(i).zip(blocks.get(i))
            } {
                block.get_or_init(|| {
                    let mut block = Block::default();
                    map.map(part, &mut block);
                    block
                });
            }
        };
        scope(|threads| {
            for _ in 1..self.0.min(parts.len()) {
                // Where the system has no thread left, those there are do it all.
                if Builder::new().spawn_scoped(threads, work).is_err() {
                    break;
                }
            }
            work();
        });
        blocks.into_iter().filter_map(OnceLock::into_inner).collect()
    }
}

/// The texts in parts that are worth a thread's while.
fn cut<'a, 't>(mut texts: &'a [Option<&'t str>]) -> Vec<&'a [Option<&'t str>]> {
    let mut parts = Vec::new();
    while !texts.is_empty() {
        let mut bytes = 0;
        let full = texts.iter().position(|text| {
            bytes += text.map_or(0, str::len) + 16;
            bytes >= BLOCK
        });
        let (part, rest) = texts.split_at(full.map_or(texts.len(), |last| last + 1));
        parts.push(part);
        texts = rest;
    }
    parts
}

/// Maps what Python passes, as `Normalizer.normalize_batch` says.
pub(crate) fn map<'py>(texts: &Bound<'py, PyAny>, jobs: isize, map: &dyn Map) -> PyResult<Bound<'py, PyAny>> {
    let jobs = Jobs::new(jobs)?;
    if texts.hasattr(intern!(texts.py(), "__arrow_c_array__"))? {
        return arrow::map_array(texts, jobs, map);
    }
    if texts.hasattr(intern!(texts.py(), "__arrow_c_stream__"))? {
        return arrow::map_stream(texts, jobs, map);
    }
    if texts.is_instance_of::<PyString>() || texts.is_instance_of::<PyBytes>() {
        let got = texts.get_type().name()?;
        return Err(PyTypeError::new_err(format!("expected an iterable of str, got {got}")));
    }
    Ok(map_iterable(texts, jobs, map)?.into_any())
}

fn map_iterable<'py>(texts: &Bound<'py, PyAny>, jobs: Jobs, map: &dyn Map) -> PyResult<Bound<'py, PyList>> {
    let py = texts.py();
    let list = PyList::empty(py);
    let mut items = texts.try_iter()?.enumerate();
    loop {
        // Held until the round is over.
        let mut round = Vec::new();
        let mut bytes = 0;
        for (i, item) in items.by_ref() {
            let item = item?;
            let text = if item.is_none() {
                None
            } else {
                Some(item.extract::<Text<'_, '_>>().or_else(|error| Err(at(py, i, error)?))?)
            };
            bytes += text.as_ref().map_or(0, |text| text.utf8.len()) + 16;
            round.push(text.map(Text::held));
            if bytes >= jobs.round() {
                break;
            }
        }
        if round.is_empty() {
            return Ok(list);
        }
        let texts: Vec<_> = round
            .iter()
            .map(|item: &Option<Held<'_>>| item.as_ref().map(Held::text).transpose())
            .collect::<PyResult<_>>()?;
        let utf8: Vec<_> = texts.iter().map(|text| text.as_ref().map(|text| &*text.utf8)).collect();
        let mut texts = texts.iter().map(Option::as_ref);
        jobs.map(py, &utf8, map, |changed| match (texts.next().flatten(), changed) {
            (Some(text), Some(changed)) => list.append(pieces::text_of(text, changed)?),
            (same, _) => list.append(same.map(|text| &text.object)),
        })?;
        py.check_signals()?;
    }
}

/// The same error, which tells of which item it is.
fn at(py: Python<'_>, item: usize, error: PyErr) -> PyResult<PyErr> {
    let value = error.value(py);
    if error.is_instance_of::<PyTypeError>(py) {
        return Ok(PyTypeError::new_err(format!("item {item}: {value}")));
    }
    if error.is_instance_of::<PyUnicodeEncodeError>(py) {
        let reason = value.getattr("reason")?;
        value.setattr("reason", format!("{reason} (item {item})"))?;
    }
    Ok(error)
}
