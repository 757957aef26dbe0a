"""Input of the celebration page."""

from school.models import Member
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tracking.forms_celebrations import CelebrationForm
from tracking.models import Evidence, Noticing
from tracking.queries import noticeable_behaviours


def form_with(people: Personas, **data: object) -> CelebrationForm:
    behaviour = make_behaviour(school=people.school)
    everyone = Member.objects.filter(school=people.school)
    given = {"to": people.student.pk, "behaviour": behaviour.pk, **data}
    things = Noticing.objects.none(), Evidence.objects.none()
    return CelebrationForm(everyone, noticeable_behaviours(people.term), things, given)


def test_own_words_win_over_the_tapped_sentence(people: Personas) -> None:
    form = form_with(people, tapped="0", text="You asked why.")
    assert form.is_valid() and form.cleaned_data["text"] == "You asked why."


def test_one_of_both_is_needed(people: Personas) -> None:
    assert set(form_with(people).errors) == {"tapped"}
    assert form_with(people, tapped="1").is_valid()
