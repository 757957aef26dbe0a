"""Two colleagues read what others wrote about the vision, blind to each other; what stays is counted here.

The database shows a text to the two raters alone and a code to nobody but its rater. When both have read every text,
the counts are kept, and texts and codes are deleted.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learningculture.tenancy import further_purpose
from school.models import Enrolment, Member, Role
from vision.ballot_box import destroy_traces
from vision.explain_back import FEWEST_COMMITMENTS, PURPOSE
from vision.models import ExplainBack, Explanation, ExplanationCode

Found = Mapping[object, Collection[int]]
"""Text → ids of the commitments that one rater found in it."""

EARLY, LOWER, UPPER = 0, 6, 13
"""Year groups after which a phase ends: Reception, Year 6, Year 13."""


@transaction.atomic
def choose_raters(*, sitting: ExplainBack, first: Member, second: Member) -> ExplainBack:
    """Name the two who will read. Whoever is taken off loses what they had coded; the other's reading stays.

    Raises:
        ValidationError: they are one person, lead the school, work in the same role and phase, or all is read.
    """
    sitting = ExplainBack.objects.select_for_update().get(pk=sitting.pk)
    check_can_rate(sitting, first, second)
    with further_purpose(PURPOSE):
        codes = ExplanationCode.objects.filter(explanation__round=sitting)
        codes.exclude(rater__in=[first, second]).delete()
    sitting.first_rater, sitting.second_rater = first, second
    sitting.save(update_fields=["first_rater", "second_rater"])
    return sitting


def check_can_rate(sitting: ExplainBack, first: Member, second: Member) -> None:
    if sitting.state not in (ExplainBack.State.OPEN, ExplainBack.State.RATING):
        raise ValidationError(_("This round has been read already."))
    if first == second:
        raise ValidationError(_("Choose two different people."))
    if first.is_leader or second.is_leader:
        raise ValidationError(_("Whoever leads the school never sees a text. Choose two other colleagues."))
    if place_of(first) == place_of(second):
        raise ValidationError(_("Choose two who work in different phases or roles, so that they do not read alike."))


def place_of(member: Member) -> tuple[frozenset[str], frozenset[str]]:
    """What somebody does and where: their roles, and the phases of the classes in which they teach or help now."""
    enrolments = Enrolment.objects.filter(member=member, ends_on=None).exclude(role=Enrolment.Role.STUDENT)
    years = enrolments.values_list("school_class__year_groups", flat=True)
    phases = {_phase(year) for groups in years for year in groups}
    work = {role for role in member.roles if role != Role.SAFEGUARDING_LEAD}
    return frozenset(work), frozenset(phases or ({member.department} if member.department else ()))


def _phase(year: int) -> str:
    return next(str(last) for last in (EARLY, LOWER, UPPER, year) if year <= last)


@transaction.atomic
def code_text(*, text: Explanation, found: Iterable[int], by: Member) -> ExplainBack:
    """Note which commitments one rater finds in a text, none included. The last one of both counts and deletes.

    Raises:
        ValidationError: not one of the two raters, no commitment of the round, or read by both already.
    """
    sitting = ExplainBack.objects.select_for_update().get(pk=text.round_id)
    chosen = sorted(set(found))
    if by.pk not in (sitting.first_rater_id, sitting.second_rater_id) or sitting.state != ExplainBack.State.RATING:
        raise ValidationError(_("These words are read by two colleagues, and only until both have."))
    if not set(chosen) <= {each["id"] for each in sitting.commitments}:
        raise ValidationError(_("Choose among the commitments offered."))
    ExplanationCode.objects.update_or_create(
        explanation=text, rater=by, defaults={"school_id": sitting.school_id, "found": chosen}
    )
    with further_purpose(PURPOSE):
        _finish(sitting)
    return sitting


def _finish(sitting: ExplainBack) -> None:
    """Once both have read every text: keep counts, delete the rest."""
    texts = set(Explanation.objects.filter(round=sitting).values_list("pk", flat=True))
    by_rater: dict[int, dict[object, list[int]]] = defaultdict(dict)
    codes = ExplanationCode.objects.filter(explanation__round=sitting)
    for rater, text, found in codes.values_list("rater_id", "explanation_id", "found"):
        by_rater[rater][text] = found
    first, second = by_rater[sitting.first_rater_id or 0], by_rater[sitting.second_rater_id or 0]
    if not texts or set(first) != texts or set(second) != texts:
        return
    sitting.coded, sitting.name_two = len(texts), both_find_two(first, second)
    sitting.agreement = agreement_of(first, second, [each["id"] for each in sitting.commitments])
    sitting.state = ExplainBack.State.DONE
    sitting.save()
    codes.delete()
    Explanation.objects.filter(round=sitting).delete()
    transaction.on_commit(functools.partial(destroy_traces, bytes(sitting.public_key)))


def both_find_two(first: Found, second: Found) -> int:
    """Texts in which each rater finds at least two commitments."""
    return sum(min(len(first[text]), len(second[text])) >= FEWEST_COMMITMENTS for text in first)


def agreement_of(first: Found, second: Found, commitments: Iterable[int]) -> list[int]:
    """Over every text and commitment: both find it, only the first, only the second, neither. Four whole numbers."""
    counts = [0, 0, 0, 0]
    for commitment in commitments:
        for text in first:
            one, other = commitment in first[text], commitment in second[text]
            counts[(not one) * 2 + (not other)] += 1
    return counts
