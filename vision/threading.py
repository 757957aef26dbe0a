"""What a commitment is about: the behaviours with which its golden thread begins."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.models import Member
from vision.models import Behaviour, Commitment, CommitmentBehaviour


def behaviours_about(commitment: Commitment) -> list[Behaviour]:
    """In the framework's order."""
    return list(Behaviour.objects.filter(carried_by__commitment=commitment).order_by("framework", "position"))


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
