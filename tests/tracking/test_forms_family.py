"""Forms of the family page."""

from tests.personas import Personas
from tracking.forms_family import HomeForm, ShareForm


def test_home_is_one_of_the_list() -> None:
    assert HomeForm({"home": "grandparents"}).is_valid()
    assert HomeForm({"home": "Aunt Vera"}).errors
    assert HomeForm({}).errors["home"] == ["Choose who it is for."]


def test_share_leads_back_to_the_piece_where_it_was_pressed(people: Personas) -> None:
    form = ShareForm({"share": "yes", "place": "family"})
    assert form.is_valid() and form.shares
    assert form.back_to(people.school, "evidence", 7) == "/s/harbour-lane/my-learning/family/#evidence-7"
    assert ShareForm({"share": "no"}).back_to(people.school, "noticing", 7) == "/s/harbour-lane/my-learning/#noticing-7"
    assert ShareForm({"place": "//elsewhere.example"}).place_pressed == "page"
