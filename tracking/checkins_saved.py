"""What a check-in writes: each time one statement, whose plan is kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from psycopg.types.json import Json, Jsonb

from learningculture.prepared import preparing
from learningculture.prepared_writes import PreparedWrite
from tracking.models import CheckIn, CheckInAnswer
from tracking.queries import judged_when_new
from vision.models import Behaviour

Answers = Sequence[Mapping[str, Any]]
"""Each with ``behaviour``, ``item``, ``value`` and ``example``."""

Saved = tuple[int, datetime.datetime]

SITTING = """
INSERT INTO tracking_checkin
    (school_id, term_id, student_id, framework_id, form, item_version, "order", started_at)
VALUES (%(school)s, %(term)s, %(student)s, %(framework)s, %(form)s, %(version)s, %(order)s, %(began)s)
ON CONFLICT (school_id, term_id, student_id) DO NOTHING
RETURNING id
"""
"""A sitting that begins, unless the student has begun it on another screen."""

ANSWER = """
INSERT INTO tracking_checkinanswer (school_id, check_in_id, behaviour_id, item, value, example)
VALUES (%(school)s, %(sitting)s, %(behaviour)s, %(item)s, %(value)s, %(example)s)
ON CONFLICT (school_id, check_in_id, item) DO UPDATE SET value = EXCLUDED.value, example = EXCLUDED.example
RETURNING id
"""
"""One answer of a sitting. Given again, it takes the place of the one before."""

SUBMIT = """
WITH sitting AS (
    INSERT INTO tracking_checkin AS known
        (school_id, term_id, student_id, framework_id, form, item_version, "order", started_at, finished_at)
    SELECT %(school)s, %(term)s, %(student)s, %(framework)s, %(form)s, %(version)s, %(order)s, %(began)s, %(now)s
    {provided}
    ON CONFLICT (school_id, term_id, student_id) DO UPDATE SET finished_at = EXCLUDED.finished_at
    WHERE known.finished_at IS NULL
    RETURNING id, started_at
), kept AS (
    INSERT INTO tracking_checkinanswer (school_id, check_in_id, behaviour_id, item, value, example)
    SELECT %(school)s, sitting.id, said.behaviour, said.item, said.value, said.example
    FROM sitting, json_to_recordset(%(answers)s)
        AS said (behaviour bigint, item text, value smallint, example text)
    ORDER BY said.item
    ON CONFLICT (school_id, check_in_id, item) DO UPDATE SET value = EXCLUDED.value, example = EXCLUDED.example
)
SELECT id, started_at FROM sitting
"""
"""A whole sitting in one statement: begun or not, it is finished now and holds these answers. One that was finished a
moment ago, on another screen, stays as it is."""

SUBMIT_ANY = SUBMIT.format(provided="")
SUBMIT_NEW = PreparedWrite(
    SUBMIT.format(
        provided="""WHERE %(asked)s = (
            SELECT string_agg(id || ' ' || framework || ' ' || key, ',' ORDER BY place)
            FROM ({found}) AS judged (id, framework, key, place)
        )"""
    ),
    lambda **where: judged_when_new(**where).values_list("pk", "framework", "key", "position"),
)
"""The same, if the term asks about these behaviours in this order and no recent sitting stands against it."""


def values_of(sitting: CheckIn) -> dict[str, Any]:
    """What a statement about a sitting says of it."""
    whose = {"school": sitting.school_id, "term": sitting.term_id, "student": sitting.student_id}
    asked = {"framework": sitting.framework_id, "form": sitting.form, "version": sitting.item_version}
    return {**whose, **asked, "order": Jsonb(sitting.order), "began": sitting.started_at}


def save_beginning(sitting: CheckIn) -> CheckIn:
    """The sitting as it stands, should the same student have begun it, or finished it, on another screen meanwhile."""
    with preparing() as cursor:
        cursor.execute(SITTING, values_of(sitting))
        saved = cursor.fetchone()
    if saved is None:
        return sitting_there(sitting)
    sitting.pk, sitting._state.adding = saved[0], False
    return sitting


def sitting_there(sitting: CheckIn) -> CheckIn:
    """The one that this would have been, begun or finished on another screen."""
    return CheckIn.objects.get(school=sitting.school_id, term=sitting.term_id, student=sitting.student_id)


def save_answer(answer: CheckInAnswer) -> CheckInAnswer:
    said = {"school": answer.school_id, "sitting": answer.check_in_id, "behaviour": answer.behaviour_id}
    with preparing() as cursor:
        cursor.execute(ANSWER, {**said, "item": answer.item, "value": answer.value, "example": answer.example})
        answer.pk = cursor.fetchone()[0]
    answer._state.adding = False
    return answer


def save_sitting(sitting: CheckIn, answers: Answers, now: datetime.datetime) -> Saved | None:
    """Number and beginning of the sitting that was saved; None if it was finished before."""
    with preparing() as cursor:
        cursor.execute(SUBMIT_ANY, {**values_of(sitting), "answers": Json(answers), "now": now})
        saved: Saved | None = cursor.fetchone()
    return saved


def save_new_sitting(
    sitting: CheckIn,
    behaviours: Iterable[Behaviour],
    answers: Answers,
    now: datetime.datetime,
    since: datetime.datetime,
) -> Saved | None:
    """None also if the term asks about other behaviours, or a sitting has begun: in this term, or ``since``."""
    asked = ",".join(f"{each.pk} {each.framework_id} {each.key}" for each in behaviours)
    place = {"school": sitting.school_id, "student": sitting.student_id, "term": sitting.term_id, "since": since}
    values = {**values_of(sitting), "answers": Json(answers), "now": now}
    return SUBMIT_NEW.returned(place, **values, asked=asked)
