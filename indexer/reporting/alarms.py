"""Which failures of sources are reported to a person, and when: lasting ones, not those that the next run mends.

In: the troubles of earlier runs, and the failures of this one. Out: `Trouble` per location, and the failures to report.
Never here: printing, or forgetting a source because a run did not ask it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from indexer.archive.items import stamp
from indexer.model.causes import PATIENCE, Cause, Failure, Patience
from indexer.model.note_json import note_from_json, note_from_text, note_to_json
from indexer.model.notes import Note, note
from indexer.model.source import Source
from indexer.model.translation import recognised
from indexer.reporting.moments import moment_of

#: How long a source without a `fresh` setting may be out of reach.
PATIENT = timedelta(hours=6)
#: The longest patience, whatever the `fresh` of a source.
MOST_PATIENT = timedelta(days=1)
#: A reported failure that lasts is reported again after this.
REMINDER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """The trouble of a source: its last failure, the moment since when it only fails, and the number of failures in a
    row with the same patience. `reported` maps each kind of alarm to the moment of its last report. It outlives the
    trouble by a day, so that a source that fails on and off is not reported each time. Moments are ISO 8601 in UTC.
    """

    since: str
    cause: Cause
    reason: Note
    times: int = 0
    reported: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether the source was read since; then only the memory of reports is left."""
        return self.times == 0


Troubles = dict[str, Trouble]


def read_troubles(status: Mapping[str, Any]) -> Troubles:
    """The troubles in a `status.json`; none when they cannot be read."""
    try:
        return {location: _trouble(**kept) for location, kept in status["troubles"].items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        return {}


def write_troubles(troubles: Troubles) -> dict[str, Any]:
    """Troubles as JSON values, in the form that `read_troubles` reads."""
    return {location: _to_json(trouble) for location, trouble in troubles.items()}


def update_troubles(before: Troubles, failures: Iterable[Failure], read: Collection[str], now: datetime) -> Troubles:
    """The troubles after a run that found these failures and could read the `read` locations; all others stay."""
    after = {location: _ended(trouble, now) if location in read else trouble for location, trouble in before.items()}
    for failure in failures:
        if failure.location:
            after[failure.location] = _worse(before.get(failure.location), failure, now)
    return {location: trouble for location, trouble in after.items() if trouble.reported or not trouble.is_over}


def urgent_failures(
    troubles: Troubles, failures: Iterable[Failure], sources: Iterable[Source], known: Collection[str], now: datetime
) -> list[Failure]:
    """The failures that a person must act on and that were not reported within the last day, each with the moment since
    when it lasts. `known` has the locations that were ever read; a failure at the first reading of a new one is always
    urgent, because a person waits for it."""
    listed = {source.location: source for source in sources}
    found = []
    for failure in failures:
        trouble = troubles.get(failure.location)
        if trouble is None or PATIENCE[failure.cause] is Patience.EACH_RUN:
            found.append(failure)
        elif _needs_a_person(trouble, listed[failure.location], failure.location in known, now) and not _is_reported(
            trouble, now
        ):
            found.append(replace(failure, note=_lasting(failure.note, trouble, now)))
    return found


def mark_reported(troubles: Troubles, reported: Sequence[Failure], now: datetime) -> Troubles:
    """The troubles, with these failures marked as reported at this moment."""
    after = dict(troubles)
    for location in {failure.location for failure in reported} & troubles.keys():
        trouble = troubles[location]
        after[location] = replace(trouble, reported={**trouble.reported, _alarm(trouble.cause): stamp(now)})
    return after


def _worse(before: Trouble | None, failure: Failure, now: datetime) -> Trouble:
    """The trouble with one more failure; for a host that is left alone, the earlier cause stays."""
    reported = before.reported if before is not None else {}
    if before is None or before.is_over or moment_of(before.since) > now:
        return Trouble(stamp(now), failure.cause, failure.note, 1, reported)
    cause = before.cause if failure.cause is Cause.LEFT_ALONE else failure.cause
    times = before.times + 1 if PATIENCE[cause] is PATIENCE[before.cause] else 1
    return Trouble(before.since, cause, failure.note, times, reported)


def _ended(trouble: Trouble, now: datetime) -> Trouble:
    recent = {alarm: at for alarm, at in trouble.reported.items() if _is_recent(at, now)}
    return replace(trouble, times=0, reported=recent)


def _needs_a_person(trouble: Trouble, source: Source, is_known: bool, now: datetime) -> bool:
    patience = PATIENCE[trouble.cause]
    if patience is Patience.AT_ONCE or not is_known:
        return True
    if trouble.times < 2:
        return False
    lasts = now - moment_of(trouble.since)
    return patience is Patience.TWICE or lasts >= min(source.fresh or PATIENT, MOST_PATIENT)


def _is_reported(trouble: Trouble, now: datetime) -> bool:
    at = trouble.reported.get(_alarm(trouble.cause))
    return at is not None and _is_recent(at, now)


def _is_recent(at: str, now: datetime) -> bool:
    """Whether a moment is less than a day ago; a clock that was set back silences nothing."""
    return moment_of(at) <= now < moment_of(at) + REMINDER


def _alarm(cause: Cause) -> str:
    """The kind of alarm of a cause. All causes that pass by themselves are one, because a host in trouble fails in many
    ways."""
    return Patience.LASTING.value if PATIENCE[cause] is Patience.LASTING else cause.value


def _lasting(failure: Note, trouble: Trouble, now: datetime) -> Note:
    """A failure with the moment since when it lasts."""
    since = moment_of(trouble.since)
    if since >= now:
        return failure
    return note("%(failure)s; failing since %(moment)s", failure=failure, moment=f"{since:%Y-%m-%d %H:%M} UTC")


def _trouble(since: str, cause: str, reason: str, times: int, told: Mapping[str, str], note: Any = None) -> Trouble:
    """A trouble from its JSON values; version 0.1.0 wrote the reason in English only. Raises KeyError, ValueError or
    TypeError for values that no run has written."""
    for at in (since, *told.values()):
        moment_of(at)
    message = note_from_json(note) if note is not None else note_from_text(str(reason), recognised)
    return Trouble(since, Cause(cause), message, int(times), dict(told))


def _to_json(trouble: Trouble) -> dict[str, Any]:
    """A trouble as JSON values. The reason is there twice: as an English sentence, and as the note that is rendered in
    any language. The reports keep the name that version 0.1.0 gave them."""
    return {
        "since": trouble.since,
        "cause": trouble.cause,
        "reason": str(trouble.reason),
        "times": trouble.times,
        "told": dict(trouble.reported),
        "note": note_to_json(trouble.reason),
    }
