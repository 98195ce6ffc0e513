"""Many threads, many calls: the same results, and no memory that stays.

DABIR_CALLS is how many calls each test makes in all; the full measure is 8000000.
"""

import os
import resource
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

import pytest
from conftest import TEXTS, sample

import dabir
from dabir import Analyzer, Lemmatizer, Normalizer, Stemmer, words

CALLS = int(os.environ.get("DABIR_CALLS", "80000"))
THREADS = 8
SHORT = [*TEXTS, *sample().splitlines()]


def test_threads_get_the_same() -> None:
    shared = Normalizer()
    expected = [shared.normalize(text) for text in SHORT]
    start = threading.Barrier(THREADS)

    def work(i: int) -> int:
        own = Normalizer()
        start.wait(60)
        wrong = 0
        for call in range(CALLS // THREADS):
            n = (call + i) % len(SHORT)
            normalizer = own if call % 2 else shared
            wrong += normalizer.normalize(SHORT[n]) != expected[n]
        return wrong

    with ThreadPoolExecutor(THREADS) as pool:
        assert sum(pool.map(work, range(THREADS))) == 0


LONG = sample() * 400


@pytest.mark.parametrize(
    "work",
    [
        Normalizer().normalize,
        Normalizer().explain,
        Normalizer().protected,
        Stemmer().stem,
        Lemmatizer().lemmatize,
        dabir.tokens,
        dabir.words,
        dabir.sentences,
        dabir.sentence_spans,
        dabir.key,
        dabir.stop_class,
        Analyzer().analyze,
        Analyzer().split_clitics,
    ],
)
def test_others_run_meanwhile(work) -> None:
    # The other thread waits for no switch interval: it gets the interpreter only where it is let go of.
    interval = sys.getswitchinterval()
    started, done = threading.Event(), threading.Event()
    turns = 0

    def other() -> None:
        nonlocal turns
        started.set()
        while not done.is_set():
            turns += 1
            time.sleep(0)

    thread = threading.Thread(target=other)
    sys.setswitchinterval(1000)
    try:
        thread.start()
        started.wait(60)
        before = turns
        # Often enough that it wakes up in time.
        for _ in range(100):
            work(LONG)
            meanwhile = turns - before
            if meanwhile > 0:
                break
    finally:
        done.set()
        sys.setswitchinterval(interval)
        thread.join(60)
    assert meanwhile > 0


def resident() -> int:
    """Pages that are in memory."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's")
def test_memory_stays_flat() -> None:
    normalizer, lemmatizer = Normalizer(), Lemmatizer()

    def calls(count: int) -> None:
        for i in range(count):
            text = SHORT[i % len(SHORT)] + "."
            normalizer.normalize(text)
            match i % 16:
                case 0:
                    normalizer.explain(text)
                case 4:
                    words(text)
                case 8:
                    lemmatizer.lemmatize("کتاب‌هایشان")
                case 12:
                    normalizer.normalize_batch([text, text])

    calls(2000)
    before = resident()
    calls(CALLS)
    assert (resident() - before) * resource.getpagesize() < 2 << 20


def test_processes_get_the_same() -> None:
    normalizer = Normalizer(dictionary=["علی‌اف"])
    texts = [*SHORT, "علی اف"]
    for method in ("fork", "spawn"):
        if method == "fork" and sys.version_info >= (3, 12):
            continue  # Python itself warns of it.
        with get_context(method).Pool(2) as pool:
            assert pool.map(normalizer.normalize, texts) == [normalizer.normalize(text) for text in texts]
