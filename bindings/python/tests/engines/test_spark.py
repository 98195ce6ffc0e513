"""Spark, a cluster of two workers: the bytes of the command, whatever the partitions and batches."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import corpus
import pyarrow
import pyarrow.parquet
import pytest

import dabir
from dabir.spark import lemmatize, normalize, normalize_frame, register, sentences, stem, words


@pytest.fixture(scope="module")
def spark() -> Iterator:
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("no Java: Dabir in Spark was NOT tested")
    import pyspark
    from pyspark.sql import SparkSession

    os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("dabir")
    for key, value in {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "1g",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> corpus.Corpus:
    return corpus.make(tmp_path_factory.mktemp("spark"))


def in_order(rows: list) -> list:
    return [row.text for row in sorted(rows, key=lambda row: int(row.id))]


@pytest.mark.parametrize("partitions", [1, 5])
@pytest.mark.parametrize("records", [3, 10_000])
def test_same_as_the_command(spark, documents: corpus.Corpus, partitions: int, records: int) -> None:
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(records))
    frame = spark.read.json(str(documents.file)).repartition(partitions)
    assert in_order(frame.withColumn("text", normalize("text")).collect()) == documents.normalized
    assert in_order(normalize_frame(frame).collect()) == documents.normalized
    assert normalize_frame(frame).schema == frame.schema


def test_on_both_workers(spark) -> None:
    """The cluster is one: the functions run in other processes than this one, on both workers."""
    frame = spark.range(8).repartition(8)

    def place(stream):
        import time

        for _ in stream:
            time.sleep(0.5)
            yield pyarrow.RecordBatch.from_pydict({"place": [os.environ["SPARK_EXECUTOR_DIRS"]]})

    assert len({row.place for row in frame.mapInArrow(place, "place string").collect()}) == 2


def test_choices(spark) -> None:
    frame = spark.createDataFrame([("علی اف 12",), (None,)], ["body"])
    chosen = dabir.Normalizer(digits="keep", dictionary=["علی‌اف"])
    expected = ["علی\u200cاف 12", None]
    assert [row[0] for row in frame.select(normalize(frame.body, chosen)).collect()] == expected
    assert [row.body for row in normalize_frame(frame, "body", normalizer=chosen).collect()] == expected


def test_functions(spark) -> None:
    frame = spark.createDataFrame([("کتاب‌ها. رفتم!", "کتاب‌هایشان"), (None, None)], "text string, word string")
    found = frame.select(words("text"), sentences("text"), lemmatize("word"), stem("word")).collect()
    assert list(found[0]) == [["کتاب\u200cها", ".", "رفتم", "!"], ["کتاب\u200cها.", "رفتم!"], "کتاب", "کتاب"]
    assert list(found[1]) == [None] * 4


def test_own_words(spark) -> None:
    frame = spark.createDataFrame([("دباریک",)], "word string")
    lemmatizer = dabir.Lemmatizer(lexicon=dabir.Lexicon({"دباریک": ("NOUN", "دبیراک")}))
    stemmer = dabir.Stemmer("aggressive")
    found = frame.select(lemmatize("word", lemmatizer), stem("word", stemmer)).collect()
    assert list(found[0]) == ["دبیراک", stemmer.stem("دباریک")]


def test_sql(spark) -> None:
    register(spark, dabir.Normalizer("search"))
    row = spark.sql(
        "select dabir_normalize('مسئلهٔ ۱۲'), dabir_words('گفت: بله'), dabir_sentences('یک. دو.'), dabir_lemmatize('رفتم'), "
        "dabir_stem('پرندگان')"
    ).collect()[0]
    assert list(row) == ["مسیله 12", ["گفت", ":", "بله"], ["یک.", "دو."], "رفت#رو", "پرنده"]


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_job(spark, documents: corpus.Corpus, tmp_path: Path, kind: str) -> None:
    import spark_job

    source = documents.file if kind == "jsonl" else documents.parquet(tmp_path / "corpus.parquet")
    target = tmp_path / "clean.parquet"
    assert spark_job.run(spark, str(source), str(target)) == documents.counts
    assert in_order(spark.read.parquet(str(target)).collect()) == documents.normalized


def test_documentation(spark, documents: corpus.Corpus, tmp_path: Path) -> None:
    for code in corpus.blocks("docs/scale.md", "Spark"):
        exec(corpus.placed(code, documents.file, tmp_path), {})
    assert in_order(spark.read.parquet(str(tmp_path / "clean.parquet")).collect()) == documents.normalized
    assert sum(sum(row.edits.values()) for row in spark.read.parquet(str(tmp_path / "counted.parquet")).collect() if row.edits)
