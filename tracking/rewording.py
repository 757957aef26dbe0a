"""A student changes the words of something they keep, and takes the change back: earlier words stay in the audit."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learningculture.tenancy import tenant
from school.models import Change, Member
from tracking.family import first_names_of_classmates, named_in, words_of
from tracking.models import Evidence


class ChangedElsewhere(ValidationError):
    """Another window has changed the words since; ``evidence`` has them. What is typed here is not lost: ask."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(_("You changed this in another window too. Both are below: choose."))
        self.evidence = evidence


@transaction.atomic
def change_words(
    *, evidence: Evidence, title: str, story: str, version: int, by: Member, on: datetime.date
) -> Evidence:
    """New words in place of those of ``version``. The same words again change nothing.

    An item that was taken away in another window comes back. One that now names a classmate leaves the family page.

    Raises:
        ChangedElsewhere: the words are no longer those of ``version``.
    """
    row = Evidence.everything.select_for_update(of=("self",)).select_related("picture").get(pk=evidence.pk)
    check_can_reword(row, by)
    title, story = title.strip(), story.strip()
    if not title or not story:
        raise ValidationError(_("Say what you made or did, and how you used the muscle."))
    changed = (row.title, row.story) != (title, story)
    if changed and row.version != version:
        raise ChangedElsewhere(row)
    row.title, row.story, row.taken_away_at = title, story, None
    row.version += int(changed)
    row.with_family = row.with_family and not named_in(words_of(row), first_names_of_classmates(by, on))
    row.save(update_fields=["title", "story", "taken_away_at", "version", "with_family"])
    return row


def check_can_reword(evidence: Evidence, by: Member) -> None:
    """Raise with the sentence that the student reads."""
    if evidence.student_id != by.pk:
        raise ValidationError(_("Only your own words can be changed."))
    if evidence.confirmed_by_id:
        raise ValidationError(_("Somebody has read this as it is, so it stays. You can keep something new."))


def words_before(evidence: Evidence, by: Member) -> tuple[str, str] | None:
    """Title and story before the last change, from the audit; None when there was none or its words were removed."""
    with tenant(evidence.school_id, member_id=by.pk, purpose="audit"):
        lines = Change.objects.filter(table_name=Evidence._meta.db_table, row_id=str(evidence.pk), action="update")
        line = lines.filter(before__version=evidence.version - 1).order_by("-pk").first()
    if line is None or not line.before or not {"title", "story"} & line.before.keys():
        return None
    return line.before.get("title", evidence.title), line.before.get("story", evidence.story)


@transaction.atomic
def undo_change(*, evidence: Evidence, version: int, by: Member, on: datetime.date) -> Evidence:
    """Back to the words before ``version``, as long as nothing was changed since. Pressed twice, it is undone once."""
    before = words_before(evidence, by)
    if evidence.version != version or before is None:
        raise ValidationError(_("This was changed again since, so it stays as it is."))
    title, story = before
    return change_words(evidence=evidence, title=title, story=story, version=version, by=by, on=on)
