"""The requests to a cluster, with what it refuses said in one line.

In: settings, and what to ask. Out: the cluster's answer as JSON values, or `Refused`. Never here: what an index holds,
or the deletion of an index that this program did not make.
"""

import json
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from secrets import token_hex
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException, TransportError
from urllib3.exceptions import HTTPError

from indexer.engines.opensearch.mapping import PROGRAM
from indexer.engines.opensearch.refusals import NOT_FOUND, UNAVAILABLE, Refused, answered, requirement, unanswered
from indexer.model.cluster import ClusterSettings

#: A request is sent to so many nodes more when one does not answer, or not in time: what is asked for is the same
#: however often it arrives.
OTHERS_TRIED = 2
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 20.0
#: Requests that make, fill or finish an index may take so long.
LONG_SECONDS = 600.0
CONNECTIONS = 16
#: The health of an index of which no node holds some part.
RED = "red"
LINES = {"content-type": "application/x-ndjson"}

Json = Any


class Cluster:
    """One cluster; safe for threads. `pause` waits so many seconds before documents are sent again; `trips` counts the
    requests."""

    def __init__(self, settings: ClusterSettings, pause: Callable[[float], None] = time.sleep) -> None:
        self.settings = settings
        self.trips = 0
        self._pause = pause
        #: All requests of a process ask the same copies of an index, other processes other ones.
        self._preference = token_hex(8)

    def ask(self, method: str, path: str, body: Json = None, **parameters: Any) -> Json:
        """What the cluster answers. Raises Refused."""
        return self._request(method, path, body, parameters)

    def found(self, path: str, **parameters: Any) -> Json | None:
        """What the cluster answers to a GET; None where there is nothing. Raises Refused."""
        try:
            return self._request("GET", path, None, parameters)
        except Refused as error:
            if error.status == NOT_FOUND:
                return None
            raise

    def work(self, method: str, path: str, body: Json = None, **parameters: Any) -> Json:
        """What the cluster answers to a request that may take long. Raises Refused."""
        return self._request(method, path, body, {"request_timeout": LONG_SECONDS, **parameters})

    def is_red(self, indexes: str) -> bool:
        """Whether no node holds some part of the indexes, whose names have commas between them."""
        return bool(self.work("GET", f"/_cluster/health/{indexes}", level="cluster")["status"] == RED)

    def ours(self, pattern: str, **parameters: Any) -> dict[str, dict[str, Any]]:
        """The indexes of these names that this program made for this project, each with what its mapping says of it."""
        found = self.found(f"/{pattern}/_mapping", ignore_unavailable="true", **parameters) or {}
        about = {name: value["mappings"].get("_meta", {}) for name, value in found.items()}
        own = {"program": PROGRAM, "prefix": self.settings.prefix}
        return {name: meta for name, meta in about.items() if own.items() <= meta.items()}

    def remove(self, name: str) -> bool:
        """Delete an index if this program made it; says whether it did."""
        if name not in self.ours(name):
            return False
        self.work("DELETE", f"/{name}")
        return True

    def searches(self, index: str, bodies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The answers to several searches in one request. Raises Refused when one of them fails."""
        head = {"index": index, "preference": self._preference, "request_cache": False}
        answers: list[dict[str, Any]] = self._lines("/_msearch", [line for body in bodies for line in (head, body)])[
            "responses"
        ]
        for answer in answers:
            if "error" in answer:
                raise answered(self.settings, int(answer.get("status", 0)), answer["error"])
        return answers

    def documents(
        self, index: str, names: Sequence[str], fields: Sequence[str], *, partly: bool = False
    ) -> dict[str, dict[str, Any]]:
        """The stored fields of documents by name; names that are not there are left out. Raises Refused when a part of
        the index does not answer; `partly`: only if no other part knows any of the names."""
        if not names:
            return {}
        answer = self._request("POST", f"/{index}/_mget", {"ids": list(names)}, {"_source": ",".join(fields)})
        found = {one["_id"]: one["_source"] for one in answer["docs"] if one.get("found")}
        faults = [one["error"] for one in answer["docs"] if "error" in one]
        if faults and not (partly and found):
            raise answered(self.settings, UNAVAILABLE, faults[0])
        return found

    def write(self, index: str, documents: Mapping[str, Mapping[str, Any] | None]) -> None:
        """Store each document under its name, or delete the name for None. What a busy cluster puts off is sent again
        after growing pauses; one that takes no writes at all raises Refused at once."""
        waiting = dict(documents)
        pause = FIRST_PAUSE_SECONDS
        while waiting := self._put_off(index, waiting):
            self._pause(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def close(self) -> None:
        """Close the connections."""
        if "_client" in self.__dict__:
            with suppress(OpenSearchException):
                self._client.close()

    @cached_property
    def _client(self) -> OpenSearch:
        settings = self.settings
        secure: dict[str, Any] = {"ca_certs": str(settings.ca)} if settings.ca else {}
        client = OpenSearch(
            list(settings.urls),
            headers=_authorization(settings),
            timeout=settings.seconds,
            max_retries=OTHERS_TRIED,
            retry_on_timeout=True,
            pool_maxsize=CONNECTIONS,
            **secure,
        )
        fault = requirement(settings, self._sent(client, "GET", "/", None, {}))
        if fault is not None:
            raise fault
        return client

    def _request(self, method: str, path: str, body: Json, parameters: dict[str, Any]) -> Json:
        self.trips += 1
        return self._sent(self._client, method, path, body, parameters)

    def _lines(self, path: str, lines: Sequence[Any], **parameters: Any) -> Json:
        body = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
        self.trips += 1
        return self._sent(self._client, "POST", path, body, parameters, LINES)

    def _sent(
        self,
        client: OpenSearch,
        method: str,
        path: str,
        body: Json,
        parameters: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> Json:
        try:
            return client.transport.perform_request(method, path, params=parameters, body=body, headers=headers)
        except (OpenSearchException, HTTPError, OSError) as error:
            if isinstance(error, TransportError) and isinstance(error.status_code, int):
                said = error.info.get("error", error.info) if isinstance(error.info, dict) else error.info
                raise answered(self.settings, error.status_code, said) from error
            raise unanswered(self.settings, error) from error

    def _put_off(self, index: str, documents: Mapping[str, Mapping[str, Any] | None]) -> dict[str, Any]:
        """Send documents once; gives those that the cluster was too busy for."""
        try:
            answer = self._lines(f"/{index}/_bulk", list(_actions(documents)), request_timeout=LONG_SECONDS)
        except Refused as error:
            if error.is_busy:
                return dict(documents)
            raise
        busy: dict[str, Any] = {}
        for item in answer["items"] if answer["errors"] else ():
            (result,) = item.values()
            if "error" not in result:
                continue
            refused = answered(self.settings, result["status"], result["error"])
            if not refused.is_busy:
                raise refused
            busy[result["_id"]] = documents[result["_id"]]
        return busy


def is_partial(answer: Mapping[str, Any]) -> bool:
    """Whether the answer to a search lacks a part of the index."""
    return bool(answer["_shards"]["failed"]) or bool(answer["timed_out"])


def _authorization(settings: ClusterSettings) -> dict[str, str]:
    """The header by which a user or a token is known; names and passwords in UTF-8 (RFC 7617)."""
    if settings.token:
        return {"Authorization": f"Bearer {settings.token}"}
    if not settings.user:
        return {}
    return {"Authorization": f"Basic {b64encode(f'{settings.user}:{settings.password}'.encode()).decode('ascii')}"}


def _actions(documents: Mapping[str, Mapping[str, Any] | None]) -> Iterator[Any]:
    for name, document in documents.items():
        if document is None:
            yield {"delete": {"_id": name}}
        else:
            yield {"index": {"_id": name}}
            yield document
