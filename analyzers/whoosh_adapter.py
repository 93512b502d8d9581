"""Our tokens as Whoosh reads them: one Whoosh analyzer per indexed form.

In: a text, or tokens that were analysed already. Out: Whoosh tokens of one form. Never here: analysis of our own,
or a pickled lexicon: an index stores only the form of a field.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from whoosh.analysis import Analyzer as WhooshAnalyzer
from whoosh.analysis import Token as WhooshToken

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form, Token


class FormAnalyzer(WhooshAnalyzer):  # type: ignore[misc]  # Whoosh has no annotations
    """Yields the tokens that have `form`, at their own positions, so that phrases hold across stop words."""

    def __init__(self, form: Form, analyzer: Analyzer | None = None) -> None:
        self.form = form
        self._analyzer = analyzer

    def __getstate__(self) -> dict[str, Any]:
        """The state that an index stores: the form alone."""
        return {"form": self.form, "_analyzer": None}

    def __eq__(self, other: object) -> bool:
        """Two are the same when they yield the same form."""
        return isinstance(other, FormAnalyzer) and other.form is self.form

    def __hash__(self) -> int:
        return hash(self.form)

    def __call__(self, value: str | Sequence[Token], **options: Any) -> Iterator[Any]:
        """Whoosh tokens with `text`, and `pos`, `startchar`, `endchar`; one object is yielded again and again."""
        token = WhooshToken(positions=True, chars=True, **_without(options, "positions", "chars"))
        for ours in self._tokens(value):
            term = ours.form(self.form)
            if term is None:
                continue
            token.text = token.original = term
            token.pos, token.startchar, token.endchar = ours.position, ours.start, ours.end
            token.boost, token.stopped = 1.0, False
            yield token

    def _tokens(self, value: str | Sequence[Token]) -> Sequence[Token]:
        if not isinstance(value, str):
            return value
        if self._analyzer is None:
            self._analyzer = Analyzer()
        return self._analyzer.analyze(value)


def _without(options: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name not in names}
