"""Beat starts only what a worker knows."""

import pytest

from learningculture.beat import SCHEDULE
from learningculture.celery import app


@pytest.mark.parametrize("name", SCHEDULE)
def test_worker_knows_what_beat_starts(name: str) -> None:
    app.loader.import_default_modules()
    assert SCHEDULE[name]["task"] in app.tasks


def test_concerns_are_looked_after_each_minute() -> None:
    assert SCHEDULE["look-after-concerns"]["schedule"] == 60.0
