"""What a network lead sees."""

import datetime

from home.networks import networks_led_by, schools_in
from school.models import NetworkSchool
from tests.factories.school import make_network, make_network_lead, make_school
from tests.personas import Personas, client_for


def test_network_page_lists_its_schools_by_name(people: Personas) -> None:
    network = people.network_lead.network_places.get().network
    page = client_for(people.network_lead).get(f"/networks/{network.slug}/")
    assert [school.name for school in page.context["schools"]] == sorted(
        ["Harbour Lane Primary", people.stranger.school.name]
    )


def test_network_page_is_for_its_leads_only(people: Personas) -> None:
    network = people.network_lead.network_places.get().network
    assert client_for(people.head).get(f"/networks/{network.slug}/").status_code == 404
    assert client_for(None).get(f"/networks/{network.slug}/").status_code == 302


def test_network_lead_has_no_way_into_a_school(people: Personas) -> None:
    assert client_for(people.network_lead).get("/s/harbour-lane/").status_code == 404


def test_schools_that_left_are_not_listed(db: None) -> None:
    stayed, left = make_school(), make_school()
    network = make_network(schools=(stayed, left))
    NetworkSchool.objects.filter(school=left).update(left_on=datetime.date(2025, 7, 31))
    assert list(schools_in(network)) == [stayed]
    assert list(networks_led_by(make_network_lead(network=network))) == [network]


def test_network_lead_comes_straight_to_the_only_network_and_can_leave(people: Personas) -> None:
    network = people.network_lead.network_places.get().network
    client = client_for(people.network_lead)
    assert client.get("/schools/").headers["Location"] == f"/networks/{network.slug}/"
    assert "/account/logout/" in client.get(f"/networks/{network.slug}/").content.decode()
