"""What a cluster refuses, in one line each: the setting, the fact, and what to do.

In: the status and the error of an answer, or the error of a connection. Out: `Refused`. Never here: a request, or a
password.
"""

import ssl
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from indexer.model.cluster import ClusterSettings
from indexer.model.errors import ClusterError
from indexer.model.notes import N_, Note, note

#: The oldest version whose queries, similarities and clones this program was tried with.
OLDEST = (2, 19)
DISTRIBUTION = "opensearch"
BUSY = 429
UNAUTHORIZED, FORBIDDEN, NOT_FOUND, UNAVAILABLE = 401, 403, 404, 503
#: No answer: there is no status.
NO_ANSWER = 0
BLOCKED = "cluster_block_exception"


class Refused(ClusterError):
    """A cluster that does not do what it was asked: the status of its answer, NO_ANSWER if there was none, and the type
    of its error."""

    def __init__(self, note: Note, advice: Note | None = None, status: int = NO_ANSWER, kind: str = "") -> None:
        super().__init__(note, advice)
        self.status = status
        self.kind = kind

    @property
    def is_busy(self) -> bool:
        """Whether the cluster asks to come again later."""
        return self.status == BUSY and self.kind != BLOCKED


class Rule(NamedTuple):
    """Whether a rule holds for a status and the type of an error; what is wrong, and what to do about it."""

    holds: Callable[[int, str], bool]
    fact: str
    advice: str


RULES = (
    Rule(
        lambda status, _: status == UNAUTHORIZED,
        N_("MITHAQ_OPENSEARCH_USER: the cluster at %(urls)s does not accept the user, the password or the token"),
        N_("correct MITHAQ_OPENSEARCH_USER and MITHAQ_OPENSEARCH_PASSWORD, or MITHAQ_OPENSEARCH_TOKEN"),
    ),
    Rule(
        lambda status, kind: status == BUSY and kind == BLOCKED,
        N_("MITHAQ_OPENSEARCH_URL: the cluster at %(urls)s takes no writes, because a disk is full: %(fault)s"),
        N_("free space on its disks; then run again"),
    ),
    Rule(
        lambda _, kind: kind == BLOCKED,
        N_("MITHAQ_OPENSEARCH_URL: the cluster at %(urls)s blocks this: %(fault)s"),
        N_("remove the block from the index or the cluster; then run again"),
    ),
    Rule(
        lambda status, _: status == FORBIDDEN,
        N_("MITHAQ_OPENSEARCH_USER: its role does not permit this at %(urls)s: %(fault)s"),
        N_("give the role the permissions that docs/cluster.md lists"),
    ),
    Rule(
        lambda _, kind: kind == "certificate",
        N_("MITHAQ_OPENSEARCH_CA: the certificate of %(urls)s cannot be trusted: %(fault)s"),
        N_("set MITHAQ_OPENSEARCH_CA to the file of the authority that signed it"),
    ),
    Rule(
        lambda status, _: status == NO_ANSWER,
        N_("MITHAQ_OPENSEARCH_URL: no node answers at %(urls)s: %(fault)s"),
        N_("see whether the cluster runs, and whether the addresses are right"),
    ),
)
OTHERWISE = N_("the cluster at %(urls)s answers with an error: %(fault)s")


def refused(settings: ClusterSettings, status: int, kind: str, fault: str) -> Refused:
    """The error for an answer."""
    values = {"urls": ", ".join(settings.urls), "fault": " ".join(fault.split())[:300]}
    for rule in RULES:
        if rule.holds(status, kind):
            return Refused(note(rule.fact, **values), note(rule.advice), status, kind)
    return Refused(note(OTHERWISE, **values), None, status, kind)


def answered(settings: ClusterSettings, status: int, error: Any) -> Refused:
    """The error for an answer with a status and the JSON of an error."""
    if not isinstance(error, Mapping):
        return refused(settings, status, "", str(error))
    cause = _deepest(error)
    reason = f"{cause.get('type', '')}: {cause.get('reason', '')}"
    return refused(settings, status, str(error.get("type", "")), reason)


def unanswered(settings: ClusterSettings, error: BaseException) -> Refused:
    """The error for a connection that failed."""
    causes = list(_causes(error))
    certificate = next((one for one in causes if isinstance(one, ssl.SSLError)), None)
    if certificate is not None:
        return refused(settings, NO_ANSWER, "certificate", str(certificate))
    return refused(settings, NO_ANSWER, type(error).__name__, str(causes[-1]) or type(causes[-1]).__name__)


def requirement(settings: ClusterSettings, about: Any) -> Refused | None:
    """What is wrong with a cluster that says this about itself; None if it can be used."""
    version = about.get("version", {}) if isinstance(about, Mapping) else {}
    number = str(version.get("number", "?"))
    numbers = tuple(int(part) for part in number.split(".")[:2] if part.isdigit())
    if version.get("distribution") == DISTRIBUTION and numbers >= OLDEST:
        return None
    what = note(
        "MITHAQ_OPENSEARCH_URL: %(urls)s runs %(distribution)s %(number)s, and not OpenSearch %(oldest)s or newer",
        urls=", ".join(settings.urls),
        distribution=version.get("distribution", "elasticsearch or something else"),
        number=number,
        oldest=".".join(map(str, OLDEST)),
    )
    return Refused(what, note("set it to an OpenSearch cluster, or upgrade that one"))


def _deepest(error: Mapping[str, Any]) -> Mapping[str, Any]:
    """The error of a shard or of a cause, which says more than the one around it."""
    shards = error.get("failed_shards") or ()
    inner = error.get("caused_by") or (shards[0].get("reason") if shards else None)
    return _deepest(inner) if isinstance(inner, Mapping) and inner.get("reason") else error


def _causes(error: BaseException) -> list[BaseException]:
    """An error with those that led to it, by whatever name the libraries keep them."""
    found: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in found:
        found.append(one)
        inner = [getattr(one, "info", None), getattr(one, "reason", None), *one.args, one.__cause__, one.__context__]
        one = next((other for other in inner if isinstance(other, BaseException) and other not in found), None)
    return found
