"""The steps of an upload that a worker takes: open, read, compare, bring in, delete."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable

from django.db.models import Count
from django.utils import timezone

from school.models import Member, RosterMapping, RosterRun, RosterUpload
from school.queries import today_in
from school.rosters.imports import ImportPlan, alone, carry_out, plan_import
from school.rosters.incoming import Incoming
from school.rosters.keeping import keep_field
from school.rosters.problems import RosterRefused
from school.rosters.sources import Source, incoming_of, open_source
from school.rosters.tablefiles import NotUnicode
from school.rosters.tablefiles.answers import Answers, guessed
from school.rosters.tablefiles.glimpse import Glimpse, glimpse_of
from school.rosters.tablefiles.recognising import OWN
from school.rosters.uploads.differences import as_kept
from school.rosters.uploads.files import keep_failing, path_of
from school.rosters.uploads.handing_in import forget
from school.rosters.uploads.stages import STAGES, State, go_to_stage

HALF = 0.5
"""Share of a table's identifiers that a system here must know before it is taken for the sender."""


class Waits(Exception):
    """The step cannot be taken now; the sweeper comes back to it."""


def open_file(upload: RosterUpload, now: datetime.datetime) -> None:
    """See what it is. A OneRoster package says everything itself; a table's columns a person confirms."""
    remembered = None
    try:
        source = open_source(path_of(upload.stored), upload.name, encoding=upload.encoding)
    except NotUnicode as refused:
        upload.found = {"lines": list(refused.lines)}
        go_to_stage(upload, "columns")
        return
    if source.table is None:
        upload.family = "oneroster"
        go_to_stage(upload, "read")
        return
    glimpse = glimpse_of(source.table)
    upload.found, upload.family, upload.signature = glimpse.as_dict(), glimpse.family, glimpse.signature
    mapping = RosterMapping.objects.filter(school=upload.school_id, signature=glimpse.signature).first()
    if mapping:
        remembered = Answers.from_dict(mapping.answers)
        upload.found["remembered"] = timezone.localdate(mapping.used_at).isoformat()
    answers = guessed(glimpse, remembered)
    if not remembered:
        answers = with_likely_source(upload, source, glimpse, answers)
    upload.answers = answers.as_dict()
    go_to_stage(upload, "read" if glimpse.family == OWN else "columns")


def with_likely_source(upload: RosterUpload, source: Source, glimpse: Glimpse, answers: Answers) -> Answers:
    """Say that the identifiers are those of a system whose people are here, when it knows most of them."""
    column = next((name for name, use in answers.columns.items() if use == "identifier"), None)
    if column is None or source.table is None:
        return answers
    ids = {text for text in source.table.column(column) if text}
    known = (
        Member.objects.filter(school=upload.school_id, source_id__in=ids)
        .exclude(source="")
        .values_list("source")
        .annotate(count=Count("pk"))
        .order_by("-count")
        .first()
    )
    if known and known[1] > HALF * len(ids):
        return Answers.from_dict({**answers.as_dict(), "source": known[0]})
    return answers


def read_rows(upload: RosterUpload, now: datetime.datetime) -> None:
    """Read every row once, so that what is wrong with the file itself is told before anything is compared."""
    _incoming(upload)
    go_to_stage(upload, "compare")


def compare(upload: RosterUpload, now: datetime.datetime) -> None:
    """Keep the named difference for whoever decides, and the rows that failed as a file."""
    plan = _plan(upload)
    upload.difference = as_kept(plan, school=upload.school, is_table="header" in upload.found)
    upload.problems = [problem.as_dict() for problem in sorted(plan.incoming.problems)[:500]]
    upload.counts = {file: count.as_dict() for file, count in plan.rows.items()}
    failing = plan.failing_files()
    if failing:
        keep_failing(upload.stored, _as_one_file(failing))
    upload.difference["failing"] = sorted(failing)
    go_to_stage(upload, "yes")


def _as_one_file(files: dict[str, bytes]) -> bytes:
    """A single file as it is; several as an archive."""
    if len(files) == 1:
        return next(iter(files.values()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(name, content)
    return out.getvalue()


def write(upload: RosterUpload, now: datetime.datetime) -> None:
    """Bring it in: all of it or nothing, with the record that it was done in the same transaction.

    What changed in the school since the person looked is shown to them again first.
    """
    with alone_or_wait():
        plan = _plan(upload)
        if plan.fingerprint != upload.difference.get("fingerprint"):
            upload.difference = {}
            go_to_stage(upload, "compare")
            return
        if upload.keep_ours:
            _keep_ours(upload, plan)
            plan = _plan(upload)
        carry_out(
            plan,
            by=upload.by,
            now=now,
            accept_rest=upload.accept_rest,
            allow_leavers=upload.allow_leavers,
            kind="oneroster" if upload.family == "oneroster" else "table",
        )
        upload.run = RosterRun.objects.filter(school=upload.school_id).order_by("-pk").first()
        upload.counts = {file: count.as_dict() for file, count in plan.rows.items()}
    forget(upload)
    upload.stage, upload.state = len(STAGES), State.DONE


class alone_or_wait:
    """:func:`alone`, and :class:`Waits` while another roster is being brought in."""

    def __init__(self) -> None:
        self._alone = alone()

    def __enter__(self) -> None:
        try:
            self._alone.__enter__()
        except RosterRefused:
            raise Waits from None

    def __exit__(self, *error: object) -> bool | None:
        return self._alone.__exit__(*error)  # type: ignore[arg-type]


def _keep_ours(upload: RosterUpload, plan: ImportPlan) -> None:
    """The fields ticked "keep ours": no later roster overwrites them either, until somebody lets go of them."""
    people = {str(person.id): person.id for one in plan.schools for person in one.difference.changed if person.id}
    for key in upload.keep_ours:
        id, _colon, field = key.partition(":")
        if id in people:
            member = Member.objects.get(school=upload.school_id, pk=people[id])
            keep_field(member=member, field=field, by=upload.by)


def _plan(upload: RosterUpload) -> ImportPlan:
    return plan_import(_incoming(upload), on=_day(upload), into=upload.school, claims=False)


def _incoming(upload: RosterUpload) -> Incoming:
    source = open_source(path_of(upload.stored), upload.name, encoding=upload.encoding)
    answers = Answers.from_dict(upload.answers)
    return incoming_of(source, answers=answers, school=upload.school, on=_day(upload))


def _day(upload: RosterUpload) -> datetime.date:
    return today_in(upload.school)


STEPS: dict[str, Callable[[RosterUpload, datetime.datetime], None]] = {
    "open": open_file,
    "read": read_rows,
    "compare": compare,
    "write": write,
}
