"""The demonstration, at its small scale, through the product's own functions."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from enquiry.models import Enquiry, Session
from home.demonstration.cast import CAST, user_playing
from home.demonstration.names import people as invented
from home.demonstration.plan import SCALES, school_plans, terms_until
from home.demonstration.seed import forget_remains, is_seeded, seed_demonstration
from observations.models import Visit
from portfolio.disclosure.minimums import MIN_PUPILS_VERDICT
from school.models import (
    Badge,
    Closure,
    Delegation,
    Look,
    Member,
    PrivacyRequest,
    Role,
    SafeguardingContacts,
    School,
    SchoolClass,
    SupportAccess,
    User,
)
from school.safeguarding.reading import shelf_of
from tests.factories.school import make_member
from tracking.models import AttainmentResult, CheckIn, Evidence, Judgement, Noticing
from vision.crosswalk import dropped_between
from vision.history import chapters
from vision.models import Audience, Framework, PublishedNarrative, Pulse, PulseBallot, PulseParticipation

TODAY = datetime.date(2026, 11, 20)


def check_records_of_every_kind() -> None:
    assert list(School.objects.values_list("name", flat=True)) == [
        "Harbour Lane Primary",
        "Saltmarsh Primary",
        "Weir Bridge School",
    ]
    for school in School.objects.all():
        for model in (CheckIn, Judgement, Noticing, Visit, Session, Enquiry, Pulse):
            assert model._default_manager.filter(school=school).exists(), f"{school} has no {model.__name__}"


def check_no_ballot_and_no_future_record() -> None:
    assert (PulseBallot.objects.count(), PulseParticipation.objects.count()) == (0, 0)
    assert not Noticing.objects.filter(noticed_on__gte=TODAY).exists()
    assert not Visit.objects.filter(state=Visit.State.HELD, on__gte=TODAY).exists()


def check_the_cast_can_sign_in() -> None:
    for part in CAST:
        user = user_playing(part.name)
        assert user and user.has_usable_password(), part
        places = Member.objects.filter(user=user).values_list("school__name", flat=True)
        assert list(places) == [part.place] or part.name in ("networklead", "support")
    assert user_playing("head@elsewhere") is None


def check_the_teacher_has_a_half_judged_class() -> None:
    amira = Member.objects.get(user=user_playing("teacher"))
    maple = SchoolClass.objects.get(enrolments__member=amira, enrolments__ends_on=None)
    judged = Judgement.objects.filter(term__starts_on__gte="2026-09-01", judge=amira).values("student").distinct()
    assert (maple.name, 0 < judged.count() < SCALES["small"].class_size) == ("Maple", True)


def check_the_office_is_furnished() -> None:
    assert Closure.objects.filter(kind=Closure.Kind.HALF_TERM).values("school").distinct().count() == 3
    assert School.objects.get(slug="weir-bridge").words["plc"]["one"] == "learning hub"
    assert Delegation.objects.open_on(TODAY).filter(deputy__user=user_playing("plclead")).exists()


def check_the_vision_tells_how_it_came_to_be() -> None:
    versions = PublishedNarrative.objects.filter(school__slug="harbour-lane", written_for=Audience.EVERYONE)
    story = chapters(list(versions))
    assert [bool(chapter.writers) for chapter in story] == [True, True, True]
    assert [chapter.because_of_colleagues for chapter in story] == [1, 0, 0]


def check_one_school_has_found_words_of_its_own() -> None:
    old, new = Framework.objects.filter(school__slug="weir-bridge").order_by("version")
    assert (old.retired_on, new.adopted_on) == (new.adopted_on, datetime.date(2026, 9, 3))
    assert [each.label for each in new.behaviours.all()] == [
        *("Staying power", "Questioning", "Collaboration", "Redrafting", "Using feedback"),
    ]
    assert dropped_between(old, new) == []
    sittings = CheckIn.objects.filter(framework__in=(old, new)).values_list("framework", flat=True).distinct()
    assert set(sittings) == {old.pk, new.pk}


def check_children_note_too() -> None:
    for name in ("student", "student.early", "student.secondary"):
        notes = Noticing.objects.filter(student__user=user_playing(name))
        assert notes.filter(source=Noticing.Source.SELF).count() == 3, name
    assert Noticing.objects.filter(source=Noticing.Source.PEER, student__user=user_playing("student.early")).exists()
    assert Member.objects.get(user=user_playing("student.early")).year_group == 2


def check_results_can_be_compared() -> None:
    for slug in ("harbour-lane", "saltmarsh"):
        results = AttainmentResult.objects.filter(school__slug=slug)
        assert results.values("student").distinct().count() >= MIN_PUPILS_VERDICT, slug
    for name in ("student", "student.early"):
        assert AttainmentResult.objects.filter(student__user=user_playing(name)).count() == 1, name


def check_children_keep_drawings() -> None:
    drawn = Evidence.objects.filter(school__slug="harbour-lane").exclude(picture=None)
    assert drawn.filter(student__user=None).exists() and drawn.exclude(student__user=None).exists()


def check_everyone_can_see_who_looked() -> None:
    for name in ("student", "teacher"):
        looks = Look.objects.filter(subject__user=user_playing(name))
        assert 1 <= looks.count() <= 60 and not looks.filter(at__date__gt=TODAY).exists()
    states = PrivacyRequest.objects.filter(school__slug="harbour-lane").values_list("state", flat=True)
    assert sorted(states) == ["done", "open"]


def check_one_class_has_badges() -> None:
    badges = Badge.objects.live().select_related("member")
    assert {badge.school.slug for badge in badges} == {"harbour-lane"}
    assert len(badges) == SCALES["small"].class_size
    assert all(badge.has_card for badge in badges)


def check_the_lead_has_one_concern_in_hand_and_one_waiting() -> None:
    lead = Member.objects.get(user__email="safeguarding@demo.example")
    shelf = shelf_of(lead, TODAY)
    assert [len(part) for part in (shelf.waiting, shelf.in_hand, shelf.closed)] == [1, 1, 0]
    visit = SupportAccess.objects.get()
    assert (visit.school.slug, visit.looks.count(), visit.is_open(timezone.now())) == ("harbour-lane", 2, False)


def check_each_school_names_its_own_lead() -> None:
    for lead in Member.objects.with_any_role(Role.SAFEGUARDING_LEAD):
        assert SafeguardingContacts.objects.get(school=lead.school).in_person.startswith(lead.display_name)


@pytest.mark.django_db
def test_demonstration_is_believable_and_keeps_the_rules() -> None:
    assert not is_seeded()
    seed_demonstration(scale="small", today=TODAY, say=lambda line: None)
    assert is_seeded()
    check_records_of_every_kind()
    check_no_ballot_and_no_future_record()
    check_the_cast_can_sign_in()
    check_the_teacher_has_a_half_judged_class()
    check_one_class_has_badges()
    check_the_office_is_furnished()
    check_the_vision_tells_how_it_came_to_be()
    check_everyone_can_see_who_looked()
    check_one_school_has_found_words_of_its_own()
    check_children_note_too()
    check_results_can_be_compared()
    check_children_keep_drawings()
    check_the_lead_has_one_concern_in_hand_and_one_waiting()
    check_each_school_names_its_own_lead()


@pytest.mark.django_db
def test_remains_of_an_unfinished_run_make_way() -> None:
    left = make_member(school=School.objects.create(name="Harbour Lane Primary", slug="harbour-lane"))
    user = User.objects.create_user("head@demo.example", "three quiet otters swim")
    Member.objects.filter(pk=left.pk).update(user=user)
    forget_remains()
    user.refresh_from_db()
    assert (user.is_active, user_playing("head")) == (False, None)
    assert not School.objects.filter(slug="harbour-lane").exists()


def test_full_scale_is_a_primary_with_a_nursery_and_two_larger_schools() -> None:
    full = SCALES["full"]
    sizes = [len(plan.years) * plan.forms * full.class_size for plan in school_plans(full)]
    assert (sizes, full.terms) == ([240, 420, 1050], 6)


def test_terms_end_with_the_one_around_today() -> None:
    keys = [(term.year, term.key) for term in terms_until(TODAY, 6)]
    assert keys == [
        (2024, "spring"), (2024, "summer"), (2025, "autumn"), (2025, "spring"), (2025, "summer"), (2026, "autumn"),
    ]  # fmt: skip
    assert terms_until(datetime.date(2026, 8, 10), 1)[0].key == "summer"


def test_invented_names_come_once() -> None:
    import random

    names = invented(random.Random(1))
    first = [next(names) for _ in range(500)]
    assert len(set(first)) == 500


def test_seeding_refuses_where_real_people_may_be(db: None, settings) -> None:
    settings.DEMO = False
    for command in (["seed_demo"], ["seed_roster", "anywhere"]):
        with pytest.raises(CommandError):
            call_command(*command)
