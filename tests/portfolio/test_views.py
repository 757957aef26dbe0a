"""Pages of the portfolio: who reads what, the build, readings, sharing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portfolio.models import Build, Portfolio, Reading
from school.models import Member, Role
from tests.factories.portfolio import make_build, make_portfolio, make_reading
from tests.factories.school import make_member, make_term
from tests.factories.vision import make_focus
from tests.personas import Personas, client_for

SLUG = "harbour-lane"
HTMX = {"HX-Request": "true"}


def address(name: str, *args: object) -> str:
    return reverse(f"portfolio:{name}", args=[SLUG, *args])


def status(person: Member | None, url: str, method: str = "get") -> int:
    return getattr(client_for(person), method)(url).status_code


@pytest.fixture
def portfolio(people: Personas) -> Portfolio:
    make_focus(term=people.term)
    return make_portfolio(term=people.term)


@pytest.fixture
def colleague(people: Personas) -> Member:
    return make_member(school=people.school, roles=(Role.SENIOR_LEADER,), name="Jo Deputy", sign_in=True)


def test_pages_open_for_leaders_only(people: Personas, portfolio: Portfolio) -> None:
    for url in (address("dashboard"), address("question", "Q1")):
        assert status(people.head, url) == 200
        assert status(people.stranger, url) == 404
        assert status(people.teacher, url) == 403
        assert status(None, url) == 302


def test_leaders_pages_refuse_governors_and_strangers(people: Personas, portfolio: Portfolio) -> None:
    build = make_build(term=people.term)
    gets = (address("progress", build.pk), address("write_reading", people.term.pk, "Q1", "head"))
    for url, method in [
        *((url, "get") for url in gets),
        (address("build"), "post"),
        (address("publish", portfolio.pk), "post"),
    ]:
        assert status(people.governor, url, method) == 403
        assert status(people.teacher, url, method) == 403
        assert status(people.stranger, url, method) == 404
        assert status(None, url, method) == 302


def test_dashboard_has_the_five_questions_in_words(people: Personas, portfolio: Portfolio) -> None:
    page = client_for(people.head).get(address("dashboard")).content.decode()
    assert page.count("Evidence for<") == page.count("What we cannot tell<") == 5
    assert "No staff pulse was closed in this term." in page
    assert "plotly" not in page


def test_dashboard_without_a_portfolio_teaches_and_builds(people: Personas) -> None:
    page = client_for(people.head).get(address("dashboard")).content.decode()
    assert "nobody fills anything in" in page
    assert "Build Spring term 2026" in page


def test_governor_sees_nothing_before_it_is_shared(people: Personas, portfolio: Portfolio) -> None:
    assert "Nothing is shared yet" in client_for(people.governor).get(address("dashboard")).content.decode()
    assert status(people.governor, address("question", "Q1")) == 404


def test_governor_reads_what_is_shared_and_cannot_act(people: Personas, portfolio: Portfolio) -> None:
    client_for(people.head).post(address("publish", portfolio.pk))
    page = client_for(people.governor).get(address("dashboard")).content.decode()
    assert "Spring term 2026 in five questions" in page
    assert "Build Spring" not in page and "Share with governors" not in page and "Write your reading" not in page
    assert "Write your reading" not in client_for(people.governor).get(address("question", "Q5")).content.decode()


def test_governor_stays_with_the_shared_edition(people: Personas) -> None:
    make_portfolio(term=people.term, published=True)
    make_focus(term=people.term)
    assert make_portfolio(term=people.term).edition == 2
    assert "edition 1" in client_for(people.governor).get(address("dashboard")).content.decode()
    assert "edition 2" in client_for(people.head).get(address("dashboard")).content.decode()


def test_earlier_terms_can_be_chosen(people: Personas, portfolio: Portfolio) -> None:
    autumn = make_term(school=people.school, key="autumn")
    make_portfolio(term=autumn)
    page = client_for(people.head).get(address("dashboard") + f"?term={autumn.pk}").content.decode()
    assert "Autumn term 2025 in five questions" in page
    assert status(people.head, address("dashboard") + "?term=nonsense") == 404


def test_every_figure_opens_its_provenance(people: Personas, portfolio: Portfolio) -> None:
    page = client_for(people.head).get(address("question", "Q5")).content.decode()
    for term in (
        "What it is",
        "Counted",
        "Out of",
        "Interval",
        "Rule of comparison",
        "Least needed",
        "Withheld",
        "Window",
    ):
        assert f"<dt>{term}</dt>" in page


def test_build_starts_and_a_second_is_refused_kindly(people: Personas) -> None:
    client = client_for(people.head)
    assert client.post(address("build"), {"term": people.term.pk}).status_code == 302
    again = client.post(address("build"), {"term": people.term.pk}, follow=True)
    assert "is being built already" in again.content.decode()
    assert Build.objects.count() == 1


def test_build_of_another_schools_term_starts_nothing(people: Personas) -> None:
    foreign = make_term(school=people.stranger.school)
    page = client_for(people.head).post(address("build"), {"term": foreign.pk}, follow=True).content.decode()
    assert "Choose the term to build." in page
    assert Build.objects.count() == 0


def test_progress_is_a_fragment_for_htmx_that_stops_when_done(people: Personas) -> None:
    build, client = make_build(term=people.term), client_for(people.head)
    fragment = client.get(address("progress", build.pk), headers=HTMX).content.decode()
    assert fragment.strip().startswith("<section") and 'hx-trigger="every 2s"' in fragment
    assert "<html" in client.get(address("progress", build.pk)).content.decode()
    Build.objects.filter(pk=build.pk).update(state="done")
    assert "hx-trigger" not in client.get(address("progress", build.pk), headers=HTMX).content.decode()


def test_progress_of_another_school_is_not_found(people: Personas) -> None:
    foreign = make_build(term=make_term(school=people.stranger.school))
    assert status(people.head, address("progress", foreign.pk)) == 404


def test_stopped_build_says_what_was_kept_and_carries_on(people: Personas) -> None:
    build = make_build(term=people.term)
    Build.objects.filter(pk=build.pk).update(
        state="failed", step=3, failure="“Counting promises” could not be finished."
    )
    client = client_for(people.head)
    page = client.get(address("dashboard")).content.decode()
    assert "What the 3 steps before it found is kept." in page
    client.post(address("build"), {"resume": build.pk})
    build.refresh_from_db()
    assert (build.state, build.step) == ("waiting", 3)


def test_head_writes_a_reading(people: Personas, portfolio: Portfolio) -> None:
    url = address("write_reading", people.term.pk, "Q5", "head")
    assert client_for(people.head).get(url).status_code == 200
    assert client_for(people.head).post(url, {"text": "It grows."}).status_code == 302
    assert "It grows." in client_for(people.head).get(address("question", "Q5")).content.decode()
    assert "It grows." in client_for(people.head).get(address("dashboard")).content.decode()


def test_empty_reading_shows_its_error_and_saves_nothing(people: Personas) -> None:
    answer = client_for(people.head).post(address("write_reading", people.term.pk, "Q5", "head"), {"text": " "})
    assert answer.status_code == 200
    assert "Please fill this in." in answer.content.decode()
    assert Reading.objects.count() == 0


def test_two_writers_lose_nothing(people: Personas, colleague: Member) -> None:
    make_reading(term=people.term, by=people.head, text="First came this.")
    url = address("write_reading", people.term.pk, "Q5", "head")
    answer = client_for(colleague).post(url, {"text": "Mine is other.", "version": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine is other." in page and "First came this." in page and 'value="1"' in page
    assert client_for(colleague).post(url, {"text": "Both together.", "version": "1"}).status_code == 302
    assert Reading.objects.get().text == "Both together."


def test_contrary_reading_is_by_somebody_else(people: Personas, colleague: Member, portfolio: Portfolio) -> None:
    url = address("write_reading", people.term.pk, "Q5", "contrary")
    refused = client_for(people.head).post(url, {"text": "Or not."})
    assert "not by the head" in refused.content.decode()
    assert client_for(colleague).post(url, {"text": "Or not."}).status_code == 302
    assert "A contrary reading, by Jo Deputy" in client_for(people.head).get(address("question", "Q5")).content.decode()


def test_reading_of_another_schools_term_is_not_found(people: Personas) -> None:
    foreign = make_term(school=people.stranger.school)
    assert status(people.head, address("write_reading", foreign.pk, "Q1", "head")) == 404


def test_portfolio_of_another_school_cannot_be_shared(people: Personas) -> None:
    foreign = make_portfolio(term=make_term(school=people.stranger.school))
    assert status(people.head, address("publish", foreign.pk), "post") == 404


@pytest.mark.parametrize("page", ["dashboard", "question"])
def test_pages_take_few_queries_however_many_terms(people: Personas, portfolio: Portfolio, page: str) -> None:
    url, client = address(page, *(["Q5"] if page == "question" else [])), client_for(people.head)
    counts = []
    for key, start in (("spring", 2025), ("autumn", 2025), ("summer", 2024)):
        make_portfolio(term=make_term(school=people.school, key=key, start=start))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(url)
        counts.append(len(captured))
    assert len(set(counts)) == 1
    assert counts[0] <= 15
