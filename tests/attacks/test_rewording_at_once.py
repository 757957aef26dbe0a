"""Four windows of one child save other words at the same moment, over real connections."""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from tests.factories.tracking import make_evidence
from tests.personas import Personas
from tests.tracking.test_rewording import change
from tracking.rewording import ChangedElsewhere

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_is_kept_and_the_others_are_asked_beside_it(people: Personas) -> None:
    kept, told = make_evidence(student=people.student), list[str]()
    start = threading.Barrier(4)

    def write(title: str) -> None:
        start.wait()
        try:
            told.append(change(people, kept, title=title).title)
        except ChangedElsewhere as other:
            told.append(f"asked beside {other.evidence.title}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=[f"Title {number}"]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept.refresh_from_db()
    assert sorted(told) == sorted([kept.title, *[f"asked beside {kept.title}"] * 3])
