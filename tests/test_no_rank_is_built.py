"""Nothing that could rank a person is built: no field for it, no template, no module that works it out."""

from __future__ import annotations

import re

from django.db import models

from school.models import Member
from tests.test_guards import ROOT, named, python_files, tenant_models
from tests.test_nothing_ranks import SAID_ON_PURPOSE, Read, what_ranks

HOLDS_NUMBERS = (models.IntegerField, models.FloatField, models.DecimalField, models.DurationField)
A_RANK = re.compile(
    r"(?:^|_)(?:rank|scores?|points?|totals?|mean|average|percentile|level|stars?|streak|order|position)(?:_|$)"
)


def test_the_guard_leaves_alone_what_says_that_nothing_ranks() -> None:
    sources = "".join(file.read_text() for file in (ROOT / "templates").rglob("*.html"))
    assert [sentence for sentence in SAID_ON_PURPOSE if sentence not in sources] == []
    assert list(what_ranks(" ".join(SAID_ON_PURPOSE), None, ["2.71"])) == []


def test_no_template_ranks() -> None:
    """Also what no page of the planted world shows: an error, an empty list, a branch."""
    wrong = []
    for file in sorted((ROOT / "templates").rglob("*.html")):
        text = re.sub(r"\{%\s*(?:url|include|load|if|for|with)[^%]*%\}", " ", file.read_text())
        page = Read(text)
        moves = file.parent.name == "vision"
        wrong += [f"{file.name} {what}" for what in what_ranks(" ".join(page.words), page, [], moves=moves)]
    assert not wrong, "\n".join(wrong)


SAVED_SO_OFTEN = "version"
"""How often a text or a cell was saved, for two people who write at once: anywhere."""

MAY_BE_COUNTED = {
    "what an adult judged or a child said, one row each, never worked out": (
        *("tracking.Judgement.phase", "tracking.CheckInAnswer.value", "tracking.AttainmentResult.value"),
    ),
    "which wording or edition it is": ("vision.Wording.number", "portfolio.Portfolio.edition"),
    "a place in a text": ("vision.Paragraph.position",),
    "the order in which one child is asked, by chance": ("tracking.CheckIn.order",),
    "how many took part, of a whole school": (
        *("vision.Pulse.invited", "vision.Pulse.answered"),
        *(f"vision.ExplainBack.{name}" for name in ("invited", "coded", "name_two")),
    ),
    "rows of a file, steps of a piece of work, sizes": (
        *(f"tracking.AttainmentImport.{name}" for name in ("rows", "applied", "unchanged", "failed")),
        *(f"school.RosterUpload.{name}" for name in ("size", "stage", "tries")),
        *("school.AccessPack.rows", "portfolio.Build.step", "portfolio.Build.steps", "school.Batch.undo_tries"),
        *("tracking.Picture.width", "tracking.Picture.height"),
    ),
    "whose, by number; wrong pictures tapped, to stop a guesser": (
        *("school.Look.thing_id", "school.Certificate.member_number", "school.Badge.wrong_tries"),
    ),
}
"""Why a number or an order may stand beside a person → where."""


def about_a_person(model: type[models.Model]) -> bool:
    """A row that leads to a person, itself or by what it belongs to."""
    related = [field.related_model for field in model._meta.concrete_fields if field.is_relation]
    fields = [field for one in related if one is not None for field in one._meta.concrete_fields]
    return Member in related or any(field.name == "student" and field.related_model is Member for field in fields)


def test_no_field_could_hold_a_rank() -> None:
    """A new number beside a person needs a reason above."""
    found = {
        f"{model._meta.label}.{field.name}"
        for model in tenant_models()
        if about_a_person(model)
        for field in model._meta.concrete_fields
        if not field.is_relation and not field.primary_key and field.name != SAVED_SO_OFTEN
        if isinstance(field, HOLDS_NUMBERS) or A_RANK.search(field.name)
    }
    assert found == {name for names in MAY_BE_COUNTED.values() for name in names}


def test_no_module_works_out_an_average_of_phases() -> None:
    """How many stand in each phase may be told; a mean of words in an order, of whomever, never."""
    worked_out = re.compile(r"(?:Avg|StdDev|Sum)\(\s*[\"'](?:\w+__)?phase[\"']|(?:avg|sum)\((?:\w+\.)?phase\)")
    assert worked_out.search("Avg('judgements__phase')") and worked_out.search("select avg(known.phase)")
    assert [named(file) for file in python_files() if worked_out.search(file.read_text())] == []
