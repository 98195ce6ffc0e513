"""Dabir (دبیر, *scribe*): Persian text, normalized, with every change explained and every offset kept; cut into tokens
and sentences without losing a character; with stems, lemmas, analyses and the forms of verbs.

>>> import dabir
>>> normalizer = dabir.Normalizer()
>>> normalizer.normalize("رئیسجمهور کتاب ها را میخواند")
'رئیس\\u200cجمهور کتاب\\u200cها را می\\u200cخواند'
>>> dabir.words("می‌روم، بله.")
['می\\u200cروم', '،', 'بله', '.']
>>> dabir.Lemmatizer().lemmatize("کتاب‌هایشان")
'کتاب'

All offsets count code points, as Python's do. ``\\u200c`` is the half-space, ZWNJ. Objects are immutable, may be shared
between threads, and pickled (all but ``StringArray`` and ``StringChunks``).
"""

from dabir._dabir import (
    Affix,
    Analysis,
    Analyzer,
    Conjugator,
    Edit,
    Form,
    Lemmatizer,
    Lexicon,
    Normalized,
    Normalizer,
    Rule,
    Sentence,
    Span,
    Stemmer,
    StringArray,
    StringChunks,
    Token,
    key,
    rules,
    sentence_spans,
    sentences,
    stop_class,
    stop_words,
    tokens,
    verbs,
    words,
)
from dabir._dabir import __version__ as __version__

__all__ = [
    "Affix",
    "Analysis",
    "Analyzer",
    "Conjugator",
    "Edit",
    "Form",
    "Lemmatizer",
    "Lexicon",
    "Normalized",
    "Normalizer",
    "Rule",
    "Sentence",
    "Span",
    "Stemmer",
    "StringArray",
    "StringChunks",
    "Token",
    "key",
    "rules",
    "sentence_spans",
    "sentences",
    "stop_class",
    "stop_words",
    "tokens",
    "verbs",
    "words",
]
