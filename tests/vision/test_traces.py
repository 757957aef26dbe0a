"""Rows laid down anew: all there, one version; a table is rewritten only where its owner is known."""

import pytest
from django.db import connection

from tests.factories.dialogue import make_paragraph, make_unnamed_remark
from tests.personas import Personas
from vision import traces
from vision.models import UnnamedRemark

TABLE = UnnamedRemark._meta.db_table


@pytest.mark.django_db
def test_shuffled_rows_are_all_there_in_one_version(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head)
    texts = {make_unnamed_remark(paragraph=paragraph, text=f"Doubt {number}").text for number in range(5)}
    traces.take_turn("dialogue", people.school.pk)
    traces.shuffle(TABLE, "school_id", people.school.pk)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(DISTINCT cmin::text || xmin::text) FROM {TABLE}")
        assert cursor.fetchone() == (1,)
    assert set(UnnamedRemark.objects.values_list("text", flat=True)) == texts


def test_nothing_is_rewritten_without_an_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(traces.OWNER_URL, raising=False)
    assert traces.rewrite(TABLE) is False
