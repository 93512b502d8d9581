"""The numbers of articles that a query needs are read once, together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from search_stories import story, write_generation

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.generations.generations import Generations
from indexer.lexicon.entries import Entry
from indexer.model.settings import seeds_directory
from search.compile.frequencies import PAIRS_KEPT, Frequencies, KeptNumbers, pairs_of, pairs_of_word
from search.model.results import Parameters
from search.session import Session
from search.snapshots import Snapshots
from search.view import View

ENTRIES = (
    Entry("lantern", "n", (), ("فانوس", "قنديل")),
    Entry("harbour", "n", (), ("ميناء", "مرفأ")),
    Entry("cargo", "n", (), ("شحنة",)),
    Entry("wheat", "n", (), ("قمح",)),
    Entry("فانوس", "n", ("فوانيس",), ("lantern", "lamp")),
    Entry("ميناء", "n", (), ("harbour", "port")),
    Entry("شحنة", "n", (), ("cargo", "load")),
    Entry("قمح", "n", (), ("wheat",)),
)
STORIES = (
    story("en", "Wheat", "The lantern and the cargo of wheat left the harbour."),
    story("ar", "القمح", "غادرت شحنة القمح والفانوس الميناء."),
)


class Counting:
    """A snapshot that keeps what it was asked for."""

    def __init__(self, snapshot: Any = None) -> None:
        self._snapshot = snapshot
        self.is_remote = False
        self.batches: list[list[tuple[str, str]]] = []

    def document_frequencies(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        self.batches.append(list(pairs))
        return self._snapshot.document_frequencies(pairs) if self._snapshot else [len(term) for _, term in pairs]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._snapshot, name)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    data = tmp_path_factory.mktemp("counted") / "data"
    write_generation(data, STORIES, concepts=True, entries=ENTRIES)
    snapshots = Snapshots(Generations(data), seeds_directory() / "gazetteers")
    with snapshots.lease() as view:
        yield view
    snapshots.close()


@pytest.mark.parametrize("query", ["lantern harbour cargo wheat", "فانوس القمح والفانوس", '"lantern cargo"', "«شحنة»"])
@pytest.mark.parametrize("expand", [True, False])
def test_the_numbers_of_a_query_are_read_in_one_batch(view: View, query: str, expand: bool) -> None:
    counting = Counting(view.snapshot)
    compiled = Session(replace(view, snapshot=counting), Parameters(q=query, expand=expand)).compiled
    assert len(counting.batches) == 1
    assert len(counting.batches[0]) == len(set(counting.batches[0]))
    assert compiled == Session(view, Parameters(q=query, expand=expand)).compiled


@pytest.mark.parametrize("query", ["lantern harbour", "فانوس القمح"])
@pytest.mark.parametrize("remote", [False, True])
def test_numbers_of_terms_are_kept_of_an_index_in_this_process_alone(view: View, query: str, remote: bool) -> None:
    counting = Counting(view.snapshot)
    counting.is_remote = remote
    counted = replace(view, snapshot=counting)
    first, second = (Session(counted, Parameters(q=query)).compiled for _ in range(2))
    assert (first, len(counting.batches)) == (second, 2 if remote else 1)


def test_not_all_numbers_are_kept_for_ever() -> None:
    kept = KeptNumbers()
    kept.lent().pairs["body_stem", "قمح"] = 3
    assert kept.lent().pairs == {("body_stem", "قمح"): 3}
    kept.lent().pairs.update({("body_stem", str(number)): 1 for number in range(PAIRS_KEPT)})
    assert kept.lent().pairs == {}


def test_what_was_announced_is_read_with_the_first_number() -> None:
    counting = Counting()
    frequencies = Frequencies(counting)  # type: ignore[arg-type]
    frequencies.expect([("body_stem", "سلام"), ("body_stem", "peace"), ("body_stem", "سلام")])
    assert counting.batches == []
    assert (frequencies.of("body_stem", "قمح"), frequencies.of("body_stem", "peace")) == (3, 5)
    assert counting.batches == [[("body_stem", "سلام"), ("body_stem", "peace"), ("body_stem", "قمح")]]
    assert frequencies.there(Form.STEM, "") == (0, ())
    assert frequencies.there(Form.STEM, "سلام") == (4, ("title_stem", "body_stem"))


def test_a_word_is_looked_for_in_all_of_its_forms() -> None:
    english, arabic = Analyzer().analyze("ships"), Analyzer().analyze("السفن")
    assert [term for _, term in pairs_of_word(english[0])] == ["ships", "ships", "ship", "ship"]
    assert {name for name, _ in pairs_of_word(arabic[0])} >= {"title_exact", "body_stem"}
    assert pairs_of(Form.EXACT, ("of", None)) == [("title_exact", "of"), ("body_exact", "of")]
