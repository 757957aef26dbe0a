"""Samples for every address, and attacks that the matrix of ``test_every_cell.py`` does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.attacks import world_sign_in as sign_in
from tests.attacks import world_tracking as tracking
from tests.attacks import world_vision as vision
from tests.attacks.world import SECRET, World, make_elsewhere, make_visitor, make_world
from tests.personas import Personas, client_for, make_personas

pytestmark = pytest.mark.django_db
METHODS = ("get", "post")
NOT_THIS_WAY = 405
"""What a page that only takes POST says to a GET, before it looks who asks: it says nothing about the object."""
NOT_A_CELL = 422
"""What the grid says to a body without a cell, before it looks for the class."""

SAMPLES: dict[str, Callable[[World], list[Any]]] = {
    "observations:answer": lambda w: [w.agreed_visit.pk],
    "observations:record": lambda w: [w.agreed_visit.pk],
    **{
        f"observations:{name}": lambda w: [w.visit.pk]
        for name in ("visit", "conversation", "step", "account", "share", "stop", "withdraw")
    },
    "enquiry:plc": lambda w: [w.plc.pk],
    "enquiry:plan_session": lambda w: [w.plc.pk],
    **{
        f"enquiry:{name}": lambda w: [w.session.pk]
        for name in ("session", "room", "begin_session", "block", "close_session", "attendance", "plan", "notes")
    },
    "enquiry:say_outcome": lambda w: [w.plan.pk],
    **{f"enquiry:{name}": lambda w: [w.enquiry.pk] for name in ("enquiry", "predict", "conclude", "share")},
    "enquiry:stage": lambda w: [w.stage.pk],
    **{
        f"school:{name}": lambda w: [w.things["class"].pk]
        for name in ("class_badges", "print_badges", "give_pictures", "revoke_badges", "share_device")
    },
    **{
        f"school:{name}": lambda w: [w.things["class"].pk, w.student.pk]
        for name in ("new_badge", "revoke_badge", "change_pictures", "resume_badge")
    },
    "school:end_device": lambda w: [w.things["class"].pk, w.device.pk],
    **{
        f"school:{name}": lambda w: [w.student.pk]
        for name in ("member", "give_roles", "rename_member", "close_place", "return_member", "let_go")
    },
    "school:year": lambda w: [w.term.academic_year_id],
    "school:undo_roll_over": lambda w: [w.roll_over.pk],
    "school:end_delegation": lambda w: [w.delegation.pk],
    **{f"school:{name}": lambda w: [w.concern.pk] for name in ("concern", "acknowledge_concern", "add_concern_step")},
    **{f"school:{name}": lambda w: [w.support_visit.pk] for name in ("let_support_in", "end_support")},
    **{f"school:data_{name}": lambda w: [w.student.pk] for name in ("person", "pack", "ask", "hold", "erase")},
    "school:data_request": lambda w: [w.request.pk],
    "school:fetch_pack": lambda w: [w.pack.pk],
    "school:privacy_document": lambda w: ["children"],
    **{
        f"school:roster{name}": lambda w: [w.upload.pk]
        for name in ("", "_encoding", "_columns", "_keep", "_confirm", "_back", "_again", "_drop", "_failing")
    },
    "school:roster_part": lambda w: [w.upload.pk, "new"],
    "school:roster_run": lambda w: [w.run.pk],
    "school:roster_undo": lambda w: [w.run.pk],
    "school:roster_people": lambda w: ["csv"],
    "portfolio:progress": lambda w: [w.build.pk],
    "portfolio:publish": lambda w: [w.portfolio.pk],
    "portfolio:question": lambda w: ["Q1"],
    "portfolio:write_reading": lambda w: [w.term.pk, "Q1", "head"],
    **sign_in.SAMPLES,
    **tracking.SAMPLES,
    **vision.SAMPLES,
}
FRONT = {
    *("front_door", "healthz", "network", "be_this_person", "choose_school"),
    *("account", "second_step", "end_session", "sign_out_everywhere", "file_comes"),
    *("shared_device", "shared_pictures"),
    *("invitation", "join_by_invitation", "open_invitation", "sign_in_back", "sign_in_with", "sign_in_at"),
    *("support_desk", "support_leave"),
    *("our_vision", "public_vision", "public_paper"),
    *("family_page", "family_picture"),
    *("without_network", "worker"),
}
FRONT |= {"badge", *(f"badge_{page}" for page in ("pictures", "done", "here", "goodbye", "unknown", "over"))}


def routes(resolver: URLResolver, path: str = "", space: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """Name, address and pattern of everything in the URLconf."""
    for entry in resolver.url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, here, f"{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", here, entry


EVERY = list(routes(get_resolver()))
IN_SCHOOL = {name: entry for name, path, entry in EVERY if path.startswith("s/<slug:school>/")}


def test_every_address_is_in_the_matrix() -> None:
    assert len({name for name, _path, _entry in EVERY}) == len(EVERY)
    outside = {name for name, path, _entry in EVERY if name not in IN_SCHOOL and not path.startswith("account/")}
    assert outside == FRONT
    wanting = {name for name, entry in IN_SCHOOL.items() if entry.pattern.regex.groups}
    assert wanting == set(SAMPLES)


@pytest.fixture
def people() -> Personas:
    return make_personas()


@pytest.fixture
def world(people: Personas) -> World:
    visitor = make_visitor(people.school)
    return make_world(school=people.school, head=people.head, teacher=people.teacher, visitor=visitor)


def address(name: str, world: World) -> str:
    return reverse(name, args=[world.school.slug, *SAMPLES.get(name, lambda w: [])(world)])


def ask(client: Client, method: str, url: str) -> HttpResponse:
    """The answer; what the request wrote is undone, so that the next one finds the same world."""
    with transaction.atomic():
        answer = getattr(client, method)(url)
        transaction.set_rollback(True)
    return answer


NAME_NO_OBJECT = (
    "school:service",
    "school:switch_service",
    "school:roster_people",
    "tracking:check_in_question",
    "vision:version",
    "vision:on_paper",
    "vision:add_paragraph",
    "portfolio:question",
    "school:privacy_document",
)
"""Their address holds a number or a word that means the same in each school."""


@pytest.mark.parametrize("who", ["head", "teacher", "student", "administrator"])
def test_other_schools_objects_under_the_own_address(who: str, people: Personas, world: World) -> None:
    """The own school in the address, the id of another's object."""
    elsewhere, wrong = make_elsewhere(people.stranger), []
    client = client_for(world.student if who == "student" else getattr(people, who))
    for name in [name for name in SAMPLES if name not in NAME_NO_OBJECT]:
        url = reverse(name, args=[people.school.slug, *SAMPLES[name](elsewhere)])
        for method in METHODS:
            status = ask(client, method, url).status_code
            wrong += [] if status in (403, 404, NOT_THIS_WAY, NOT_A_CELL) else [(name, method, status)]
    assert wrong == []


def test_post_without_token_is_refused(people: Personas, world: World) -> None:
    wrong = []
    for member in (people.head, world.student):
        client = client_for(member, csrf=True)
        for name in IN_SCHOOL:
            answer = ask(client, "post", address(name, world))
            if (answer.status_code, "403_csrf.html" in [one.name for one in answer.templates]) != (403, True):
                wrong.append((name, answer.status_code))
    assert wrong == []


def test_front_pages_answer_everybody(people: Personas, world: World) -> None:
    allauth = [path for name, path, entry in EVERY if path.startswith("account/") and not entry.pattern.regex.groups]
    assert len(allauth) > 5
    own = [path for _name, path, _entry in EVERY if path.startswith("badge/") and "<" not in path]
    for path in [
        *own,
        "badge/none/none/",
        "shared/",
        "shared/1/",
        "our-vision/none/",
        "our-vision/none/everyone/paper/",
        "",
        "healthz",
        "schools/",
        "demonstration/be/",
        "networks/none/",
        *("without-network/", "worker.js", "my-account/file/"),
        *allauth,
    ]:
        for who in (None, people.teacher, people.network_lead):
            for method in METHODS:
                url = "/" + path.replace("^", "").replace("$", "")
                assert ask(client_for(who), method, url).status_code < 500, (path, who, method)


def test_network_is_for_its_leads(people: Personas) -> None:
    url = reverse("network", args=[people.network_lead.network_places.get().network.slug])
    assert client_for(people.network_lead).get(url).status_code == 200
    for member in (*people.members().values(), people.stranger):
        assert client_for(member).get(url).status_code == 404


PEERS_MUST_NOT = [
    *((who, f"observations:{page}") for who in ("head", "plc_lead") for page in ("visit", "answer", "record", "share")),
    *(
        (who, f"observations:{page}")
        for who in ("head", "plc_lead")
        for page in ("account", "withdraw", "step", "stop")
    ),
    ("head", "observations:conversation"),
    *(("plc_lead", f"tracking:{page}") for page in ("class", "grid", "grid_plain", "judge", "learner")),
    ("plc_lead", "tracking:confirm_evidence"),
    *(("student", f"tracking:{page}") for page in ("learner", "review_goal", "confirm_evidence", "class")),
    *(("plc_lead", f"enquiry:{page}") for page in ("say_outcome", "session", "room", "plan", "notes", "attendance")),
    *((who, f"enquiry:{page}") for who in ("head", "plc_lead") for page in ("enquiry", "predict", "conclude", "stage")),
    *(("plc_lead", f"school:{page}") for page in ("class_badges", "print_badges", "revoke_badges", "share_device")),
    *(("plc_lead", f"school:{page}") for page in ("new_badge", "change_pictures", "end_device")),
    ("governor", "portfolio:publish"),
    ("governor", "portfolio:question"),
]


@pytest.mark.parametrize(("who", "name"), PEERS_MUST_NOT)
def test_peer_is_refused(who: str, name: str, people: Personas, world: World) -> None:
    for method in METHODS:
        answer = ask(client_for(getattr(people, who)), method, address(name, world))
        assert answer.status_code in (403, 404, NOT_THIS_WAY, NOT_A_CELL), (method, answer.status_code)
        assert SECRET not in answer.content.decode(errors="replace")


@pytest.mark.parametrize("role", ["head", "teaching_assistant", "plc_lead", "governor", "administrator", "student"])
def test_no_page_tells_a_peers_words(role: str, people: Personas, world: World) -> None:
    kept = [f"{SECRET} {word}" for word in ("wondering", "account", "question", "plan", "enquiry")]
    client = client_for(getattr(people, role))
    told = []
    for name in IN_SCHOOL:
        page = ask(client, "get", f"{address(name, world)}?q={SECRET}").content.decode(errors="replace")
        told += [(name, words) for words in kept if words in page]
    assert told == []
