"""How well do we understand the impact on students' learning behaviours?"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from portfolio.findings import Finding
from portfolio.indicators.judgements import judged
from portfolio.indicators.scope import Result, Scope, about
from portfolio.indicators.self_reports import reported
from vision.models import Behaviour
from vision.queries import focus_behaviours

ForOne = Callable[[Scope, Finding, Behaviour], Result]


def self_report(scope: Scope) -> Result:
    """Q5.1, one finding per focus behaviour."""
    return _for_each_focus(scope, "Q5.1", reported)


def judgements(scope: Scope) -> Result:
    """Q5.2, one finding per focus behaviour."""
    return _for_each_focus(scope, "Q5.2", judged)


def _for_each_focus(scope: Scope, indicator: str, work_out: ForOne) -> Result:
    """Only behaviours declared before the term was measured are told of, so that nobody picks the one that rose."""
    blank = Finding(indicator=indicator, window=scope.window, n_of=_("students"))
    focus = focus_behaviours(scope.term)
    if not focus:
        return Result([], [blank.withholding(_("No focus behaviour was declared for this term."))])
    results = [work_out(scope, about(blank, one), one) for one in focus]
    return Result([result.inputs for result in results], [finding for result in results for finding in result.findings])
