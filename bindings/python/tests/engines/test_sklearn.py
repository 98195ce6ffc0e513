"""scikit-learn: parts that are cloned, pickled, searched and joined like its own."""

import pickle

import numpy
import pytest
from conftest import sample
from sklearn.base import clone
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline

import dabir
from dabir.sklearn import TextNormalizer, WordAnalyzer

TEXTS = ["كتاب ها را میخواند", "کتاب‌هایشان را خواندم!", "به خانه مي‌روم", "از خانه‌ها رفتند."] * 5
CLASSES = [0, 0, 1, 1] * 5


def test_normalizer() -> None:
    chosen = dabir.Normalizer("search")
    step = TextNormalizer(chosen, jobs=2)
    assert step.fit_transform(TEXTS) == chosen.normalize_batch(TEXTS)
    assert TextNormalizer().transform(numpy.array(TEXTS, dtype=object)) == dabir.Normalizer().normalize_batch(TEXTS)
    for again in (clone(step), pickle.loads(pickle.dumps(step))):
        assert again is not step
        assert again.get_params() == step.get_params()
        assert again.transform(TEXTS) == step.transform(TEXTS)


@pytest.mark.parametrize(
    ("analyzer", "expected"),
    [
        (WordAnalyzer(), ["کتاب\u200cهایشان", "را", "خواندم"]),
        (WordAnalyzer("key"), ["کتابهایشان", "را", "خواندم"]),
        (WordAnalyzer("stem", stop_words=False), ["کتاب", "خواندم"]),
        (WordAnalyzer("lemma", punctuation=True), ["کتاب", "را", "خواند#خوان", "!"]),
    ],
)
def test_words(analyzer: WordAnalyzer, expected: list[str]) -> None:
    for same in (analyzer, clone(analyzer), pickle.loads(pickle.dumps(analyzer))):
        assert same(TEXTS[1]) == expected
        assert same("") == []


def test_own_words() -> None:
    lemmatizer = dabir.Lemmatizer(lexicon=dabir.Lexicon({"دباریک": ("NOUN", "دبیراک")}))
    stemmer = dabir.Stemmer("aggressive")
    analyzers = [WordAnalyzer("lemma", lemmatizer=lemmatizer), WordAnalyzer("stem", stemmer=stemmer)]
    for analyzer, expected in zip(analyzers, (["دبیراک"], [stemmer.stem("دباریک")]), strict=True):
        for same in (analyzer, clone(analyzer), pickle.loads(pickle.dumps(analyzer))):
            assert same("دباریک") == expected
            assert same.get_params() == analyzer.get_params()


def test_no_unit() -> None:
    with pytest.raises(ValueError, match="no unit 'root'"):
        WordAnalyzer("root")("کتاب")  # type: ignore[arg-type]


@pytest.mark.parametrize("vectorizer", [CountVectorizer, TfidfVectorizer, HashingVectorizer])
def test_vectorizers(vectorizer: type) -> None:
    made = clone(vectorizer(analyzer=WordAnalyzer("lemma")))
    matrix = made.fit_transform([sample(), *TEXTS])
    assert matrix.shape[0] == len(TEXTS) + 1
    if vectorizer is CountVectorizer:
        assert matrix.sum() == sum(len(WordAnalyzer()(text)) for text in [sample(), *TEXTS])
        assert {"کتاب", "خواند#خوان"} <= set(made.get_feature_names_out())


def test_pipeline() -> None:
    pipeline = make_pipeline(TextNormalizer(), CountVectorizer(analyzer=WordAnalyzer()), LogisticRegression())
    grid = {"countvectorizer__analyzer__unit": ["word", "lemma"], "textnormalizer__normalizer": [None, dabir.Normalizer("search")]}
    search = GridSearchCV(pipeline, grid, cv=2).fit(TEXTS, CLASSES)
    again = pickle.loads(pickle.dumps(search.best_estimator_))
    assert list(again.predict(TEXTS)) == CLASSES
