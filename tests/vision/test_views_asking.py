"""The school's own statements, the slip, and the short address that leads to the pulse."""

from urllib.parse import quote

from django.test import Client
from django.urls import reverse

from school.queries import today_in
from tests.factories.dialogue import make_extra
from tests.factories.vision import make_staff
from tests.personas import Personas, client_for
from vision.models import PulseExtra
from vision.pulse import open_pulse


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


def test_statement_is_added_and_ended(people: Personas) -> None:
    client = client_for(people.head)
    assert "Statements of our own" in client.post(at(people, "pulse_extras"), {"wording": ""}).text
    client.post(at(people, "pulse_extras"), {"wording": "I know whom to ask.", "about_leaders": "on"})
    assert "from ten answers on" in client.get(at(people, "pulse_extras")).text
    client.post(at(people, "end_pulse_extra", PulseExtra.objects.get().pk))
    assert PulseExtra.objects.get().retired_on == today_in(people.school)


def test_own_statements_stand_on_the_form_after_the_eight(people: Personas) -> None:
    make_staff(school=people.school, number=8)
    make_extra(school=people.school, wording="I know whom to ask.")
    today = today_in(people.school)
    opening = {"term": people.term, "closes_on": today, "by": people.head, "on": today, "asks_words": True}
    open_pulse(school=people.school, **opening)
    page = client_for(people.teacher).get(at(people, "pulse")).text
    assert ("9. I know whom to ask." in page, "9 statements" in page, "may be recognisable" in page) == (True,) * 3


def test_slip_leads_to_the_pulse_by_way_of_signing_in(people: Personas) -> None:
    slip = client_for(people.head).get(at(people, "pulse_slip")).text
    assert (at(people, "pulse_link") in slip, "<svg" in slip) == (True, True)
    assert client_for(people.teacher).get(at(people, "pulse_link"))["Location"] == at(people, "pulse")
    sign_in = Client().get(at(people, "pulse_link"))["Location"]
    assert sign_in == f"/account/login/?next={quote(at(people, 'pulse_link'), safe='')}"
