"""What the tests share: the repository, its case files, texts."""

import json
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[3]


def cases(folder: str) -> list[Any]:
    """The cases of tests/cases, which the library and the command pass too."""
    files = sorted((REPOSITORY / "tests" / "cases" / folder).glob("*.jsonl"))
    assert files, folder
    found = []
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            if line.strip():
                found.append(json.loads(line))
    return found


#: Texts of all sorts: half-spaces, combining marks, characters of one to four bytes, all kinds of line ends.
TEXTS = [
    "",
    " ",
    "سلام، خوبی؟",
    "رئیسجمهور کتاب ها را میخواند",
    "قيمت 12.5% بالا رفت ,چرا? 😀,😀 می روم",
    "👨‍👩‍👧 علي:\"می¬روم\" 👍🏽,خانهٔ ما",
    "خانه ی ما و مُحَمَّد ﷺ و ﻻ",
    "e\u0301 café ,ا\u0653ب 𝒜𝒷 كتاب",
    "گفت:سلام\r\nيك\n\n```\nx = \"ي\"\n```\nدو\rسه",
    "اين، آن ؟  https://a.ir/?q=كتاب #كتاب @dabir",
    "مي‌‌خواهم    بروم",
]


def sample() -> str:
    """A text of several lines with much to change."""
    return (REPOSITORY / "docs" / "sample.txt").read_text("utf-8")
