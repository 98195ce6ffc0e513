"""Dabir in spaCy: its words as a tokenizer, its lemmas as a component.

::

    nlp = spacy.blank("fa", config={"nlp": {"tokenizer": {"@tokenizers": "dabir.Tokenizer.v1"}}})
    nlp.add_pipe("dabir_lemmatizer")

spaCy finds both by name, this module need not be imported. They are kept with the pipeline (``nlp.to_disk``) and go to the processes
of ``nlp.pipe(…, n_process=2)``.
"""

from collections.abc import Callable
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

import dabir

__all__ = ["Lemmatizer", "Tokenizer"]

#: spaCy's classes that say nothing about a word; Dabir knows the others.
CLASSLESS = frozenset({"", "SYM", "CONJ", "SPACE", "EOL"})


class Tokenizer(DummyTokenizer):
    """Cuts a text into Dabir's tokens. Put together they are the text, as everywhere in spaCy: a space behind a token is part of
    it, all other white space is a token of its own."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for token in dabir.tokens(text):
            rest = token.text
            if token.is_space and words and rest.startswith(" "):
                spaces[-1] = True
                rest = rest[1:]
            if rest:
                words.append(rest)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


class Lemmatizer:
    """Sets the lemma of each token; where a tagger has set a class (``token.pos_``), that class's analyses come first."""

    def __init__(self, lemmatizer: dabir.Lemmatizer) -> None:
        self.lemmatizer = lemmatizer

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            pos = token.pos_
            token.lemma_ = self.lemmatizer.lemmatize(token.text, None if pos in CLASSLESS else pos)
        return doc


def tokenizer() -> Callable[[Language], Tokenizer]:
    """What spaCy knows as ``dabir.Tokenizer.v1``."""
    return lambda nlp: Tokenizer(nlp.vocab)


def lemmatizer(
    nlp: Language, name: str, verb_lemma: Literal["past", "infinitive", "past-present"], become_as_do: bool
) -> Lemmatizer:
    """What spaCy knows as ``dabir_lemmatizer``; its settings are those of ``dabir.Lemmatizer``."""
    return Lemmatizer(dabir.Lemmatizer(verb_lemma=verb_lemma, become_as_do=become_as_do))


registry.tokenizers("dabir.Tokenizer.v1", func=tokenizer)
Language.factory(
    "dabir_lemmatizer",
    assigns=["token.lemma"],
    default_config={"verb_lemma": "past-present", "become_as_do": False},
    func=lemmatizer,
)
