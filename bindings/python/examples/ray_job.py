"""Normalizes the column `text` of JSON lines or Parquet with Ray Data, and prints how often each rule changed something.

python ray_job.py crawl.jsonl clean.parquet
"""

import json
import sys
from collections import Counter

import pyarrow
import ray

import dabir.ray


def sums(batch: pyarrow.Table) -> pyarrow.Table:
    """The counts of a batch, added up."""
    counts: Counter[str] = Counter()
    for of_text in batch["edits"].to_pylist():
        counts.update(dict(of_text or ()))
    return pyarrow.table({"rule": list(counts.keys()), "count": list(counts.values())})


def run(source: str, target: str) -> dict[str, int]:
    dataset = ray.data.read_parquet(source) if source.endswith(".parquet") else ray.data.read_json(source)
    dabir.ray.normalize(dataset, "text", counts="edits").write_parquet(target)
    edits = ray.data.read_parquet(target, columns=["edits"]).map_batches(sums, batch_format="pyarrow")
    counts: Counter[str] = Counter()
    for row in edits.iter_rows():
        counts[row["rule"]] += row["count"]
    return dict(counts)


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], sys.argv[2]), sort_keys=True, indent=1))
