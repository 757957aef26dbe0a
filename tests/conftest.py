"""Fixtures every test may use."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import settings

from school import queries
from tests.emptying import instead_of_truncating
from tests.personas import Personas, make_personas

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
instead_of_truncating()
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")
"""A busy machine takes its time over an example: what is too slow is the bench's to say."""


def pytest_collection_finish() -> None:
    """Modules and tests stay until the end: garbage is looked for among what comes after them only."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The database is there already: see ``tests/servers.py``."""


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    cache.clear()


class _Forgetful(dict[Any, Any]):
    def __setitem__(self, key: Any, value: Any) -> None:
        """Nothing stays."""


@pytest.fixture(autouse=True)
def _terms_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries are counted as a process asks that has seen no term yet, whichever page a test opens first."""
    monkeypatch.setattr(queries, "_terms_kept", _Forgetful())


@pytest.fixture
def people(db: None) -> Personas:
    """One school with a person of each role, and a teacher of another school."""
    return make_personas()
