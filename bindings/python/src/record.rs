//! Plain immutable records: fields, equality, hash, `repr`, pickling, `match`.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Defines such a class, with further methods if it has any.
macro_rules! record {
    (
        $(#[$about:meta])* $name:ident { $($(#[$note:meta])* $field:ident: $type:ty),* $(,)? }
        $($methods:item)*
    ) => {
        $(#[$about])*
        #[pyo3::pyclass(frozen, eq, get_all, from_py_object, module = "dabir", new = "from_fields")]
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) struct $name { $($(#[$note])* pub(crate) $field: $type),* }

        #[pyo3::pymethods]
        impl $name {
            #[classattr]
            #[pyo3(name = "__match_args__")]
            const MATCH_ARGS: $crate::record::Fields<{ [$(stringify!($field)),*].len() }> =
                $crate::record::Fields([$(stringify!($field)),*]);

            fn __getnewargs__<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyTuple>> {
                use pyo3::IntoPyObjectExt;
                pyo3::types::PyTuple::new(py, [$(self.$field.clone().into_bound_py_any(py)?),*])
            }

            fn __hash__(&self, py: pyo3::Python<'_>) -> pyo3::PyResult<isize> {
                use pyo3::types::PyAnyMethods;
                self.__getnewargs__(py)?.hash()
            }

            fn __repr__(&self, py: pyo3::Python<'_>) -> pyo3::PyResult<String> {
                $crate::record::shown(stringify!($name), &[$(stringify!($field)),*], &self.__getnewargs__(py)?)
            }

            $($methods)*
        }
    };
}

pub(crate) use record;

/// The names of the fields, a tuple in Python.
pub(crate) struct Fields<const N: usize>(pub(crate) [&'static str; N]);

impl<'py, const N: usize> IntoPyObject<'py> for Fields<N> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0)
    }
}

/// Several values, a tuple in Python.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tuple<T>(pub(crate) Vec<T>);

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Tuple<T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0)
    }
}

impl<'py, T: FromPyObjectOwned<'py>> FromPyObject<'_, 'py> for Tuple<T> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        object.try_iter()?.map(|item| item?.extract().map_err(Into::into)).collect::<PyResult<_>>().map(Self)
    }
}

/// `Name(field=value, …)`, the values as Python shows them: half-spaces as `\u200c`.
pub(crate) fn shown(name: &str, fields: &[&str], values: &Bound<'_, PyTuple>) -> PyResult<String> {
    let mut out = format!("{name}(");
    for (i, (field, value)) in fields.iter().zip(values).enumerate() {
        let comma = if i > 0 { ", " } else { "" };
        out += &format!("{comma}{field}={}", value.repr()?);
    }
    Ok(out + ")")
}
