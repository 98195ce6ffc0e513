"""Hugging Face's tokenizers: Dabir's text and words, with offsets into the text as it came."""

from pathlib import Path

import pytest
from conftest import TEXTS, cases, sample
from tokenizers import NormalizedString, Tokenizer, models, trainers

import dabir
from dabir.tokenizers import normalizer, pre_tokenizer

ALL = [*TEXTS, sample(), sample() * 20, *(case["input"] for case in cases("normalize"))]


def attach(tokenizer: Tokenizer) -> Tokenizer:
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = pre_tokenizer()
    return tokenizer


@pytest.fixture(scope="module")
def trained() -> Tokenizer:
    tokenizer = attach(Tokenizer(models.WordLevel(unk_token="[UNK]")))
    tokenizer.train_from_iterator([sample()], trainers.WordLevelTrainer(special_tokens=["[UNK]"]))
    return tokenizer


@pytest.mark.parametrize("text", ALL)
def test_same_text(text: str) -> None:
    assert normalizer().normalize_str(text) == dabir.Normalizer().normalize(text)
    assert normalizer(dabir.Normalizer("search")).normalize_str(text) == dabir.Normalizer("search").normalize(text)


@pytest.mark.parametrize("text", ALL)
def test_offsets(text: str) -> None:
    """What stayed comes from where it stood; what changed, from within what it was made of."""
    string = NormalizedString(text)
    normalizer().normalize(string)
    result = dabir.Normalizer().explain(text)
    assert string.normalized == result.text
    changed = {at for edit in result.edits for at in range(edit.output_start, edit.output_end)}
    for at in range(min(len(result.text), 2000)):
        start, end = result.span_to_input(at, at + 1)
        origin = string[at : at + 1].original
        if at not in changed:
            assert origin == text[start:end] == result.text[at]
        elif start < end:
            assert origin in text[start:end]


@pytest.mark.parametrize("text", ALL)
def test_words(text: str) -> None:
    found = pre_tokenizer().pre_tokenize_str(text)
    assert found == [(token.text, (token.start, token.end)) for token in dabir.tokens(text) if not token.is_space]


def test_encode(trained: Tokenizer) -> None:
    text = "گفت:كتاب ها 😀 را مي‌خواند."
    encoding = trained.encode(text)
    assert [text[start:end] for start, end in encoding.offsets] == ["گفت", ":", "كتاب ها", "😀", "را", "مي‌خواند", "."]
    assert len(trained.encode(sample()).ids) == len(dabir.words(dabir.Normalizer().normalize(sample())))
    assert "[UNK]" not in trained.encode(sample()).tokens


def test_saved_without_and_attached_again(trained: Tokenizer, tmp_path: Path) -> None:
    before = trained.encode(sample())
    with pytest.raises(Exception, match="[Cc]ustom"):
        trained.save(str(tmp_path / "with.json"))
    trained.normalizer = trained.pre_tokenizer = None
    trained.save(str(tmp_path / "without.json"))
    again = attach(Tokenizer.from_file(str(tmp_path / "without.json")))
    attach(trained)
    assert again.encode(sample()).ids == before.ids
    assert again.encode(sample()).offsets == before.offsets


def test_choices() -> None:
    assert normalizer(dabir.Normalizer("search")).normalize_str("مسئلهٔ ۱۲") == "مسیله 12"


@pytest.mark.parametrize("count", [400, 20_000])
def test_much_to_put_in(count: int) -> None:
    """The text is right, and comes in linear time, also where each of many characters gets a space."""
    text = "\n".join(f"گفت،{chr(0x4E00 + at)} \U00100000" for at in range(count))
    assert normalizer().normalize_str(text) == dabir.Normalizer().normalize(text) != text
