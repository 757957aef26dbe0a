"""What a school decides about recording learning."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel

USUAL_JUDGINGS, MOST_JUDGINGS = 2, 6
"""Terms of a year in which one behaviour of one student is judged (domain.md §2.4); a school may say otherwise."""


class LearningChoices(TenantModel):
    """One row a school; none means the defaults, which are the most private and the least work."""

    judgings_a_year = models.PositiveSmallIntegerField(
        _("terms of a year in which a behaviour is judged"),
        default=USUAL_JUDGINGS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_JUDGINGS)],
    )
    pictures = models.BooleanField(_("pictures may go with a noticing"), default=False)
    peers_notice = models.BooleanField(_("students may notice each other"), default=False)
    family_pages = models.BooleanField(_("students may share a page with their family"), default=False)
    students_make_links = models.BooleanField(_("students may make the link themselves"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school"], name="learning_choices_once"),
            models.CheckConstraint(
                condition=Q(judgings_a_year__gte=1, judgings_a_year__lte=MOST_JUDGINGS), name="judgings_in_range"
            ),
        ]
