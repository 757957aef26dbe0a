"""What a commitment is about: the behaviours with which its golden thread begins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from school.models import Member
from vision.models import Behaviour, Commitment, CommitmentBehaviour


def commitments_to_carry(school: str = "school") -> ArraySubquery:
    """The commitments of today as a column beside other facts; ``school`` names the column of the row's school. See
    :func:`read_commitments`."""
    live = Commitment.objects.filter(school=OuterRef(school), retired_on=None)
    return ArraySubquery(live.values(read=JSONObject(**{name: name for name in ("pk", "who", "wording")})))


def read_commitments(column: Iterable[dict[str, Any]]) -> list[Commitment]:
    """The column of :func:`commitments_to_carry`, to be chosen from."""
    return [Commitment(**row) for row in column]


def threads_of_each() -> ArraySubquery:
    """The commitments of today that are about a behaviour, as a column of its row: see :func:`read_commitments`."""
    tied = CommitmentBehaviour.objects.filter(behaviour=OuterRef("pk"), commitment__retired_on=None)
    row = {"pk": "commitment_id", "who": "commitment__who", "wording": "commitment__wording"}
    return ArraySubquery(tied.order_by("commitment__position", "pk").values(read=JSONObject(**row)))


def behaviours_about(commitment: Commitment) -> list[Behaviour]:
    """In the framework's order; those of an earlier framework only where none of today's took their place."""
    tied = Behaviour.objects.filter(carried_by__commitment=commitment).select_related("framework")
    return of_today(tied.order_by("framework", "position"))


def of_today(behaviours: Iterable[Behaviour]) -> list[Behaviour]:
    """Of these, with their framework: those in use, or all where none is."""
    every = list(behaviours)
    return [each for each in every if each.framework.retired_on is None] or every


@transaction.atomic
def say_what_it_is_about(
    *, commitment: Commitment, behaviours: Iterable[Behaviour], by: Member
) -> list[CommitmentBehaviour]:
    """Tie the commitment to these behaviours of the framework in use, and to no others of it."""
    chosen = {behaviour.pk: behaviour for behaviour in behaviours}
    if any(behaviour.framework.retired_on for behaviour in chosen.values()):
        raise ValidationError({"behaviours": _("Choose among the behaviours that the school uses today.")})
    tied = CommitmentBehaviour.objects.select_for_update().filter(
        commitment=commitment, behaviour__framework__retired_on=None
    )
    tied.exclude(behaviour__in=chosen).delete()
    there = set(tied.values_list("behaviour_id", flat=True))
    return CommitmentBehaviour.objects.bulk_create(
        CommitmentBehaviour(school_id=commitment.school_id, commitment=commitment, behaviour=behaviour)
        for pk, behaviour in chosen.items()
        if pk not in there
    )
