"""Times Snowball's own C code for Persian on words from standard input, one a line: nanoseconds a word, best of 99 runs.

    pip install PyStemmer
    cargo run --release -p dabir-benches --example words | python3 benches/snowball.py

Snowball has Persian since 3.1.0 (2026-05), and no crate has it yet; the wheel of PyStemmer exports the C functions. So that nothing of
Python is measured, the loop over the words is C too: it is compiled here, with `cc`, and calls them by their addresses.
"""

import ctypes
import pathlib
import subprocess
import sys
import tempfile

import Stemmer

LOOP = """
#include <stddef.h>
#include <time.h>
double best(const void *(*stem)(void *, const char *, int), void *stemmer, const char *text, const int *lengths, size_t n) {
    double least = 1e9;
    for (int run = 0; run < 99; run++) {
        struct timespec start, end;
        const char *word = text;
        clock_gettime(CLOCK_MONOTONIC, &start);
        for (size_t i = 0; i < n; word += lengths[i++])
            stem(stemmer, word, lengths[i]);
        clock_gettime(CLOCK_MONOTONIC, &end);
        double seconds = end.tv_sec - start.tv_sec + 1e-9 * (end.tv_nsec - start.tv_nsec);
        if (seconds < least) least = seconds;
    }
    return least;
}
"""

words = sys.stdin.buffer.read().split()
with tempfile.TemporaryDirectory() as folder:
    source, library = pathlib.Path(folder, "loop.c"), pathlib.Path(folder, "loop.so")
    source.write_text(LOOP)
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, source], check=True)
    loop = ctypes.CDLL(str(library))
snowball = ctypes.CDLL(Stemmer.__file__)
snowball.sb_stemmer_new.restype = ctypes.c_void_p
snowball.sb_stemmer_stem.restype = ctypes.c_char_p
stemmer = ctypes.c_void_p(snowball.sb_stemmer_new(b"persian", None))
assert snowball.sb_stemmer_stem(stemmer, "کتابها".encode(), 12).decode() == "کتاب"
loop.best.restype = ctypes.c_double
lengths = (ctypes.c_int * len(words))(*map(len, words))
seconds = loop.best(snowball.sb_stemmer_stem, stemmer, b"".join(words), lengths, ctypes.c_size_t(len(words)))
print(f"Snowball {Stemmer.version()}: {1e9 * seconds / len(words):.0f} ns a word, {len(words)} words")
