"""The navigation beside every page of the office."""

import re

from django.test import Client

from tests.factories.care import make_support_visit, make_supporter
from tests.factories.office import make_delegation
from tests.factories.sign_in import make_second_step
from tests.personas import Personas, client_for

NAV = re.compile(r'<nav class="subnav".*?</nav>', re.DOTALL)


def doors(client: Client) -> list[str]:
    """The words of the navigation, after every one of its pages has opened."""
    nav = NAV.search(client.get("/s/harbour-lane/school/office/").content.decode())
    assert nav
    found = re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', nav.group())
    assert {client.get(url).status_code for url, _label in found} == {200}
    return [label for _url, label in found]


def test_office_has_every_door(people: Personas) -> None:
    rooms = ["Members", "Roster", "Badges", "Calendar", "Words", "Sign-in", "Personal data", "Support"]
    assert doors(client_for(people.administrator)) == ["Office", *rooms]


def test_deputy_and_support_see_only_doors_that_open(people: Personas) -> None:
    make_second_step(user=people.teacher.user)
    make_delegation(principal=people.head, deputy=people.teacher, areas=("office",))
    assert doors(client_for(people.teacher)) == ["Office", "Members", "Roster", "Badges", "Calendar", "Words"]
    helper = make_supporter()
    make_support_visit(school=people.school, user=helper, by=people.head)
    assert doors(client_for(helper)) == ["Office", "Members", "Roster", "Calendar"]
