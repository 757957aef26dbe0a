"""What leaders put first, decide, say and do in the invented schools, and what students answer when asked."""

from __future__ import annotations

import datetime
import random

from home.demonstration.learning import Moment
from home.demonstration.vision import at
from school.models import Member
from vision.messages import react, send_message
from vision.models import Priority, Reaction
from vision.presence import note_presence
from vision.priorities import begin_priority, end_priority, record_decision
from vision.student_talks import draw_students, record_talk
from vision.threading import say_what_it_is_about

PRIORITIES = (
    (0, "Learners talk about how they learn, in every lesson", "Marking every piece of work", 0),
    (1, "Colleagues in each other’s rooms", "Graded lesson observations", 3),
    (2, "A reading intervention for every year group", "The Friday assembly rehearsal", None),
)
"""The term in which each begins, its words, what stops for it, and which commitment it carries."""

DROPPED, DROPPED_IN = "A reading intervention for every year group", 4
WHY_DROPPED = "Two terms in, it helped Year 2 and cost Year 5 their art. We keep it where it helps."

DECISIONS = (
    ("No setting by attainment in mathematics", "We would not want our own children told at seven what they can’t do."),
    (
        "Cover comes before trips when a visit is agreed",
        "Our own children’s teachers should learn from each other.",
    ),
    ("Reports say what a child does when stuck", "It is the first thing we ask of our own children’s school."),
)
MESSAGES = (
    "In Maple on Tuesday a child said “I’m stuck, good”. Ask your class what they do first when they are stuck.",
    "Three of you dropped an enquiry with a reason this half-term. Thank you: that is what enquiry is for.",
    "I waited ten seconds in an assembly. It felt like a week, and then six hands went up. Try it with me.",
    "The evidence walls in the hall are worth a detour. Look for the drafts, not for the fair copies.",
    "We said we would stop something and have not. I will say which at Monday’s briefing.",
    "A governor asked what a learning muscle is. Year 3 answered better than I did.",
)
NOTES = ("They built on each other’s answers.", "Quiet room, hard thinking.", "I talked too much. Listen next time.")
COULD_SAY = (
    "I don’t give up on the first go now.",
    "I ask what the question wants.",
    "I let other people finish.",
    "I change bits that don’t work.",
)
COULD_SAY_AT_FIRST, MORE_EACH_TERM = 0.45, 0.06
"""Share of students who can say something: one thing that clearly grows."""

TALKED_WITH = 22
"""Of those drawn; the others were away."""


def lead(moment: Moment) -> None:
    """By a chance of its own: nothing that was seeded before changes."""
    chance = random.Random(f"leading {moment.living.plan.key} {moment.plan.index}")
    if moment.plan.index == 0:
        _tie_commitments(moment)
    _put_first(moment)
    _decide(moment)
    _write_to_all(moment, chance)
    _be_there(moment, chance)
    _hear_students(moment, chance)


def _tie_commitments(moment: Moment) -> None:
    """All but the last are about a behaviour: the demonstration has a broken thread to show."""
    for number, commitment in enumerate(moment.commitments[:-1]):
        about = [moment.behaviours[number % len(moment.behaviours)]]
        say_what_it_is_about(commitment=commitment, behaviours=about, by=moment.living.head)


def _put_first(moment: Moment) -> None:
    head, school, on = moment.living.head, moment.living.school, moment.plan.day(0.1)
    for begins, wording, stops, carries in PRIORITIES:
        if begins == moment.plan.index:
            commitment = None if carries is None else moment.commitments[carries]
            begin_priority(school=school, wording=wording, stops=stops, commitment=commitment, by=head, on=on)
    if moment.plan.index == DROPPED_IN:
        dropped = Priority.objects.filter(school=school, wording=DROPPED, ended_on=None).first()
        if dropped:
            end_priority(priority=dropped, because=WHY_DROPPED, by=head, on=on)


def _decide(moment: Moment) -> None:
    decided, good_enough = DECISIONS[moment.plan.index % len(DECISIONS)]
    on = moment.plan.day(0.4)
    if moment.happened(on):
        words = {"decided": decided, "good_enough": good_enough, "commitment": moment.commitments[2]}
        record_decision(school=moment.living.school, by=moment.living.head, on=on, **words)  # type: ignore[arg-type]


def _write_to_all(moment: Moment, chance: random.Random) -> None:
    """Two messages a term; most who read tap, and the second helps fewer."""
    for number in range(2):
        text = MESSAGES[(2 * moment.plan.index + number) % len(MESSAGES)]
        on = moment.plan.day(0.25 + 0.4 * number)
        if not moment.happened(on):
            continue
        sent_at = at(on, 16)
        message = send_message(
            school=moment.living.school,
            text=text,
            commitment=moment.commitments[number],
            by=moment.living.head,
            now=sent_at,
        )
        for reader in moment.living.educators[1:]:
            if chance.random() < 0.75:
                weights = (0.7 - 0.3 * number, 0.15 + 0.2 * number, 0.15 + 0.1 * number)
                (answer,) = chance.choices(Reaction.Answer.values, weights)
                react(message=message, answer=answer, by=reader, now=sent_at + datetime.timedelta(hours=15))


def _be_there(moment: Moment, chance: random.Random) -> None:
    """The head is in half of the classes, and knows in which not."""
    rooms = [school_class for school_class, _learners, _teacher in moment.living.registration(moment.plan.year)]
    for number, school_class in enumerate(chance.sample(rooms, k=max(1, len(rooms) // 2))):
        on = moment.plan.day(0.15 + 0.6 * number / len(rooms))
        if moment.happened(on):
            note_presence(
                owner=moment.living.head,
                school_class=school_class,
                kind="conversation" if number % 3 else "visit",
                on=on,
                note=NOTES[number % len(NOTES)],
                today=moment.today,
            )


def _hear_students(moment: Moment, chance: random.Random) -> None:
    drawn_on, talked_on = moment.plan.day(0.3), moment.plan.day(0.5)
    if not moment.happened(talked_on):
        return
    asks: list[Member] = [moment.living.head, *moment.living.leaders]
    share = COULD_SAY_AT_FIRST + MORE_EACH_TERM * moment.plan.index
    for number, talk in enumerate(draw_students(term=moment.term, on=drawn_on, chance=chance)[:TALKED_WITH]):
        can_say = chance.random() < share
        words = chance.choice(COULD_SAY) if can_say else ""
        carries = moment.commitments[4] if can_say and number % 3 == 0 else None
        by = asks[number % len(asks)]
        record_talk(talk=talk, can_say=can_say, words=words, by=by, on=talked_on, commitment=carries)
