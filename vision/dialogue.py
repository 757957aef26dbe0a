"""The dialogue about the vision: what colleagues say beside its words, with a name and without.

What is said without a name leads to nobody: no person, no time and no audit stand beside it, its key is random, and
with each new one all of them are laid down anew in random order. What this cannot hide, and the form says so, is a way
of writing, the moment at which it appears, and anything from somebody who controls the running server.
"""

from __future__ import annotations

import datetime
import html
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from school.models import Member, School
from vision.models import Remark, RemarkReply, UnnamedRemark, Wording
from vision.traces import rewrite, shuffle, take_turn
from vision.windows import window_open_on
from vision.written_text import as_html

LONGEST_QUOTE = 500
"""Characters of a passage: what the row holds. Who means more means the paragraph."""

LONGEST_TEXT = 2000
"""Characters of a remark or a reply: what the row holds, about a page."""

POINTERS = ("school", "wording", "paragraph", "window", "theme", "author", "adopted_in", "remark", "unnamed")
"""References that the caller took from what the member may see: not looked up again."""

UNNAMED = UnnamedRemark._meta.db_table


@transaction.atomic
def say_remark(
    *,
    wording: Wording,
    kind: str,
    text: str,
    quote: str,
    by: Member,
    now: datetime.datetime,
    on: datetime.date,
    client_key: uuid.UUID,
) -> Remark:
    """What a colleague says with their name about a paragraph, in the wording that they read. Sent twice it is one."""
    words = _checked(wording, text, quote)
    key = _kept_key("named", client_key)
    take_turns(wording.school_id)
    if twice := Remark.objects.filter(school=wording.school_id, author=by, client_key=key).first():
        return twice
    remark = Remark(**_place(wording, kind, on), **words, author=by, said_at=now, client_key=key)
    remark.clean_fields(exclude=POINTERS)
    remark.save()
    return remark


@sensitive_variables()
@transaction.atomic
def say_unnamed(
    *, wording: Wording, kind: str, text: str, quote: str, on: datetime.date, client_key: uuid.UUID
) -> UnnamedRemark:
    """What somebody says without a name. It does not take a person, so it can keep none.

    Its own key follows, one way, from the random key of the form: the same form sent twice is one remark, and neither
    the form nor anybody who sent it can be found from it.
    """
    words = _checked(wording, text, quote)
    remark = UnnamedRemark(id=_kept_key("unnamed", client_key), **_place(wording, kind, on), **words)
    take_turns(wording.school_id)
    if twice := UnnamedRemark.objects.filter(pk=remark.pk).first():
        return twice
    remark.clean_fields(exclude=POINTERS)
    UnnamedRemark.objects.bulk_create([remark])
    shuffle_unnamed(wording.school_id)
    return remark


@transaction.atomic
def reply(
    *, to: Remark | UnnamedRemark, text: str, by: Member, now: datetime.datetime, client_key: uuid.UUID
) -> RemarkReply:
    """A reply with a name, under a remark with a name or without. Sent twice it is one."""
    key = _kept_key("reply", client_key)
    take_turns(to.school_id)
    if twice := RemarkReply.objects.filter(school=to.school_id, author=by, client_key=key).first():
        return twice
    under = {"remark": to} if isinstance(to, Remark) else {"unnamed": to}
    said = RemarkReply(school_id=to.school_id, **under, text=text.strip(), author=by, said_at=now, client_key=key)
    said.clean_fields(exclude=POINTERS)
    said.save()
    return said


def check_quote(wording: Wording, quote: str) -> None:
    """The passage stands in the wording that was read."""
    if not stands_in(quote, wording.text):
        raise ValidationError(
            {"quote": _("These words do not stand in the paragraph. Copy them exactly, or leave this empty.")}
        )


def stands_in(quote: str, text: str) -> bool:
    """Whether a passage is in a text, as it was written or as it reads; line breaks and double spaces do not count."""
    reads = html.unescape(strip_tags(as_html(text)))
    return any(" ".join(quote.split()) in " ".join(each.split()) for each in (text, reads))


def _checked(wording: Wording, text: str, quote: str) -> dict[str, str]:
    check_quote(wording, quote)
    return {"text": text.strip(), "quote": " ".join(quote.split())}


def _place(wording: Wording, kind: str, on: datetime.date) -> dict[str, object]:
    return {
        "school_id": wording.school_id,
        "wording": wording,
        "paragraph_id": wording.paragraph_id,
        "window": window_open_on(wording.school_id, on),
        "kind": kind,
    }


def _kept_key(purpose: str, client_key: uuid.UUID) -> uuid.UUID:
    """The key of a form as it is kept. One way, and another for each purpose: two rows of one form do not meet."""
    seal = salted_hmac(f"vision.dialogue.{purpose}", str(client_key), algorithm="sha256")
    return uuid.UUID(bytes=seal.digest()[:16], version=4)


def take_turns(school_id: int) -> None:
    """One at a time in a school, named and unnamed alike, so that the two take the same way."""
    take_turn("dialogue", school_id)


def shuffle_unnamed(school_id: int) -> None:
    """Lay down the school's remarks without a name anew."""
    shuffle(UNNAMED, "school_id", school_id)


@transaction.atomic
def forget_when_said(school: School) -> None:
    """In the night: the row version of the last one said becomes that of the night."""
    take_turns(school.pk)
    shuffle_unnamed(school.pk)


def rewrite_unnamed() -> bool:
    """Have the database rewrite the table, so that no deleted row stays on its disk; False where no owner is known."""
    return rewrite(UNNAMED)
