"""Do staff feel empowered to enquire into classroom practice and to innovate?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from portfolio.indicators.pulse import agreement
from portfolio.indicators.scope import Result, Scope, Then
from portfolio.indicators.shares import Counted, census
from portfolio.records.staff import enquirers_in
from portfolio.records.terms import terms_to_compare

MIN_STAFF = 10


def empowerment(scope: Scope) -> Result:
    """Q3.1."""
    return agreement(scope, "Q3.1", 3)


def enquirers(scope: Scope) -> Result:
    """Q3.2. An earlier term in which no enquiry moved at all is taken for one without records."""
    now = enquirers_in(scope.term)
    earlier = [(term, enquirers_in(term.term)) for term in terms_to_compare(scope.term, last_year_first=True)]
    then = next((Then(term, Counted(was["moved"], was["eligible"])) for term, was in earlier if was["moved"]), None)
    finding = census(
        scope,
        "Q3.2",
        Counted(now["moved"], now["eligible"]),
        minimum=MIN_STAFF,
        unit=_("teaching and support staff"),
        said=_("{numerator} of {denominator} teaching and support staff had an enquiry that moved on a stage."),
        then=then,
    )
    return Result([now, [was for _term, was in earlier]], [finding])
