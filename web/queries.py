"""The log of queries, where it is on: which requests are logged, and what happens if that fails.

In: a search that was answered. Out: a line of the log. Never here: a page that fails or waits because of the log; or
who asked.
"""

import logging

from flask import request

from indexer.model.errors import MithaqError
from search.curating.query_log import QueryLog
from search.model.results import Parameters, ResultPage
from web.requests import Requests

LOGGED_METHOD = "GET"


class Queries:
    """Logs the queries of one application; without a log, none. A fault is told once, until a line is written again."""

    def __init__(self, requests: Requests, log: QueryLog | None, logger: logging.Logger) -> None:
        self.requests = requests
        self._log = log
        self._logger = logger
        self._is_failing = False

    @property
    def is_on(self) -> bool:
        """Whether queries are logged."""
        return self._log is not None

    def note(self, parameters: Parameters, page: ResultPage) -> None:
        """Log a query on its first page. A list of the newest articles is none."""
        if self._log is None or not parameters.q.strip() or page.page > 1 or request.method != LOGGED_METHOD:
            return
        was_failing, self._is_failing = self._is_failing, True
        try:
            self._log.write(self.requests.reading().logged(parameters, page, self.requests.now().date()))
            self._is_failing = False
        except (OSError, MithaqError) as error:
            if not was_failing:
                self._tell(self._log, error)
        except Exception:  # a fault of the program, but the search was answered
            if not was_failing:
                self._logger.exception("%s: queries are not logged", self._log.path)

    def _tell(self, log: QueryLog, error: Exception) -> None:
        """One line in the log of the application."""
        self._logger.error("%s: queries are not logged: %s", log.path, error)
