"""How far is the vision for learning clear, widely understood and supported?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from portfolio.indicators.pulse import agreement
from portfolio.indicators.scope import Result, Scope, Then
from portfolio.indicators.shares import Counted, census
from portfolio.records.staff import commitments_carried
from portfolio.records.terms import terms_to_compare

MIN_COMMITMENTS = 3


def support(scope: Scope) -> Result:
    """Q1.2."""
    return agreement(scope, "Q1.2", 1)


def threads(scope: Scope) -> Result:
    """Q1.5."""
    now = commitments_carried(scope.term)
    earlier = next(iter(terms_to_compare(scope.term, last_year_first=False)), None)
    before = commitments_carried(earlier.term) if earlier else None
    finding = census(
        scope,
        "Q1.5",
        Counted(now["carried"], now["commitments"]),
        minimum=MIN_COMMITMENTS,
        unit=_("commitments"),
        said=_("{numerator} of {denominator} commitments were carried by both an enquiry and students’ evidence."),
        then=Then(earlier, Counted(before["carried"], before["commitments"])) if earlier and before else None,
    )
    return Result([now, before], [finding])
