"""Leaders get counts and pools, or the reason why not; never a row, a person or a day."""

from __future__ import annotations

import pytest
from django.db import connection

from learningculture.tenancy import tenant
from observations.coverage import banded, coverage_in, is_pooled_enough, rounded_share
from observations.models import Visit
from observations.queries import visits_visible_to
from school.models import Member
from tests.factories.observations import make_visit
from tests.factories.school import make_class, make_member
from tests.factories.vision import make_focus
from tests.personas import Personas, client_for


def hosts_of(people: Personas, number: int) -> list[Member]:
    return [make_member(school=people.school) for _ in range(number)]


def visit_all(
    people: Personas, hosts: list[Member], times: int = 2, *, visitor: Member | None = None, **changes
) -> None:
    for host in hosts:
        for _ in range(times):
            make_visit(host=host, visitor=visitor or people.plc_lead, school_class=people.maple, **changes)


def cell(people: Personas, viewer: Member | None = None):
    make_focus(term=people.term)
    pooled = coverage_in(people.term, viewer or people.head)
    return pooled.grid[0][1][0]


def rows(*looked: int) -> list[dict[str, int]]:
    return [{"visit__host_id": host, "looked": count} for host, count in enumerate(looked)]


@pytest.mark.parametrize(
    ("looked", "enough"),
    [
        ((2, 2, 2, 2, 2), True),
        ((3, 3, 2, 2), False),
        ((2, 2, 2, 2, 1), False),
        ((), False),
        ((4, 2, 2, 1, 1), True),
        ((5, 2, 1, 1, 1), False),
        ((8, 3, 3, 3, 3), True),
        ((9, 3, 3, 3, 3), False),
    ],
)
def test_pool_needs_five_hosts_ten_visits_and_nobody_above_two_fifths(looked: tuple[int, ...], enough: bool) -> None:
    assert is_pooled_enough(rows(*looked)) is enough


@pytest.mark.parametrize(
    ("saw", "looked", "words"),
    [
        (7, 10, "about 70 %"),
        (10, 10, "80 % or more"),
        (0, 12, "20 % or fewer"),
        (20, 20, "90 % or more"),
        (8, 12, "about 65 %"),
    ],
)
def test_shares_are_rounded_and_never_say_that_all_agreed(saw: int, looked: int, words: str) -> None:
    assert rounded_share(saw, looked) == words


def test_small_numbers_of_visits_are_told_as_a_band() -> None:
    assert [banded(number) for number in (10, 14, 15, 19, 20, 23)] == ["10–14", "10–14", "15–19", "15–19", "20", "23"]


def test_cell_is_shown_over_five_hosts_and_withheld_under(people: Personas) -> None:
    hosts = hosts_of(people, 5)
    visit_all(people, hosts[:4], times=3)
    assert (cell(people).share, cell(people).looked_for) == ("", True)
    visit_all(people, hosts[4:], times=1, seen="none")
    assert (cell(people).share, cell(people).visits) == ("80 % or more", "10–14")


def test_viewer_cannot_take_their_own_notes_away(people: Personas) -> None:
    visit_all(people, hosts_of(people, 5))
    assert cell(people).share
    assert cell(people, viewer=people.plc_lead).share == ""


def test_withdrawn_declined_and_own_looks_count_nowhere(people: Personas) -> None:
    hosts = hosts_of(people, 5)
    visit_all(people, hosts, withdrawn=True)
    visit_all(people, hosts, state=Visit.State.DECLINED)
    visit_all(people, hosts, kind=Visit.Kind.SELF_LOOK)
    pooled = coverage_in(people.term, people.head)
    assert (cell(people).looked_for, pooled.classes_visited, pooled.classes) == (False, 0, 1)
    assert [count for _kind, count in pooled.kinds] == ["none yet"] * 3


def test_kinds_below_five_are_told_in_words(people: Personas) -> None:
    make_class(school=people.school, name="Never visited")
    visit_all(people, [people.teacher], times=5)
    visit_all(people, [people.teacher], times=1, kind=Visit.Kind.COACHING)
    pooled = coverage_in(people.term, people.head)
    assert [count for _kind, count in pooled.kinds] == ["5", "fewer than 5", "none yet"]
    assert (pooled.classes_visited, pooled.classes) == (1, 2)


def test_reading_for_all_ends_with_the_block(people: Personas) -> None:
    visit_all(people, hosts_of(people, 1))
    with tenant(people.school.pk, member_id=people.head.pk):
        coverage_in(people.term, people.head)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.purpose'), current_setting('app.member')")
            assert cursor.fetchone() == ("", str(people.head.pk))
        assert not visits_visible_to(people.head).exists()
        assert not Visit.objects.exists()


def test_page_names_no_host_and_no_visitor(people: Personas) -> None:
    visit_all(people, hosts_of(people, 5))
    make_focus(term=people.term)
    page = client_for(people.head).get("/s/harbour-lane/visits/coverage/").content.decode()
    names = [str(member) for visit in Visit.objects.all() for member in (visit.host, people.plc_lead)]
    assert [name for name in names if name in page] == []
    assert "80 % or more" in page
    assert "too few to show" not in page.split("</table>")[0]
