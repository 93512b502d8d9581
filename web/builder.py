"""`/build`: a form for those who do not know the query language; it writes the query that it makes.

In: the fields of the form. Out: a page, or a redirect to the search. Never here: a query that the box could not hold.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from indexer.model.facets import JOIN
from search.model.results import Parameters
from search.parameters import MAX_QUERY
from web.languages import explicit_language
from web.links import Links
from web.requests import Requests

#: What is part of the syntax and not of a word.
SYNTAX = re.compile(r"[\"“”«»():*|+]|(?<!\S)-+")
#: Characters of a field.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its name, its label, and what it does, in words."""

    name: str
    label: LazyString
    hint: LazyString


FIELDS = (
    Field("all", lazy_gettext("All of these words"), lazy_gettext("Each of them stands in the article.")),
    Field("phrase", lazy_gettext("Exactly this phrase"), lazy_gettext("These words, in this order.")),
    Field("any", lazy_gettext("Any of these words"), lazy_gettext("At least one of them stands in the article.")),
    Field("none", lazy_gettext("None of these words"), lazy_gettext("Articles with any of them are left out.")),
    Field("title", lazy_gettext("Words in the title"), lazy_gettext("Each of them stands in the title.")),
    Field("one", lazy_gettext("Country"), lazy_gettext("Its name in either language, or its code, such as KW.")),
    Field("other", lazy_gettext("And another country"), lazy_gettext("Then articles on cooperation of the two.")),
    Field("when", lazy_gettext("Published"), lazy_gettext("Such as: March to May 2018, since 2019, last month.")),
)


def composed(given: Mapping[str, str]) -> str:
    """The query that the fields make."""
    return " ".join(_parts(given))[:MAX_QUERY]


def _parts(given: Mapping[str, str]) -> Iterator[str]:
    yield from map(_plain, _words(given.get("all", "")))
    if phrase := " ".join(_words(given.get("phrase", ""))):
        yield f'"{phrase}"'
    any_of = [_plain(word) for word in _words(given.get("any", ""))]
    if any_of:
        yield any_of[0] if len(any_of) == 1 else f"({' OR '.join(any_of)})"
    yield from (f"title:{_plain(word)}" for word in _words(given.get("title", "")))
    yield from (f"-{_plain(word)}" for word in _words(given.get("none", "")))


def _words(text: str) -> list[str]:
    return SYNTAX.sub(" ", text[:LONGEST]).split()


def _plain(word: str) -> str:
    """A word that stands for itself: in quotation marks where it would be an operator."""
    return f'"{word}"' if word in {"AND", "OR", "NOT", "أو", "وأيضا", "وأيضاً", "ليس", "وليس", "بدون", "&&"} else word


class Builder:
    """The form."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the route to an application."""
        app.add_url_rule("/build", "builder", self.build)

    def build(self) -> ResponseReturnValue:
        """The form with the query that it makes; with `go`, the search."""
        given = {field.name: request.args.get(field.name, "").strip()[:LONGEST] for field in FIELDS}
        address = self._address(given)
        if "go" in request.args:
            return redirect(address, 303)
        return render_template(
            "builder.html",
            fields=FIELDS,
            given=given,
            query=composed(given),
            address=address if any(given.values()) else "",
            parameters=Parameters(),
            links=Links({}, explicit_language()),
        )

    def _address(self, given: Mapping[str, str]) -> str:
        one, other = given.get("one", ""), given.get("other", "")
        country, party = (None, f"{one}{JOIN}{other}") if one and other else (one or other or None, None)
        links = Links({}, explicit_language())
        return links.search(q=composed(given) or None, country=country, party=party, when=given.get("when") or None)
