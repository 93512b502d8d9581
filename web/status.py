"""How fresh the collection is: `/status` for people, `/healthz` for monitors.

In: the status file of the last runs, and the service. Out: a page in the visitor's language; JSON. Never here: a path
on this machine, or a message that is meant for the operator only.
"""

from logging import Logger

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from indexer.engines.port.port import Sort
from indexer.model.errors import GenerationError, MithaqError, NoIndexError, is_unanswered
from indexer.model.notes import note
from indexer.reporting.status_file import SourceState
from search.model.results import Parameters
from web.languages import explicit_language
from web.links import Links
from web.port import Reading
from web.rendering import render_template
from web.watch import Alarm, Watch

REJECTED_SHOWN = 100
#: Alarm -> its sentence on the page.
ALARMS = {
    Alarm.DAMAGED: lazy_gettext("The index is damaged on its disk. The next run builds it anew."),
    Alarm.UNKNOWN: lazy_gettext("Nothing is known yet: no run has told how it ended."),
    Alarm.STALE: lazy_gettext("The index is older than it should be."),
    Alarm.FAILED: lazy_gettext("The last run failed. The index from before it is still being served."),
    Alarm.LATE: lazy_gettext("The next run is late."),
    Alarm.SOURCES: lazy_gettext("The index is fresh, but not all of its sources can be read."),
    Alarm.NONE: lazy_gettext("The index is kept fresh as planned."),
}
#: State of a source -> its words on the page, the most urgent first.
STATES = {
    "failing": lazy_gettext("cannot be read"),
    "overdue": lazy_gettext("nothing new for longer than expected"),
    "waiting": lazy_gettext("not read yet"),
    "fine": lazy_gettext("in order"),
}


def source_state(source: SourceState) -> str:
    """The state of a source: a key of STATES."""
    if source.is_failing:
        return "failing"
    if source.is_overdue:
        return "overdue"
    return "fine" if source.in_order else "waiting"


def _try(reading: Reading) -> None:
    """Find the newest article, search for the first word of its title, and read the article. Raises what the engine
    raises, and GenerationError if the article is found but not stored."""
    for id in reading.first(Parameters(limit=1)):
        stored = reading.stored([id])
        if not stored:
            raise GenerationError(note("the article %(id)s is missing", id=id))
        word = " ".join(stored[0].title.split()[:1] or stored[0].text.split()[:1])
        reading.first(Parameters(q=word, limit=1, sort=Sort.NEWEST))


class StatusPage:
    """The two endpoints."""

    def __init__(self, watch: Watch, log: Logger) -> None:
        self.watch = watch
        self.log = log

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        app.add_url_rule("/status", "status", self.status)
        app.add_url_rule("/healthz", "healthz", self.healthz)

    def status(self) -> ResponseReturnValue:
        """Each source with its counts and its freshness, rejected items, the last runs and the next run."""
        status = self.watch.status()
        alarm = self.watch.alarm(status)
        return render_template(
            "status.html",
            status=status,
            generation=self.watch.generation(),
            alarm=alarm.value,
            verdict=ALARMS[alarm],
            sources=[(source, source_state(source)) for source in status.sources] if status else [],
            states=STATES,
            rejected=status.rejected[:REJECTED_SHOWN] if status else [],
            now=self.watch.now(),
            parameters=Parameters(),
            links=Links({}, explicit_language()),
        )

    def healthz(self) -> ResponseReturnValue:
        """200 with the generation if a trial search succeeds and the index is not stale, otherwise 503.

        Every exception of the trial becomes a 503, because a monitor asks for exactly that. Damaged files are reported
        with 200 as long as searches succeed: a monitor may restart a process that answers 503, and a new process could
        not open the damaged index.
        """
        status = self.watch.status()
        refreshed = status.refreshed.isoformat() if status and status.refreshed else None
        try:
            with self.watch.service.lease() as reading:
                _try(reading)
                generation = reading.generation()
        except NoIndexError:
            return jsonify(status="empty", generation=None, refreshed=refreshed), 503
        except Exception as error:
            self.log.warning("not healthy: %s", error, exc_info=None if isinstance(error, MithaqError) else error)
            failed = "unreachable" if is_unanswered(error) else "failed"
            return jsonify(status=failed, generation=None, refreshed=refreshed), 503
        if self.watch.is_stale(status):
            return jsonify(status="stale", generation=generation, refreshed=refreshed), 503
        damage = self.watch.damage()
        if damage:
            self.log.warning("the index being served is damaged: %s; run: python -m indexer reindex", damage)
        return jsonify(status="damaged" if damage else "ok", generation=generation, refreshed=refreshed)
