"""Offsets are those of Python's slices."""

import pytest
from conftest import TEXTS, sample

from dabir import Normalizer, sentence_spans, sentences, tokens, words

PRESETS = ["standard", "characters", "search", "corpus"]
ALL = [*TEXTS, sample(), "😀é‌".join(TEXTS)]


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("text", ALL)
def test_edits_applied_to_the_input_give_the_text(preset: str, text: str) -> None:
    result = Normalizer(preset).explain(text)
    assert result.input == text
    out, done = "", 0
    for edit in result.edits:
        assert done <= edit.start <= edit.end
        out += text[done : edit.start]
        assert edit.span == (edit.start, edit.end)
        assert edit.output_span == (len(out), len(out) + len(edit.after))
        assert text[edit.start : edit.end] == edit.before != edit.after
        assert result.text[edit.output_start : edit.output_end] == edit.after
        assert 0 <= edit.confidence <= 1
        out += edit.after
        done = edit.end
    assert out + text[done:] == result.text


@pytest.mark.parametrize("text", ALL)
def test_offsets_go_both_ways(text: str) -> None:
    result = Normalizer().explain(text)
    changed = {i for edit in result.edits for i in range(edit.start, edit.end)}
    for i, c in enumerate(text):
        at = result.to_output(i)
        if i not in changed:
            assert result.text[at] == c
            assert result.to_input(at) == i
            start, end = result.span_to_output(i, i + 1)
            assert result.text[start:end] == c
            assert result.span_to_input(start, end) == (i, i + 1)
    for edit in result.edits:
        if edit.before:
            assert result.to_output(edit.start) == edit.output_start
            assert result.span_to_output(edit.start, edit.end) == edit.output_span
        if edit.after:
            assert result.to_input(edit.output_start) == edit.start
            assert result.span_to_input(edit.output_start, edit.output_end) == edit.span
    end = len(text), len(result.text)
    assert (result.to_input(end[1]), result.to_output(end[0])) == end
    assert (result.to_input(10**9), result.to_output(10**9)) == end


@pytest.mark.parametrize("text", ALL)
def test_tokens_are_slices_and_cover_the_text(text: str) -> None:
    found = tokens(text)
    assert "".join(token.text for token in found) == text
    at = 0
    for token in found:
        assert token.start == at < token.end
        assert text[token.start : token.end] == token.text
        at = token.end
    assert at == len(text)
    assert words(text) == [token.text for token in found if not token.is_space]


@pytest.mark.parametrize("newlines", ["break", "paragraph", "ignore"])
@pytest.mark.parametrize("text", ALL)
def test_sentences_are_slices_and_cover_the_text(newlines: str, text: str) -> None:
    found = sentence_spans(text, newlines=newlines)
    assert "".join(sentence.text for sentence in found) == text
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert sentences(text, newlines=newlines) == [s.trimmed for s in found if s.trimmed]


@pytest.mark.parametrize("text", ALL)
def test_protected_spans_are_slices(text: str) -> None:
    for span in Normalizer().protected(text):
        assert text[span.start : span.end] == span.text != ""


def test_the_same_object_where_nothing_changes() -> None:
    text = "سلام، خوبی؟"
    result = Normalizer().explain(text)
    assert Normalizer().normalize(text) is text is result.text is result.input
    assert Normalizer().normalize_batch([text])[0] is text


def test_offsets_of_a_long_text_take_one_pass() -> None:
    # With a scan for each edit this would be 10¹² steps.
    text = "كتاب😀 " * 200_000
    result = Normalizer("characters").explain(text)
    assert len(result.edits) == 200_000
    assert result.edits[-1].start == len(text) - 6
    assert tokens(text)[-2].start == len(text) - 2
