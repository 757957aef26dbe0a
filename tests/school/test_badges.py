"""Making, replacing and revoking badges."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from school.badges.badges import (
    change_pictures,
    give_pictures,
    hashed,
    let_try_again,
    replace_badge,
    revoke_badge,
    revoke_badges,
)
from school.badges.pictures import PAIRS, PICTURE_OF, PICTURES, fresh_pair
from school.badges.queries import children_of, class_rows, classes_badged_by, first_names
from school.models import Badge, Role, User
from school.queries import today_in
from tests.factories.badges import make_badge_of, make_fresh_badges
from tests.factories.school import enrol, make_class, make_member, make_student, make_term
from tests.personas import Personas

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 10, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _spring():
    with time_machine.travel(NOW, tick=False):
        yield


def test_badges_are_made_for_children_without_one(people: Personas) -> None:
    make_student(school=people.school, name="Sol Adebayo", school_class=people.maple)
    fresh = make_fresh_badges(school_class=people.maple, by=people.teacher)
    assert [made.member.first_name for made in fresh] == ["Sol", "Idris"]
    assert all(len(made.token) >= 43 and made.badge.token_hash == hashed(made.token) for made in fresh)
    assert {len(badge.pictures) for badge in Badge.objects.all()} == {2}
    with pytest.raises(ValidationError, match="Everybody in this class has a badge"):
        make_fresh_badges(school_class=people.maple, by=people.teacher)


def test_token_stands_nowhere_in_the_database(people: Personas) -> None:
    fresh = make_badge_of(member=people.student, people=people)
    assert fresh.token not in str(list(Badge.objects.values()))


def test_child_without_account_gets_a_sign_in_without_email_or_password(people: Personas) -> None:
    sol = make_student(school=people.school, name="Sol Adebayo", school_class=people.maple)
    kept = people.student.user
    make_fresh_badges(school_class=people.maple, by=people.teacher)
    sol.refresh_from_db()
    people.student.refresh_from_db()
    assert sol.user and (sol.user.email, sol.user.has_usable_password(), sol.user.check_password("")) == (
        None,
        False,
        False,
    )
    assert people.student.user == kept
    assert User.objects.filter(email=None).count() == 1


def test_adults_and_leavers_get_no_badge(people: Personas) -> None:
    helper = make_member(school=people.school, roles=(Role.STUDENT, Role.TEACHING_ASSISTANT))
    leaver = make_student(school=people.school, left_on=NOW.date())
    for member in (helper, leaver):
        enrol(member, people.maple)
        with pytest.raises(ValidationError, match="for nobody else"):
            replace_badge(member=member, by=people.teacher, now=NOW)
    assert [made.member for made in make_fresh_badges(school_class=people.maple, by=people.teacher)] == [people.student]


def test_new_badges_for_everybody_keep_the_pictures(people: Personas) -> None:
    before = make_badge_of(member=people.student, people=people).badge
    after = make_badge_of(member=people.student, people=people).badge
    before.refresh_from_db()
    assert (before.revoked_at, before.revoked_by) == (NOW, people.teacher)
    assert (after.revoked_at, after.pictures) == (None, before.pictures)
    assert after.token_hash != before.token_hash


def test_pictures_alone_need_no_card(people: Personas) -> None:
    badges = give_pictures(school_class=people.maple, by=people.teacher, now=NOW)
    assert [(badge.has_card, badge.printed_at) for badge in badges] == [(False, None)]
    with pytest.raises(ValidationError):
        give_pictures(school_class=people.maple, by=people.teacher, now=NOW)
    assert make_fresh_badges(school_class=people.maple, by=people.teacher)[0].badge.pictures == badges[0].pictures


def test_pictures_differ_within_a_class(people: Personas) -> None:
    for number in range(30):
        make_student(school=people.school, name=f"Child {number}", school_class=people.maple)
    fresh = make_fresh_badges(school_class=people.maple, by=people.teacher)
    assert len({tuple(made.badge.pictures) for made in fresh}) == 31


def test_there_are_132_ways_and_each_is_two_different_pictures() -> None:
    assert (len(PICTURES), len(PAIRS), {len(set(pair)) for pair in PAIRS}) == (12, 132, {2})
    assert set(fresh_pair(PAIRS[1:])) == set(PAIRS[0])
    assert set(fresh_pair(PAIRS)) <= set(PICTURE_OF)


def test_changing_pictures_keeps_the_card_and_ends_a_pause(people: Personas) -> None:
    badge = make_badge_of(member=people.student, people=people).badge
    badge.wrong_tries, badge.paused_at = 5, NOW
    badge.save()
    before = list(badge.pictures)
    change_pictures(badge=badge)
    badge.refresh_from_db()
    assert (badge.pictures != before, badge.has_card, badge.wrong_tries, badge.paused_at) == (True, True, 0, None)
    badge.paused_at = NOW
    assert let_try_again(badge=badge).paused_at is None


def test_revoking_one_and_all(people: Personas) -> None:
    make_student(school=people.school, school_class=people.maple)
    fresh = make_fresh_badges(school_class=people.maple, by=people.teacher)
    revoke_badge(badge=fresh[0].badge, by=people.teacher, now=timezone.now())
    assert revoke_badges(school_class=people.maple, by=people.teacher, now=timezone.now()) == 1
    assert not Badge.objects.live().exists()


def test_who_makes_badges_for_which_class(people: Personas) -> None:
    other = make_class(school=people.school, name="Oak")
    make_class(school=people.school, name="Last year", year=make_term(school=people.school, start=2024).academic_year)
    today = today_in(people.school)
    found = {
        name: [c.name for c in classes_badged_by(member, people.term, today)]
        for name, member in people.members().items()
    }
    every = ["Maple", other.name]
    assert found == {
        "head": every, "administrator": every, "teacher": ["Maple"], "teaching_assistant": [], "plc_lead": [],
        "student": [], "governor": [],
    }  # fmt: skip
    assert not classes_badged_by(people.head, None, today)


def test_list_counts_children_cards_and_pauses(people: Personas) -> None:
    today = today_in(people.school)
    badge = make_badge_of(member=people.student, people=people).badge
    make_badge_of(member=people.student, people=people)
    make_student(school=people.school, name="Zed Young", school_class=people.maple)
    row = class_rows(people.teacher, people.term, today)[0]
    assert (row.learners, row.cards, row.missing, row.paused) == (2, 1, 1, 0)
    Badge.objects.live().exclude(pk=badge.pk).update(paused_at=NOW)
    assert class_rows(people.teacher, people.term, today)[0].paused == 1
    assert [child.card for child in children_of(people.maple, today)] == [True, False]


def test_first_names_are_told_apart_by_as_little_as_needed(people: Personas) -> None:
    names = ("Idris Cole", "Wren Brook", "Wren Ashe", "Bo Li", "Bo Li")
    members = [people.student, *(make_student(school=people.school, name=name) for name in names)]
    assert list(first_names(members).values()) == ["Idris Cos", "Idris Col", "Wren B", "Wren A", "Bo Li", "Bo Li"]
