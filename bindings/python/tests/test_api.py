"""Arguments, errors, equality, pickling, the docstrings' examples."""

import copy
import doctest
import pickle
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import TEXTS, sample

import dabir
from dabir import Analyzer, Conjugator, Lemmatizer, Lexicon, Normalizer, Stemmer, _dabir

CALLS = [
    Normalizer().normalize,
    Normalizer().explain,
    Normalizer().normalize_counted,
    Normalizer().is_normalized,
    Normalizer().protected,
    Stemmer().stem,
    Lemmatizer().lemmatize,
    Analyzer().analyze,
    Analyzer().split_clitics,
    Conjugator,
    dabir.words,
    dabir.tokens,
    dabir.sentences,
    dabir.sentence_spans,
    dabir.stop_class,
    dabir.key,
]


@pytest.mark.parametrize("call", CALLS)
def test_what_is_no_text(call) -> None:
    with pytest.raises(TypeError, match="expected str, got NoneType"):
        call(None)
    with pytest.raises(TypeError, match="expected str, got bytes; decode it first"):
        call(b"abc")
    with pytest.raises(TypeError, match="expected str, got int"):
        call(5)
    with pytest.raises(UnicodeEncodeError, match="surrogates not allowed"):
        call("a\udcffb")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"preset": "standrad"}, 'no preset "standrad"; known: standard, characters, search, corpus'),
        ({"digits": "roman"}, 'no digits "roman"; known: persian, ascii, arabic, keep'),
        ({"ezafe": ""}, 'no ezafe ""; known: keep, hamza, ye'),
        ({"disable": ["zwnj.plurl"]}, 'no rule "zwnj.plurl"; did you mean "zwnj.plural"?'),
        ({"enable": ["zwnj"]}, "is a group"),
        ({"unprotect": ["hash"]}, 'no class "hash"; known: '),
        ({"confidence": "sure"}, 'no confidence "sure"; known: careful, standard, eager, or a number between 0 and 1'),
        ({"confidence": 1.5}, "no confidence 1.5"),
        ({"confidence": float("nan")}, "no confidence NaN"),
        ({"dictionary": ["کتاب", "کار‌ها"]}, "dictionary: line 2: a half-space after ر"),
        ({"dictionary": ["کتاب", "کار\nخانه"]}, 'dictionary: a line break inside of item 1, "کار\\nخانه"'),
        ({"dictionary": "a\0b"}, "null byte"),
        ({"model": "a\0b"}, "null byte"),
        ({"model": b"no model"}, "model: not a spacing model of Dabir"),
    ],
)
def test_wrong_values(arguments: dict, message: str) -> None:
    with pytest.raises(ValueError) as error:
        Normalizer(**arguments)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "arguments", [{"enable": "zwnj"}, {"confidence": []}, {"dictionary": 5}, {"preset": None}, {"unknown": 1}]
)
def test_wrong_types(arguments: dict) -> None:
    with pytest.raises(TypeError):
        Normalizer(**arguments)


@pytest.mark.parametrize(
    "call",
    [
        Normalizer,
        Stemmer,
        lambda value: Normalizer(ezafe=value),
        lambda value: Lemmatizer(verb_lemma=value),
        lambda value: dabir.sentences("", newlines=value),
        lambda value: dabir.sentence_spans("", newlines=value),
    ],
)
def test_what_is_no_name(call) -> None:
    with pytest.raises(TypeError, match="expected str, got NoneType"):
        call(None)


def test_other_wrong_values() -> None:
    with pytest.raises(ValueError, match="known: light, aggressive"):
        Stemmer("heavy")
    with pytest.raises(ValueError, match="known: past, infinitive, past-present"):
        Lemmatizer(verb_lemma="x")
    with pytest.raises(ValueError, match="known: NOUN, PROPN"):
        Lemmatizer().lemmatize("کتاب", "N")
    with pytest.raises(ValueError, match="no verb that Dabir knows: کتاب"):
        Conjugator("کتاب")
    with pytest.raises(ValueError, match="known: break, paragraph, ignore"):
        dabir.sentences("", newlines="x")


def test_dictionary_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("روزافزون\n!کتابها  # a title\n", "utf-8")
    for path in (file, str(file)):
        normalizer = Normalizer(dictionary=path)
        assert normalizer.normalize("رشد روز افزون کتابها") == "رشد روزافزون کتابها"
        file_gone = pickle.dumps(normalizer)
    assert normalizer == Normalizer(dictionary=["روزافزون", "!کتابها  # a title"])
    file.write_text("کتاب\nکتاب‌ها\nکار‌ها\n", "utf-8")
    with pytest.raises(ValueError, match=r"words\.txt: line 3: a half-space after ر"):
        Normalizer(dictionary=file)
    file.write_bytes(b"\xff")
    with pytest.raises(ValueError, match=r"words\.txt: not UTF-8"):
        Normalizer(dictionary=file)
    file.unlink()
    assert pickle.loads(file_gone).normalize("روز افزون") == "روزافزون"


@pytest.mark.parametrize("path", ["", "none", Path("none"), "."])
def test_files_that_cannot_be_read(path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError) as expected:
        open(path)
    for option in ("dictionary", "model"):
        with pytest.raises(type(expected.value)) as error:
            Normalizer(**{option: path})
        assert str(error.value) == str(expected.value)
        assert error.value.filename == expected.value.filename


def test_dictionary_of_an_open_file(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("روزافزون\n!کتابها  # a title\n", "utf-8")
    with file.open(encoding="utf-8") as lines:
        assert Normalizer(dictionary=lines) == Normalizer(dictionary=file)


def test_the_order_of_choices_does_not_count() -> None:
    a, b = "letters.harakat", "letters.arabic-yeh"
    for option, first, second in [("enable", a, b), ("disable", a, b), ("unprotect", "hashtag", "url")]:
        one, other = Normalizer(**{option: [first, second]}), Normalizer(**{option: [second, first, second]})
        assert one == other and hash(one) == hash(other) and repr(one) == repr(other)
    assert Normalizer(disable=["zwnj", "zwnj.plural"]) == Normalizer(disable=["zwnj"])
    assert Normalizer(confidence=0.0) == Normalizer(confidence=-0.0)
    assert hash(Normalizer(confidence=0.0)) == hash(Normalizer(confidence=-0.0))


@pytest.mark.parametrize(
    "make", [lambda: Normalizer("search"), Lemmatizer, Stemmer, lambda: Stemmer("aggressive"), Analyzer]
)
def test_values_are_not_ordered(make) -> None:
    assert make() == make() and hash(make()) == hash(make())
    with pytest.raises(TypeError, match="not supported"):
        make() < make()


def test_model_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Normalizer(model=tmp_path / "none.bin")
    built_in = Path(__file__).resolve().parents[3] / "crates" / "dabir-data" / "data" / "spacing.bin"
    normalizer = Normalizer(model=built_in)
    assert normalizer == Normalizer(model=built_in.read_bytes()) != Normalizer()
    assert pickle.loads(pickle.dumps(normalizer)).normalize(sample()) == Normalizer().normalize(sample())


WORDS = Lexicon({"دبیراک": "NOUN", "دباریک": ("NOUN", "دبیراک")}, verbs={"گوگلید#گوگل": "transitive"})

OBJECTS = [
    Normalizer(),
    Normalizer("search", digits="keep", ezafe="ye", confidence="eager", evidence=True),
    Normalizer(enable=["letters.harakat"], disable=["zwnj"], unprotect=["hashtag"], confidence=0.75),
    Normalizer(dictionary=["روزافزون"]),
    Stemmer("aggressive"),
    Lemmatizer(verb_lemma="infinitive", become_as_do=True),
    Lemmatizer(verb_lemma="infinitive", become_as_do=True, lexicon=WORDS),
    Analyzer(),
    Analyzer(lexicon=WORDS),
    WORDS,
    Lexicon(),
    Conjugator("برگشتن"),
    Conjugator("گوگلیدن", lexicon=WORDS),
    Normalizer().explain(sample()),
    Normalizer().explain("می روم").edits[0],
    Normalizer().protected("a@b.ir")[0],
    dabir.rules()[0],
    dabir.tokens("می‌روم")[0],
    dabir.sentence_spans("رفت. آمد.")[0],
    Analyzer().analyze("کتابش")[0],
    Analyzer().analyze("کتابش")[0].affixes[0],
    Conjugator("رفتن").forms()[0],
    Conjugator("رفتن").forms()[-1],
]


@pytest.mark.parametrize("thing", OBJECTS, ids=lambda thing: type(thing).__name__)
def test_values(thing) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(thing, protocol))
        assert type(again) is type(thing)
        assert again == thing and hash(again) == hash(thing) and repr(again) == repr(thing)
    assert copy.deepcopy(thing) == thing
    assert thing != 1
    assert "\u200c" not in repr(thing)
    others = [other for other in OBJECTS if other is not thing]
    assert all(thing != other for other in others)
    name = next(name for name in dir(thing) if not name.startswith("_"))
    with pytest.raises(AttributeError):
        setattr(thing, name, 1)
    with pytest.raises(AttributeError):
        thing.something_else = 1


def test_shown() -> None:
    assert repr(Normalizer("search", confidence=0.5, disable=["zwnj.fold"])) == (
        "Normalizer(preset='search', disable=['zwnj.fold'], confidence=0.5)"
    )
    assert repr(Normalizer(confidence=0.95)) == "Normalizer(confidence=0.95)"
    assert repr(Normalizer(dictionary=["روزافزون"])) == "Normalizer(dictionary=<1 lines>)"
    assert repr(Normalizer().explain("می روم")) == r"<Normalized 'می\u200cروم' with 1 edit>"
    assert str(Normalizer().explain("می روم")) == "می\u200cروم"
    assert repr(dabir.tokens("می‌روم")[0]) == r"Token(text='می\u200cروم', start=0, end=6, kind='word')"


def test_records_match() -> None:
    match dabir.tokens("a@b.ir")[0]:
        case dabir.Token(text, start, end, "email"):
            assert (text, start, end) == ("a@b.ir", 0, 6)
        case other:
            raise AssertionError(other)


def test_a_subclass_of_str_comes_back_as_str() -> None:
    class Name(str):
        pass

    for text in ("کتاب", "كتاب"):
        assert type(Normalizer().normalize(Name(text))) is str
        assert type(Normalizer().explain(Name(text)).input) is str
        assert type(Normalizer().normalize_batch([Name(text)])[0]) is str
        assert type(Stemmer().stem(Name(text))) is str


def test_counts() -> None:
    for text in [*TEXTS, sample()]:
        result = Normalizer().explain(text)
        normalized, counts = Normalizer().normalize_counted(text)
        assert (normalized, counts) == (result.text, Counter(edit.rule for edit in result.edits))
        assert list(counts) == sorted(counts)


def test_is_normalized() -> None:
    for text in TEXTS:
        normal = Normalizer().normalize(text)
        assert Normalizer().is_normalized(normal)
        assert Normalizer().is_normalized(text) == (text == normal)


def test_all_names_are_documented() -> None:
    assert sorted(dabir.__all__) == sorted(set(_dabir.__all__) - {"__version__"})
    for name in dabir.__all__:
        thing = getattr(dabir, name)
        assert thing.__doc__ and thing.__module__ in ("dabir", "dabir._dabir"), name
        members = vars(thing).items() if isinstance(thing, type) else ()
        assert all(member.__doc__ for key, member in members if not key.startswith("_")), name


def examples() -> list[doctest.DocTest]:
    parser, found = doctest.DocTestParser(), []
    for name in [None, *dabir.__all__]:
        thing = getattr(dabir, name) if name else dabir
        members = vars(thing).items() if isinstance(thing, type) else ()
        for path, of in [(name or "dabir", thing), *((f"{name}.{key}", member) for key, member in members)]:
            test = parser.get_doctest(of.__doc__ or "", {}, path, None, None)
            if test.examples:
                found.append(test)
    return found


@pytest.mark.parametrize("test", examples(), ids=lambda test: test.name)
def test_examples_of_the_docstrings(test: doctest.DocTest) -> None:
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    report: list[str] = []
    assert runner.run(test, out=report.append).failed == 0, "".join(report)


def test_import_takes_no_time() -> None:
    # What counts is the import itself, not the start of Python; the best of a few, as the machine may be busy.
    program = "import time; t = time.perf_counter(); import dabir; print(time.perf_counter() - t)"
    times = [float(subprocess.check_output([sys.executable, "-c", program])) for _ in range(5)]
    assert min(times) < 0.02, times


def test_the_command_gives_the_same() -> None:
    expected = Path(__file__).resolve().parents[3] / "docs" / "sample.normalized.txt"
    assert Normalizer().normalize(sample()) == expected.read_text("utf-8")
