"""Dabir in Ray Data: a column of a dataset, normalized by ``map_batches``.

::

    dataset = dabir.ray.normalize(ray.data.read_json("crawl.jsonl"))

Batches come and go as Arrow tables. Every node needs the package ``dabir``; what Dabir makes of a text depends neither on the node
nor on the blocks. Nulls stay.
"""

from typing import Any

from ray.data import Dataset

import dabir
from dabir._columns import ColumnNormalizer

__all__ = ["normalize"]


def normalize(
    dataset: Dataset,
    column: str = "text",
    *,
    normalizer: dabir.Normalizer | None = None,
    counts: str | None = None,
    **options: Any,
) -> Dataset:
    """The dataset with a column normalized.

    :param counts: the name of a column to add, a map of the rules that changed the text to how often each did; takes longer
    :param options: further ones of ``map_batches``, such as ``batch_size`` and ``num_cpus``
    """
    of_batch = ColumnNormalizer(column, normalizer, counts)
    return dataset.map_batches(of_batch, batch_format="pyarrow", zero_copy_batch=True, **options)
