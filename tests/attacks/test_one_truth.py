"""Two teachers choose, clear, undo and paste in any order, some from an old screen, and much is sent again, late.

Whatever the order: one truth for each student, behaviour and term; nobody's choice is overwritten unseen; the audit has
a line for each change and none for what was sent twice.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from learningculture.tenancy import tenant
from school.models import Change, Enrolment, Member, SchoolClass, Term
from tests.factories.school import enrol, make_member, make_term
from tests.factories.tracking import NOW, make_taught_class
from tests.factories.vision import make_behaviour, make_focus
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.cells import AskedCell, Cell
from tracking.grid import BLANK, NONE
from tracking.grid_query import grid_of
from tracking.models import Judgement
from tracking.ratings import JudgedMeanwhile, clear_cell, judge_cell, judge_class, judge_where_open

pytestmark = pytest.mark.django_db
Shown = int | str | None
"""What a cell holds: a phase, None for "not looked for", or EMPTY."""

EMPTY = "empty"
OTHER_SOURCES = ("tracking_noticing", "tracking_checkin", "tracking_checkinanswer")
EXAMPLES, STEPS = 10, 25
who, place = st.integers(0, 1), st.integers(0, 7)
phase = st.one_of(st.none(), st.integers(0, 5))
choice = st.one_of(st.just(EMPTY), phase)


@dataclass(frozen=True)
class Request:
    """One choice as it was sent, with what stood on the screen when it was made."""

    by: int
    cell: Cell
    chosen: Shown
    seen: int
    shown: Shown
    own: bool = False


@dataclass(frozen=True)
class Room:
    """Two teachers of a class, and its cells: two students, two behaviours, two terms."""

    school_class: SchoolClass
    teachers: list[Member]
    students: list[Member]
    terms: list[Term]
    cells: list[Cell]


def shown_by(sign: str) -> Shown:
    return EMPTY if sign == BLANK else None if sign == NONE else int(sign)


def make_room(people: Personas) -> Room:
    school_class, students = make_taught_class(teacher=people.teacher, learners=2)
    second = make_member(school=people.school)
    enrol(second, school_class, role=Enrolment.Role.TEACHER)
    terms = [people.term, make_term(school=people.school, key="autumn")]
    focus = [make_focus(term=term, key=key) for term in terms for key in ("perseverance", "questioning")]
    cells = [Cell(people.school.pk, each.term_id, each.behaviour_id, one.pk) for each in focus for one in students]
    return Room(school_class, [people.teacher, second], students, terms, cells)


def truth(cell: Cell) -> tuple[Shown, int, int | None]:
    """What the database holds: the choice, its version and whose it is."""
    there = Judgement.cells.filter(
        school=cell.school_id, term=cell.term_id, behaviour=cell.behaviour_id, student=cell.student_id
    )
    found = there.first()
    assert there.count() <= 1
    if found is None:
        return EMPTY, 0, None
    return EMPTY if found.cleared else found.phase, found.version, found.judge_id


def lines(table: str = "tracking_judgement") -> int:
    """Rows that the audit told of, one for each change; those that came together share a line."""
    told = Change.objects.filter(table_name=table).values_list("row_id", "last_row_id")
    return sum((last or int(first)) - int(first) + 1 for first, last in told)


class Judging(RuleBasedStateMachine):
    """``screens`` are what each teacher's open page shows; ``taken`` what the server said it had saved."""

    room: Room

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.screens = [dict.fromkeys(self.room.cells, (EMPTY, 0)) for _ in self.room.teachers]
        self.taken: list[Request] = []
        self.steps: list[list[tuple[Cell, Shown]]] = [[], []]
        self.clock = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def now(self) -> datetime.datetime:
        self.clock += 1
        return NOW + datetime.timedelta(seconds=self.clock)

    def within(self, by: int, act: Callable[[Member], None]) -> None:
        teacher = self.room.teachers[by]
        with tenant(teacher.school_id, member_id=teacher.pk):
            act(teacher)

    def send(self, request: Request, *, answered: bool = True) -> None:
        """One request reaches the server; its answer reaches the screen, or is lost."""
        before, lines_before, told = truth(request.cell), lines(), (request.chosen, 0)

        def save(teacher: Member) -> None:
            nonlocal told
            seen = {"version": request.seen, "own": request.own, "by": teacher, "now": self.now()}
            if request.chosen == EMPTY:
                told = (EMPTY, clear_cell(cell=request.cell, **seen))
            else:
                told = (request.chosen, self.fill(request, **seen))

        try:
            self.within(request.by, save)
            self.taken.append(request)
        except JudgedMeanwhile as refusal:
            there = refusal.judgement
            told = (EMPTY if there is None or there.cleared else there.phase, there.version if there else 0)
        self.check(request, before, lines_before)
        assert told == truth(request.cell)[:2]
        if answered:
            self.screens[request.by][request.cell] = told

    def fill(self, request: Request, **seen: Any) -> int:
        """One teacher's choices come from the page, where it is not known yet whether the cell is open."""
        cell, on_page = request.cell, request.by == 0
        if not on_page:
            return judge_cell(cell=cell, phase=request.chosen, **seen).version  # type: ignore[arg-type]
        term = next(term for term in self.room.terms if term.pk == cell.term_id)
        where = {"class_id": self.room.school_class.pk, "behaviour_id": cell.behaviour_id}
        asked = AskedCell(seen.pop("by"), term, on=NOW.date(), student_id=cell.student_id, **where)
        version = judge_where_open(asked=asked, phase=request.chosen, **seen)  # type: ignore[arg-type]
        assert version is not None
        return version

    def check(self, request: Request, before: tuple[Shown, int, int | None], lines_before: int) -> None:
        """The promises, told without the versions that keep them."""
        after, teacher = truth(request.cell), self.room.teachers[request.by].pk
        if after == before:
            assert lines() == lines_before
            return
        assert lines() == lines_before + 1
        assert (before[0], before[2]) != (request.chosen, teacher), "the same again was written as a change"
        assert (after[0], after[2]) == (request.chosen, teacher)
        assert before[0] == request.shown or before[2] == teacher, "a choice was overwritten unseen"

    def request(self, by: int, number: int, chosen: Shown) -> Request:
        cell = self.room.cells[number]
        shown, version = self.screens[by][cell]
        self.steps[by].append((cell, shown))
        return Request(by, cell, chosen, version, shown)

    @rule(by=who, number=place, chosen=choice)
    def choose(self, by: int, number: int, chosen: Shown) -> None:
        request = self.request(by, number, chosen)
        is_fresh = (request.shown, request.seen) == truth(request.cell)[:2]
        self.send(request)
        if is_fresh:
            assert truth(request.cell)[0] == chosen, "an up-to-date screen was refused"

    @rule(by=who, number=place, chosen=st.lists(choice, min_size=2, max_size=3), again=st.booleans())
    def hurry(self, by: int, number: int, chosen: list[Shown], again: bool) -> None:
        """Several choices in one cell before an answer comes: each counts on from the one before."""
        first = self.request(by, number, chosen[0])
        steps = [replace(first, chosen=one, seen=first.seen + n, own=n > 0) for n, one in enumerate(chosen)]
        was = truth(first.cell)
        for request in steps:
            self.send(request, answered=False)
            if again:
                self.send(request, answered=False)
        same = [one for one, before in zip(chosen, [was[0], *chosen], strict=False) if one == before]
        if was[:2] == (first.shown, first.seen) and not same:
            assert truth(first.cell)[0] == chosen[-1]

    @rule(by=who)
    def look(self, by: int) -> None:
        """The page is opened again: it shows what is true."""
        for term in self.room.terms:
            grid = grid_of(self.room.school_class, term, NOW.date())
            for row in grid.rows:
                for cell in self.room.cells:
                    if (cell.student_id, cell.term_id) == (row.student.pk, term.pk):
                        place = grid.place_of(cell.behaviour_id)
                        shown = shown_by(row.signs[place]), row.versions[place]
                        assert shown == truth(cell)[:2]
                        self.screens[by][cell] = shown

    @rule(by=who)
    def undo(self, by: int) -> None:
        if self.steps[by]:
            cell, shown_before = self.steps[by].pop()
            shown, version = self.screens[by][cell]
            self.send(Request(by, cell, shown_before, version, shown))

    @rule(by=who, column=st.integers(0, 3), phases=st.lists(phase, min_size=2, max_size=2))
    def paste(self, by: int, column: int, phases: list[int | None]) -> None:
        """One behaviour for the whole class, as the page without the grid sends it."""
        cells = self.room.cells[2 * column : 2 * column + 2]
        requests = [self.request(by, 2 * column + n, one) for n, one in enumerate(phases)]
        before, lines_before = [truth(cell) for cell in cells], lines()
        by_student = dict(zip(self.room.students, requests, strict=True))
        focus = make_focus_of(cells[0])

        def save(teacher: Member) -> None:
            judge_class(
                term=focus.term, behaviour=focus.behaviour, by=teacher, now=self.now(),
                phases={student.pk: request.chosen for student, request in by_student.items()},  # type: ignore[misc]
                versions={student.pk: request.seen for student, request in by_student.items()},
            )  # fmt: skip

        self.within(by, save)
        changed = sum(truth(cell) != was for cell, was in zip(cells, before, strict=True))
        assert lines() == lines_before + changed
        for request, was in zip(requests, before, strict=True):
            self.check(request, was, lines() - (truth(request.cell) != was))

    @precondition(lambda self: self.taken)
    @rule(number=st.integers(0, 1000))
    def replay(self, number: int) -> None:
        """Something that was saved is sent again, however late: it changes nothing and leaves no line."""
        request = self.taken[number % len(self.taken)]
        before, lines_before = truth(request.cell), lines()
        self.send(request, answered=False)
        assert (truth(request.cell), lines()) == (before, lines_before)


def test_what_is_said_again_leaves_no_line(people: Personas) -> None:
    """The other sources: a note and a check-in sent twice are kept once, and the audit tells it once."""
    behaviour, key, student = make_behaviour(school=people.school), str(uuid.uuid4()), people.student
    note = {
        "students": [student.pk],
        "behaviour": behaviour.pk,
        "context": "maths",
        "text": "Again.",
        "client_key": key,
    }
    answers = [
        ("check_in", (), {}),
        ("check_in_question", (1,), {"value": 2}),
        ("check_in_question", (2,), {"value": "none"}),
    ]
    sent = [(people.teacher, "notice", (), note), *((student, *answer) for answer in answers)]
    told = []
    for _ in range(3):
        for by, name, args, form in sent:
            assert client_for(by).post(address(people, name, *args), form).status_code == 302
        told.append([lines(table) for table in OTHER_SOURCES])
    assert told == [[1, 1, 2]] * 3


def make_focus_of(cell: Cell) -> Judgement:
    """Term and behaviour of a cell, as objects."""
    return Judgement(term=Term.objects.get(pk=cell.term_id), behaviour_id=cell.behaviour_id, school_id=cell.school_id)


def test_any_order_leaves_one_truth(people: Personas) -> None:
    Judging.room = make_room(people)
    health = [HealthCheck.too_slow, HealthCheck.data_too_large]
    rules = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=health,
        derandomize=True,
        phases=[Phase.generate],
    )
    run_state_machine_as_test(Judging, settings=rules)
