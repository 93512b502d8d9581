"""Which failures of sources are told to a person, and when: what lasts, not what the next run mends.

In: what the runs before knew, and what failed in this one. Out: `Trouble` per location, and the failures to tell.
Never here: printing, or a source that is forgotten because a run did not ask it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from indexer.model.causes import PATIENCE, Cause, Failure, Patience
from indexer.model.note_json import note_from_json, note_from_text, note_to_json
from indexer.model.notes import Note, note
from indexer.model.source import Source
from indexer.model.translation import recognised

#: How long a source that does not say how often it brings something may be out of reach.
PATIENT = timedelta(hours=6)
#: The longest patience, whatever a source says.
MOST_PATIENT = timedelta(days=1)
#: What is told and lasts is told again after this.
REMINDER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands against a source: the last failure, since when there was nothing but failures, and how many
    came in a row that want the same patience. `told` says when each kind of failure was last told; it outlives the
    trouble by a day, so that a source that comes and goes is not told each time. Moments are ISO 8601 in UTC.
    """

    since: str
    cause: Cause
    reason: Note
    times: int = 0
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Whether the source was read since, and only the memory of what was told is left."""
        return self.times == 0


Troubles = dict[str, Trouble]


def read_troubles(status: Mapping[str, Any]) -> Troubles:
    """What a `status.json` keeps of troubles; nothing where it keeps none that can be read."""
    try:
        return {location: _trouble(**kept) for location, kept in status["troubles"].items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        return {}


def write_troubles(troubles: Troubles) -> dict[str, Any]:
    """Troubles as JSON values, as `read_troubles` takes them."""
    return {location: _to_json(trouble) for location, trouble in troubles.items()}


def follow(before: Troubles, failures: Iterable[Failure], read: Collection[str], now: datetime) -> Troubles:
    """The troubles after a run that found these failures and could read the `read` locations; all others are as they
    were."""
    after = {location: _ended(trouble, now) if location in read else trouble for location, trouble in before.items()}
    for failure in failures:
        if failure.location:
            after[failure.location] = _worse(before.get(failure.location), failure, now)
    return {location: trouble for location, trouble in after.items() if trouble.told or not trouble.is_over}


def pressing(
    troubles: Troubles, failures: Iterable[Failure], sources: Iterable[Source], known: Collection[str], now: datetime
) -> list[Failure]:
    """The failures that a person must act on and was not told within the last day, with since when they last.
    `known` are the locations that were ever read; whoever lists a new one waits for its first reading."""
    listed = {source.location: source for source in sources}
    found = []
    for failure in failures:
        trouble = troubles.get(failure.location)
        if trouble is None or PATIENCE[failure.cause] is Patience.EACH_RUN:
            found.append(failure)
        elif _needs_a_person(trouble, listed[failure.location], failure.location in known, now) and not _is_told(
            trouble, now
        ):
            found.append(replace(failure, note=_lasting(failure.note, trouble, now)))
    return found


def noted(troubles: Troubles, told: Sequence[Failure], now: datetime) -> Troubles:
    """The troubles, with what was told of them at this moment."""
    after = dict(troubles)
    for location in {failure.location for failure in told} & troubles.keys():
        trouble = troubles[location]
        after[location] = replace(trouble, told={**trouble.told, _alarm(trouble.cause): _stamp(now)})
    return after


def _worse(before: Trouble | None, failure: Failure, now: datetime) -> Trouble:
    """The trouble with one more failure; a host that is left alone is left alone for what it did before."""
    told = before.told if before is not None else {}
    if before is None or before.is_over or _moment(before.since) > now:
        return Trouble(_stamp(now), failure.cause, failure.note, 1, told)
    cause = before.cause if failure.cause is Cause.LEFT_ALONE else failure.cause
    times = before.times + 1 if PATIENCE[cause] is PATIENCE[before.cause] else 1
    return Trouble(before.since, cause, failure.note, times, told)


def _ended(trouble: Trouble, now: datetime) -> Trouble:
    return replace(trouble, times=0, told={alarm: at for alarm, at in trouble.told.items() if _is_recent(at, now)})


def _needs_a_person(trouble: Trouble, source: Source, is_known: bool, now: datetime) -> bool:
    patience = PATIENCE[trouble.cause]
    if patience is Patience.AT_ONCE or not is_known:
        return True
    if trouble.times < 2:
        return False
    lasts = now - _moment(trouble.since)
    return patience is Patience.TWICE or lasts >= min(source.fresh or PATIENT, MOST_PATIENT)


def _is_told(trouble: Trouble, now: datetime) -> bool:
    at = trouble.told.get(_alarm(trouble.cause))
    return at is not None and _is_recent(at, now)


def _is_recent(at: str, now: datetime) -> bool:
    """Whether a moment is less than a day ago; a clock that was set back silences nothing."""
    return _moment(at) <= now < _moment(at) + REMINDER


def _alarm(cause: Cause) -> str:
    """What makes one alarm: all that passes by itself is one, for a host in trouble fails in many ways."""
    return Patience.LASTING.value if PATIENCE[cause] is Patience.LASTING else cause.value


def _lasting(failure: Note, trouble: Trouble, now: datetime) -> Note:
    """A failure with since when it lasts."""
    since = _moment(trouble.since)
    if since >= now:
        return failure
    return note("%(failure)s; failing since %(moment)s", failure=failure, moment=f"{since:%Y-%m-%d %H:%M} UTC")


def _trouble(since: str, cause: str, reason: str, times: int, told: Mapping[str, str], note: Any = None) -> Trouble:
    """Raises KeyError, ValueError or TypeError for what no run has written; version 0.1.0 wrote the reason in English
    alone."""
    for at in (since, *told.values()):
        _moment(at)
    said = note_from_json(note) if note is not None else note_from_text(str(reason), recognised)
    return Trouble(since, Cause(cause), said, int(times), dict(told))


def _to_json(trouble: Trouble) -> dict[str, Any]:
    """The reason stands there twice: as an English sentence, and as the note that every language is made of."""
    values = {one.name: getattr(trouble, one.name) for one in fields(trouble)}
    return values | {"reason": str(trouble.reason), "told": dict(trouble.told), "note": note_to_json(trouble.reason)}


def _moment(iso: str) -> datetime:
    moment = datetime.fromisoformat(iso)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
