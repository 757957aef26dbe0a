"""The difference in classes: new, changed, closing, and last year's under an identifier used again."""

from __future__ import annotations

import datetime
from dataclasses import replace

from school.rosters.planned import DAY, ClassChange, Closing, Plan, Withheld
from school.rosters.reading import Held
from school.rosters.stored import StoredClass
from school.rosters.wanted import ClassWanted

LONGEST_SOURCE_ID = 120


def plan_classes(plan: Plan, held: Held, on: datetime.date) -> None:
    years = {year.pk: year for year in plan.stored.years}
    for id, wanted in plan.wanted.classes.items():
        known = plan.stored.classes.get(id)
        if known is None:
            plan.classes_added.append(wanted)
        elif _is_rolled_over(plan, known, wanted):
            plan.classes_rolled.append((known.id, f"{id} @ {years[known.year_id].name}"[-LONGEST_SOURCE_ID:]))
            plan.classes_closing += _closing(known, years[known.year_id].ends_on, on)
            plan.classes_added.append(wanted)
        elif change := _class_change(plan, known, id, wanted):
            plan.classes_changed.append(change)
    for id, known in plan.stored.classes.items():
        if id in plan.wanted.classes or id in held.classes:
            continue
        absent = plan.wanted.scope.classes and id not in plan.wanted.classes_here and not held.anything
        if not (absent or id in plan.wanted.closing):
            continue
        if "closed_on" in plan.stored.kept_of_class(known.id):
            plan.withheld += [] if known.closed_on else [Withheld("class", id, "closed_on", on)]
        else:
            plan.classes_closing += _closing(known, years[known.year_id].ends_on, plan.wanted.closing.get(id) or on)


def _is_rolled_over(plan: Plan, known: StoredClass, wanted: ClassWanted) -> bool:
    """A sender that keeps a class's identifier for next year's class: last year's stays, under its own name."""
    was = next(year for year in plan.stored.years if year.pk == known.year_id)
    here = plan.calendar.known.get(wanted.year)
    sent = (year.starts_on for year in plan.wanted.years if year.source_id == wanted.year)
    starts_on = next(sent, None) or next(year.starts_on for year in plan.stored.years if year.pk == here)
    return here != known.year_id and starts_on >= was.ends_on


def _class_change(plan: Plan, known: StoredClass, id: str, wanted: ClassWanted) -> ClassChange | None:
    kept = plan.stored.kept_of_class(known.id)
    theirs = {name: getattr(wanted, name) for name in ("name", "kind", "subject", "year_groups")}
    ours = {**{name: getattr(known, name) for name in theirs}, "year_groups": tuple(known.year_groups)}
    withheld = [name for name in theirs if name in kept and theirs[name] != ours[name]]
    plan.withheld += [Withheld("class", id, name, theirs[name]) for name in withheld]
    theirs |= {name: ours[name] for name in withheld}
    closed_on = known.closed_on if "closed_on" in kept else None
    year = plan.calendar.known.get(wanted.year)
    if theirs == ours and (year, closed_on) == (known.year_id, known.closed_on):
        return None
    return ClassChange(known.id, replace(wanted, **theirs), closed_on)


def _closing(known: StoredClass, year_ends_on: datetime.date, on: datetime.date) -> list[Closing]:
    return [] if known.closed_on else [Closing(known.id, min(on, year_ends_on + DAY))]
