"""Visits: proposed, answered, recorded, talked about. They help and never judge."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from observations.models import Aspect, Sighting, Visit, VisitFocus, Visitor
from observations.planning import check_cap, check_party, check_plan
from school.models import Member, School, SchoolClass, Term
from school.queries import local_time
from vision.models import Behaviour, Commitment

LINKS = ["school", "term", "host", "proposed_by", "school_class", "commitment"]
"""Checked by the rules below; asking the database again for each would cost six queries."""

Cells = Mapping[tuple[Behaviour, Aspect], tuple[str, str]]


def adopt_aspects(*, school: School) -> list[Aspect]:
    """The four aspects of classroom culture, unless the school has a list of its own already."""
    own = list(Aspect.objects.filter(school=school))
    if own:
        return own
    four = (
        (
            "relating",
            _("Relating"),
            _("Who takes responsibility here? Is it safe to be stuck? Do adults show their own learning?"),
        ),
        ("talking", _("Talking"), _("Is learning itself named? Who asks the questions? Is praise specific?")),
        (
            "constructing",
            _("Constructing"),
            _("Does the task need the behaviour? Is there choice, difficulty, time to struggle?"),
        ),
        (
            "celebrating",
            _("Celebrating"),
            _("What earns notice: effort, strategy and second thoughts, or only right answers?"),
        ),
    )
    rows = [
        Aspect(school=school, key=key, label=label, prompt=prompt, position=position)
        for position, (key, label, prompt) in enumerate(four)
    ]
    Aspect.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Aspect.objects.filter(school=school))


@transaction.atomic
def propose_visit(
    *,
    host: Member,
    visitors: Iterable[Member],
    school_class: SchoolClass,
    term: Term,
    kind: str,
    on: datetime.date,
    period: str,
    question: str,
    behaviours: Iterable[Behaviour],
    by: Member,
    commitment: Commitment | None = None,
) -> Visit:
    """A visit waiting for the host's answer, or agreed at once when the host proposes it."""
    visitors, behaviours = list(visitors), list(behaviours)
    check_party(host=host, visitors=visitors, kind=kind, by=by, on=on)
    check_plan(school_class=school_class, term=term, on=on, behaviours=behaviours, host=host)
    host_asked = by.pk == host.pk
    if not host_asked:
        check_cap(host=host, year=term.academic_year)
    visit = Visit(
        school=host.school,
        term=term,
        kind=kind,
        state=Visit.State.AGREED if host_asked else Visit.State.INVITED,
        host=host,
        proposed_by=by,
        host_asked=host_asked,
        school_class=school_class,
        on=on,
        period=period.strip(),
        question=question.strip(),
        commitment=commitment,
    )
    visit.clean_fields(exclude=LINKS)
    visit.save(force_insert=True)
    _add_people_and_focus(visit, visitors, behaviours)
    return visit


def _add_people_and_focus(visit: Visit, visitors: list[Member], behaviours: list[Behaviour]) -> None:
    adopt_aspects(school=visit.school)
    Visitor.objects.bulk_create([Visitor(school=visit.school, visit=visit, member=member) for member in visitors])
    VisitFocus.objects.bulk_create(
        [VisitFocus(school=visit.school, visit=visit, behaviour=behaviour) for behaviour in behaviours]
    )


@transaction.atomic
def answer_visit(*, visit: Visit, agree: bool, by: Member, question: str = "") -> Visit:
    """The host says yes or not this time. What was agreed can be called off by anyone who takes part."""
    visit = _locked(visit)
    if visit.state == Visit.State.INVITED:
        check_is_host(visit, by)
    elif visit.state != Visit.State.AGREED:
        raise ValidationError(_("This visit has been answered already."))
    elif agree:
        return visit
    elif by.pk != visit.host_id and not is_visitor(visit, by):
        raise ValidationError(_("Only the host and the visitors can call a visit off."))
    visit.state = Visit.State.AGREED if agree else Visit.State.DECLINED
    visit.question = question.strip() or visit.question
    visit.clean_fields(exclude=LINKS)
    visit.save(update_fields=["state", "question"])
    return visit


@transaction.atomic
def record_visit(
    *,
    visit: Visit,
    sightings: Cells,
    wondering: str,
    by: Member,
    now: datetime.datetime,
    client_key: UUID | None = None,
) -> Visit:
    """Keep what was seen: every cell of the grid, those left out as "not looked for". The host can read it at once.

    Sent twice with the same ``client_key`` it is kept once, as it first came.
    """
    visit = _locked(visit)
    check_may_record(visit, by)
    if visit.is_recorded and client_key and visit.client_key == client_key:
        return visit
    check_can_record(visit, now)
    rows = _sightings(visit, sightings)
    visit.wondering = wondering.strip()
    visit.client_key = client_key or visit.client_key
    visit.state, visit.recorded_at = Visit.State.HELD, now
    visit.clean_fields(exclude=LINKS)
    try:
        with transaction.atomic():
            visit.save(update_fields=["wondering", "client_key", "state", "recorded_at"])
    except IntegrityError as clash:
        raise ValidationError(
            _("This page was used for another visit. Open the visit again and send it once more.")
        ) from clash
    Sighting.objects.bulk_create(rows)
    return visit


@transaction.atomic
def record_conversation(
    *, visit: Visit, agreed_step: str, step_review_on: datetime.date, by: Member, on: datetime.date
) -> Visit:
    """That host and visitor talked, with the one step they agreed on and the day to look back at it."""
    visit = _locked(visit)
    if by.pk != visit.host_id and not is_visitor(visit, by):
        raise ValidationError(_("Only the host and the visitors can note their conversation."))
    check_is_recorded(visit)
    if not agreed_step.strip():
        raise ValidationError({"agreed_step": _("Write the one thing to try next, however small.")})
    if step_review_on < on:
        raise ValidationError({"step_review_on": _("Choose a day that is still to come.")})
    visit.agreed_step, visit.step_review_on, visit.step_reviewed_on = agreed_step.strip(), step_review_on, None
    visit.talked_on = visit.talked_on or on
    visit.clean_fields(exclude=LINKS)
    visit.save(update_fields=["agreed_step", "step_review_on", "step_reviewed_on", "talked_on"])
    return visit


@transaction.atomic
def review_step(*, visit: Visit, by: Member, on: datetime.date) -> Visit:
    """That the host looked back at the agreed step; nothing is said about how it went."""
    visit = _locked(visit)
    check_is_host(visit, by)
    if not visit.agreed_step:
        raise ValidationError(_("There is no agreed step to look back at yet."))
    visit.step_reviewed_on = on
    visit.save(update_fields=["step_reviewed_on"])
    return visit


@transaction.atomic
def write_account(*, visit: Visit, text: str, by: Member) -> Visit:
    """The host's own words beside the record: what else was going on, what is not quite right."""
    visit = _locked(visit)
    check_is_host(visit, by)
    check_is_recorded(visit)
    visit.host_account = text.strip()
    visit.clean_fields(exclude=LINKS)
    visit.save(update_fields=["host_account"])
    return visit


def check_is_recorded(visit: Visit) -> None:
    if not visit.is_recorded or visit.is_withdrawn:
        raise ValidationError(_("There is no record of this visit."))


def check_may_record(visit: Visit, by: Member) -> None:
    if visit.kind == Visit.Kind.SELF_LOOK:
        check_is_host(visit, by)
    elif not is_visitor(visit, by):
        raise ValidationError(_("Only a visitor can record this visit."))


def check_can_record(visit: Visit, now: datetime.datetime) -> None:
    if visit.is_recorded:
        raise ValidationError(_("This visit has been recorded already."))
    if visit.state != Visit.State.AGREED or visit.is_withdrawn:
        raise ValidationError(_("Only a visit that the host has agreed to can be recorded."))
    if visit.on > local_time(visit.school, now).date():
        raise ValidationError(_("This visit has not happened yet. Record it on its day or after."))


def _sightings(visit: Visit, cells: Cells) -> list[Sighting]:
    focus = [row.behaviour for row in visit.focuses.select_related("behaviour")]
    grid = {
        (behaviour, aspect): ("", "") for behaviour in focus for aspect in Aspect.objects.filter(school=visit.school_id)
    }
    if set(cells) - set(grid):
        raise ValidationError(_("A visit looks only for the behaviours agreed beforehand."))
    rows = [
        Sighting(
            school=visit.school,
            visit=visit,
            behaviour=behaviour,
            aspect=aspect,
            seen=seen or Sighting.Seen.NOT_LOOKED_FOR,
            what_learners_did=text.strip(),
        )
        for (behaviour, aspect), (seen, text) in {**grid, **cells}.items()
    ]
    for row in rows:
        row.clean_fields(exclude=["school", "visit", "behaviour", "aspect"])
    if all(row.seen == Sighting.Seen.NOT_LOOKED_FOR for row in rows):
        raise ValidationError(_("Say for at least one line how many learners you saw, even if it was none."))
    return rows


def check_is_host(visit: Visit, by: Member) -> None:
    if by.pk != visit.host_id:
        raise ValidationError(_("Only the host can do this: the record is theirs."))


def is_visitor(visit: Visit, member: Member) -> bool:
    return Visitor.objects.filter(visit=visit, member=member).exists()


def _locked(visit: Visit) -> Visit:
    return Visit.objects.select_for_update(of=("self",)).select_related("school").get(pk=visit.pk)
