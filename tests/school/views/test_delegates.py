"""The page on which one lets a colleague act."""

from __future__ import annotations

import pytest

from school.models import Delegation
from school.queries import today_in
from tests.factories.office import DAY, make_delegation
from tests.factories.sign_in import make_second_step
from tests.personas import Personas, client_for

PAGE = "/s/harbour-lane/school/delegates/"


@pytest.mark.parametrize(("person", "status"), [("head", 200), ("teacher", 200), ("student", 200), ("stranger", 404)])
def test_page_by_person(people: Personas, person: str, status: int) -> None:
    answer = client_for(getattr(people, person)).get(PAGE)
    assert answer.status_code == status
    assert ("Let somebody act for you" in answer.content.decode()) == (person == "head")


def sent(people: Personas, **more: object) -> dict[str, object]:
    today = today_in(people.school)
    dates = {"starts_on": today.isoformat(), "ends_on": (today + 5 * DAY).isoformat()}
    return {"deputy": people.plc_lead.pk, "areas": ["dashboards"], **dates, **more}


def test_head_lends_and_both_see_it_and_either_ends_it(people: Personas) -> None:
    make_second_step(user=people.plc_lead.user)
    client_for(people.head).post(f"{PAGE}lend/", sent(people))
    one = Delegation.objects.get()
    for who in (people.head, people.plc_lead):
        assert "Joe Okoro acts for Helen Bellamy" in client_for(who).get(PAGE).content.decode()
    assert "Joe Okoro acts for" not in client_for(people.teacher).get(PAGE).content.decode()
    assert client_for(people.teacher).post(f"{PAGE}{one.pk}/end/").status_code == 404
    client_for(people.plc_lead).post(f"{PAGE}{one.pk}/end/")
    assert Delegation.objects.get().ended_at is not None


def test_invalid_days_save_nothing_and_stay_on_the_page(people: Personas) -> None:
    page = client_for(people.head).post(f"{PAGE}lend/", sent(people, ends_on="2020-01-01")).content.decode()
    assert ("has not passed" in page, "2020-01-01" in page, Delegation.objects.count()) == (True, True, 0)


def test_teacher_lends_nothing(people: Personas) -> None:
    assert client_for(people.teacher).post(f"{PAGE}lend/", sent(people)).status_code == 403


def test_permissions_page_tells_staff_who_acts(people: Personas) -> None:
    make_delegation(principal=people.head, deputy=people.plc_lead)
    pages = [client_for(who).get("/s/harbour-lane/school/permissions/") for who in (people.teacher, people.student)]
    assert ["Joe Okoro acts for" in page.content.decode() for page in pages] == [True, False]
