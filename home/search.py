"""One search over what a member may see, in three statements: learners, what has a title, and the vision."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enquiry.models import Enquiry
from enquiry.queries import enquiries_visible_to
from learningculture.plain_words import PlainWords, plain_words
from learningculture.prepared import Prepared
from observations.queries import visits_visible_to
from school.access import Permission, may
from school.models import Member, Term
from tracking.queries import classes_visible_to, learners_visible_to
from vision.draft import PublishedBlock, published_blocks
from vision.queries import behaviours_visible_to, published_narrative

MOST_OF_A_KIND = 8
FEWEST_LETTERS = 2

WORDS_AROUND = 8
"""Words of a passage shown before and after the one that was found."""

MOST_ADDRESSES = 5_000
"""Kept by a process: schools × kinds."""

Hit = tuple[str, str, str]


@dataclass(frozen=True)
class Found:
    """One kind of thing found: a heading and (text, detail, url) of each."""

    heading: Any
    icon: str
    hits: list[Hit]


def found_for(member: Member, term: Term | None, query: str) -> list[Found]:
    """Kinds with at least one hit; nothing for fewer than two letters."""
    words = plain_words(query).split()
    if term is None or len("".join(words)) < FEWEST_LETTERS:
        return []
    asked = _asked_by(member, term, words)
    kinds = [_learners(member, asked)] if may(member, Permission.SEE_CLASSES) else []
    kinds += _titled(member, asked) if any(may(member, permission) for permission in TITLED) else []
    if may(member, Permission.READ_VISION):
        kinds.append(_vision(member, words))
    return [kind for kind in kinds if kind.hits]


def _asked_by(member: Member, term: Term, words: list[str]) -> dict[str, Any]:
    """What a search depends on, for statements that are kept: who asks with which rights, the term, and the words."""
    lent = tuple((tuple(given["roles"]), tuple(given["areas"])) for given in getattr(member, "acts_for", ()))
    who = {"member": member.pk, "school": member.school_id, "rights": (tuple(member.roles), lent)}
    when = {"term": term.pk, "year": term.academic_year_id, "until": term.ends_on}
    return {**who, **when, **{f"word_{number}": word for number, word in enumerate(words)}}


def _asker(*, member: int, school: int, rights: Any, term: int, year: int, until: datetime.date) -> tuple[Member, Term]:
    roles, lent = rights
    asker = Member(pk=member, school_id=school, roles=list(roles))
    asker.acts_for = [{"roles": each, "areas": areas} for each, areas in lent]  # type: ignore[attr-defined]
    return asker, Term(pk=term, school_id=school, academic_year_id=year, ends_on=until)


def _asking(given: dict[str, Any]) -> tuple[Member, Term, list[str]]:
    words = [given.pop(name) for name in [*given] if name.startswith("word_")]
    return *_asker(**given), words


def _learners_named(**given: Any) -> QuerySet[Member]:
    member, term, words = _asking(given)
    shown = ("school", "roles", "given_name", "preferred_name", "family_name")
    return learners_visible_to(member, term).named(" ".join(words)).only(*shown)[:MOST_OF_A_KIND]


def _with_titles(**given: Any) -> QuerySet[Any, Any]:
    first, *others = _rows(*_asking(given))
    return first.union(*others, all=True) if others else first


_named: Prepared[Member] = Prepared(_learners_named)
_titles: Prepared[Any] = Prepared(_with_titles)


def _learners(member: Member, asked: dict[str, Any]) -> Found:
    before, after = _place_of("tracking:learner", member.school.slug)
    hits = [(each.display_name, "", f"{before}{each.pk}{after}") for each in _named(**asked)]
    return Found(_("Learners"), "user", hits)


def _rows(member: Member, term: Term, words: list[str]) -> list[QuerySet[Any, Any]]:
    """What has a title, by kind; each row is the kind, its key, title and detail."""
    found = []
    if may(member, Permission.SEE_CLASSES):
        found.append(_holding(words, "class", classes_visible_to(member, term), "name", "subject"))
    if may(member, Permission.VISIT):
        found.append(_holding(words, "visit", visits_visible_to(member), "question", "on"))
    if may(member, Permission.ENQUIRE):
        found.append(_holding(words, "enquiry", enquiries_visible_to(member), "question", "state"))
    if may(member, Permission.READ_VISION):
        in_use = behaviours_visible_to(member).filter(framework__retired_on=None)
        meaning = "child_wording" if member.is_student else "definition"
        found.append(_holding(words, "behaviour", in_use, "label", meaning))
    return found


def _holding(words: list[str], kind: str, rows: QuerySet[Any], title: str, detail: str) -> QuerySet[Any, Any]:
    """Those whose title, or a behaviour's meaning, holds each word."""
    meaning = (Value(" "), F(detail)) if kind == "behaviour" else ()
    rows = rows.annotate(plain=PlainWords(Concat(F(title), *meaning) if meaning else F(title)))
    for word in words:
        rows = rows.filter(plain__contains=word)
    shown = [Cast(name, TextField()) for name in (title, detail)]
    return rows.values_list(Value(kind), "pk", *shown)[:MOST_OF_A_KIND]


TITLED = (Permission.SEE_CLASSES, Permission.VISIT, Permission.ENQUIRE, Permission.READ_VISION)
"""Without any of these there is nothing with a title to look through."""


def _titled(member: Member, asked: dict[str, Any]) -> list[Found]:
    hits: dict[str, list[Hit]] = {kind: [] for kind in KINDS}
    for kind, key, title, detail in _titles.rows(**asked):
        before, after = _place_of(KINDS[kind][2], member.school.slug)
        hits[kind].append((title, _as_said(kind, detail), f"{before}{key}{after}"))
    return [Found(heading, icon, hits[kind]) for kind, (heading, icon, _name) in KINDS.items()]


KINDS = {
    "class": (_("Classes"), "users", "tracking:class"),
    "visit": (_("Visits"), "eye", "observations:visit"),
    "enquiry": (_("Enquiries"), "lightbulb", "enquiry:enquiry"),
    "behaviour": (_("Behaviours"), "sprout", "vision:behaviours"),
}
"""Heading, icon and address of what has a title, in the order shown."""


def _as_said(kind: str, detail: str) -> str:
    if kind == "visit":
        return f"{datetime.date.fromisoformat(detail):%d %B %Y}"
    return str(Enquiry.State(detail).label) if kind == "enquiry" else detail


@lru_cache(maxsize=MOST_ADDRESSES)
def _place_of(name: str, slug: str) -> tuple[str, str]:
    """What stands before and after a key in the addresses of a kind: all of them are alike, and asked for all day."""
    if name == "vision:behaviours":
        return f"{reverse(name, args=[slug])}#b", ""
    before, _key, after = reverse(name, args=[slug, 0]).rpartition("0")
    return before, after


def _vision(member: Member, words: list[str]) -> Found:
    """Passages of what is published; drafts are for those who write them, on their own page."""
    published = published_narrative(member.school)
    here = reverse("vision:narrative", args=[member.school.slug])
    hits = [
        (_around(text, words), str(block.block.label), f"{here}#part-{block.block}")
        for block in (published_blocks(published.content) if published else [])
        for text in _passages(block)
        if all(word in plain_words(text) for word in words)
    ]
    return Found(_("Vision"), "book-open", hits[:MOST_OF_A_KIND])


def _passages(block: PublishedBlock) -> Iterator[str]:
    yield from (paragraph.text for paragraph in block.paragraphs)
    for promised in block.commitments:
        yield from promised.wordings


def _around(text: str, words: list[str]) -> str:
    """The passage about the first word that was found."""
    spoken = text.split()
    place = next((place for place, word in enumerate(spoken) if words[0] in plain_words(word)), 0)
    start, end = max(0, place - WORDS_AROUND), place + WORDS_AROUND + 1
    return f"{'… ' if start else ''}{' '.join(spoken[start:end])}{' …' if end < len(spoken) else ''}"
