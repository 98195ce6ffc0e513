"""Ray Data: the bytes of the command, whatever the blocks and batches."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import corpus
import pytest
import ray
from conftest import REPOSITORY

import dabir
import dabir.ray


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, object_store_memory=200_000_000, _node_ip_address="127.0.0.1")
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> corpus.Corpus:
    return corpus.make(tmp_path_factory.mktemp("ray"))


def in_order(dataset: ray.data.Dataset) -> list[str | None]:
    return [row["text"] for row in sorted(dataset.take_all(), key=lambda row: int(row["id"]))]


@pytest.mark.parametrize(("blocks", "size"), [(1, None), (1, 3), (7, None), (7, 10)])
def test_same_as_the_command(documents: corpus.Corpus, blocks: int, size: int | None) -> None:
    dataset = ray.data.read_json(str(documents.file)).repartition(blocks)
    assert in_order(dabir.ray.normalize(dataset, batch_size=size)) == documents.normalized


def test_choices() -> None:
    dataset = ray.data.from_items([{"body": "علی اف 12", "n": 1}, {"body": None, "n": 2}])
    chosen = dabir.Normalizer(digits="keep", dictionary=["علی‌اف"])
    rows = dabir.ray.normalize(dataset, "body", normalizer=chosen, counts="edits").take_all()
    assert sorted(rows, key=lambda row: row["n"]) == [
        {"body": "علی\u200cاف 12", "n": 1, "edits": [("zwnj.compound", 1)]},
        {"body": None, "n": 2, "edits": None},
    ]


def test_nothing_but_nulls() -> None:
    rows = [{"text": None}, {"text": None}]
    assert dabir.ray.normalize(ray.data.from_items(rows)).take_all() == rows


def test_no_column() -> None:
    with pytest.raises(Exception, match="no column 'body'"):
        dabir.ray.normalize(ray.data.from_items([{"text": "a"}]), "body").take_all()


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_job(documents: corpus.Corpus, tmp_path: Path, kind: str) -> None:
    source = documents.file if kind == "jsonl" else documents.parquet(tmp_path / "corpus.parquet")
    target = tmp_path / "clean.parquet"
    job = REPOSITORY / "bindings" / "python" / "examples" / "ray_job.py"
    environment = os.environ | {"RAY_ADDRESS": ray.get_runtime_context().gcs_address}
    run = subprocess.run([sys.executable, job, source, target], check=True, stdout=subprocess.PIPE, env=environment)
    assert json.loads(run.stdout) == documents.counts
    assert in_order(ray.data.read_parquet(str(target))) == documents.normalized


def test_documentation(documents: corpus.Corpus, tmp_path: Path) -> None:
    for code in corpus.blocks("docs/scale.md", "Ray"):
        exec(corpus.placed(code, documents.file, tmp_path), {})
    assert in_order(ray.data.read_parquet(str(tmp_path / "clean.parquet"))) == documents.normalized
