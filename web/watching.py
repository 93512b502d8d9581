"""`/watch`: how a search is watched, and the line that watches this one.

In: the same parameters as the page. Out: HTML. Never here: anything kept of a visitor.
"""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue

from web.languages import explicit_language
from web.links import Links, arguments
from web.requests import Requests


class Watching:
    """The page that explains how to watch a search."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the route to an application."""
        app.add_url_rule("/watch", "watch", self.watch)

    def watch(self) -> ResponseReturnValue:
        """The line of a file of saved searches, and the feed."""
        parameters, _ = self.requests.parameters()
        links = Links({name: values for name, values in arguments(parameters).items() if name != "sort"}, parameters.ui)
        return render_template(
            "watch.html",
            line=self.requests.site() + links.search(),
            feed=self.requests.site() + links.to("feed"),
            parameters=parameters,
            links=Links(links.current, explicit_language()),
        )
