"""Dabir, hazm and Shekar on the same sentences in one run, each called as its documentation has it, one by one.

    python peers.py FILE [--count 2000] [--rounds 5]

FILE has a sentence a line. Those that are installed take turns; each figure is the processor time of the best of its rounds,
without the time it takes to make the objects, which is shown apart. Nobody's result is compared with another's here: see docs/python.md for what
differs.
"""

import argparse
import importlib.metadata
import time
from collections.abc import Callable, Iterable
from pathlib import Path

Call = Callable[[str], object]


def dabir() -> dict[str, Call]:
    from dabir import Lemmatizer, Normalizer, words

    return {"normalize": Normalizer().normalize, "words": words, "lemmatize": Lemmatizer().lemmatize}


def hazm() -> dict[str, Call]:
    from hazm import Lemmatizer, Normalizer, WordTokenizer

    return {
        "normalize": Normalizer().normalize,
        "words": WordTokenizer().tokenize,
        "lemmatize": Lemmatizer().lemmatize,
    }


def shekar() -> dict[str, Call]:
    from shekar import Lemmatizer, Normalizer, WordTokenizer

    tokenizer = WordTokenizer()
    return {"normalize": Normalizer(), "words": lambda text: list(tokenizer(text)), "lemmatize": Lemmatizer()}


def clock(work: Callable[[], object]) -> float:
    # Of the processor, so that what else the machine does counts less.
    start = time.thread_time()
    work()
    return time.thread_time() - start


def each(call: Call, texts: Iterable[str]) -> None:
    for text in texts:
        call(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--count", type=int, default=2000, help="how many sentences")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    sentences = [line.strip() for line in args.file.read_text("utf-8").splitlines() if line.strip()][: args.count]
    tools: dict[str, dict[str, Call]] = {}
    for make in (dabir, hazm, shekar):
        start = time.perf_counter()
        try:
            tools[make.__name__] = make()
        except ImportError as error:
            print(f"{make.__name__}: not here ({error})")
            continue
        version = importlib.metadata.version(make.__name__)
        print(f"{make.__name__} {version}: import and objects in {time.perf_counter() - start:.3f} s")
    tokenize = tools["dabir"]["words"]
    words = [word for sentence in sentences for word in tokenize(sentence)]  # type: ignore[attr-defined]
    work = {"normalize": sentences, "words": sentences, "lemmatize": words}
    best = {(name, tool): float("inf") for name in work for tool in tools}
    for _ in range(args.rounds):
        for name, tool in best:
            best[name, tool] = min(best[name, tool], clock(lambda: each(tools[tool][name], work[name])))
    print(f"{len(sentences)} sentences, {sum(map(len, sentences))} characters, {len(words)} words")
    for (name, tool), seconds in best.items():
        size = sum(len(text.encode()) for text in work[name])
        ratio = seconds / best[name, "dabir"]
        print(f"{name:10} {tool:7} {seconds / len(work[name]) * 1e6:9.2f} µs each {size / seconds / 1e6:8.2f} MB/s {ratio:8.1f} ×")


if __name__ == "__main__":
    main()
