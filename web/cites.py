"""`/cite/<format>/<id>`: one article as a reference, for people and for reference managers.

In: requests. Out: text, BibTeX, RIS, CSL-JSON. Never here: the form of a reference (`web.citations`).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, make_response
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from search.model.results import Parameters, Record
from web.characters import writable
from web.citations import apa, chicago, csl, plain
from web.exports import Address, write_bibtex, write_ris
from web.languages import interface_language
from web.requests import Requests


@dataclass(frozen=True, slots=True)
class Citing:
    """A form of reference: its name on the page, its media type, and what writes it; `words` if people read it."""

    title: str
    media_type: str
    write: Callable[[Record, Address], str]
    words: bool = False


def _csl(one: Record, address: Address) -> str:
    return json.dumps([csl(one, address)], ensure_ascii=False, indent=2) + "\n"


#: The format in the address -> the form.
CITING = {
    "apa": Citing("APA", "text/plain", apa, words=True),
    "chicago": Citing("Chicago", "text/plain", chicago, words=True),
    "plain": Citing("", "text/plain", plain, words=True),
    "bib": Citing("BibTeX", "application/x-bibtex", lambda one, address: write_bibtex([one], address)),
    "ris": Citing("RIS", "application/x-research-info-systems", lambda one, address: write_ris([one], address)),
    "csl": Citing("CSL-JSON", "application/vnd.citationstyles.csl+json", _csl),
}


class Cites:
    """The references to the articles of one collection."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the route to an application."""
        app.add_url_rule("/cite/<name>/<path:identifier>", "cite", self.cite)

    def cite(self, name: str, identifier: str) -> ResponseReturnValue:
        """One article in one form."""
        form = CITING.get(name)
        if form is None:
            raise NotFound
        found = self.requests.article(identifier, Parameters(ui=interface_language()))
        response = make_response(writable(form.write(found.record(), self.requests.address)))
        response.content_type = f"{form.media_type}; charset=utf-8"
        if not form.words:
            ending = "json" if name == "csl" else name
            response.headers["Content-Disposition"] = f"attachment; filename=mithaq-article.{ending}"
        return response
