"""Who keeps asking the pages around a vote, a close or a change of the school learns nothing that is not told.

S3, S8, S9, S11 and S12 of promises.md §3.5.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from learningculture.tenancy import tenant
from school.models import Member, SchoolClass
from school.privacy.erasure import erase_person
from school.queries import today_in
from tests.attacks.test_matrix import IN_SCHOOL, SAMPLES
from tests.factories.dialogue import make_explain_back
from tests.factories.portfolio import make_portfolio
from tests.factories.school import enrol, make_class
from tests.factories.vision import make_commitment, make_staff
from tests.personas import Personas, client_for
from vision.explain_back import explain, open_explain_back
from vision.models import ExplainBack, ExplainBackInvited, Pulse, PulseBallot, PulseItemResult, SealedExplanation
from vision.pulse import cast_ballot, close_pulse, open_pulse
from vision.pulse_items import ITEM_KEYS
from vision.queries import invited_to_a_pulse

pytestmark = pytest.mark.django_db

WATCHED = (
    *("vision:pulse", "vision:pulse_results", "vision:pulse_heard", "vision:explain_back", "vision:explain_rounds"),
    *("vision:explain_read", "home:today", "home:news", "portfolio:dashboard"),
)
"""Pages that speak of pulses and rounds, or gather what is new."""

SHEETS = ("vision:poster", "vision:on_paper", "vision:print_narrative")
"""Papers that take long to set and hold nothing of a pulse."""

MARKS = ("ETag", "Last-Modified", "Age", "Expires")


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(name, args=[people.school.slug, *args])


def opened(people: Personas, staff: int = 12, **also: Any) -> Pulse:
    make_staff(school=people.school, number=staff)
    today = today_in(people.school)
    closes_on = today + datetime.timedelta(days=7)
    return open_pulse(school=people.school, term=people.term, closes_on=closes_on, by=people.head, on=today, **also)


def plain(text: str) -> str:
    """The page without what differs from one request or building to the next: tokens, ids, marks, clocks."""
    text = re.sub(r"[A-Za-z0-9]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{12}\b", "", text)
    return re.sub(r"(term=|/results/|/rounds/|data-[a-z]+=\"|figure-)\d+|edition \d+|\d\d:\d\d", "", text)


def shape(answer: HttpResponse, statements: Iterable[dict[str, str]]) -> tuple[Any, ...]:
    """All that can be measured of an answer: its status, headers and words, and the work that its time comes from."""
    work = [re.sub(r"\d+|'[^']*'", "", each["sql"])[:80] for each in statements]
    assert not [mark for mark in MARKS if mark in answer.headers]
    headers = {name: value for name, value in answer.headers.items() if name not in ("Content-Security-Policy",)}
    return answer.status_code, headers, plain(answer.content.decode()), work


def seen_by(member: Member, urls: Iterable[str]) -> dict[str, Any]:
    client, seen = client_for(member), {}
    for url in urls:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url)
        seen[url] = shape(answer, asked.captured_queries)
    return seen


def post(member: Member, url: str, given: dict[str, str]) -> tuple[Any, ...]:
    client = client_for(member)
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(url, given)
    return shape(answer, asked.captured_queries)


@pytest.mark.parametrize("watcher", ["head", "plc_lead", "administrator", "governor"])
def test_nothing_that_others_ask_changes_by_a_vote(people: Personas, watcher: str) -> None:
    """Status, headers, length, words and the statements asked of the database are the same before and after three."""
    pulse = opened(people)
    staff = list(invited_to_a_pulse(people.school, today_in(people.school)).order_by("-pk"))
    for member in staff[:5]:
        cast_ballot(pulse=pulse, member=member, answers={"p1": 4})
    member, urls = getattr(people, watcher), [at(people, name) for name in WATCHED]
    seen_by(member, urls)
    before = seen_by(member, urls)
    for number, voter in enumerate([people.teacher, *staff[5:7]]):
        post(voter, at(people, "vision:pulse"), {"p1": str(1 + number), "p2": "5"})
    assert PulseBallot.objects.count() == 8
    assert seen_by(member, urls) == before


@pytest.mark.parametrize("watcher", ["head", "teacher", "governor"])
def test_nothing_that_others_ask_changes_by_an_explanation(people: Personas, watcher: str) -> None:
    make_staff(school=people.school, number=16)
    for wording in ("wait", "name it"):
        make_commitment(school=people.school, wording=wording)
    today = today_in(people.school)
    sitting = open_explain_back(school=people.school, term=people.term, closes_on=today, by=people.head, on=today)
    member, urls = getattr(people, watcher), [at(people, name) for name in WATCHED]
    seen_by(member, urls)
    before = seen_by(member, urls)
    turn = ExplainBackInvited.objects.filter(round=sitting).exclude(member=member)
    for number, each in enumerate(turn.select_related("member")[:3]):
        explain(sitting=sitting, member=each.member, text="Wait. " * (1 + 9 * number))
    assert SealedExplanation.objects.count() == 3
    assert seen_by(member, urls) == before


def test_the_answer_to_a_vote_is_the_same_whatever_was_voted(people: Personas) -> None:
    opened(people, asks_words=True)
    voters = invited_to_a_pulse(people.school, today_in(people.school)).order_by("-pk")[:3]
    sheets = (
        {"p1": "1", "words": "So much more to say. " * 25},
        {**dict.fromkeys(ITEM_KEYS, "5"), "words": ""},
        {**dict.fromkeys(ITEM_KEYS, "0"), "p8": "3", "words": "No."},
    )
    answers = [post(voter, at(people, "vision:pulse"), sheet) for voter, sheet in zip(voters, sheets, strict=True)]
    assert PulseBallot.objects.count() == 3
    assert answers[0] == answers[1] == answers[2]


def sheets_of(answers: int, **agree: tuple[int, int]) -> list[dict[str, int | None]]:
    """Item → (how many agree, of how many); the others who answered leave that item out."""
    return [
        {item: None if place >= asked else 4 if place < agreeing else 2 for item, (agreeing, asked) in agree.items()}
        for place in range(answers)
    ]


FIRST = sheets_of(
    14, p1=(6, 13), p2=(9, 14), p3=(0, 14), p4=(10, 14), p5=(6, 14), p6=(7, 14), p7=(2, 6), p8=(5, 9)
)  # fmt: skip
SECOND = sheets_of(
    16, p1=(7, 16), p2=(16, 16), p3=(5, 16), p4=(16, 16), p5=(7, 16), p6=(8, 16), p7=(0, 7), p8=(8, 9)
)  # fmt: skip
"""Of sixteen invited, fourteen answered or all; of every item so many agree that exactly the same is told."""


def hold(people: Personas, sheets: list[dict[str, int | None]], explained: dict[str, Any]) -> None:
    """A pulse and a round that are over, and a portfolio of both, shared with governors."""
    today = today_in(people.school)
    pulse = open_pulse(school=people.school, term=people.term, closes_on=today, by=people.head, on=today)
    for member, sheet in zip(invited_to_a_pulse(people.school, today), sheets, strict=False):
        cast_ballot(pulse=pulse, member=member, answers=sheet)
    close_pulse(pulse=pulse, on=today)
    make_explain_back(term=people.term, by=people.head, **explained)
    make_portfolio(term=people.term, published=True)


def pages_of(people: Personas, role: str) -> dict[str, str]:
    """As the source reads: for the head every page of the vision, the portfolio and the house that needs no object."""
    names = [name for name in IN_SCHOOL if name.partition(":")[0] in ("vision", "portfolio", "home")]
    wanted = [name for name in names if name not in SAMPLES and name not in SHEETS] if role == "head" else WATCHED
    urls = [at(people, name) for name in wanted]
    urls += [at(people, "portfolio:question", f"Q{number}") for number in range(1, 6)]
    client, found = client_for(getattr(people, role)), {}
    for url in urls:
        answer = client.get(url)
        if answer.status_code == 200:
            found[url] = plain(answer.content.decode())
    return found


def test_what_is_told_alike_is_alike_in_every_page_of_every_role(people: Personas) -> None:
    """Numbers of answers, shares, charts, tables, page source: nothing anywhere that the screen does not tell."""
    make_staff(school=people.school, number=12)
    crawled = []
    for sheets, explained in (
        (FIRST, {"invited": 15, "coded": 13, "name_two": 8, "agreement": [30, 1, 1, 33]}),
        (SECOND, {"invited": 15, "coded": 15, "name_two": 15, "agreement": [40, 0, 2, 33]}),
    ):
        hold(people, sheets, explained)
        crawled.append({role: pages_of(people, role) for role in ("head", "teacher", "governor")})
        for model in (PulseItemResult, Pulse, ExplainBack):
            model.objects.all().delete()
    results, question = at(people, "vision:pulse_results"), at(people, "portfolio:question", "Q1")
    assert "About 45\u00a0% agree" in crawled[0]["head"][results].replace(" %", "\u00a0%")
    assert "explanations named two" in crawled[0]["head"][question]
    assert (len(crawled[0]["head"]) > 20, len(crawled[0]["governor"]) > 6) == (True, True)
    for role, pages in crawled[0].items():
        assert pages.keys() == crawled[1][role].keys()
        for url, page in pages.items():
            other = crawled[1][role][url]
            differing = list(difflib.unified_diff(page.splitlines(), other.splitlines(), n=0))
            assert differing == [], (role, url, differing)


def opened_by_phase(people: Personas) -> tuple[Pulse, list[Member], SchoolClass]:
    """A pulse read by phase, of staff who teach in an upper class and in a lower one, the last."""
    maple = make_class(school=people.school, year_groups=(5,))
    lower = make_class(school=people.school, year_groups=(1,))
    staff = make_staff(school=people.school, number=28)
    for number, member in enumerate(staff):
        enrol(member, (maple, lower)[number % 2], role="teacher")
    today = today_in(people.school)
    pulse = open_pulse(
        school=people.school, term=people.term, closes_on=today, by=people.head, on=today, split_by="phase"
    )
    return pulse, staff, lower


def over(people: Personas) -> tuple[Pulse, list[Member]]:
    """A closed pulse read by group, after twelve of each have answered."""
    pulse, staff, _lower = opened_by_phase(people)
    for number, member in enumerate(staff[:24]):
        cast_ballot(pulse=pulse, member=member, answers=dict.fromkeys(ITEM_KEYS, 4 if number % 4 < 2 else 2))
    close_pulse(pulse=pulse, on=today_in(people.school))
    return pulse, staff


def told(people: Personas, pulse: Pulse) -> str:
    page = client_for(people.head).get(at(people, "vision:pulse_result", pulse.pk)).text
    return plain(re.search(r"<main.*</main>", page, re.DOTALL).group())  # type: ignore[union-attr]


def test_groups_that_are_renamed_merged_or_split_later_change_no_number(people: Personas) -> None:
    pulse, staff = over(people)
    before = told(people, pulse)
    assert ("Years 3 to 6" in before, "Everybody else" in before) == (True, True)
    SchoolClass.objects.filter(year_groups=[1]).update(year_groups=[5], name="Renamed")
    Member.objects.filter(pk__in=[member.pk for member in staff[:9]]).update(roles=["teaching_assistant"])
    Pulse.objects.filter(pk=pulse.pk).get().refresh_from_db()
    assert told(people, pulse) == before


def test_whoever_goes_or_is_erased_afterwards_changes_no_number(people: Personas) -> None:
    pulse, staff = over(people)
    make_portfolio(term=people.term)
    portfolio = at(people, "portfolio:question", "Q1")
    before = told(people, pulse), plain(client_for(people.head).get(portfolio).text)
    Member.objects.filter(pk=staff[0].pk).update(left_on=today_in(people.school) - datetime.timedelta(days=1))
    with tenant(people.school.pk, member_id=people.administrator.pk, user_id=people.administrator.user_id):
        erase_person(member=Member.objects.get(pk=staff[0].pk), by=people.administrator, now=timezone.now())
    staff[1].user.delete()
    make_portfolio(term=people.term)
    assert (told(people, pulse), plain(client_for(people.head).get(portfolio).text)) == before


def test_a_class_that_is_split_while_the_pulse_is_open_makes_no_small_group(people: Personas) -> None:
    """Classes moved so that one of two groups is left with three people: only the other may be shown beside the whole,
    and not even that, since three would be what is left."""
    pulse, staff, lower = opened_by_phase(people)
    SchoolClass.objects.filter(pk=lower.pk).update(year_groups=[5])
    apart = make_class(school=people.school, year_groups=(1,))
    for member in staff[:3]:
        member.enrolments.update(school_class=apart)
    for number, member in enumerate(staff):
        cast_ballot(pulse=pulse, member=member, answers={"p1": 4 if number % 4 < 2 else 2})
    close_pulse(pulse=pulse, on=today_in(people.school))
    assert set(pulse.results.values_list("group", flat=True)) == {""}
