"""The frame that is kept: the same for all who see the same, and nothing of one reader for another."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from school.context import MARKS, page
from school.models import Member, School
from school.templatetags.frame import MOST_KEPT, FrameNode
from school.vocabulary import in_words_of
from tests.factories.school import make_member
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"\b[A-Za-z0-9]{64}\b")


def start_page(person: Member, client: Client | None = None) -> str:
    """Today's page, without what is new with each answer."""
    page = (client or client_for(person)).get(reverse("home:today", args=[person.school.slug])).content.decode()
    return TOKEN.sub("token", page)


def forgotten() -> None:
    """As if the process had just begun."""
    from django.template.loader import get_template

    nodes = get_template("base.html").template.nodelist.get_nodes_by_type(FrameNode)  # type: ignore[attr-defined]
    for node in nodes:
        node.kept.clear()


PERSONS = ("head", "teacher", "teaching_assistant", "student", "governor", "administrator", "plc_lead", "stranger")


def test_kept_frame_reads_as_one_written_for_its_reader(people: Personas) -> None:
    written = {}
    for name in PERSONS:
        forgotten()
        written[name] = start_page(getattr(people, name))
    forgotten()
    for _again in range(2):
        assert {name: start_page(getattr(people, name)) for name in PERSONS} == written


def test_each_reader_has_their_own_name_number_and_token(people: Personas) -> None:
    colleague = make_member(school=people.school, name="Zoe <b>Adeyemi", sign_in=True)
    start_page(people.teacher)
    page = client_for(colleague).get(reverse("home:today", args=[people.school.slug])).content.decode()
    assert f'data-who="{colleague.pk}"' in page
    assert "Zoe &lt;b&gt;Adeyemi" in page
    assert people.teacher.display_name not in page
    assert not [mark for mark in MARKS.values() if mark in page]


def test_new_name_of_the_school_its_words_and_the_theme_are_seen_at_once(people: Personas) -> None:
    client = client_for(people.teacher)
    start_page(people.teacher, client)
    School.objects.filter(pk=people.school.pk).update(
        name="Harbour Street",
        words={"class": {"one": "group", "many": "groups"}, "learner": {"one": "pupil", "many": "pupils"}},
    )
    client.cookies["theme"] = "dark"
    page = start_page(people.teacher, client)
    assert ("Harbour Street" in page, ">Pupils<" in page, 'data-theme="dark"' in page) == (True, True, True)


def test_words_of_one_school_stay_out_of_a_page_outside_it(people: Personas) -> None:
    """A page without a school may be said in the words of one, as a family's is."""
    known = page(RequestFactory().get("/"))
    people.school.words = {"class": {"one": "group", "many": "groups"}}
    written = Template("{% load i18n frame %}{% frame %}{% trans 'Class page' %}{% endframe %}")
    with in_words_of(people.school):
        assert written.render(Context({"frame": replace(known["frame"])})) == "Group page"
    assert written.render(Context({"frame": replace(known["frame"])})) == "Class page"


def test_new_role_is_seen_at_once(people: Personas) -> None:
    client = client_for(people.teacher)
    assert "Portfolio" not in start_page(people.teacher, client)
    Member.objects.filter(pk=people.teacher.pk).update(roles=["teacher", "governor"])
    assert "Portfolio" in start_page(people.teacher, client)


def test_inside_a_template_sees_nothing_but_the_frame(people: Personas) -> None:
    request = RequestFactory().get("/")
    request.member, request.school, request.memberships = people.teacher, people.school, []  # type: ignore[attr-defined]
    known = page(request)
    written = Template(
        "{% load frame %}{% frame %}{{ secret }}{{ member.family_name }}{{ member.display_name }}{% endframe %}"
    )
    assert written.render(Context({**known, "secret": "seen"})) == people.teacher.display_name


def test_only_so_many_are_kept(people: Personas) -> None:
    known = page(RequestFactory().get("/"))
    written = Template("{% load frame %}{% frame %}here{% endframe %}")
    for number in range(MOST_KEPT + 5):
        written.render(Context({"frame": replace(known["frame"], here=str(number))}))
    (node,) = written.nodelist.get_nodes_by_type(FrameNode)
    assert len(node.kept) == MOST_KEPT
    assert connection.in_atomic_block


def test_token_is_masked_once_for_frame_and_forms(people: Personas) -> None:
    """And anew for each page."""
    found = [client_for(people.teacher).get(reverse("tracking:notice", args=[people.school.slug])).text for _ in "12"]
    first, second = (
        set(re.findall(r"name=\"csrfmiddlewaretoken\" value=\"(\w+)\"|X-CSRFToken\": \"(\w+)\"", page))
        for page in found
    )
    tokens = [{one or other for one, other in page} for page in (first, second)]
    assert [len(page) for page in tokens] == [1, 1] and tokens[0] != tokens[1]
