"""What can be learned of one person's answer, or that all agreed, from what is shown, logged and kept."""

from __future__ import annotations

import datetime
import difflib
import itertools
import json
import logging
import re
from collections import defaultdict

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from portfolio.indicators import q1_vision
from school.models import School, Term
from school.queries import today_in
from tests.attacks.test_matrix import IN_SCHOOL
from tests.factories.portfolio import make_portfolio, make_pulse_result, scope_of
from tests.factories.school import make_school, make_term
from tests.factories.vision import make_staff
from tests.personas import Personas, client_for
from vision.counting import released_counts
from vision.models import Pulse, PulseBallot, PulseItemResult, PulseParticipation
from vision.pulse import cast_ballot, close_pulse, open_pulse
from vision.pulse_items import ITEM_KEYS
from vision.queries import invited_to_a_pulse
from vision.results import readings_of, response_of

pytestmark = pytest.mark.django_db
SIZES = (5, 6, 7, 8, 9, 10, 11, 12, 20, 24, 40)


def invited(answers: int) -> int:
    return max(8, answers + 2)


def counts_of(agree: int, answers: int) -> tuple[int, ...]:
    return (answers - agree, 0, 0, agree, 0)


def shown_in_both_places(term: Term, agree: int, answers: int, invited: int) -> str:
    """Every word and number of the results page and of the portfolio's figure, as one text."""
    Pulse.objects.all().delete()
    pulse = make_pulse_result(term=term, counts={"p1": counts_of(agree, answers)}, invited=invited, answered=answers)
    finding = q1_vision.support(scope_of(term)).findings[0]
    return json.dumps([str(readings_of(pulse)[0]), response_of(pulse), finding.to_dict()], sort_keys=True, default=str)


@pytest.mark.parametrize("answers", SIZES)
def test_all_agreed_is_not_told_even_to_the_one_who_did_not(answers: int) -> None:
    """n, n − 1 and n − 2 who agree look alike: taking the own answer away leaves two possibilities. The same at 0."""
    term = make_term(school=make_school())
    shown = {agree: shown_in_both_places(term, agree, answers, invited(answers)) for agree in range(answers + 1)}
    assert len({shown[answers - left] for left in range(3)}) == 1
    assert len({shown[agree] for agree in range(3)}) == 1


@pytest.mark.parametrize("answers", SIZES)
def test_the_range_tells_no_more_than_the_share(answers: int) -> None:
    """Shares that look alike have the same interval, bounds and standing: the printed range undoes no rounding."""
    term, groups = make_term(school=make_school()), defaultdict(set)
    for agree in range(answers + 1):
        groups[_share(term, agree, answers)].add(shown_in_both_places(term, agree, answers, invited(answers)))
    assert {share: len(texts) for share, texts in groups.items() if len(texts) > 1} == {}


def _share(term: Term, agree: int, answers: int) -> str:
    shown_in_both_places(term, agree, answers, invited(answers))
    return q1_vision.support(scope_of(term)).findings[0].shown


def test_what_is_kept_does_not_tell_it_either() -> None:
    for answers, silent in itertools.product(range(5, 60), (0, 2, 9)):
        invited = answers + silent
        kept = [released_counts([answers - agree, 0, 0, 0, agree], invited) for agree in range(answers + 1)]
        assert kept[-1] == kept[-2] == kept[-3] and kept[0] == kept[1] == kept[2]
        assert all(sum(each) == answers for each in kept)


def test_steps_are_kept_only_where_they_may_be_shown() -> None:
    for five in itertools.product(range(0, 9, 2), repeat=5):
        kept = released_counts(list(five), sum(five) + 9)
        assert kept == list(five) or kept[1] == kept[2] == kept[4] == 0
        assert kept != list(five) or 0 not in five or sum(five[1:3]) + five[4] == 0


def test_both_places_say_the_same() -> None:
    """Two roundings of one number would be a second equation."""
    term = make_term(school=make_school())
    for answers in SIZES:
        for agree in range(answers + 1):
            pulse = make_pulse_result(term=term, counts={"p1": counts_of(agree, answers)}, invited=invited(answers))
            share = q1_vision.support(scope_of(term)).findings[0].shown
            assert readings_of(pulse)[0].agree.removeprefix("About ") == f"{share} agree"
            Pulse.objects.all().delete()


@pytest.mark.parametrize(
    ("answered", "invited", "hidden"), [(4, 8, True), (5, 8, False), (8, 17, True), (9, 18, False), (9, 19, True)]
)
def test_half_of_the_staff_and_five_must_answer(answered: int, invited: int, hidden: bool) -> None:
    shown = shown_in_both_places(make_term(school=make_school()), answered - 2, answered, invited)
    assert ("agree" in json.loads(shown)[2]["said"]) is not hidden
    assert bool(json.loads(shown)[2]["withheld"]) is hidden


def held(school: School, term: Term, head: object, sheets: list[dict[str, int]], *, close: bool = True) -> Pulse:
    staff = list(invited_to_a_pulse(school, today_in(school)).order_by("-pk"))
    today = today_in(school)
    closes_on = today + datetime.timedelta(days=1)
    pulse = open_pulse(school=school, term=term, closes_on=closes_on, by=head, on=today)  # type: ignore[arg-type]
    for member, sheet in zip(staff, sheets, strict=False):
        cast_ballot(pulse=pulse, member=member, answers=sheet)
    return close_pulse(pulse=pulse, on=closes_on) if close else pulse


@pytest.mark.parametrize("voters", [5, 8, 9, 10, 12])
def test_no_page_of_the_school_differs_by_one_answer(people: Personas, voters: int) -> None:
    """All agree, or one does not: every page of the head, its source, figures and tables, is the same to the byte."""
    make_staff(school=people.school, number=voters)
    pages = []
    for dissenters in (0, 1, 2):
        sheets = [dict.fromkeys(ITEM_KEYS, 2 if number < dissenters else 5) for number in range(voters)]
        pulse = held(people.school, people.term, people.head, sheets)
        make_portfolio(term=people.term)
        pages.append(_pages(people, pulse))
        PulseItemResult.objects.all().delete()
        Pulse.objects.all().delete()
    assert pages[0].keys() == pages[1].keys()
    for place, lines in pages[0].items():
        for other in pages[1:]:
            assert list(difflib.unified_diff(lines, other[place], n=0)) == [], place


def _pages(people: Personas, pulse: Pulse) -> dict[str, list[str]]:
    client, slug = client_for(people.head), people.school.slug
    names = ["vision:pulse_results", "portfolio:dashboard", "home:today", "home:news"]
    urls = [reverse(name, args=[slug]) for name in names]
    urls += [reverse("portfolio:question", args=[slug, f"Q{number}"]) for number in range(1, 6)]
    assert {name for name in IN_SCHOOL if "portfolio" in name or "pulse" in name} >= set(names[:2])
    return {url: _without_marks(client.get(url).text).splitlines() for url in urls}


def _without_marks(page: str) -> str:
    """Tokens, ids, times and the mark of the records differ from one building to the next."""
    page = re.sub(r"[A-Za-z0-9]{64}|\b[0-9a-f]{12}\b", "", page)
    return re.sub(r"(term=|/results/|data-[a-z]+=\")\d+|edition \d+|\d\d:\d\d", "", page, flags=re.IGNORECASE)


def test_no_log_line_and_no_cache_key_holds_a_vote(people: Personas, caplog: pytest.LogCaptureFixture) -> None:
    make_staff(school=people.school, number=8)
    held(people.school, people.term, people.head, [], close=False)
    caplog.set_level(logging.DEBUG)
    client = client_for(people.teacher)
    sheet = {key: str(1 + number % 5) for number, key in enumerate(ITEM_KEYS)}
    client.post(reverse("vision:pulse", args=[people.school.slug]), sheet)
    client.post(reverse("vision:pulse", args=[people.school.slug]), {**sheet, "p1": "9"})
    lines = [f"{record.getMessage()} {record.__dict__.get('params', '')}" for record in caplog.records]
    assert [line for line in lines if "'p3': " in line or "p3=" in line or '"p3":' in line] == []
    assert not any(str(people.teacher.user_id) in key for key in _pulse_keys())


def _pulse_keys() -> list[str]:
    client = cache._cache.get_client()  # type: ignore[attr-defined]
    return [key.decode() for key in client.keys("*pulse*")]


def test_after_the_close_a_copy_of_the_database_names_nobody(people: Personas) -> None:
    """No ballot, no participation, no line of the audit; the counts have the order of the items, not of the voters."""
    sheets = [{"p1": 1 + number % 5, "p2": 1 + number // 5} for number in range(12)]
    make_staff(school=people.school, number=12)
    held(people.school, people.term, people.head, sheets)
    assert (PulseBallot.objects.count(), PulseParticipation.objects.count()) == (0, 0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM school_change WHERE table_name IN ('vision_pulseballot', %s)",
            [PulseParticipation._meta.db_table],
        )
        assert cursor.fetchone() == (0,)
    assert [result.item for result in PulseItemResult.objects.order_by("pk")] == ["p1", "p2"]
