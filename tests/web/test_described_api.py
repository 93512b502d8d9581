"""Requests drawn from the description of the interface for programs get answers that it describes.

`schemathesis` reads the description as a stranger would, and draws requests that it allows and requests that it does
not. The sample stories are searched, so that answers have hits, facets, notes and revisions.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks

from app import create_app
from indexer.model.settings import Settings, seeds_directory
from search.service import SearchService
from tests.search.search_stories import STORIES, write_generation
from web.openapi import ENDPOINTS, JSON, describe

pytestmark = pytest.mark.slow

#: Not of a request for what follows an article that is not among the results: it is answered with 410.
ACCEPTED = checks.positive_data_acceptance
#: What an answer must keep to. A request that the description does not allow may still be answered with 200: what no
#: search can take becomes a note.
KEPT = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    ACCEPTED,
    checks.allow_header_conformance,
)
#: Of an endpoint that reads nothing, there are no requests that it does not allow.
ASKED = [
    (path, mode)
    for path, endpoint in ENDPOINTS.items()
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or endpoint.reads
]
FEW, MANY = 15, 200
DRAWN = settings(
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    data = tmp_path_factory.mktemp("described") / "data"
    write_generation(data, STORIES, concepts=True)
    found = Settings(seeds=seeds_directory(), data=data, rate_limits="off")
    service = SearchService(found)
    yield schemathesis.openapi.from_wsgi("/api/openapi.json", create_app(found, service))
    service.close()


def ask(described: BaseSchema, path: str, mode: GenerationMode, bounds: settings) -> None:
    """Draw requests and hold their answers to the description; half of the articles asked for are there."""

    @bounds
    @given(
        case=described[path]["GET"].as_strategy(generation_mode=mode),
        known=st.none() | st.sampled_from([story.id for story in STORIES]),
    )
    def asked(case: schemathesis.Case, known: str | None) -> None:
        if known and "id" in case.path_parameters:
            case.path_parameters["id"] = known
        is_gone = "after" in (case.query or {})  # of ids that are drawn, none is among the results
        answer = case.call(headers={"Accept-Encoding": "identity"})  # it asks for gzip, and does not unpack it
        case.validate_response(answer, checks=[one for one in KEPT if not is_gone or one is not ACCEPTED])

    asked()


@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_drawn_requests_are_answered_as_described(described: BaseSchema, path: str, mode: GenerationMode) -> None:
    ask(described, path, mode, settings(DRAWN, max_examples=FEW, derandomize=True))


@pytest.mark.fuzz
@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_many_requests_are_answered_as_described(described: BaseSchema, path: str, mode: GenerationMode) -> None:
    ask(described, path, mode, settings(DRAWN, max_examples=MANY))


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("/api/search", {"200": {"description": "", "content": {"text/plain": {"schema": {"type": "string"}}}}}),
        ("/api/search", {"200": {"description": "", "content": {JSON: {"schema": {"type": "array"}}}}}),
        ("/api/article/{id}", {"404": None}),
    ],
)
def test_an_answer_that_is_not_described_is_seen(
    described: BaseSchema, path: str, wrong: dict[str, dict[str, Any] | None]
) -> None:
    false = describe("http://localhost")
    told = false["paths"][path]["get"]["responses"] | wrong
    false["paths"][path]["get"]["responses"] = {status: answer for status, answer in told.items() if answer}
    wrongly = schemathesis.openapi.from_dict(false)
    wrongly.app = described.app
    with pytest.raises(BaseExceptionGroup):
        ask(wrongly, path, GenerationMode.POSITIVE, settings(DRAWN, max_examples=FEW, derandomize=True))
