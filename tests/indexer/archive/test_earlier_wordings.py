"""Earlier states: every one of them, none twice, the oldest first, and never more than a page can show."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indexer.archive import revisions
from indexer.archive.archive import Archive
from indexer.archive.items import Item
from indexer.archive.revisions import earlier_wordings
from indexer.model.article import FactChange, RawArticle, Revision
from tests.indexer.running import ARTICLES, Commands, write_export
from tests.indexer.test_commands import served

MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
RAW = RawArticle("file:a", "ثلاث دول", title="عنوان", fetched_at=MONDAY)


@pytest.fixture
def archive(tmp_path: Path):
    opened = Archive(tmp_path / "archive.sqlite")
    yield opened
    opened.close()


def put(archive: Archive, *versions: RawArticle) -> Item:
    """Archive the versions of one item, each a day after the one before; gives the item as it is then."""
    for run, raw in enumerate(versions):
        archive.put(replace(raw, fetched_at=MONDAY + timedelta(days=run)), "a", "here", run)
    (item,) = archive.live()
    return item


def test_an_item_that_never_changed_has_none(archive: Archive) -> None:
    assert earlier_wordings(archive.file, put(archive, RAW, RAW)) == ()


def test_every_earlier_wording_is_there_with_the_day_that_ended_it(archive: Archive) -> None:
    item = put(archive, RAW, replace(RAW, text="أربع دول"), replace(RAW, title="عنوان آخر"))
    assert earlier_wordings(archive.file, item) == (
        Revision("2024-01-02T00:00:00+00:00", "عنوان", "ثلاث دول"),
        Revision("2024-01-03T00:00:00+00:00", "عنوان", "أربع دول"),
    )


def test_a_wording_that_comes_back_is_a_revision_of_its_own(archive: Archive) -> None:
    item = put(archive, RAW, replace(RAW, text="أربع دول"), RAW)
    assert [revision.text for revision in earlier_wordings(archive.file, item)] == ["ثلاث دول", "أربع دول"]


def test_a_change_of_facts_alone_is_told_without_the_words_again(archive: Archive) -> None:
    later = replace(RAW, url="https://example.org/a")
    item = put(archive, RAW, later, replace(later, text="أربع دول"), replace(later, text="أربع دول", published="2024"))
    assert earlier_wordings(archive.file, item) == (
        Revision("2024-01-02T00:00:00+00:00", None, None, (FactChange("url", "", "https://example.org/a"),)),
        Revision("2024-01-03T00:00:00+00:00", "عنوان", "ثلاث دول"),
        Revision("2024-01-04T00:00:00+00:00", None, None, (FactChange("published", "", "2024"),)),
    )


def test_words_and_facts_may_change_together(archive: Archive) -> None:
    item = put(archive, replace(RAW, source="وام"), replace(RAW, text="أربع دول", source="WAM"))
    (revision,) = earlier_wordings(archive.file, item)
    assert (revision.text, revision.facts) == ("ثلاث دول", (FactChange("source", "وام", "WAM"),))


def test_what_no_reader_sees_is_no_change(archive: Archive) -> None:
    item = put(archive, RAW, replace(RAW, parent="file:b"))
    assert earlier_wordings(archive.file, item) == ()


def test_facts_that_change_all_the_time_leave_room_for_wordings(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = (replace(RAW, text="أربع دول", url=f"https://example.org/{number}") for number in range(6))
    item = put(archive, RAW, *addresses)
    monkeypatch.setattr(revisions, "MOST_OF_FACTS", 2)
    found = earlier_wordings(archive.file, item)
    assert [(one.text, one.facts[0].before) for one in found] == [
        ("ثلاث دول", ""),
        (None, "https://example.org/3"),
        (None, "https://example.org/4"),
    ]


def test_the_newest_are_carried_when_there_are_too_many(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    item = put(archive, *(replace(RAW, text=f"النص {number}") for number in range(6)))
    monkeypatch.setattr(revisions, "MOST_REVISIONS", 2)
    assert [revision.text for revision in earlier_wordings(archive.file, item)] == ["النص 3", "النص 4"]


def test_no_more_characters_are_carried_than_allowed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    item = put(archive, *(replace(RAW, text=f"النص {number}") for number in range(6)))
    monkeypatch.setattr(revisions, "MOST_CHARACTERS", len(RAW.title + "النص 3"))
    assert [revision.text for revision in earlier_wordings(archive.file, item)] == ["النص 4"]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["whoosh", "columnar"])
def test_a_reindex_brings_them_into_the_generation(
    commands: Commands, export: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setenv("MITHAQ_ENGINE", engine)
    commands.run("reindex", "--source", export)
    revised = ARTICLES[0] | {"text": "KUWAIT: The memorandum was signed a day later."}
    write_export(export, (revised, *ARTICLES[1:]))
    commands.run("reindex", "--source", export)
    articles = served(commands)
    assert [(one.title, one.text) for one in articles["kuwait-unodc"].revisions] == [
        (ARTICLES[0]["title"], ARTICLES[0]["text"])
    ]
    assert articles["uae-committee"].revisions == ()
