"""Groups of staff in a pulse: fixed before it opens, sealed inside the ballot, never a column beside a person.

One attribute a pulse, so that no two can be crossed. A value needs twelve people invited; what is smaller is merged
into "other", and an attribute that leaves fewer than two groups is not asked.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learningculture.disclosure import FEWEST_INVITED_IN_GROUP
from school.models import Enrolment, Member, Role, School
from school.models.people import EDUCATORS
from vision.models import Pulse
from vision.queries import invited_to_a_pulse

WORK, PHASE = "work", "phase"
ATTRIBUTES = (
    (WORK, gettext_lazy("Teaching, and other support")),
    (PHASE, gettext_lazy("Phase, by the classes people teach or help in")),
)
TEACHING = frozenset(EDUCATORS) - {Role.TEACHING_ASSISTANT}
OTHER = "other"
LABELS = {
    "teaching": gettext_lazy("Teaching"),
    "support": gettext_lazy("Other support"),
    "early": gettext_lazy("Early years"),
    "lower": gettext_lazy("Years 1 and 2"),
    "upper": gettext_lazy("Years 3 to 6"),
    "secondary": gettext_lazy("Year 7 and above"),
    OTHER: gettext_lazy("Everybody else"),
}
PHASES = ((0, "early"), (2, "lower"), (6, "upper"), (99, "secondary"))
"""The last year group of each phase."""


def frozen_groups(school: School, attribute: str, on: datetime.date) -> list[dict[str, Any]]:
    """``{key, label, invited}`` of each group that is large enough, the largest first; none where fewer than two are.

    Values below twelve are merged into "other", and the smallest others with them until that is large enough.
    """
    if not attribute:
        return []
    numbers = Counter(_values(attribute, list(invited_to_a_pulse(school, on)), on).values())
    groups = {v: n for v, n in numbers.items() if n >= FEWEST_INVITED_IN_GROUP and v != OTHER}
    rest = numbers.total() - sum(groups.values())
    while groups and 0 < rest < FEWEST_INVITED_IN_GROUP:
        rest += groups.pop(min(groups, key=lambda value: groups[value]))
    groups |= {OTHER: rest} if rest else {}
    if len(groups) < 2:
        return []
    order = sorted(groups, key=lambda value: (-groups[value], value))
    return [{"key": f"{attribute}:{value}", "label": str(LABELS[value]), "invited": groups[value]} for value in order]


def check_groups(groups: Sequence[Any], attribute: str) -> None:
    """Asked before opening: who chose a split that cannot be shown is told so then, not afterwards."""
    if attribute and not groups:
        raise ValidationError(
            _("Split in this way, a group would have fewer than %(fewest)d staff. Open it for the whole school only.")
            % {"fewest": FEWEST_INVITED_IN_GROUP}
        )


def group_of(pulse: Pulse, member: Member) -> str:
    """The key of this member's group, for the inside of the ballot; empty where the pulse has none."""
    keys = [group["key"] for group in pulse.groups]
    if not keys:
        return ""
    attribute = keys[0].partition(":")[0]
    mine = f"{attribute}:{_values(attribute, [member], pulse.opens_on)[member.pk]}"
    other = f"{attribute}:{OTHER}"
    return mine if mine in keys else other if other in keys else ""


def _values(attribute: str, members: Sequence[Member], on: datetime.date) -> dict[int, str]:
    if attribute == WORK:
        return {member.pk: _work(member) for member in members}
    return _phases(members, on)


def _work(member: Member) -> str:
    return "teaching" if set(member.roles) & TEACHING else "support"


def _phases(members: Sequence[Member], on: datetime.date) -> dict[int, str]:
    """The one phase of all classes in which somebody teaches or helps on the day; else "other"."""
    places = Enrolment.objects.filter(member__in=members).on(on).exclude(role=Enrolment.Role.STUDENT)
    found: dict[int, set[str]] = {member.pk: set() for member in members}
    for member_id, years in places.values_list("member_id", "school_class__year_groups"):
        found[member_id] |= set(_phases_of(years))
    return {pk: phases.pop() if len(phases) == 1 else OTHER for pk, phases in found.items()}


def _phases_of(years: Iterable[int]) -> list[str]:
    return [next(phase for last, phase in PHASES if year <= last) for year in years]
