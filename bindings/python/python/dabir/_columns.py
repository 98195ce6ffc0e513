"""A column of text in an Arrow table, normalized: what the adapters of the engines share."""

from collections import Counter
from typing import Any, TypeVar

import pyarrow

from dabir._dabir import Normalizer

#: A ``pyarrow.Table`` or ``pyarrow.RecordBatch``.
Rows = TypeVar("Rows")

#: How often each rule changed a text, by the rule's id.
COUNTS = pyarrow.map_(pyarrow.string(), pyarrow.int64())


class ColumnNormalizer:
    """Called with rows, gives them back with one column normalized; nulls and all other columns stay.

    :param column: the name of a column of strings
    :param normalizer: the default one, if none is given
    :param counts: the name of a column to add, with the number of changes by rule in each text; takes longer, for the
        changes are put together one by one
    """

    def __init__(self, column: str, normalizer: Normalizer | None = None, counts: str | None = None) -> None:
        self.column = column
        self.normalizer = normalizer or Normalizer()
        self.counts = counts

    def __call__(self, rows: Rows) -> Rows:
        table: Any = rows
        index = table.schema.get_field_index(self.column)
        if index < 0:
            raise KeyError(f"no column {self.column!r}, or more than one; there are {table.schema.names}")
        field = table.schema.field(index)
        if pyarrow.types.is_null(field.type) and self.counts is None:
            # A part of the data in which there is no text at all.
            return rows
        if self.counts is None:
            texts = self.normalizer.normalize_batch(table.column(index))
        else:
            results = [None if text is None else self.normalizer.explain(text) for text in table.column(index).to_pylist()]
            texts = pyarrow.array([None if result is None else result.text for result in results], field.type)
            counts = [None if result is None else Counter(edit.rule for edit in result.edits) for result in results]
            pairs = [None if of_text is None else sorted(of_text.items()) for of_text in counts]
            table = table.append_column(self.counts, pyarrow.array(pairs, COUNTS))
        changed: Rows = table.set_column(index, field, texts)
        return changed
