"""The calendar's pages."""

from __future__ import annotations

import pytest

from school.models import AcademicYear, School, Term
from school.office.year_forms import YearForms
from school.office.years import year_as_said
from tests.factories.observations import make_visit
from tests.factories.school import TODAY
from tests.personas import Personas, client_for
from tests.school.office.test_year_forms import sent
from tests.school.office.test_years import YEAR

PAGE = "/s/harbour-lane/school/calendar/"


@pytest.mark.parametrize(
    ("person", "status"), [("administrator", 200), ("head", 200), ("teacher", 403), ("student", 403), ("stranger", 404)]
)
def test_pages_by_person(people: Personas, person: str, status: int) -> None:
    client = client_for(getattr(people, person))
    for path in (PAGE, f"{PAGE}new/", f"{PAGE}{people.term.academic_year_id}/"):
        assert client.get(path).status_code == status


def test_new_year_is_saved_and_shown_with_its_half_terms(people: Personas) -> None:
    client = client_for(people.administrator)
    assert "2026/27" in client.get(f"{PAGE}new/").content.decode()
    client.post(f"{PAGE}new/", sent(YearForms(said=YEAR)))
    assert AcademicYear.objects.get(name="2026/27").closures.count() == 1
    page = client.get(PAGE).content.decode()
    assert "Half-term break: 26 October" in page and "school days" in page and "31 Oct" in page


def test_overlap_stands_beside_its_field_and_saves_nothing(people: Personas) -> None:
    data = {**sent(YearForms(said=YEAR)), "terms-1-starts_on": "2026-12-01"}
    page = client_for(people.head).post(f"{PAGE}new/", data).content.decode()
    assert "This overlaps Autumn term." in page and 'value="2026-12-01"' in page
    assert not AcademicYear.objects.filter(name="2026/27").exists()


def test_dates_of_a_term_with_records_change_on_purpose_only(people: Personas) -> None:
    make_visit(host=people.teacher, on=TODAY)
    year = people.term.academic_year
    data = {**sent(YearForms(said=year_as_said(year))), "terms-0-ends_on": "2026-03-20"}
    page = client_for(people.head).post(f"{PAGE}{year.pk}/", data).content.decode()
    ends = lambda: Term.objects.get(pk=people.term.pk).ends_on.isoformat()  # noqa: E731
    assert ("belong" in page, ends()) == (True, "2026-03-27")
    client_for(people.head).post(f"{PAGE}{year.pk}/", {**data, "confirmed": "on"})
    assert ends() == "2026-03-20"


def test_removing_a_term_with_records_is_refused_in_words(people: Personas) -> None:
    make_visit(host=people.teacher, on=TODAY)
    year = people.term.academic_year
    data = {**sent(YearForms(said=year_as_said(year))), "terms-0-DELETE": "on", "confirmed": "on"}
    page = client_for(people.head).post(f"{PAGE}{year.pk}/", data)
    assert "has records and stays" in page.content.decode()


def test_other_schools_year_is_not_found(people: Personas) -> None:
    year = AcademicYear.objects.create(
        school=people.stranger.school, name="x", starts_on=YEAR.starts_on, ends_on=YEAR.ends_on
    )
    assert client_for(people.head).get(f"{PAGE}{year.pk}/").status_code == 404


def test_hours_are_saved_or_told(people: Personas) -> None:
    client, given = client_for(people.head), {"time_zone": "Asia/Dubai", "works_from": "07:00", "works_until": "15:00"}
    page = client.post(f"{PAGE}hours/", given).content.decode()
    assert "required" in page and School.objects.get(pk=people.school.pk).time_zone == "Europe/London"
    client.post(f"{PAGE}hours/", {**given, "works_on": ["7", "1"]})
    assert School.objects.get(pk=people.school.pk).works_on == [7, 1]
