"""What the invented staff do together: visits, professional learning communities, enquiries."""

from __future__ import annotations

import datetime

from enquiry.cycles import complete_stage, conclude_enquiry, lock_prediction, open_enquiry, share_enquiry
from enquiry.models import Plan, Plc, Session
from enquiry.plcs import plan_session, start_plc
from enquiry.room import close_session, mark_attendance, open_session, save_notes, save_plan, say_outcome
from home.demonstration.learning import Moment
from home.demonstration.people import Living
from home.demonstration.sentences import ENQUIRIES, HAPPENED, HOST_QUESTIONS, SIGHTINGS, STEPS, TRIES, WONDERINGS
from home.demonstration.staff import AMIRA, JOE
from home.demonstration.vision import at
from observations.models import Aspect, Visit
from observations.sharing import share_with_school
from observations.visits import adopt_aspects, answer_visit, propose_visit, record_conversation, record_visit
from school.models import Member, SchoolClass
from vision.models import Commitment


def make_visits(moment: Moment) -> None:
    """Most teachers host visits, those of the youngest seldom; most are talked about and kept between the two."""
    living, chance = moment.living, moment.living.chance
    aspects = adopt_aspects(school=living.school)
    for school_class, host in living.rooms(moment.plan.year):
        often = SELDOM if school_class.year_groups[0] < YOUNG else living.plan.visits
        for _ in range(chance.choices(range(len(often)), often)[0]):
            _make_visit(moment, school_class, host, aspects)


SELDOM, YOUNG = (5, 4, 1, 0), 1
OFTEN_LOOKED_FOR = (6, 6, 2, 1)


def _make_visit(moment: Moment, school_class: SchoolClass, host: Member, aspects: list[Aspect]) -> None:
    living, chance = moment.living, moment.living.chance
    day = moment.plan.day(chance.uniform(0.1, 0.9))
    visitor = chance.choice([teacher for teacher in living.teachers if teacher.pk != host.pk])
    if not moment.happened(day):
        return
    drawn = chance.choices(moment.behaviours, OFTEN_LOOKED_FOR[: len(moment.behaviours)], k=4)
    visit = propose_visit(
        host=host, visitors=[visitor], school_class=school_class, term=moment.term, kind=Visit.Kind.PEER, on=day,
        period=f"Period {chance.randint(1, 5)}", question=chance.choice(HOST_QUESTIONS), by=host,
        behaviours=list(dict.fromkeys(drawn))[:2], commitment=moment.commitments[3],
    )  # fmt: skip
    _record(moment, visit, visitor, aspects, day)


SIGHTED = ("many", "some", "few", "none")
SEEN = {
    "perseverance": (2, 4, 3, 1),
    "questioning": (1, 2, 4, 3),
    "collaboration": (3, 4, 2, 1),
    "revising": (1, 3, 3, 3),
}
"""How often a visit sees at best many, some, few, none. What students persevere with, visitors see more each term."""


def _record(moment: Moment, visit: Visit, visitor: Member, aspects: list[Aspect], day: datetime.date) -> None:
    chance = moment.living.chance
    cells = {}
    for focus in visit.focuses.select_related("behaviour"):
        often = SEEN[focus.behaviour.key]
        if focus.behaviour.key == "perseverance":
            often = (often[0] + moment.plan.index, *often[1:])
        best, where = chance.choices(range(len(SIGHTED)), often)[0], chance.choice(aspects)
        for aspect in aspects:
            seen = best if aspect == where else max(best, chance.choices(range(len(SIGHTED)), often)[0])
            looked = aspect == where or chance.random() < 0.75
            cell = (SIGHTED[seen], chance.choice(SIGHTINGS)) if looked else ("not_looked_for", "")
            cells[focus.behaviour, aspect] = cell
    now = at(day, 11)
    visit = record_visit(visit=visit, sightings=cells, wondering=chance.choice(WONDERINGS), by=visitor, now=now)
    if chance.random() < 0.8:
        step = chance.choice(STEPS)
        review = day + datetime.timedelta(weeks=2)
        talked = day + datetime.timedelta(days=chance.choice((0, 1, 1, 3)))
        visit = record_conversation(visit=visit, agreed_step=step, step_review_on=review, by=visit.host, on=talked)
    if chance.random() < 0.2:
        share_with_school(visit=visit, by=visit.host)


def arrange_next_visits(moment: Moment) -> None:
    """What waits in the present term: somebody asks the teacher, and the teacher has one to record."""
    living = moment.living
    amira, joe = living.teachers[AMIRA], living.teachers[JOE]
    maple = living.classes[moment.plan.year, living.plan.years[4], 0]
    soon = min(_weekday(moment.today + datetime.timedelta(days=3)), moment.plan.ends_on)
    propose_visit(
        host=amira, visitors=[joe], school_class=maple, term=moment.term, kind=Visit.Kind.PEER, on=soon,
        period="Period 2", question="Who asks the questions in my room?", behaviours=moment.behaviours[1:2], by=joe,
    )  # fmt: skip
    host = living.teachers[2]
    elsewhere = living.classes[moment.plan.year, living.plan.years[2], 0]
    visit = propose_visit(
        host=host, visitors=[amira], school_class=elsewhere, term=moment.term, kind=Visit.Kind.PEER,
        on=_weekday(moment.today - datetime.timedelta(days=3), back=True), period="After break",
        question="What do they do in the first minute of being stuck?", behaviours=moment.behaviours[:1], by=amira,
    )  # fmt: skip
    answer_visit(visit=visit, agree=True, by=host)


def _weekday(day: datetime.date, back: bool = False) -> datetime.date:
    while day.weekday() > 4:
        day += datetime.timedelta(days=-1 if back else 1)
    return day


def found_plcs(living: Living, begun: datetime.date, commitments: list[Commitment]) -> list[Plc]:
    """Groups of six to eight; the PLC lead has the first."""
    lead, plcs = living.teachers[JOE], []
    others = [member for member in living.educators if member.pk != lead.pk]
    groups = [others[start : start + 7] for start in range(0, min(len(others), 21), 7)]
    leads = [lead, living.head, living.leaders[0]]
    for number, (group, leading) in enumerate(zip(groups, leads, strict=False)):
        plcs.append(
            start_plc(
                school=living.school,
                name=("Being stuck", "Better questions", "Second drafts")[number],
                template="learning_team",
                purpose="What we do in the first minute, and what learners do then.",
                lead=leading,
                members=[leading, *group],
                by=leading,
                on=begun,
                commitment=commitments[number % 3],
            )  # fmt: skip
        )
    return plcs


def meet(moment: Moment, plcs: list[Plc]) -> None:
    """Two sessions a term in each group; in the present term one is today."""
    for number, plc in enumerate(plcs):
        for share in (0.3, 0.65):
            day = moment.plan.day(share) + datetime.timedelta(days=number)
            starts = at(day, 15, 45)
            if not moment.happened(day):
                continue
            session = plan_session(plc=plc, term=moment.term, starts_at=starts, place="Library", by=plc.lead)
            _hold(moment, session)
        if moment.is_now:
            day = _weekday(moment.today)
            plan_session(plc=plc, term=moment.term, starts_at=at(day, 15, 45), place="Library", by=plc.lead)


def _hold(moment: Moment, session: Session) -> None:
    chance, lead, starts = moment.living.chance, session.plc.lead, session.starts_at
    last = session.plc.sessions.filter(state=Session.State.HELD).order_by("-number").first()
    open_session(session=session, by=lead, now=starts)
    here = []
    for mark in session.attendance.select_related("member"):
        state = chance.choices(("present", "apology", "cover_failed"), (85, 9, 6))[0]
        mark_attendance(session=session, member=mark.member, state=state, by=lead)
        here += [mark.member] if state == "present" else []
    for plan in Plan.objects.filter(session=last, outcome=Plan.Outcome.OPEN) if last else ():
        outcome = chance.choices(("tried", "adapted", "not_yet"), (55, 25, 20))[0]
        say_outcome(plan=plan, outcome=outcome, what_happened=chance.choice(HAPPENED), by=plan.member, on=starts.date())
    for member in here:
        will_try, do_less = chance.choice(TRIES)
        save_plan(
            session=session, member=member, will_try=will_try, do_less=do_less, by=member, first_when="This week",
            behaviour=chance.choice(moment.behaviours),
        )  # fmt: skip
    save_notes(session=session, text="Most had tried it. We heard two that did not work.", version=1, by=lead)
    close_session(session=session, by=lead, now=starts + datetime.timedelta(minutes=62))


def enquire(moment: Moment) -> None:
    """A third of the staff open an enquiry at first, more each term; some conclude, one kind is dropped with reason."""
    living, chance = moment.living, moment.living.chance
    for number, owner in enumerate(living.educators):
        if chance.random() > 0.3 + 0.07 * moment.plan.index:
            continue
        question, key, decision, result, reason = ENQUIRIES[(number + 3 * moment.plan.index) % len(ENQUIRIES)]
        behaviour = next((b for b in moment.behaviours if b.key == key), moment.behaviours[0])
        opened, carried = moment.plan.day(0.12), moment.commitments[: 1 + moment.plan.index // 2]
        enquiry = open_enquiry(
            question=question, why="It is what we see and do not yet understand.", behaviour=behaviour, owner=owner,
            team=[], term=moment.term, on=opened, commitment=chance.choice([None, *carried]),
            origin="given" if chance.random() < 0.15 else "own", names_disadvantaged=chance.random() < 0.3,
        )  # fmt: skip
        done = _work_through(
            moment, enquiry, owner, chance.randint(2, 8) if moment.is_now else chance.choices((3, 5, 8), (1, 2, 7))[0]
        )
        if done >= 6:
            day = min(moment.plan.day(0.85), moment.today - datetime.timedelta(days=1))
            conclude_enquiry(enquiry=enquiry, result=result, decision=decision, reason=reason, by=owner, on=day)
            share_enquiry(enquiry=enquiry, ring="school" if chance.random() < 0.7 else "plc", by=owner)


def _work_through(moment: Moment, enquiry, owner: Member, upto: int) -> int:  # type: ignore[no-untyped-def]
    done = 0
    for stage in enquiry.stages.order_by("position")[: min(upto, 6)]:
        day = moment.plan.day(0.15 + 0.1 * done)
        if not moment.happened(day):
            break
        if done == 2:
            lock_prediction(
                enquiry=enquiry, prediction="More of them will go on alone by half-term.",
                baseline="Four of thirty went on alone in the first week.", by=owner, now=at(day, 15),
            )  # fmt: skip
        complete_stage(stage=stage, notes="What we saw, in two sentences each.", by=owner, on=day)
        done += 1
    return done
