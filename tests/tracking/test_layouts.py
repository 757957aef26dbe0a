"""One page at three ages."""

from __future__ import annotations

import re

import pytest

from school.models import Member
from tests.factories.family import allow_family_pages
from tests.factories.observations import make_term_now
from tests.factories.tracking import make_check_in, make_evidence, make_goal, make_noticing
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.layouts import BIG, DENSE, USUAL, layout_for

pytestmark = pytest.mark.django_db
YEARS = {1: BIG, 4: USUAL, 9: DENSE}


@pytest.mark.parametrize(
    ("year", "layout"), [(-1, BIG), (0, BIG), (2, BIG), (3, USUAL), (6, USUAL), (7, DENSE), (13, DENSE), (None, USUAL)]
)
def test_each_year_group_has_its_layout(year: int | None, layout: object) -> None:
    assert layout_for(year) == layout


def pages(people: Personas) -> dict[int, str]:
    """The same records, read at three ages."""
    allow_family_pages(people.school)
    term, _class = make_term_now(host=people.teacher)
    make_check_in(student=people.student, term=term)
    make_goal(student=people.student, term=term)
    make_evidence(student=people.student, term=term)
    for _each in range(13):
        make_noticing(student=people.student, author=people.teacher, term=term)
    found = {}
    for year in YEARS:
        Member.objects.filter(pk=people.student.pk).update(year_group=year)
        found[year] = client_for(people.student).get(address(people, "my_learning")).text
    return found


def test_content_and_order_are_the_same_at_every_age(people: Personas) -> None:
    order = ["said", "noticed", "proud", "next", "family"]
    for year, page in pages(people).items():
        assert re.findall(r'<h2 id="(\w+)">', page) == order
        assert f"layout-{YEARS[year].name}" in page
        assert page.count("Tried a second way") >= 13 and "It fell down twice" in page
        for part in order:
            assert f'data-read="#part-{part}"' in page and f'id="part-{part}"' in page


def test_youngest_read_few_words_and_the_eldest_read_dates(people: Personas) -> None:
    page = pages(people)
    before = {year: page[year].partition("Everything that was noticed before")[0] for year in YEARS}
    assert [before[year].count("<p>Tried a second way") for year in YEARS] == [BIG.shown, USUAL.shown, DENSE.shown]
    assert ["Read to me</" in page[1], 'class="sr">, ' in page[4]] == [True, False]
    assert ["Chosen on" in page[year] for year in YEARS] == [False, False, True]
