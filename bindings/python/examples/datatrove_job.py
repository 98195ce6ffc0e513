"""Normalizes the documents in a folder of JSON lines with datatrove, and prints how often each rule changed something.

python datatrove_job.py crawl clean logs
"""

import json
import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import ParquetWriter

from dabir.datatrove import Normalize


def run(source: str, target: str, logs: str, tasks: int = 1, workers: int = 1) -> dict[str, int]:
    pipeline = [JsonlReader(source), Normalize(counts=True), ParquetWriter(target)]
    stats = LocalPipelineExecutor(pipeline, tasks=tasks, workers=workers, logging_dir=logs).run()
    of_step = stats.stats[1].stats
    return {name.removeprefix("rule/"): int(stat.total) for name, stat in of_step.items() if name.startswith("rule/")}


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], sys.argv[2], sys.argv[3]), sort_keys=True, indent=1))
