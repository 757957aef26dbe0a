"""What do leaders say and do that convinces colleagues of their commitment?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from portfolio.indicators.pulse import agreement
from portfolio.indicators.scope import Result, Scope, Then
from portfolio.indicators.shares import Counted, census
from portfolio.records.staff import promises_due
from portfolio.records.terms import terms_to_compare

MIN_PROMISES = 5


def commitment(scope: Scope) -> Result:
    """Q2.1."""
    return agreement(scope, "Q2.1", 2)


def promises(scope: Scope) -> Result:
    """Q2.2."""
    now = promises_due(scope.term, scope.as_of)
    earlier = next(iter(terms_to_compare(scope.term, last_year_first=False)), None)
    before = promises_due(earlier.term, scope.as_of) if earlier else None
    finding = census(
        scope,
        "Q2.2",
        Counted(now["met"], now["due"]),
        minimum=MIN_PROMISES,
        unit=_("promises that fell due"),
        said=_("{numerator} of {denominator} promises that fell due were kept by their date."),
        then=Then(earlier, Counted(before["met"], before["due"])) if earlier and before else None,
    )
    return Result([now, before], [finding])
