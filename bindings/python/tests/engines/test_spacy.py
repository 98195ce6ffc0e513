"""spaCy: a tokenizer that loses nothing, lemmas, and both saved and sent to other processes."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from conftest import TEXTS, cases, sample

import dabir

CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "dabir.Tokenizer.v1"}}}


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    pipeline = spacy.blank("fa", config=CONFIG)
    pipeline.add_pipe("dabir_lemmatizer")
    return pipeline


def seen(doc: spacy.tokens.Doc) -> list[tuple[str, int, str, str]]:
    return [(token.text, token.idx, token.whitespace_, token.lemma_) for token in doc]


@pytest.mark.parametrize("text", [*TEXTS, sample(), "  a  b\n\nc\t d \n", *(case["input"] for case in cases("tokens"))])
def test_tokens(nlp: spacy.language.Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert [token.text for token in doc if not token.is_space] == dabir.words(text)
    for token in doc:
        assert text[token.idx : token.idx + len(token)] == token.text


def test_lemmas(nlp: spacy.language.Language) -> None:
    doc = nlp("کتاب‌هایشان را  نمی‌خوانند.")
    assert [token.lemma_ for token in doc] == ["کتاب", "را", " ", "خواند#خوان", "."]


def test_classes_of_a_tagger() -> None:
    """The class that a component before has set chooses between analyses; classes that only spaCy has do no harm."""
    pipeline = spacy.blank("fa", config=CONFIG)
    ruler = pipeline.add_pipe("attribute_ruler")
    for word, pos in [("روند", "NOUN"), ("٪", "SYM"), (" ", "SPACE")]:
        ruler.add([[{"TEXT": word}]], {"POS": pos})
    pipeline.add_pipe("dabir_lemmatizer", config={"verb_lemma": "infinitive"})
    expected = [dabir.Lemmatizer(verb_lemma="infinitive").lemmatize("روند", "NOUN"), " ", "٪", "رفتن"]
    assert [token.lemma_ for token in pipeline("روند  ٪ رفتم")] == expected


def test_saved(nlp: spacy.language.Language, tmp_path: Path) -> None:
    """Another process finds both by name, without an import of Dabir."""
    nlp.to_disk(tmp_path)
    code = "import sys, spacy; print([t.lemma_ for t in spacy.load(sys.argv[1])('کتاب‌ها رفتند')])"
    command = [sys.executable, "-X", "utf8", "-W", "ignore", "-c", code, tmp_path]
    run = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    assert run.stdout.strip() == "['کتاب', 'رفت#رو']"


def test_other_processes(nlp: spacy.language.Language) -> None:
    expected = [seen(nlp(text)) for text in TEXTS]
    assert [seen(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=3)] == expected
    again = pickle.loads(pickle.dumps(nlp.tokenizer))
    assert [token.text for token in again("می‌روم.")] == ["می‌روم", "."]
