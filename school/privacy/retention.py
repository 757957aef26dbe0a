"""The schedule at work: what is due, removing it, and the certificate that says so. Running twice is harmless."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from learningculture.tenancy import tenant
from school.models import AcademicYear, Certificate, LegalHold, Member, RetentionChoice, School
from school.privacy.access_pack import remove_old_packs
from school.privacy.audit_lines import forget_words, rows_ever
from school.privacy.counting import count_together
from school.privacy.data_map import Record, data_map, personal_records, reasons_to_keep_name
from school.privacy.erasure import Outcome, allow_long_statements, forget_person, rows_that_go
from school.privacy.schedule import BY_KEY, RULES, From, Rule, kept_words, school_year_cutoff

NAMES = _lazy("People’s names, sign-ins and classes")


@dataclass(frozen=True)
class Period:
    """A rule with what this school keeps."""

    rule: Rule
    kept: int

    @property
    def words(self) -> Any:
        return kept_words(self.rule, self.kept)


def periods_of(school: School) -> list[Period]:
    """The schedule of a school: the usual periods, or its own shorter ones."""
    chosen = dict(RetentionChoice.objects.filter(school=school).values_list("rule", "kept"))
    return [Period(rule, min(chosen.get(rule.key, rule.usual), rule.usual)) for rule in RULES]


@transaction.atomic
def choose_period(*, school: School, rule: str, kept: int) -> None:
    """A shorter period than the usual one, within what people's rights leave."""
    asked = BY_KEY[rule]
    if not asked.least <= kept <= asked.usual:
        limits = {"least": asked.least, "most": asked.usual}
        raise ValidationError({"kept": _("Choose a number from %(least)s to %(most)s.") % limits})
    RetentionChoice.objects.update_or_create(school=school, rule=rule, defaults={"kept": kept})


@dataclass(frozen=True)
class Due:
    """Rows of one table that have been kept long enough, and the people whom LEAVING rules are about."""

    record: Record
    rows: QuerySet[Any]
    members: tuple[int, ...] = ()


def first_of_next_month(today: datetime.date) -> datetime.date:
    """The day of the next run."""
    return (today.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def due_on(school: School, day: datetime.date, periods: list[Period]) -> Iterator[Due]:
    """What the schedule removes on a day, in the school that is open with the purpose of privacy."""
    kept = {period.rule.key: period.kept for period in periods}
    starts = list(AcademicYear.objects.filter(school=school).values_list("starts_on", flat=True))
    left = {key: left_by(school, BY_KEY[key].cutoff(kept[key], day)) for key in ("learning", "work")}
    for record in [*personal_records(), data_map()["school.Change"]]:
        rule = BY_KEY[record.rule]
        if rule.key in left and record.about:
            yield Due(record, rows_that_go(record, list(left[rule.key])), left[rule.key])
        elif record.model == "school.Change":
            older = _older(school, record, rule.cutoff(kept[rule.key], day))
            yield Due(record, older.exclude(_trail_of_held(school)))
        elif rule.since == From.DATE and rule.key not in ("packs", "sessions"):
            yield Due(record, _older(school, record, rule.cutoff(kept[rule.key], day)))
        elif rule.since == From.YEAR_END and (first := school_year_cutoff(starts, kept[rule.key], day)):
            yield Due(record, _older(school, record, first - datetime.timedelta(days=1)))


def _older(school: School, record: Record, day: datetime.date) -> QuerySet[Any]:
    """Dated on or before the day; none of people on hold."""
    end = "__date__lte" if _has_time(record) else "__lte"
    rows = record.table._base_manager.filter(**{"school": school, f"{record.dated}{end}": day})
    if not record.about:
        return rows
    return rows.exclude(**{f"{record.about}__in": held_members(school)})


def _has_time(record: Record) -> bool:
    model, name = record.table, record.dated
    while "__" in name:
        first, _cut, name = name.partition("__")
        model = model._meta.get_field(first).related_model  # type: ignore[assignment]
    return model._meta.get_field(name).get_internal_type() == "DateTimeField"


def held_members(school: School) -> QuerySet[Any]:
    """Those of whom nothing may be removed."""
    return LegalHold.objects.filter(school=school, ended_on=None).values("about")


def _trail_of_held(school: School) -> Q:
    """Lines of the audit about people on hold, and of what they did."""
    held = list(held_members(school).values_list("about", flat=True))
    spared = Q(member_id__in=held)
    for record in personal_records() if held else ():
        if keys := rows_ever(record, held):
            spared |= Q(table_name=record.table._meta.db_table, row_id__in=keys)
    return spared


def left_by(school: School, day: datetime.date) -> tuple[int, ...]:
    """Who left on or before the day and is not on hold."""
    left = Member.objects.filter(school=school, left_on__lte=day).exclude(pk__in=held_members(school))
    return tuple(left.values_list("pk", flat=True))


def names_due(school: School, day: datetime.date, periods: list[Period]) -> list[Member]:
    """Whose very name has been kept long enough, and nothing asks for it to stay."""
    kept = next(period.kept for period in periods if period.rule.key == "person")
    due = left_by(school, BY_KEY["person"].cutoff(kept, day))
    named = Member.objects.filter(pk__in=due).exclude(given_name="", family_name="").select_related("school")
    return [member for member in named if not reasons_to_keep_name(member)]


def retention_preview(school: School, day: datetime.date) -> Outcome:
    """What the run of that day will remove, by what it is called."""
    outcome = Outcome()
    with tenant(school.pk, purpose="privacy"):
        periods = periods_of(school)
        found = list(due_on(school, day, periods))
        for due, count in zip(found, count_together([due.rows for due in found]), strict=True):
            outcome.remove(due.record.label, count)
        outcome.remove(NAMES, len(names_due(school, day, periods)))
    return outcome


def run_retention(*, school_id: int, now: datetime.datetime, today: datetime.date) -> Certificate | None:
    """Once a month; None when this month's run is done. The certificate is written even when nothing was due."""
    with tenant(school_id, purpose="privacy"):
        allow_long_statements()
        school = School.objects.select_for_update().get(pk=school_id)
        remove_old_packs(now=now)
        done = Certificate.objects.filter(school=school, kind=Certificate.Kind.RETENTION)
        if done.filter(at__date__gte=today.replace(day=1)).exists():
            return None
        outcome = Outcome()
        periods = periods_of(school)
        for due in list(due_on(school, today, periods)):
            outcome.remove(due.record.label, _remove(due))
        names = names_due(school, today, periods)
        for member in names:
            forget_person(member)
        outcome.remove(NAMES, len(names))
        kind = Certificate.Kind.RETENTION
        return Certificate.objects.create(school=school, kind=kind, at=now, removed=outcome.removed)


def _remove(due: Due) -> int:
    """The rows, and their words in the audit."""
    keys = {str(pk) for pk in due.rows.values_list("pk", flat=True)}
    ever = rows_ever(due.record, list(due.members)) if due.members else set()
    due.rows.delete()
    if due.record.model != "school.Change":
        forget_words(due.record, keys | ever)
    return len(keys)
