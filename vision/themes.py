"""What becomes of what was said: gathered into themes, answered with a reason, and better words adopted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from school.models import Member, School
from vision.dialogue import take_turns
from vision.models import AnswerTakenBack, Kind, Paragraph, Remark, Theme, UnnamedRemark
from vision.narrative import revise_paragraph
from vision.wordings import newest_wording

Either = Remark | UnnamedRemark

LONGEST_TITLE = 120
LONGEST_ANSWER = 1000
"""Characters: what the rows hold. A theme is a few words, a reason is a paragraph."""

LATEST_ANSWERED = 100
"""Themes in the ledger: about four years of two windows a year."""


@transaction.atomic
def gather_theme(
    *, school: School, remarks: Sequence[Either], title: str, into: Theme | None, by: Member, on: datetime.date
) -> Theme:
    """Remarks that belong together, named and not, under a title or into a theme that is not answered yet."""
    take_turns(school.pk)
    theme = hold_theme(into) if into else None
    check_can_gather(remarks, theme, title)
    if theme is None:
        window = next((remark.window_id for remark in remarks if remark.window_id), None)
        theme = Theme.objects.create(school=school, title=title.strip(), window_id=window, made_by=by, made_on=on)
    for remark in remarks:
        remark.theme = theme
        remark.save(update_fields=["theme"])
    return theme


def check_can_gather(remarks: Sequence[Either], theme: Theme | None, title: str) -> None:
    if not remarks:
        raise ValidationError({"remarks": _("Choose at least one remark.")})
    if any(remark.theme and remark.theme.outcome != Theme.Outcome.OPEN for remark in remarks):
        raise ValidationError({"remarks": _("One of these has been answered. It stays with its answer.")})
    if theme is None and not title.strip():
        raise ValidationError({"title": _("Say in a few words what they are about, or choose a theme.")})
    if theme is not None and theme.outcome != Theme.Outcome.OPEN:
        raise ValidationError({"into": _("This theme has been answered. Make a new one.")})


@transaction.atomic
def answer_theme(*, theme: Theme, outcome: str, answer_words: str, by: Member, on: datetime.date) -> Theme:
    """Say to everybody what becomes of a theme, and why. The same answer given twice is one."""
    theme, answer_words = hold_theme(theme), answer_words.strip()
    if (theme.outcome, theme.answer_words) == (outcome, answer_words):
        return theme
    check_can_answer(theme, outcome, answer_words)
    theme.outcome, theme.answer_words, theme.answered_by, theme.answered_on = outcome, answer_words, by, on
    theme.save()
    return theme


def check_can_answer(theme: Theme, outcome: str, answer_words: str) -> None:
    if theme.outcome != Theme.Outcome.OPEN:
        raise ValidationError(_("This theme has been answered. The answer stays as it was given."))
    if outcome not in Theme.Outcome.values or outcome == Theme.Outcome.OPEN:
        raise ValidationError({"outcome": _("Choose what becomes of it.")})
    if not answer_words:
        raise ValidationError({"answer_words": _("Say why: the people who spoke will read it.")})


@transaction.atomic
def adopt_wording(*, remark: Either, paragraph: Paragraph, text: str, version: int, by: Member) -> Either:
    """Put a suggested wording into the draft, as it is or bent to fit. The credit stays with whoever suggested it.

    Raises:
        EditConflict: somebody else saved the paragraph in between; nothing is changed.
    """
    take_turns(remark.school_id)
    if remark.kind != Kind.WORDING:
        raise ValidationError(_("Only a suggested wording can be adopted."))
    revised = revise_paragraph(paragraph=paragraph, text=text, version=version, by=by)
    remark.adopted_in = newest_wording(revised)
    remark.save(update_fields=["adopted_in"])
    return remark


def suggested_text(remark: Either, paragraph: Paragraph) -> str:
    """The paragraph with the suggestion in the place of its passage; whoever adopts it bends it from there."""
    if not remark.quote:
        return remark.text
    if remark.quote in paragraph.text:
        return paragraph.text.replace(remark.quote, remark.text, 1)
    return f"{paragraph.text}\n\n{remark.text}"


def hold_theme(theme: Theme) -> Theme:
    """The theme as it stands, held until the transaction is over."""
    return Theme.objects.select_for_update(of=("self",)).get(pk=theme.pk)


@dataclass(frozen=True)
class Gathered:
    """A theme with what was gathered in it."""

    theme: Theme
    remarks: list[Either]

    @property
    def names(self) -> list[str]:
        """Who spoke with a name, in the order in which they did."""
        named = (remark.author.display_name for remark in self.remarks if isinstance(remark, Remark))
        return list(dict.fromkeys(named))

    @property
    def without_a_name(self) -> int:
        return sum(isinstance(remark, UnnamedRemark) for remark in self.remarks)

    @property
    def adopted(self) -> list[Either]:
        return [remark for remark in self.remarks if remark.adopted_in_id]


def themes_visible_to(member: Member) -> QuerySet[Theme]:
    return Theme.objects.filter(school=member.school_id).select_related("answered_by")


def open_themes(school: School) -> QuerySet[Theme]:
    """Not answered yet, the newest first."""
    return Theme.objects.filter(school=school, outcome=Theme.Outcome.OPEN)


def gathered(themes: QuerySet[Theme]) -> list[Gathered]:
    """Each theme with its remarks and the answers that were taken back, in four statements."""
    named = Remark.objects.select_related("author", "wording", "adopted_in")
    unnamed = UnnamedRemark.objects.select_related("wording", "adopted_in")
    back = AnswerTakenBack.objects.select_related("answered_by", "taken_back_by")
    found = themes.prefetch_related(
        Prefetch("remarks", named), Prefetch("unnamed_remarks", unnamed), Prefetch("taken_back", back)
    )
    return [Gathered(theme, [*theme.remarks.all(), *theme.unnamed_remarks.all()]) for theme in found]


def ledger(member: Member) -> list[Gathered]:
    """What changed because of what was said, and what did not and why: the newest first.

    A theme whose answer was taken back stands there too while it waits for another.
    """
    told = themes_visible_to(member).annotate(told_on=Coalesce("answered_on", _last_taken_back()))
    return gathered(told.exclude(told_on=None).order_by("-told_on", "-id")[:LATEST_ANSWERED])


def not_gathered(school: School) -> list[Either]:
    """What no theme holds yet: with a name, the oldest first, then without."""
    named = Remark.objects.filter(school=school, theme=None).select_related("author", "wording", "theme", "paragraph")
    unnamed = UnnamedRemark.objects.filter(school=school, theme=None).select_related("wording", "theme", "paragraph")
    return [*named, *unnamed]


def answered_for(member: Member, since: datetime.date) -> list[Theme]:
    """Themes with something that this member said with their name, answered on or after a day or taken back; newest
    first. ``why_back``: why the last answer was taken back, where one was since that day."""
    back = AnswerTakenBack.objects.filter(theme=OuterRef("pk"), taken_back_on__gte=since)
    mine = Remark.objects.filter(theme=OuterRef("pk"), author=member)
    told = Theme.objects.filter(Exists(mine), school=member.school_id).annotate(
        told_on=Coalesce("answered_on", _last_taken_back()), why_back=Subquery(back.values("because")[:1])
    )
    return list(told.filter(told_on__gte=since).order_by("-told_on", "-id"))


def _last_taken_back() -> Subquery:
    return Subquery(AnswerTakenBack.objects.filter(theme=OuterRef("pk")).values("taken_back_on")[:1])
