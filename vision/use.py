"""Whether anything is recorded with the words of a framework: from then on they stay as they are."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from learningculture.tenancy import tenant
from vision.carrying import belongings
from vision.models import Behaviour, BehaviourMapping, Framework, NameMapping, Phase


def is_in_use(framework: Framework) -> bool:
    """Whether any row of any app refers to the framework's behaviours or phases.

    Visits are hidden even from leaders, so the question is asked with the eyes of a build; only the yes or no leaves.
    """
    references = (
        Exists(relation.related_model._base_manager.filter(**{f"{relation.field.name}__framework": OuterRef("pk")}))
        for model in (Behaviour, Phase)
        for relation in _references_to(model)
    )
    with tenant(framework.school_id, purpose="build"):
        return Framework.objects.filter(functools.reduce(operator.or_, references), pk=framework.pk).exists()


def _references_to(model: type[models.Model]) -> Iterable[models.ForeignObjectRel]:
    """All but what belongs to behaviours: it says what they are, not that anybody used them."""
    apart = {BehaviourMapping, NameMapping, *(kind for kind, _field in belongings())}
    for field in model._meta.get_fields(include_hidden=True):
        if isinstance(field, models.ForeignObjectRel) and field.related_model not in apart:
            yield field


def check_can_reword(framework: Framework) -> None:
    if framework.retired_on:
        raise ValidationError(_("This framework has been retired; its words stay as they were."))
    if is_in_use(framework):
        raise ValidationError(
            _("Something is already recorded with these words, so they stay as they are. Begin a new version instead.")
        )


def can_reword(framework: Framework) -> bool:
    """For the page: whether its words may still change."""
    return framework.retired_on is None and not is_in_use(framework)
