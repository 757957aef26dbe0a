"""The forms of explaining back: a length, two readers, none found is an answer."""

from tests.factories.dialogue import make_explain_back
from tests.personas import Personas
from vision.explain_forms import LONGEST_TEXT, CodeForm, ExplainForm, OpenRoundForm, RatersForm
from vision.explain_queries import raters_to_choose_from


def test_a_text_has_a_length() -> None:
    assert "text" in ExplainForm({"text": ""}).errors
    assert "text" in ExplainForm({"text": "x" * (LONGEST_TEXT + 1)}).errors
    assert "closes_on" in OpenRoundForm({"closes_on": "soon"}).errors


def test_readers_are_staff_with_a_sign_in(people: Personas) -> None:
    staff = raters_to_choose_from(people.school, people.term.starts_on, by=people.head)
    form = RatersForm({"first": people.teacher.pk, "second": people.student.pk}, staff=staff)
    assert set(form.errors) == {"second"}


def test_what_a_text_names_may_be_nothing_but_not_something_else(people: Personas) -> None:
    frozen = [{"id": 7, "who": "adults", "wording": "wait"}]
    sitting = make_explain_back(term=people.term, by=people.head, commitments=frozen)
    assert CodeForm({}, sitting=sitting).is_valid()
    assert CodeForm({"found": ["7"]}, sitting=sitting).is_valid()
    assert not CodeForm({"found": ["8"]}, sitting=sitting).is_valid()
    assert "Adults will wait" in str(CodeForm(sitting=sitting))
