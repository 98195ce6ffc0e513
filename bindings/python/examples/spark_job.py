"""Normalizes the column `text` of JSON lines or Parquet with Spark, and prints how often each rule changed something.

spark-submit spark_job.py crawl.jsonl clean.parquet
"""

import json
import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import explode

from dabir.spark import normalize_frame


def run(spark: SparkSession, source: str, target: str) -> dict[str, int]:
    frame = spark.read.parquet(source) if source.endswith(".parquet") else spark.read.json(source)
    normalize_frame(frame, "text", counts="edits").write.parquet(target)
    edits = spark.read.parquet(target).select(explode("edits").alias("rule", "count"))
    return {row[0]: row[1] for row in edits.groupBy("rule").sum("count").collect()}


if __name__ == "__main__":
    counts = run(SparkSession.builder.appName("dabir").getOrCreate(), sys.argv[1], sys.argv[2])
    print(json.dumps(counts, sort_keys=True, indent=1))
