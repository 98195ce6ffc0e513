"""Arrow results in the classes of the library that the input came from."""

import sys
from typing import Any

from dabir._dabir import StringArray, StringChunks


def like(source: Any, result: StringArray | StringChunks) -> Any:
    """`result` as an object of the library of `source`; as it is where that is none of those known here.

    Nothing is copied. The libraries are not imported: what `source` is of is there already.
    """
    library = type(source).__module__.partition(".")[0]
    if library == "pyarrow":
        pyarrow = sys.modules["pyarrow"]
        return pyarrow.chunked_array(result) if isinstance(result, StringChunks) else pyarrow.array(result)
    if library == "polars":
        return sys.modules["polars"].Series(result).alias(source.name)
    if library == "pandas":
        series = type(source).from_arrow(result)
        # Categories of texts as they were would be none of what they became.
        if sys.modules["pandas"].api.types.is_string_dtype(source.dtype):
            series = series.astype(source.dtype)
        return series.set_axis(source.index).rename(source.name)
    return result
