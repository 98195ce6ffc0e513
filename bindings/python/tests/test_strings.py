"""Strings of all kinds go in and come out whole: what Python keeps of them, and in how many bytes, makes no difference."""

import random
import sys

import pyarrow
import pytest

from dabir import Normalizer, key, words

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


def lengths(answer: int | None) -> type[str]:
    """Strings that say this of their length, or nothing."""

    class Name(str):
        def __len__(self) -> int:
            if answer is None:
                raise AssertionError
            return answer

        def __sizeof__(self) -> int:
            raise AssertionError

    return Name


@pytest.mark.parametrize("answer", [None, 0, 3, 200, 100_000, sys.maxsize])
def test_subclasses(answer: int | None) -> None:
    name = lengths(answer)
    sparse = "سلام دوست. " * 100 + "كتاب"
    for text in ("کتاب", "كتاب ها ,قلم " * 100, "سلام، خوبی؟ " * 100, sparse, sparse + "😀", "a" * 1000 + " ,b"):
        for call in (NORMALIZER.normalize, NORMALIZER.normalize_counted, words, key):
            assert call(name(text)) == call(text)
        result, expected = NORMALIZER.explain(name(text)), NORMALIZER.explain(text)
        assert (result.text, result.edits) == (expected.text, expected.edits)
        assert result.span_to_input(0, len(expected.text)) == expected.span_to_input(0, len(expected.text))
        batch = NORMALIZER.normalize_batch([name(text), text, name(text)])
        assert batch == [expected.text] * 3
        assert {type(text) for text in (NORMALIZER.normalize(name(text)), result.text, result.input, *batch)} == {str}


@pytest.mark.parametrize("filler", ["سلام دوست. ", "سلام 😀 دوست. ", "a word. "])
def test_huge_strings(filler: str) -> None:
    length = 2_000_000
    clean = fresh((filler * (length // len(filler) + 1)).strip())
    assert NORMALIZER.normalize(clean) is clean
    for text in (f"كتاب {clean}", f"{clean} كتاب"):
        # Not compared by pytest, which would show how they differ.
        expected = text.replace("كتاب", "کتاب")
        for result in (NORMALIZER.normalize(fresh(text)), *NORMALIZER.normalize_batch([fresh(text)])):
            assert (result == expected) is True


def test_strings_are_left_as_small_as_they_are() -> None:
    text = fresh("كتاب ها ,قلم " * 100)
    size = sys.getsizeof(text)
    NORMALIZER.normalize(text)
    NORMALIZER.normalize_batch([text])
    assert sys.getsizeof(text) == size
