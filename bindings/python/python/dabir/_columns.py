"""A column of text in an Arrow table, normalized: what the adapters of the engines share."""

from typing import Any, TypeVar

import pyarrow

from dabir._dabir import Normalizer

#: A ``pyarrow.Table`` or ``pyarrow.RecordBatch``.
Rows = TypeVar("Rows")

#: How often each rule changed a text, by the rule's id.
COUNTS = pyarrow.map_(pyarrow.string(), pyarrow.int64())


class ColumnNormalizer:
    """Called with rows, gives them back with one column normalized; nulls and all other columns stay. A column that is encoded as a
    dictionary becomes one of plain strings.

    :param column: the name of a column of strings
    :param normalizer: the default one, if none is given
    :param counts: the name of a column to add, with the number of changes by rule in each text; takes longer, for the texts are
        taken one by one
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
        field, texts = table.schema.field(index), table.column(index)
        if self.counts is None:
            # Where there is no text at all a part of the data may have a type that says so.
            texts = texts if pyarrow.types.is_null(field.type) else self.normalizer.normalize_batch(texts)
        else:
            of_text = self.normalizer.normalize_counted
            results = [(None, None) if text is None else of_text(text) for text in texts.to_pylist()]
            of_values = field.type.value_type if pyarrow.types.is_dictionary(field.type) else field.type
            texts = pyarrow.array([text for text, _ in results], of_values)
            pairs = [None if counts is None else list(counts.items()) for _, counts in results]
            table = table.append_column(self.counts, pyarrow.array(pairs, COUNTS))
        changed: Rows = table.set_column(index, field.with_type(texts.type), texts)
        return changed
