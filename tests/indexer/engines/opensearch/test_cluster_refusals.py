"""What a cluster refuses, in one line that names the setting, the fact and the remedy; without a cluster."""

import ssl
from typing import Any

import pytest

from indexer.engines.opensearch.refusals import answered, requirement, unanswered
from indexer.model.cluster import ClusterSettings

SETTINGS = ClusterSettings(("https://one:9200", "https://two:9200"), user="desk", password="secret-word")


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (401, "Unauthorized", ("MITHAQ_OPENSEARCH_USER", "does not accept", "MITHAQ_OPENSEARCH_PASSWORD")),
        (403, {"type": "security_exception", "reason": "no permissions for [indices:x]"}, ("role", "indices:x")),
        (
            429,
            {"type": "cluster_block_exception", "reason": "index [m] blocked by: [TOO_MANY_REQUESTS/12/flood]"},
            ("disk is full", "free space", "flood"),
        ),
        (
            403,
            {"type": "cluster_block_exception", "reason": "blocked by: [FORBIDDEN/8/write]"},
            ("blocks this", "block"),
        ),
        (400, {"type": "x", "reason": "outer", "caused_by": {"type": "y", "reason": "inner"}}, ("y: inner",)),
    ],
)
def test_an_answer_becomes_a_line(status: int, error: Any, words: tuple[str, ...]) -> None:
    said = str(answered(SETTINGS, status, error))
    assert "\n" not in said
    assert "https://one:9200, https://two:9200" in said or status == 403
    assert all(word in said for word in words)
    assert "secret-word" not in said


def test_a_busy_cluster_is_told_from_one_that_is_full() -> None:
    assert answered(SETTINGS, 429, {"type": "rejected_execution_exception", "reason": "queue"}).is_busy
    assert not answered(SETTINGS, 429, {"type": "cluster_block_exception", "reason": "flood"}).is_busy
    assert not answered(SETTINGS, 503, {"type": "rejected_execution_exception", "reason": "queue"}).is_busy


def test_a_connection_that_fails_names_the_address_and_a_certificate_its_setting() -> None:
    refused = unanswered(SETTINGS, ConnectionRefusedError(111, "Connection refused"))
    assert "MITHAQ_OPENSEARCH_URL" in str(refused)
    wrapped = OSError("outer")
    wrapped.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    assert "MITHAQ_OPENSEARCH_CA" in str(unanswered(SETTINGS, wrapped))


@pytest.mark.parametrize(
    ("version", "accepted"),
    [
        ({"distribution": "opensearch", "number": "2.19.6"}, True),
        ({"distribution": "opensearch", "number": "3.1.0"}, True),
        ({"distribution": "opensearch", "number": "1.3.20"}, False),
        ({"distribution": "opensearch", "number": "2.5.0"}, False),
        ({"number": "8.14.0"}, False),
        ({}, False),
    ],
)
def test_only_an_opensearch_that_was_tried_will_do(version: dict[str, str], accepted: bool) -> None:
    fault = requirement(SETTINGS, {"version": version})
    assert (fault is None) is accepted
    assert accepted or "MITHAQ_OPENSEARCH_URL" in str(fault)
