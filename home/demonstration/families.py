"""Pages that children share at home: what the students of the cast chose, and a link for the grandparents."""

from __future__ import annotations

import datetime
import io
import random

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from home.demonstration.cast import STUDENTS
from home.demonstration.learning import Moment, pupils_of
from home.demonstration.vision import at
from school.models import Member
from tracking.choices import choices_of, choose_recording
from tracking.evidence import add_evidence
from tracking.family import choose_switches, make_link, share_piece
from tracking.models import Evidence, FamilyLink, Noticing, Picture
from tracking.pictures import keep_picture, read_picture

BRIDGE = (
    "A bridge of paper",
    "It fell down twice. I folded the paper more often, and then it carried nine coins.",
    "A drawing of a bridge of folded paper over a blue river",
)
SECOND_BRIDGE = (
    "A bridge that carries more",
    "I looked at the one that held, and folded mine closer. Eleven coins fell in, so I am not done.",
    "A drawing of a second bridge of folded paper over a blue river",
)
MOST_SHARED = 3


def share_at_home(moment: Moment) -> None:
    """In the schools with a student of the cast."""
    living = moment.living
    if living.plan.key not in STUDENTS:
        return
    choices = choices_of(living.school)
    switches = {"pictures": True, "family_pages": True, "students_make_links": True, "peers_notice": True}
    choose_recording(choices=choices, by=living.head, judgings_a_year=choices.judgings_a_year, **switches)
    students, later = pupils_of(living), moment.plan.day(0.3) + datetime.timedelta(days=2)
    for _group, learners, teacher in living.registration(moment.plan.year):
        for student in students:
            if student in learners and moment.happened(later):
                _share(moment, student, teacher)
                _keep(moment, next(one for one in learners if one not in students), SECOND_BRIDGE, later)


def _share(moment: Moment, student: Member, teacher: Member) -> None:
    day = moment.plan.day(0.3)
    kept = _keep(moment, student, BRIDGE, day)
    pieces: list[Evidence | Noticing] = [kept, *Noticing.objects.filter(student=student)[: MOST_SHARED - 1]]
    for piece in pieces:
        try:
            share_piece(thing=piece, share=True, by=student, on=day)
        except ValidationError:
            continue  # It names a classmate: it stays at school.
    term, home = moment.term, FamilyLink.Home.GRANDPARENTS
    fresh = make_link(student=student, home=home, by=teacher, term=term, on=day, now=at(day, 15))
    choose_switches(link=fresh.link, by=student, shows_words=True, shows_goal=True, shows_celebrations=False)


def _keep(moment: Moment, student: Member, bridge: tuple[str, str, str], day: datetime.date) -> Evidence:
    title, story, words = bridge
    what = {"student": student, "term": moment.term, "behaviour": moment.behaviours[0], "title": title, "story": story}
    return add_evidence(on=day, picture=_drawing(student, words, at(day, 14)), **what)


def _drawing(student: Member, words: str, now: datetime.datetime) -> Picture:
    """As a child draws with a finger on a tablet: a river, a bridge, coins."""
    chance, image = random.Random(student.given_name), Image.new("RGB", (960, 600), "#fffdf8")
    pen = ImageDraw.Draw(image)
    for row in range(5):
        points = [(x, 470 + row * 22 + chance.randint(-7, 7)) for x in range(0, 961, 40)]
        pen.line(points, fill="#1f5f8b", width=9, joint="curve")
    for foot in (170, 760):
        pen.polygon([(foot, 300), (foot + 60, 300), (foot + 80, 470), (foot - 20, 470)], fill="#c9b48a")
    zigzag = [(110 + step * 37, 300 - (step % 2) * 46) for step in range(21)]
    pen.line(zigzag, fill="#1d2323", width=10, joint="curve")
    pen.line([(100, 306), (870, 300)], fill="#1d2323", width=10)
    for coin in range(9):
        x = 210 + coin * 62 + chance.randint(-8, 8)
        pen.ellipse([x, 196, x + 50, 246], outline="#a87908", fill="#f6e7c4", width=7)
    written = io.BytesIO()
    image.save(written, "PNG")
    read = read_picture(ContentFile(written.getvalue(), name="bridge.png"))
    return keep_picture(student=student, read=read, words=words, by=student, now=now)
