"""Frameworks, behaviours, focus, commitments."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Mapping, Sequence

from school.models import Batch, Member, School, Term
from tests.factories.school import make_member
from vision.models import (
    Behaviour,
    Commitment,
    Focus,
    Framework,
    LeaderCommitment,
    Phase,
    Pulse,
    PulseItemResult,
)
from vision.pulse_items import ITEM_VERSION, PULSE_ITEMS

PHASES = ("Not seen yet", "With help", "When reminded", "By choice", "Plans for it", "Second nature")
FOUNDATION = (
    ("perseverance", "Perseverance", "mountain", "ochre"),
    ("questioning", "Questioning", "message-circle-question-mark", "sky"),
    ("collaboration", "Collaboration", "users", "plum"),
    ("revising", "Revising", "pencil", "moss"),
)

_numbers = itertools.count(1)


def make_framework(*, school: School, version: int = 1) -> Framework:
    """The four foundation behaviours with their six phases."""
    framework = Framework.objects.create(
        school=school,
        name="Foundation four",
        preset="foundation",
        version=version,
        adopted_on=datetime.date(2024, 9, 1),
    )
    for position, (key, label, icon, tint) in enumerate(FOUNDATION):
        Behaviour.objects.create(
            school=school,
            framework=framework,
            key=key,
            position=position,
            label=label,
            definition=f"What {label.lower()} means",
            child_wording=f"I use {label.lower()}",
            icon=icon,
            tint=tint,
        )
    for number, label in enumerate(PHASES):
        Phase.objects.create(school=school, framework=framework, number=number, label=label, meaning=f"{label} means")
    return framework


def make_change(*, framework: Framework, by: Member) -> Batch:
    """A line of the log of changes; it wrote nothing."""
    counts = {"framework": framework.pk, "words": 1}
    return Batch.objects.create(
        school=by.school, kind=Batch.Kind.BEHAVIOURS, label="Moved Perseverance", by=by, counts=counts
    )


def make_behaviour(*, school: School, key: str = "perseverance") -> Behaviour:
    """The named behaviour of the school's live framework, which is made when there is none."""
    framework = Framework.objects.filter(school=school, retired_on=None).first() or make_framework(school=school)
    return framework.behaviours.get(key=key)


def make_focus(*, term: Term, key: str = "perseverance") -> Focus:
    behaviour = make_behaviour(school=term.school, key=key)
    return Focus.objects.get_or_create(
        school=term.school, term=term, behaviour=behaviour, defaults={"declared_on": term.starts_on}
    )[0]


def make_commitment(*, school: School, wording: str = "", who: str = "adults") -> Commitment:
    number = next(_numbers)
    return Commitment.objects.create(
        school=school,
        who=who,
        wording=wording or f"keep promise {number}",
        position=number,
        made_on=datetime.date(2024, 9, 1),
    )


def make_leader_commitment(
    *,
    by: Member,
    due_on: datetime.date,
    outcome: str = LeaderCommitment.Outcome.OPEN,
    settled_on: datetime.date | None = None,
) -> LeaderCommitment:
    return LeaderCommitment.objects.create(
        school=by.school,
        made_by=by,
        kind=LeaderCommitment.Kind.TIME,
        promise=f"Promise {next(_numbers)}",
        made_on=due_on - datetime.timedelta(days=30),
        due_on=due_on,
        outcome=outcome,
        settled_on=settled_on,
    )


def make_pulse(
    *,
    term: Term,
    by: Member,
    counts: Mapping[str, Sequence[int]] | None = None,
    invited: int = 20,
    answered: int = 15,
    closes_on: datetime.date | None = None,
    version: str = ITEM_VERSION,
) -> Pulse:
    """A pulse that is over, with ``counts`` per item (p1 to p8), each a list of five whole numbers."""
    pulse = Pulse.objects.create(
        school=term.school,
        term=term,
        state=Pulse.State.CLOSED,
        items=[{"key": item.key, "wording": str(item.wording)} for item in PULSE_ITEMS],
        item_version=version,
        public_key=bytes(32),
        opened_by=by,
        opens_on=term.starts_on,
        closes_on=closes_on or term.ends_on,
        invited=invited,
        answered=answered,
    )
    for item, five in (counts or {}).items():
        PulseItemResult.objects.create(school=term.school, pulse=pulse, item=item, counts=list(five))
    return pulse


def make_staff(*, school: School, number: int) -> list[Member]:
    """Teachers with a sign-in, enough of them for a pulse."""
    return [make_member(school=school, sign_in=True) for _ in range(number)]
