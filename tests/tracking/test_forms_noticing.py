"""Input of noticings, cleaned."""

from tracking.forms_noticing import ChoicesForm


def test_choices_form_wants_a_number_of_judgings(db: None) -> None:
    assert ChoicesForm({"judgings_a_year": "2"}).is_valid()
    assert "judgings_a_year" in ChoicesForm({"judgings_a_year": ""}).errors
