"""Everything held about one person, in a zip that can be read offline: asked for, put together, fetched, gone."""

from __future__ import annotations

import datetime
import json
import secrets
import zipfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from learningculture.celery import app
from learningculture.tenancy import tenant
from school.access import Permission, may
from school.models import AccessPack, Look, Member
from school.privacy.audit_lines import earlier_versions, old_values
from school.privacy.data_map import data_map, personal_records
from school.privacy.looks import lines_for, looks_at, note_look
from school.privacy.person_rows import Fact, Names, Section, count_facts, sections_about, words_of
from school.privacy.schedule import BY_KEY
from school.vocabulary import in_words_of

KEPT_DAYS = BY_KEY["packs"].usual
STATES = AccessPack.State
OWN_EYES = frozenset({"observations", "enquiry"})
"""Apps of whose records an adult says who reads them. No leader and no office does, in a copy as on a page."""


GIVEN_UP_AFTER = datetime.timedelta(days=1)
"""A pack takes seconds. One that could not be made in a day is said to have failed, and can be asked for again."""


def packs_folder() -> Path:
    folder = Path(settings.VAR_DIR) / "packs"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def path_of(pack: AccessPack) -> Path:
    return packs_folder() / pack.file_name


@transaction.atomic
def ask_for_pack(*, about: Member, by: Member, now: datetime.datetime) -> AccessPack:
    """One that is being made or waits to be fetched is not made twice. Another's pack leaves a look."""
    waiting = AccessPack.objects.filter(about=about, asked_by=by, state=STATES.WAITING).first()
    if waiting:
        return waiting
    expires = now + datetime.timedelta(days=KEPT_DAYS)
    pack = AccessPack.objects.create(school=by.school, about=about, asked_by=by, asked_at=now, expires_at=expires)
    note_look(looker=by, subjects=[about], kind=Look.Kind.PACK, now=now)
    transaction.on_commit(lambda: enqueue(pack), robust=True)
    return pack


def enqueue(pack: AccessPack) -> None:
    """Tell a worker. If the message is lost, the sweeper finds the row."""
    app.send_task("school.privacy.tasks.put_pack_together", kwargs={"school_id": pack.school_id, "pack_id": pack.pk})


def put_together(*, school_id: int, pack_id: int, now: datetime.datetime) -> None:
    """Make the file of a waiting pack, reading as the person themself. A second call finds nothing to do."""
    with tenant(school_id, purpose="privacy"):
        pack = AccessPack.objects.select_for_update().filter(pk=pack_id, state=STATES.WAITING).first()
        if pack is None:
            return
        about = Member.objects.select_related("school").get(pk=pack.about_id)
        with in_words_of(about.school), tenant(school_id, member_id=about.pk, user_id=about.user_id, purpose="privacy"):
            content = pack_content(about, own=pack.asked_by_id == about.pk)
        pack.file_name, pack.rows = f"{secrets.token_urlsafe(32)}.zip", count_facts(content["sections"])
        with in_words_of(about.school):
            _write(path_of(pack), content)
        pack.state, pack.ready_at = STATES.READY, now
        pack.save(update_fields=["file_name", "rows", "state", "ready_at"])


def pack_content(person: Member, *, own: bool = True) -> dict[str, Any]:
    """What goes into the pack: sections of facts, earlier versions, who looked, and what is left out and why.

    Args:
        own: for the person themself. Whoever else fetches it gets nothing of an adult's visits and enquiries: a copy
            must not be the way round the wall between coaching and appraisal.
    """
    apart = frozenset() if own or person.is_student else OWN_EYES
    sections = [section for section in sections_about(person) if _app_of(section.model) not in apart]
    left_out = [record for record in data_map().values() if record.is_personal and not record.in_pack]
    walled = [record for record in personal_records() if record.in_pack and _app_of(record.model) in apart]
    looks = looks_at(person).exclude(kind=Look.Kind.VISIT) if apart else looks_at(person)
    return {
        "person": person,
        "school": person.school,
        "child": person.is_student,
        "sections": [*sections, *_earlier(person, apart)],
        "looks": lines_for(person, looks),
        "left_out": [
            *((str(record.label), str(record.why)) for record in left_out),
            *((str(record.label), _("Only the person themself can take a copy of it.")) for record in walled),
        ],
    }


def _app_of(model: str) -> str:
    return model.partition(".")[0]


def _earlier(person: Member, apart: frozenset[str]) -> list[Section]:
    """Old values of the person's own rows, from the audit."""
    names = Names(person)
    by_table = {record.table._meta.db_table: record for record in data_map().values()}
    rows = []
    for line in earlier_versions(person.pk):
        if _app_of(by_table[line.table_name].model) in apart:
            continue
        what = str(by_table[line.table_name].label)
        values = [
            Fact(field.name, str(field.verbose_name), names.hidden(words_of(value)))
            for field, value in old_values(line, by_table)
        ]
        if values:
            rows.append([Fact("what", _("of"), what), Fact("until", _("until"), words_of(line.at)), *values])
    purpose = _("So that everyone can see what was done with their data.")
    return [Section("school.Change", _("Earlier versions"), purpose, True, rows)] if rows else []


def _write(path: Path, content: dict[str, Any]) -> None:
    """Readable by this server's own account alone."""
    path.touch(mode=0o600)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("everything-about-me.html", render_to_string("school/privacy_pack.html", content))
        packed.writestr("everything-about-me.json", json.dumps(as_json(content), ensure_ascii=False, indent=1))


def as_json(content: dict[str, Any]) -> dict[str, Any]:
    """The same for a machine: an open format."""
    return {
        "person": content["person"].display_name,
        "school": content["school"].name,
        "sections": [
            {
                "table": section.model,
                "label": section.label,
                "purpose": section.purpose,
                "own": section.own,
                "rows": [{fact.name: fact.value for fact in row} for row in section.rows],
            }
            for section in content["sections"]
        ],
        "looks": [{"sentence": line.sentence, "at": line.look.at.isoformat()} for line in content["looks"]],
        "left_out": [{"what": what, "why": why} for what, why in content["left_out"]],
    }


def _packs_open_to(member: Member, now: datetime.datetime) -> QuerySet[AccessPack]:
    """One's own, and those about others as long as one answers for personal data: roles are taken away at once."""
    packs = AccessPack.objects.filter(asked_by=member, expires_at__gt=now)
    return packs if may(member, Permission.MANAGE_PRIVACY) else packs.filter(about=member)


def packs_of(member: Member, now: datetime.datetime) -> list[AccessPack]:
    """What this person asked for and has not run out."""
    packs = _packs_open_to(member, now).exclude(state=STATES.GONE)
    return list(packs.select_related("about"))


def pack_to_fetch(member: Member, pack_id: int, now: datetime.datetime) -> AccessPack | None:
    """A ready pack that this person asked for, whose file is still there."""
    pack = _packs_open_to(member, now).select_related("about").filter(pk=pack_id, state=STATES.READY).first()
    return pack if pack and path_of(pack).exists() else None


def remove_old_packs(*, now: datetime.datetime) -> int:
    """Files whose week is over, in the school that is open; how many."""
    over = list(AccessPack.objects.filter(expires_at__lte=now).exclude(state=STATES.GONE))
    remove_files(over)
    return len(over)


def remove_files(packs: list[AccessPack]) -> None:
    """The files first: a pack without its file is harmless, a file without its pack would stay."""
    for pack in packs:
        if pack.file_name:
            path_of(pack).unlink(missing_ok=True)
    AccessPack.objects.filter(pk__in=[pack.pk for pack in packs]).update(state=STATES.GONE, file_name="")


def remove_orphans(*, now: datetime.datetime) -> int:
    """Files that no pack can still point to, such as a lost worker leaves; how many."""
    oldest = (now - datetime.timedelta(days=KEPT_DAYS + 1)).timestamp()
    old = [file for file in packs_folder().glob("*.zip") if file.stat().st_mtime < oldest]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def give_up_packs(*, now: datetime.datetime) -> int:
    """In the school that is open: say of those that nobody could make that it did not work; how many."""
    waiting = AccessPack.objects.filter(state=STATES.WAITING, asked_at__lte=now - GIVEN_UP_AFTER)
    return waiting.update(state=STATES.FAILED)


def waiting_packs() -> list[int]:
    """In the school that is open: those whose worker was lost or has not begun."""
    return list(AccessPack.objects.filter(state=STATES.WAITING).values_list("pk", flat=True))
