"""Removing a person: what goes, what stays and why; done in one transaction, certified without content."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import CharField, DateField, QuerySet, TextField
from django.utils.translation import gettext as _

from learningculture.tenancy import tenant
from school.models import AccessPack, Certificate, LegalHold, Member
from school.privacy.access_pack import remove_files
from school.privacy.accounts_end import end_sign_in, has_places_elsewhere
from school.privacy.audit_lines import forget_words, rows_ever
from school.privacy.counting import count_together
from school.privacy.data_map import SELF, Ending, Record, obstacles, personal_records, reasons_to_keep_name
from school.privacy.names import names_to_remove, remove_names, remove_names_from_audit
from school.queries import day_in
from school.rosters.queries import waiting_uploads
from school.rosters.uploads.handing_in import drop_upload

LONGEST_STATEMENT = "60s"
"""The search through the whole audit of a large school takes longer than a page may."""


@dataclass
class Outcome:
    """What is or was done: (what, how many) removed, (what, how many, why) kept."""

    removed: list[tuple[str, int]] = field(default_factory=list)
    kept: list[tuple[str, int, str]] = field(default_factory=list)

    def remove(self, what: Any, count: int) -> None:
        if count:
            self.removed.append((str(what), count))

    def keep(self, what: Any, count: int, why: Any) -> None:
        if count:
            self.kept.append((str(what), count, str(why)))


def check_can_erase(member: Member, today: datetime.date) -> None:
    """Only of people who have left, with no hold on them and nothing open that needs them."""
    if member.left_on is None or member.left_on > today:
        raise ValidationError(
            _("%(name)s is still at the school. Close their place first, and in the roster’s system too.")
            % {"name": member.display_name}
        )
    if not member.given_name and not member.family_name:
        raise ValidationError(_("This person’s data has been removed already."))
    if hold := LegalHold.objects.filter(about=member, ended_on=None).first():
        raise ValidationError(_("Nothing may be removed while a hold stands: %(why)s") % {"why": hold.reason})
    for obstacle in obstacles():
        if sentence := obstacle(member):
            raise ValidationError(sentence)


def erasure_preview(member: Member, by: Member) -> Outcome:
    """What erasing the person would do, without doing it."""
    outcome = Outcome()
    with tenant(member.school_id, member_id=by.pk, purpose="privacy"):
        records = [record for record in personal_records() if not record.account]
        going = count_together([rows_that_go(record, [member.pk]) for record in records])
        stays = [line for record in records for line in _what_stays(record, member)]
        for record, count in zip(records, going, strict=True):
            outcome.remove(record.label, count)
        for (label, _rows, why), count in zip(stays, count_together([rows for _l, rows, _w in stays]), strict=True):
            outcome.keep(label, count, why)
        outcome.remove(_("Rosters that wait for a yes; they may name anybody"), waiting_uploads(member.school).count())
        if member.user_id:
            _tell_sign_in(outcome, member, has_places_elsewhere(member.user_id, member.school_id))
    return outcome


def rows_that_go(record: Record, members: list[int]) -> QuerySet[Any]:
    """Rows about these members that erasure deletes."""
    rows = record.rows_about_any(members, [])
    if record.ending != Ending.DELETE:
        return rows.none()
    return rows.exclude(pk__in=rows.filter(record.shared).values("pk")) if record.shared is not None else rows


def _what_stays(record: Record, member: Member) -> Iterator[tuple[Any, QuerySet[Any], Any]]:
    """(what, which rows, why) of a record that erasure leaves."""
    if record.part:
        why = record.why or _("Without the name: it is somebody else’s record.")
        yield record.label, record.rows_with(member), why
    own = record.rows_about(member)
    if record.about == SELF:
        yield record.label, own, reasons_to_keep_name(member) or record.why
    elif record.ending != Ending.DELETE:
        yield record.label, own, record.why
    elif record.shared is not None:
        yield record.label, own.filter(record.shared), record.why


def _tell_sign_in(outcome: Outcome, member: Member, elsewhere: bool) -> None:
    if elsewhere or reasons_to_keep_name(member):
        why = reasons_to_keep_name(member) or _("The person has a place in another school.")
        outcome.keep(_("Sign-in"), 1, why)
    else:
        outcome.remove(_("Sign-in"), 1)


def erase_person(*, member: Member, by: Member, now: datetime.datetime) -> Certificate:
    """Remove what goes, take the name out of what stays, redact the audit, and certify it. All of it or nothing."""
    school = member.school
    with tenant(school.pk, member_id=by.pk, purpose="privacy"):
        member = Member.objects.select_for_update().select_related("school").get(pk=member.pk)
        check_can_erase(member, day_in(school, now))
        outcome = erasure_preview(member, by)
        forget_person(member)
        for upload in waiting_uploads(school):
            drop_upload(upload=upload, by=by, now=now)
        return Certificate.objects.create(
            school=school,
            kind=Certificate.Kind.ERASURE,
            at=now,
            by=by,
            member_number=member.pk,
            removed=outcome.removed,
            kept=outcome.kept,
        )


def allow_long_statements() -> None:
    """For the rest of the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONGEST_STATEMENT])


def forget_person(member: Member) -> None:
    """The work itself, in the school that is open with the purpose of privacy; also what retention does in the end."""
    allow_long_statements()
    names, user_id, keep_name = names_to_remove(member), member.user_id, bool(reasons_to_keep_name(member))
    remove_files(list(AccessPack.objects.filter(about=member).exclude(file_name="")))
    records = [record for record in personal_records() if not record.account]
    ever = {record.model: rows_ever(record, [member.pk]) for record in records}
    for record in records:
        if record.about == SELF and keep_name:
            ever.pop(record.model)
            continue
        rows_that_go(record, [member.pk]).delete()
        if record.ending == Ending.BLANK:
            _blank(record, record.rows_about(member))
    if not keep_name:
        _end_account(member, user_id)
        remove_names(names, student=member.is_student)
    for record in records:
        forget_words(record, ever.get(record.model, set()))
    if not keep_name:
        remove_names_from_audit(names, student=member.is_student)


def _end_account(member: Member, user_id: int | None) -> None:
    Member.objects.filter(pk=member.pk).update(user=None)
    if user_id and not has_places_elsewhere(user_id, member.school_id):
        end_sign_in(user_id)


def _blank(record: Record, rows: QuerySet[Any]) -> None:
    """Words and numbers go; dates and kinds stay, which the counts of past terms need."""
    fields = [record.field(name) for name in record.personal]
    words = {each.name: "" for each in fields if isinstance(each, CharField | TextField) and not each.choices}
    others = {each.name: None for each in fields if each.null and not isinstance(each, DateField)}
    rows.update(**{**others, **words})


def certificates(school_id: int) -> QuerySet[Certificate]:
    return Certificate.objects.filter(school=school_id).select_related("by")


def erasable(school_id: int, query: str) -> QuerySet[Member]:
    """People by the beginning of a name, for the office to choose from."""
    return Member.objects.filter(school=school_id).exclude(given_name="", family_name="").named(query)
