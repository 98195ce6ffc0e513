"""Words and verbs of the user's own."""

import pickle
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from dabir import Analyzer, Conjugator, Lemmatizer, Lexicon

WORDS = {"دبیراک": "NOUN", "دباریک": ("NOUN", "دبیراک"), "نیم‌سایک": "ADJ"}
VERBS = {"گوگلید#گوگل": "transitive", "چتید#چت": "intransitive"}
LEXICON = Lexicon(WORDS, verbs=VERBS)


def test_lemmas() -> None:
    words = ["دبیراک‌هایتان", "دباریک", "دباريكشان", "نیم‌سایک‌ترین", "نمی‌گوگلند", "دارند می‌چتند", "کتاب‌ها"]
    lemmas = ["دبیراک", "دبیراک", "دبیراک", "نیم‌سایک", "گوگلید#گوگل", "چتید#چت", "کتاب"]
    lemmatizer = Lemmatizer(lexicon=LEXICON)
    assert [lemmatizer.lemmatize(word) for word in words] == lemmas
    assert lemmatizer.lemmatize_batch(words, jobs=2) == lemmas
    assert Lemmatizer(verb_lemma="infinitive", lexicon=LEXICON).lemmatize("نمی‌گوگلند") == "گوگلیدن"
    assert Lemmatizer().lemmatize("نمی‌گوگلند") != "گوگلید#گوگل"


def test_a_word_beats_that_of_dabir() -> None:
    assert Lemmatizer().lemmatize("اخبار") == "خبر"
    assert Lemmatizer(lexicon=Lexicon({"اخبار": ("PROPN", "اخبار")})).lemmatize("اخبار") == "اخبار"


def test_analyses() -> None:
    best = Analyzer(lexicon=LEXICON).analyze("دبیراک‌هایتان")[0]
    assert (best.lemma, best.pos, best.stem) == ("دبیراک", "NOUN", "دبیراک\u200c")
    best = Analyzer(lexicon=LEXICON).analyze("برنمی‌گوگلیدند")[0]
    assert (best.verb, best.lemma) == ("برگوگلیدن", "گوگلید#گوگل")


def test_forms() -> None:
    passive = {name: any(form.voice == "passive" for form in Conjugator(name, lexicon=LEXICON).forms()) for name in VERBS}
    assert passive == {"گوگلید#گوگل": True, "چتید#چت": False}
    for name in ("گوگلیدن", "گوگليد#گوگل", " گوگلیدن "):
        assert Conjugator(name, lexicon=LEXICON).verb == "گوگلیدن"
    assert Conjugator("رفتن", lexicon=LEXICON) == Conjugator("رفتن")
    with pytest.raises(ValueError, match="no verb that Dabir knows: گوگلیدن"):
        Conjugator("گوگلیدن")
    again = Lexicon(verbs={"گوگلید#گوگل": "intransitive"})
    assert Conjugator("گوگلیدن", lexicon=again) != Conjugator("گوگلیدن", lexicon=LEXICON)


def test_the_verb_of_ones_own_is_first() -> None:
    # The infinitive is that of a verb of the table.
    lexicon = Lexicon(verbs={"رفت#رفتک": "intransitive"})
    assert Conjugator("رفتن", lexicon=lexicon).forms()[0].text == "می\u200cرفتکم"
    assert Conjugator("رفت#رو", lexicon=lexicon) == Conjugator("رفتن")


def test_mappings() -> None:
    given: Mapping[str, str] = MappingProxyType({"دبیراک": "NOUN"})
    assert Lexicon(given) == Lexicon({"دبیراک": "NOUN"}) != Lexicon({"دبیراک": "ADJ"})
    assert Lexicon(words=given).words == dict(given)
    assert (LEXICON.words, LEXICON.verbs) == (WORDS, VERBS)
    LEXICON.words.clear()
    assert LEXICON.words == WORDS
    assert Lexicon() == Lexicon({}, verbs={})
    twice = Lexicon({"نیم\u200cسایک": "ADJ", "نیمسایک": "NOUN"})
    assert twice.words == {"نیمسایک": "NOUN"} and pickle.loads(pickle.dumps(twice)) == twice
    assert Lexicon(verbs={"گوگ\u200cلید#گوگل": "transitive"}).verbs == {"گوگلید#گوگل": "transitive"}


def test_pickled() -> None:
    lemmatizer, conjugator = pickle.loads(
        pickle.dumps((Lemmatizer(lexicon=LEXICON), Conjugator("چتیدن", lexicon=LEXICON)))
    )
    assert lemmatizer.lemmatize("می‌چتند") == "چتید#چت"
    assert conjugator.verb == "چتیدن"


@pytest.mark.parametrize(
    ("words", "verbs", "message"),
    [
        ({"دبیراک": "N"}, {}, 'no class "N"; known: NOUN, '),
        ({"دبیراک": ("N", "دبیر")}, {}, 'no class "N"; known: NOUN, '),
        ({"": "NOUN"}, {}, 'words: "" is no word'),
        ({"دو کلمه": "NOUN"}, {}, 'words: "دو کلمه" is no word'),
        ({}, {"گوگلید#گوگل": "passive"}, 'no verb "passive"; known: transitive, intransitive'),
        ({}, {"گوگلیدن": "transitive"}, "can't be defined: wanted are both stems"),
        ({}, {"گوگل کرد#گوگل کن": "transitive"}, "can't be defined"),
        ({}, {"رفت#رو": "transitive"}, 'Dabir has "رفت#رو" as intransitive'),
        ({"دبیراک": ("NOUN", "")}, {}, "is no word"),
        ({"دبیراک": ("NOUN", " دبیر ")}, {}, "is no word"),
        ({}, {"ابپتجچخدرزس#ا": "transitive"}, "can't be defined"),
    ],
)
def test_wrong_values(words: dict, verbs: dict, message: str) -> None:
    with pytest.raises(ValueError) as error:
        Lexicon(words, verbs=verbs)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "call",
    [
        lambda: Lexicon(["دبیراک"]),
        lambda: Lexicon("دبیراک"),
        lambda: Lexicon({5: "NOUN"}),
        lambda: Lexicon({"دبیراک": 5}),
        lambda: Lexicon({"دبیراک": ("NOUN", "دبیر", "دبیر")}),
        lambda: Lexicon({"دبیراک": "NOUN"}, {}),
        lambda: Lexicon(verbs={"گوگلید#گوگل": True}),
        lambda: Lemmatizer(lexicon={"دبیراک": "NOUN"}),
        lambda: Analyzer(LEXICON),
        lambda: Conjugator("رفتن", LEXICON),
    ],
)
def test_wrong_types(call) -> None:
    with pytest.raises(TypeError):
        call()
