"""Batches: lists and Arrow arrays of all kinds give what single calls give."""

import os
import subprocess
import sys

import polars
import pyarrow
import pytest
from conftest import TEXTS, sample

from dabir import Lemmatizer, Normalizer, Stemmer, StringChunks

ROWS = [None, *TEXTS, sample(), None, "x" * 100, *TEXTS]
NORMALIZER = Normalizer()
EXPECTED = [None if text is None else NORMALIZER.normalize(text) for text in ROWS]
TYPES = [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view()]


@pytest.mark.parametrize("jobs", [0, 1, 2, 7])
def test_lists(jobs: int) -> None:
    assert NORMALIZER.normalize_batch(ROWS, jobs=jobs) == EXPECTED
    assert NORMALIZER.normalize_batch(tuple(ROWS), jobs=jobs) == EXPECTED
    assert NORMALIZER.normalize_batch(iter(ROWS), jobs=jobs) == EXPECTED
    assert NORMALIZER.normalize_batch([], jobs=jobs) == []


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("type", TYPES, ids=str)
def test_pyarrow(type: pyarrow.DataType, jobs: int) -> None:
    array = pyarrow.array(ROWS, type)
    result = NORMALIZER.normalize_batch(array, jobs=jobs)
    assert (result.type, result.to_pylist()) == (type, EXPECTED)
    result.validate(full=True)
    part = NORMALIZER.normalize_batch(array[3:9], jobs=jobs)
    assert part.to_pylist() == EXPECTED[3:9]
    chunked = pyarrow.chunked_array([array, array[2:2], array[1:5]])
    result = NORMALIZER.normalize_batch(chunked, jobs=jobs)
    assert isinstance(result, pyarrow.ChunkedArray) and result.num_chunks == 3
    assert (result.type, result.to_pylist()) == (type, EXPECTED + EXPECTED[1:5])
    assert array.to_pylist() == ROWS
    for empty in (array[:0], pyarrow.chunked_array([], type), pyarrow.nulls(3, type)):
        result = NORMALIZER.normalize_batch(empty)
        assert (type, empty.to_pylist()) == (result.type, result.to_pylist())


def test_polars() -> None:
    series = polars.Series("text", ROWS)
    result = NORMALIZER.normalize_batch(series)
    assert isinstance(result, polars.Series)
    assert (result.name, result.dtype, result.to_list()) == ("text", polars.String, EXPECTED)
    both = polars.concat([series, series], rechunk=False)
    assert NORMALIZER.normalize_batch(both, jobs=2).to_list() == EXPECTED * 2
    assert NORMALIZER.normalize_batch(series[:0]).to_list() == []
    frame = polars.DataFrame({"text": ROWS}).with_columns(polars.col("text").map_batches(NORMALIZER.normalize_batch))
    assert frame["text"].to_list() == EXPECTED


@pytest.mark.parametrize("dtype", ["str", "string[pyarrow]", "large_string[pyarrow]"])
def test_pandas(dtype) -> None:
    # Python 3.10 has no pandas 3.
    pandas = pytest.importorskip("pandas", minversion="3")
    series = pandas.Series(ROWS, index=range(5, 5 + len(ROWS)), name="text", dtype=dtype)
    result = NORMALIZER.normalize_batch(series)
    assert isinstance(result, pandas.Series)
    assert (result.dtype, result.name) == (series.dtype, "text")
    assert result.index.equals(series.index)
    assert [None if pandas.isna(text) else text for text in result] == EXPECTED


class Foreign:
    """Arrow data of a library that Dabir does not know."""

    def __init__(self, data) -> None:
        self.data = data

    def __arrow_c_stream__(self, requested_schema=None):
        return self.data.__arrow_c_stream__(requested_schema)


def test_others_get_the_arrow_interface() -> None:
    result = NORMALIZER.normalize_batch(Foreign(pyarrow.chunked_array([ROWS, ["كتاب"]])))
    assert isinstance(result, StringChunks)
    assert len(result) == len(ROWS) + 1
    for _ in range(2):
        assert pyarrow.chunked_array(result).to_pylist() == [*EXPECTED, "کتاب"]
        assert polars.Series(result).to_list() == [*EXPECTED, "کتاب"]
    assert pyarrow.field(result).type == pyarrow.string()


def test_capsules_nobody_takes_are_freed() -> None:
    result = NORMALIZER.normalize_batch(Foreign(pyarrow.chunked_array([ROWS])))
    for _ in range(1000):
        result.__arrow_c_stream__()
        result.__arrow_c_schema__()


def test_wrong_items() -> None:
    with pytest.raises(TypeError, match="item 2: expected str, got int"):
        NORMALIZER.normalize_batch(["a", None, 3])
    with pytest.raises(TypeError, match="expected an iterable of str, got str"):
        NORMALIZER.normalize_batch("abc")
    with pytest.raises(TypeError, match="not iterable"):
        NORMALIZER.normalize_batch(5)
    with pytest.raises(UnicodeEncodeError, match=r"surrogates not allowed \(item 1\)") as error:
        NORMALIZER.normalize_batch(["a", "b\ud800"])
    assert (error.value.object, error.value.start) == ("b\ud800", 1)
    for batch in (NORMALIZER.normalize_batch, Stemmer().stem_batch, Lemmatizer().lemmatize_batch):
        with pytest.raises(ValueError, match="jobs must be 0 or more, not -1"):
            batch([], jobs=-1)
    others = [pyarrow.array([1]), pyarrow.chunked_array([[b"a"]]), pyarrow.table({"text": ["a"]})]
    for other in [*others, pyarrow.array([1]).dictionary_encode()]:
        with pytest.raises(TypeError, match="expected an Arrow array of string, .* or a dictionary of these, got "):
            NORMALIZER.normalize_batch(other)

    def broken():
        yield "a"
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        NORMALIZER.normalize_batch(broken())


@pytest.mark.parametrize("type", TYPES, ids=str)
def test_invalid_utf8_in_arrow_data(type: pyarrow.DataType) -> None:
    binary = {"string": "binary", "large_string": "large_binary", "string_view": "binary_view"}[str(type)]
    array = pyarrow.array([b"abc", b"a\xff" * 20], getattr(pyarrow, binary)())
    lying = pyarrow.Array.from_buffers(type, 2, array.buffers())
    with pytest.raises(ValueError, match="row 1: invalid UTF-8"):
        NORMALIZER.normalize_batch(lying)


def lying(rows: list[bytes]) -> pyarrow.Array:
    """An array of strings that says of any bytes that they are UTF-8."""
    return pyarrow.Array.from_buffers(pyarrow.string(), len(rows), pyarrow.array(rows, pyarrow.binary()).buffers())


def test_rows_are_counted_through_all_chunks() -> None:
    chunks = pyarrow.chunked_array([lying([b"a", b"b", b"c"]), lying([]), lying([b"\xff"])])
    with pytest.raises(ValueError, match="row 3: invalid UTF-8"):
        NORMALIZER.normalize_batch(chunks)


class Once:
    """Gives the same capsules each time, although they are consumed by the first who takes them."""

    def __init__(self, capsules) -> None:
        self.capsules = capsules


class OnceArray(Once):
    def __arrow_c_array__(self, requested_schema=None):
        return self.capsules


class OnceStream(Once):
    def __arrow_c_stream__(self, requested_schema=None):
        return self.capsules


def test_consumed_capsules() -> None:
    array = pyarrow.array(["كتاب"])
    data = OnceArray(array.__arrow_c_array__())
    stream = OnceStream(pyarrow.chunked_array([array]).__arrow_c_stream__())
    # One of the two only, as a library may consume it.
    half = OnceArray((array.type.__arrow_c_schema__(), data.capsules[1]))
    for source in (data, stream):
        assert len(NORMALIZER.normalize_batch(source)) == 1
    for source in (data, stream, half):
        with pytest.raises(ValueError, match="consumed|released"):
            NORMALIZER.normalize_batch(source)
    taken = array.__arrow_c_array__()
    pyarrow.array(OnceArray(taken))
    with pytest.raises(ValueError, match="the Arrow capsule was consumed before"):
        NORMALIZER.normalize_batch(OnceArray(taken))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is Linux's")
def test_fewer_threads_where_there_are_no_more() -> None:
    # In a process of its own, whose memory has space for much, but not for the stack of another thread.
    program = """if True:
        import resource
        from dabir import Normalizer
        normalizer = Normalizer()
        rows = ["كتاب ها " * 500] * 200
        expected = normalizer.normalize_batch(rows)
        with open("/proc/self/statm") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (used + (256 << 20), most))
        assert normalizer.normalize_batch(rows, jobs=256) == expected
    """
    subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, "RUST_MIN_STACK": str(512 << 20)})


def test_more_than_a_round() -> None:
    # A round of one thread is 2 MiB.
    rows = [f"{i} كتاب {'می روم ' * 40}" for i in range(20_000)]
    expected = [NORMALIZER.normalize(row) for row in rows]
    assert NORMALIZER.normalize_batch(rows, jobs=3) == expected
    assert NORMALIZER.normalize_batch(pyarrow.array(rows), jobs=1).to_pylist() == expected


def test_words() -> None:
    words = ["کتاب‌هایشان", None, "نمی‌روند", "كتابهاي"]
    assert Stemmer().stem_batch(words) == ["کتاب", None, "نمی‌روند", "کتاب"]
    assert Lemmatizer().lemmatize_batch(pyarrow.array(words)).to_pylist() == ["کتاب", None, "رفت#رو", "کتاب"]
