"""Dabir in scikit-learn: a transformer that normalizes, and words for the vectorizers.

::

    pipeline = make_pipeline(
        dabir.sklearn.TextNormalizer(),
        CountVectorizer(analyzer=dabir.sklearn.WordAnalyzer("lemma", stop_words=False)),
        LogisticRegression(),
    )

All is cloned, pickled and searched (``GridSearchCV``) like scikit-learn's own.
"""

from collections.abc import Iterable
from typing import Any, Literal

from sklearn.base import BaseEstimator, TransformerMixin

import dabir

__all__ = ["TextNormalizer", "WordAnalyzer"]


class TextNormalizer(TransformerMixin, BaseEstimator):  # type: ignore[misc, unused-ignore]  # scikit-learn has no types
    """Normalizes texts. It has nothing to learn: ``fit`` only gives it back.

    :param normalizer: the default one, if none is given
    :param jobs: threads; 0: one a processor
    """

    def __init__(self, normalizer: dabir.Normalizer | None = None, jobs: int = 1) -> None:
        self.normalizer = normalizer
        self.jobs = jobs

    def fit(self, texts: Iterable[str], y: object = None) -> "TextNormalizer":
        return self

    def transform(self, texts: Iterable[str]) -> list[str]:
        normalizer = self.normalizer or dabir.Normalizer()
        return normalizer.normalize_batch(list(texts), jobs=self.jobs)

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.input_tags.one_d_array = True
        return tags


class WordAnalyzer(BaseEstimator):  # type: ignore[misc, unused-ignore]
    """A text's words, as the ``analyzer`` of ``CountVectorizer``, ``TfidfVectorizer`` and ``HashingVectorizer``.

    :param unit: what stands for a word: ``word``: itself; ``key``: its ``dabir.key``; ``stem``; ``lemma``
    :param stop_words: whether stop words stay
    :param punctuation: whether marks and symbols stay
    :param stemmer: for ``stem``: the default one, if none is given
    :param lemmatizer: for ``lemma``: the same
    """

    def __init__(
        self,
        unit: Literal["word", "key", "stem", "lemma"] = "word",
        *,
        stop_words: bool = True,
        punctuation: bool = False,
        stemmer: dabir.Stemmer | None = None,
        lemmatizer: dabir.Lemmatizer | None = None,
    ) -> None:
        self.unit = unit
        self.stop_words = stop_words
        self.punctuation = punctuation
        self.stemmer = stemmer
        self.lemmatizer = lemmatizer

    def __call__(self, text: str) -> list[str]:
        kept = [token for token in dabir.tokens(text) if not token.is_space]
        if not self.punctuation:
            kept = [token for token in kept if token.kind not in ("punctuation", "symbol")]
        words = [token.text for token in kept if self.stop_words or dabir.stop_class(token.text) is None]
        match self.unit:
            case "word":
                return words
            case "key":
                return [dabir.key(word) for word in words]
            case "stem":
                return (self.stemmer or dabir.Stemmer()).stem_batch(words)
            case "lemma":
                return (self.lemmatizer or dabir.Lemmatizer()).lemmatize_batch(words)
            case other:
                raise ValueError(f"no unit {other!r}; there are word, key, stem, lemma")
