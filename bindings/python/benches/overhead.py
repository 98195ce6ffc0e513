"""What the way through Python costs: the same texts through the package and through the Rust library.

    python overhead.py FILE [--length 1000] [--seconds 2] [--rounds 5]

cuts the lines of FILE into texts of about that many characters and prints, for each way of calling, the time of a text and
its ratio to the library's. The library is measured by benches/library.rs, which this builds and runs between the rounds of
Python, so that both see the same machine. Each way does nothing else for its share of a round, as the library does: taking
turns at each text, or each list of them, they would take the caches and branch predictions from each other. Each figure is the
best of its rounds. `fresh` texts are strings that Python has decoded a moment ago, as they come from a file (the decoding is
not timed); of `warm` ones Python keeps the UTF-8, as somebody asked for it before.
"""

import argparse
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow

from dabir import Normalizer


def texts_of(file: Path, length: int, most: int) -> list[str]:
    """Lines joined by spaces until they are that long."""
    texts, text = [], ""
    for line in file.read_text("utf-8").splitlines():
        text = f"{text} {line.strip()}".strip()
        while len(text) >= length:
            texts.append(text[:length])
            text = text[length:]
        if len(texts) >= most:
            break
    return texts[:most]


def clock(work: Callable[[Any], object], given: object) -> int:
    # Of the processor, so that what else the machine does counts less.
    start = time.thread_time_ns()
    work(given)
    return time.thread_time_ns() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--length", type=int, default=1000, help="characters of a text")
    parser.add_argument("--count", type=int, default=1000, help="how many texts")
    parser.add_argument("--seconds", type=float, default=2, help="time of each round")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    texts = texts_of(args.file, args.length, args.count)
    encoded = [text.encode() for text in texts]
    crate = Path(__file__).resolve().parents[1]
    bench = ["cargo", "bench", "--quiet", "--bench", "library", "--manifest-path", str(crate / "Cargo.toml"), "--"]
    normalizer = Normalizer()
    # This asks for the UTF-8.
    array, view = pyarrow.array(texts), pyarrow.array(texts, pyarrow.string_view())
    best: dict[str, int] = {}

    def note(name: str, nanoseconds: int) -> None:
        best[name] = min(nanoseconds, best.get(name, nanoseconds))

    def decoded() -> list[str]:
        return [text.decode() for text in encoded]

    def singles(texts: list[str]) -> None:
        normalize = normalizer.normalize
        for text in texts:
            normalize(text)

    def explanations(texts: list[str]) -> None:
        explain = normalizer.explain
        for text in texts:
            explain(text)

    ways: dict[str, tuple[Callable[[Any], object], Callable[[], object]]] = {
        "normalize, fresh": (singles, decoded),
        "normalize, warm": (singles, lambda: texts),
        "explain, warm": (explanations, lambda: texts),
        "batch of a list, fresh": (normalizer.normalize_batch, decoded),
        "batch of a list, warm": (normalizer.normalize_batch, lambda: texts),
        "batch of a pyarrow array": (normalizer.normalize_batch, lambda: array),
        "batch of a string_view array": (normalizer.normalize_batch, lambda: view),
    }
    with tempfile.NamedTemporaryFile("wb", suffix=".txt") as file:
        file.write(b"".join(text + b"\0" for text in encoded))
        file.flush()
        subprocess.run([*bench, file.name, "0"], check=True, stdout=subprocess.DEVNULL)
        for _ in range(args.rounds):
            out = subprocess.run([*bench, file.name, str(args.seconds / 2)], check=True, capture_output=True, text=True)
            single, batch = map(int, out.stdout.split())
            note("library, one by one", single)
            note("library, a batch", batch)
            for name, (work, given) in ways.items():
                end = time.perf_counter() + args.seconds / len(ways)
                while time.perf_counter() < end:
                    note(name, clock(work, given()))
    size = sum(map(len, encoded))
    changed = sum(normalizer.normalize(text) != text for text in texts)
    print(f"{len(texts)} texts of {args.length} characters, {size} bytes; {changed} of them change")
    for name, nanoseconds in best.items():
        of = best["library, a batch" if "batch" in name else "library, one by one"]
        print(f"{name:30} {nanoseconds / len(texts) / 1000:8.2f} µs a text {size * 953.674 / nanoseconds:7.1f} MiB/s {nanoseconds / of:6.2f}")


if __name__ == "__main__":
    main()
