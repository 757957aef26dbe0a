"""Sharing a frozen portfolio with governors."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portfolio.models import Portfolio
from school.models import Member


@transaction.atomic
def publish_portfolio(*, portfolio: Portfolio, by: Member, now: datetime.datetime) -> Portfolio:
    """Let governors read this edition. Again changes nothing; an older edition cannot replace a newer one."""
    if not by.is_leader:
        raise ValidationError(_("Only the head or a senior leader can share a portfolio with governors."))
    newer = Portfolio.objects.filter(term=portfolio.term_id, edition__gt=portfolio.edition)
    if newer.exclude(published_at=None).exists():
        raise ValidationError(_("Governors have a newer edition of this portfolio already."))
    if portfolio.published_at is None:
        portfolio.published_at, portfolio.published_by = now, by
        portfolio.save(update_fields=["published_at", "published_by"])
    return portfolio
