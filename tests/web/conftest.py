"""The application over a service without an index."""

from functools import cache
from pathlib import Path

import pytest
from fake_service import FakeService
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from app import create_app
from indexer.model.settings import Settings
from web import validators


class Compiled(BytecodeCache):
    """Templates compiled once for all the applications that the tests make; by their sources, as Jinja2 does it."""

    def __init__(self) -> None:
        self._made: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._made:
            bucket.bytecode_from_string(self._made[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._made[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()
FINGERPRINT = validators.fingerprint


@cache
def _fingerprint(paths: tuple[Path, ...]) -> str:
    return FINGERPRINT(paths)


@pytest.fixture
def service(tmp_path: Path) -> FakeService:
    return FakeService(folder=tmp_path)


@pytest.fixture
def app(service: FakeService, tmp_path: Path) -> Flask:
    with pytest.MonkeyPatch.context() as patch:  # all that makes a page is read for it, and is the same for them all
        patch.setattr(validators, "fingerprint", lambda paths: _fingerprint(tuple(paths)))
        app = create_app(Settings(data=tmp_path, page_size=10, language="ar"), service)
    app.jinja_env.bytecode_cache = COMPILED
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
