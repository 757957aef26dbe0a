"""Statements of the school's own, asked after the eight and frozen with them."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.models import School
from vision.models import PulseExtra
from vision.pulse_items import PULSE_ITEMS
from vision.queries import live_extras

MOST_EXTRAS = 4
"""Statements. With the eight it stays two minutes."""


def items_to_ask(school: School) -> list[dict[str, Any]]:
    """The eight, then the school's own under keys x and their number, as a pulse freezes them."""
    ours = [{"key": item.key, "wording": str(item.wording)} for item in PULSE_ITEMS]
    own = [
        {"key": f"x{extra.pk}", "wording": extra.wording, "about_leaders": extra.about_leaders}
        for extra in live_extras(school)
    ]
    return ours + own[:MOST_EXTRAS]


@transaction.atomic
def add_extra(*, school: School, wording: str, about_leaders: bool, on: datetime.date) -> PulseExtra:
    """From the next pulse on. Wording never changes, so that answers stay comparable: end one and add another.

    Raises:
        ValidationError: four are asked already.
    """
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    if live_extras(school).count() >= MOST_EXTRAS:
        raise ValidationError(_("At most %(most)d statements of your own. End one first.") % {"most": MOST_EXTRAS})
    return PulseExtra.objects.create(school=school, wording=wording.strip(), about_leaders=about_leaders, added_on=on)


@transaction.atomic
def end_extra(*, extra: PulseExtra, on: datetime.date) -> PulseExtra:
    """Asked no more. What was answered to it stays with its pulses."""
    extra.retired_on = extra.retired_on or on
    extra.save(update_fields=["retired_on"])
    return extra
