"""`/watch`: how a search is watched, and the lines that watch this one.

In: the same parameters as the page, and those of the form. Out: HTML. Never here: anything kept of a visitor, or asked
of one that tells who it is: an address of mail stands in the lines as an example.
"""

import re
from dataclasses import dataclass, replace

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from search.model.results import Parameters
from web.addresses import readable
from web.languages import explicit_language
from web.links import Links, arguments
from web.rendering import render_template
from web.requests import Requests
from web.views import chips
from web.vocabulary import note_html

#: Characters of the name of a search, and what it cannot hold: what begins a comment or an address.
LONGEST_NAME = 60
NO_NAME = re.compile(r"[\s#/?]+")
FILE = "searches.txt"


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of the form: its value, its label, and what it writes into the line."""

    value: str
    label: LazyString
    written: str


#: How a digest comes, and how often: the fields of crontab(5). The week begins with Sunday.
WAYS = (
    Choice("mail", lazy_gettext("by mail"), "--mail-to desk@example.org"),
    Choice("text", lazy_gettext("as text, which cron sends"), ""),
    Choice("rss", lazy_gettext("as a feed (RSS) in a file"), "--format rss --out news.rss"),
    Choice("html", lazy_gettext("as a page (HTML) in a file"), "--format html --out news.html"),
    Choice("json", lazy_gettext("as data (JSON) in a file"), "--format json --out news.json"),
)
TIMES = (
    Choice("daily", lazy_gettext("every morning"), "0 7 * * *"),
    Choice("hourly", lazy_gettext("every hour"), "5 * * * *"),
    Choice("weekly", lazy_gettext("every Sunday"), "0 7 * * 0"),
)


class Watching:
    """The page that explains how to watch a search."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the route to an application."""
        app.add_url_rule("/watch", "watch", self.watch)

    def watch(self) -> ResponseReturnValue:
        """The line of a file of saved searches, the line of a crontab, and the feed."""
        parameters, notes = self.requests.parameters()
        parameters = replace(parameters, sort=None, page=1)
        page = self.requests.reading().search(replace(parameters, limit=1))
        current = arguments(parameters)
        links, way, time = Links(current, explicit_language()), _chosen("by", WAYS), _chosen("every", TIMES)
        feed = self.requests.site() + links.take("feed", parameters.ui)
        return render_template(
            "watch.html",
            line=self._line(parameters),
            cron=" ".join(filter(None, (time.written, _command(parameters.ui), way.written))),
            feed=feed,
            feed_words=readable(feed),
            name=_name(),
            ways=WAYS,
            times=TIMES,
            way=way,
            time=time,
            file=FILE,
            page=page,
            chips=chips(parameters, current, page, links),
            notes=[note_html(note, links) for note in (*notes, *page.notes)],
            parameters=parameters,
            links=links,
        )

    def _line(self, parameters: Parameters) -> str:
        """The line that names the search, as people read it; it is in no language, since the command says that of the
        digest."""
        address = self.requests.site() + Links(arguments(parameters)).search()
        return f"{_name()} {readable(address)}".strip()


def _name() -> str:
    return NO_NAME.sub(" ", request.args.get("name", ""))[:LONGEST_NAME].strip()


def _command(ui: str) -> str:
    return f"cd /srv/mithaq && .venv/bin/python -m search watch {FILE} --ui {ui}"


def _chosen(name: str, choices: tuple[Choice, ...]) -> Choice:
    """The choice of the form, the first one for anything else."""
    given = request.args.get(name, "")
    return next((choice for choice in choices if choice.value == given), choices[0])
