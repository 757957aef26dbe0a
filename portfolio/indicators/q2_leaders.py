"""What do leaders say and do that convinces colleagues of their commitment?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from learningculture.disclosure import told_size
from portfolio.disclosure.minimums import Withheld, withheld_below
from portfolio.disclosure.rounding import rounded_share
from portfolio.findings import Comparison, Finding
from portfolio.indicators.pulse import agreement
from portfolio.indicators.scope import Result, Scope
from portfolio.indicators.shares import Told, census_of, range_words, told
from portfolio.records.leaders import leaders_who_learn, messages_in, presence_in, priorities_in
from portfolio.records.staff import promises_due

MIN_PROMISES = 5
MIN_CLASSES = 8
MIN_LEADERS = 2
MIN_PRIORITIES = 1
MIN_READERS = 10

LONGEST_LABEL = 60
"""Characters of a message that stand beside its figure."""


def commitment(scope: Scope) -> Result:
    """Q2.1."""
    return agreement(scope, "Q2.1", 2)


def promises(scope: Scope) -> Result:
    """Q2.2."""
    return census_of(
        scope,
        "Q2.2",
        lambda term: promises_due(term, scope.as_of),
        "met",
        "due",
        minimum=MIN_PROMISES,
        unit=_("promises that fell due"),
        said=_("{numerator} of {denominator} promises that fell due were kept by their date."),
    )


def presence(scope: Scope) -> Result:
    """Q2.3."""
    return census_of(
        scope,
        "Q2.3",
        presence_in,
        "reached",
        "classes",
        minimum=MIN_CLASSES,
        unit=_("classes"),
        said=_("In {numerator} of {denominator} classes a senior leader talked about learning this term."),
    )


def learners(scope: Scope) -> Result:
    """Q2.4. Leaders' roles are public: two of them are enough to be told."""
    return census_of(
        scope,
        "Q2.4",
        leaders_who_learn,
        "learning",
        "leaders",
        minimum=MIN_LEADERS,
        unit=_("senior leaders"),
        said=_(
            "{numerator} of {denominator} senior leaders had an enquiry of their own and were in their PLC sessions."
        ),
    )


def fewer_longer(scope: Scope) -> Result:
    """Q2.5."""
    result = census_of(
        scope,
        "Q2.5",
        lambda term: priorities_in(term, scope.as_of),
        "held",
        "live",
        minimum=MIN_PRIORITIES,
        unit=_("live priorities"),
        said=_(
            "{numerator} of {denominator} priorities have been held for three terms or more; {begun} begun and {ended} "
            "ended this term."
        ),
    )
    (finding,), (now, _before) = result.findings, result.inputs
    if finding.withheld:
        return result
    words = {**finding.words, "begun": str(now["begun"]), "ended": str(now["ended"])}
    return replace(result, findings=[replace(finding, words=words)])


def messages(scope: Scope) -> Result:
    """Q2.6. One finding a message, never compared: no two messages say the same."""
    found = messages_in(scope.term, scope.as_of)
    blank = Finding(indicator="Q2.6", window=scope.window, n_of=_("readers who tapped"))
    if not found:
        return Result(found, [blank.withholding(_("No message whose week is over was sent in this term."))])
    return Result(found, [_landed(blank, message) for message in found])


def _landed(blank: Finding, message: dict[str, Any]) -> Finding:
    text = message["text"]
    label = text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 2].rstrip() + " …"
    blank = replace(blank, part=f"m{message['id']}", label=label)
    readers = message["helped"] + message["not_clear"] + message["not_for_me"]
    share = withheld_below(readers, MIN_READERS, _("readers who tapped")) or rounded_share(message["helped"], readers)
    if isinstance(share, Withheld):
        return blank.withholding(f"“{label}”: {share}")
    now = Told(share, told_size(readers), 1.0)
    alone = Comparison(reason=_("Not comparable: no two messages say the same."))
    finding = told(blank, now, then=None, comparison=alone, minimum=MIN_READERS)
    return replace(
        finding,
        said=_("“{message}” helped {shown} of {n} readers who tapped ({range})."),
        words={"message": label, "shown": finding.shown, "n": finding.n, "range": range_words(now.interval)},
        coverage=None,
        interval=_("95 %% interval, %(range)s, worked out from the rounded figures")
        % {"range": range_words(now.interval)},
        notes=(_("Who read it and did not tap is not known."),),
    )
