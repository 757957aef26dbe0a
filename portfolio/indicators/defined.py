"""The shape of a definition, and the words for its interval and comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portfolio.models import Question

UNCERTAINTY = {
    "U1": _("Wilson’s 95 % interval of a share."),
    "U1 pulse": _(
        "Wilson’s 95 % interval, worked out from the rounded figures that are shown, so that it tells nothing more. "
        "Where fewer than 80 % answered, the limits of the share among everybody, whatever the others think."
    ),
    "U1 rounded": _(
        "Wilson’s 95 % interval, worked out from the rounded figures that are shown, so that it tells nothing more."
    ),
    "U1 classes": _("Wilson’s 95 % interval, widened because visits to one class are alike."),
    "U2": _(
        "95 % interval from drawing whole classes again and again; from t over classes where there are fewer than five."
    ),
    "U5": _("None: all records are counted."),
}
COMPARISONS = {
    "T1": _("The same term of last year; without records of it, the term before."),
    "T2": _("The term before."),
    "none": _("None: no two are alike."),
    "year": _(
        "The first judged term of this school year; without one, the same term of last year, then the term before."
    ),
}


@dataclass(frozen=True)
class Definition:
    """One indicator of domain.md §6. ``diamond``: no target is set, what is healthy depends on the school."""

    id: str
    question: Question
    title: Any
    sentence: Any
    numerator: Any
    denominator: Any
    records: Any
    minimum: Any
    uncertainty: str
    comparison: str
    diamond: bool = False

    @property
    def uncertainty_words(self) -> Any:
        return UNCERTAINTY[self.uncertainty]

    @property
    def comparison_words(self) -> Any:
        return COMPARISONS[self.comparison]


PULSE: dict[str, Any] = {
    "numerator": _("Answers “agree” and “agree strongly” to the statement"),
    "denominator": _("All answers to the statement; skipped ones are left out"),
    "records": _("The last staff pulse closed in the term, for the whole school only"),
    "uncertainty": "U1 pulse",
    "comparison": "T1",
}
"""What the definitions of the pulse's statements share."""
