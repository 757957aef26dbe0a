"""One search over what a member may see, in one statement: learners, what has a title, and the vision."""

from __future__ import annotations

import datetime
import json
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
from vision.queries import behaviours_visible_to, narratives_visible_to

MOST_OF_A_KIND = 8
MOST_TEXTS = 3
"""Shown of one row: a person has three names."""

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
    if term is None or len("".join(words)) < FEWEST_LETTERS or not any(may(member, each) for each in SEARCHED):
        return []
    hits: dict[str, list[Hit]] = {kind: [] for kind in KINDS}
    for kind, key, *shown in _rows_found.rows(**_asked_by(member, term, words)):
        before, after = _place_of(KINDS[kind][2], member.school.slug)
        said = _passages_found(shown, words) if kind == "vision" else [(*_as_said(kind, shown), key)]
        hits[kind] += [(text, detail, f"{before}{where}{after}") for text, detail, where in said]
    return [Found(heading, icon, hits[kind]) for kind, (heading, icon, _name) in KINDS.items() if hits[kind]]


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


def _found(**given: Any) -> QuerySet[Any, Any]:
    first, *others = _rows(*_asking(given))
    return first.union(*others, all=True) if others else first


_rows_found: Prepared[Any] = Prepared(_found)

SEARCHED = (Permission.SEE_CLASSES, Permission.VISIT, Permission.ENQUIRE, Permission.READ_VISION)
"""Without any of these there is nothing to look through."""


def _rows(member: Member, term: Term, words: list[str]) -> list[QuerySet[Any, Any]]:
    """What may be found, by kind; each row is the kind, its key, and the texts of what is shown of it."""
    found = []
    if may(member, Permission.SEE_CLASSES):
        named = learners_visible_to(member, term).named(" ".join(words))
        found.append(_shown("learner", named, "given_name", "preferred_name", "family_name"))
        found.append(_titled("class", classes_visible_to(member, term), words, "name", "subject"))
    if may(member, Permission.VISIT):
        found.append(_titled("visit", visits_visible_to(member), words, "question", "on"))
    if may(member, Permission.ENQUIRE):
        found.append(_titled("enquiry", enquiries_visible_to(member), words, "question", "state"))
    if may(member, Permission.READ_VISION):
        in_use = behaviours_visible_to(member).filter(framework__retired_on=None)
        meaning = "child_wording" if member.is_student else "definition"
        found.append(_titled("behaviour", in_use, words, "label", meaning))
        found.append(_shown("vision", narratives_visible_to(member)[:1], "content"))
    return found


def _titled(kind: str, rows: QuerySet[Any], words: list[str], title: str, detail: str) -> QuerySet[Any, Any]:
    """Those whose title, or a behaviour's meaning, holds each word."""
    meaning = (Value(" "), F(detail)) if kind == "behaviour" else ()
    rows = rows.annotate(plain=PlainWords(Concat(F(title), *meaning) if meaning else F(title)))
    for word in words:
        rows = rows.filter(plain__contains=word)
    return _shown(kind, rows, title, detail)


def _shown(kind: str, rows: QuerySet[Any], *fields: str) -> QuerySet[Any, Any]:
    """The first of them, and their fields as texts; empty ones for kinds that show fewer."""
    texts = [*(Cast(name, TextField()) for name in fields), *(Value("") for _none in range(MOST_TEXTS - len(fields)))]
    return rows.values_list(Value(kind), "pk", *texts)[:MOST_OF_A_KIND]


KINDS = {
    "learner": (_("Learners"), "user", "tracking:learner"),
    "class": (_("Classes"), "users", "tracking:class"),
    "visit": (_("Visits"), "eye", "observations:visit"),
    "enquiry": (_("Enquiries"), "lightbulb", "enquiry:enquiry"),
    "behaviour": (_("Behaviours"), "sprout", "vision:behaviours"),
    "vision": (_("Vision"), "book-open", "vision:narrative"),
}
"""Heading, icon and address of what may be found, in the order shown."""

PARTS = {"vision:behaviours": "#b", "vision:narrative": "#part-"}
"""Pages that hold all of a kind, and how their parts are marked."""


def _as_said(kind: str, shown: list[str]) -> tuple[str, str]:
    """Text and detail."""
    if kind == "learner":
        given, preferred, family = shown
        return Member(given_name=given, preferred_name=preferred, family_name=family).display_name, ""
    title, detail, _none = shown
    if kind == "visit":
        return title, f"{datetime.date.fromisoformat(detail):%d %B %Y}"
    return title, str(Enquiry.State(detail).label) if kind == "enquiry" else detail


@lru_cache(maxsize=MOST_ADDRESSES)
def _place_of(name: str, slug: str) -> tuple[str, str]:
    """What stands before and after a key in the addresses of a kind: all of them are alike, and asked for all day."""
    if name in PARTS:
        return f"{reverse(name, args=[slug])}{PARTS[name]}", ""
    before, _key, after = reverse(name, args=[slug, 0]).rpartition("0")
    return before, after


def _passages_found(shown: list[str], words: list[str]) -> list[Hit]:
    """Passages of what is published, with their block; drafts are for those who write them, on their own page."""
    found = [
        (_around(text, words), str(block.block.label), str(block.block))
        for block in published_blocks(json.loads(shown[0]))
        for text in _passages(block)
        if all(word in plain_words(text) for word in words)
    ]
    return found[:MOST_OF_A_KIND]


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
