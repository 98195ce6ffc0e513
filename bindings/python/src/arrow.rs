//! Arrow arrays of strings, read in place and handed on through the C data interface.
//!
//! The one module with `unsafe`: a capsule is a pointer, and what its name promises has to be believed. What an array holds is
//! checked all the same: its offsets when it comes in, its UTF-8 text by text.

#![expect(unsafe_code, reason = "capsules hold pointers")]

use crate::batch::{Jobs, Map};
use arrow_array::builder::{GenericStringBuilder, StringViewBuilder};
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{
    Array, ArrayAccessor, ArrayReader, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray,
    OffsetSizeTrait,
};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType};
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::ffi::{CStr, c_char, c_int};
use std::ptr;
use std::sync::Arc;

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// Maps an object with `__arrow_c_array__`.
pub(crate) fn map_array<'py>(
    texts: &Bound<'py, PyAny>,
    jobs: Jobs,
    map: &dyn Map,
) -> PyResult<Bound<'py, PyAny>> {
    let (schema, array): (Bound<'py, PyCapsule>, Bound<'py, PyCapsule>) =
        texts.call_method0("__arrow_c_array__")?.extract()?;
    // SAFETY: a capsule of this name holds this struct, which is moved out as the interface has it.
    let schema = unsafe { FFI_ArrowSchema::from_raw(schema.pointer_checked(Some(SCHEMA))?.cast().as_ptr()) };
    if schema.release().is_none() {
        return Err(consumed());
    }
    let kind = Kind::of(&DataType::try_from(&schema).map_err(wrong)?)?;
    // SAFETY: as above.
    let array = unsafe { FFI_ArrowArray::from_raw(array.pointer_checked(Some(ARRAY))?.cast().as_ptr()) };
    if array.is_released() {
        return Err(consumed());
    }
    // SAFETY: the array is one of strings, as the schema says; as binary it has the same layout.
    let data = unsafe { from_ffi_and_data_type(array, kind.binary()) }.map_err(wrong)?;
    let array = kind.map(texts.py(), data, 0, jobs, map)?;
    handed_back(texts, Bound::new(texts.py(), StringArray(array))?.into_any())
}

/// Maps an object with `__arrow_c_stream__`, chunk by chunk.
pub(crate) fn map_stream<'py>(
    texts: &Bound<'py, PyAny>,
    jobs: Jobs,
    map: &dyn Map,
) -> PyResult<Bound<'py, PyAny>> {
    let py = texts.py();
    let stream: Bound<'py, PyCapsule> = texts.call_method0("__arrow_c_stream__")?.extract()?;
    // SAFETY: a capsule of this name holds this struct, which is moved out as the interface has it.
    let stream =
        unsafe { ArrayStreamReader::from_raw(stream.pointer_checked(Some(STREAM))?.cast().as_ptr()) };
    let stream = stream.map_err(wrong)?;
    let kind = Kind::of(stream.field().data_type())?;
    let mut chunks = Vec::new();
    let mut first = 0;
    for chunk in stream {
        let data = chunk.map_err(wrong)?.to_data().into_builder().data_type(kind.binary());
        // SAFETY: binary has the same layout as strings; it is validated below.
        let data = unsafe { data.build_unchecked() };
        let chunk = kind.map(py, data, first, jobs, map)?;
        first += chunk.len();
        chunks.push(chunk);
    }
    handed_back(texts, Bound::new(py, StringChunks { kind, chunks })?.into_any())
}

/// As an object of the library that the input came from.
fn handed_back<'py>(texts: &Bound<'py, PyAny>, mapped: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    texts.py().import("dabir._arrow")?.call_method1("like", (texts, mapped))
}

/// What a capsule held is moved out by who takes it, once.
fn consumed() -> PyErr {
    PyValueError::new_err("the Arrow capsule was consumed before")
}

fn wrong(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Arrow's types of strings.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Small,
    Large,
    View,
}

impl Kind {
    fn of(data_type: &DataType) -> PyResult<Self> {
        match data_type {
            DataType::Utf8 => Ok(Self::Small),
            DataType::LargeUtf8 => Ok(Self::Large),
            DataType::Utf8View => Ok(Self::View),
            other => Err(PyTypeError::new_err(format!(
                "expected an Arrow array of string, large_string or string_view, got {other}"
            ))),
        }
    }

    fn binary(self) -> DataType {
        match self {
            Self::Small => DataType::Binary,
            Self::Large => DataType::LargeBinary,
            Self::View => DataType::BinaryView,
        }
    }

    fn string(self) -> DataType {
        match self {
            Self::Small => DataType::Utf8,
            Self::Large => DataType::LargeUtf8,
            Self::View => DataType::Utf8View,
        }
    }

    /// Maps an array that holds strings as binary; its rows are counted from `first` in errors.
    fn map(
        self,
        py: Python<'_>,
        data: ArrayData,
        first: usize,
        jobs: Jobs,
        map: &dyn Map,
    ) -> PyResult<ArrayRef> {
        py.detach(|| data.validate_data()).map_err(wrong)?;
        // A little more than there is, for half-spaces: growing would copy.
        let (rows, bytes) = (data.len(), data.get_slice_memory_size().unwrap_or_default());
        let bytes = bytes + bytes / 16;
        match self {
            Self::Small => {
                let out = GenericStringBuilder::<i32>::with_capacity(rows, bytes);
                mapped(py, &BinaryArray::from(data), first, jobs, map, out)
            }
            Self::Large => {
                let out = GenericStringBuilder::<i64>::with_capacity(rows, bytes);
                mapped(py, &LargeBinaryArray::from(data), first, jobs, map, out)
            }
            Self::View => {
                let out = StringViewBuilder::with_capacity(rows);
                mapped(py, &BinaryViewArray::from(data), first, jobs, map, out)
            }
        }
    }
}

/// Maps the rows of an array, round by round; they are counted from `first` in errors.
fn mapped<'a>(
    py: Python<'_>,
    array: impl ArrayAccessor<Item = &'a [u8]>,
    first: usize,
    jobs: Jobs,
    map: &dyn Map,
    mut out: impl Strings,
) -> PyResult<ArrayRef> {
    let mut row = 0;
    while row < array.len() {
        let mut bytes = 0;
        let mut round: Vec<Option<&str>> = Vec::new();
        while row < array.len() && bytes < jobs.round() {
            let text = if array.is_null(row) { None } else { Some(text_of(first + row, array.value(row))?) };
            bytes += text.map_or(0, str::len) + 16;
            round.push(text);
            row += 1;
        }
        let mut texts = round.iter();
        jobs.map(py, &round, map, |changed| {
            let text = texts.next().copied().flatten();
            out.push(text.map(|text| changed.unwrap_or(text)))
        })?;
        py.check_signals()?;
    }
    Ok(out.done())
}

fn text_of(row: usize, bytes: &[u8]) -> PyResult<&str> {
    simdutf8::basic::from_utf8(bytes).map_err(|_| PyValueError::new_err(format!("row {row}: invalid UTF-8")))
}

/// What an array of strings is built with.
trait Strings {
    fn push(&mut self, text: Option<&str>) -> PyResult<()>;
    fn done(self) -> ArrayRef;
}

impl<O: OffsetSizeTrait> Strings for GenericStringBuilder<O> {
    fn push(&mut self, text: Option<&str>) -> PyResult<()> {
        if O::from_usize(self.values_slice().len() + text.map_or(0, str::len)).is_none() {
            return Err(PyOverflowError::new_err(
                "the result is 2 GiB or longer; cast the array to large_string",
            ));
        }
        self.append_option(text);
        Ok(())
    }

    fn done(mut self) -> ArrayRef {
        Arc::new(self.finish())
    }
}

impl Strings for StringViewBuilder {
    fn push(&mut self, text: Option<&str>) -> PyResult<()> {
        self.append_option(text);
        Ok(())
    }

    fn done(mut self) -> ArrayRef {
        Arc::new(self.finish())
    }
}

fn schema<'py>(py: Python<'py>, data_type: &DataType) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowSchema::try_from(data_type).map_err(wrong)?, SCHEMA)
}

/// An Arrow array of strings: what `normalize_batch` returns for one of a library that it does not know.
///
/// ``pyarrow.array``, ``polars.Series`` and whatever else speaks the Arrow C data interface takes it without copying.
///
/// >>> from dabir import Normalizer
/// >>> import pyarrow
/// >>> class Foreign:
/// ...     def __arrow_c_array__(self, requested_schema=None):
/// ...         return pyarrow.array(["كتاب"]).__arrow_c_array__()
/// >>> Normalizer().normalize_batch(Foreign())
/// <StringArray of 1>
/// >>> pyarrow.array(Normalizer().normalize_batch(Foreign())).to_pylist()
/// ['کتاب']
#[pyclass(frozen, module = "dabir")]
pub(crate) struct StringArray(ArrayRef);

#[pymethods]
impl StringArray {
    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __repr__(&self) -> String {
        format!("<StringArray of {}>", self.__len__())
    }

    /// The type, as a capsule.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema(py, self.0.data_type())
    }

    /// Type and strings, as capsules; the requested type is not looked at.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        let array = FFI_ArrowArray::new(&self.0.to_data());
        Ok((self.__arrow_c_schema__(py)?, PyCapsule::new_with_value(py, array, ARRAY)?))
    }
}

/// Arrow arrays of strings, one behind the other: what `normalize_batch` returns for a stream of a library that it does not
/// know.
///
/// ``pyarrow.chunked_array``, ``polars.Series`` and whatever else speaks the Arrow C stream interface takes it without copying,
/// as often as it likes.
#[pyclass(frozen, module = "dabir")]
pub(crate) struct StringChunks {
    kind: Kind,
    chunks: Vec<ArrayRef>,
}

#[pymethods]
impl StringChunks {
    fn __len__(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum()
    }

    fn __repr__(&self) -> String {
        format!("<StringChunks of {}>", self.__len__())
    }

    /// The type, as a capsule.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema(py, &self.kind.string())
    }

    /// The strings chunk by chunk, as a capsule; the requested type is not looked at.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        PyCapsule::new_with_value(py, stream(self.kind, self.chunks.clone()), STREAM)
    }
}

/// What a stream that is handed out has left.
struct Source {
    kind: Kind,
    chunks: std::vec::IntoIter<ArrayRef>,
}

fn stream(kind: Kind, chunks: Vec<ArrayRef>) -> FFI_ArrowArrayStream {
    let source = Box::into_raw(Box::new(Source { kind, chunks: chunks.into_iter() }));
    // SAFETY: the callbacks below cast the pointer back, and the last one frees it.
    unsafe {
        FFI_ArrowArrayStream::new_unchecked(
            Some(get_schema),
            Some(get_next),
            Some(get_last_error),
            Some(release),
            source.cast(),
        )
    }
}

/// # Safety
/// The stream must be one of [`stream`] that was not released.
unsafe fn source<'s>(stream: *mut FFI_ArrowArrayStream) -> &'s mut Source {
    // SAFETY: by contract.
    unsafe { &mut *(*stream).private_data().cast() }
}

unsafe extern "C" fn get_schema(stream: *mut FFI_ArrowArrayStream, out: *mut FFI_ArrowSchema) -> c_int {
    // SAFETY: the consumer passes a stream of ours.
    let source = unsafe { source(stream) };
    let Ok(schema) = FFI_ArrowSchema::try_from(source.kind.string()) else { return INVALID };
    // SAFETY: and space for a schema, not initialized.
    unsafe { ptr::write(out, schema) };
    0
}

unsafe extern "C" fn get_next(stream: *mut FFI_ArrowArrayStream, out: *mut FFI_ArrowArray) -> c_int {
    // SAFETY: the consumer passes a stream of ours.
    let next = unsafe { source(stream) }.chunks.next();
    let array = next.map_or_else(FFI_ArrowArray::empty, |chunk| FFI_ArrowArray::new(&chunk.to_data()));
    // SAFETY: and space for an array, not initialized.
    unsafe { ptr::write(out, array) };
    0
}

unsafe extern "C" fn get_last_error(_: *mut FFI_ArrowArrayStream) -> *const c_char {
    ptr::null()
}

unsafe extern "C" fn release(stream: *mut FFI_ArrowArrayStream) {
    // SAFETY: the consumer passes a stream of ours, once.
    unsafe {
        drop(Box::<Source>::from_raw((*stream).private_data().cast()));
        (*stream).set_release(None);
    }
}

/// EINVAL
const INVALID: c_int = 22;
