"""Dabir in Apache Spark: functions on columns, the same in SQL, and whole frames batch by batch.

::

    frame = spark.read.json("crawl.jsonl")
    frame = frame.withColumn("text", dabir.spark.normalize("text"))

Texts go to Python's workers and back as Arrow data. Every worker needs the package ``dabir``; what Dabir makes of a text depends
neither on the worker nor on the partitions. Nulls stay.
"""

from collections.abc import Callable, Iterator
from typing import Any, cast

import pyarrow
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql.functions import arrow_udf  # type: ignore[attr-defined, unused-ignore]  # not in Spark's types
from pyspark.sql.types import LongType, MapType, StringType, StructType

import dabir
from dabir._columns import ColumnNormalizer

__all__ = ["lemmatize", "normalize", "normalize_frame", "register", "sentences", "stem", "words"]


def _function(of_batch: Callable[[pyarrow.Array], pyarrow.Array], result: str = "string") -> Any:
    """A function of a batch of strings, nulls among them, as one of Spark on columns."""

    # Spark reads from these types what kind of function it is.
    def batch(texts: pyarrow.Array) -> pyarrow.Array:
        return of_batch(texts)

    return arrow_udf(batch, result)


def _lists(cut: Callable[[str], list[str]]) -> Any:
    """A function of Spark that cuts each text into a list."""

    def of_batch(texts: pyarrow.Array) -> pyarrow.Array:
        lists = [None if text is None else cut(text) for text in texts.to_pylist()]
        return pyarrow.array(lists, pyarrow.list_(pyarrow.string()))

    return _function(of_batch, "array<string>")


def _functions(
    normalizer: dabir.Normalizer | None = None,
    lemmatizer: dabir.Lemmatizer | None = None,
    stemmer: dabir.Stemmer | None = None,
) -> dict[str, Any]:
    return {
        "normalize": _function((normalizer or dabir.Normalizer()).normalize_batch),
        "words": _lists(dabir.words),
        "sentences": _lists(dabir.sentences),
        "lemmatize": _function((lemmatizer or dabir.Lemmatizer()).lemmatize_batch),
        "stem": _function((stemmer or dabir.Stemmer()).stem_batch),
    }


def normalize(column: Column | str, normalizer: dabir.Normalizer | None = None) -> Column:
    """The texts of a column, normalized."""
    return cast(Column, _functions(normalizer)["normalize"](column))


def words(column: Column | str) -> Column:
    """The words and marks of each text, as an array."""
    return cast(Column, _functions()["words"](column))


def sentences(column: Column | str) -> Column:
    """The sentences of each text, as an array."""
    return cast(Column, _functions()["sentences"](column))


def lemmatize(column: Column | str, lemmatizer: dabir.Lemmatizer | None = None) -> Column:
    """The lemma of each word of a column that has a word a row."""
    return cast(Column, _functions(lemmatizer=lemmatizer)["lemmatize"](column))


def stem(column: Column | str, stemmer: dabir.Stemmer | None = None) -> Column:
    """The stem of each word of a column that has a word a row."""
    return cast(Column, _functions(stemmer=stemmer)["stem"](column))


def register(
    spark: SparkSession,
    normalizer: dabir.Normalizer | None = None,
    lemmatizer: dabir.Lemmatizer | None = None,
    stemmer: dabir.Stemmer | None = None,
) -> None:
    """Makes these functions known to SQL, with ``dabir_`` before their names: ``dabir_normalize(text)``."""
    for name, function in _functions(normalizer, lemmatizer, stemmer).items():
        spark.udf.register(f"dabir_{name}", function)


def normalize_frame(
    frame: DataFrame, column: str = "text", *, normalizer: dabir.Normalizer | None = None, counts: str | None = None
) -> DataFrame:
    """The frame with a column normalized, by ``mapInArrow``.

    :param counts: the name of a column to add, a map of the rules that changed the text to how often each did; takes longer
    """
    of_batch = ColumnNormalizer(column, normalizer, counts)

    def batches(stream: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        return map(of_batch, stream)

    schema = StructType(list(frame.schema.fields))
    if counts is not None:
        schema = schema.add(counts, MapType(StringType(), LongType()))
    return frame.mapInArrow(batches, schema)
