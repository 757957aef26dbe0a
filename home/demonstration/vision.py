"""What the invented schools want of learning: narrative, focus, promises, pulses."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from home.demonstration.people import Living
from home.demonstration.plan import TermPlan
from vision.behaviours import adopt_framework, declare_focus
from vision.circles import make_public
from vision.models import Audience, Behaviour, Commitment, Framework, Paragraph, Wording
from vision.narrative import make_commitment, publish_narrative, retire_paragraph, write_paragraph
from vision.promises import make_promise, settle_promise
from vision.public_answer import answer_in_public
from vision.pulse import cast_ballot, close_pulse, open_pulse
from vision.pulse_groups import WORK
from vision.pulse_items import PULSE_ITEMS

LONDON = ZoneInfo("Europe/London")

NARRATIVE = {
    "why": (
        "Children leave us able to read, reckon and remember. Too many leave us waiting to be told what to do next. "
        "We want each of them to know what to do when nobody tells them.",
        "Our test is plain: would this be good enough for our own children? If not, it will not do here.",
    ),
    "portrait": (
        "A child who leaves {school} stays with a hard thing, asks the question that opens it, and notices who has not "
        "yet been heard. They can say what kind of learner they are becoming.",
    ),
    "beliefs": (
        "Learning habits grow with use, like muscles, in every subject and at every age.",
        "Being stuck is where learning starts. So it must be safe to be stuck, for adults as well.",
        "We learn most about teaching from each other’s rooms, and least when we are being judged.",
    ),
    "stopping": ("We will stop marking every piece of work. We will stop data drops that no teacher uses.",),
    "path": (
        "This year we learn to see the four foundation muscles. Next year children track their own. In the third year "
        "they choose what to grow, and we follow.",
    ),
    "knowing": (
        "Each term we put our evidence side by side, what speaks for us and what speaks against us, and we say what we "
        "cannot tell.",
    ),
    "voices": ("“I used to say I can’t. Now I say I can’t yet, and then I try the other way.” A child in Year 5.",),
}

FOR_STUDENTS = {
    "why": "When nobody tells you what to do next, you can still do *something*. We want you to learn that here.",
    "portrait": "When you leave us, you will know what to try when you are stuck:\n\n"
    "- look again\n- ask a good question\n- try another way",
}

FIRST_VOICE = "“We have always worked hard here. Now we talk about how.” A teaching assistant."

COMMITMENTS = (
    ("adults", "name the learning muscle they see, in every lesson."),
    ("adults", "wait ten seconds before they help."),
    ("leaders", "protect an hour a month for every learning community."),
    ("leaders", "visit classrooms to learn, never to grade."),
    ("students", "keep one piece of work a term that shows a muscle growing."),
)


AN_HOUR = datetime.timedelta(hours=1)


def write_vision(living: Living, begun: datetime.date) -> tuple[Framework, list[Commitment]]:
    """The framework, the commitments and two published versions of the narrative."""
    head, school = living.head, living.school
    framework = adopt_framework(school=school, preset="foundation", by=head, on=begun)
    first_voice = write_paragraph(school=school, block="voices", text=FIRST_VOICE, by=head)
    for block, paragraphs in NARRATIVE.items():
        if block not in ("voices", "knowing"):
            for text in paragraphs:
                write_paragraph(school=school, block=block, text=text.format(school=school.name), by=head)
    commitments = [
        make_commitment(school=school, who=who, wording=wording, by=head, on=begun) for who, wording in COMMITMENTS
    ]
    date_writing(living, at(begun, 15))
    publish_narrative(school=school, note="Our first version, written with all staff.", by=head, now=at(begun, 16))
    retire_paragraph(paragraph=first_voice, by=head, now=at(begun, 17))
    for block in ("knowing", "voices"):
        for text in NARRATIVE[block]:
            write_paragraph(school=school, block=block, text=text, by=head)
    later = at(begun + datetime.timedelta(days=180), 16)
    date_writing(living, later - AN_HOUR)
    publish_narrative(school=school, note="How we will know, and a child’s voice.", by=head, now=later)
    _write_for_students(living, later)
    return framework, commitments


def _write_for_students(living: Living, now: datetime.datetime) -> None:
    head, school = living.head, living.school
    for block, text in FOR_STUDENTS.items():
        write_paragraph(school=school, block=block, text=text, by=head, written_for=Audience.STUDENTS)
    date_writing(living, now - AN_HOUR)
    publish_narrative(school=school, note="In fewer words, for you.", by=head, now=now, written_for=Audience.STUDENTS)
    make_public(school=school, written_for=Audience.EVERYONE, is_public=True, by=head)


def date_writing(living: Living, then: datetime.datetime) -> None:
    """What was just written, the clock says today: let it have been then, before it was published."""
    Wording.objects.filter(school=living.school, written_at__gt=then).update(written_at=then)
    Paragraph.objects.filter(school=living.school, changed_at__gt=then).update(changed_at=then)


def at(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=LONDON)


def declare_term_focus(living: Living, term: TermPlan, behaviours: list[Behaviour]) -> None:
    """All four foundation behaviours, except that the secondary takes three."""
    chosen = behaviours[:3] if living.plan.key == "weir" else behaviours
    declare_focus(term=living.terms[term.index], behaviours=chosen, by=living.head, on=term.starts_on)


PROMISES = (
    ("time", "An hour in the last week of each month for every PLC, with no notices."),
    ("cover", "Cover for every teacher who visits a colleague."),
    ("stopping", "No more half-termly data drop in reading."),
    ("money", "Books for the staff library that teachers choose."),
    ("time", "No meeting on the day reports are due."),
    ("cover", "Cover for lesson study in each phase."),
)


def keep_promises(living: Living, term: TermPlan, today: datetime.date) -> None:
    """Six promises a term with different days; most are kept, cover is the one that falls through."""
    for number, (kind, promise) in enumerate(PROMISES):
        due = term.day(0.2 + 0.12 * number)
        made = make_promise(
            school=living.school, kind=kind, promise=promise, due_on=due, by=living.head, on=term.starts_on
        )
        if due >= today - datetime.timedelta(days=5):
            continue
        kept = not (kind == "cover" and living.chance.random() < 0.7)
        why = "Done as promised." if kept else "Two colleagues were ill in the same week and cover fell through."
        settle_promise(promise=made, kept=kept, explanation=why, by=living.head, on=due)


AGREEMENT = {
    "p1": (3.6, 0.16), "p2": (4.3, 0.0), "p3": (2.6, 0.12), "p4": (3.8, 0.1), "p5": (2.9, -0.06),
    "p6": (3.9, 0.06), "p7": (3.3, 0.2), "p8": (2.6, 0.02),
}  # fmt: skip
"""Item → where answers lie at the first term (1 to 5) and how they move a term. What leaders give time to does not."""


ANSWERED = (
    {
        "heard": "You agree with where we are going and do not yet see it in what you plan. You want time before talk.",
        "will_do": "Two staff meetings a term become planning time. We will not add a meeting to make up for them.",
    },
    {
        "heard": "What we say about learning and what we spend our meetings on still differ. That stings, and is fair.",
        "will_do": "Data goes to the end of the agenda, ten minutes at most. Reports to the trust stay.",
    },
)
"""What leaders said to a pulse, in turn."""


ADDED = (
    "The hour for our PLC is the best of my week. Please do not move it again.",
    "We say enquiry, but the timetable says coverage.",
    "It helped that somebody senior came and just watched the children.",
    "I would try more if planning time were planning time.",
)
SAYS_MORE = 0.15
"""How many of the large school's staff add a few words."""


def hold_pulse(living: Living, term: TermPlan, today: datetime.date) -> None:
    """Open it, let those answer who do, close it."""
    opens, closes = term.day(0.4), term.day(0.55)
    if closes >= today:
        return
    large = living.plan.key == "weir"
    pulse = open_pulse(
        school=living.school,
        term=living.terms[term.index],
        closes_on=closes,
        by=living.head,
        on=opens,
        split_by=WORK if large else "",
        asks_words=large,
    )
    staff, share = living.educators, living.plan.pulse_response + living.chance.uniform(-0.04, 0.04)
    for member in living.chance.sample(staff, round(len(staff) * share)):
        words = living.chance.choice(ADDED) if large and living.chance.random() < SAYS_MORE else ""
        cast_ballot(pulse=pulse, member=member, answers=_answers(living, term.index), words=words)
    close_pulse(pulse=pulse, on=closes + datetime.timedelta(days=1))
    said_on = min(today, closes + datetime.timedelta(days=9))
    answer_in_public(pulse=pulse, **ANSWERED[term.index % len(ANSWERED)], by=living.head, on=said_on)


def _answers(living: Living, term: int) -> dict[str, int | None]:
    mood = living.chance.gauss(0, 0.5)
    answers: dict[str, int | None] = {}
    for item in PULSE_ITEMS:
        start, growth = AGREEMENT[item.key]
        value = round(start + growth * term + mood + living.chance.gauss(0, 0.8))
        answers[item.key] = None if living.chance.random() < 0.03 else min(5, max(1, value))
    return answers
