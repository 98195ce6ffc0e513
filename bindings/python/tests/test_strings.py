"""Strings of all kinds go in and come out whole: what Python keeps of them, and in how many bytes, makes no difference."""

import random
import sys

import pyarrow
import pytest

from dabir import Normalizer, words

NORMALIZER = Normalizer()

KINDS = {
    "ascii": "He said: 12 books, a\0b ... ",
    "latin": "café à la carte, naïve ÿ ",
    "persian": "كتاب ها را ميخوانيم ,چرا? ",
    "half-spaces": "می‌روم خانه‌ی ما\u200cرا ",
    "astral": "سلام 😀 دنيا 👨‍👩‍👧 𐎠𐎡 ",
    "nul": "كتاب\0قلم\0 ",
    "private": "\ue000\uf8ff\ufeff\uffff\U0010ffff ",
    "marks": "مُحَمَّد عَلَيه ",
}


def fresh(text: str) -> str:
    """An equal string that Python has not been asked the UTF-8 of."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def check(text: str) -> None:
    # Arrow's data is UTF-8: nothing is encoded or decoded on the way.
    expected = NORMALIZER.normalize_batch(pyarrow.array([text]))[0].as_py()
    once = fresh(text)
    warm = fresh(text)
    # pyarrow asks for the UTF-8, which Python keeps from then on.
    pyarrow.array([warm])
    for given in (once, warm):
        result = NORMALIZER.normalize(given)
        assert result == expected
        assert (result is given) == (text == expected)
        assert result is given or sys.getsizeof(result) == sys.getsizeof(fresh(expected))
        assert NORMALIZER.explain(given).text == expected
    assert NORMALIZER.normalize_batch([fresh(text), warm, None, fresh(text)], jobs=2) == [expected, expected, None, expected]
    assert "".join(edit.before for edit in NORMALIZER.explain(fresh(text)).edits) == "".join(
        text[edit.start : edit.end] for edit in NORMALIZER.explain(warm).edits
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length", [0, 1, 7, 8, 9, 127, 128, 129, 255, 256, 257, 1000, 5000, 100_000])
def test_kinds_and_lengths(kind: str, length: int) -> None:
    text = KINDS[kind]
    check((text * (length // len(text) + 1))[:length])


def test_mixtures() -> None:
    chance = random.Random(7)
    for _ in range(400):
        kinds = chance.sample(list(KINDS.values()), chance.randint(1, len(KINDS)))
        text = "".join(chance.choice(kinds)[: chance.randint(1, 30)] for _ in range(chance.randint(1, 60)))
        check(text)


def test_one_change_in_a_long_text() -> None:
    clean = NORMALIZER.normalize("کتاب خوبی بود. " * 50)
    for middle in ("كتاب", "كتاب 😀", "12.5%", ",چرا?"):
        for text in (f"{middle} {clean}", f"{clean}{middle}", f"{clean}{middle} {clean}", f"😀 {clean}{middle}", f"\ufeff{clean}{middle}"):
            check(text)


@pytest.mark.parametrize("surrogates", ["\ud800", "\udfff", "\udcff", "\ud83d\ude00", "\ude00\ud83d", "\ud83d😀"])
@pytest.mark.parametrize("before", [0, 5, 200, 255, 256, 1000])
@pytest.mark.parametrize("filler", ["a", "ب", "é", "😀"])
def test_lone_surrogates(surrogates: str, before: int, filler: str) -> None:
    text = filler * before + surrogates + filler * 300
    with pytest.raises(UnicodeEncodeError) as of_python:
        text.encode()
    for call in (NORMALIZER.normalize, NORMALIZER.explain, words):
        with pytest.raises(UnicodeEncodeError) as error:
            call(text)
        assert error.value.args == of_python.value.args
    with pytest.raises(UnicodeEncodeError, match=r"surrogates not allowed \(item 1\)"):
        NORMALIZER.normalize_batch(["كتاب", text])


def test_subclasses() -> None:
    class Name(str):
        def __len__(self) -> int:
            return 3

        def __sizeof__(self) -> int:
            raise AssertionError

    for text in ("کتاب", "كتاب ها ,قلم " * 100, "سلام، خوبی؟ " * 100):
        for result in (NORMALIZER.normalize(Name(text)), *NORMALIZER.normalize_batch([Name(text)])):
            assert type(result) is str
            assert result == NORMALIZER.normalize(text)


def test_strings_are_left_as_small_as_they_are() -> None:
    text = fresh("كتاب ها ,قلم " * 100)
    size = sys.getsizeof(text)
    NORMALIZER.normalize(text)
    NORMALIZER.normalize_batch([text])
    assert sys.getsizeof(text) == size
