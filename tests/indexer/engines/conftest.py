"""Fixtures for the engine tests."""

import os

import pytest


@pytest.fixture(autouse=True, scope="session")
def no_waiting_for_disks():
    """These tests write thousands of small indexes; none of them is about power cuts."""
    patch = pytest.MonkeyPatch()
    patch.setattr(os, "fsync", lambda descriptor: None)
    yield
    patch.undo()
