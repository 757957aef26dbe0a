"""What people write about a question: the head's reading, and a contrary one by somebody else."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portfolio.models import Question, Reading
from school.models import Member, Role, Term

LONGEST_TEXT = 2000
"""Characters: a page is an essay, and nobody reads it."""


class SomebodyWrote(ValidationError):
    """Another person saved a reading meanwhile; ``theirs`` is what stands now. Nothing is overwritten."""

    def __init__(self, theirs: Reading) -> None:
        self.theirs = theirs
        super().__init__(
            _(
                "%(name)s has saved a reading meanwhile. Yours is still here and theirs stands beside it: "
                "bring the two together."
            )
            % {"name": theirs.author.display_name}
        )


@transaction.atomic
def write_reading(
    *, term: Term, question: str, kind: str, text: str, by: Member, version: int | None = None
) -> Reading:
    """Write or rewrite a reading. ``version`` is the one that the writer saw, None where they saw none.

    Raises:
        SomebodyWrote: another version stands now.
        ValidationError: this person may not write this kind, or there is no text.
    """
    check_can_write(term=term, question=question, kind=kind, by=by)
    check_text(text)
    standing = Reading.objects.select_for_update(of=("self",)).filter(term=term, question=question, kind=kind)
    reading = standing.select_related("author").first()
    if reading is None:
        return _first(term, question, kind, text.strip(), by)
    if version != reading.version:
        raise SomebodyWrote(reading)
    reading.text, reading.author, reading.version = text.strip(), by, reading.version + 1
    reading.save()
    return reading


def _first(term: Term, question: str, kind: str, text: str, by: Member) -> Reading:
    reading = Reading(school_id=term.school_id, term=term, question=question, kind=kind, text=text, author=by)
    try:
        with transaction.atomic():
            reading.save()
    except IntegrityError:
        theirs = Reading.objects.select_related("author").get(term=term, question=question, kind=kind)
        raise SomebodyWrote(theirs) from None
    return reading


def check_text(text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": _("Write a sentence or two.")})
    if len(text) > LONGEST_TEXT:
        longest = {"longest": LONGEST_TEXT}
        raise ValidationError({"text": _("Keep it to at most %(longest)d characters.") % longest})


def check_can_write(*, term: Term, question: str, kind: str, by: Member) -> None:
    """The head's reading is a leader's; the contrary one is by a colleague who is neither the head nor its author."""
    if question not in Question.values or kind not in Reading.Kind.values:
        raise ValidationError(_("There is no such reading."))
    if kind == Reading.Kind.HEAD:
        if not by.is_leader:
            raise ValidationError(_("The head’s reading is written by the head or a senior leader."))
    elif Role.HEAD in by.roles or by.is_student:
        raise ValidationError(_("A contrary reading is written by a colleague, not by the head."))
    elif Reading.objects.filter(term=term, question=question, kind=Reading.Kind.HEAD, author=by).exists():
        raise ValidationError(_("You wrote the reading itself. A contrary reading needs somebody else."))
