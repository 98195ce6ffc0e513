"""datatrove: the bytes of the command, whatever the files and tasks; words and sentences for its own steps."""

import pickle
from pathlib import Path

import corpus
import datatrove_job
import pyarrow.parquet
import pytest
from conftest import TEXTS, sample
from datatrove.data import Document
from datatrove.pipeline.filters import GopherQualityFilter
from datatrove.utils.text import split_into_sentences, split_into_words

import dabir
from dabir.datatrove import Normalize, WordTokenizer


@pytest.mark.parametrize(("files", "tasks", "workers"), [(1, 1, 1), (5, 2, 2), (5, 5, 1)])
def test_job(tmp_path: Path, files: int, tasks: int, workers: int) -> None:
    documents = corpus.make(tmp_path)
    source = tmp_path / "source"
    source.mkdir()
    lines = documents.file.read_text("utf-8").splitlines(keepends=True)
    for file in range(files):
        (source / f"{file}.jsonl").write_text("".join(lines[file::files]), "utf-8")
    counts = datatrove_job.run(str(source), str(tmp_path / "clean"), str(tmp_path / "logs"), tasks, workers)
    assert counts == documents.counts
    rows = pyarrow.parquet.read_table(tmp_path / "clean").to_pylist()
    found = {int(row["id"]): row["text"] for row in rows}
    # datatrove's readers pass over documents without text.
    assert found == {at: text for at, text in enumerate(documents.normalized) if documents.texts[at]}


def test_formatter() -> None:
    step = pickle.loads(pickle.dumps(Normalize(dabir.Normalizer("search"))))
    documents = [Document("مسئلهٔ ۱۲", "0"), Document("", "1")]
    assert [document.text for document in step.run(documents)] == ["مسیله 12", ""]
    assert step.stats["total"].total == 2


@pytest.mark.parametrize("text", [*TEXTS, sample(), " \n "])
def test_words_and_sentences(text: str) -> None:
    persian = WordTokenizer()
    assert split_into_words(text, persian) == dabir.words(text)
    spans = persian.span_tokenize(text)
    assert [text[start:end] for start, end in spans] == persian.sent_tokenize(text) == dabir.sentences(text)
    assert "".join(split_into_sentences(text, persian)) == text


def test_in_a_filter() -> None:
    check = GopherQualityFilter(
        min_doc_words=4, min_avg_word_length=None, min_stop_words=1, stop_words=["را"], language=WordTokenizer()
    )
    assert check.filter(Document("او کتاب‌هایش را با خود برد و رفت.", "0")) is True
    assert check.filter(Document("او رفت.", "1")) == (False, "gopher_short_doc")


def test_documentation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = corpus.make(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "crawl").mkdir()
    documents.file.rename(tmp_path / "crawl" / "0.jsonl")
    for code in corpus.blocks("docs/scale.md", "datatrove"):
        exec(code, {})
    found = set(pyarrow.parquet.read_table(tmp_path / "clean")["text"].to_pylist())
    assert found
    assert found < set(documents.normalized)
