"""`/build`: a form for those who do not know the query language; it writes the query that it makes.

In: the fields of the form. Out: a page, or a redirect to the search. Never here: a query that the box could not hold,
or a country that nobody knows without a word about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext
from markupsafe import Markup

from indexer.model.facets import FACET_TABLE
from search.model.results import Parameters, ResultPage
from search.parameters import MAX_QUERY
from search.query.writing import Wish, written
from web.languages import explicit_language, interface_language
from web.links import Links
from web.rendering import render_template
from web.requests import Requests
from web.views import FACET_TITLES
from web.vocabulary import note_html

#: Characters of a field.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its name, its label, what it does, in words, and the facet whose values it proposes, ""
    for none."""

    name: str
    label: LazyString
    hint: LazyString
    proposes: str = ""


WORDS = (
    Field("all", lazy_gettext("All of these words"), lazy_gettext("Each of them stands in the article.")),
    Field("phrase", lazy_gettext("Exactly this phrase"), lazy_gettext("These words, in this order.")),
    Field("any", lazy_gettext("Any of these words"), lazy_gettext("At least one of them stands in the article.")),
    Field("none", lazy_gettext("None of these words"), lazy_gettext("Articles with any of them are left out.")),
    Field("title", lazy_gettext("Words in the title"), lazy_gettext("Each of them stands in the title.")),
)
PLACES = (
    Field(
        "one", lazy_gettext("Country"), lazy_gettext("Its name in either language, or its code, such as KW."), "country"
    ),
    Field(
        "other",
        lazy_gettext("And another country"),
        lazy_gettext("Then articles on cooperation of the two."),
        "country",
    ),
    Field("agency", FACET_TITLES["agency"], lazy_gettext("A ministry, commission, police force or UN body."), "agency"),
    Field("when", lazy_gettext("Published"), lazy_gettext("Such as: March to May 2018, since 2019, last month.")),
)
#: Facets of which one value is chosen from a list.
CHOSEN = tuple(facet.name for facet in sorted(FACET_TABLE, key=attrgetter("place")) if facet.place)
NAMES = (*(field.name for field in (*WORDS, *PLACES)), *CHOSEN)


def composed(given: Mapping[str, str], ui: str = "en") -> str:
    """The query that the fields make."""
    one, other = given.get("one", ""), given.get("other", "")
    values = {name: (given.get(name, ""),) for name in ("agency", *CHOSEN)}
    if not (one.strip() and other.strip()):
        values = {"country": (one or other,), **values}
    words = {field.name: given.get(field.name, "") for field in WORDS}
    return written(Wish(**words, values=values, parties=(one, other)), ui)[:MAX_QUERY]


class Builder:
    """The form."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the route to an application."""
        app.add_url_rule("/build", "builder", self.build)

    def build(self) -> ResponseReturnValue:
        """The form with the query that it makes, and how many articles that finds; with `go`, the search."""
        given = {name: request.args.get(name, "").strip()[:LONGEST] for name in NAMES}
        query = composed(given, interface_language())
        links = Links({}, explicit_language())
        address = links.search(q=query or None, when=given["when"] or None)
        if "go" in request.args:
            return redirect(address, 303)
        everything = self._page("")
        found = self._page(query, in_time=True) if any(given.values()) else None
        return render_template(
            "builder.html",
            words=WORDS,
            places=PLACES,
            chosen=[(name, FACET_TITLES[name], everything.facets.get(name, ())) for name in CHOSEN],
            proposed={name: everything.facets.get(name, ()) for name in ("country", "agency")},
            given=given,
            query=query,
            address=address,
            watch=links.to("watch", q=query or None, when=given["when"] or None),
            found=found,
            notes=_notes(given, found),
            parameters=Parameters(),
            links=links,
        )

    def _page(self, query: str, *, in_time: bool = False) -> ResultPage:
        """What a query finds; with `in_time`, in the days that the form names."""
        parameters, _ = self.requests.parameters()
        asked = Parameters(q=query, limit=1, ui=parameters.ui)
        if in_time:
            asked = replace(asked, first_day=parameters.first_day, last_day=parameters.last_day)
        return self.requests.reading().search(asked)


def _notes(given: Mapping[str, str], found: ResultPage | None) -> list[Markup | str]:
    """What is odd about the wish."""
    one, other = given["one"].casefold(), given["other"].casefold()
    same = [gettext("A pair needs two different countries.")] if one and one == other else []
    return [*same, *(note_html(note) for note in (found.notes if found else ()))]
