"""Has the worker build the demonstration's portfolios, and waits for it with a bar in the terminal."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Iterable

from django.utils import timezone

from home.demonstration.vision import at
from learningculture.tenancy import tenant
from portfolio.assembly import ask_for_build
from portfolio.attainment import ask_for_association
from portfolio.models import Build, Portfolio
from portfolio.publishing import publish_portfolio
from portfolio.queries import terms_with_attainment
from portfolio.readings import write_reading
from school.models import Member, Role, School, Term

WAIT_SECONDS = 900.0
BAR = 30

READINGS = {
    "Q1": "Colleagues can say what our vision asks. Fewer say that it changes what they plan: that is our work.",
    "Q2": "Staff hear us talk about learning. What we give time to lags behind: cover was promised and fell through.",
    "Q3": "It is safer here to try something that does not work. Time to try it is what people ask for.",
    "Q4": "We have been in most classrooms, seldom in the youngest. Questioning is what we see least of.",
    "Q5": "Perseverance is growing and the evidence agrees. Of questioning, staff see more than children say.",
}
FIRST_READINGS = {
    "Q1": "We have said it often. That is not the same as being understood, and few say it changes what they plan.",
    "Q2": "Books came, notices went. The hours that we promised in colleagues’ rooms are what we owe.",
    "Q3": "A few enquire, and always the same few. We ask for less elsewhere so that others can begin.",
    "Q4": "We know the rooms whose doors stand open. Of the others we know what their teachers tell us.",
    "Q5": "It is too early to say. We shall read these answers again when the same children give them a second time.",
}
"""Of the terms before the last two that are over."""

CONTRARY = "The children who answer are those who were here. Those whom we worry about most were away that week."


def build_all(school: School, terms: Iterable[Term], now: datetime.datetime) -> list[int]:
    """Ask for each term's portfolio; the ids of the builds."""
    asked = []
    for term in terms:
        with tenant(school.pk):
            head = Member.objects.filter(school=school).with_any_role(Role.HEAD).first()
            asked.append(ask_for_build(term=term, by=head, now=now).pk)
    return asked


def wait_for(builds: dict[School, list[int]]) -> None:
    """Until all are ready, with a bar. Raises SystemExit when one has failed or the worker is silent."""
    total, deadline, shown = sum(map(len, builds.values())), time.monotonic() + WAIT_SECONDS, ""
    while time.monotonic() < deadline:
        done = sum(_done(school, wanted) for school, wanted in builds.items())
        if (bar := _bar(done, total)) != shown:
            print(bar, end="\r" if sys.stdout.isatty() and done < total else "\n", flush=True)
            shown = bar
        if done >= total:
            return
        time.sleep(0.5)
    raise SystemExit("The portfolios are not ready: is the worker running? What is built so far is kept.")


def _done(school: School, wanted: list[int]) -> float:
    """Builds that are ready, the running ones by their finished steps."""
    with tenant(school.pk):
        rows = list(Build.objects.filter(pk__in=wanted))
    if failed := next((row for row in rows if row.state == Build.State.FAILED), None):
        raise SystemExit(f"A portfolio of {school} could not be built: {failed.failure}")
    return sum(1.0 if row.state == Build.State.DONE else row.step / (row.steps + 1) for row in rows)


def _bar(done: float, total: int) -> str:
    filled = int(BAR * done / max(total, 1))
    return f"  Building portfolios [{'█' * filled}{'·' * (BAR - filled)}] {int(done)} of {total}"


def ask_how_they_go_together(school: School, now: datetime.datetime) -> None:
    """Behaviours and results, where results were brought in: the worker is done with it before anybody looks."""
    with tenant(school.pk):
        head = Member.objects.filter(school=school).with_any_role(Role.HEAD).get()
        for term in terms_with_attainment(head):
            ask_for_association(term=term, by=head, now=now)


def read_and_publish(school: School) -> None:
    """The head's readings of every finished term but the newest, one contrary reading, and what governors may see."""
    with tenant(school.pk):
        head = Member.objects.filter(school=school).with_any_role(Role.HEAD).get()
        other = Member.objects.filter(school=school).with_any_role(Role.SENIOR_LEADER).first() or head
        portfolios = list(Portfolio.objects.filter(school=school).select_related("term").order_by("-term__starts_on"))
        for age, portfolio in enumerate(portfolios[1:]):
            for question, text in (READINGS if age < 2 else FIRST_READINGS).items():
                write_reading(term=portfolio.term, question=question, kind="head", text=text, by=head)
            write_reading(term=portfolio.term, question="Q5", kind="contrary", text=CONTRARY, by=other)
            publish_portfolio(portfolio=portfolio, by=head, now=_after(portfolio.term))


def _after(term: Term) -> datetime.datetime:
    return min(at(term.ends_on, 15), timezone.now())
