"""Lives through the invented schools' terms by the product's own functions, so that its rules hold for every record."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

from django.db.models import TextField, Value
from django.db.models.functions import Cast, Concat

from home.demonstration.badges import make_class_badges
from home.demonstration.care import keep_people_safe, let_support_visit
from home.demonstration.cast import DOMAIN, PASSWORD, STUDENTS
from home.demonstration.children import let_children_note
from home.demonstration.dialogue import talk_about_the_vision
from home.demonstration.everyday import live_every_day
from home.demonstration.explaining import hold_explain_back
from home.demonstration.families import share_at_home
from home.demonstration.framework import begin_new_words, tell_when_it_was, term_of_new_words
from home.demonstration.leading import lead
from home.demonstration.learning import (
    Moment,
    check_everyone_in,
    judge_everyone,
    keep_evidence_and_goals,
    notice_learners,
)
from home.demonstration.office import furnish_office
from home.demonstration.people import Living, found_school, live_through
from home.demonstration.plan import SCALES, SEED, SchoolPlan, TermPlan, school_plans, terms_until
from home.demonstration.practice import arrange_next_visits, enquire, found_plcs, make_visits, meet
from home.demonstration.privacy import ask_for_the_record, look_around
from home.demonstration.vision import declare_term_focus, hold_pulse, keep_promises, write_vision
from learningculture.tenancy import tenant
from school.models import Member, Network, NetworkMember, NetworkSchool, School, Term, User

Say = Callable[[str], None]
NETWORK = "estuary"


def is_seeded() -> bool:
    """The network is made last: a half-seeded demonstration does not count."""
    return Network.objects.filter(slug=NETWORK).exists()


def seed_demonstration(*, scale: str, today: datetime.date, say: Say) -> list[School]:
    """The three schools with all their records, and their network. Remains of an unfinished run make way."""
    forget_remains()
    terms = terms_until(today, SCALES[scale].terms)
    schools = [_seed_school(plan, scale, terms, today, say) for plan in school_plans(SCALES[scale])]
    network = Network.objects.create(name="Estuary Learning Network", slug=NETWORK)
    for school in schools:
        NetworkSchool.objects.create(network=network, school=school, joined_on=terms[0].starts_on)
    lead = User.objects.create_user(f"networklead@{DOMAIN}", PASSWORD)
    NetworkMember.objects.create(network=network, user=lead)
    return schools


def forget_remains() -> None:
    """Their names become free again. Rows stay: of the members behind a sign-in the database shows nothing here."""
    for plan in school_plans(SCALES["full"]):
        for school in School.objects.filter(slug=plan.slug):
            School.objects.filter(pk=school.pk).update(slug=f"{plan.slug}-unfinished-{school.pk}")
    remains = User.objects.filter(email__endswith=f"@{DOMAIN}")
    remains.update(email=Concat(Cast("pk", TextField()), Value(f"@unfinished.{DOMAIN}")), is_active=False)


def _seed_school(plan: SchoolPlan, scale: str, terms: list[TermPlan], today: datetime.date, say: Say) -> School:
    chance = random.Random(f"{SEED}-{plan.key}")
    school = School.objects.create(name=plan.name, slug=plan.slug, phase=plan.phase)
    with tenant(school.pk, purpose="build"):
        say(f"{plan.name}: people and classes")
        living = found_school(school, plan, chance)
        live_through(living, SCALES[scale], terms)
        framework, commitments = write_vision(living, terms[0].starts_on)
        behaviours = list(framework.behaviours.order_by("position"))
        plcs = found_plcs(living, terms[0].starts_on, commitments)
    for term in terms:
        with tenant(school.pk, member_id=living.head.pk, purpose="build"):
            say(f"{plan.name}: {term.name.lower()} {term.starts_on.year}")
            if term == term_of_new_words(living, terms):
                behaviours = begin_new_words(living, framework, term)
            chosen = behaviours[:3] if plan.key == "weir" else behaviours
            declare_term_focus(living, term, behaviours)
            _live_term(Moment(living, term, today, chosen, commitments), plcs)
    with tenant(school.pk, member_id=living.head.pk):
        tell_when_it_was(living)
        keep_people_safe(living)
        furnish_office(living, today)
    let_support_visit(living)
    return school


def _live_term(moment: Moment, plcs: list) -> None:  # type: ignore[type-arg]
    living, term, today = moment.living, moment.plan, moment.today
    keep_promises(living, term, today)
    lead(moment)
    hold_explain_back(living, term, today)
    hold_pulse(living, term, today)
    check_everyone_in(moment)
    judge_everyone(moment)
    notice_learners(moment)
    keep_evidence_and_goals(moment)
    make_visits(moment)
    meet(moment, plcs)
    enquire(moment)
    if moment.is_now:
        arrange_next_visits(moment)
        _sign_students_in(living, term)
        make_class_badges(living, term)
        live_every_day(moment)
        share_at_home(moment)
        let_children_note(moment)
        talk_about_the_vision(moment)
        look_around(moment)
        ask_for_the_record(moment)


def _sign_students_in(living: Living, term: TermPlan) -> None:
    """The students of the cast; they have not checked in yet this term."""
    for pupil in STUDENTS.get(living.plan.key, ()):
        student = living.cohorts[term.year - pupil.group][0][-1]
        user = User.objects.create_user(f"{pupil.sign_in}@{DOMAIN}", PASSWORD)
        named = {"given_name": pupil.given_name, "family_name": pupil.family_name}
        Member.objects.filter(pk=student.pk).update(user=user, **named)


def terms_begun(school: School, today: datetime.date) -> list[Term]:
    """The school's terms that have begun, oldest first."""
    with tenant(school.pk):
        terms = Term.objects.filter(school=school, starts_on__lte=today).select_related("academic_year")
        return list(terms.order_by("starts_on"))
