"""A corpus in files, and what the command makes of it: what each engine must make of it, to the byte."""

import json
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyarrow
import pyarrow.parquet
from conftest import REPOSITORY, TEXTS, sample

COMMAND = REPOSITORY / "target" / "release" / "dabir"


@dataclass
class Corpus:
    """Documents as JSON lines, what `dabir normalize` makes of each, and how often each rule changed something."""

    file: Path
    texts: list[str | None]
    normalized: list[str | None]
    counts: Counter[str]

    def parquet(self, file: Path) -> Path:
        """The same documents in a Parquet file."""
        table = pyarrow.table({"id": [str(at) for at in range(len(self.texts))], "text": self.texts})
        pyarrow.parquet.write_table(table, file)
        return file


def make(folder: Path) -> Corpus:
    """A corpus with an odd number of documents: short and long ones, of several lines, empty, and null."""
    assert COMMAND.exists(), "build the command first: cargo build --release -p dabir-cli"
    texts: list[str | None] = [*TEXTS, None, sample(), *sample().splitlines(), "متن دراز مي‌شود و كتاب ها 12 ، " * 2000, None]
    texts = [None if text is None else f"{text} {round}" if round else text for round in range(7) for text in texts]
    file = folder / "corpus.jsonl"
    file.write_text(
        "".join(json.dumps({"id": str(at), "text": text}, ensure_ascii=False) + "\n" for at, text in enumerate(texts)), "utf-8"
    )
    run = subprocess.run(
        [COMMAND, "normalize", "--field", "text", "--stats=json", file], check=True, capture_output=True, encoding="utf-8"
    )
    normalized = [json.loads(line)["text"] for line in run.stdout.splitlines()]
    assert len(normalized) == len(texts)
    return Corpus(file, texts, normalized, Counter(json.loads(run.stderr)["edits"]))


def blocks(document: str, heading: str) -> list[str]:
    """The Python code in a chapter of a document of the repository, such as `docs/scale.md`."""
    text = (REPOSITORY / document).read_text("utf-8")
    chapter = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    found: list[str] = re.findall(r"^```python\n(.*?)^```$", chapter, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found


def placed(code: str, source: Path, folder: Path) -> str:
    """The code with `crawl.jsonl` replaced by a source, and written Parquet put in a folder: the workers of engines have folders of
    their own."""
    return code.replace('"crawl.jsonl"', repr(str(source))).replace('parquet("', f'parquet("{folder}/')
