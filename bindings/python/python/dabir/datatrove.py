"""Dabir in datatrove: a formatter for pipelines, and the words and sentences of Persian for filters, statistics and deduplication.

::

    persian = dabir.datatrove.WordTokenizer()
    pipeline = [
        JsonlReader("crawl"),
        dabir.datatrove.Normalize(),
        GopherQualityFilter(language=persian),
        ParquetWriter("clean"),
    ]

For Persian datatrove itself has the tokenizer of spaCy. ``WordTokenizer`` stands wherever a step takes a ``language``: these steps
take a tokenizer, too, and then need no spaCy.
"""

from datatrove.pipeline.formatters.base import BaseFormatter
from datatrove.utils import word_tokenizers

import dabir

__all__ = ["Normalize", "WordTokenizer"]


class Normalize(BaseFormatter):  # type: ignore[misc, unused-ignore]  # datatrove has no types
    """Normalizes the text of each document.

    :param normalizer: the default one, if none is given
    :param counts: whether the statistics of the pipeline get the number of changes by rule, each under ``rule/`` and the rule's
        id. Takes longer, for the changes are put together one by one
    """

    name = "✒️ Dabir"

    def __init__(self, normalizer: dabir.Normalizer | None = None, *, counts: bool = False) -> None:
        super().__init__()
        self.normalizer = normalizer or dabir.Normalizer()
        self.counts = counts

    def format(self, text: str) -> str:
        if not self.counts:
            return self.normalizer.normalize(text)
        normalized, counts = self.normalizer.normalize_counted(text)
        for rule, count in counts.items():
            self.stat_update(f"rule/{rule}", value=count)
        return normalized


class WordTokenizer(word_tokenizers.WordTokenizer):  # type: ignore[misc, unused-ignore]
    """Persian words and sentences; as for all of datatrove's tokenizers, spans are those of the sentences."""

    def __init__(self) -> None:
        super().__init__("fa")

    def word_tokenize(self, text: str) -> list[str]:
        return dabir.words(text)

    def sent_tokenize(self, text: str) -> list[str]:
        return dabir.sentences(text)

    def span_tokenize(self, text: str) -> list[tuple[int, int]]:
        spans = []
        for sentence in dabir.sentence_spans(text):
            if sentence.trimmed:
                start = sentence.start + sentence.text.index(sentence.trimmed)
                spans.append((start, start + len(sentence.trimmed)))
        return spans
