"""Cleaning of a year's dates."""

from school.office.year_forms import HoursForm, YearForms, time_zones
from tests.school.office.test_years import YEAR


def sent(forms: YearForms) -> dict[str, str]:
    """What a browser would send of the page as it stands."""
    every = [forms.year, forms.terms.management_form, forms.closures.management_form, *forms.terms, *forms.closures]
    fields = [field for form in every for field in form if field.name != "DELETE"]
    return {field.html_name: "" if field.value() is None else str(field.value()) for field in fields}


def test_page_sent_back_as_it_stands_says_the_same_year() -> None:
    forms = YearForms(sent(YearForms(said=YEAR)), said=YEAR)
    assert forms.is_valid()
    again = forms.said()
    assert (again.name, len(again.terms), again.closures) == (YEAR.name, 2, YEAR.closures)


def test_removed_row_goes_and_an_empty_last_day_is_one_day() -> None:
    data = {**sent(YearForms(said=YEAR)), "terms-1-DELETE": "on", "closures-0-ends_on": ""}
    forms = YearForms(data, said=YEAR)
    assert forms.is_valid()
    assert len(forms.said().terms) == 1
    assert forms.said().closures[0].starts_on == forms.said().closures[0].ends_on


def test_closure_is_headed_by_its_name_or_its_kind_in_words() -> None:
    [row, *_others] = YearForms(said=YEAR).closures
    assert row.heading == YEAR.closures[0].name or row.heading == "Half-term break"
    assert row.__class__(initial={"kind": "inset"}).heading == "Training day (INSET)"


def test_hours_end_after_they_begin_and_zones_begin_at_home() -> None:
    form = HoursForm({"time_zone": "Europe/London", "works_from": "09:00", "works_until": "08:00", "works_on": ["1"]})
    assert list(form.errors) == ["works_until"]
    assert time_zones()[0][0] == "Europe/London" and len(time_zones()) > 300
