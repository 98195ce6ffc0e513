"""Dabir in Hugging Face's ``tokenizers``: a normalizer and a pre-tokenizer for a ``Tokenizer``.

::

    tokenizer = Tokenizer(BPE(unk_token="[UNK]"))
    tokenizer.normalizer = dabir.tokenizers.normalizer()
    tokenizer.pre_tokenizer = dabir.tokenizers.pre_tokenizer()

Offsets of an encoding are those of the text before it was normalized, as with the library's own parts.

``tokenizers`` can't write parts that are made in Python: ``save``, ``to_str`` and pickling fail while they are there. Take them off
for that, and put them back on after loading; what was trained stays the same::

    tokenizer.normalizer = tokenizer.pre_tokenizer = None
    tokenizer.save("persian.json")

    tokenizer = Tokenizer.from_file("persian.json")
    tokenizer.normalizer = dabir.tokenizers.normalizer()
    tokenizer.pre_tokenizer = dabir.tokenizers.pre_tokenizer()
"""

from tokenizers import NormalizedString, PreTokenizedString, Regex
from tokenizers.normalizers import Normalizer
from tokenizers.pre_tokenizers import PreTokenizer

import dabir

__all__ = ["normalizer", "pre_tokenizer"]

#: A token is cut from a piece of so many characters, not from the whole text: a cut takes time in proportion to what it is made from.
PIECE = 1000

#: So many different strings that one character became are put in one after the other, each in linear time. Real text has some
#: dozens; where there are more, the offsets of that text are those of the whole of it.
STAND_INS = 500


def normalizer(normalizer: dabir.Normalizer | None = None) -> Normalizer:
    """A ``tokenizers.normalizers.Normalizer`` that does what this one of Dabir does; the default one, if none is given."""
    part: Normalizer = Normalizer.custom(_Normalizer(normalizer or dabir.Normalizer()))
    return part


def pre_tokenizer() -> PreTokenizer:
    """A ``tokenizers.pre_tokenizers.PreTokenizer`` that cuts a text into ``dabir.words``; white space is left out."""
    part: PreTokenizer = PreTokenizer.custom(_PreTokenizer())
    return part


class _Normalizer:
    def __init__(self, normalizer: dabir.Normalizer) -> None:
        self.normalizer = normalizer

    def normalize(self, string: NormalizedString) -> None:
        """Changes the string in place: character by character, so that it knows which became which."""
        text = string.normalized
        result = self.normalizer.explain(text)
        edits = result.edits
        if not edits:
            return
        characters = list(text)
        for edit in edits:
            if edit.start == edit.end:
                # There is no character to be changed: the next one brings the new ones along, or the last one.
                if edit.start < len(text):
                    characters[edit.start] = edit.after + characters[edit.start]
                else:
                    characters[-1] += edit.after
                continue
            before = characters[edit.start][: -len(text[edit.start])]
            last = edit.end - 1
            for at in range(edit.start, last):
                characters[at] = edit.after[at - edit.start : at - edit.start + 1]
            characters[last] = edit.after[last - edit.start :]
            characters[edit.start] = before + characters[edit.start]
        # One character becomes one other, or a stand-in for several: `map` knows no more.
        long = dict.fromkeys(new for new in characters if len(new) > 1)
        if len(long) > STAND_INS:
            string.replace(Regex(r"\A(?m:.+)\z"), result.text)
            return
        free = (chr(code) for code in range(0x100000, 0x10FFFE) if chr(code) not in text)
        several = dict(zip(long, free))
        kept = iter(characters)
        string.filter(lambda _: next(kept) != "")
        given = iter([several.get(new, new) for new in characters if new])
        string.map(lambda _: next(given))
        for new, stand_in in several.items():
            string.replace(stand_in, new)


class _PreTokenizer:
    def pre_tokenize(self, string: PreTokenizedString) -> None:
        string.split(self.cut)

    def cut(self, _: int, string: NormalizedString) -> list[NormalizedString]:
        text = string.normalized
        words = []
        begin = end = 0
        for token in dabir.tokens(text):
            if token.is_space:
                continue
            if token.end > end:
                begin, end = token.start, min(max(token.end, token.start + PIECE), len(text))
                piece = _slice(string, begin, end)
            words.append(_slice(piece, token.start - begin, token.end - begin))
        return words


def _slice(string: NormalizedString, start: int, end: int) -> NormalizedString:
    part = string[start:end]
    assert part is not None, "within the string"
    return part
