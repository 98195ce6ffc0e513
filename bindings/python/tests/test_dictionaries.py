"""Arrays of strings that are encoded as dictionaries, the categoricals of pandas and Polars, and arrays that are all null: what comes
back are plain strings."""

import polars
import pyarrow
import pytest
from conftest import TEXTS
from test_batch import EXPECTED, NORMALIZER, ROWS, TYPES, lying

from dabir._columns import ColumnNormalizer

CODES = [f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)]


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("codes", CODES)
@pytest.mark.parametrize("type", TYPES, ids=str)
def test_pyarrow(type: pyarrow.DataType, codes: str, jobs: int) -> None:
    # The last value is null, the one before it is used by no row.
    values = pyarrow.array([*TEXTS, "كتاب", None], type)
    places = [*range(len(TEXTS)), None, 3, 3, len(TEXTS) + 1, 1, None] * 3
    array = pyarrow.DictionaryArray.from_arrays(pyarrow.array(places, codes), values)
    rows = array.to_pylist()
    expected = NORMALIZER.normalize_batch(rows)
    result = NORMALIZER.normalize_batch(array, jobs=jobs)
    assert (result.type, result.to_pylist()) == (type, expected)
    result.validate(full=True)
    part = NORMALIZER.normalize_batch(array[3:20], jobs=jobs)
    assert (part.type, part.to_pylist()) == (type, expected[3:20])
    other = pyarrow.DictionaryArray.from_arrays(pyarrow.array([1, None, 0], codes), pyarrow.array(["قلم", "كتاب"], type)[0:2])
    chunked = pyarrow.chunked_array([array[4:9], other, array[:0], array])
    result = NORMALIZER.normalize_batch(chunked, jobs=jobs)
    assert (result.type, result.num_chunks) == (type, 4)
    assert result.to_pylist() == [*expected[4:9], "کتاب", None, "قلم", *expected]
    assert array.to_pylist() == rows
    for empty in (array[:0], pyarrow.nulls(3, array.type), pyarrow.chunked_array([], array.type)):
        result = NORMALIZER.normalize_batch(empty)
        assert (result.type, result.to_pylist()) == (type, empty.to_pylist())


def test_a_slice_of_values() -> None:
    values = pyarrow.array(["x", "كتاب", None, "قلم ,"])[1:]
    array = pyarrow.DictionaryArray.from_arrays(pyarrow.array([2, 1, 0, 0], "int8")[1:], values)
    assert NORMALIZER.normalize_batch(array).to_pylist() == [None, "کتاب", "کتاب"]


def test_only_values_of_rows_are_normalized() -> None:
    values = pyarrow.array(["كتاب", *(f"می روم {i}" for i in range(10_000))])
    array = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 1000 + [None], "int32"), values)
    broken = pyarrow.DictionaryArray.from_arrays(array.indices, lying([b"\xd9\x83", *[b"\xff"] * 10_000]))
    assert NORMALIZER.normalize_batch(array).to_pylist() == ["کتاب"] * 1000 + [None]
    assert len(NORMALIZER.normalize_batch(broken)) == 1001


def test_nulls() -> None:
    for nulls in (pyarrow.nulls(3), pyarrow.chunked_array([pyarrow.nulls(2), pyarrow.nulls(1)])):
        for array in (nulls, nulls.dictionary_encode()):
            result = NORMALIZER.normalize_batch(array, jobs=2)
            assert (result.type, result.to_pylist()) == (pyarrow.string(), [None] * 3)
    series = NORMALIZER.normalize_batch(polars.Series("text", [None, None]))
    assert (series.name, series.dtype, series.to_list()) == ("text", polars.String, [None, None])


def test_errors() -> None:
    values = lying([b"a", b"b", b"\xff", b"c"])
    good = pyarrow.array(["a"] * 7).dictionary_encode()
    bad = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0, None, 1, 3, 2, 2], good.type.index_type), values)
    with pytest.raises(ValueError, match="^row 4: invalid UTF-8$"):
        NORMALIZER.normalize_batch(bad)
    with pytest.raises(ValueError, match="^row 3: invalid UTF-8$"):
        NORMALIZER.normalize_batch(bad[1:])
    with pytest.raises(ValueError, match="^row 11: invalid UTF-8$"):
        NORMALIZER.normalize_batch(pyarrow.chunked_array([good, bad]))
    for code in (3, -1):
        codes = pyarrow.array([0, code, None], "int8")
        outside = pyarrow.DictionaryArray.from_arrays(codes, pyarrow.array(["a", "b", "c"]), safe=False)
        with pytest.raises(ValueError, match=f"position 1 out of bounds: {code}"):
            NORMALIZER.normalize_batch(outside)


def test_polars() -> None:
    for dtype in (polars.Categorical, polars.Enum([text for text in set(ROWS) if text is not None])):
        series = polars.Series("text", ROWS, dtype=dtype)
        result = NORMALIZER.normalize_batch(series, jobs=2)
        assert (result.name, result.dtype, result.to_list()) == ("text", polars.String, EXPECTED)
        assert NORMALIZER.normalize_batch(series[2:6]).to_list() == EXPECTED[2:6]
        both = polars.concat([series, series[1:]], rechunk=False)
        assert NORMALIZER.normalize_batch(both).to_list() == EXPECTED + EXPECTED[1:]


def test_pandas() -> None:
    pandas = pytest.importorskip("pandas", minversion="3")
    for dtype in ("category", pandas.ArrowDtype(pyarrow.dictionary(pyarrow.int32(), pyarrow.string()))):
        series = pandas.Series(ROWS, index=range(5, 5 + len(ROWS)), name="text", dtype=dtype)
        result = NORMALIZER.normalize_batch(series)
        assert (result.dtype, result.name) == ("str", "text")
        assert result.index.equals(series.index)
        assert [None if pandas.isna(text) else text for text in result] == EXPECTED
        part = NORMALIZER.normalize_batch(series.iloc[3:7])
        assert part.tolist() == EXPECTED[3:7]


@pytest.mark.parametrize("counts", [None, "edits"])
def test_columns_of_the_engines(counts: str | None) -> None:
    rows = ["كتاب كه", None, "كتاب كه", "قلم"]
    table = pyarrow.table({"id": range(4), "text": pyarrow.array(rows).dictionary_encode()})
    of_rows = ColumnNormalizer("text", counts=counts)
    for source in (table, table.to_batches()[0]):
        result = of_rows(source)
        assert type(result) is type(source) and result.schema.field("text").type == pyarrow.string()
        assert result.column("id").to_pylist() == [0, 1, 2, 3]
        assert result.column("text").to_pylist() == ["کتاب که", None, "کتاب که", "قلم"]
        if counts:
            assert result.column("edits").to_pylist() == [[("letters.arabic-kaf", 2)], None, [("letters.arabic-kaf", 2)], []]
    nothing = of_rows(pyarrow.table({"text": pyarrow.nulls(2)}))
    assert nothing.column("text").to_pylist() == [None, None] and nothing.schema.field("text").type == pyarrow.null()
