"""Cleaning of what leaders send."""

from __future__ import annotations

from portfolio.forms import BuildForm, ReadingForm
from school.models import Term
from tests.factories.portfolio import make_build
from tests.personas import Personas


def build_form(people: Personas, **data: object) -> BuildForm:
    build = make_build(term=people.term)
    return BuildForm(
        data, terms=Term.objects.filter(school=people.school), builds=type(build).objects.filter(pk=build.pk)
    )


def test_build_needs_a_term_or_a_stopped_build(people: Personas) -> None:
    form = build_form(people)
    assert form.errors == {"__all__": ["Choose the term to build."]}


def test_term_of_another_school_is_no_choice(people: Personas) -> None:
    assert "term" in build_form(people, term=10**9).errors


def test_reading_has_a_text_and_a_version() -> None:
    form = ReadingForm({"text": "It grows.", "version": ""})
    assert form.is_valid() and form.cleaned_data == {"text": "It grows.", "version": None}
    assert "text" in ReadingForm({"text": "x" * 2001}).errors
