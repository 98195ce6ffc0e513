"""The examples of the documents."""

import doctest
import sys

import pytest
from conftest import REPOSITORY


@pytest.mark.skipif(sys.version_info < (3, 11), reason="pandas 3 is for Python 3.11 and newer")
@pytest.mark.parametrize("name", ["docs/python.md", "bindings/python/README.md"])
def test_examples(name: str) -> None:
    # The end of a block is no output.
    lines = (REPOSITORY / name).read_text("utf-8").splitlines()
    text = "\n".join("" if line.startswith("```") else line for line in lines)
    test = doctest.DocTestParser().get_doctest(text, {}, name, None, 0)
    assert test.examples
    report: list[str] = []
    assert doctest.DocTestRunner().run(test, out=report.append).failed == 0, "".join(report)
