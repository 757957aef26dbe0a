"""Whose words the vision's are: who suggested a wording that was accepted and still stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from school.access import Permission, may
from school.models import Member
from vision.dialogue import stands_in
from vision.models import Remark, UnnamedRemark, Wording

Either = Remark | UnnamedRemark


def still_stands(remark: Either, text: str, *, since: bool) -> bool:
    """Whether a paragraph says what was accepted: the wording it became, or the suggestion inside a later one.

    So a comma set elsewhere in the paragraph, or a second colleague's sentence, takes nobody's credit away. ``since``
    is whether the text was written after the suggestion was accepted: before, the same words were somebody else's.
    """
    accepted = remark.adopted_in
    return accepted is not None and (accepted.text == text or (since and stands_in(remark.text, text)))


def credit_for(remarks: Sequence[Either], *, names: bool = True) -> str:
    """The line beside the words; empty where nobody suggested them. Who spoke without a name stays without one.

    ``names`` is false for readers who do not read the dialogue: names were given to colleagues, not to everybody.
    """
    if not remarks:
        return ""
    if not names:
        return _("In the words of somebody who works here")
    named = list(dict.fromkeys(one.author.display_name for one in remarks if isinstance(one, Remark)))
    if not named:
        return _("In a colleague’s words")
    if any(isinstance(one, UnnamedRemark) for one in remarks):
        named.append(_("a colleague"))
    *some, last = named
    who = _("%(some)s and %(last)s") % {"some": ", ".join(some), "last": last} if some else last
    return _("In the words of %(who)s") % {"who": who}


def credits_in(content: Iterable[dict[str, Any]], reader: Member) -> dict[str, str]:
    """The line beside each paragraph of a version, by its uid, in three statements; paragraphs without one left out."""
    texts = {line["uid"]: line["text"] for block in content for line in block["paragraphs"]}
    accepted = _accepted_in(texts, reader)
    numbers = _numbers_of({uid: texts[uid] for uid in map(_uid, accepted)})
    standing: dict[str, list[Either]] = defaultdict(list)
    for remark in accepted:
        uid = _uid(remark)
        if still_stands(remark, texts[uid], since=numbers.get(uid, 0) > remark.adopted_in.number):  # type: ignore[union-attr]
            standing[uid].append(remark)
    names = may(reader, Permission.COMMENT_VISION)
    return {uid: credit_for(remarks, names=names) for uid, remarks in standing.items()}


def _accepted_in(uids: Iterable[str], reader: Member) -> list[Either]:
    """What was accepted into these paragraphs: with a name, the earliest first, then without."""
    here = {"school": reader.school_id, "adopted_in__paragraph__uid__in": list(uids)}
    return [
        *Remark.objects.filter(**here).select_related("author", "adopted_in__paragraph"),
        *UnnamedRemark.objects.filter(**here).select_related("adopted_in__paragraph"),
    ]


def _uid(remark: Either) -> str:
    return str(remark.adopted_in.paragraph.uid)  # type: ignore[union-attr]


def _numbers_of(texts: dict[str, str]) -> dict[str, int]:
    """Which wording of its paragraph each text is: the newest, should it have come back."""
    if not texts:
        return {}
    lines = (Q(paragraph__uid=uid, text=text) for uid, text in texts.items())
    kept = Wording.objects.filter(reduce(or_, lines), beside=False).order_by("number")
    return {str(uid): number for uid, number in kept.values_list("paragraph__uid", "number")}
