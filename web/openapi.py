"""The interface for programs, described for programs: OpenAPI 3.1.

In: the address of the site. Out: a dict. Never here: an endpoint that does not exist, or a parameter that an endpoint
ignores; a test asks each endpoint.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.model.facets import ALL, ANY, BY_MATCHING, FACET_TABLE
from indexer.model.schema import SHOWN_FACETS
from web.schemas import ARTICLE, BINARY, CSL, DESCRIPTION, ERROR, HEALTH, PAGE, SUGGESTIONS, TEXT, VALUES, Schema, many

#: Most results of one answer; those that follow are on the next page.
MAX_RESULTS = 200
#: Query parameter -> (schema, what it means). Each may be given once, those with a list of values several times.
PARAMETERS: dict[str, tuple[Schema, str]] = {
    "q": (TEXT, "The query: words, phrases in quotation marks, AND, OR, NOT, -word, prefix*, field:value."),
    **{name: (many(TEXT), f"Only articles with one of these values of the facet {name}.") for name in SHOWN_FACETS},
    **{
        facet.exclusion: (many(TEXT), f"No articles with one of these values of the facet {facet.name}.")
        for facet in FACET_TABLE
    },
    **{
        name: (
            TEXT | {"enum": [ANY, ALL]},
            f"{ALL}: only articles with all the values chosen of the facet {facet.name}.",
        )
        for name, facet in BY_MATCHING.items()
    },
    "from": (TEXT, "First day of publication: 2021, 2021-03 or 2021-03-31."),
    "to": (TEXT, "Last day of publication, in the same forms."),
    "when": (TEXT, "Days of publication in words, in either language: March to May 2018, since 2019, last month."),
    "sort": (TEXT | {"enum": ["relevance", "newest", "oldest"]}, "The order."),
    "page": ({"type": "integer", "minimum": 1}, "The page, from 1; behind the last one the last is answered."),
    "limit": (
        {"type": "integer", "minimum": 1},
        f"Hits on a page; more than {MAX_RESULTS} are taken as {MAX_RESULTS}.",
    ),
    "expand": (TEXT | {"enum": ["0", "1"]}, "0 adds no other words to those of the query."),
    "not_expand": (many(TEXT), "A concept, as `expansions` names it, for which no other words are added."),
    "own_first": (TEXT | {"enum": ["0", "1"]}, "1 puts articles in the language of the query before the others."),
    "match": (TEXT | {"enum": ["some"]}, "Let articles with only some of the words belong to the result too."),
    "contains": (
        TEXT,
        "What stands anywhere in the label; without it and `prefix`, that is `q`, which then is no query.",
    ),
    "after": (TEXT, "The id of the article behind which the file begins, as `Link` gives it."),
    "part": (TEXT, "The number of the file, from 1, where the results are more than one has."),
    "prefix": (TEXT, "How a word of the label begins."),
    "ui": (TEXT | {"enum": ["ar", "en"]}, "Language of labels and messages; without it the cookie's or the browser's."),
}
FILTERS = (*SHOWN_FACETS, *(facet.exclusion for facet in FACET_TABLE), *BY_MATCHING, "from", "to", "when")
MATCHING = ("q", *FILTERS, "expand", "not_expand", "match", "own_first", "ui")
IN_PATH: dict[str, Schema] = {
    "name": {"name": "name", "in": "path", "required": True, "schema": TEXT | {"enum": list(SHOWN_FACETS)}},
    "id": {"name": "id", "in": "path", "required": True, "schema": TEXT, "description": "May hold slashes."},
}
#: Status -> description, of the errors that every endpoint may answer with.
ERRORS = {
    "400": "The Host of the request cannot be one, or is not that of this site.",
    "405": "Only GET, HEAD and OPTIONS are allowed.",
    "429": "Too many requests came from one address; `Retry-After` says when to ask again.",
    "500": "A fault of this program, written to its log.",
}
UNAVAILABLE = {"503": "There is no index that can be searched; `Retry-After` says when to ask again."}
NOT_FOUND = {"404": "There is nothing by that name or id."}
UNCHANGED = {"304": "Nothing changed since the answer with the ETag of `If-None-Match`."}
REFUSED = {
    "408": "The request took more than 30 seconds to come in.",
    "413": "The body is larger than 64 KiB.",
    "431": "The address and headers are larger than 48 KiB.",
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that programs ask with GET: what it answers and what it reads of the query string."""

    name: str
    says: str
    media_type: str
    schema: Schema
    reads: Sequence[str] = ()
    missing: bool = False
    searches: bool = True


JSON = "application/json"
BIBTEX, RIS = "application/x-bibtex", "application/x-research-info-systems"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORTED = (
    "Up to 2,000 results of a search; the header `Link` has the address of the next ones, `X-Total-Count` counts all."
)
EXPORT_READS = (*MATCHING, "sort", "after", "part")
#: Format of a reference -> what is answered, its media type, and its schema.
CITED = {
    "apa": ("A reference to one article after APA 7, in the language `ui`.", "text/plain", TEXT),
    "chicago": ("A reference to one article after Chicago 17, in the language `ui`.", "text/plain", TEXT),
    "plain": ("A reference to one article in plain words, in the language `ui`.", "text/plain", TEXT),
    "bib": ("One article as BibTeX.", BIBTEX, TEXT),
    "ris": ("One article as RIS.", RIS, TEXT),
    "csl": ("One article as CSL-JSON.", "application/vnd.citationstyles.csl+json", CSL),
}
GONE = {"410": "The article with the id `after` is not among the results any more."}
ENDPOINTS: dict[str, Endpoint] = {
    "/api/search": Endpoint(
        "search", "A page of results with facet counts.", JSON, PAGE, (*MATCHING, "sort", "page", "limit")
    ),
    "/api/article/{id}": Endpoint(
        "article", "One article whole, every value with its evidence.", JSON, ARTICLE, ("ui",), missing=True
    ),
    "/api/facets/{name}": Endpoint(
        "facet", "The values of one facet for a search.", JSON, VALUES, (*MATCHING, "prefix", "contains"), missing=True
    ),
    "/api/suggest": Endpoint("suggest", "Completions of what was typed.", JSON, SUGGESTIONS, (*MATCHING, "sort")),
    "/api/openapi.json": Endpoint("openapi", "This description.", JSON, DESCRIPTION, searches=False),
    "/feed.atom": Endpoint(
        "feed", "The 30 newest articles of a search, as Atom.", "application/atom+xml", TEXT, MATCHING
    ),
    "/export.csv": Endpoint("export_csv", EXPORTED, "text/csv", TEXT, EXPORT_READS),
    "/export.xlsx": Endpoint("export_xlsx", EXPORTED, XLSX, BINARY, EXPORT_READS),
    "/export.jsonl": Endpoint("export_jsonl", EXPORTED, "application/jsonl", TEXT, EXPORT_READS),
    "/export.bib": Endpoint("export_bib", EXPORTED, BIBTEX, TEXT, EXPORT_READS),
    "/export.ris": Endpoint("export_ris", EXPORTED, RIS, TEXT, EXPORT_READS),
    **{
        f"/cite/{name}/{{id}}": Endpoint(f"cite_{name}", says, media_type, schema, ("ui",), missing=True)
        for name, (says, media_type, schema) in CITED.items()
    },
    "/opensearch.xml": Endpoint(
        "opensearch",
        "The search box of this site, for browsers.",
        "application/opensearchdescription+xml",
        TEXT,
        ("ui",),
        searches=False,
    ),
    "/healthz": Endpoint(
        "healthz", "Whether searches are answered, from an index that is not stale.", JSON, HEALTH, searches=False
    ),
}


def describe(site: str) -> Schema:
    """The whole description for a site at an address."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Mithaq", "version": "1", "description": "News of cooperation, in Arabic and in English."},
        "servers": [{"url": site}],
        "paths": {path: {"get": _operation(path, endpoint)} for path, endpoint in ENDPOINTS.items()},
    }


def _operation(path: str, endpoint: Endpoint) -> Schema:
    in_path = [schema for name, schema in IN_PATH.items() if f"{{{name}}}" in path]
    given = [
        {"name": name, "in": "query", "schema": PARAMETERS[name][0], "description": PARAMETERS[name][1]}
        for name in endpoint.reads
    ]
    return {
        "operationId": endpoint.name,
        "summary": endpoint.says,
        "parameters": [*in_path, *given],
        "responses": _responses(path, endpoint),
    }


def _responses(path: str, endpoint: Endpoint) -> dict[str, Schema]:
    found = {"200": _answer(endpoint.says, endpoint.media_type, endpoint.schema)}
    errors = ERRORS | (NOT_FOUND if endpoint.missing else {}) | (UNAVAILABLE if endpoint.searches else {})
    errors |= GONE if "after" in endpoint.reads else {}
    media_type, schema = (JSON, ERROR) if path.startswith(("/api/", "/healthz")) else ("text/html", TEXT)
    found |= {status: _answer(says, media_type, schema) for status, says in sorted(errors.items())}
    found |= {status: _answer(says, "text/html", TEXT) for status, says in REFUSED.items()}
    if endpoint.name == "healthz":
        found["503"] = _answer("Searches are not answered, or the index is stale.", JSON, HEALTH)
    else:
        found |= {status: {"description": says} for status, says in UNCHANGED.items()}
    return dict(sorted(found.items()))


def _answer(says: str, media_type: str, schema: Schema) -> Schema:
    return {"description": says, "content": {media_type: {"schema": schema}}}
