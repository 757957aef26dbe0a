"""Fixtures every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.personas import Personas, make_personas

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The database is there already: see ``tests/servers.py``."""


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture
def people(db: None) -> Personas:
    """One school with a person of each role, and a teacher of another school."""
    return make_personas()
