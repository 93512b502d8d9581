"""Which tokens of the articles that are shown a query matched.

In: the terms of a query, and the tokens of articles from the index. Out: `Mark`s. Never here: analysis, or HTML.
"""

import numpy as np
from numpy.typing import NDArray

from analyzers.tokens import Form
from indexer.engines.port.tokens import Flags, TokenTable
from indexer.model.schema import Part
from search.show.highlight import Mark, QueryTerms

#: A phrase in the texts or titles: which of its places have words, how long it is, and where it occurs.
Runs = tuple[list[int], int, NDArray[np.int64]]


class Marks:
    """The matched tokens of some articles. A token that shares only its skeleton with a term matches unless a surer
    match in the same article has that skeleton: then it only looks alike."""

    def __init__(self, table: TokenTable, terms: dict[Part, QueryTerms]) -> None:
        self.table = table
        title = table.is_title()
        here = {Part.TITLE: title, Part.BODY: ~title}
        sure, alike, found = (np.zeros(table.size, np.bool_) for _ in range(3))
        for part, own in terms.items():
            sure |= own.sure(table) & here[part]
            alike |= own.alike(table) & here[part]
            found |= own.begun(table) & here[part]
        self._found = found | sure | self._only_alike(alike & ~sure, sure)
        self._runs = {part: [self._run(*phrase) for phrase in own.phrases] for part, own in terms.items()}

    def of(self, row: int, part: Part) -> list[Mark]:
        """The matched tokens of a part of an article, in order."""
        own = self.table.part(row, part)
        return self.between(own.start, own.stop, part)

    def between(self, first: int, end: int, part: Part) -> list[Mark]:
        """The matched tokens among some; of a phrase, only if all of it is among them."""
        found = np.flatnonzero(self._found[first:end]) + first
        for places, size, runs in self._runs[part]:
            inside = runs[(runs >= first) & (runs + size <= end)]
            if len(inside):
                found = np.union1d(found, (inside[:, None] + places).reshape(-1))
        return self._marks(found)

    def _marks(self, found: NDArray[np.int64]) -> list[Mark]:
        if not len(found):
            return []
        table = self.table
        stems, exact = table.column(Form.STEM)[found], table.column(Form.EXACT)[found]
        words = np.where(stems >= 0, stems, -1 - exact)
        columns = (table.starts[found].tolist(), table.ends[found].tolist(), words.tolist())
        return list(map(Mark, *columns))

    def _run(self, form: Form, terms: tuple[str | None, ...]) -> Runs:
        places = [place for place, term in enumerate(terms) if term is not None]
        size = places[-1] + 1 if places else 0
        return places, size, self.table.runs(form, terms)

    def _only_alike(self, alike: Flags, sure: Flags) -> Flags:
        """Those of the tokens whose skeleton no surer match of their article has."""
        at = np.flatnonzero(alike)
        if not len(at):
            return alike
        skeletons = self.table.column(Form.SKELETON)
        owners = np.repeat(np.arange(len(self.table)), np.diff(self.table.bounds[::2]))
        surer = np.flatnonzero(sure)
        matched = set(zip(owners[surer].tolist(), skeletons[surer].tolist(), strict=True))
        pairs = zip(owners[at].tolist(), skeletons[at].tolist(), strict=True)
        kept = [index for index, pair in zip(at.tolist(), pairs, strict=True) if pair not in matched]
        only = np.zeros(len(alike), np.bool_)
        only[kept] = True
        return only
