"""A message is a value: its sentence in both languages, its JSON, and what it says of places and libraries."""

import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model.errors import EngineError, SourceError
from indexer.model.note_json import note_from_json, note_from_text, note_to_json, note_to_text
from indexer.model.notes import Fault, Location, Note, as_it_is, in_a_row, note, run
from indexer.model.translation import Words, recognised

texts = st.text(st.characters(exclude_categories=["Cs"]))
plain = st.integers() | texts | texts.map(Location) | texts.map(Fault)
notes = st.recursive(
    st.builds(lambda value: note("is larger than %(number)s bytes", number=value), plain),
    lambda inner: st.builds(lambda one: note("source %(location)s %(reason)s", location="x", reason=one), inner),
    max_leaves=4,
)


@given(notes)
def test_a_note_survives_json(one: Note) -> None:
    again = note_from_json(json.loads(json.dumps(note_to_json(one))))
    assert again == one
    assert [type(value) for value in again.values.values()] == [type(value) for value in one.values.values()]
    assert note_from_text(note_to_text(one), recognised) == one


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "7", '{"template": "%(x)s", "values": {}}', "is empty; or not"]
)
def test_what_is_no_note_stays_as_it_is(text: str) -> None:
    assert note_from_text(text, lambda _: None) == as_it_is(text)


def test_the_values_of_a_note_have_their_kinds() -> None:
    inner = SourceError(note("is empty"))
    one = note("x", path=Path("/a"), fault="broken", error=ValueError("bad"), count=3, reason=inner, word="w")
    assert [type(value) for value in one.values.values()] == [Location, Fault, Fault, int, Note, str]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(2, "No such file or directory", "/news"), "/news: No such file or directory"),
        (OSError(28, "No space left on device", "MAIN_1.inv"), "/news: No space left on device: MAIN_1.inv"),
        (OSError("not a gzipped file"), "/news: not a gzipped file"),
        (ValueError("[Errno 2] is a word here"), "/news: [Errno 2] is a word here"),
    ],
)
def test_a_fault_of_the_system_is_its_reason_and_the_path_stands_once(error: Exception, said: str) -> None:
    assert str(note("%(path)s: %(fault)s", path=Path("/news"), fault=error)) == said


def test_an_error_says_what_is_wrong_and_what_to_do() -> None:
    error = EngineError(note("index %(directory)s is damaged: %(fault)s", directory="i", fault="x"), run("make it"))
    assert str(error) == "index i is damaged: x; run: make it"
    assert Words("ar").note(error.message) == "الفهرس i تالف: x؛ شغّل: make it"
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.note) == (EngineError, str(error), error.note)


def test_notes_in_a_row_are_one() -> None:
    assert str(in_a_row([note("a"), note("b"), note("c")])) == "a; b; c"
    assert in_a_row([note("a")]) == note("a")


@pytest.mark.parametrize(
    ("sentence", "template", "values"),
    [
        ("is empty", None, {}),
        ("is not a regular file", "is not a regular file", {}),
        ("was answered with 404 Not Found", "was answered with %(status)s", {"status": "404 Not Found"}),
        ("the glossary changed", "the glossary changed", {}),
        ("nobody ever wrote this sentence", None, {}),
    ],
)
def test_a_sentence_is_recognised_by_its_template(sentence: str, template: str | None, values: dict[str, str]) -> None:
    found = recognised(sentence)
    if template is None:
        assert found is None or str(found) == sentence
    else:
        assert found == Note(template, values)


@given(texts)
def test_any_sentence_can_be_looked_at(sentence: str) -> None:
    found = recognised(sentence)
    assert found is None or str(found) == sentence


def test_sentences_in_a_row_are_recognised_one_by_one() -> None:
    sentence = "schema changed from 5 to 6; analysis changed from a to b; the glossary changed"
    found = recognised(sentence)
    assert found is not None
    assert str(found) == sentence
    assert Words("ar").note(found) == "تغيّر المخطط من 5 إلى 6؛ تغيّر التحليل من a إلى b؛ تغيّر المسرد"
