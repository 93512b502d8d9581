"""The application over a service without an index."""

from pathlib import Path

import pytest
from fake_service import FakeService
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from indexer.settings import Settings


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest.fixture
def app(service: FakeService, tmp_path: Path) -> Flask:
    return create_app(Settings(data=tmp_path, page_size=10, language="ar"), service)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
