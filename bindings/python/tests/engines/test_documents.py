"""The examples of docs/python.md that need other libraries."""

from pathlib import Path

import pytest
from corpus import blocks


def test_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    expected = []
    for code in blocks("docs/python.md", "In other libraries"):
        exec(code, names)
        expected += [line.partition("  # ")[2] for line in code.splitlines() if line.startswith("print(")]
    printed = capsys.readouterr().out.splitlines()
    assert printed == expected
