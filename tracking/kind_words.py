"""How a check-in ends: something true and kind, quoting what the child said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracking.items import answer_words
from tracking.models import CheckIn, CheckInAnswer
from tracking.own_items import words_asked


@dataclass(frozen=True)
class KindWords:
    """``quote`` is the child's; ``words`` is what the child chose or what we say of it."""

    quote: str
    words: str
    closing: str


def kind_words(check_in: CheckIn, answers: Iterable[CheckInAnswer]) -> KindWords:
    """The child's own example if there is one; else what they said they do most. Never a sum."""
    given = sorted(answers, key=lambda answer: check_in.order.index(answer.item))
    if example := max((answer.example for answer in given), key=len, default=""):
        return KindWords(example, _("That is yours: you did it, and you could say how."), _closing())
    chosen = [answer for answer in given if answer.value is not None]
    if not chosen:
        closing = _("Saying that there was no chance to is honest, and it helps the grown-ups plan.")
        return KindWords("", _("You thought about every question."), closing)
    best = max(chosen, key=lambda answer: answer.value or 0)
    quote, words = str(words_asked(best)), str(answer_words(check_in.form, best.value))
    if best.value == 1:
        said = _("You said: %(words)s. Knowing that is how learning starts.")
    else:
        said = _("You said: %(words)s. You know that about yourself as a learner.")
    return KindWords(quote, said % {"words": words}, _closing())


def _closing() -> str:
    return _("Thank you for thinking so carefully.")
