"""What the way through Python costs: the same texts through the package and through the Rust library.

    python overhead.py FILE [--length 1000] [--seconds 2] [--rounds 5]

cuts the lines of FILE into texts of about that many characters and prints, for each way of calling, the time of a text and
its ratio to the library's. The library is measured by benches/library.rs, which this builds and runs between the rounds of
Python, so that both see the same machine. Each figure is the best of its rounds. `fresh` texts are strings that Python has
just decoded, as they come from a file (the decoding alone is measured too, and taken off); `warm` ones have gone through
Dabir before, so that Python kept their UTF-8.
"""

import argparse
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

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


def clock(work: Callable[[], object]) -> int:
    # Of the processor, so that what else the machine does counts less.
    start = time.thread_time_ns()
    work()
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
    array, view = pyarrow.array(texts), pyarrow.array(texts, pyarrow.string_view())
    best: dict[str, int] = {}

    def note(name: str, nanoseconds: int) -> None:
        best[name] = min(nanoseconds, best.get(name, nanoseconds))

    def singles(texts: list[str]) -> None:
        normalize = normalizer.normalize
        for text in texts:
            normalize(text)

    def decoded() -> None:
        for text in encoded:
            text.decode()

    def fresh() -> None:
        normalize = normalizer.normalize
        for text in encoded:
            normalize(text.decode())

    def explanations(texts: list[str]) -> None:
        explain = normalizer.explain
        for text in texts:
            explain(text)

    with tempfile.NamedTemporaryFile("wb", suffix=".txt") as file:
        file.write(b"".join(text + b"\0" for text in encoded))
        file.flush()
        subprocess.run([*bench, file.name, "0"], check=True, stdout=subprocess.DEVNULL)
        for _ in range(args.rounds):
            out = subprocess.run([*bench, file.name, str(args.seconds / 2)], check=True, capture_output=True, text=True)
            single, batch = map(int, out.stdout.split())
            note("library, one by one", single)
            note("library, a batch", batch)
            end = time.perf_counter() + args.seconds
            while time.perf_counter() < end:
                note("decode", clock(decoded))
                note("decode and normalize", clock(fresh))
                note("normalize, warm", clock(lambda: singles(texts)))
                note("explain, warm", clock(lambda: explanations(texts)))
                note("batch of a list, warm", clock(lambda: normalizer.normalize_batch(texts)))
                note("batch of a pyarrow array", clock(lambda: normalizer.normalize_batch(array)))
                note("batch of a string_view array", clock(lambda: normalizer.normalize_batch(view)))
    best["normalize, fresh"] = best["decode and normalize"] - best["decode"]
    size = sum(map(len, encoded))
    changed = sum(normalizer.normalize(text) != text for text in texts)
    print(f"{len(texts)} texts of {args.length} characters, {size} bytes; {changed} of them change")
    for name, nanoseconds in best.items():
        of = best["library, a batch" if "batch" in name else "library, one by one"]
        print(f"{name:30} {nanoseconds / len(texts) / 1000:8.2f} µs a text {size * 953.674 / nanoseconds:7.1f} MiB/s {nanoseconds / of:6.2f}")


if __name__ == "__main__":
    main()
