"""The facets that a visitor sees, as one table: all that any part of the program needs to know of each.

In: an article. Out: the values under which it is counted; names of parameters and fields, titles, rules for values.
Never here: counting, or the labels of values, which the gazetteers have (`indexer.gazetteers`). A new facet is a row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from analyzers.folding import DIGITS
from indexer.model.article import Article
from indexer.model.notes import N_

#: The year of an article whose date is not known.
UNDATED = "unknown"
#: Before the name of a facet, in the parameter that leaves its values out.
NOT = "not_"
#: Behind the name of a facet, in the parameter that wants all of its values, and the two values of that parameter.
MATCH = "_match"
ANY, ALL = "any", "all"
#: Between the values that one value joins.
JOIN = "-"


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet.

    `name` is its field of the index, its parameter, and its key in every answer; `values` gives the ids under which an
    article is counted. `title` is a message id. `about` says what the articles of a value are, `metavar` and `hint` how
    a value is written on a command line; `canonical` writes a typed value as ids are written. `suggested` says whether
    its values complete what is typed in the search box, `newest_first` whether they stand in their own order, the last
    first, and not by their articles; `several` whether an article may have more than one value. `of` names the facet
    whose values a value joins by JOIN. `page` is the first step of the address of a value's own page, `unknown` what is
    said of one that nobody knows; "" where values have no page. `labels` are those of values that no gazetteer has.
    `words` are, by language, the name that a query reads best, where it is another one. `place` is that of the list of
    values in the form of `/build`, 0 where it has none.
    """

    name: str
    values: Callable[[Article], tuple[str, ...]]
    title: str
    about: str
    metavar: str = "ID"
    hint: str = ""
    canonical: Callable[[str], str] = str
    suggested: bool = False
    newest_first: bool = False
    several: bool = False
    of: str = ""
    page: str = ""
    unknown: str = ""
    #: Values that no gazetteer has -> their labels by language.
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    place: int = 0

    @property
    def exclusion(self) -> str:
        """The parameter that leaves values out."""
        return NOT + self.name

    @property
    def parameters(self) -> tuple[str, str]:
        """The parameter that wants values, and the one that leaves them out."""
        return self.name, self.exclusion

    @property
    def matching(self) -> str:
        """The parameter that wants all of the values, where an article may have several."""
        return self.name + MATCH


def _source(article: Article) -> tuple[str, ...]:
    return (article.source.id,) if article.source else ()


def _instruments(article: Article) -> tuple[str, ...]:
    return tuple(mention.id for mention in article.instruments)


def _parties(article: Article) -> tuple[str, ...]:
    return tuple(dict.fromkeys(JOIN.join(sorted(pair)) for pair in article.party_pairs()))


def _party_value(value: str) -> str:
    """A pair in either order, as its id is written."""
    return JOIN.join(sorted(value.upper().split(JOIN)))


def _year(article: Article) -> tuple[str, ...]:
    return (article.published.date[:4],) if article.published.date else (UNDATED,)


def _year_value(value: str) -> str:
    return value.translate(DIGITS).lower()


#: In the order of the page, of addresses, and of the options of a command.
FACET_TABLE: tuple[Facet, ...] = (
    Facet(
        "country",
        Article.primary_countries,
        N_("Country"),
        "about this country",
        "XX",
        "ISO 3166-1 code; again for a second one",
        canonical=str.upper,
        suggested=True,
        several=True,
        page="country",
        unknown=N_("No country has this code. Codes are those of ISO 3166-1, such as KW."),
        words={"ar": "الدولة"},
    ),
    Facet(
        "party",
        _parties,
        N_("Parties"),
        "on cooperation between these two countries",
        "XX-YY",
        "two ISO 3166-1 codes",
        canonical=_party_value,
        several=True,
        of="country",
        page="pair",
        unknown=N_("A pair is two different countries by their codes, such as AE-TH."),
        words={"ar": "الطرفان"},
    ),
    Facet(
        "agency",
        Article.primary_agencies,
        N_("Agency"),
        "on this agency",
        suggested=True,
        several=True,
        page="agency",
        unknown=N_("No agency is known by this id."),
        words={"ar": "الجهة"},
    ),
    Facet(
        "source",
        _source,
        N_("Published by"),
        "that this outlet published",
        suggested=True,
        page="outlet",
        unknown=N_("No publisher is known by this id."),
        words={"ar": "المصدر"},
        place=2,
    ),
    Facet(
        "language",
        lambda article: (article.language.value,),
        N_("Language"),
        "in this language",
        "L",
        "ar, en or mixed",
        canonical=str.lower,
        words={"ar": "اللغة"},
        place=3,
    ),
    Facet(
        "instrument",
        _instruments,
        N_("Kind of news"),
        "on this kind of cooperation",
        hint="mou, agreement, training ...",
        suggested=True,
        several=True,
        page="kind",
        unknown=N_("No kind of news is known by this id."),
        words={"en": "kind", "ar": "النوع"},
        place=1,
    ),
    Facet(
        "year",
        _year,
        N_("Year"),
        "of this year",
        "YYYY",
        f"or {UNDATED}",
        canonical=_year_value,
        newest_first=True,
        labels={UNDATED: {"ar": "التاريخ غير معروف", "en": "Date unknown"}},
    ),
)
#: The first step of the address of a page -> the facet whose values have such pages.
BY_PAGE: dict[str, Facet] = {facet.page: facet for facet in FACET_TABLE if facet.page}
BY_NAME: dict[str, Facet] = {facet.name: facet for facet in FACET_TABLE}
#: Parameters that want all of the values of a facet -> their facets.
BY_MATCHING: dict[str, Facet] = {facet.matching: facet for facet in FACET_TABLE if facet.several}
#: Every parameter that wants values of a facet or leaves them out -> its facet.
BY_PARAMETER: dict[str, Facet] = {name: facet for facet in FACET_TABLE for name in facet.parameters}
