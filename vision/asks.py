"""What the vision asks of a member today, and what of it is new."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.access import Permission, may
from school.asks import Ask, News
from school.models import Member, School, Term
from vision.dialogue_asks import answers_to, dialogue_asks
from vision.explain_queries import sealed_things_waiting_for
from vision.messages import messages_visible_to
from vision.queries import facts_for_asks, new_focus, published_narrative
from vision.sealed_asks import leaders_sealed_asks, sealed_asks
from vision.two_writers import Unsettled, read_unsettled, unsettled_beside
from vision.windows import late_windows, read_windows

NEW_DAYS = 14
"""Days for which something published is news."""

NEW_MESSAGES = 2
"""Messages among the news; the others stand on their page."""


def asks_for(member: Member, term: Term | None, today: datetime.date) -> list[Ask]:
    """Sealed answers for those invited, the dialogue, and what leaders look after: one statement for all of it."""
    answers = may(member, Permission.ANSWER_PULSE) and member.user_id is not None
    speaks, leads = may(member, Permission.COMMENT_VISION), may(member, Permission.WRITE_VISION)
    columns: dict[str, Any] = {
        **(sealed_things_waiting_for(member, today) if answers else {}),
        **({"windows": late_windows(member, today)} if speaks else {}),
        **(facts_for_asks(member.school_id, term, today) if leads else {}),
        **({"unsettled": unsettled_beside(member, today)} if leads else {}),
    }
    if not columns:
        return []
    facts: Any = School.objects.filter(pk=member.school_id).values(**columns).get()
    return [
        *(sealed_asks(member, facts) if answers else ()),
        *(dialogue_asks(member, read_windows(facts["windows"]), today) if speaks else ()),
        *(_leaders_asks(member, term, facts) if leads else ()),
    ]


def _leaders_asks(member: Member, term: Term | None, facts: dict[str, Any]) -> Iterator[Ask]:
    if term and facts["has_framework"] and not facts["has_focus"]:
        yield Ask(
            what=_("Declare the focus of the term"),
            detail=_("At most four behaviours, before anyone measures them"),
            url=_to(member, "vision:behaviours"),
            action=_("Choose"),
            icon="sprout",
            minutes=3,
            weight=15,
        )
    if facts["overdue"] or facts["due_soon"]:
        yield _promises(member, facts["overdue"], facts["due_soon"])
    yield from leaders_sealed_asks(member, facts)
    if unsettled := read_unsettled(facts["unsettled"]):
        yield _two_texts(member, unsettled)
    if facts["written_at"] and (not facts["published_at"] or facts["written_at"] > facts["published_at"]):
        yield Ask(
            what=_("Publish what you have written in the vision"),
            detail=_("Until then only leaders see it"),
            url=_to(member, "vision:write"),
            action=_("Look and publish"),
            icon="book-open",
            minutes=2,
            weight=60,
        )


def _two_texts(member: Member, unsettled: Unsettled) -> Ask:
    what = ngettext(
        "Bring two texts of a paragraph together",
        "Bring the texts of %(n)d paragraphs together",
        unsettled.paragraphs,
    )
    return Ask(
        what=what % {"n": unsettled.paragraphs},
        detail=_("It was written in two places at once; both texts wait, and nothing is lost"),
        url=reverse("vision:paragraph", args=[member.school.slug, unsettled.oldest]),
        action=_("Look"),
        icon="pen-line",
        minutes=3,
        weight=32,
    )


def _promises(member: Member, overdue: int, due_soon: int) -> Ask:
    what = (
        ngettext("Say what became of a promise", "Say what became of %(n)d promises", overdue) % {"n": overdue}
        if overdue
        else ngettext("A promise to staff is due soon", "%(n)d promises to staff are due soon", due_soon)
        % {"n": due_soon}
    )
    return Ask(
        what=what,
        detail=_("All staff can read them"),
        url=_to(member, "vision:promises"),
        action=_("Settle") if overdue else _("Look"),
        icon="handshake",
        minutes=2,
        weight=30,
    )


def news_for(member: Member, term: Term | None, today: datetime.date) -> list[News]:
    """A new version, the focus, answers to oneself, messages to all, each for two weeks. At most four statements."""
    if not may(member, Permission.READ_VISION):
        return []
    since = today - datetime.timedelta(days=NEW_DAYS)
    news = []
    published = published_narrative(member.school)
    if published and published.published_at.date() >= since:
        text = _("Version %(version)d of the vision is published. %(note)s")
        words = {"version": published.version, "note": published.note}
        news.append(News(text=(text % words).strip(), url=_to(member, "vision:narrative")))
    for focus in new_focus(term, since) if term else []:
        text = _("A focus of this term: %(meaning)s") % {"meaning": focus.behaviour.child_wording}
        news.append(News(text=text, url=_to(member, "vision:behaviours"), chip=focus.behaviour))
    if may(member, Permission.COMMENT_VISION):
        news.extend(answers_to(member, since))
    if may(member, Permission.READ_PROMISES):
        news.extend(_new_messages(member, since))
    return news


def _new_messages(member: Member, since: datetime.date) -> Iterator[News]:
    """What leaders wrote to all staff, not one's own; their page has the words."""
    sent = messages_visible_to(member).filter(sent_at__date__gte=since).exclude(sent_by=member)
    for message in sent[:NEW_MESSAGES]:
        text = _("%(name)s wrote to all staff. One tap tells whether it helped.") % {
            "name": message.sent_by.display_name
        }
        yield News(text=text, url=f"{_to(member, 'vision:messages')}#message-{message.pk}")


def _to(member: Member, view: str) -> str:
    return reverse(view, args=[member.school.slug])
