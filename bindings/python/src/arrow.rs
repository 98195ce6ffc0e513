//! Arrow arrays of strings, read in place and handed on through the C data interface.
//!
//! With `unsafe`: a capsule is a pointer, and what its name promises has to be believed. What an array holds is
//! checked all the same: its offsets when it comes in, its UTF-8 text by text.

#![expect(unsafe_code, reason = "capsules hold pointers")]

use crate::batch::{Jobs, Map};
use arrow_array::builder::{GenericStringBuilder, NullBufferBuilder, StringViewBuilder};
use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{
    Array, ArrayAccessor, ArrayReader, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray,
    OffsetSizeTrait, make_array, new_null_array,
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
    let data_type = DataType::try_from(&schema).map_err(wrong)?;
    let kind = Kind::of(&data_type)?;
    // SAFETY: as above.
    let array = unsafe { FFI_ArrowArray::from_raw(array.pointer_checked(Some(ARRAY))?.cast().as_ptr()) };
    if array.is_released() {
        return Err(consumed());
    }
    // SAFETY: the array is of the type that the schema says.
    let data = unsafe { from_ffi_and_data_type(array, data_type) }.map_err(wrong)?;
    let array = kind.map(texts.py(), data, &|row| row, jobs, map)?;
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
    let is_null = *stream.field().data_type() == DataType::Null;
    let mut chunks = Vec::new();
    if let (true, Ok(rows)) = (is_null, texts.len()) {
        // Nulls of Polars have a buffer, which arrow-array refuses to read; all there is to know is how many they are.
        chunks.push(new_null_array(&kind.string(), rows));
    } else {
        let mut first = 0;
        for chunk in stream {
            let chunk = kind.map(py, chunk.map_err(wrong)?.to_data(), &|row| first + row, jobs, map)?;
            first += chunk.len();
            chunks.push(chunk);
        }
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

/// Arrow's types of strings: what is read, or what the codes of a dictionary stand for, and what is made of them.
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
            DataType::Dictionary(_, values) => Self::of(values),
            // Of texts that are all null some libraries say no more.
            DataType::Null => Ok(Self::Small),
            other => Err(PyTypeError::new_err(format!(
                "expected an Arrow array of string, large_string, string_view, or a dictionary of these, got {other}"
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

    /// Maps an array; `row` tells for an item which row it is of, for errors.
    fn map(
        self,
        py: Python<'_>,
        data: ArrayData,
        row: &dyn Fn(usize) -> usize,
        jobs: Jobs,
        map: &dyn Map,
    ) -> PyResult<ArrayRef> {
        match data.data_type() {
            DataType::Null => return Ok(new_null_array(&self.string(), data.len())),
            DataType::Dictionary(..) => return self.map_dictionary(py, data, row, jobs, map),
            _ => {}
        }
        // SAFETY: binary has the same layout as strings; it is validated right here.
        let data = unsafe { data.into_builder().data_type(self.binary()).build_unchecked() };
        py.detach(|| data.validate_data()).map_err(wrong)?;
        // A little more than there is, for half-spaces: growing would copy.
        let (rows, bytes) = (data.len(), data.get_slice_memory_size().unwrap_or_default());
        let bytes = bytes + bytes / 16;
        match self {
            Self::Small => {
                let out = GenericStringBuilder::<i32>::with_capacity(rows, bytes);
                mapped(py, &BinaryArray::from(data), row, jobs, map, out)
            }
            Self::Large => {
                let out = GenericStringBuilder::<i64>::with_capacity(rows, bytes);
                mapped(py, &LargeBinaryArray::from(data), row, jobs, map, out)
            }
            Self::View => {
                let out = StringViewBuilder::with_capacity(rows);
                mapped(py, &BinaryViewArray::from(data), row, jobs, map, out)
            }
        }
    }

    /// Maps each value of a dictionary that a row has, once, and gives each row its own.
    fn map_dictionary(
        self,
        py: Python<'_>,
        data: ArrayData,
        row: &dyn Fn(usize) -> usize,
        jobs: Jobs,
        map: &dyn Map,
    ) -> PyResult<ArrayRef> {
        py.detach(|| data.validate_data()).map_err(wrong)?;
        let rows = make_array(data);
        let (codes, values) = (rows.as_any_dictionary(), rows.as_any_dictionary().values());
        if values.is_empty() {
            return Ok(new_null_array(&self.string(), rows.len()));
        }
        let codes = codes.normalized_keys();
        // A part of an array has the values of the whole.
        let mut used = vec![false; values.len()];
        for (at, &code) in codes.iter().enumerate() {
            used[code] |= rows.is_valid(at) && values.is_valid(code);
        }
        let mut nulls = NullBufferBuilder::new(used.len());
        nulls.append_slice(&used);
        // SAFETY: other values are null than before, all else is the same.
        let data = unsafe { values.to_data().into_builder().nulls(nulls.finish()).build_unchecked() };
        let of_value = |value| {
            let first = (0..codes.len()).find(|&at| codes[at] == value && rows.is_valid(at));
            row(first.unwrap_or_default())
        };
        let values = self.map(py, data, &of_value, jobs, map)?;
        let values_of_rows = codes.iter().enumerate().map(|(at, &code)| rows.is_valid(at).then_some(code));
        py.detach(|| match self {
            Self::Small => {
                taken(values.as_string::<i32>(), values_of_rows, GenericStringBuilder::<i32>::new())
            }
            Self::Large => {
                taken(values.as_string::<i64>(), values_of_rows, GenericStringBuilder::<i64>::new())
            }
            Self::View => taken(values.as_string_view(), values_of_rows, StringViewBuilder::new()),
        })
    }
}

/// Maps the items of an array, round by round; `row` tells which row an item is of, for errors.
fn mapped<'a>(
    py: Python<'_>,
    array: impl ArrayAccessor<Item = &'a [u8]>,
    row: &dyn Fn(usize) -> usize,
    jobs: Jobs,
    map: &dyn Map,
    mut out: impl Strings,
) -> PyResult<ArrayRef> {
    let mut at = 0;
    while at < array.len() {
        let mut bytes = 0;
        let mut round: Vec<Option<&str>> = Vec::new();
        while at < array.len() && bytes < jobs.round() {
            let text = if array.is_null(at) { None } else { Some(text_of(array.value(at), || row(at))?) };
            bytes += text.map_or(0, str::len) + 16;
            round.push(text);
            at += 1;
        }
        let mut texts = round.iter();
        jobs.map(py, &round, map, |changed| {
            let text = texts.next().copied().flatten();
            out.push(text.map(|text| changed.map_or(text, |changed| changed.text)))
        })?;
        py.check_signals()?;
    }
    Ok(out.done())
}

fn text_of(bytes: &[u8], row: impl Fn() -> usize) -> PyResult<&str> {
    simdutf8::basic::from_utf8(bytes)
        .map_err(|_| PyValueError::new_err(format!("row {}: invalid UTF-8", row())))
}

/// An array of the values of these places.
fn taken<'a>(
    values: impl ArrayAccessor<Item = &'a str>,
    places: impl Iterator<Item = Option<usize>>,
    mut out: impl Strings,
) -> PyResult<ArrayRef> {
    for place in places {
        out.push(place.filter(|&at| values.is_valid(at)).map(|at| values.value(at)))?;
    }
    Ok(out.done())
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
