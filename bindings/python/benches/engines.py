"""A job on an engine, for `perf stat -e task-clock`: Parquet in and out, with Dabir and without.

perf stat -e task-clock python engines.py ENGINE KIND COPIES corpus.parquet OUT

ENGINE: spark (a local cluster of two workers), ray, datatrove. KIND: none, normalize, counts; for spark also udf. The file is read
COPIES times: what a job costs beyond its start is the difference between one copy and several.
"""

import os
import sys


def spark(kind: str, files: list[str], out: str) -> None:
    import pyspark
    from pyspark.sql import SparkSession

    from dabir.spark import normalize, normalize_frame

    os.environ |= {"SPARK_HOME": os.path.dirname(pyspark.__file__), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.executor.memory", "1g")
    session = builder.config("spark.driver.host", "127.0.0.1").config("spark.ui.enabled", "false").getOrCreate()
    frame = session.read.parquet(*files)
    if kind == "udf":
        frame = frame.withColumn("text", normalize("text"))
    elif kind != "none":
        frame = normalize_frame(frame, counts="edits" if kind == "counts" else None)
    frame.write.parquet(out)
    session.stop()


def ray(kind: str, files: list[str], out: str) -> None:
    import ray

    import dabir.ray

    ray.init(num_cpus=2, include_dashboard=False)
    dataset = ray.data.read_parquet(files)
    if kind != "none":
        dataset = dabir.ray.normalize(dataset, counts="edits" if kind == "counts" else None)
    dataset.write_parquet(out)


def datatrove(kind: str, files: list[str], out: str) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import ParquetWriter

    from dabir.datatrove import Normalize

    steps = [] if kind == "none" else [Normalize(counts=kind == "counts")]
    folder, name = os.path.split(files[0])
    # The tasks share out files: with one copy only one of the two has something to do.
    pipelines = [[ParquetReader(folder, glob_pattern=name), *steps, ParquetWriter(f"{out}/{copy}")] for copy in range(len(files))]
    for copy, pipeline in enumerate(pipelines):
        LocalPipelineExecutor(pipeline, logging_dir=f"{out}/{copy}/logs").run()


if __name__ == "__main__":
    engine, kind, copies, source, out = sys.argv[1:]
    {"spark": spark, "ray": ray, "datatrove": datatrove}[engine](kind, [os.path.abspath(source)] * int(copies), os.path.abspath(out))
