"""The named difference as it is kept for the page, and the questions that it asks before anyone says yes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from learningculture.tenancy import tenant
from school.models import Member, School
from school.rosters.difference import ClassLine, Difference, FieldChange, PersonLine
from school.rosters.guarded import head_only
from school.rosters.imports import ImportPlan

PARTS = ("new", "changed", "returning", "moved", "leaving", "kept", "classes_new", "classes_changed", "classes_closing")
MANY_NAMESAKES = 2
"""New people whose name somebody from another system bears: from so many on, it is asked whether they are the same."""

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def as_kept(plan: ImportPlan, *, school: School, is_table: bool) -> dict[str, Any]:
    """One school's difference as plain values. It holds names: shown to the office, deleted with the file."""
    planned = plan.schools[0]
    found: Difference = planned.difference
    kept: dict[str, Any] = {part: _lines(getattr(found, part)) for part in PARTS}
    kept["calendar"] = [
        {
            "name": one.name,
            "from": str(date_format(one.starts_on)),
            "to": str(date_format(one.ends_on)),
            "new": one.is_new,
        }
        for one in found.calendar
    ]
    kept["is_empty"] = found.is_empty
    kept["source"] = plan.incoming.source
    kept["fingerprint"] = plan.fingerprint
    kept["notes"] = [*_other_name(plan, school), *plan.incoming.notes, *planned.notes, *_other_schools(plan)]
    kept["asks"] = asks(plan, found, school, is_table=is_table)
    kept["head_only"] = _head_only(plan, school)
    return kept


def _head_only(plan: ImportPlan, school: School) -> str:
    with tenant(school.pk):
        return head_only(plan.schools[0].plan, school)


def _other_name(plan: ImportPlan, school: School) -> Iterable[str]:
    """Somebody else's file is seen by the name of the school before it is brought in."""
    said = plan.schools[0].plan.wanted.name
    if said and said.casefold() != school.name.casefold():
        yield _("The file calls this school %(name)s. Is it the right file?") % {"name": said}


def _other_schools(plan: ImportPlan) -> Iterable[str]:
    others = len(plan.incoming.schools) - 1
    if others > 0:
        yield (
            ngettext(
                "The file speaks of %d other school. Only this school is touched.",
                "The file speaks of %d other schools. Only this school is touched.",
                others,
            )
            % others
        )


def _lines(lines: Iterable[PersonLine | ClassLine]) -> list[dict[str, Any]]:
    """Those who share a name are told apart by their identifier."""
    rows = [_line(line) for line in lines]
    times = Counter(row["name"] for row in rows)
    return [row | {"shares_name": True} if times[row["name"]] > 1 else row for row in rows]


def _line(line: PersonLine | ClassLine) -> dict[str, Any]:
    """A person or a class; ``key`` of a field says whose it is, for "keep ours"."""
    row: dict[str, Any] = {"id": line.source_id, "name": line.listed or line.source_id}
    if line.on:
        row["on"] = str(date_format(line.on))
    for name in ("changes", "kept"):
        row["fields" if name == "changes" else name] = [_field(line, one) for one in getattr(line, name)]
    if isinstance(line, PersonLine):
        row |= {"student": line.is_student, "leaves": list(line.leaves), "joins": list(line.joins)}
    return row


def _field(line: PersonLine | ClassLine, one: FieldChange) -> dict[str, str]:
    return {"key": f"{line.id}:{one.field}", "label": one.label, "old": one.old, "new": one.new}


def asks(plan: ImportPlan, found: Difference, school: School, *, is_table: bool) -> dict[str, str]:
    """Questions that must be ticked, with their sentence: many leavers, rows that failed, the same names twice."""
    asked: dict[str, str] = {}
    if plan.questions:
        said = [question.reason.partition(". ")[0] + "." for question in plan.questions]
        count = len(found.leaving)
        meant = ngettext("Yes, %(words)s (%(count)d) person leaves.", "Yes, %(words)s (%(count)d) people leave.", count)
        asked["leavers"] = " ".join([*said, meant % {"words": in_words(count), "count": count}])
    failed = sum(count.failed for count in plan.rows.values())
    if failed:
        sentence = ngettext(
            "Yes, bring in the rest: %(count)d row is left out, and nobody it speaks of is closed.",
            "Yes, bring in the rest: %(count)d rows are left out, and nobody they speak of is closed.",
            failed,
        )
        asked["failed"] = sentence % {"count": failed}
    twice = namesakes(found, school, plan.incoming.source)
    if len(twice) >= MANY_NAMESAKES:
        sentence = _(
            "%(count)d of the new people bear the name of somebody who is here from another system (%(names)s). "
            "If they are the same people, they would stand here twice: %(way_out)s. Yes, they are other people."
        )
        way_out = _("go back and say whose identifiers these are") if is_table else _("drop this file")
        asked["namesakes"] = sentence % {
            "count": len(twice),
            "names": ", ".join(list(dict.fromkeys(twice))[:3]),
            "way_out": way_out,
        }
    return asked


def namesakes(found: Difference, school: School, source: str) -> list[str]:
    """Names of new people that somebody present bears who came from elsewhere."""
    with tenant(school.pk):
        others = Member.objects.filter(school=school, left_on=None).exclude(Q(source=source) & ~Q(source_id=""))
        names = {member.display_name.casefold() for member in others}
    return [line.name for line in found.new if line.name.casefold() in names]


def in_words(number: int) -> str:
    """A number as it is spoken, so that nobody ticks it by habit; figures in other languages and from ten thousand."""
    if not (get_language() or "en").startswith("en") or number >= 10_000:
        return str(number)
    if number < 20:
        return UNITS[number]
    if number < 100:
        tens, units = divmod(number, 10)
        return TENS[tens] + (f"-{UNITS[units]}" if units else "")
    step, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    whole, rest = divmod(number, step)
    joined = f"{in_words(whole)} {name}"
    return f"{joined}{' and ' if rest < 100 else ' '}{in_words(rest)}" if rest else joined
