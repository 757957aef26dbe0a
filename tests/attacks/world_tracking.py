"""What is recorded about learning in the attackers' world, and a sample for each of its addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from school.models import Term
from school.queries import today_in
from tests.factories.attainment import make_attainment
from tests.factories.celebrations import make_celebration
from tests.factories.family import allow_family_pages, make_family_link
from tests.factories.tracking import make_check_in, make_evidence, make_goal, make_judgement, make_noticing
from tests.factories.vision import make_behaviour
from tracking.models import CheckInAnswer
from tracking.pictures import ReadPicture, keep_picture
from tracking.rechecks import note_rechecks

ON_EVIDENCE = ("ask_reader", "remove_evidence", "reword_evidence", "undo_rewording", "bring_evidence_back")
SAMPLES: dict[str, Callable[[Any], list[Any]]] = {
    "tracking:class": lambda w: [w.things["class"].pk],
    "tracking:grid": lambda w: [w.things["class"].pk],
    "tracking:grid_plain": lambda w: [w.things["class"].pk],
    "tracking:judge": lambda w: [w.things["class"].pk],
    "tracking:learner": lambda w: [w.student.pk],
    "tracking:save_class": lambda w: [w.things["class"].pk, "noticings", "csv"],
    "tracking:save_learner": lambda w: [w.student.pk, "csv"],
    "tracking:confirm_evidence": lambda w: [w.student.pk, w.evidence.pk],
    "tracking:check_in_question": lambda w: [1],
    "tracking:class_celebrations": lambda w: [w.things["class"].pk],
    "tracking:take_back_celebration": lambda w: [w.thanks.pk],
    "tracking:class_check_in": lambda w: [w.things["class"].pk],
    "tracking:picture": lambda w: [w.picture.pk],
    "tracking:more": lambda w: [w.student.pk],
    "tracking:reply": lambda w: [w.student.pk, "noticing", w.noticing.pk],
    "tracking:promote_example": lambda w: [w.answer.pk],
    **{f"tracking:{name}": lambda w: [w.evidence.pk] for name in ON_EVIDENCE},
    "tracking:rechecks": lambda w: [w.things["class"].pk],
    "tracking:answer_recheck": lambda w: [w.things["class"].pk, w.recheck.pk],
    "tracking:undo_attainment": lambda w: [w.attainment.pk],
    "tracking:review_goal": lambda w: [w.goal.pk],
    "tracking:family_links": lambda w: [w.student.pk],
    "tracking:end_learners_link": lambda w: [w.student.pk, w.family_link.pk],
    "tracking:share_piece": lambda w: ["evidence", w.evidence.pk],
    **{
        f"tracking:{name}": lambda w: [w.family_link.pk]
        for name in ("choose_for_family", "look_as_family", "end_family_link")
    },
}


def tracking_things(term: Term, things: dict[str, Any], secret: str) -> dict[str, Any]:
    """One of everything that is recorded about the student, by their teacher."""
    student, teacher = things["student"], things["teacher"]
    behaviour, today = make_behaviour(school=term.school), today_in(term.school)
    allow_family_pages(term.school)
    check_in = make_check_in(student=student, term=term, finished=False, started_at=timezone.now())
    return {
        "behaviour": behaviour,
        "judgement": make_judgement(student=student, judge=teacher, behaviour=behaviour, term=term),
        "noticing": make_noticing(student=student, author=teacher, term=term, text=f"{secret} noticing", on=today),
        "check_in": check_in,
        "answer": CheckInAnswer.objects.filter(check_in=check_in).first(),
        "goal": make_goal(student=student, term=term, chosen_on=today),
        "evidence": make_evidence(student=student, term=term, added_on=today),
        "recheck": note_rechecks(
            students=[student], school_class=things["class"], text=f"{secret} recheck", by=teacher, on=today
        )[0],
        "picture": keep_picture(
            student=student,
            read=ReadPicture(b"RIFF", 1, 1),
            words=f"{secret} picture",
            by=teacher,
            now=timezone.now(),
        ),
        "thanks": make_celebration(to=student, by=teacher, term=term, text=f"{secret} thanks"),
        "family_link": make_family_link(student=student, by=teacher, term=term).link,
        "attainment": make_attainment(student=student, term=term, by=things["head"]),
    }
