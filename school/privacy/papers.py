"""The record of processing and the retention schedule, written from the data map so that they cannot go stale."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from django.utils.translation import override

from school.privacy.data_map import ENDING_WORDS, Ending, Record, data_map
from school.privacy.documents import FOLDER
from school.privacy.schedule import BY_KEY, RULES, From, kept_words

WRITTEN = "<!-- Written by manage.py write_privacy_papers from the data map: change the map, not this page. -->"


def write_papers() -> list[str]:
    """Write those that differ; their names."""
    stale = stale_papers()
    for name in stale:
        (FOLDER / f"{name}.md").write_text(PAPERS[name]())
    return stale


def stale_papers() -> list[str]:
    """The papers that no longer say what the data map says."""
    with override("en-gb"):
        return [name for name, text in PAPERS.items() if _read(name) != text()]


def _read(name: str) -> str:
    path = FOLDER / f"{name}.md"
    return path.read_text() if path.exists() else ""


def retention_schedule() -> str:
    """Every rule with its reason and what it covers."""
    lines = ["# How long we keep what", "", WRITTEN, "", "| what | kept | a school may shorten to | why |"]
    lines.append("|---|---|---|---|")
    for rule in RULES:
        least = kept_words(rule, rule.least) if rule.may_shorten else "–"
        lines.append(f"| {rule.label} | {_kept(rule.key)} | {least} | {rule.reason} |")
    lines += [
        "",
        "The schedule runs by itself in the first night of each month, school by school, and writes a certificate.",
        "The office sees beforehand what will go. A hold stops it for one person.",
        "",
        "Backups lose removed data within 35 days.",
        "",
    ]
    return "\n".join(lines)


def _kept(key: str) -> str:
    rule = BY_KEY[key]
    return "see why" if rule.since == From.NEVER else str(kept_words(rule, rule.usual))


def record_of_processing() -> str:
    """Article 30: per purpose, whose data, which, how long, and what erasure does."""
    lines = [
        "# Record of processing",
        "",
        WRITTEN,
        "",
        "The school is the controller. The provider of this software is its processor.",
        "Recipients: nobody outside the school. Transfers abroad: none. No decision is made by a machine alone.",
        "Security: see the impact assessment.",
        "",
    ]
    records = sorted(
        (each for each in data_map().values() if each.is_personal), key=lambda each: (str(each.purpose), each.model)
    )
    for purpose, group in groupby(records, key=lambda each: str(each.purpose)):
        lines += [f"## {purpose}", "", "| record | of whom | what | kept | when a person is removed |"]
        lines += ["|---|---|---|---|---|", *(_row(record) for record in group), ""]
    return "\n".join(lines)


def _row(record: Record) -> str:
    what = ", ".join(str(record.field(name).verbose_name) for name in record.personal) or "that it exists"
    rule = BY_KEY[record.rule]
    kept = f"{rule.label}: {_kept(record.rule)}"
    return f"| {record.label} | {_whose(record)} | {what} | {kept} | {_ending(record)} |"


def _whose(record: Record) -> str:
    if record.account:
        return "who signs in"
    owners = {"student": "students", "check_in__student": "students"}
    about = owners.get(record.about, "staff and students" if record.model.startswith("school.") else "staff")
    return f"{about}; who took part" if record.part and record.about else about


def _ending(record: Record) -> str:
    if not record.about and not record.account:
        return "stays, “a former member of staff”"
    words = str(ENDING_WORDS[record.ending])
    if record.shared is not None:
        words = f"{words}; what others share stays without the name"
    return f"{words}. {record.why}" if record.why and record.ending != Ending.DELETE else words


PAPERS: dict[str, Callable[[], str]] = {
    "retention": retention_schedule,
    "record-of-processing": record_of_processing,
}
