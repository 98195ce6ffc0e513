"""The repository's case files through the Python door: every option reaches the library, and nothing is done to the text."""

import pytest
from conftest import cases

from dabir import Analyzer, Conjugator, Lemmatizer, Normalizer, Stemmer, sentences, tokens, words


def normalizer(options: dict) -> Normalizer:
    keywords = {name: options[name] for name in ("preset", "digits", "ezafe", "confidence", "evidence") if name in options}
    if "dictionary" in options:
        keywords["dictionary"] = options["dictionary"]
    rules = options.get("rules", {})
    keywords["enable"] = [rule for rule, on in rules.items() if on]
    keywords["disable"] = [rule for rule, on in rules.items() if not on]
    protect = options.get("protect", {})
    assert not any(protect.values()), "all is protected anyway"
    keywords["unprotect"] = list(protect)
    return Normalizer(**keywords)


@pytest.mark.parametrize("case", cases("normalize"), ids=lambda case: case["id"])
def test_normalize(case: dict) -> None:
    of_case = normalizer(case.get("options", {}))
    assert of_case.normalize(case["input"]) == case["output"]
    assert of_case.explain(case["input"]).text == case["output"]
    assert of_case.normalize_batch([case["input"]]) == [case["output"]]
    assert of_case.normalize(case["output"]) == case["output"]


@pytest.mark.parametrize("case", cases("tokens"), ids=lambda case: case["id"])
def test_tokens(case: dict) -> None:
    assert words(case["input"]) == case["output"]
    found = tokens(case["input"])
    assert "".join(token.text for token in found) == case["input"]
    if "kinds" in case:
        assert [token.kind for token in found if not token.is_space] == case["kinds"]


@pytest.mark.parametrize("case", cases("sentences"), ids=lambda case: case["id"])
def test_sentences(case: dict) -> None:
    assert sentences(case["input"], **case.get("options", {})) == case["output"]


@pytest.mark.parametrize("case", cases("stem"), ids=lambda case: case["id"])
def test_stem(case: dict) -> None:
    assert Stemmer(case.get("mode", "light")).stem(case["input"]) == case["output"]


@pytest.mark.parametrize("case", [c for c in cases("morphology") if "lemma" in c], ids=lambda case: case["id"])
def test_lemma(case: dict) -> None:
    assert Lemmatizer().lemmatize(case["input"]) == case["lemma"]
    best = Analyzer().analyze(case["input"])[0]
    assert "".join(best.segments) == case["input"]
    if "segments" in case:
        assert list(best.segments) == case["segments"]
    if "functions" in case:
        assert [affix.function for affix in best.affixes] == case["functions"]


@pytest.mark.parametrize("case", [c for c in cases("morphology") if "forms" in c], ids=lambda case: case["id"])
def test_conjugation(case: dict) -> None:
    of_case = [
        form.text
        for form in Conjugator(case["verb"]).forms()
        if all(getattr(form, name) == case[name] for name in ("tense", "polarity", "voice", "register") if name in case)
    ]
    assert of_case == case["forms"]
