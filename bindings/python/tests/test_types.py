"""What a type checker sees: `mypy --strict` passes this file, and it runs."""

from collections.abc import Sequence

from dabir import Analyzer, Conjugator, Edit, Lemmatizer, Lexicon, Normalized, Normalizer, Stemmer, Token, rules, sentences, tokens


def rules_of(result: Normalized) -> set[str]:
    edits: Sequence[Edit] = result.edits
    return {edit.rule for edit in edits}


def kinds(found: Sequence[Token]) -> list[tuple[str, str, int]]:
    return [(token.text, token.kind, token.end - token.start) for token in found if not token.is_space]


def test_types() -> None:
    normalizer: Normalizer = Normalizer("corpus", digits="ascii", disable=["zwnj"], confidence=0.9, dictionary=["کتاب"])
    text: str = normalizer.normalize("كتاب")
    result: Normalized = normalizer.explain("كتاب")
    assert rules_of(result) == {"letters.arabic-kaf"}
    assert result.span_to_input(*result.edits[0].output_span) == result.edits[0].span
    whole: list[str] = normalizer.normalize_batch(["كتاب", text], jobs=2)
    holed: list[str | None] = normalizer.normalize_batch(["كتاب", None])
    assert whole[0] == holed[0] == text
    assert kinds(tokens("a ۱")) == [("a", "word", 1), ("۱", "number", 1)]
    assert sentences("یک\nدو", newlines="ignore") == ["یک\nدو"]
    stem: str = Stemmer("aggressive").stem("ایرانی")
    lemma: str = Lemmatizer(verb_lemma="past").lemmatize("رفتم", "VERB")
    assert (stem, lemma) == ("ایران", "رفت")
    lexicon: Lexicon = Lexicon({"دبیراک": "NOUN", "دباریک": ("NOUN", "دبیراک")}, verbs={"گوگلید#گوگل": "transitive"})
    lemma = Lemmatizer(lexicon=lexicon).lemmatize("دباریک")
    counts: dict[str, int] = normalizer.normalize_counted("كتاب")[1]
    assert (lemma, counts) == ("دبیراک", {"letters.arabic-kaf": 1})
    segments: tuple[str, ...] = Analyzer().analyze("کتابش")[0].segments
    person: str | None = Conjugator("رفتن").forms()[0].person
    assert (segments, person) == (("کتاب", "ش"), "first")
    assert all(isinstance(rule.id, str) for rule in rules())
