"""What staff of the invented schools say about their vision, and what became of it."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from home.demonstration.learning import Moment
from home.demonstration.people import Living
from home.demonstration.vision import at, date_writing
from school.calendar import school_day_before, school_days_after
from school.models import Member
from vision.dialogue import reply, say_remark, say_unnamed
from vision.models import Paragraph, Theme
from vision.narrative import publish_narrative
from vision.queries import live_paragraphs
from vision.themes import Either, adopt_wording, answer_theme, gather_theme, suggested_text
from vision.windows import open_window
from vision.wordings import newest_wording

ASKED_FIRST, ASKED_NOW, ANSWERED = 62, 5, 6
"""Days before today."""

FIRST = "Which of these sentences do you see in your own room, and which do you not believe yet?"
NOW = "What would help you to wait ten seconds before you help?"

NOT_NOW = (
    "The look into books stays until July: governors were promised it, and we will not break that word quietly. From "
    "September it goes. Until then nobody is asked about unmarked work, and I have told governors so."
)
ADOPTED = "Yes. It says what we mean, and more kindly than we did. It stands in the vision from today, in your words."


def talk_about_the_vision(moment: Moment) -> None:
    """A window that closed, with two themes answered and two remarks that still wait; and one that is open."""
    living, today = moment.living, moment.today
    first, answered, now = (_school_day(living, today, ago) for ago in (ASKED_FIRST, ANSWERED, ASKED_NOW))
    open_window(school=living.school, asks=FIRST, school_days=10, by=living.head, on=first)
    marking, kinder = _speak_first(living, school_days_after(living.school, first, 2))
    _answer(living, answered, marking, kinder)
    open_window(school=living.school, asks=NOW, school_days=10, by=living.head, on=now)
    _speak_now(living, now)


def _school_day(living: Living, today: datetime.date, ago: int) -> datetime.date:
    return school_day_before(living.school, today - datetime.timedelta(days=ago))


def _speak_first(living: Living, day: datetime.date) -> tuple[list[Either], Either]:
    teachers, stopping = living.teachers, _paragraph(living, "We will stop marking")
    gate = _say(
        living,
        teachers[0],
        stopping,
        day,
        kind="doubt",
        quote="We will stop marking every piece of work.",
        text="Parents ask me about marking at the gate. What may I tell them?",
    )
    books = _whisper(
        stopping, day, kind="doubt", text="I do not dare to stop while books are still looked at in March."
    )
    _say(
        living,
        teachers[3],
        _paragraph(living, "This year we learn"),
        day,
        kind="question",
        text="Does “choose what to grow” begin in the first year, or only with the older ones?",
    )
    _whisper(
        _paragraph(living, "Each term we put"),
        day,
        kind="evidence",
        text="In my room the check-in says more than the grid does: seven of them chose the same muscle.",
    )
    kinder = _say(
        living,
        living.assistants[0],
        _paragraph(living, "We learn most about"),
        day,
        kind="wording",
        quote="and least when we are being judged",
        text="and most of all when nobody keeps a score",
    )
    return [gate, books], kinder


def _answer(living: Living, day: datetime.date, marking: list[Either], kinder: Either) -> None:
    head, school = living.head, living.school
    theme = gather_theme(
        school=school, remarks=marking, title="Marking, and who looks at it", into=None, by=head, on=day
    )
    answer_theme(theme=theme, outcome=Theme.Outcome.NOT_NOW, answer_words=NOT_NOW, by=head, on=day)
    theme = gather_theme(school=school, remarks=[kinder], title="How visits are spoken of", into=None, by=head, on=day)
    paragraph = _paragraph(living, "We learn most about")
    text = suggested_text(kinder, paragraph)
    adopt_wording(remark=kinder, paragraph=paragraph, text=text, version=paragraph.version, by=head)
    date_writing(living, at(day, 15))
    note = "A kinder sentence about visits, in a colleague’s words."
    publish_narrative(school=school, note=note, by=head, now=at(day, 16))
    answer_theme(theme=theme, outcome=Theme.Outcome.ADOPTED, answer_words=ADOPTED, by=head, on=day)


def _speak_now(living: Living, day: datetime.date) -> None:
    stuck = _paragraph(living, "Being stuck is where")
    story = _say(
        living,
        living.teachers[1],
        stuck,
        day,
        kind="story",
        quote="Being stuck is where learning starts.",
        text="On Tuesday two of mine argued about a fraction wall for ten minutes and would not let me tell "
        "them. A year ago they would have waited for me.",
    )
    _answer_in_words(living.head, story, day, "May I come and see the wall, and hear them?")
    _whisper(
        stuck,
        day,
        kind="doubt",
        quote="it must be safe to be stuck, for adults as well",
        text="It is not yet safe for adults. When my lesson did not work I was told what I should have done.",
    )
    _say(
        living,
        living.teachers[2],
        _paragraph(living, "A child who leaves"),
        day,
        kind="question",
        text="Who decides whether a child can say what kind of learner they are?",
    )


def _paragraph(living: Living, begins: str) -> Paragraph:
    return live_paragraphs(living.school).get(text__startswith=begins)


def _say(
    living: Living, by: Member, paragraph: Paragraph, day: datetime.date, *, quote: str = "", **words: Any
) -> Either:
    wording, now = newest_wording(paragraph), at(day, 15, 40)
    return say_remark(wording=wording, quote=quote, **words, by=by, now=now, on=day, client_key=uuid.uuid4())


def _whisper(paragraph: Paragraph, day: datetime.date, *, quote: str = "", **words: Any) -> Either:
    wording = newest_wording(paragraph)
    return say_unnamed(wording=wording, quote=quote, **words, on=day, client_key=uuid.uuid4())


def _answer_in_words(by: Member, remark: Either, day: datetime.date, text: str) -> None:
    reply(to=remark, text=text, by=by, now=at(day, 17), client_key=uuid.uuid4())
