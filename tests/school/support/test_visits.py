"""Support's visits: asked, consented, over after an hour."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from learningculture.tenancy import tenant
from school.models import SupportAccess, User
from school.support.visits import answer_support, ask_to_come_in, end_support, make_support, open_access, visits_of
from tests.factories.care import NOW, make_support_visit, make_supporter
from tests.personas import Personas

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def inside(user: User, people: Personas, now: datetime.datetime) -> bool:
    with tenant(None, user_id=user.pk):
        return open_access(user, people.school.slug, now) is not None


def test_open_for_sixty_minutes_from_consent(people: Personas) -> None:
    user = make_supporter()
    access = make_support_visit(school=people.school, user=user, now=NOW)
    assert not inside(user, people, NOW)
    answer_support(access=access, consent=True, by=people.head, now=NOW + 30 * MINUTE)
    assert [inside(user, people, NOW + n * MINUTE) for n in (30, 89, 90, 200)] == [True, True, False, False]


@pytest.mark.parametrize("by_school", [True, False])
def test_either_side_ends_it_early(people: Personas, by_school: bool) -> None:
    user = make_supporter()
    access = make_support_visit(school=people.school, user=user, by=people.head, now=NOW)
    end_support(access=access, by_school=by_school, now=NOW + MINUTE)
    assert not inside(user, people, NOW + 2 * MINUTE)
    assert SupportAccess.objects.get().ended_by_school == by_school


def test_refused_is_answered_and_asks_anew(people: Personas) -> None:
    user = make_supporter()
    access = make_support_visit(school=people.school, user=user, now=NOW)
    with pytest.raises(ValidationError, match="already"):
        make_support_visit(school=people.school, user=user, now=NOW)
    answer_support(access=access, consent=False, by=people.administrator, now=NOW)
    with pytest.raises(ValidationError, match="answered"):
        answer_support(access=access, consent=True, by=people.head, now=NOW)
    assert not inside(user, people, NOW + MINUTE)
    make_support_visit(school=people.school, user=user, now=NOW)


def test_only_support_asks_and_only_a_school_that_is_there(people: Personas) -> None:
    for user, slug in ((people.teacher.user, people.school.slug), (make_supporter(), "nowhere")):
        with pytest.raises(ValidationError, match="no school"):
            ask_to_come_in(user=user, slug=slug, reason="x", now=NOW)


def test_one_sees_ones_own_questions_only(people: Personas) -> None:
    user, other = make_supporter(), make_supporter()
    make_support_visit(school=people.school, user=user)
    with tenant(None, user_id=other.pk):
        assert not visits_of(other).exists() and not visits_of(user).exists()
    with tenant(None, user_id=user.pk):
        assert visits_of(user).count() == 1


def test_somebody_with_a_place_in_a_school_cannot_be_support(people: Personas) -> None:
    with pytest.raises(ValidationError):
        make_support(user=people.teacher.user)
    with pytest.raises(CommandError):
        call_command("make_support", people.teacher.user.email)


def test_operator_makes_and_unmakes_support(people: Personas, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_support", "Help@example.org")
    assert User.objects.get(email="help@example.org").is_support
    call_command("make_support", "help@example.org", "--end")
    assert not User.objects.get(email="help@example.org").is_support
